"""The running house of a bench: the product's own web server and workers in a scratch database, and the world around it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from crm import scratch_database
from crm.bench import machine
from crm.demo_environment import ACCOUNT_SID, AUTH_TOKEN, SENDER
from crm.processes import CHECKOUT

MODEL = "openai/bench"
START_SECONDS = 90.0
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never through a proxy: it is this machine


class DidNotStart(RuntimeError):
    """One sentence, and the end of the log."""


@dataclass
class House:
    folder: Path
    world_port: int
    web_port: int
    processes: dict[str, subprocess.Popen[bytes]]

    def tell(self, **wanted: Any) -> None:
        """Set what the customers do."""
        request = urllib.request.Request(self.world("/bench"), json.dumps(wanted).encode(), method="POST")
        _direct.open(request, timeout=20).read()

    def seen(self) -> dict[str, Any]:
        return json.loads(_direct.open(self.world("/bench"), timeout=20).read())

    def world(self, path: str) -> str:
        return f"http://127.0.0.1:{self.world_port}{path}"

    def of(self, *names: str) -> list[int]:
        """The processes of the product: web, workers, database."""
        found: list[int] = []
        for name in names:
            root = machine.postgres() if name == "database" else self.processes[name].pid
            found += machine.family(root) if root else []
        return found


@contextlib.contextmanager
def house(model_seconds: float, *, workers: bool = True) -> Iterator[House]:
    """Inside a scratch database: everything started, warm, and nobody writing yet."""
    with tempfile.TemporaryDirectory(prefix="followthrough-bench-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        (folder / "watch").mkdir()
        processes: dict[str, subprocess.Popen[bytes]] = {}
        stack.callback(stop, processes)
        told = json.dumps({"seconds": model_seconds, "seed": 7})
        world = processes["world"] = start(
            folder, "world", ["-m", "conversations.bench.world", told], dict(os.environ), pipe=True
        )
        assert world.stdout is not None
        port = int(json.loads(world.stdout.readline())["port"])
        web_port = free_port()
        given = environment(folder, port, web_port)
        processes["web"] = start(
            folder, "web", ["-m", "uvicorn", "crm.asgi:application", "--port", str(web_port), "--log-level", "warning", "--no-access-log"], given
        )  # fmt: skip
        if workers:
            processes["workers"] = start(folder, "workers", ["manage.py", "qcluster", "--skip-checks"], given)
        running = House(folder, port, web_port, processes)
        until(lambda: answers(web_port), "the web server", folder / "web.log")
        if workers:
            until(lambda: len(list((folder / "watch").glob("*.json"))) >= 2, "the workers", folder / "workers.log")
        running.tell(web=web_port, public=settings.PUBLIC_URL, token=AUTH_TOKEN, account=ACCOUNT_SID, sender=SENDER)
        yield running


def environment(folder: Path, world_port: int, web_port: int) -> dict[str, str]:
    base = f"http://127.0.0.1:{world_port}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "conversations.bench.house_settings",
        "BENCH_FOLDER": str(folder / "watch"),
        "DATABASE_URL": scratch_database.url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "PUBLIC_URL": settings.PUBLIC_URL,
        "LOG_LEVEL": "WARNING",
        "LLM_MODEL": MODEL,
        "LLM_API_KEY": "bench",
        "LLM_API_BASE": f"{base}/v1",
        "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
        "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
        "TWILIO_WHATSAPP_FROM": SENDER,
        "TWILIO_API_BASE": base,
        "OPENBLAS_NUM_THREADS": "1",
    }


def start(
    folder: Path, name: str, arguments: list[str], env: dict[str, str], *, pipe: bool = False
) -> subprocess.Popen[bytes]:
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=CHECKOUT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if pipe else log,
            stderr=log,
            start_new_session=True,
        )


def stop(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    for process in processes.values():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout:
            process.stdout.close()


def until(done: Callable[[], bool], what: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not done():
        if time.monotonic() > deadline:
            raise DidNotStart(
                f"{what} did not start within {START_SECONDS:.0f} s.\n{log.read_text('utf-8', 'replace')[-1500:]}"
            )
        time.sleep(0.1)


def answers(port: int) -> bool:
    try:
        return _direct.open(f"http://127.0.0.1:{port}/health/live", timeout=2).status == 200
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
