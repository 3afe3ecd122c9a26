"""Weeks, months, quarters, half-years, years and seasons, whole or in part: "early next week", "mid March", "Q3"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from conversations.turns.meaning import TimePoint
from followups.windows.day_spans import ORDINALS, date_named, month_length
from followups.windows.span import DAY, Anchor, Span, precision_of_days
from followups.windows.vague_words import PERIOD_PARTS, WEEK_PARTS
from followups.windows.working_days import is_southern

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # first month, north of the equator
MONTH_PARTS = {"early": "early_in_the_month", "mid": "middle_of_the_month", "late": "late_in_the_month"}
AHEAD = {"this": 0, "next": 1, "after_next": 2}


def month_bounds(index: int) -> tuple[date, date]:
    """`index` counts months: year * 12 + month - 1."""
    year, month = index // 12, index % 12 + 1
    return date(year, month, 1), date(year, month, month_length(year, month))


def rest(first: date, last: date, at: Anchor) -> date:
    """Where a period that has begun still begins: the day after the message."""
    return first if first > at.day else min(at.day + DAY, last)


def working_span(first: date, last: date, settle: int, precision: str, at: Anchor, sure: float = 0.9) -> Span:
    """From the first working day of it; best so many working days in, that people have settled."""
    start = at.calendar.at_or_after(first)
    if start > last:
        start = first
    best = min(at.calendar.add(start, settle), last)
    return Span(start, at.calendar.nearest(best, start, last), last, precision, sure)


def part_of(first: date, last: date, part: str | None, at: Anchor, settle: int, precision: str) -> Span:
    """Early, mid or late in a longer period, by shares of its length."""
    if part in (None, "whole"):
        return working_span(rest(first, last, at), last, settle, precision, at)
    low, high = PERIOD_PARTS[part]
    length = (last - first).days
    start, end = first + timedelta(days=round(length * low)), first + timedelta(days=round(length * high))
    start = rest(start, end, at) if end > at.day else start
    return working_span(start, end, 2, precision_of_days((end - start).days), at, 0.85)


# --- weeks ------------------------------------------------------------------------------------------------------------


def week(point: TimePoint, at: Anchor) -> Span | None:
    of_month = point.month is not None or point.unit == "month"
    if point.which in ORDINALS or (of_month and (point.which == "last" or (point.month and point.n))):
        return _week_of_month(point, at)
    if point.which == "last":
        return None
    ahead = AHEAD.get(point.which or "")
    if ahead is None:
        count = int(point.n) if point.n is not None and 0 < point.n <= 260 else 0
        ahead = count if point.n is not None else 0
    start = at.calendar.week_of(at.day) + timedelta(days=7 * ahead)
    if ahead == 0 and at.calendar.weekend_after(at.day)[0] <= at.day:
        start += timedelta(days=7)  # "this week" at the weekend is the one about to begin
    span = week_from(start, point.part, at)
    if ahead == 0 and span.last is not None and span.last < at.day and point.which is None:
        return week_from(start + timedelta(days=7), point.part, at)  # "midweek", said on a Friday
    return span


def week_of(point: TimePoint, at: Anchor) -> Span | None:
    """ "The week of the 8th": the whole week that holds the date."""
    if point.n is not None and point.day is None:
        return _calendar_week(int(point.n), point, at) if 1 <= point.n <= 53 else None
    found = date_named(point, at)
    if found is None and point.weekday is None:
        return None
    if found is None:
        return week(replace_which(point, "next"), at)
    return week_from(at.calendar.week_of(found.first), point.part, at).less_sure(found.confidence)


def _calendar_week(number: int, point: TimePoint, at: Anchor) -> Span | None:
    """ "KW 15": the ISO week of this year, or of the next where it is over."""
    for year in [point.year] if point.year else [at.day.year, at.day.year + 1]:
        try:
            start = date.fromisocalendar(year, number, 1)
        except ValueError:  # this year has no week 53
            continue
        if start + timedelta(days=4) >= at.day:
            return week_from(at.calendar.week_of(start), point.part, at)
    return None


def replace_which(point: TimePoint, which: str) -> TimePoint:
    return point.model_copy(update={"which": which})


def week_from(start: date, part: str | None, at: Anchor) -> Span:
    days = [start + timedelta(days=n) for n in range(7)]
    office = [day for day in days if day.weekday() not in at.calendar.weekend] or days
    low, high = WEEK_PARTS.get(part or "", (0, len(office) - 1))
    first, last = office[min(low, len(office) - 1)], office[min(high, len(office) - 1)]
    first = rest(first, last, at) if last > at.day else first
    if part in WEEK_PARTS:
        return working_span(first, last, 1 if part == "late" else 0, "few_days", at)
    return working_span(first, last, 1 if first == start else 0, "week", at)


def _week_of_month(point: TimePoint, at: Anchor) -> Span:
    by_unit = point.unit == "month" and point.month is None  # then `n` counts months ahead
    nth = ORDINALS.get(point.which or "", 0) or (int(point.n) if point.n and not by_unit and 1 <= point.n <= 5 else 0)
    index = month_index(point, at, default=at.day.year * 12 + at.day.month - 1)
    if by_unit:
        index = at.day.year * 12 + at.day.month - 1 + (int(point.n) if point.n and 0 <= point.n <= 24 else 0)
    for _ in range(2):
        first, last = month_bounds(index)
        start = first + timedelta(days=7 * (nth - 1)) if nth else last - timedelta(days=6)
        end = min(start + timedelta(days=6), last)
        if end > at.day:
            break
        index += 12 if point.month else 1
    start, end = _longer_run(rest(start, end, at), end, at)
    return working_span(start, end, 1, "week", at)


def _longer_run(start: date, end: date, at: Anchor) -> tuple[date, date]:
    """The seven days of "the second week of May", without the weekend that cuts them: the longer of the two sides."""
    runs: list[list[date]] = [[]]
    for n in range((end - start).days + 1):
        day = start + timedelta(days=n)
        if day.weekday() in at.calendar.weekend:
            runs.append([])
        else:
            runs[-1].append(day)
    longest = max(runs, key=len)
    return (longest[0], longest[-1]) if longest else (start, end)


# --- months and longer ------------------------------------------------------------------------------------------------


def month_index(point: TimePoint, at: Anchor, default: int) -> int:
    this = at.day.year * 12 + at.day.month - 1
    if point.month is None:
        return this + AHEAD[point.which] if point.which in AHEAD else default
    if point.year:
        return point.year * 12 + point.month - 1
    if point.unit == "year" and point.which in AHEAD:  # "in May next year"
        return (at.day.year + AHEAD[point.which]) * 12 + point.month - 1
    index = at.day.year * 12 + point.month - 1
    return index + 12 if index < this or (index == this and point.which == "next") else index


def month(point: TimePoint, at: Anchor) -> Span | None:
    if point.which == "last":
        return None
    index = month_index(point, at, default=at.day.year * 12 + at.day.month - 1)
    first, last = month_bounds(index)
    if last <= at.day:
        if point.year or not point.month:
            return None if point.year else Span(last, last, last, "day", 0.5)
        first, last = month_bounds(index + 12)
    if point.part in MONTH_PARTS:
        low, middle, high = at.words.days(MONTH_PARTS[point.part])
        start, end = first.replace(day=min(low, last.day)), first.replace(day=min(high, last.day))
        sure = 0.9 if end > at.day else 0.55
        if end <= at.day:  # "early March" said late in March is next year's, if it is meant at all
            first, last = month_bounds(index + (12 if point.month else 1))
            start, end = first.replace(day=min(low, last.day)), first.replace(day=min(high, last.day))
        start = at.calendar.nearest(rest(start, end, at), rest(start, end, at), end)
        best = min(max(first.replace(day=min(middle, last.day)), start), end)
        return Span(start, at.calendar.nearest(best, start, end), end, "week", sure)
    return working_span(rest(first, last, at), last, 1, "month", at)


def quarter(point: TimePoint, at: Anchor) -> Span | None:
    return _fraction_of_year(point, at, months=3, settle=6, precision="quarter")


def half_year(point: TimePoint, at: Anchor) -> Span | None:
    return _fraction_of_year(point, at, months=6, settle=10, precision="season")


def _fraction_of_year(point: TimePoint, at: Anchor, months: int, settle: int, precision: str) -> Span | None:
    if point.which == "last":
        return None
    this = (at.day.year * 12 + at.day.month - 1) // months * months
    if point.n is not None and 1 <= point.n <= 12 // months:
        of_year = AHEAD.get(point.which or "", 0) if point.unit == "year" else 0
        start = (point.year or at.day.year + of_year) * 12 + (int(point.n) - 1) * months
        if start < this and not point.year:
            start += 12
    else:
        start = this + months * AHEAD.get(point.which or "", 0)
    first, last = month_bounds(start)[0], month_bounds(start + months - 1)[1]
    if last <= at.day:
        return None
    return part_of(first, last, point.part, at, settle, precision)


def year(point: TimePoint, at: Anchor) -> Span | None:
    number = point.year or at.day.year + AHEAD.get(point.which or "", 0)
    if number < at.day.year or point.which == "last":
        return None
    first, last = date(number, 1, 1), date(number, 12, 31)
    if number == at.day.year and point.part == "late":
        # "Later this year" is the last third of what is left of it.
        first = at.day + timedelta(days=round((last - at.day).days * 2 / 3))
        return working_span(min(first, last), last, 5, precision_of_days((last - first).days), at, 0.7)
    return part_of(first, last, point.part, at, 6, "season")


def season(point: TimePoint, at: Anchor) -> Span | None:
    if point.season is None or point.which == "last":
        return None
    shift = 6 if is_southern(at.calendar.country, at.zone) else 0
    opening = (SEASONS[point.season] - 1 + shift) % 12
    index = (point.year or at.day.year - 1) * 12 + opening
    enough = timedelta(days=14)  # a season about to end is not the one people speak of
    for _ in range(4):
        first, last = month_bounds(index)[0], month_bounds(index + 2)[1]
        begun = first <= at.day
        if point.year or (last > at.day + enough and not (begun and point.which == "next")):
            break
        index += 12
    if last <= at.day:
        return None
    sure = 0.85 if at.calendar.country else 0.7
    return replace(part_of(first, last, point.part, at, 10, "season"), confidence=sure)
