"""Keeps what guidelines did, for “Why?”: one Application for each effect that was at work. Runs inside the turn's commit."""

from __future__ import annotations

import json
import re
from typing import Any

from django.db import connection

from conversations.turns.turn import Applied, Commit, Turn
from crm.models import Team
from guidelines import first
from guidelines.enforce import DEMANDING, HOLDING
from guidelines.models import Application
from guidelines.rules import Rule, rules
from guidelines.sentence import effect_words

KEEP = """
    INSERT INTO guidelines_application (conversation_id, turn_id, message_id, at, revision_id, kind, outcome, words, quote,
        verified, said_in_id, follow_up)
    SELECT %s::bigint, %s::bigint, %s::bigint, %s::timestamptz, revision_id, kind, outcome, words, quote,
        verified, said_in_id, follow_up
    FROM jsonb_to_recordset(%s::jsonb) AS applied (revision_id bigint, kind text, outcome text, words text, quote text,
        verified boolean, said_in_id bigint, follow_up bigint)
"""
Outcome = Application.Outcome
SAID = re.compile(r"because they said: “(.+)”")


def record(turn: Turn, commit: Commit) -> None:
    """Only what mattered: a hold where something was planned, a demand where something was written, a person called."""
    found = [(each, outcome) for each in turn.effects.applied if (outcome := outcome_of(turn, commit, each))]
    if found:
        keep(commit, [row(turn, each, outcome) for each, outcome in found])
    if commit.ruling is not None and not any(outcome == Outcome.PREVENTED for _, outcome in found):
        note_refusal(commit.conversation.pk, commit.ruling.why, turn_id=commit.record.pk)
    if turn.handoff and turn.handoff[0] == "guideline" and turn.effects.handoff_team:
        team = Team.objects.filter(name__iexact=turn.effects.handoff_team).first()
        if team:  # the handoff that follows goes to the conversation's team
            commit.conversation.team = team
            commit.conversation.save(update_fields=["team"])


def outcome_of(turn: Turn, commit: Commit, each: Applied) -> str:
    by_guideline = bool(turn.handoff and turn.handoff[0] == "guideline")
    if each.kind in HOLDING:
        return Outcome.PREVENTED if turn.plan and turn.plan.held else ""
    if each.kind == first.KIND:
        if turn.effects.ask_first:
            return Outcome.APPLIED if commit.message else ""
        broken = bool(turn.verdict and each.ref in turn.verdict.broken)
        return Outcome.HANDED_OVER if by_guideline or broken else ""
    if each.kind == "handoff.now":
        return Outcome.HANDED_OVER if by_guideline else ""
    if turn.verdict and each.ref in turn.verdict.broken:
        return Outcome.HANDED_OVER
    if commit.message is None:
        return ""
    return Outcome.REPAIRED if turn.verdict and each.ref in turn.verdict.repaired else Outcome.APPLIED


def row(turn: Turn, each: Applied, outcome: str) -> dict[str, Any]:
    """The columns in which the applications of one turn differ."""
    return {
        "revision_id": int(each.ref.partition(":")[2]),
        "kind": each.kind,
        "outcome": outcome,
        "words": each.words[:500],
        "quote": each.quote[:500],
        "verified": each.verified,
        "said_in_id": each.message_id,
        "follow_up": turn.pending.id if turn.pending and each.kind in HOLDING else None,
    }


def keep(commit: Commit, rows: list[dict[str, Any]]) -> None:
    """By hand, since with many guidelines it is the largest statement of a turn: forty rows are one value, not five hundred."""
    message = commit.message.pk if commit.message else None
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [commit.conversation.pk, commit.record.pk, message, commit.now, json.dumps(rows)])


def note_refusal(conversation_id: int, why: str, *, turn_id: int | None, message_id: int | None = None) -> None:
    """The gates write nothing; the ruling's words name the guideline."""
    rule = next((each for each in rules() if f"Guideline “{each.name}”" in why), None)
    if rule:
        said = SAID.search(why)
        Application.objects.create(
            conversation_id=conversation_id,
            revision_id=rule.revision_id,
            kind=kind_of(rule, why),
            outcome=Application.Outcome.PREVENTED,
            words=why[:500],
            quote=said[1][:500] if said else "",
            turn_id=turn_id,
            message_id=message_id,
        )


def kind_of(rule: Rule, why: str) -> str:
    """Which of its effects shut the door: the one that is told, else one that looks at our words."""
    told = [effect.kind for effect in rule.meaning.effects if effect_words(effect) in why]
    words = [effect.kind for effect in rule.meaning.effects if effect.kind in DEMANDING]
    return next(iter([*told, *words, *rule.kinds]))
