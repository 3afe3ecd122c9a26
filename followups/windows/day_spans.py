"""Named days: "tomorrow", "Friday", "the Friday after", "on the 12th", "03/08", "at the weekend"."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from conversations.turns.meaning import TimePoint
from followups.windows.span import DAY, Anchor, Span, single
from followups.windows.vague_words import FARTHEST_DAYS
from followups.windows.working_days import MIXED_ORDER, month_first

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
TWO_READINGS = 0.55  # below the confidence from which a date is taken without asking


def month_length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def day(point: TimePoint, at: Anchor) -> Span | None:
    """Today, tomorrow, the day after tomorrow: `which` this, next, after_next; `n` counts days where given."""
    steps = {"this": 0, "next": 1, "after_next": 2}.get(point.which or "")
    if point.which == "last":
        return None
    if steps is None:
        steps = int(point.n) if point.n is not None and 0 <= point.n <= FARTHEST_DAYS else 0
    if steps and at.in_small_hours:
        # "Tomorrow" at twenty past midnight is the day after the sleep: the date has already changed.
        return single(at.day + timedelta(days=steps - 1), TWO_READINGS)
    return single(at.day + timedelta(days=steps))


def weekday(point: TimePoint, at: Anchor) -> Span | None:
    if point.weekday is None:
        return date_named(point, at) if point.day is not None else None
    if point.day is not None:
        return date_named(point, at)
    nth = ORDINALS.get(point.which or "", 0)
    if (point.month is not None or point.unit == "month") and (nth or point.which == "last"):
        return _nth_weekday(point, at, nth)
    coming = at.day + timedelta(days=(point.weekday - at.day.weekday()) % 7)
    if point.which == "this":
        return single(coming, 0.9)
    if coming == at.day:
        coming += timedelta(days=7)
    next_week = at.calendar.week_of(at.day) + timedelta(days=7)
    of_next_week = next_week + timedelta(days=(point.weekday - next_week.weekday()) % 7)
    if point.which == "next":
        # Said on Wednesday, "next Friday" has two readings: the later is taken, and asked about.
        return single(of_next_week, 0.95 if coming == of_next_week else TWO_READINGS)
    if point.which == "after_next":
        named = at.weekdays_named.get(point.weekday)
        if named is not None and named + timedelta(days=7) > at.day:
            return single(named + timedelta(days=7), 0.9)
        return single(of_next_week + timedelta(days=7), TWO_READINGS)
    if nth or point.which == "last":
        return _nth_weekday(point, at, nth)
    return single(coming, 0.9 if at.day.weekday() != point.weekday else TWO_READINGS)


def _nth_weekday(point: TimePoint, at: Anchor, nth: int) -> Span:
    """The nth (0: the last) such weekday of the month named, or of the month in which the next one falls."""
    assert point.weekday is not None
    year, month = point.year or at.day.year, point.month or at.day.month
    if point.unit == "month" and point.month is None and point.n is not None and 0 <= point.n <= 24:
        ahead = month - 1 + int(point.n)  # "of next month"
        year, month = year + ahead // 12, ahead % 12 + 1
    for _ in range(14):
        if nth:
            start = date(year, month, 1)
            found = start + timedelta(days=(point.weekday - start.weekday()) % 7 + 7 * (nth - 1))
        else:
            end = date(year, month, month_length(year, month))
            found = end - timedelta(days=(end.weekday() - point.weekday) % 7)
        if found > at.day or point.year:
            break
        if point.month:
            year += 1
        else:
            year, month = year + month // 12, month % 12 + 1
    return single(found, 0.9)


def date_named(point: TimePoint, at: Anchor) -> Span | None:
    """A day with or without month, year or weekday. A year in the past is none of our business: None."""
    if point.day is None:
        return None
    if point.month is None:
        return _day_of_month(point, at)
    number, month, sure = point.day, point.month, 1.0
    if point.ambiguous and number <= 12 and number != month:
        sure = 0.8 if at.calendar.country and at.calendar.country not in MIXED_ORDER else TWO_READINGS
        if month_first(at.calendar.country):
            number, month = month, number
    found, exists = _dated(number, month, point.year, at)
    if found is None:
        return None
    span = single(found, (0.95 if exists else 0.5) * sure)
    if point.weekday is not None and found.weekday() != point.weekday:
        span = _weekday_wins(span, point.weekday)
    return _stretched(span, point, found)


def _dated(number: int, month: int, year: int | None, at: Anchor) -> tuple[date | None, bool]:
    """The next such date on or after the message, and whether it exists (31 February falls back to the 28th)."""
    years = [year] if year else [at.day.year, at.day.year + 1]
    for candidate in years:
        length = month_length(candidate, month)
        found = date(candidate, month, min(number, length))
        if found >= at.day:
            return found, number <= length
    return None, False


def _day_of_month(point: TimePoint, at: Anchor) -> Span | None:
    """The next such day after the message. A month too short for it is passed over; a weekday must agree if it can."""
    assert point.day is not None
    year, month = point.year or at.day.year, at.day.month
    steps = {"next": 1, "after_next": 2}.get(point.which or "", 0)
    month_index = year * 12 + month - 1 + steps
    first_hit: date | None = None
    for index in range(month_index, month_index + 6):
        if point.day > month_length(index // 12, index % 12 + 1):
            continue
        found = date(index // 12, index % 12 + 1, point.day)
        if found <= at.day:
            continue
        first_hit = first_hit or found
        if point.weekday is None or found.weekday() == point.weekday:
            return _stretched(single(found, 0.9), point, found)
    if first_hit is None:
        return None
    return _weekday_wins(single(first_hit, 0.9), point.weekday or 0)


def _weekday_wins(span: Span, wanted: int) -> Span:
    """People mistake the date more often than the weekday: the nearest such weekday, doubted."""
    ahead = (wanted - span.first.weekday()) % 7
    shift = ahead if ahead <= 3 else ahead - 7
    return single(span.first + timedelta(days=shift), 0.5)


def _stretched(span: Span, point: TimePoint, found: date) -> Span:
    """ "The 20th to the 25th": up to `day_max`, in the next month where it is the smaller number."""
    if point.day_max is None or point.day_max == found.day:
        return span
    year, month = found.year, found.month
    if point.day_max < found.day:
        year, month = year + month // 12, month % 12 + 1
    last = date(year, month, min(point.day_max, month_length(year, month)))
    return Span(found, found, last, "few_days" if (last - found).days < 8 else "week", span.confidence)


def weekend(point: TimePoint, at: Anchor) -> Span:
    first, last = at.calendar.weekend_after(at.day)
    if last < at.day or (point.which == "next" and first <= at.day):
        first, last = first + 7 * DAY, last + 7 * DAY
    elif point.which == "next" and (first - at.day).days < 5:
        return _weekend_span(first + 7 * DAY, last + 7 * DAY, TWO_READINGS)
    elif point.which == "after_next":
        first, last = first + 7 * DAY, last + 7 * DAY
    return _weekend_span(max(first, at.day), last, 0.9)


def _weekend_span(first: date, last: date, confidence: float) -> Span:
    return Span(first, first, last, "day", confidence)
