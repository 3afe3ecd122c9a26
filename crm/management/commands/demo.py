"""`manage.py demo`: the whole house on this machine, with a phone to write to it. Needs nothing but the packages."""

import contextlib
import fcntl
import http.client
import logging
import os
import socket
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from crm import clock, database, demo_environment
from crm.processes import ChildDied, Family, Interruptions, Stopped

HOST = "127.0.0.1"
ANSWER_SECONDS = 60.0
LOCK_SECONDS = 8.0  # a demo that was just killed takes a moment to go
DRAIN = "conversations.drains.drain"


class Command(BaseCommand):
    help = "Set up and run everything on this machine: database, web server, workers and a phone to write from."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=demo_environment.PORT, help="the phone gets the next one")
        parser.add_argument("--fresh", action="store_true", help="drop the demo's data first")

    def handle(self, *args: Any, port: int, fresh: bool, **options: Any) -> None:
        if not settings.DEMO:
            sys.exit("Start the demo as `manage.py demo`: its settings are read before the command is.")
        self.port = port
        logging.getLogger("django-q").setLevel(logging.WARNING)  # each task that is queued would be a line
        self.began = self.last = time.monotonic()
        ready = False
        try:
            with Interruptions() as interruptions:
                must_be_possible(port, fresh)
                with only_one(self.address) as lock, Family(logs_folder(), interruptions, lock) as family:
                    self.set_up(family, fresh)
                    ready = True
                    family.watch()
        except Stopped as stop:
            self.say("Stopped.")
            sys.exit(0 if ready else 128 + stop.signum)
        except (ChildDied, database.DatabaseUnusable) as problem:
            sys.exit(str(problem))

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}/"

    @property
    def phone(self) -> str:
        return f"http://{HOST}:{self.port + 1}/"

    def set_up(self, family: Family, fresh: bool) -> None:
        from crm import demo

        store = database.data_folder() / "simulator.sqlite3"
        family.wait_for_database()
        self.done("database")
        if fresh:
            database.drop_data()
            for file in store.parent.glob(store.name + "*"):
                file.unlink()
            self.done("old data dropped")
        family.start("simulator", simulator_command(self.port + 1, store), self.environment)
        family.start("web", web_command(self.port), self.environment)
        migrate()
        self.done("tables")
        must_be_ours()
        logins = demo.seed()
        token = demo.api_token()
        forget_the_dead()
        family.start("workers", [sys.executable, "manage.py", "qcluster", "--skip-checks"], self.environment)
        self.done("people and teams")
        family.wait_until("simulator", lambda: answers(self.port + 1, "/health"), ANSWER_SECONDS)
        self.done("simulator")
        family.wait_until("web", lambda: answers(self.port, "/health/ready"), ANSWER_SECONDS)
        self.done("web server")
        ring()
        family.wait_until("workers", bell_was_heard, ANSWER_SECONDS)
        self.done("workers")
        seed_business()
        connection.close()
        self.done("a lively business")
        family.check()
        self.say(f"Ready: {self.address}", f"Phone: {self.phone}")
        self.say(*(f"Login: {login.role} {login.user} {login.password}" for login in logins))
        self.say(f"API token: {token}")
        self.say(f"Set up in {time.monotonic() - self.began:.1f} s. Ctrl-C stops everything. Logs: {family.logs}")

    @property
    def environment(self) -> dict[str, str]:
        return demo_environment.environment(self.port, os.environ)

    def done(self, what: str) -> None:
        now = time.monotonic()
        self.say(f"  {what:<30}{now - self.last:5.1f} s")
        self.last = now

    def say(self, *lines: str) -> None:
        with contextlib.suppress(BrokenPipeError):  # nobody reads any more: no reason to stop working
            for line in lines:
                print(line, flush=True)


def must_be_possible(port: int, fresh: bool) -> None:
    """What can be told before anything is started. Ends the program with one sentence."""
    if not 1024 <= port < 65535:
        sys.exit(f"Port {port} will not do: choose one from 1024 to 65534 with --port.")
    if fresh and not database.is_embedded():
        sys.exit("--fresh only empties the demo's own database: unset DATABASE_URL, or empty that one yourself.")
    for number in (port, port + 1):
        if is_taken(number):
            sys.exit(f"Port {number} is taken: stop what listens there, or choose others, as in --port {port + 10}.")


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


@contextlib.contextmanager
def only_one(address: str) -> Iterator[IO[str]]:
    """One demo for each data folder: two would work on each other's conversations. The lock names the address."""
    file = os.fdopen(os.open(database.data_folder() / "demo.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+")
    deadline = time.monotonic() + LOCK_SECONDS
    with file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                file.seek(0)
                running = file.read().strip()
                if is_running(running) or time.monotonic() > deadline:
                    sys.exit(f"The demo already runs at {running}: stop that one first, or use it.")
                time.sleep(0.1)
        file.seek(0)
        file.truncate()
        file.write(address)
        file.flush()
        yield file


def is_running(address: str) -> bool:
    port = address.rstrip("/").rpartition(":")[2]
    return port.isdigit() and answers(int(port), "/health/live")


def answers(port: int, path: str) -> bool:
    """Whether `path` answers 200. Asked directly: proxies of the environment have no say about this machine."""
    asked = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        asked.request("GET", path)
        return asked.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def logs_folder() -> Path:
    return database.data_folder() / "logs"


def simulator_command(port: int, store: Path) -> list[str]:
    """The work of `manage.py simulator`, without loading Django. The rest it reads from the environment."""
    command = [sys.executable, "-m", "conversations.whatsapp.simulator", "--host", HOST, "--port", str(port)]
    return [*command, "--store", str(store), "--business-name", "Noordkade Freight"]


def web_command(port: int) -> list[str]:
    command = [sys.executable, "-m", "uvicorn", "crm.asgi:application", "--host", HOST, "--port", str(port)]
    # Open inboxes hold a stream that never ends by itself.
    return [*command, "--lifespan", "off", "--no-access-log", "--timeout-graceful-shutdown", "1"]


def migrate() -> None:
    """Only if there is something to do: looking takes a tenth of the time."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def must_be_ours() -> None:
    """With DATABASE_URL it may be a real one, and the demo's passwords are in the documentation."""
    from crm import demo
    from crm.models import User

    if database.is_embedded():
        return
    users = User.objects.all()
    if users.exists() and not users.filter(username=demo.PEOPLE[0][1]).exists():
        sys.exit("The database in DATABASE_URL holds other people's data: unset it or give the demo an empty one.")


def forget_the_dead() -> None:
    """What the workers of a killed demo held: nobody else works on this database, so there is no lease to wait for."""
    from conversations.models import Turn
    from crm.models import Lease

    Lease.objects.all().delete()
    Turn.objects.filter(state="running").update(lease_until=clock.machine_now())


def ring() -> None:
    from django_q.tasks import async_task

    async_task(DRAIN, group="drain")


def bell_was_heard() -> bool:
    """A drain takes its lease first; the row stays when it has gone again."""
    from crm.models import Lease

    return Lease.objects.exists()


def seed_business() -> None:
    """Templates, the past with all that is owed, what was taught; and then customers who really write."""
    import conversations.demo
    import followups.demo
    import guidelines.demo

    conversations.demo.templates()
    told = followups.demo.seed()
    conversations.demo.newcomers()
    guidelines.demo.seed()  # while the agent reads what the newcomers wrote
    if told:
        conversations.demo.phones()
    conversations.demo.wait_for_answers()
