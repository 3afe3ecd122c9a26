"""A lease on a recurring job: one holder at a time, and it lapses by itself when its process is stopped or killed.

Why not an advisory lock: a process under SIGSTOP keeps its session, and with it the lock, for ever.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

RENEW = 1.0  # seconds between two renewals
SILENT = 2.5  # seconds without a renewal after which its holder may be dead


def acquire(name: str, holder: UUID) -> bool:
    """Take or renew the lease for the next seconds of machine time. False if somebody else holds it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO crm_lease (name, holder, until) VALUES (%s, %s, now() + make_interval(secs => %s)) ON CONFLICT (name) DO UPDATE "
            "SET holder = EXCLUDED.holder, until = EXCLUDED.until "
            "WHERE crm_lease.holder = EXCLUDED.holder OR crm_lease.until < now() RETURNING 1",
            [name, holder, settings.DRAIN_LEASE_SECONDS],
        )
        return cursor.fetchone() is not None


def beat(name: str) -> None:
    """Leave a sign of life: `until` is the machine time of the last one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO crm_lease (name, holder, until) VALUES (%s, NULL, now()) "
            "ON CONFLICT (name) DO UPDATE SET until = EXCLUDED.until",
            [name],
        )


def seconds_since_beat(name: str) -> float | None:
    """How long ago by machine time, or None if there never was one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM now() - until) FROM crm_lease WHERE name = %s", [name])
        row = cursor.fetchone()
    return float(row[0]) if row else None


def release(name: str, holder: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE crm_lease SET until = '-infinity' WHERE name = %s AND holder = %s", [name, holder])


def is_alive(name: str) -> bool:
    """Whether its holder has renewed it lately. Takes a share lock until the end of the caller's transaction: the holder
    cannot let go before the caller has committed, so what the caller commits is seen by the holder's last look."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("lease.is_alive() means something only inside a transaction.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT until > clock_timestamp() + make_interval(secs => %s) FROM crm_lease WHERE name = %s FOR SHARE",
            [settings.DRAIN_LEASE_SECONDS - SILENT, name],
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def ends(name: str) -> datetime | None:
    """Until when it is held (machine time); a later answer means that its holder lives."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT until FROM crm_lease WHERE name = %s AND until > clock_timestamp()", [name])
        row = cursor.fetchone()
    return row[0] if row else None
