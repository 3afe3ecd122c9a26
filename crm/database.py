"""Where the data is: `DATABASE_URL`, or without it a private PostgreSQL that comes with the packages.

The data of the embedded server, its secret and the demo's logs lie outside the checkout, one folder for each checkout
and system user: `$XDG_DATA_HOME/followthrough/<name>-<hash of the path>` (`~/.local/share/...`), for root
`/var/lib/followthrough/...`. FOLLOWTHROUGH_DATA names another one.

Importing this module and `config()` start nothing. `borrowed()` is how a program uses the server: the last borrower
stops what the first one started.
"""

import contextlib
import functools
import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from crm import embedded_postgres, file_locks
from crm.embedded_postgres import Server
from crm.postgres_installation import ROOT_BASE, DatabaseUnusable

__all__ = [
    "DatabaseUnusable",
    "borrowed",
    "check_usable",
    "config",
    "data_folder",
    "drop_data",
    "ensure_running",
    "is_embedded",
    "keep_one",
    "local_secret",
    "pool_connections",
    "prepare_statements",
    "stop",
]

CHECKOUT = Path(__file__).resolve().parent.parent
URL_SHAPE = "postgres://user:password@host:5432/name"
# Health checks make reuse safe; ten minutes keep an idle worker from holding a connection for ever.
CONNECTION_SECONDS = 600
CONNECT_TIMEOUT_SECONDS = 5
PREPARED_AFTER = 3  # times that a connection has run it
WEB_CONNECTIONS = 10  # of one web process, for people
WEBHOOK_CONNECTIONS = 6  # and for webhooks: so many are answered at once
POOL_SECONDS = 3.0  # to get one of them: a webhook tries three times, and Twilio waits fifteen seconds
OLDEST_SERVER = 140000  # what Django 5.2 supports

_held: IO[str] | None = None  # our share of users.lock, from ensure_running() until this process ends


def is_embedded() -> bool:
    return not os.environ.get("DATABASE_URL", "").strip()


def config(url: str) -> dict[str, Any]:
    """The entry of Django's DATABASES for `url`, or for the embedded server if it is empty. Starts nothing.

    Raises DatabaseUnusable (an ImproperlyConfigured and ValueError) with one sentence if the URL cannot be read.
    """
    entry: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": CONNECT_TIMEOUT_SECONDS},
    }
    if url:
        return _from_url(entry, url)
    return {
        **entry,
        "NAME": embedded_postgres.DATABASE,
        "USER": embedded_postgres.USER,
        "PASSWORD": "",
        "HOST": str(_server().socket_folder),
        "PORT": str(embedded_postgres.PORT),
    }


def pool_connections() -> None:
    """For a web server that answers each request in a thread of its own: connections are handed on, not opened anew.

    At most WEB_CONNECTIONS (10) at once, however many requests come together; who gets none within POOL_SECONDS is
    answered with an error. The threads of the webhooks have their own (`keep_one`). Never in a process that forks. Call it
    before the first query.
    """
    from django.db import connections

    entry = connections.settings["default"]
    entry["CONN_MAX_AGE"] = 0  # what Django asks of a pool: a request hands its connection back
    entry["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": int(os.environ.get("WEB_CONNECTIONS") or WEB_CONNECTIONS),
        "timeout": POOL_SECONDS,
        "reconnect_timeout": POOL_SECONDS,  # its pauses double: after an outage of a minute it would wait for another one
        "max_idle": CONNECTION_SECONDS,
    }


PREPARED = {"server_side_binding": True, "prepare_threshold": PREPARED_AFTER}


def prepare_statements() -> None:
    """For a process that runs the same statements all day: PostgreSQL plans them once, which is half of its work in a turn.

    The values travel beside the statement for it. Not for the pages of the web server, whose lists are planned for their
    values: what is right for a team with ten threads is not for one with a million. Call it before the first query.
    """
    from django.db import connections

    connections.settings["default"]["OPTIONS"] |= PREPARED


def keep_one() -> None:
    """For a thread that answers webhooks beside the pool: a connection of its own, which it keeps, with prepared statements."""
    from django.db import connection

    own = {name: value for name, value in connection.settings_dict["OPTIONS"].items() if name != "pool"}
    connection.settings_dict = {**connection.settings_dict, "CONN_MAX_AGE": None, "OPTIONS": own | PREPARED}


def ensure_running() -> None:
    """Start the embedded server unless it is up, and leave it running; nothing if DATABASE_URL is set.

    Safe from several processes at once, cheap when it runs. Raises DatabaseUnusable.
    """
    global _held
    if not is_embedded():
        return
    share, before = _join(keep=True), _held
    _held = share
    if before is not None:
        before.close()


@contextlib.contextmanager
def borrowed() -> Iterator[None]:
    """The database for as long as the block lasts; nothing to do if DATABASE_URL is set.

    Whoever leaves last stops the server, unless it was started to stay (`ensure_running`). Raises DatabaseUnusable.
    """
    if not is_embedded():
        yield
        return
    share = _join(keep=False)
    try:
        yield
    finally:
        share.close()
        leave()


def leave() -> None:
    """Stop the embedded server if it was started only for its users and nobody uses it any more."""
    with _lock():
        if _idle_marker().exists() and not file_locks.is_shared(_users_file()):
            _server().stop()
            _idle_marker().unlink(missing_ok=True)


def stop() -> None:
    """Stop the embedded server, whoever uses it. Nothing if it is not up."""
    global _held
    if _held is not None:
        _held.close()
        _held = None
    with _lock():
        _server().stop()
        _idle_marker().unlink(missing_ok=True)


def drop_data() -> None:
    """Empty the database of the embedded server, which must be up. DATABASE_URL is not touched."""
    with _lock():
        _server().empty()


def check_usable() -> None:
    """Connect once and look for pgvector. Raises DatabaseUnusable with one sentence that says what to do."""
    import psycopg

    entry = config(os.environ.get("DATABASE_URL", "").strip())
    where = f"{entry['HOST'] or 'the local socket'}:{entry['PORT'] or 5432}"
    try:
        connection = psycopg.connect(
            host=entry["HOST"] or None,
            port=entry["PORT"] or None,
            user=entry["USER"] or None,
            password=entry["PASSWORD"] or None,
            dbname=entry["NAME"],
            **entry["OPTIONS"],
        )
    except psycopg.Error as problem:
        reason = " ".join(str(problem).split())[:300]
        raise DatabaseUnusable(
            f"The database at {where} does not let us in ({reason}): start it or correct DATABASE_URL."
        ) from None
    with connection:
        if connection.info.server_version < OLDEST_SERVER:
            raise DatabaseUnusable(f"PostgreSQL at {where} is older than 14: upgrade it.")
        if not connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'").fetchone():
            raise DatabaseUnusable(
                f"PostgreSQL at {where} lacks the pgvector extension: install it (Debian: postgresql-…-pgvector) "
                "or unset DATABASE_URL to use the embedded one."
            )


def local_secret() -> str:
    """A random secret of this data folder (86 characters), made at the first call, kept 0600. Needs no server."""
    return _secret_in(data_folder())


@functools.cache
def _secret_in(folder: Path) -> str:
    file = folder / "secret"
    if not file.exists():
        # Written beside and linked: of several processes at once exactly one wins, and none reads half a secret.
        mine = folder / f"secret.{os.getpid()}.{secrets.token_hex(4)}"
        mine.touch(mode=0o600)
        mine.write_text(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(mine, file)
        mine.unlink()
    return file.read_text().strip()


def data_folder() -> Path:
    """The folder of this checkout and user, made if need be. Raises DatabaseUnusable if it cannot be used."""
    folder = _data_folder()
    as_root = os.getuid() == 0
    try:
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
            if as_root and folder.parent == ROOT_BASE:
                folder.parent.chmod(0o755)
            folder.chmod(0o711 if as_root else 0o700)
        usable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        usable = False
    if not usable:
        raise DatabaseUnusable(f"The data folder {folder} cannot be written: set FOLLOWTHROUGH_DATA to another one.")
    return folder


def _data_folder() -> Path:
    chosen = os.environ.get("FOLLOWTHROUGH_DATA", "").strip()
    if chosen:
        return Path(chosen).expanduser().absolute()
    digest = hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:10]
    name = f"{CHECKOUT.name[:20]}-{digest}"
    if os.getuid() == 0:
        return ROOT_BASE / name
    base = os.environ.get("XDG_DATA_HOME", "").strip()
    return (Path(base) if os.path.isabs(base) else Path.home() / ".local" / "share") / "followthrough" / name


def _from_url(entry: dict[str, Any], url: str) -> dict[str, Any]:
    """Read by libpq's own parser: percent-encoding, IPv6, `?host=/socket/folder`, `?sslmode=require` and the like."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    if not url.startswith(("postgres://", "postgresql://")):
        raise DatabaseUnusable(f"DATABASE_URL must look like {URL_SHAPE}; only PostgreSQL with pgvector will do.")
    try:
        parts = conninfo_to_dict(url)
        port = str(parts.pop("port", ""))
        if port and not 0 < int(port) < 65536:
            raise ValueError(port)
    except (psycopg.Error, ValueError):
        # What libpq says is not repeated: it may quote the password.
        raise DatabaseUnusable(
            f"DATABASE_URL cannot be read: it must look like {URL_SHAPE}, "
            "with @ : / ? # % in the password percent-encoded."
        ) from None
    name = parts.pop("dbname", None)
    if not name:
        raise DatabaseUnusable(f"DATABASE_URL names no database: it must look like {URL_SHAPE}.")
    return {
        **entry,
        "NAME": name,
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": port,
        "OPTIONS": {**entry["OPTIONS"], **parts},
    }


def _join(keep: bool) -> IO[str]:
    """Start the server if it is down and become one of its users."""
    with _lock():
        if _server().start() and not keep:
            _idle_marker().touch(mode=0o600)
        if keep:
            _idle_marker().unlink(missing_ok=True)
        return file_locks.share(_users_file())


def _server() -> Server:
    return Server(_data_folder())


def _lock() -> contextlib.AbstractContextManager[None]:
    return file_locks.locked(data_folder() / "lock")


def _users_file() -> Path:
    return data_folder() / "users.lock"


def _idle_marker() -> Path:
    return data_folder() / "stop-when-idle"
