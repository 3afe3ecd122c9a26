"""The house that is struck: PostgreSQL, web and workers with a supervisor that starts again what died, as systemd or
Kubernetes would, and the simulator, whose store is the oracle and which is never touched.

Nothing in it is special: the settings are those that a deployment could choose. It must be imported after
`environment.prepare()`.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from crm import database
from tests.chaos.environment import ROOT

READY_WITHIN = 240.0  # also on a machine that has other things to do
RESTART_AFTER = 0.2  # seconds, as a supervisor's RestartSec
LOOK_EVERY = 0.05


class House:
    """Start it once, for many runs. `starts` counts how often each part was started."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.store = folder / "simulator.sqlite3"
        self.web, self.phone = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
        self.starts = {"postgres": 0, "web": 0, "workers": 0}
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._ended = threading.Event()
        self._keepers: list[threading.Thread] = []
        self.http = httpx.Client(timeout=60, trust_env=False)

    def __enter__(self) -> House:
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start(self) -> None:
        database.ensure_running()
        self._begin("simulator", *simulator_command(self.port + 1, self.store))
        until(lambda: answers(self.port + 1, "/health"), "the simulator answers")
        subprocess.run([sys.executable, "-m", "tests.chaos.furnish"], cwd=ROOT, check=True, timeout=READY_WITHIN)
        keep = {"postgres": self._keep_postgres, "web": self._keep_web, "workers": self._keep_workers}
        for name, keeper in keep.items():
            self._keepers.append(
                threading.Thread(target=self._keep, args=(keeper,), name=f"keeper-{name}", daemon=True)
            )
            self._keepers[-1].start()
        until(self.is_well, "web and workers are well")

    # --- the supervisor ---------------------------------------------------------------------------------------------

    def _keep(self, look: Callable[[], None]) -> None:
        while not self._ended.wait(LOOK_EVERY):
            try:
                look()
            except Exception as problem:  # tried again at once: a supervisor does not give up
                print(f"supervisor: {problem}", file=sys.stderr)

    def _keep_postgres(self) -> None:
        pid = self.postmaster()
        if pid is None or not is_alive(pid):
            time.sleep(RESTART_AFTER)
            database.ensure_running()
            self.starts["postgres"] += 1

    def _keep_web(self) -> None:
        self._revive("web", *web_command(self.port))

    def _keep_workers(self) -> None:
        self._revive("workers", "manage.py", "qcluster", "--skip-checks")

    def _revive(self, name: str, *command: str) -> None:
        child = self._children.get(name)
        if child is None or child.poll() is not None:
            if child is not None:
                time.sleep(RESTART_AFTER)
            self._begin(name, *command)
            self.starts[name] += 1

    def _begin(self, name: str, *command: str) -> None:
        with open(self.folder / f"{name}.log", "ab") as log:
            self._children[name] = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def stop(self) -> None:
        self._ended.set()
        for keeper in self._keepers:
            keeper.join(60)
        for name in ("web", "workers", "simulator"):
            child = self._children.get(name)
            if child is not None and child.poll() is None:
                child.terminate()
        for child in self._children.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(5)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        database.stop()

    # --- its processes ----------------------------------------------------------------------------------------------

    def pid(self, name: str) -> int | None:
        child = self._children.get(name)
        return child.pid if child is not None and child.poll() is None else None

    def postmaster(self) -> int | None:
        try:
            return int((self.folder / "postgres-18" / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None

    def is_well(self) -> bool:
        """The web server answers, with its database, and the guard of the workers is there."""
        workers = self.pid("workers")
        return workers is not None and bool(children_of(workers)) and answers(self.port, "/health/ready")


def simulator_command(port: int, store: Path) -> list[str]:
    webhook = f"{os.environ['PUBLIC_URL']}/webhooks/twilio/whatsapp/#rc=5&rp=all"  # as our documentation asks for it
    command = ["-m", "conversations.whatsapp.simulator", "--port", str(port), "--store", str(store)]
    return [*command, "--webhook-url", webhook, "--callback-delay", "0.02-0.3"]


def web_command(port: int) -> list[str]:
    command = ["-m", "uvicorn", "crm.asgi:application", "--host", "127.0.0.1", "--port", str(port)]
    return [*command, "--lifespan", "off", "--no-access-log", "--timeout-graceful-shutdown", "1"]


def answers(port: int, path: str) -> bool:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        asked.request("GET", path)
        return asked.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def children_of(pid: int) -> list[int]:
    """Direct children, oldest first (Linux). Empty if the process is gone."""
    try:
        return [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except OSError:
        return []


def is_alive(pid: int) -> bool:
    """Whether it runs or is stopped; a zombie has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def until(true: Callable[[], object], what: str, seconds: float = READY_WITHIN, every: float = LOOK_EVERY) -> None:
    """Wait until it holds. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Not within {seconds:.0f} s: {what}")
        time.sleep(every)
