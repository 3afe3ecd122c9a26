"""Two clocks. *Business time* is `now()` here: windows, hours, `wake_at`, `next_at`, `send_at`. *Machine time* is the
database's `now()`: leases, retries, rate limits. Confusing them would let a fast-forward end a lease, or an outage a promise.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection


def now() -> datetime:
    """Business time, aware, in UTC. One row holds the offset, so that every process sees the same moment."""
    machine = datetime.now(UTC)
    if not settings.CLOCK_MOVABLE:
        return machine
    return machine + timedelta(seconds=offset_seconds())


def offset_seconds() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT offset_seconds FROM crm_businessclock WHERE id = 1")
        row = cursor.fetchone()
    return row[0] if row else 0


def move(seconds: int) -> int:
    """Shift business time by `seconds` and return the new offset. Raises RuntimeError outside demo and tests."""
    if not settings.CLOCK_MOVABLE:
        raise RuntimeError("Business time moves only in the demo and in tests.")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO crm_businessclock (id, offset_seconds) VALUES (1, %s) ON CONFLICT (id) DO UPDATE "
            "SET offset_seconds = crm_businessclock.offset_seconds + EXCLUDED.offset_seconds RETURNING offset_seconds",
            [seconds],
        )
        return cursor.fetchone()[0]


def set_to(moment: datetime) -> int:
    """Put business time at `moment` (aware). For evaluation and tests."""
    return move(round((moment - now()).total_seconds()))


def machine_now() -> datetime:
    return datetime.now(UTC)
