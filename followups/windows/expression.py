"""One expression to one span: the kind, then its relation ("before", "after", "by") and its offset ("a few days before")."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from conversations.turns.meaning import TimeExpression, TimePoint
from followups.windows import day_spans, duration_spans, edge_spans, period_spans
from followups.windows.clock_hours import hours_of
from followups.windows.holiday_spans import holiday
from followups.windows.span import DAY, Anchor, Span, precision_of_days
from followups.windows.vague_words import AFTER_DAY, AFTER_PERIOD, AFTER_RETURN

KINDS: dict[str, Callable[[TimePoint, Anchor], Span | None]] = {
    "in_duration": duration_spans.in_duration,
    "vague": duration_spans.vague,
    "day": day_spans.day,
    "weekday": day_spans.weekday,
    "day_of_month": day_spans.date_named,
    "date": day_spans.date_named,
    "weekend": day_spans.weekend,
    "week": period_spans.week,
    "week_of": period_spans.week_of,
    "month": period_spans.month,
    "quarter": period_spans.quarter,
    "half_year": period_spans.half_year,
    "year": period_spans.year,
    "season": period_spans.season,
    "end_of": edge_spans.end_of,
    "start_of": edge_spans.start_of,
    "holiday": holiday,
}
HOURS_ONLY = frozenset({"clock", "part_of_day"})
# These relations speak of the hour where there is one ("Friday after 3"); "by Friday 5pm" speaks of both.
OF_THE_HOUR = frozenset({"after", "from", "since", "before", "around", "on"})
NARROW = 7


def span_of(expression: TimeExpression, at: Anchor) -> Span | None:
    """The days of an expression with relation and offset applied; None where it names no day or nothing computable."""
    if expression.kind == "return_from":
        return returned(expression, at)
    knows_relation = expression.kind == "holiday" and expression.offset is None
    bare = holiday(expression, at) if knows_relation else bare_span(expression, at)
    if bare is None:
        return None
    hint_hours = (
        hours_of(expression, expression.zone_hint, words=at.words) if expression.kind not in HOURS_ONLY else None
    )
    if hint_hours and expression.kind not in ("in_duration", "range"):
        bare = replace(bare, hours=hint_hours)
    if expression.offset is not None and expression.offset.kind in ("in_duration", "none"):
        return shifted(bare, expression.offset, expression.relation, at)
    if knows_relation:
        return bare
    relation = expression.relation
    if expression.kind == "in_duration" and relation in ("by", "until", "before") and not bare.moments:
        bare = within(bare, expression, at)
    if expression.kind == "in_duration" and relation in ("after", "from") and not bare.moments:
        return bare  # "after two weeks" is no later than "in two weeks"
    if bare.hours and expression.hour is not None and relation in OF_THE_HOUR:
        return bare
    if expression.kind == "weekend" and relation == "after":
        first = at.calendar.at_or_after((bare.last or bare.first) + DAY)
        return Span(first, first, first + DAY, "few_days", bare.confidence, bare.hours)
    return related(bare, relation, at)


def within(bare: Span, point: TimePoint, at: Anchor) -> Span:
    """ "Within two weeks" ends after two weeks, where "in two weeks" may be a little later."""
    spread = duration_spans.in_days(point, at.words)
    if spread is None or point.unit == "business_day":
        return bare
    return replace(bare, last=at.day + timedelta(days=spread[1] if point.n_max is None else spread[2]))


def bare_span(expression: TimePoint, at: Anchor) -> Span | None:
    """The span of the kind alone, as if it said "on"."""
    if expression.kind == "range" and isinstance(expression, TimeExpression):
        return range_span(expression, at)
    if expression.kind == "holiday":
        return holiday(expression.model_copy(update={"relation": None}), at)
    resolver = KINDS.get(expression.kind)
    if resolver is None and expression.kind == "return_from":
        resolver = _resolver_by_fields(expression)
    return resolver(expression, at) if resolver else None


def _resolver_by_fields(point: TimePoint) -> Callable[[TimePoint, Anchor], Span | None] | None:
    """What a point without a kind of its own must be, by the fields it fills."""
    if point.day is not None:
        return day_spans.date_named
    if point.weekday is not None:
        return day_spans.weekday
    if point.month is not None:
        return period_spans.month
    if point.n is not None:
        return duration_spans.in_duration
    return None


def point_span(point: TimePoint | None, at: Anchor) -> Span | None:
    if point is None:
        return None
    resolver = KINDS.get(point.kind) or _resolver_by_fields(point)
    return resolver(point, at) if resolver else None


def range_span(expression: TimeExpression, at: Anchor) -> Span | None:
    """Between two points. What one end leaves out (the month, the year) it has from the other."""
    start, end = expression.start, expression.end
    if start is None or end is None:
        return point_span(start or end, at)
    shared = {name: getattr(end, name) or getattr(start, name) for name in ("month", "year")}
    if end.day is not None and start.day is not None and shared["month"] and not (start.month and end.month):
        wraps = start.day > end.day
        if not wraps:
            start = start.model_copy(update={"kind": "date", **shared})
            end = end.model_copy(update={"kind": "date", **shared})
    if start.month and end.month and end.year and not start.year and start.month <= end.month:
        start = start.model_copy(update={"year": end.year})
    begin, close = point_span(start, at), point_span(end, at)
    if begin is None or close is None:
        return begin or close
    last = close.last or close.first
    if last < begin.first and end.weekday is not None:
        last += timedelta(days=7 * ((begin.first - last).days // 7 + 1))
    elif last < begin.first:  # it runs already: its first day seemed to be next month's or next year's
        begin = replace(begin, first=at.day)
    width = (last - begin.first).days
    into = 0 if start.kind == "weekday" else width // 3  # of "Monday or Thursday" only an end is right
    best = at.calendar.nearest(begin.first + timedelta(days=into), begin.first, last)
    sure = begin.confidence if end.weekday is not None else min(begin.confidence, close.confidence)
    return Span(begin.first, best, last, precision_of_days(width), sure)


def related(span: Span, relation: str | None, at: Anchor) -> Span:
    if relation == "around" and span.last is not None and span.width <= 1:
        return replace(span, first=max(span.first - DAY, at.day), last=span.last + DAY, precision="few_days")
    if relation in ("before", "by", "until"):
        return up_to(span, at, inclusive=relation != "before")
    if relation == "after":
        return following(span, at)
    if relation in ("from", "since"):
        last = max(span.first + timedelta(days=AFTER_DAY), span.last or span.first)
        best = at.calendar.nearest(span.best, span.first, last)
        return replace(span, best=best, last=last, precision=precision_of_days((last - span.first).days))
    return span


def up_to(span: Span, at: Anchor, inclusive: bool) -> Span:
    """From the message to the span (its end, or the day before it); best a working day or two before the limit."""
    if span.moments:
        low, high = at.said, span.moments[1]
        return replace(span, first=at.day, moments=(low, low + (high - low) / 2, high))
    last = (span.last or span.first) if inclusive else span.first - DAY
    last = max(last, at.day)
    first = at.day
    lead = min(1 if (last - first).days <= 10 else 2, (last - first).days)
    best = at.calendar.at_or_before(last - timedelta(days=lead))
    best = min(max(best, first), last)
    return replace(span, first=first, best=best, last=last, precision=precision_of_days((last - first).days))


def following(span: Span, at: Anchor) -> Span:
    """From the first working day after it."""
    if span.moments:
        return span
    first = at.calendar.at_or_after((span.last or span.first) + DAY)
    narrow = span.width <= NARROW
    last = first + timedelta(days=AFTER_DAY if narrow else AFTER_PERIOD)
    best = first if narrow else at.calendar.add(first, 1)
    return Span(first, best, max(last, best), "few_days" if narrow else "week", span.confidence, span.hours)


def shifted(base: Span, offset: TimePoint, relation: str | None, at: Anchor) -> Span | None:
    """ "A few days before the 3rd": counted back from its first day, or on from its last."""
    spread = duration_spans.in_days(offset, at.words)
    if spread is None:
        return None
    low, best, high = (timedelta(days=days) for days in spread)
    if offset.unit == "business_day" and offset.n and (offset.relation or relation) == "after":
        worked = at.calendar.add(base.last or base.first, math.ceil(offset.n))  # "the first working day after that"
        return Span(worked, worked, worked, "day", base.confidence * 0.95, base.hours)
    ahead = (offset.relation or relation) in ("after", "from", "since")
    if ahead:
        end = base.last or base.first
        first, middle, last = end + low, end + best, end + high
    else:
        first, middle, last = base.first - high, base.first - best, base.first - low
    last, first = max(last, at.day), max(first, at.day)
    middle = at.calendar.nearest(min(max(middle, first), last), first, last)
    return Span(first, middle, last, precision_of_days((last - first).days), base.confidence * 0.95, base.hours)


def returned(expression: TimeExpression, at: Anchor) -> Span | None:
    """ "Back on the 3rd": that day or the first working day from it on, and a little longer."""
    span = point_span(expression.start, at) or bare_span(expression, at)
    if span is None or span.last is None:
        return None
    day = span.first if expression.relation not in ("after", "until") else span.last + DAY
    first = at.calendar.at_or_after(day)
    last = max(day + timedelta(days=AFTER_RETURN), first + DAY, span.last)
    return Span(day, first, last, "few_days", span.confidence)
