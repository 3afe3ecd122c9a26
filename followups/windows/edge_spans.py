"""The end and the start of a day, a week, a month, a quarter, a year: "end of the month", "the first days of next quarter"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from conversations.turns.meaning import TimePoint
from followups.windows.clock_hours import as_time
from followups.windows.period_spans import AHEAD, month_bounds, month_index, replace_which, rest, week, working_span
from followups.windows.span import DAY, Anchor, Hours, Span, precision_of_days, single
from followups.windows.vague_words import END_DAYS, END_OF_DAY, START_DAYS, START_OF_DAY


def end_of(point: TimePoint, at: Anchor) -> Span | None:
    return _edge(point, at, at_end=True)


def start_of(point: TimePoint, at: Anchor) -> Span | None:
    return _edge(point, at, at_end=False)


def _edge(point: TimePoint, at: Anchor, at_end: bool) -> Span | None:
    unit = "month" if point.unit is None and (point.month or point.which) else point.unit or "month"
    if unit in ("day", "business_day", "hour", "minute"):
        return _edge_of_day(point, at, at_end)
    if unit in ("week", "fortnight"):
        return _edge_of_week(point, at, at_end)
    for ahead in range(3):
        first, last = _bounds(unit, point, at, ahead)
        if first is None or last is None:
            return None
        if point.n is not None and unit == "month":
            day = _nth_working_day(int(point.n), first, last, at, at_end) if 1 <= point.n <= 23 else None
            if day is None or day > at.day:
                return single(day) if day else None
            continue
        days = timedelta(days=(END_DAYS if at_end else START_DAYS)[unit] - 1)
        start, end = (last - days, last) if at_end else (first, first + days)
        if end > at.day:
            return working_span(rest(start, end, at), end, _inside(unit, at_end), precision_of_days(days.days), at)
        if at_end and end == at.day:
            return Span(at.day, at.day, at.day, "day", 0.7)
    return None


def _edge_of_day(point: TimePoint, at: Anchor, at_end: bool) -> Span:
    """ "At the end of the day"; "by the end of the day" is any hour of it."""
    span = Span(at.day, at.day, at.day, "part_of_day", 0.85)
    if point.unit != "day" or point.relation in ("before", "by", "until"):
        return span
    start, best, end = (as_time(hour) for hour in (END_OF_DAY if at_end else START_OF_DAY))
    return replace(span, hours=Hours(start, best, end, "part_of_day"))


def _nth_working_day(number: int, first: date, last: date, at: Anchor, at_end: bool) -> date | None:
    """ "The fifth working day of the month", counted from its end with `at_end`."""
    day = at.calendar.at_or_before(last) if at_end else at.calendar.at_or_after(first)
    for _ in range(number - 1):
        day = at.calendar.at_or_before(day - DAY) if at_end else at.calendar.at_or_after(day + DAY)
    return day if first <= day <= last else None


def _inside(unit: str, at_end: bool) -> int:
    """Working days in: the end of a month is best two working days in, the rest a little later."""
    return {"month": 2 if at_end else 1}.get(unit, 5)


def _edge_of_week(point: TimePoint, at: Anchor, at_end: bool) -> Span | None:
    chosen = replace_which(point, point.which or "this").model_copy(update={"part": "late" if at_end else "early"})
    span = week(chosen, at)
    if span is not None and span.last is not None and span.last <= at.day:
        span = week(replace_which(chosen, "next"), at)
    return span


def _bounds(unit: str, point: TimePoint, at: Anchor, ahead: int) -> tuple[date | None, date | None]:
    """The month, quarter or year that is meant; `ahead` counts on from it while its edge is past."""
    size = {"month": 1, "quarter": 3, "year": 12}[unit]
    this = (at.day.year * 12 + at.day.month - 1) // size * size
    if unit == "month" and point.month:
        index = month_index(point, at, this) + 12 * ahead
    elif unit == "quarter" and point.n is not None and 1 <= point.n <= 4:
        index = (point.year or at.day.year) * 12 + (int(point.n) - 1) * 3 + 12 * ahead
    elif point.year:
        index = point.year * 12 + ahead * 12
        if ahead:
            return None, None
    else:
        index = this + size * (AHEAD.get(point.which or "", 0) + ahead)
    return month_bounds(index)[0], month_bounds(index + size - 1)[1]
