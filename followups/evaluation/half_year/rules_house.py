"""The opponent's half year: `followups/evaluation/rules.py` for the same customers. It needs no database."""

from __future__ import annotations

from datetime import datetime, timedelta

from followups.evaluation import rules
from followups.evaluation.half_year.customers import Customer
from followups.evaluation.half_year.ledger import Ledger
from followups.evaluation.half_year.outages import back_at


class RulesHouse:
    """At most one message planned per customer; any reply cancels it, a keyword plans another."""

    def __init__(self, ledger: Ledger, outages: list[tuple[datetime, datetime]]) -> None:
        self.ledger, self.outages = ledger, outages
        self.waiting: dict[str, object] = {}
        self.opted_out: set[str] = set()

    def hears(self, customer: Customer, words: str, at: datetime) -> None:
        self.waiting.pop(customer.number, None)
        if rules.opts_out(words):
            self.opted_out.add(customer.number)
        elif rules.wants_later(words) and customer.number not in self.opted_out:
            token = self.waiting[customer.number] = object()
            due = rules.due_after(at)
            due = back_at(due, self.outages) or due  # after an outage the queue is worked off at once
            self.ledger.timeline.put(due, lambda now: self.send(customer, token, now))

    def learns(self, customer: Customer, at: datetime) -> None:
        """It hears of nothing that happens elsewhere."""

    def send(self, customer: Customer, token: object, now: datetime) -> None:
        if self.waiting.get(customer.number) is token:
            del self.waiting[customer.number]
            self.ledger.totals["messages"] += 1
            self.ledger.sent(customer, now, self, rules.template(customer.language))

    def planned(self) -> set[str]:
        return set(self.waiting)


def play(ledger: Ledger, customers: list[Customer], outages: list[tuple[datetime, datetime]], start: datetime) -> None:
    house = RulesHouse(ledger, outages)
    ledger.begin(customers, house)
    midnight = start
    while (due := ledger.timeline.next_at()) is not None:
        while midnight <= due:
            ledger.midnight(customers, house, midnight)
            midnight += timedelta(days=1)
        at, act = ledger.timeline.take()
        act(at)
