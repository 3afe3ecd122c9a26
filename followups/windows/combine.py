"""What they want, of several things said: the last wins over what it contradicts, the narrower over the vaguer.

Without a day asked for, the follow-up hangs on an event, on what we owe, on what they promised, in that order.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from followups.windows.duration_spans import in_days
from followups.windows.expression import bare_span, related, shifted, up_to
from followups.windows.gather import UPPER, Given, is_cap
from followups.windows.span import DAY, Span, precision_of_days
from followups.windows.vague_words import AFTER_EVENT, AFTER_THEIR_PROMISE, EVENT_FIRST_LOOK

INNER_KINDS = frozenset({"weekday", "day_of_month", "weekend"})


def wanted_span(dated: list[Given]) -> tuple[Span | None, list[Given]]:
    asked = [g for g in dated if g.expression.role in ("contact_after", "contact_before") and not is_cap(g.expression)]
    named = [g for g in asked if g.expression.kind != "vague"]
    asked = named or asked  # "Friday then, speak soon!" is Friday
    events = [g for g in dated if g.expression.role == "event"]
    offset = next(
        (g for g in asked if g.expression.kind == "in_duration" and g.expression.relation in ("before", "after")), None
    )
    if offset and events and events[-1].expression.offset is None:
        return _beside_event(offset, events[-1]), [events[-1], offset]
    if asked:
        return _combined(asked)
    for role, build in (("event", _after_event), ("our_commitment", _until_ours), ("their_commitment", _after_theirs)):
        found = [g for g in dated if g.expression.role == role]
        if found:
            return build(found[-1]), [found[-1]]
    return None, []


def _combined(asked: list[Given]) -> tuple[Span | None, list[Given]]:
    current, used = asked[0].span, [asked[0]]
    for given in asked[1:]:
        assert given.span is not None
        assert current is not None
        both = overlap(current, given.span)
        if both is None:
            if given.span.first < current.first and not given.expression.corrects:
                continue  # "Monday. The weekend I work": nothing was taken back, so the later of the two
            current, used = _contradicting(current, given.span), [given]
        else:
            current, used = both, [*used, given]
    return current, used


def _contradicting(current: Span, later: Span) -> Span:
    """The last word counts, but hours given with the first stay unless it brings its own."""
    return replace(later, hours=later.hours or current.hours) if not later.moments else later


def overlap(one: Span, other: Span) -> Span | None:
    """The common days, with the best of the narrower. Instants are kept whole."""
    if one.moments or other.moments:
        inner, outer = (one, other) if one.moments else (other, one)
        inside = (
            inner.last is not None and inner.first >= outer.first and (outer.last is None or inner.last <= outer.last)
        )
        return replace(inner, hours=None) if inside else None
    first = max(one.first, other.first)
    ends = [last for last in (one.last, other.last) if last is not None]
    last = min(ends) if ends else None
    if last is not None and last < first:
        return None
    inner, outer = (one, other) if one.width < other.width else (other, one)
    best = min(max(inner.best, first), last) if last is not None else max(inner.best, first)
    same = first == inner.first and last == inner.last
    precision = inner.precision if same or last is None else precision_of_days((last - first).days)
    confidence = min(inner.confidence, max(outer.confidence, 0.6)) if inner.width == outer.width else inner.confidence
    return Span(first, best, last, precision, confidence, inner.hours or outer.hours)


def placed(asked: list[Given]) -> list[Given]:
    """ "Next month, say the 10th": a day is looked for inside the longer span that stands beside it."""
    longer = [g for g in asked if g.span and g.span.width >= 3 and g.expression.kind != "vague"]
    found_in = []
    for given in asked:
        kind, month = given.expression.kind, given.expression.month
        counted = given.expression.offset is not None  # "away till the 19th, the day after": not a day in it
        if (
            longer
            and not counted
            and kind in INNER_KINDS
            and month is None
            and given.expression.which in (None, "this", "next")
        ):
            inside = next((found for g in longer if g is not given and (found := _inside(given, g))), None)
            given = replace(given, span=inside or given.span)
        found_in.append(given)
    return found_in


def _inside(given: Given, outer: Given) -> Span | None:
    assert outer.span is not None
    assert given.span is not None
    if outer.span.last is None:
        return None
    expression, weekend, outer_first = given.expression, given.at.calendar.weekend, outer.span.first
    first = max(outer.span.first - 3 * DAY, given.at.day + DAY)
    if outer.span.precision in ("month", "quarter", "season"):
        first = max(first, outer.span.first.replace(day=1))
    last = outer.span.last + (2 * DAY if outer.expression.kind in ("week", "week_of") else timedelta(0))
    days = [first + n * DAY for n in range((last - first).days + 1)]
    for day in sorted(days, key=lambda day: day < outer_first):  # "Friday next week" is not this Friday
        right_weekday = expression.weekday is None or day.weekday() == expression.weekday
        right_date = expression.day is None or day.day == expression.day
        on_weekend = expression.kind != "weekend" or day.weekday() in weekend
        if right_weekday and right_date and on_weekend:
            length = (given.span.last - given.span.first) if given.span.last else timedelta(0)
            found = replace(
                given.span, first=day, best=day, last=day + length, confidence=max(given.span.confidence, 0.85)
            )
            return found if expression.relation in (None, "on") else related(found, expression.relation, given.at)
    return None


def _beside_event(offset: Given, event: Given) -> Span | None:
    bare = bare_span(event.expression, event.at)
    if bare is None or in_days(offset.expression) is None:
        return event.span
    return shifted(bare, offset.expression, offset.expression.relation, offset.at)


def _after_event(given: Given) -> Span | None:
    """Something happens then: a working day or two after it, unless their words say before."""
    expression, at, span = given.expression, given.at, given.span
    assert span is not None
    if expression.relation in ("before", "after") or expression.offset is not None:
        return span
    bare = bare_span(expression, at) or span
    if bare.moments:
        return bare
    first = at.calendar.at_or_after((bare.last or bare.first) + DAY)
    last = first + timedelta(days=AFTER_EVENT)
    return Span(first, first, last, "few_days", bare.confidence * 0.85)


def _until_ours(given: Given) -> Span | None:
    """We owe it by then: a window that ends there."""
    assert given.span is not None
    if given.expression.relation in UPPER or given.span.width > 2:
        return given.span
    return up_to(given.span, given.at, inclusive=True)


def _after_theirs(given: Given) -> Span | None:
    """They do something by then: we look a working day or two later."""
    bare = bare_span(given.expression, given.at) or given.span
    assert bare is not None
    end = bare.last or bare.best
    first, last = end + DAY, end + timedelta(days=AFTER_THEIR_PROMISE)
    best = given.at.calendar.add(end, 1)
    return Span(first, best, max(last, best), "few_days", bare.confidence * 0.85)


def open_ended(given: list[Given]) -> tuple[Span | None, list[Given]]:
    """An event that has no date is asked about after a while; the end stays open."""
    for g in reversed(given):
        if g.expression.kind == "event_without_date":
            first = g.at.day + timedelta(days=EVENT_FIRST_LOOK)
            return Span(first, g.at.calendar.at_or_after(first), None, "event", 0.4), [g]
    return None, []
