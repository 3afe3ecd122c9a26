"""From the guidelines that match to what code holds to: holds, demands on our words, a person, and what is told to the writer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from conversations.turns.turn import Applied, Demand, Held
from guidelines.known import Known
from guidelines.match import Match, match
from guidelines.models.guideline import today
from guidelines.rules import Rule
from guidelines.schema import (
    AnyEffect,
    FactOverride,
    HandoffNow,
    Hold,
    Language,
    MustSay,
    NeverSay,
    RequireFirst,
    Stop,
    params,
)
from guidelines.sentence import effect_words

HOLDING = ("followup.hold", "followup.stop")
PACING = {"followup.cap", "followup.min_gap", "send.quiet_hours"}  # decided at the door, when something is to leave
DEMANDING = {
    "reply.never_say", "reply.must_say", "reply.max_length", "reply.format", "reply.language", "offer.limit", "fact.override",
}  # fmt: skip
TOLD_AT_MOST = 12  # the more a writer is told, the less it keeps to


@dataclass
class Gathered:
    """Of all guidelines that match: the parts of `Effects`, as they are collected."""

    held: Held | None = None
    handoff: tuple[HandoffNow, Rule, Match] | None = None
    require_first: tuple[RequireFirst, Rule] | None = None
    demands: list[Demand] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    language: str = ""
    applied: list[Applied] = field(default_factory=list)


def gather(rules: tuple[Rule, ...], known: Known) -> Gathered:
    found = Gathered()
    for rule in rules:
        if not rule.is_for(known.conversation):
            continue
        met = match(rule.meaning.when, known)
        for effect in rule.meaning.effects:
            add(found, rule, effect, met, known)
    return found


def add(found: Gathered, rule: Rule, effect: AnyEffect, met: Match, known: Known) -> None:
    if isinstance(effect, Hold | Stop):
        held = held_by(rule, effect, known)
        if held and found.held is None:
            found.held = held[0]
            found.applied.append(applied(rule, effect, held[1]))
        return
    if effect.kind in PACING or not met.applies(effect.kind):
        return
    if isinstance(effect, HandoffNow):
        if not met.text_tests and found.handoff is None:
            found.handoff = (effect, rule, met)
            found.applied.append(applied(rule, effect, met))
    elif isinstance(effect, RequireFirst):
        found.require_first = found.require_first or (effect, rule)
    else:
        if len(found.told) >= TOLD_AT_MOST and effect.kind not in DEMANDING:
            return
        found.told.append(effect_words(effect))
        found.applied.append(applied(rule, effect, met))
        if effect.kind in DEMANDING:
            found.demands += demands_of(rule, effect, met, known)
            if isinstance(effect, MustSay | NeverSay) and effect.claim:
                found.demands.append(claim(rule, effect, met, f"g{len(found.told)}"))
        if isinstance(effect, Language):
            found.language = found.language or language_of(effect, known)


def held_by(rule: Rule, effect: AnyEffect, known: Known) -> tuple[Held, Match] | None:
    """Whether this effect holds back what is unasked, here and now."""
    since = None
    if isinstance(effect, Hold) and effect.until == "date" and effect.day and effect.day <= today():
        return None
    if isinstance(effect, Hold) and effect.until == "duration" and effect.hours:
        since = known.now - timedelta(hours=effect.hours)
        spoken = rule.meaning.when.signals() or any(c.type == "custom" for c in rule.meaning.when.conditions())
        if not spoken and rule.activated_at and rule.activated_at < since:
            return None  # nothing they say starts it: it began with its activation, and is over
    met = match(rule.meaning.when, known, since)
    if not met.applies(effect.kind) or met.text_tests:
        return None
    quote = met.first.quote
    because = f", because they said: “{quote}”" if quote else ""
    return Held(rule.ref, f"Guideline “{rule.name}”: {effect_words(effect)}{because}."[:300], quote), met


def ends_at(effect: Hold, rule: Rule, said_at: datetime | None) -> datetime | None:
    """When a hold of so many hours is over; None for all others."""
    begun = said_at or rule.activated_at
    return begun + timedelta(hours=effect.hours) if effect.until == "duration" and effect.hours and begun else None


def demands_of(rule: Rule, effect: AnyEffect, met: Match, known: Known) -> list[Demand]:
    told: dict[str, Any] = params(effect)
    kind = effect.kind
    if isinstance(effect, FactOverride):  # the old value may not be said any more
        if not effect.replaces:
            return []
        kind, told = "reply.never_say", {"phrases": [effect.replaces]}
    if isinstance(effect, Language):
        language = language_of(effect, known)
        if not language:
            return []
        told = {"language": language}
    told.pop("claim", None)
    if isinstance(effect, MustSay | NeverSay) and not set(told) - {"once"}:
        return []
    tests = tuple(test.model_dump() for test in met.text_tests)
    return [Demand(kind, told, rule.ref, rule.name, effect_words(effect), tests)]


def claim(rule: Rule, effect: MustSay | NeverSay, met: Match, told_as: str) -> Demand:
    """What only a reader can judge: the writer says of its own draft whether it keeps to it (`told_as`: its id there)."""
    tests = tuple(test.model_dump() for test in met.text_tests)
    return Demand("claim", {"id": told_as}, rule.ref, rule.name, effect_words(effect), tests)


def language_of(effect: Language, known: Known) -> str:
    """ISO 639-1 of what we write in, or "" where nothing is laid down: theirs anyway."""
    if effect.mode == "fixed" and effect.languages:
        return effect.languages[0]
    if effect.mode == "allowed" and effect.languages:
        theirs = known.fact("language") or ""
        return theirs if theirs in effect.languages else effect.languages[0]
    return ""


def applied(rule: Rule, effect: AnyEffect, met: Match) -> Applied:
    words = met.first
    return Applied(rule.ref, effect.kind, effect_words(effect), words.quote, words.message_id, words.verified)
