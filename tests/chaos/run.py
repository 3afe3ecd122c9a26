"""One run: the storm of a plan, then calm, then the oracle."""

from __future__ import annotations

import threading
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import psycopg
from django.db import DatabaseError, connection
from django_q.tasks import async_task

from tests.chaos import promised
from tests.chaos.crowd import Crowd, Pressed
from tests.chaos.house import House, until
from tests.chaos.oracle import Seen, verdict
from tests.chaos.phones import Phones
from tests.chaos.plan import Act, Plan, Signal, Trouble, Written, plan
from tests.chaos.records import Records
from tests.chaos.signals import Striker

CALM_WITHIN = 120.0  # seconds; then what is still not right will not become so
MINUTE = 1.0  # seconds between two rings of the minute's schedule while the house calms down
LOOK_EVERY = 0.4


@dataclass(frozen=True)
class Result:
    """`problems` is empty when the guarantee held; `awaited` is what became right last. Times in seconds."""

    plan: Plan
    problems: list[str]
    signals: Counter[tuple[str, str]]
    storm: float
    calm: float
    awaited: str
    seen: Seen = field(repr=False)


class Runner:
    """Plays runs in one house."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.phones, self.records = Phones(house.store), Records()
        self.crowd = Crowd(house, self.records)

    def play(self, seed: int) -> Result:
        wanted = plan(seed)
        striker = Striker(self.house, self.phones)
        promised.write_down(wanted)
        began = time.monotonic()
        with ThreadPoolExecutor(64, thread_name_prefix="storm") as pool:
            acts = self._storm(wanted, striker, pool, began)
            striker.wait_for_the_stopped()
            ended = time.monotonic()
            self.crowd.end_all_trouble()
            until(self.house.is_well, "the house is well again", every=0.2)
            while not all(act.done() for act in acts):  # a thread may have to be found by the backfill first
                a_minute_passes()
                time.sleep(MINUTE / 2)
        pressed = [act.result() for act in acts]
        seen, problems, awaited = self.calm_down(wanted.numbers, pressed)
        return Result(wanted, problems, striker.struck, ended - began, time.monotonic() - ended, awaited, seen)

    def _storm(self, wanted: Plan, striker: Striker, pool: ThreadPoolExecutor, began: float) -> list[Future[Pressed]]:
        """Let everything happen at its time, each in a thread of its own. Returns when all signals were delivered."""
        acts: list[Future[Pressed]] = []
        strikes: list[Future[None]] = []
        order = threading.Lock()  # one colleague: one act after the other
        for event in wanted.events:
            time.sleep(max(0.0, began + event.at - time.monotonic()))
            match event:
                case Signal():
                    strikes.append(pool.submit(striker.strike, event))
                case Written():
                    pool.submit(self.crowd.write, wanted.numbers[event.customer], event)
                case Trouble():
                    pool.submit(self.crowd.trouble, wanted.numbers[event.customer], event)
                case Act():
                    key = f"{wanted.seed}-{len(acts)}"
                    acts.append(pool.submit(self._act, order, wanted.numbers[event.customer], event, key))
        for strike in strikes:
            strike.result()
        return acts

    def _act(self, order: threading.Lock, number: str, act: Act, key: str) -> Pressed:
        with order:
            return self.crowd.act(number, act, key)

    def calm_down(self, numbers: tuple[str, ...], pressed: list[Pressed]) -> tuple[Seen, list[str], str]:
        """Let minutes pass until everything is right, twice in a row. Returns what was seen, what is not right even
        after a while, and what became right last."""
        deadline, rung, right, awaited = time.monotonic() + CALM_WITHIN, 0.0, 0, ""
        while True:
            if time.monotonic() - rung > MINUTE:
                a_minute_passes()
                rung = time.monotonic()
            try:
                seen = Seen(self.phones.bubbles(numbers), self.records.of(numbers), pressed)
                problems = verdict(seen)
                if coming := self.phones.steps_to_come(numbers):
                    problems.append(f"{coming} callbacks are still to come")
            except psycopg.Error as error:
                problems = [f"the database: {error}"]
            right = right + 1 if not problems else 0
            awaited = problems[-1] if problems else awaited
            if right == 2 or time.monotonic() > deadline:
                return seen, problems, awaited
            time.sleep(LOOK_EVERY)


def a_minute_passes() -> None:
    """What the schedule does once a minute. Like there, a bell that gets lost is no harm."""
    try:
        async_task("conversations.drains.each_minute")
    except DatabaseError:
        pass
    finally:
        connection.close()
