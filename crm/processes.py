"""A family of processes that lives and dies together: the demo's web server, workers and simulator.

Their output goes to one log file each. Ctrl-C and the like stop them in the order of `STOP_ORDER`; whatever is still
there then, or when this process is killed, is ended by the warden (crm/warden.py).
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO

from crm.database import DatabaseUnusable

CHECKOUT = Path(__file__).resolve().parent.parent
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOP_ORDER = ("web", "workers", "simulator")  # nobody new, then nothing new, then nobody to send to
POLITE_SECONDS = 2.0
WARDEN_SECONDS = 25.0  # four for those who do not listen, the rest for PostgreSQL's last checkpoint
POLL_SECONDS = 0.1
LOG_LINES = 12


class Stopped(BaseException):
    """Somebody asked us to end. Not an Exception, so that nothing on the way mistakes it for a failure."""

    def __init__(self, signum: int) -> None:
        super().__init__(signal.Signals(signum).name)
        self.signum = signum


class ChildDied(RuntimeError):
    """One sentence and the last lines of the child's log."""


class Interruptions:
    """Turns SIGINT, SIGTERM and SIGHUP into `Stopped`, raised wherever this process is, except inside `held()`.

    SIGHUP stays ignored if it was so from the start (`nohup`). SIGINT does not: shells start every background job so.
    """

    def __init__(self) -> None:
        self.requested: int | None = None
        self._holds = 0

    def __enter__(self) -> "Interruptions":
        self._before = {signum: signal.getsignal(signum) for signum in SIGNALS}
        for signum, handler in self._before.items():
            if signum != signal.SIGHUP or handler is not signal.SIG_IGN:
                signal.signal(signum, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        if self.requested is not None:
            self._holds += 1  # on the way out already; a second Ctrl-C has nothing to add
            return
        for signum, handler in self._before.items():
            signal.signal(signum, handler)

    def raise_if_requested(self) -> None:
        if self.requested is not None and not self._holds:
            raise Stopped(self.requested)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """A stretch that must not be broken off half way; what arrives meanwhile is raised at its end."""
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1
        self.raise_if_requested()

    def _on_signal(self, signum: int, frame: FrameType | None) -> None:
        self.requested = signum
        self.raise_if_requested()


class Family:
    """Use as a context manager, inside `Interruptions`. `logs`: a folder. `lock`: an open file that the warden keeps
    open as long as anything of ours is left, or None."""

    def __init__(self, logs: Path, interruptions: Interruptions, lock: IO[str] | None = None) -> None:
        self.logs = logs
        self._interruptions = interruptions
        self._lock = lock
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._group: int | None = None
        self._launcher = _launcher()

    def __enter__(self) -> "Family":
        self.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._interruptions.held():
            watched, self._alive = os.pipe()
            handed = [watched] if self._lock is None else [watched, self._lock.fileno()]
            self._warden = subprocess.Popen(
                [sys.executable, "-m", "crm.warden", str(watched)],
                cwd=CHECKOUT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log("warden"),
                pass_fds=handed,
                process_group=0,
                text=True,
            )
            os.close(watched)
            try:
                self._interruptions.raise_if_requested()
            except Stopped:
                self._stop()
                raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        try:
            with self._interruptions.held():
                self._stop()
        except Stopped:
            if error is None:
                raise

    def wait_for_database(self) -> None:
        """Until it can be used. Raises DatabaseUnusable."""
        assert self._warden.stdout is not None
        kind, _, rest = self._warden.stdout.readline().strip().partition(" ")
        if kind == "ready":
            self._group = int(rest)
        elif kind == "unusable":
            raise DatabaseUnusable(rest)
        else:
            raise ChildDied(f"The database did not come up.\n{self.last_lines('warden')}")

    def start(self, name: str, command: Sequence[str], environment: dict[str, str]) -> None:
        """Call after `wait_for_database`."""
        assert self._group is not None
        with self._interruptions.held():
            log = self._log(name)
            self._children[name] = subprocess.Popen(
                list(command),
                cwd=CHECKOUT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[self._alive],
                process_group=self._group,
            )
            log.close()

    def check(self) -> None:
        """Raises Stopped or ChildDied if there is reason to."""
        self._interruptions.raise_if_requested()
        if self._launcher and os.getppid() != self._launcher:
            raise Stopped(signal.SIGHUP)
        codes = {name: child.poll() for name, child in self._children.items()}
        for name, code in {**codes, "warden": self._warden.poll()}.items():
            if code is not None:
                raise ChildDied(f"The process `{name}` ended by itself ({_how(code)}).\n{self.last_lines(name)}")

    def wait_until(self, name: str, condition: Callable[[], bool], seconds: float) -> None:
        """Until `condition()`, while everybody is well. Raises ChildDied if `name` takes longer than `seconds`."""
        deadline = time.monotonic() + seconds
        while not condition():
            self.check()
            if time.monotonic() > deadline:
                raise ChildDied(f"The process `{name}` did not answer within {seconds:.0f} s.\n{self.last_lines(name)}")
            time.sleep(POLL_SECONDS)

    def watch(self) -> None:
        """Returns only by raising Stopped or ChildDied."""
        while True:
            self.check()
            time.sleep(POLL_SECONDS)

    def last_lines(self, name: str) -> str:
        lines = self._log_file(name).read_text("utf-8", "replace").splitlines()[-LOG_LINES:]
        return "\n".join([f"Its log ({self._log_file(name)}) ends:", *(f"  {line}" for line in lines)])

    def _stop(self) -> None:
        for name in sorted(self._children, key=_stop_rank):
            child = self._children[name]
            if child.poll() is None:
                child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(POLITE_SECONDS)
        os.close(self._alive)
        with contextlib.suppress(BrokenPipeError):
            self._warden.stdin.close()  # type: ignore[union-attr]
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._warden.wait(WARDEN_SECONDS)
        self._warden.stdout.close()  # type: ignore[union-attr]
        if self._warden.poll() != 0 and self._group is not None:  # it was killed, or hangs: then it is up to us
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._group, signal.SIGKILL)
        for child in self._children.values():
            child.wait()

    def _log(self, name: str) -> IO[bytes]:
        return open(self._log_file(name), "wb")

    def _log_file(self, name: str) -> Path:
        return self.logs / f"{name}.log"


def _stop_rank(name: str) -> int:
    return STOP_ORDER.index(name) if name in STOP_ORDER else len(STOP_ORDER)


def _launcher() -> int | None:
    """The process id of the `uv run` that started us: killed with -9, it leaves us behind without a word."""
    parent = os.getppid()
    try:
        name = Path(f"/proc/{parent}/comm").read_text()
    except OSError:
        name = subprocess.run(["ps", "-o", "comm=", "-p", str(parent)], capture_output=True, text=True).stdout
    return parent if Path(name.strip()).name == "uv" else None


def _how(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
