"""The common ground of both houses: the order of time, and what each message was by the truth of its customer."""

from __future__ import annotations

import heapq
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Protocol

from followups.evaluation.half_year.customers import SLACK, Customer, Said

HOURS = (time(9), time(20))  # when a customer may be written to unasked, on their own clock
MINUTE = timedelta(minutes=1)
Act = Callable[[datetime], None]


class House(Protocol):
    """Who is written to: the product, or the rules."""

    def hears(self, customer: Customer, words: str, at: datetime) -> None: ...
    def learns(self, customer: Customer, at: datetime) -> None: ...
    def planned(self) -> set[str]: ...  # numbers of those for whom something stands planned


@dataclass
class Timeline:
    """What is to happen, in order; acts at the same instant in the order in which they were put."""

    end: datetime
    _acts: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _number: count[int] = field(default_factory=count)

    def put(self, at: datetime, act: Act) -> None:
        if at < self.end:
            heapq.heappush(self._acts, (at.astimezone(UTC), next(self._number), act))

    def next_at(self) -> datetime | None:
        return self._acts[0][0] if self._acts else None

    def take(self) -> tuple[datetime, Act]:
        at, _, act = heapq.heappop(self._acts)
        return at, act


@dataclass
class Ledger:
    """Counts and findings of one half year. A finding is a sentence for the report."""

    timeline: Timeline
    seed: int
    totals: Counter[str] = field(default_factory=lambda: Counter(harmful=0))
    findings: dict[str, list[str]] = field(default_factory=dict)

    def find(self, kind: str, words: str) -> None:
        self.findings.setdefault(kind, []).append(words)

    def begin(self, customers: list[Customer], house: House) -> None:
        for one in customers:
            for at, said in one.timed:
                self.timeline.put(at, self.speech(one, said, house))

    def speech(self, one: Customer, said: Said, house: House) -> Act:
        def act(at: datetime) -> None:
            one.says(said, at)
            self.totals["asked"] += bool(one.ask and one.ask.said_at == at)
            if said.meaning == "event":
                self.totals["events"] += 1
                house.learns(one, at)
            else:
                self.totals["inbound"] += 1
                house.hears(one, one.words(said, at, random.Random(f"{self.seed}-{one.number}-{at}")), at)

        return act

    def sent(self, one: Customer, at: datetime, house: House, what: str) -> None:
        """A message that nobody had asked a question for has reached them: judge it, and let them react."""
        local = at.astimezone(one.zone)
        self.totals["unasked"] += 1
        self.totals["unanswered_chases"] += one.unanswered > 0
        one.unanswered += 1
        where = f"{one.number} {local:%a %d %b %H:%M} {one.zone.key}: {what[:80]}"
        if not HOURS[0] <= local.time() < HOURS[1]:
            self.find("outside their hours", where)
        if not self.suits(one, local.date(), where):
            return
        reaction = one.answers.pop(0) if one.answers else None
        if reaction:
            self.timeline.put(at + reaction[0], self.speech(one, reaction[1], house))

    def suits(self, one: Customer, day: date, where: str) -> bool:
        ask = one.ask
        if one.quiet:
            self.totals["harmful"] += 1
            self.find(
                {"opt_out": "after opt-out", "room": "after they asked for room"}.get(one.quiet, f"after {one.quiet}"),
                where,
            )
            return False
        if ask is None:
            if one.settled:
                self.find("stale", where)
            self.totals["not_asked_for"] += 1
            return not one.settled
        if day < ask.earliest:
            self.totals["harmful"] += 1
            self.find("before the day they named", f"{where} (from {ask.earliest})")
            return False
        ask.state = "kept" if day <= ask.latest + SLACK else "late"
        self.totals["kept_with_people"] += ask.helped
        return True

    def after_opt_out(self, one: Customer, what: str, at: datetime) -> None:
        """Anything else than the one confirmation, whoever wrote it."""
        if one.quiet == "opt_out":
            self.find("after opt-out", f"{one.number} {at:%d %b %H:%M}: {what[:80]}")

    def midnight(self, customers: list[Customer], house: House, now: datetime) -> None:
        """What is owed and what nobody has planned."""
        planned = house.planned()
        for one in customers:
            ask = one.ask
            if ask and now - ask.said_at > timedelta(hours=2) and not ask.unplanned and one.number not in planned:
                ask.unplanned = True
                self.find(
                    "asked for, and nothing planned", f"{one.number}, asked {ask.said_at:%d %b}, for {ask.earliest}"
                )

    def close(self, customers: list[Customer], today: date | None = None) -> dict[str, int]:
        """The totals, and how every wish ended; as of `today`, by default the end of the play."""
        today = today or self.timeline.end.date()
        states: Counter[str] = Counter()
        for ask in (ask for one in customers for ask in one.asks):
            if ask.state == "open":
                over = today > ask.latest + SLACK
                states["missed" if over else "ahead"] += 1
            else:
                states[ask.state] += 1
        names = ("kept", "late", "missed", "settled", "replaced", "ahead")
        return {**self.totals, **{name: states[name] for name in names}}
