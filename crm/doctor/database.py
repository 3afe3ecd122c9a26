"""PostgreSQL: reachable, new enough, with pgvector, with the tables of this version."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError, connection

from crm import database, health
from crm.doctor.findings import Finding

GROUP = "Database"


def check() -> Iterator[Finding]:
    kind = "embedded: DATABASE_URL is not set" if database.is_embedded() else "DATABASE_URL"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            (version,) = cursor.fetchone()
            cursor.execute(
                "SELECT default_version, installed_version FROM pg_available_extensions WHERE name = 'vector'"
            )
            vector = cursor.fetchone()
        missing = health.missing_migrations()
    except (DatabaseError, database.DatabaseUnusable) as problem:
        do = "Start it, or correct DATABASE_URL: postgres://user:password@host:5432/name. Unset, the embedded one is used."
        yield Finding(GROUP, "PostgreSQL", "error", f"not reachable ({type(problem).__name__})", do)
        return
    yield Finding(GROUP, "PostgreSQL", "ok", f"{version} ({kind})")
    yield pgvector(vector)
    if missing:
        first = ", ".join(missing[:3]) + (" …" if len(missing) > 3 else "")
        yield Finding(GROUP, "Migrations", "error", f"{len(missing)} missing: {first}", "Run `manage.py migrate`.")
    else:
        yield Finding(GROUP, "Migrations", "ok", "all done")


def pgvector(found: tuple[str, str | None] | None) -> Finding:
    if found is None:
        do = "Install it (Debian and Ubuntu: postgresql-<version>-pgvector), or unset DATABASE_URL to use the embedded one."
        return Finding(GROUP, "pgvector", "error", "not there", do)
    available, installed = found
    return Finding(GROUP, "pgvector", "ok", installed or f"{available}, installed with the tables")
