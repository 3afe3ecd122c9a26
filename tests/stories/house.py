"""The whole product as a customer and a colleague meet it: `manage.py demo` in its own folder, driven over HTTP."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import psycopg

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 120.0
DAY = 86_400
LEASE = 15  # seconds of a turn in the fragile house: longer than a new worker needs to load its models


class House:
    """A running demo. Raises RuntimeError with its output if it does not get ready."""

    def __init__(self, folder: Path, **env: str) -> None:
        port = two_free_ports()
        self.env = {**os.environ, "FOLLOWTHROUGH_DATA": str(folder), "PYTHONUNBUFFERED": "1", **env}
        for name in ("DJANGO_SETTINGS_MODULE", "PUBLIC_URL", "TWILIO_API_BASE", "SECRET_KEY"):
            self.env.pop(name, None)
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--port", str(port)],
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(
                signal.SIGINT, signal.SIG_DFL
            ),  # also where the tests run in the background
        )
        self.output: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()
        self.web, self.phone, self.logins = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}", {}
        self._await_ready()
        self.http = httpx.Client(timeout=120, trust_env=False)

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.output.append(line.rstrip())

    def _await_ready(self) -> None:
        def ready() -> bool:
            if self.process.poll() is not None:
                raise RuntimeError("The demo ended:\n" + "\n".join(self.output[-40:]))
            return any(line.startswith("API token:") for line in self.output)

        try:
            until(ready, READY_WITHIN)
        except AssertionError:
            self.stop()
            raise RuntimeError("The demo did not get ready:\n" + "\n".join(self.output[-40:])) from None
        for line in self.output:
            if found := re.match(r"Login: (\S+) (\S+) (\S+)", line):
                self.logins[found[1]] = (found[2], found[3])

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)

    # --- the customer --------------------------------------------------------------------------------------------

    def write(self, number: str, body: str, name: str = "Ana Ruiz") -> None:
        message = {"from": f"whatsapp:{number}", "body": body, "profile_name": name}
        self.http.post(f"{self.phone}/api/inbound", json=message).raise_for_status()

    def messages(self, number: str) -> list[dict[str, Any]]:
        return self.http.get(f"{self.phone}/api/phone", params={"number": number}).raise_for_status().json()["messages"]

    def ours(self, number: str) -> list[str]:
        """What reached this customer from us, oldest first."""
        return [message["body"] for message in self.messages(number) if message["direction"] != "inbound"]

    def answer(self, number: str, after: int = 0, seconds: float = 20) -> str:
        """Our first word beyond the first `after` ones."""
        until(lambda: len(self.ours(number)) > after, seconds)
        return self.ours(number)[after]

    # --- time ------------------------------------------------------------------------------------------------------

    def forward(self, days: float) -> dict[str, Any]:
        return self.clock(forward_seconds=int(days * DAY))

    def jump(self, days: float) -> dict[str, Any]:
        return self.clock(jump_seconds=int(days * DAY))

    def now(self) -> datetime:
        """Business time."""
        return datetime.fromisoformat(self.clock(jump_seconds=0)["now"])

    def clock(self, **move: int) -> dict[str, Any]:
        return self.http.post(f"{self.web}/demo/clock", json=move).raise_for_status().json()

    # --- the colleague ------------------------------------------------------------------------------------------------

    def colleague(self, role: str = "agent") -> httpx.Client:
        """A browser that has logged in."""
        client = httpx.Client(base_url=self.web, follow_redirects=True, timeout=30, trust_env=False)
        user, password = self.logins[role]
        client.get("/login/")
        form = {"username": user, "password": password, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        page = client.post("/login/", data=form, headers={"Referer": f"{self.web}/login/"})
        assert page.url.path == "/inbox/", page.text
        return client

    def thread(self, number: str) -> str:
        """The text of the thread's page as the colleague reads it: tags gone, white space folded."""
        client = self.colleague()
        try:
            return text_of(client.get(f"/inbox/{self.conversation(number)}/").raise_for_status().text)
        finally:
            client.close()

    # --- the truth, in the database -------------------------------------------------------------------------------------

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.database() as connection:
            return connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: Any) -> Any:
        (row,) = self.rows(sql, *values)
        return row[0]

    @contextmanager
    def database(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            yield connection

    def dsn(self) -> str:
        if not hasattr(self, "_dsn"):
            asked = "import json, os; from crm import database as d; print(json.dumps(d.config(os.environ.get('DATABASE_URL', '')), default=str))"
            said = subprocess.run(
                [sys.executable, "-c", asked], cwd=ROOT, env=self.env, capture_output=True, text=True, check=True
            )
            entry = json.loads(said.stdout)
            parts = {
                "dbname": entry["NAME"],
                "user": entry["USER"],
                "password": entry.get("PASSWORD"),
                "host": entry["HOST"],
                "port": entry["PORT"],
            }
            self._dsn = psycopg.conninfo.make_conninfo(**{key: str(value) for key, value in parts.items() if value})
        return self._dsn

    def conversation(self, number: str) -> int:
        return self.one(
            "SELECT c.id FROM conversations_conversation c JOIN crm_contact p ON p.id = c.contact_id WHERE p.phone = %s "
            "ORDER BY c.id DESC LIMIT 1",
            number,
        )

    def live_follow_ups(self, number: str) -> list[tuple[Any, ...]]:
        return self.rows(
            "SELECT earliest, latest, planned_for, zone FROM followups_followup WHERE conversation_id = %s "
            "AND state IN ('proposed', 'scheduled', 'held')",
            self.conversation(number),
        )

    def next_step(self, number: str) -> tuple[str, Any]:
        (row,) = self.rows(
            "SELECT next_kind, next_at FROM conversations_conversation WHERE id = %s", self.conversation(number)
        )
        return row

    def decisions(self, number: str) -> list[str]:
        return [
            words
            for (words,) in self.rows(
                "SELECT words FROM followups_decision WHERE conversation_id = %s ORDER BY id", self.conversation(number)
            )
        ]

    def turns(self, number: str, state: str = "committed") -> int:
        return self.one(
            "SELECT count(*) FROM conversations_turn WHERE conversation_id = %s AND state = %s",
            self.conversation(number),
            state,
        )

    def dropped(self) -> int:
        """Open conversations whose next step lies more than an hour back and belongs to nobody."""
        return self.one(
            "SELECT count(*) FROM conversations_conversation, crm_businessclock WHERE status = 'open' AND next_user_id IS NULL "
            "AND next_team_id IS NULL AND next_at < now() + make_interval(secs => offset_seconds) - interval '1 hour'"
        )


def until(true: Callable[[], Any], seconds: float = 15, every: float = 0.1) -> None:
    """Wait until it holds. Fails when `seconds` have passed."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s"
        time.sleep(every)


def text_of(page: str) -> str:
    body = re.sub(r"(?s)<(script|style|svg).*?</\1>", " ", page)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def two_free_ports() -> int:
    """The first of two free neighbours: web and phone."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


def owner_of(client_port: int, server_port: int) -> int:
    """The process that holds the client's end of a local connection (Linux: by the socket's inode)."""
    wanted = f"0100007F:{client_port:04X} 0100007F:{server_port:04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    inode = next(line.split()[9] for line in lines if " ".join(line.split()[1:3]) == wanted)
    for opened in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if os.readlink(opened) == f"socket:[{inode}]":
                return int(opened.parts[2])
        except OSError:  # closed since it was listed, which says nothing of its neighbours
            continue
    raise LookupError(f"nobody holds port {client_port}")
