"""Several expressions to one choice: what they want, limited by caps, hours and what is ruled out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from conversations.turns.meaning import TimeExpression
from followups.windows.clock_hours import hours_of
from followups.windows.combine import open_ended, overlap, placed, wanted_span
from followups.windows.cuts import Cut, after_cuts, cut_of, hours_left, subtract
from followups.windows.expression import HOURS_ONLY, bare_span, up_to
from followups.windows.gather import UPPER, Given, is_cap, resolved, without_corrected
from followups.windows.span import DAY, Anchor, Hours, Span

LOWER = frozenset({"after", "from", "since"})
WEEKS_AHEAD = 12  # in which a weekday is looked for that is not ruled out


@dataclass(frozen=True)
class Choice:
    """The span chosen, the expressions it stands on, and the first day that they did not forbid (None: none forbidden)."""

    span: Span
    hours: Hours | None
    at: Anchor
    used: tuple[TimeExpression, ...]
    not_before: date | None
    confidence: float


def choose(said: Sequence[tuple[TimeExpression, Anchor]]) -> Choice | None:
    """`said` in the order of speaking, without past facts and what is no time."""
    given = [resolved(expression, at, place) for place, (expression, at) in enumerate(without_corrected(said))]
    cut_givens = [g for g in given if g.expression.role == "unavailable" or g.expression.negated]
    rest = [g for g in given if g not in cut_givens]
    cuts, uppers = _cuts(cut_givens)
    clocks = [g for g in rest if g.hours and g.expression.role in ("contact_after", "contact_before")]
    dated = [g for g in rest if g.span is not None and g.expression.kind not in HOURS_ONLY]
    if not clocks and not dated:
        clocks = [hour for g in rest if g.hours and (hour := _beside_hour(g))]
    dated = placed(dated)
    wanted, used = wanted_span(dated)
    caps = [*(g for g in dated if is_cap(g.expression)), *uppers]
    wanted, used = _capped(wanted, used, caps)
    cuts = [(g, _without_their_weekend(cut, g, used)) for g, cut in cuts]
    at = (used[-1] if used else (clocks or given)[-1]).at if given else None
    if at is None:
        return None
    hours = _hours(clocks, wanted)
    if wanted is None and clocks:
        wanted, used = _today_or_tomorrow(clocks[-1], hours), clocks
    elif clocks:
        used = [*used, *clocks]
    if wanted is None and not cuts:
        wanted, used = open_ended(given)
        at = used[-1].at if used else at
    return _with_cuts(wanted, hours, at, used, [(g, cut) for g, cut in cuts], given)


def _capped(wanted: Span | None, used: list[Given], caps: list[Given]) -> tuple[Span | None, list[Given]]:
    for cap in caps:
        assert cap.span is not None
        role_only = cap.expression.role == "contact_before" and cap.expression.relation not in UPPER
        offset = cap.expression.offset is not None
        limit = up_to(cap.span, cap.at, inclusive=True) if role_only and not offset else cap.span
        if wanted is None:
            wanted, used = limit, [*used, cap]
        else:
            both = overlap(wanted, limit)
            wanted, used = (both, [*used, cap]) if both else (limit, [cap])
    return wanted, used


def _hours(clocks: list[Given], wanted: Span | None) -> Hours | None:
    """The hours named apart from the day; a clock without am or pm takes the part of the day beside it."""
    part = next((g.expression.part_of_day for g in clocks if g.expression.kind == "part_of_day"), None)
    hours: Hours | None = wanted.hours if wanted else None
    for given in clocks:
        expression, own = given.expression, given.hours
        if part and expression.hour is not None and expression.part_of_day is None:
            own = hours_of(
                expression.model_copy(update={"part_of_day": part}), expression.zone_hint, words=given.at.words
            )
        if own is None:
            continue
        both = _both(hours, own) if hours and not expression.corrects else None
        hours = both or own
    return hours


def _beside_hour(given: Given) -> Given | None:
    """ "The dentist is at 3", "I'll send it by 5": after that hour; what we owe by then, before it."""
    expression = given.expression
    relation = (
        "by" if expression.role == "our_commitment" else ("before" if expression.relation == "before" else "after")
    )
    changed = expression.model_copy(update={"relation": relation, "hour_max": None})
    hours = hours_of(changed, expression.zone_hint, words=given.at.words)
    return replace(given, expression=changed, hours=hours) if hours else None


def _both(one: Hours, other: Hours) -> Hours | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    if start >= end or (one.zone or other.zone) != (other.zone or one.zone):
        return None
    narrow = one if one.precision == "hour" else other
    best = narrow.best if narrow.precision == "hour" else max(one.best, other.best)
    return replace(narrow, start=start, best=min(max(best, start), end), end=end, zone=one.zone or other.zone)


def _today_or_tomorrow(given: Given, hours: Hours | None) -> Span | None:
    """Hours without a day: today if they are still ahead, else tomorrow."""
    if hours is None:
        return None
    at, now = given.at, given.at.said.time()
    begun = now >= hours.start
    waits = hours.precision == "hour" or given.expression.part_of_day in ("morning", "noon")
    lower = given.expression.relation in LOWER or given.expression.relation in UPPER
    passed = now >= hours.end or (begun and waits and not lower)
    day = at.day + DAY if passed and hours.zone is None else at.day
    return Span(day, day, day, hours.precision, 0.85 if not passed else 0.75)


def _cuts(givens: list[Given]) -> tuple[list[tuple[Given, Cut]], list[Given]]:
    """What is ruled out, and apart from it the upper limits that a negation makes ("not after Friday")."""
    cuts: list[tuple[Given, Cut]] = []
    uppers: list[Given] = []
    for given in givens:
        expression = given.expression
        if expression.negated and expression.relation == "after" and expression.role != "unavailable":
            plain = expression.model_copy(update={"negated": False, "relation": "by"})
            again = resolved(plain, given.at, given.place)
            if again.span is not None:
                uppers.append(again)
                continue
        try:
            cut = cut_of(expression, given.at)
        except (ValueError, OverflowError):
            cut = None
        if cut is not None:
            cuts.append((given, cut))
    return cuts, uppers


def _with_cuts(
    wanted: Span | None,
    hours: Hours | None,
    at: Anchor,
    used: list[Given],
    cuts: list[tuple[Given, Cut]],
    given: list[Given],
) -> Choice | None:
    plain = [cut for _, cut in cuts]
    cut_used = [g for g, _ in cuts]
    if wanted is None:
        at = cut_used[-1].at if cut_used else at
        back = any(
            g.expression.kind == "return_from" and g.span is None and g.expression.role != "unavailable" for g in given
        )
        wanted, used, sure = after_cuts(plain, at, first_day_only=back), cut_used, 1.0
    else:
        left, sure = subtract(wanted, plain, at.calendar), 1.0
        if left is None:
            left = _that_weekday_after(wanted, used, plain)
        if left is None:
            left, sure = after_cuts(plain, at), 0.6
        wanted, used = left, [*used, *cut_used]
    if wanted is None:
        return None
    hours = hours_left(hours or wanted.hours, wanted.best, plain)
    in_order = [g.expression for g in sorted(used, key=lambda g: g.place)]
    confidence = min((e.confidence * (0.9 if e.condition else 1.0) for e in in_order), default=1.0)
    sure *= wanted.confidence * (hours.confidence if hours else 1.0)
    return Choice(wanted, hours, at, tuple(in_order), _not_before(wanted, plain, used), confidence * sure)


def _that_weekday_after(wanted: Span, used: Sequence[Given], cuts: Sequence[Cut]) -> Span | None:
    """ "Away till the 20th, try me the Monday": the first such weekday after it all."""
    if len(used) != 1 or used[0].expression.kind != "weekday" or used[0].expression.which not in (None, "this"):
        return None
    for week in range(1, WEEKS_AHEAD):
        day = wanted.first + timedelta(days=7 * week)
        if not any(cut.blocks(day) for cut in cuts):
            return replace(wanted, first=day, best=day, last=day)
    return None


def _without_their_weekend(cut: Cut, ruled_out: Given, used: Sequence[Given]) -> Cut:
    """ "This week is full, the weekend works": a week ruled out is its working days, where its weekend is asked for."""
    if ruled_out.expression.kind != "week" or cut.busy is not None:
        return cut
    for given in used:
        span, weekend = given.span, given.at.calendar.weekend
        asked = given.expression.role == "contact_after" and span is not None and span.first.weekday() in weekend
        if asked and span and span.width <= 1 and cut.first < span.first <= cut.last:
            return replace(cut, last=span.first - DAY)
    return cut


def _not_before(span: Span, cuts: Sequence[Cut], used: Sequence[Given]) -> date | None:
    """The day after the last one ruled out before the span, or after the one they said "after" of."""
    days = [min(cut.last + DAY, span.first) for cut in cuts if cut.busy is None and cut.last < span.first]
    days += [span.first for cut in cuts if cut.busy is not None]
    for given in used:
        expression = given.expression
        if expression.role != "contact_after" or expression.negated or expression.relation not in ("after", "from"):
            continue
        bare = (
            None if expression.kind in HOURS_ONLY or expression.kind == "holiday" else bare_span(expression, given.at)
        )
        day = (
            span.first
            if bare is None
            else (bare.first if expression.relation == "from" else (bare.last or bare.first) + DAY)
        )
        days.append(min(day, span.first))
    return max(days, default=None)
