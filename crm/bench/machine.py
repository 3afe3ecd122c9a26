"""What the machine gave: processor time and memory of processes, from /proc (Linux); the load beside every figure."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

TICKS = os.sysconf("SC_CLK_TCK")


def family(root: int) -> list[int]:
    """`root` and everything below it, as far as it lives."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and (fields := _stat(int(folder.name))):
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def postgres() -> int | None:
    """The process id of the server's postmaster, if it runs on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        fields = _stat(cursor.fetchone()[0])
    return int(fields[1]) if fields else None


def cpu_seconds(pids: Iterable[int]) -> float:
    """User and system time so far, with that of children that ended."""
    spent = 0
    for pid in pids:
        if fields := _stat(pid):
            spent += sum(int(each) for each in fields[11:15])
    return spent / TICKS


def memory_mb(pids: Iterable[int]) -> float:
    """Proportional set size: shared pages count once."""
    kilobytes = 0
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        if found := re.search(r"^Pss:\s+(\d+) kB", text, re.M):
            kilobytes += int(found[1])
    return kilobytes / 1024


def _stat(pid: int) -> list[str] | None:
    """The fields after the name: [0] is the state, [1] the parent, [11:15] processor ticks."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None


def busy_share(before: list[int], after: list[int]) -> float:
    """How much of all processors was in use, by anybody, between two `processor_ticks()`. 0 to 1."""
    spent = [b - a for a, b in zip(before, after, strict=True)]
    whole = sum(spent[:8])
    return 1 - (spent[3] + spent[4]) / whole if whole else 0.0


def processor_ticks() -> list[int]:
    return [int(each) for each in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]


def about() -> dict[str, str]:
    """Where and when, for the report."""
    model = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.M)
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "cores": str(len(os.sched_getaffinity(0))),
        "processor": model[1] if model else "unknown",
        "load": " ".join(f"{each:.1f}" for each in os.getloadavg()),
    }
