"""Late, and too late. After an outage nothing is blasted: what still makes sense is re-planned, what does not is expired."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

# A named day or hour passes quickly; "in the spring" bears weeks of delay.
GRACE = {
    "hour": timedelta(hours=4),
    "part_of_day": timedelta(days=1),
    "day": timedelta(days=2),
    "few_days": timedelta(days=4),
    "week": timedelta(days=7),
    "month": timedelta(days=14),
    "quarter": timedelta(days=30),
    "season": timedelta(days=30),
    "vague": timedelta(days=21),
    "event": timedelta(days=30),
}

TIMED = {"hour", "part_of_day"}  # the hour counts, not the rest of its day


def too_late(planned_for: datetime, latest: date | None, precision: str, zone: str, now: datetime) -> bool:
    """Whether the moment has passed so far that writing now would be odd. The end is that of the window's last local day."""
    end = planned_for
    if latest is not None and precision not in TIMED:
        last_day = datetime.combine(latest, datetime.max.time(), ZoneInfo(zone))
        end = max(end, last_day)
    return now > end + GRACE.get(precision, timedelta(days=7))
