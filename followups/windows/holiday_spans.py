"""Before, on and after a named holiday: "after Easter", "before Christmas", "after the holidays", "after Ramadan"."""

from __future__ import annotations

from datetime import date, timedelta

from conversations.turns.meaning import TimePoint
from followups.windows.holidays_by_name import MOVES_WITH_THE_MOON, SUMMER_IS_THE_HOLIDAYS, Days, holiday_days, key_of
from followups.windows.span import DAY, Anchor, Span, precision_of_days
from followups.windows.vague_words import AFTER_HOLIDAY, BEFORE_HOLIDAY, EVENT_ASK, EVENT_JUST_OVER

EITHER = {"sallah": ("eid_al_fitr", "eid_al_adha")}  # one word for both: the next of them is meant
EID_DAYS = timedelta(days=3)


def holiday(point: TimePoint, at: Anchor) -> Span | None:
    """None for an unknown holiday, and for "after Eid" said weeks after it: nobody jumps a year, one asks."""
    name = key_of(point.holiday or "")
    sure = 0.8 if name in MOVES_WITH_THE_MOON or name in EITHER else 0.9
    if name == "the_holidays" and at.day.month in (6, 7, 8) and at.calendar.country in SUMMER_IS_THE_HOLIDAYS:
        name, sure = "summer_holidays", 0.55
    if point.relation == "after":
        days = _to_come_after(name, point.year, at)
        return after(name, days, at).less_sure(sure) if days else None
    days = _next(name, point.year, at, begun=point.relation not in ("before", "by", "until"))
    if days is None:
        return None
    first, last = days
    if point.relation in ("before", "by", "until"):
        return _before(first, at, sure)
    if point.relation == "around":
        first, last = first - 3 * DAY, last + 3 * DAY
    first = max(first, at.day)
    return Span(first, first, last, precision_of_days((last - first).days), sure)


def after(name: str, days: Days, at: Anchor) -> Span:
    """From the first working day after it; people need a day or two more after an Eid, a full week after the turn of the year."""
    end = days[1] + EID_DAYS if name == "ramadan" else days[1]  # Ramadan ends in the days of Eid
    first = at.calendar.at_or_after(max(end + DAY, at.day))
    if name == "the_holidays":
        following = at.calendar.at_or_after(first + DAY)
        if at.calendar.week_of(following) != at.calendar.week_of(first):
            first = following  # a single working day between the year and the weekend starts nothing
    settle = 2 if name == "ramadan" or name.startswith("eid") or name in EITHER else 1
    best = at.calendar.add(first, settle)
    return Span(first, best, max(first + timedelta(days=AFTER_HOLIDAY), best), "week", 1.0)


def _before(first: date, at: Anchor, sure: float) -> Span:
    last = max(first - DAY, at.day)
    start = max(at.day, last - timedelta(days=BEFORE_HOLIDAY - 1))
    middle = start + (last - start) // 2
    return Span(start, at.calendar.nearest(middle, start, last), last, "week", sure)


def _occurrences(name: str, year: int | None, at: Anchor) -> list[Days]:
    if name == "bank_holiday":
        days = (at.day + timedelta(days=n) for n in range(1, 400))
        return [(day, day) for day in days if day in at.calendar.public][:1]
    years = [year] if year else range(at.day.year - 1, at.day.year + 3)
    names = EITHER.get(name, (name,))
    found = (holiday_days(each, candidate, at.calendar.country) for candidate in years for each in names)
    return sorted(days for days in found if days)


def _next(name: str, year: int | None, at: Anchor, begun: bool) -> Days | None:
    for first, last in _occurrences(name, year, at):
        if (last >= at.day) if begun else (first > at.day):
            return first, last
    return None


def _to_come_after(name: str, year: int | None, at: Anchor) -> Days | None:
    for days in _occurrences(name, year, at):
        over = (at.day - days[1]).days
        if over <= EVENT_JUST_OVER:
            return days
        if over <= EVENT_ASK:
            return None
    return None
