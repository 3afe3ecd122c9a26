"""Lengths of time counted from the message: "in two weeks", "half an hour", "soon"."""

from __future__ import annotations

import math
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from conversations.turns.meaning import TimePoint
from followups.windows.span import Anchor, Span, precision_of_days
from followups.windows.vague_words import (
    DAYS_IN,
    DEFAULTS,
    FARTHEST_DAYS,
    FEW_DAYS_UP_TO,
    SAID_LOOSELY,
    SAID_PLAINLY,
    SHORTEST_HOUR_SLACK,
    VAGUE_CONFIDENCE,
    WIDEST,
    VagueWords,
)


def amounts(point: TimePoint) -> tuple[float, float, float] | None:
    """(least, best, most) in the point's own unit, after the table; None for what is no amount."""
    unit = point.unit or "day"
    n = 1.0 if point.n is None else point.n
    if not math.isfinite(n) or n <= 0 or (point.n_max is not None and not math.isfinite(point.n_max)):
        return None
    if point.n_max is not None and point.n_max > n:
        return n, (n + point.n_max) / 2, point.n_max
    low, best, high = (SAID_LOOSELY if point.fuzzy else SAID_PLAINLY)[unit]
    widest = WIDEST.get(unit, math.inf) * (2 if point.fuzzy and unit != "week" else 1)
    middle = n * best
    return max(n * low, middle - widest), middle, min(n * high, middle + widest)


def _row_of(point: TimePoint) -> str | None:
    """The row of the team's table that a loose small length has: "a couple of days", "a few weeks"."""
    if not point.fuzzy or point.n is None:
        return None
    few = point.n_max is not None or point.n >= 3
    if point.unit in ("day", None) and 2 <= point.n <= FEW_DAYS_UP_TO and (point.n_max or 0) <= 2 * FEW_DAYS_UP_TO:
        return "few_days" if few else "couple_of_days"
    if point.unit == "week" and point.n in (2, 3) and (point.n_max in (None, 5)):
        return "few_weeks" if point.n == 3 else "couple_of_weeks" if point.n_max is None else None
    return None


def in_days(point: TimePoint, words: VagueWords = DEFAULTS) -> tuple[int, int, int] | None:
    """The amounts as whole days, for offsets such as "a few days before". Sub-day units count as the same day."""
    named = _row_of(point)
    if named is not None:
        return words.days(named)
    spread = amounts(point)
    if spread is None:
        return None
    unit = point.unit or "day"
    per = {"minute": 1 / 1440, "hour": 1 / 24, "business_day": 1.4}.get(unit) or DAYS_IN[unit]
    if spread[2] * per > FARTHEST_DAYS:
        return None
    low, best, high = (round(amount * per) for amount in spread)
    return low, best, high


def in_duration(point: TimePoint, at: Anchor) -> Span | None:
    unit = point.unit or "day"
    if unit in ("minute", "hour"):
        return _instants(point, at)
    if unit == "business_day":
        return _business_days(point, at)
    spread = in_days(point, at.words)
    if spread is None:
        return None
    low, best, high = spread
    first, last = at.day + timedelta(days=low), at.day + timedelta(days=high)
    middle = min(max(_calendar_day(point, at) or at.day + timedelta(days=best), first), last)
    if low != high:
        middle = at.calendar.nearest(middle, first, last)
    return Span(first, middle, last, _precision(unit, high - low), 0.85 if point.fuzzy else 0.95)


def _calendar_day(point: TimePoint, at: Anchor) -> date | None:
    """ "In two months" is the same day of the month; None for other units and for no whole number of months."""
    months = {"month": 1, "quarter": 3, "year": 12}.get(point.unit or "")
    spread = amounts(point)
    if months is None or spread is None or not (spread[1] * months).is_integer():
        return None
    return at.day + relativedelta(months=int(spread[1] * months))


def _precision(unit: str, width: int) -> str:
    """ "In three weeks" is a matter of weeks, however narrow the table makes it."""
    by_unit = {"week": "week", "fortnight": "week", "month": "month", "quarter": "quarter", "year": "season"}
    narrow = unit == "week" and width <= 1
    return precision_of_days(width) if narrow or unit not in by_unit else by_unit[unit]


def _instants(point: TimePoint, at: Anchor) -> Span | None:
    spread = amounts(point)
    per = 60 if point.unit == "hour" else 1
    if spread is None or spread[2] * per > FARTHEST_DAYS * 1440:
        return None
    start = at.said.astimezone(UTC)
    earliest, best, latest = (start + timedelta(minutes=round(amount * per)) for amount in spread)
    latest = max(latest, best + timedelta(minutes=SHORTEST_HOUR_SLACK))
    zone = ZoneInfo(at.zone)
    local = (earliest.astimezone(zone), best.astimezone(zone), latest.astimezone(zone))
    days = [moment.date() for moment in local]
    return Span(days[0], days[1], days[2], "hour", 0.9 if point.fuzzy else 0.95, moments=local)


def _business_days(point: TimePoint, at: Anchor) -> Span | None:
    spread = amounts(point)
    if spread is None or spread[2] > FARTHEST_DAYS / 2:
        return None
    first, best, last = (at.calendar.add(at.day, math.ceil(amount)) for amount in spread)
    return Span(first, best, last, precision_of_days((last - first).days), 0.9)


def vague(point: TimePoint, at: Anchor) -> Span | None:
    """ "Soon" and "in a bit"; "later" and "some day" plan nothing."""
    if point.vague == "in_a_bit":
        start, zone = at.said.astimezone(UTC), ZoneInfo(at.zone)
        local = [(start + timedelta(hours=hours)).astimezone(zone) for hours in at.words.in_a_bit]
        moments = (local[0], local[1], local[2])
        return Span(local[0].date(), local[1].date(), local[2].date(), "part_of_day", 0.5, moments=moments)
    if point.vague != "soon":
        return None
    first, middle, last = (at.day + timedelta(days=days) for days in at.words.days("soon"))
    return Span(first, at.calendar.nearest(middle, first, last), last, "vague", VAGUE_CONFIDENCE)
