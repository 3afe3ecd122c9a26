"""Sees to it that nothing outlives the demo, not even when the demo is killed with -9.

A process of its own: `python -m crm.warden FD`. It brings the embedded database up and holds it, tells its parent on
stdout, and then waits for the end of its stdin, which the kernel closes when the parent ends in whatever way. Then it
ends all processes of the group that it made for the parent's children, and lets go of the database.

On stdout, one line: `ready GROUP`, or `unusable SENTENCE` if there is no database to be had.
FD is the reading end of a pipe whose writing end only the parent and its children have: it ends when the last has gone.
"""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

from crm import database

POLITE_SECONDS = 4.0
KILLED_SECONDS = 2.0
LOOKS, LOOK_EVERY = 5, 0.2


def main(alive: int) -> None:
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, lambda *_: None)  # our parent decides; SIG_IGN would be inherited by PostgreSQL
    try:
        with database.borrowed():
            database.check_usable()
            with group() as number:
                say(f"ready {number}")
                sys.stdin.buffer.read()
                end(number, alive)
        let_go()
    except database.DatabaseUnusable as problem:
        say(f"unusable {problem}")
        sys.exit(1)


@contextlib.contextmanager
def group() -> Iterator[int]:
    """The number of a process group that stays open for newcomers: `cat` holds it, and ends with us."""
    anchor = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, process_group=0)
    try:
        yield anchor.pid
    finally:
        anchor.stdin.close()  # type: ignore[union-attr]
        anchor.wait()


def end(number: int, alive: int) -> None:
    """SIGTERM, and SIGKILL for those who do not listen. A child that was just being forked is caught by the second."""
    for signum, seconds in ((signal.SIGTERM, POLITE_SECONDS), (signal.SIGKILL, KILLED_SECONDS)):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(number, signum)
        if select.select([alive], [], [], seconds)[0]:
            return


def let_go() -> None:
    """Stop the database if nobody uses it. A process that was killed closes its files one by one: it may still count as a
    user when its end of the pipe has already gone."""
    for _ in range(LOOKS if database.is_embedded() else 0):
        time.sleep(LOOK_EVERY)
        database.leave()


def say(line: str) -> None:
    with contextlib.suppress(BrokenPipeError):
        print(line, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
