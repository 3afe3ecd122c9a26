"""A database of its own on the same server, migrated, dropped at the end: nothing of ours is touched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

from django.db import connection


@contextmanager
def scratch_database(purpose: str) -> Iterator[str]:
    """Inside, the default connection is the new database's. Gives its name."""
    own = str(connection.settings_dict["NAME"])
    connection.settings_dict.setdefault("TEST", {})["NAME"] = f"followthrough_{purpose}_{os.getpid()}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield str(connection.settings_dict["NAME"])
    finally:
        with connection.cursor() as cursor:  # a process that was killed may still be on its way out
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        connection.creation.destroy_test_db(own, verbosity=0)


def url() -> str:
    """The default connection's database as a DATABASE_URL, for processes that are to work in it too."""
    entry = connection.settings_dict
    login = quote(str(entry["USER"]), safe="")
    if entry["PASSWORD"]:
        login += ":" + quote(str(entry["PASSWORD"]), safe="")
    query = urlencode({"host": entry["HOST"], **({"port": entry["PORT"]} if entry["PORT"] else {})})
    return f"postgres://{login}@/{quote(str(entry['NAME']), safe='')}?{query}"
