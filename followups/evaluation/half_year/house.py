"""The product's half year: the real webhook code, turns, gates, outbox and outcomes, with business time moved from one due
instant to the next.

Not played: HTTP. What the sender has taken through the gates and marked `sending` is recorded as accepted and delivered by
the functions that write down Twilio's answers; half a year of calls to a simulator would take hours and tell nothing more.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from uuid import uuid4

from asgiref.sync import async_to_sync
from django.db.models import Q

from conversations.drains import NAME, next_due
from conversations.events.report import report
from conversations.models import Conversation, Outbox, Purpose
from conversations.turns.claim import Claim, claim_due
from conversations.turns.run import run_turn
from conversations.whatsapp import delivery, inbound, outbox, outcomes, twilio
from crm import clock, lease
from crm.models import Contact
from followups.evaluation.half_year import midnight
from followups.evaluation.half_year.colleagues import Colleagues
from followups.evaluation.half_year.customers import Customer
from followups.evaluation.half_year.ledger import Ledger
from followups.evaluation.half_year.outages import back_at
from followups.evaluation.play import SENDER
from followups.models import LIVE
from followups.sweep import sweep

ACCOUNT = "AC" + "0" * 32
AT_ONCE = 24
HOUR = timedelta(hours=1)
SWEPT_EVERY = 3  # hours; the product does it each minute, which half a year of play cannot afford
WHEN_IT_IS_QUIET = timedelta(minutes=5)
PATIENCE_SECONDS = 30.0  # of machine time without progress: then something hangs


class ProductHouse:
    def __init__(
        self,
        ledger: Ledger,
        customers: list[Customer],
        outages: list[tuple[datetime, datetime]],
    ) -> None:
        self.each_week: Callable[[int], None] = lambda week: None
        self.ledger, self.customers, self.outages = ledger, customers, outages
        self.by_address = {f"whatsapp:{one.number}": one for one in customers}
        self.zones = sorted({one.zone.key for one in customers})
        self.store_ms: list[float] = []
        self._sids, self._holder, self._renewed = count(1), uuid4(), 0.0
        self.colleagues = Colleagues(ledger)

    # --- what reaches the house ---

    def hears(self, customer: Customer, words: str, at: datetime) -> None:
        began = time.perf_counter()
        form = {
            "AccountSid": [ACCOUNT],
            "MessageSid": [f"SM{next(self._sids):032d}"],
            "From": [f"whatsapp:{customer.number}"],
            "To": [SENDER],
            "Body": [words],
            "ProfileName": [customer.name],
            "WaId": [customer.number.removeprefix("+")],
        }
        inbound.store(form)
        self.store_ms.append((time.perf_counter() - began) * 1000)

    def learns(self, customer: Customer, at: datetime) -> None:
        contact = Contact.objects.filter(addresses__address=f"whatsapp:{customer.number}").first()
        if contact:
            note = "Contract signed in the shop: everything they had asked about is ordered."
            report(contact, channel="shop", kind="order", note=note)

    def planned(self) -> set[str]:
        """Whose thread has a follow-up of ours, a person's task, or an answer that is being written."""
        people = ~Q(next_user=None, next_team=None)
        found = Conversation.objects.open().filter(Q(follow_ups__state__in=LIVE) | people | Q(next_kind="reply"))
        return {address.removeprefix("whatsapp:") for address in found.values_list("address", flat=True)}

    # --- time ---

    def play(self, start: datetime) -> None:
        self.began = start
        self.ledger.begin(self.customers, self)
        self.ledger.timeline.put(start, self.each_hour)
        while (at := self.next_instant()) is not None:
            self.go_to(at)
            while (act_at := self.ledger.timeline.next_at()) is not None and act_at <= max(at, start):
                self.ledger.timeline.take()[1](act_at)
            if self.working:
                self.drain()

    def next_instant(self) -> datetime | None:
        """The next act of somebody, or the next due work; None at the end of the half year."""
        act, end = self.ledger.timeline.next_at(), self.ledger.timeline.end
        if act is None:
            return None
        due = next_due()
        if due is not None and (until := back_at(max(due, clock.now()), self.outages)):
            due = until
        return min((at for at in (act, due) if at is not None and at < end), default=None)

    def go_to(self, at: datetime) -> None:
        ahead = (at - clock.now()).total_seconds()
        if ahead > 0:
            clock.move(math.ceil(ahead))

    @property
    def working(self) -> bool:
        return back_at(clock.now(), self.outages) is None

    def each_hour(self, at: datetime) -> None:
        """The sweep, and people in their office hours; a little later the checks, wherever it has just struck midnight."""
        if self.working and at.hour % SWEPT_EVERY == 0:
            sweep()
        self.colleagues.at_work(at, self.by_address)
        if at.hour == 0 and at > self.began and at.weekday() == self.began.weekday():
            self.each_week((at - self.began).days // 7)
        if midnight.strikes(at, self.zones):
            self.ledger.timeline.put(at + WHEN_IT_IS_QUIET, self.after_midnight)
        self.ledger.timeline.put(self.next_hour(at), self.each_hour)

    def after_midnight(self, at: datetime) -> None:
        if self.working:
            midnight.check(at, self)

    def next_hour(self, at: datetime) -> datetime:
        """The next at which somebody is in the office, the sweep is due, or it strikes midnight somewhere."""
        at += HOUR
        while not (self.colleagues.in_office(at) or at.hour % SWEPT_EVERY == 0 or midnight.strikes(at, self.zones)):
            at += HOUR
        return at

    # --- the drain's work ---

    def drain(self) -> None:
        """Until nothing is due: turns side by side, then what they want sent."""
        progress = time.monotonic()
        while (due := next_due()) is not None and due <= clock.now():
            self.renew()
            claims = claim_due(AT_ONCE)
            if claims:
                async_to_sync(together)(claims)
            sent = self.send()
            if claims or sent:
                progress = time.monotonic()
                continue
            if time.monotonic() - progress > PATIENCE_SECONDS:
                self.ledger.find("work that is due and never done", f"{clock.now():%d %b %H:%M}")
                self.go_to(clock.now() + HOUR)
                return
            time.sleep(0.05)  # the pace of our own number, in machine time

    def renew(self) -> None:
        """This process is the drain: so that the bell need not ring."""
        if time.monotonic() - self._renewed > lease.RENEW:
            lease.acquire(NAME, self._holder)
            self._renewed = time.monotonic()

    def send(self) -> int:
        claimed = outbox.claim_due(AT_ONCE)
        for sending in claimed:
            sid = f"MK{sending.id:032d}"
            outcomes.settle(sending.id, sending.attempt, twilio.Accepted(sid, "accepted"))
            delivery.record({"MessageSid": [sid], "MessageStatus": ["delivered"]}, sending.id)
            self.reached(sending)
        return len(claimed)

    def reached(self, sending: outbox.Sending) -> None:
        customer, now = self.by_address[sending.to], clock.now()
        row = Outbox.objects.select_related("message").get(pk=sending.id)
        self.ledger.totals["messages"] += 1
        if row.proactive:
            self.ledger.sent(customer, now, self, row.message.body)
        elif row.purpose != Purpose.OPT_OUT_CONFIRMATION:
            self.ledger.after_opt_out(customer, row.message.body, now)


async def together(claims: list[Claim]) -> None:
    await asyncio.gather(*(run_turn(claim) for claim in claims))
