"""Whether anybody does the work: the drain leaves a sign of life each time it looks, at least once a minute."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError
from django_q.models import OrmQ, Schedule

from crm import health, lease
from crm.doctor.findings import Finding

GROUP = "Workers"
START = "Start `manage.py qcluster` and keep it running."


def check() -> Iterator[Finding]:
    try:
        silence = lease.seconds_since_beat(health.DRAIN_SEEN)
        waiting, scheduled = OrmQ.objects.count(), Schedule.objects.exists()
    except DatabaseError:
        yield Finding(GROUP, "Workers", "error", "cannot be told without tables", "First the database.")
        return
    if silence is None:
        yield Finding(GROUP, "Workers", "error", "never seen", START)
    elif silence > health.SILENT_SECONDS:
        said = f"not seen for {silence / 60:.0f} minutes; {waiting} tasks wait"
        yield Finding(GROUP, "Workers", "error", said, START)
    else:
        yield Finding(GROUP, "Workers", "ok", f"seen {silence:.0f} s ago")
    if not scheduled:
        yield Finding(
            GROUP, "Schedule", "error", "nobody rings each minute", "Run `manage.py migrate`: it makes the schedule."
        )
