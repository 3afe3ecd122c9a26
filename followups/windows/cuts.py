"""What is ruled out: "out Thursday and Friday", "on leave until the 30th", "not next week", "in a workshop till 5"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from conversations.turns.meaning import TimeExpression
from followups.windows.clock_hours import LAST, as_time, hours_of
from followups.windows.expression import HOURS_ONLY, bare_span, point_span, shifted
from followups.windows.span import DAY, Anchor, Hours, Span, precision_of_days
from followups.windows.vague_words import AFTER_CUT, BEST_HOUR, FREE_AT_HOURS
from followups.windows.working_days import Calendar

SCAN = 800  # days looked through for a free one
PERIODS = frozenset({"week", "month", "quarter", "year", "season"})
OFFICE = (time(9), time(18))


@dataclass(frozen=True)
class Cut:
    """Days first..last, both inclusive, or only `busy` hours of them. `tail` says how long after it still suits."""

    first: date
    last: date
    tail: str = "until"
    busy: tuple[time, time] | None = None
    any_day: bool = False  # hours ruled out on whatever day it will be
    confidence: float = 0.9

    def blocks(self, day: date) -> bool:
        return self.busy is None and self.first <= day <= self.last


def cut_of(expression: TimeExpression, at: Anchor) -> Cut | None:
    """The cut of an expression whose role is unavailable or which is negated; None where nothing can be computed."""
    if expression.kind in HOURS_ONLY:
        return _hours_cut(expression, at, at.day, any_day=expression.negated)
    span = point_span(expression.start, at) if expression.kind == "return_from" else None
    span = span or bare_span(expression, at)
    if span is None:
        return None
    if expression.offset is not None and expression.relation in ("after", "from"):
        return _stretched(expression, span, at)
    if expression.kind == "return_from":
        return Cut(at.day, max(span.first - DAY, at.day), "until", confidence=span.confidence)
    hour = hours_of(expression, words=at.words)
    if hour is not None and expression.kind not in ("in_duration", "range"):
        return _hours_cut(expression, at, span.first, any_day=False)
    return _days_cut(expression, span, at)


def _days_cut(expression: TimeExpression, span: Span, at: Anchor) -> Cut | None:
    relation, last = expression.relation, span.last or span.first
    if (
        expression.kind in ("week", "week_of", "end_of")
        and expression.part is None
        and expression.unit in (None, "week")
    ):
        last = max(last, at.calendar.week_of(last) + 6 * DAY)  # the weekend of that week is no better
    tail = _tail(expression.kind, (last - span.first).days)
    if span.moments:  # "busy for an hour"
        return _busy_until(span.moments[1], at)
    if expression.kind == "in_duration":  # "away for two weeks"
        return Cut(at.day, max(span.best - DAY, at.day), "until" if span.best - at.day < 7 * DAY else "longer")
    if expression.kind == "weekend" and not expression.negated:
        return Cut(span.first, last, "weekend", confidence=span.confidence)
    if relation == "before" or (expression.negated and relation in ("until", "by")):
        return Cut(at.day, max(span.first - DAY, at.day), "until", confidence=span.confidence)
    if relation == "until" and expression.which == "next" and expression.part is None and expression.kind in PERIODS:
        last = max(span.first - DAY, at.day)  # "here until next month": then it is over, not a month later
    if relation in ("until", "by"):
        return Cut(at.day, last, "until", confidence=span.confidence)
    if relation in ("after", "from", "since") and expression.kind != "holiday":
        start = span.first if relation != "after" else last + DAY
        return Cut(start, start + timedelta(days=SCAN // 2), "longer", confidence=span.confidence)
    first = at.day if span.first == at.day + DAY and expression.kind not in ("day", "weekday", "date") else span.first
    return Cut(first, last, tail, confidence=span.confidence)


def _stretched(expression: TimeExpression, span: Span, at: Anchor) -> Cut:
    """ "Closed for two weeks from Monday", "away next week and the week after": from the first day to the end of it all."""
    assert expression.offset is not None
    beyond = shifted(span, expression.offset, "after", at)
    last = beyond.best - DAY if beyond and span.width == 0 else (beyond.last if beyond else None) or span.last
    return Cut(span.first, max(last or span.first, span.first), "longer", confidence=span.confidence)


def _tail(kind: str, width: int) -> str:
    if kind == "weekend":
        return "weekend"
    return "day" if width == 0 else ("longer" if width >= 3 else "until")


def _busy_until(moment: datetime, at: Anchor) -> Cut:
    if moment.date() != at.day:
        return Cut(at.day, moment.date() - DAY, "day")
    return Cut(at.day, at.day, "day", (time(0), moment.time().replace(second=0, microsecond=0)))


def _hours_cut(expression: TimeExpression, at: Anchor, day: date, any_day: bool) -> Cut | None:
    said_hour = at.said.hour if day == at.day else None
    plain = expression.model_copy(update={"relation": None})
    hours = hours_of(plain, expression.zone_hint, said_hour, at.words)
    if hours is None:
        return None
    start, end = hours.start, hours.end
    if expression.relation in ("until", "before", "by"):
        start, end = time(0), hours.start
    elif expression.relation in ("after", "from", "since"):
        end = LAST
    elif expression.hour is not None and expression.hour_max is None:
        end = as_time(min(start.hour + start.minute / 60 + 1, 24))
    return Cut(day, day, "day", (start, end), any_day, hours.confidence)


def subtract(span: Span, cuts: Sequence[Cut], calendar: Calendar) -> Span | None:
    """The unbroken rest of `span` around its best day, or the free day nearest to it; None if nothing is left."""
    days = [cut for cut in cuts if cut.busy is None]
    if not days:
        return span
    if span.moments:
        return span if not any(cut.blocks(span.best) for cut in days) else None
    best = _free_day(span, days, calendar)
    if best is None:
        return None
    first, last = best, best
    limit = span.last or best + timedelta(days=SCAN)
    while first > span.first and not any(cut.blocks(first - DAY) for cut in days):
        first -= DAY
    while last < limit and not any(cut.blocks(last + DAY) for cut in days):
        last += DAY
    shrunk = first != span.first or (span.last is not None and last != span.last)
    precision = precision_of_days((last - first).days) if shrunk and span.precision != "day" else span.precision
    return replace(span, first=first, best=best, last=None if span.last is None else last, precision=precision)


def _free_day(span: Span, cuts: list[Cut], calendar: Calendar) -> date | None:
    limit = min(span.last or span.best + timedelta(days=SCAN), span.best + timedelta(days=SCAN))
    ahead = [span.best + timedelta(days=n) for n in range((limit - span.best).days + 1)]
    back = [span.best - timedelta(days=n) for n in range(1, min((span.best - span.first).days, SCAN) + 1)]
    free = [day for day in [*ahead, *back] if not any(cut.blocks(day) for cut in cuts)]
    if not free:
        return None
    if free[0] == span.best:
        return span.best
    return next((day for day in free if calendar.works(day)), free[0])


def after_cuts(cuts: Sequence[Cut], at: Anchor, first_day_only: bool = False) -> Span | None:
    """Nothing but what is ruled out: the first working day after it all, and a while longer."""
    days = [cut for cut in cuts if cut.busy is None]
    busy = [cut for cut in cuts if cut.busy is not None]
    if not days:
        return _after_busy(busy, at) if busy else None
    open_ended = [cut for cut in days if (cut.last - cut.first).days == SCAN // 2]
    if open_ended and open_ended[0].first > at.day + DAY:
        last = open_ended[0].first - DAY
        return Span(at.day, at.calendar.at_or_after(at.day), last, precision_of_days((last - at.day).days), 0.6)
    final = max(days, key=lambda cut: cut.last)
    first = at.calendar.at_or_after(final.last + DAY)
    last = first if first_day_only else first + timedelta(days=AFTER_CUT[final.tail])
    sure = min(cut.confidence for cut in days)
    return Span(first, first, last, "day" if first_day_only else precision_of_days((last - first).days), sure)


def _after_busy(busy: Sequence[Cut], at: Anchor) -> Span:
    cut = busy[-1]
    assert cut.busy is not None
    start, end = cut.busy
    now = at.said.time()
    is_today = cut.first == at.day
    if end >= time(20) and is_today and _hour(start) - _hour(now) >= 1:
        hours = Hours(now.replace(microsecond=0), as_time(_hour(now) + 0.25), start, "part_of_day")
        return Span(cut.first, cut.first, cut.first, "part_of_day", cut.confidence * 0.8, hours)
    if end >= time(20) or (is_today and _hour(now) > _hour(end) + FREE_AT_HOURS):
        first = at.calendar.at_or_after(cut.first + DAY)
        return Span(first, first, first, "day", cut.confidence * 0.7)
    until = _hour(end) + (FREE_AT_HOURS if not cut.any_day else 6)
    hours = Hours(end, as_time(_hour(end) + 0.25), as_time(min(until, 24)), "part_of_day" if cut.any_day else "hour")
    return Span(cut.first, cut.first, cut.first, hours.precision, cut.confidence, hours)


def hours_left(hours: Hours | None, day: date, cuts: Sequence[Cut]) -> Hours | None:
    """The hours of `day` without the busy ones."""
    for cut in cuts:
        if cut.busy is None or not (cut.any_day or cut.first == day):
            continue
        start, end = cut.busy
        have = hours or Hours(OFFICE[0], as_time(BEST_HOUR), OFFICE[1], "part_of_day")
        if start <= have.start and have.start < end < have.end:
            best = max(have.best, as_time(_hour(end) + 0.25)) if have.best < end else have.best
            hours = replace(have, start=end, best=min(best, have.end))
        elif start < have.end and have.start < start and have.end <= end:
            hours = replace(have, end=start, best=min(have.best, start))
        elif have.start < start and start <= have.best < end < have.end:
            hours = replace(have, start=end, best=max(end, have.best))
    return hours


def _hour(moment: time) -> float:
    return moment.hour + moment.minute / 60
