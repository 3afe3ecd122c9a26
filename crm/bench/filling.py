"""A table is filled with a million rows: its indexes are built once at the end, and its rules are not asked of each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, models, transaction

INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
    FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
    WHERE i.indrelid = ANY (%s::regclass[]) AND c.oid IS NULL
"""


@contextmanager
def filling(known: Iterable[type[models.Model]]) -> Iterator[None]:
    """Inside, in a scratch database only: no triggers, no foreign keys, and of the indexes only those of constraints.

    Triggers rest by `session_replication_role`, which a superuser may set; anybody else's rows are checked one by one.
    """
    tables = [each._meta.db_table for each in known]
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [tables])
        indexes = list(cursor.fetchall())
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        try:
            with transaction.atomic():
                cursor.execute("SET session_replication_role = replica")
        except DatabaseError:
            pass
        cursor.execute("SET synchronous_commit = off")
        try:
            yield
        finally:
            cursor.execute("RESET session_replication_role")
            cursor.execute("RESET synchronous_commit")
        cursor.execute("SET maintenance_work_mem = '256MB'")
        for _, definition in indexes:
            cursor.execute(definition)
        cursor.execute("RESET maintenance_work_mem")
