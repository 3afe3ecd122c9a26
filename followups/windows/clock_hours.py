"""Hours of a day: "at 3pm", "after 3", "till 5", "in the morning"."""

from __future__ import annotations

from datetime import time

from conversations.turns.meaning import TimePoint
from followups.windows.span import Hours
from followups.windows.vague_words import AFTER_HOURS, AT_HOURS, BEST_HOUR, DEFAULTS, VagueWords
from followups.windows.zones import zone_named

LAST = time(23, 59, 59)


def as_time(hours: float) -> time:
    """8.5 -> 08:30. From 24 on it is the last second of the day."""
    minutes = round(hours * 60)
    return time(minutes // 60, minutes % 60) if 0 <= minutes < 1440 else LAST


def hour_meant(point: TimePoint, hour: int, near: int | None = None) -> float:
    """The hour on the 24-hour clock. Without am or pm: one to seven is afternoon, unless the part of day says else."""
    if point.meridiem == "pm" and hour < 12:
        hour += 12
    elif point.meridiem == "am" and hour == 12:
        hour = 0
    elif point.meridiem is None and 0 < hour < 12:
        late = point.part_of_day in ("afternoon", "evening", "night") or (point.part_of_day == "lunch" and hour < 4)
        if late or (point.part_of_day is None and (hour < 8 or (near is not None and hour < near))):
            hour += 12
    return float(hour)


def hours_of(
    point: TimePoint, hint: str | None = None, said_hour: int | None = None, words: VagueWords = DEFAULTS
) -> Hours | None:
    """The hours that the point names, None if it names none.

    `said_hour`: for "busy till 11" without a day: at 14:00 it can only be 23:00.
    """
    zone = zone_named(hint)
    unsure = 0.7 if hint and not zone else 1.0
    if point.hour is None:
        if point.part_of_day is None:
            return None
        start, best, end = getattr(words, point.part_of_day)
        if point.relation in ("after", "since"):
            start, best, end = end, end + 0.25, end + AFTER_HOURS
        elif point.relation in ("before", "until"):
            start, best, end = min(8.0, start), min(BEST_HOUR, start - 1), start
        return Hours(as_time(start), as_time(best), as_time(end), "part_of_day", zone, unsure)
    at = hour_meant(point, point.hour, said_hour) + (point.minute or 0) / 60
    doubt = 0.95 if point.meridiem is None and point.hour < 12 and point.minute is None else 1.0
    start, best, end, precision = _around(point, at)
    return Hours(as_time(start), as_time(best), as_time(end), precision, zone, unsure * doubt)


def _around(point: TimePoint, at: float) -> tuple[float, float, float, str]:
    if point.hour_max is not None:
        end = hour_meant(point, point.hour_max)
        end = end if end > at else end + 12
        if end > 24:
            end = min(at + AFTER_HOURS, 24)
        return at, at, end, "part_of_day" if end - at > 2 else "hour"
    if point.relation in ("after", "from", "since"):
        return at, at + 0.25, max(min(at + AFTER_HOURS, 24), at + 0.25), "part_of_day"
    if point.relation in ("before", "by", "until"):
        return min(8.0, at), min(max(at - 2, min(9.0, at)), at), at, "part_of_day"
    if point.relation == "around":
        return max(at - 0.25, 0), at, min(at + 0.75, 24), "hour"
    return at, at, at + AT_HOURS, "hour"
