"""Strikes processes: kill -9, or SIGSTOP for a while. What is stopped goes on at the latest when the run calms down."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections import Counter
from pathlib import Path

from tests.chaos.house import House, children_of, is_alive
from tests.chaos.phones import Phones
from tests.chaos.plan import Signal

AIM_SECONDS = 1.2
AIM_EVERY = 0.004
INSTEAD = ("pool", "workers", "web", "backend", "postmaster")
TARGET_SECONDS = 1.5  # how long to wait for a process that was just struck to be there again


class Striker:
    """`struck` counts what was really delivered: (target, how)."""

    def __init__(self, house: House, phones: Phones) -> None:
        self.house, self.phones = house, phones
        self.struck: Counter[tuple[str, str]] = Counter()
        self._stopped: dict[int, threading.Timer] = {}
        self._lock = threading.Lock()

    def strike(self, one: Signal) -> None:
        if one.aim:
            self._wait_for_a_message(one.aim)
        deadline = time.monotonic() + TARGET_SECONDS
        while not (hit := self._hit(one, one.target)) and time.monotonic() < deadline:
            time.sleep(0.02)
        while not hit:  # it is still away since it was last struck: then another one
            hit = next((target for target in INSTEAD if self._hit(one, target)), "")

    def _hit(self, one: Signal, target: str) -> str:
        """The target, if it was there to be struck."""
        pid = self._find(target, one.pick)
        try:
            if pid is None:
                return ""
            os.kill(pid, signal.SIGKILL if one.how == "kill" else signal.SIGSTOP)
        except ProcessLookupError:
            return ""
        with self._lock:
            self.struck[target, one.how] += 1
            if one.how == "stop":
                timer = threading.Timer(one.seconds, self._go_on, [pid])
                self._stopped[pid] = timer
                timer.start()
        return target

    def let_all_go_on(self) -> None:
        with self._lock:
            pids = list(self._stopped)
        for pid in pids:
            self._go_on(pid)

    def _go_on(self, pid: int) -> None:
        with self._lock:
            timer = self._stopped.pop(pid, None)
        if timer:
            timer.cancel()
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    def _wait_for_a_message(self, direction: str) -> None:
        before, deadline = self.phones.newest(direction), time.monotonic() + AIM_SECONDS
        while self.phones.newest(direction) == before and time.monotonic() < deadline:
            time.sleep(AIM_EVERY)

    def _find(self, target: str, pick: int) -> int | None:
        found = [pid for pid in self._candidates(target) if is_alive(pid)]
        return found[pick % len(found)] if found else None

    def _candidates(self, target: str) -> list[int]:
        if target == "web":
            return [pid for pid in [self.house.pid("web")] if pid]
        if target in ("postmaster", "backend"):
            master = self.house.postmaster()
            if target == "postmaster" or master is None:
                return [master] if master else []
            return [pid for pid in children_of(master) if b"[local]" in command(pid)]
        main = self.house.pid("workers")
        guards = children_of(main) if main else []
        if target == "workers":
            return [main] if main else []
        if target == "guard" or not guards:
            return guards
        pool = children_of(guards[0])
        return pool if target == "pool" else sorted(pool, key=threads)[-1:]


def command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def threads(pid: int) -> int:
    """How many threads it has: the worker that drains has the most."""
    try:
        return len(os.listdir(f"/proc/{pid}/task"))
    except OSError:
        return 0
