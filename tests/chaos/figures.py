"""Counts over all runs, as a table and as JSON, kept up to date after each run."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.chaos.plan import Promised, Trouble, Written, plan

if TYPE_CHECKING:
    from tests.chaos.house import House
    from tests.chaos.run import Result, Runner

NAMES = {
    "runs": "Runs",
    "broken": "Runs in which the guarantee did not hold",
    "kill": "kill -9",
    "stop": "SIGSTOP",
    "web": "… at the web server",
    "workers": "… at the workers (any process of theirs)",
    "database": "… at PostgreSQL (postmaster or one backend)",
    "inbound": "Messages that customers wrote",
    "copies": "… of which delivered more than once",
    "backfilled": "… of which the webhook was lost, and the backfill found them",
    "outbound": "Messages that reached phones",
    "promised": "Follow-ups that fell due meanwhile",
    "unasked": "… of which reached the phone, by template",
    "faults": "Faults switched on at Twilio",
    "pressed": "Acts of a colleague in the inbox",
    "lost": "Messages lost",
    "doubled": "Messages delivered twice",
    "dropped": "Threads without a valid next step",
    "unknown": "Sends of which nobody knows: a person was told",
    "unseen": "… a person was not told",
}
OF_CLAIMS = {
    "every inbound is stored once": "lost",
    "no message is delivered twice": "doubled",
    "nobody is answered twice": "doubled",
    "what was promised goes out once": "dropped",
    "every thread has its next step": "dropped",
    "no unknown is unseen": "unseen",
}
SCHEDULE_RINGS = (
    "SELECT count(*) FROM django_q_schedule WHERE func = 'conversations.drains.each_minute' "
    "AND next_run > now() - interval '2 minutes'"
)
WORKERS = ("drain", "pool", "guard", "workers")


class Figures:
    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.counts: Counter[str] = Counter(dict.fromkeys(NAMES, 0))
        self.struck: Counter[str] = Counter()
        self.troubles: Counter[str] = Counter()
        self.failures: list[dict[str, Any]] = []
        self.seconds: list[float] = []
        self.starts: Counter[str] = Counter()
        self._began = time.monotonic()
        self._numbers: list[str] = []
        self._pressed: list[Any] = []

    @property
    def minutes(self) -> float:
        return (time.monotonic() - self._began) / 60

    @property
    def broken(self) -> bool:
        return bool(self.failures)

    def add(self, result: Result, house: House) -> None:
        self._numbers += result.plan.numbers
        self._pressed += result.seen.pressed
        self.seconds.append(result.storm + result.calm)
        self.starts = Counter(house.starts)
        self._count(result)
        if result.problems:
            self._fail(str(result.plan), result.problems)
        said = "ok" if not result.problems else "THE GUARANTEE DID NOT HOLD"
        print(
            f"seed {result.plan.seed}: {said}; {result.signals.total()} signals, storm {result.storm:.1f} s, "
            f"calm after {result.calm:.1f} s (last: {result.awaited[:150]}), {self.minutes:.1f} min in all",
            flush=True,
        )
        self.write()

    def _count(self, result: Result) -> None:
        counts = self.counts
        counts["runs"] += 1
        for (target, how), count in result.signals.items():
            self.struck[f"{how} {target}"] += count
            counts[how] += count
            counts["workers" if target in WORKERS else "web" if target == "web" else "database"] += count
        for trouble in result.plan.of(Trouble):
            self.troubles[trouble.kind + (" stored" if trouble.stored else "")] += 1
            counts["faults"] += 1
        counts["inbound"] += len(result.seen.inbound)
        counts["copies"] += sum(written.copies > 1 for written in result.plan.of(Written))
        counts["backfilled"] += sum(row["source"] == "backfill" for row in result.seen.written.receipts)
        counts["outbound"] += len(result.seen.outbound)
        counts["unknown"] += sum(row["state"] == "unknown" for row in result.seen.written.outbox)
        unasked = {row["id"] for row in result.seen.written.outbox if row["purpose"] == "follow_up"}
        counts["promised"] += len(result.plan.of(Promised))
        counts["unasked"] += len({bubble.outbox for bubble in result.seen.outbound} & unasked)
        counts["pressed"] += len(result.seen.pressed)

    def _fail(self, what: str, problems: list[str]) -> None:
        self.counts["broken"] += 1
        for problem in problems:
            if known := OF_CLAIMS.get(problem.partition(":")[0]):
                self.counts[known] += 1
        self.failures.append({"what": what, "problems": problems})
        print("\n".join([what, "What the oracle saw:", *(f"  {problem}" for problem in problems)]), flush=True)

    def broke(self, seed: int, problem: Exception) -> None:
        self.counts["runs"] += 1
        self._fail(str(plan(seed)), [f"the run broke off: {type(problem).__name__}: {problem}"])
        self.write()

    def take_in(self, told: dict[str, Any]) -> None:
        """Add what another house has counted (its `as_dict`)."""
        self.counts.update({name: told[name] for name in NAMES})
        self.struck.update(told["signals"])
        self.troubles.update(told["faults by kind"])
        self.starts.update(told["starts"])
        self.seconds += told["seconds of each run"]
        self.failures += told["failures"]

    def end(self, runner: Runner) -> None:
        """Once more over everybody who ever wrote: nothing may have gone wrong afterwards."""
        _, problems, _ = runner.calm_down(tuple(self._numbers), self._pressed)
        if not runner.records.one(SCHEDULE_RINGS):
            problems.append("the minute's schedule does not ring any more")
        if problems:
            self._fail("At the end, over all runs", problems)
        self.write()

    def as_dict(self) -> dict[str, Any]:
        ordered = sorted(self.seconds) or [0.0]
        return {
            **self.counts,
            "signals": dict(sorted(self.struck.items())),
            "faults by kind": dict(sorted(self.troubles.items())),
            "minutes": round(self.minutes, 1),
            "seconds a run": {"median": round(ordered[len(ordered) // 2], 1), "longest": round(ordered[-1], 1)},
            "starts": dict(self.starts),
            "failures": self.failures,
            "seconds of each run": [round(seconds, 1) for seconds in self.seconds],
        }

    def table(self) -> str:
        rows = [f"| {words} | {self.counts[name]:,} |" for name, words in NAMES.items()]
        return "\n".join(["| | |", "|---|---|", *rows, f"| Minutes | {self.minutes:.0f} |"])

    def write(self) -> None:
        if self.file:
            self.file.write_text(json.dumps(self.as_dict(), indent=1, ensure_ascii=False))
