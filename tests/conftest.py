"""The ground under every test: a real PostgreSQL when a test asks for one, a clock to move, a Chromium to drive."""

import contextlib
import math
import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from crm import clock, database
from tests import chromium as chromium_on_this_machine

TEST_DATABASE = re.compile(r"test_followthrough_(\d+)")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """The embedded server for as long as tests of this process use it; DATABASE_URL goes first, if it is set."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(database.borrowed())
            database.check_usable()
        except database.DatabaseUnusable as problem:
            pytest.exit(str(problem), returncode=1)
        if database.is_embedded():
            _drop_leftovers()
        yield


def _drop_leftovers() -> None:
    """The databases of runs that were killed, told by the process id in the name."""
    import psycopg
    from psycopg import sql

    entry = settings.DATABASES["default"]
    with psycopg.connect(
        host=entry["HOST"], port=entry["PORT"], user=entry["USER"], dbname="postgres", autocommit=True
    ) as connection:
        for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall():
            found = TEST_DATABASE.fullmatch(name)
            if found and not Path(f"/proc/{found[1]}").exists() and not _runs(int(found[1])):
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


@pytest.fixture
def clock_at(db: None) -> Callable[[datetime | str], datetime]:
    """Call it to put business time at a moment (aware, or ISO 8601 read as UTC); time then runs on from there.

    Returns the moment. `crm.clock.now()` is never before it, and at first less than two seconds after it. The move is
    undone with everything else that the test wrote.
    """

    def put(moment: datetime | str) -> datetime:
        when = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        if when.tzinfo is None:
            when = when.replace(tzinfo=UTC)
        clock.move(math.ceil((when - clock.now()).total_seconds()))
        return when

    return put


@pytest.fixture
def at(clock_at: Callable[[datetime | str], datetime]) -> Callable[[datetime | str], datetime]:
    """Short for `clock_at`."""
    return clock_at


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium. Root must start it with `--no-sandbox`."""
    found = chromium_on_this_machine.find()
    if found is None:
        pytest.fail(chromium_on_this_machine.HOW_TO_INSTALL, pytrace=False)
    return found
