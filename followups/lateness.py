"""Late, and too late. After an outage nothing is blasted: what still makes sense is re-planned, what does not is expired."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from followups.models import FollowUp
from followups.slots import TIMED

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
USUAL = timedelta(days=7)
SLACK = timedelta(hours=1)  # a turn takes its time; nobody calls that late

Judgement = Literal["in_time", "late", "missed"]


def judge(live: FollowUp, now: datetime) -> Judgement:
    """Whether its window still holds `now`, or has passed and the reason may be as true as ever, or nothing is left of it."""
    if live.missed_after is not None and now > live.missed_after:
        return "missed"
    if live.latest is None or now <= end_of(live) + SLACK:
        return "in_time"
    return "late"


def end_of(live: FollowUp) -> datetime:
    """The last moment that suits them: the end of the window, or the moment itself where the hour was named."""
    if live.latest is None or live.precision in TIMED:
        return max(live.planned_for, live.latest or live.planned_for)
    return max(live.planned_for, live.latest)


def missed_after(live: FollowUp) -> datetime:
    """From when on writing would be odd. What hangs on its time (“before the board meets”) is over with its window."""
    if live.anchored:
        return end_of(live) + SLACK
    return end_of(live) + GRACE.get(live.precision, USUAL)
