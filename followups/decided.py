"""Why? Every decision about a thread's follow-ups, the latest first: what set it off, whose words, which rules."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.dateparse import parse_datetime

from conversations.models import Conversation, Trigger
from crm import local_time
from followups.models import Decision

PAGE = 10
TRIGGERS = dict(Trigger.choices)


@dataclass(frozen=True)
class Told:
    """A decision as it is told. `words` without the verdict, which stands before them; `trigger`: what set it off; `moved`: from when to when, in their time; `rules`: which
    guidelines were at work in that turn, as (name, quote)."""

    decision: Decision
    words: str
    trigger: str
    moved: str
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Page:
    items: list[Told]
    before: int | None  # the id to go on from; None: there are no older ones


def page(conversation: Conversation, before: int | None = None, size: int = PAGE) -> Page:
    """One query. The trace of a turn is long: only its rules are fetched."""
    rows = Decision.objects.filter(conversation=conversation).select_related("follow_up")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    rows = rows.annotate(
        applied=KeyTextTransform("applied", KeyTransform("effects", "turn__trace")),
        set_off=KeyTextTransform("trigger", "turn__trace"),
    )
    found = list(rows.order_by("-id")[: size + 1])
    return Page([told(each) for each in found[:size]], found[size - 1].pk if len(found) > size else None)


def told(decision: Any) -> Told:
    trigger = str(decision.facts.get("trigger") or decision.set_off or "")
    return Told(
        decision, after_verdict(decision), TRIGGERS.get(trigger, ""), moved(decision), tuple(rules_of(decision.applied))
    )


def after_verdict(decision: Decision) -> str:
    """“Cancelled: the conversation was closed.” after a bold “Cancelled” says it once."""
    rest = decision.words.removeprefix(f"{decision.get_verdict_display()}:").strip()
    return rest[:1].upper() + rest[1:]


def rules_of(applied: str | None) -> list[tuple[str, str]]:
    """The rules that touched the plan, each once."""
    try:
        rows = json.loads(applied or "[]")
    except ValueError:
        return []
    found = {str(row.get("words", "")): str(row.get("quote", "")) for row in rows if isinstance(row, dict)}
    return [(words, quote) for words, quote in found.items() if words]


def moved(decision: Decision) -> str:
    """`Tue 12 May, 10:00 Madrid → Thu 14 May, 15:00 Madrid`, where its moment changed."""
    zone = decision.follow_up.zone if decision.follow_up else ""
    was, becomes = moment(decision.before), moment(decision.after)
    if not zone or becomes is None or was == becomes:
        return ""
    after = local_time.when(becomes, zone, decision.at)
    return f"{local_time.when(was, zone, decision.at)} → {after}" if was else after


def moment(snapshot: dict[str, Any]) -> datetime | None:
    return parse_datetime(str(snapshot.get("planned_for") or "")) if snapshot else None
