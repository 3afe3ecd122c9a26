"""Strikes processes: kill -9, or SIGSTOP for a while."""

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

AIM_SECONDS = 3.0  # the longest wait for a message; on a free machine there is one within the second
AIM_EVERY = 0.002
HELPERS_THREADS = 3  # pusher and monitor have no more; a worker that has drained once has
INSTEAD = ("backend", "web", "pool", "postmaster", "workers")
TARGET_SECONDS = 1.5  # how long to wait for a process that was just struck to be there again


class Striker:
    """`struck` counts what was really delivered: (target, how)."""

    def __init__(self, house: House, phones: Phones) -> None:
        self.house, self.phones = house, phones
        self.struck: Counter[tuple[str, str]] = Counter()
        self._stopped: dict[int, threading.Timer] = {}
        self._lock = threading.Lock()

    def strike(self, one: Signal) -> None:
        if one.aim and self._struck_at_a_message(one):
            return
        deadline = time.monotonic() + TARGET_SECONDS
        while not (hit := self._hit(one, one.target)) and time.monotonic() < deadline:
            time.sleep(0.02)
        while not hit:  # it is still away since it was last struck: then another one
            hit = next((target for target in INSTEAD if self._hit(one, target)), "")

    def _struck_at_a_message(self, one: Signal) -> bool:
        """Wait until a message is under way, and strike within milliseconds: whoever has it has not noted it yet."""
        before, deadline = self.phones.newest(one.aim), time.monotonic() + AIM_SECONDS
        busy = {pid: switches(pid) for pid in self._candidates(one.target)}
        while self.phones.newest(one.aim) == before:
            if time.monotonic() > deadline:
                return False
            time.sleep(AIM_EVERY)
        now = {pid: switches(pid) - before for pid, before in busy.items() if is_alive(pid)}
        busiest = max(now, key=lambda pid: now[pid], default=None)
        return bool(self._hit(one, one.target, busiest))

    def _hit(self, one: Signal, target: str, pid: int | None = None) -> str:
        """The target, if it was there to be struck. `pid`: the very process, where it is known."""
        pid = pid or self._find(target, one.pick)
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

    def wait_for_the_stopped(self) -> None:
        """Until every stopped process has gone on by itself, in its time."""
        while self._stopped:
            time.sleep(0.05)

    def _go_on(self, pid: int) -> None:
        with self._lock:
            timer = self._stopped.pop(pid, None)
        if timer:
            timer.cancel()
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

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
        return pool if target == "pool" else [pid for pid in pool if threads(pid) > HELPERS_THREADS]


def command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def switches(pid: int) -> int:
    """How often its main thread has waited for something: one that drains does so several times a second."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return int(status.partition("\nvoluntary_ctxt_switches:")[2].split()[0])


def threads(pid: int) -> int:
    try:
        return len(os.listdir(f"/proc/{pid}/task"))
    except OSError:
        return 0
