"""The guidelines in force, ready to be matched: read once, and again when anything about them has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import connection

from conversations.models import Conversation
from conversations.next_step import default_team
from guidelines.models import Guideline
from guidelines.models.guideline import today
from guidelines.models.revision import Revision
from guidelines.schema import Interpretation, params
from guidelines.sentence import effect_words


@dataclass(frozen=True)
class Rule:
    """An active guideline as it is enforced. `ref` is its revision's."""

    guideline_id: int
    revision_id: int
    name: str
    meaning: Interpretation
    team_id: int | None
    activated_at: datetime | None
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def ref(self) -> str:
        return f"revision:{self.revision_id}"

    @cached_property
    def kinds(self) -> set[str]:
        return {effect.kind for effect in self.meaning.effects}

    @cached_property
    def told(self) -> dict[int, tuple[dict[str, Any], str]]:
        """Of each of its effects, by identity: the parameters as JSON, and the words. Made once, asked for at every turn."""
        return {id(effect): (params(effect), effect_words(effect)) for effect in self.meaning.effects}

    def is_for(self, conversation: Conversation) -> bool:
        return self.team_id is None or self.team_id == (conversation.team_id or default_team(conversation).pk)

    def is_valid(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


_known: tuple[Any, tuple[Rule, ...]] | None = None


def rules(day: date | None = None) -> tuple[Rule, ...]:
    """All in force today (our own calendar day, if the caller knows it), the oldest first. One small query when nothing
    has changed."""
    global _known
    with connection.cursor() as cursor:  # by hand: it is asked several times a turn
        cursor.execute("SELECT max(changed_at), count(*) FROM guidelines_guideline")
        stamp = cursor.fetchone()
    if _known is None or _known[0] != stamp:
        _known = stamp, tuple(rule_of(row, row.active_revision) for row in _active() if row.active_revision)
    if not _known[1]:
        return ()
    day = day or today()
    return tuple(rule for rule in _known[1] if rule.is_valid(day))


def rules_with(*kinds: str) -> list[Rule]:
    return [rule for rule in rules() if rule.kinds & set(kinds)]


def rule_of(guideline: Guideline, revision: Revision) -> Rule:
    return Rule(
        guideline_id=guideline.pk,
        revision_id=revision.pk,
        name=guideline.name,
        meaning=revision.meaning,
        team_id=guideline.team_id,
        activated_at=guideline.activated_at,
        valid_from=guideline.valid_from,
        valid_until=guideline.valid_until,
    )


def _active() -> list[Guideline]:
    active = Guideline.objects.filter(status=Guideline.Status.ACTIVE).select_related("active_revision")
    return list(active.order_by("id"))
