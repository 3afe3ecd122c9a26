"""What was said, each resolved by itself; what was taken back is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from conversations.turns.meaning import TimeExpression
from followups.windows.clock_hours import hours_of
from followups.windows.expression import HOURS_ONLY, bare_span, span_of
from followups.windows.span import Anchor, Hours, Span

PERIODS = frozenset({"week", "month", "quarter", "year"})
UPPER = frozenset({"before", "by", "until"})


@dataclass(frozen=True)
class Given:
    """An expression, the anchor of its message, and what it comes to."""

    expression: TimeExpression
    at: Anchor
    span: Span | None = None
    hours: Hours | None = None
    place: int = 0  # in the order of speaking


def without_corrected(said: Sequence[tuple[TimeExpression, Anchor]]) -> list[tuple[TimeExpression, Anchor]]:
    """A correction replaces what was asked for before; of a mere hour it replaces only the hour.

    The weekdays given up stay known to what follows: "Friday. No wait, the Friday after."
    """
    said = [(_later_in(expression, said), at) for expression, at in said]
    kept: list[tuple[TimeExpression, Anchor]] = []
    named: dict[int, Span] = {}
    for expression, at in said:
        at = replace(at, weekdays_named={day: span.first for day, span in named.items()})
        if expression.corrects and not expression.negated:
            only_hours = expression.kind in HOURS_ONLY
            kept = [(e, a) for e, a in kept if not _replaced(e, only_hours)]
        kept.append((expression, at))
        if expression.weekday is not None:
            span = bare_span(expression, at)
            if span is not None:
                named[expression.weekday] = span
    return kept


def _later_in(expression: TimeExpression, said: Sequence[tuple[TimeExpression, Anchor]]) -> TimeExpression:
    """ "Later this year" may come as two expressions: the later part of the period is meant."""
    whole = expression.part is None and expression.kind in PERIODS and expression.which == "this"
    if whole and any(other.vague == "later" and other.message_id == expression.message_id for other, _ in said):
        return expression.model_copy(update={"part": "late"})
    return expression


def _replaced(earlier: TimeExpression, only_hours: bool) -> bool:
    if earlier.negated or earlier.role not in ("contact_after", "contact_before"):
        return False
    return (earlier.kind in HOURS_ONLY) if only_hours else True


def resolved(expression: TimeExpression, at: Anchor, place: int = 0) -> Given:
    try:
        hours = hours_of(expression, expression.zone_hint, words=at.words) if expression.kind in HOURS_ONLY else None
        return Given(expression, at, span_of(expression, at), hours, place)
    except (ValueError, OverflowError):  # a date beyond the calendar: the expression says nothing
        return Given(expression, at, place=place)


def is_cap(expression: TimeExpression) -> bool:
    if expression.kind == "in_duration" and expression.relation == "before":
        return False  # "a few days before": counted back from an event
    if expression.role == "contact_before":
        return True
    return expression.role == "contact_after" and expression.relation in UPPER and expression.offset is None
