"""From the guidelines that match to what code holds to: holds, demands on our words, a person, and what is told to the writer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from conversations.models import Direction, Message
from conversations.turns.effects import Applied, Demand, Held
from conversations.turns.situation import Situation
from crm.models import Activity, Actor
from guidelines import first
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
NARROWEST = ("fixed", "allowed", "mirror")  # of two languages laid down the narrower one counts
TOLD_AT_MOST = 12  # the more a writer is told, the less it keeps to


@dataclass
class Gathered:
    """Of all guidelines that match: the parts of `Effects`, as they are collected."""

    held: Held | None = None
    handoff: tuple[HandoffNow, Rule, Match] | None = None
    ask_first: tuple[RequireFirst, Rule, Match] | None = None
    demands: list[Demand] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    language: tuple[Language, Rule, Match] | None = None
    corrections: list[tuple[str, str, str]] = field(default_factory=list)
    applied: list[Applied] = field(default_factory=list)


def gather(rules: tuple[Rule, ...], known: Known) -> Gathered:
    found = Gathered()
    for rule in rules:
        if not rule.is_for(known.conversation):
            continue
        met = match(rule.meaning.when, known)
        for effect in rule.meaning.effects:
            add(found, rule, effect, met, known)
    if found.language:
        effect, rule, met = found.language
        found.demands += demands_of(rule, effect, met, known)
    return found


def add(found: Gathered, rule: Rule, effect: AnyEffect, met: Match, known: Known) -> None:
    if isinstance(effect, Hold | Stop):
        add_hold(found, rule, effect, known)
    elif isinstance(effect, RequireFirst):
        add_first(found, rule, effect, met, known)
    elif effect.kind in PACING or not met.applies(effect.kind):
        return
    elif isinstance(effect, HandoffNow):
        if not met.text_tests:
            call(found, rule, effect, met)
    elif len(found.told) < TOLD_AT_MOST or effect.kind in DEMANDING:
        add_wording(found, rule, effect, met, known)


def add_hold(found: Gathered, rule: Rule, effect: Hold | Stop, known: Known) -> None:
    """The first that applies, but what ends a follow-up goes before what only keeps it back."""
    held = held_by(rule, effect, known)
    if held and (found.held is None or (held[0].final and not found.held.final)):
        found.held = held[0]
        found.applied.append(applied(rule, effect, held[1]))


def call(found: Gathered, rule: Rule, effect: HandoffNow | RequireFirst, met: Match) -> None:
    """A person gets the thread. The first guideline names the team."""
    found.applied.append(applied(rule, effect, met))
    if found.handoff is None:
        found.handoff = (effect if isinstance(effect, HandoffNow) else HandoffNow(), rule, met)


def add_first(found: Gathered, rule: Rule, effect: RequireFirst, met: Match, known: Known) -> None:
    if not effect.person:
        if not met.applies(effect.kind) and first.asked(rule, known.conversation.pk):
            met = match(rule.meaning.when, known, rule.activated_at)  # they were asked: what they write now answers it
        if met.applies(effect.kind):
            found.ask_first = found.ask_first or (effect, rule, met)
    elif not met.applies(effect.kind) or first.looked_at(rule, known.conversation.pk):
        return
    elif met.text_tests:  # up to what we would write
        found.told.append(effect_words(effect))
        found.demands += demands_of(rule, effect, met, known)
        found.applied.append(applied(rule, effect, met))
    else:
        call(found, rule, effect, met)


def add_wording(found: Gathered, rule: Rule, effect: AnyEffect, met: Match, known: Known) -> None:
    found.told.append(effect_words(effect))
    found.applied.append(applied(rule, effect, met))
    if isinstance(effect, Language):
        mode = NARROWEST.index(effect.mode or "mirror")
        if found.language is None or mode < NARROWEST.index(found.language[0].mode or "mirror"):
            found.language = (effect, rule, met)
    elif effect.kind in DEMANDING:
        found.demands += demands_of(rule, effect, met, known)
        if isinstance(effect, MustSay | NeverSay) and effect.claim:
            found.demands.append(claim(rule, effect, met, f"g{len(found.told)}"))
    if isinstance(effect, FactOverride):
        found.corrections.append((effect.topic, effect.value, effect.replaces))


def asks_first(found: Gathered, known: Known, facts: Situation, language: str) -> str:
    """What is said before a person gets the thread, "" where nothing is missing (any more)."""
    if found.ask_first is None or not facts.burst:
        return ""
    effect, rule, met = found.ask_first
    times = first.asked(rule, known.conversation.pk)
    things = first.missing(effect, facts, times)
    said = first.line(things, language, times) if things else ""
    if said:
        found.applied.append(applied(rule, effect, met))
    return said


def was_asked(found: Gathered, known: Known) -> bool:
    """Whether what they write may answer a question that comes before a person."""
    return bool(found.ask_first and first.asked(found.ask_first[1], known.conversation.pk))


def held_by(rule: Rule, effect: AnyEffect, known: Known) -> tuple[Held, Match] | None:
    """Whether this effect holds back what is unasked, here and now. A stop is final where its condition is certain; in
    doubt it holds, which can be undone."""
    since = None
    if isinstance(effect, Hold) and effect.until == "person":
        since = rule.activated_at  # their next words do not end it
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
    if isinstance(effect, Hold) and effect.until == "person" and released_by_person(rule, known):
        return None
    quote = met.first.quote
    because = f", because they said: “{quote}”" if quote else ""
    final = isinstance(effect, Stop) and met.holds is True and met.verified
    words = f"Guideline “{rule.name}”: {effect_words(effect)}{because}."[:300]
    return Held(rule.ref, words, quote, final), met


def released_by_person(rule: Rule, known: Known) -> bool:
    """A colleague set the date of the follow-up anew since the guideline is in force: that is their release."""
    moved = Activity.objects.filter(conversation_id=known.conversation.pk, action="follow-up-move", actor=Actor.PERSON)
    return moved.filter(at__gte=rule.activated_at).exists() if rule.activated_at else moved.exists()


def ends_at(effect: Hold, rule: Rule, said_at: datetime | None) -> datetime | None:
    """When a hold of so many hours is over; None for all others."""
    begun = said_at or rule.activated_at
    return begun + timedelta(hours=effect.hours) if effect.until == "duration" and effect.hours and begun else None


def demands_of(rule: Rule, effect: AnyEffect, met: Match, known: Known) -> list[Demand]:
    kept = rule.told.get(id(effect))
    told, words = (dict(kept[0]), kept[1]) if kept else (params(effect), effect_words(effect))
    kind = effect.kind
    if isinstance(effect, MustSay) and effect.once and effect.text and already_said(effect.text, known):
        return []
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
    return [Demand(kind, told, rule.ref, rule.name, words, tests)]


def claim(rule: Rule, effect: MustSay | NeverSay, met: Match, told_as: str) -> Demand:
    """What only a reader can judge: the writer says of its own draft whether it keeps to it (`told_as`: its id there)."""
    tests = tuple(test.model_dump() for test in met.text_tests)
    return Demand("claim", {"id": told_as}, rule.ref, rule.name, effect_words(effect), tests)


def already_said(text: str, known: Known) -> bool:
    ours = Message.objects.filter(conversation=known.conversation, direction=Direction.OUTBOUND)
    return ours.filter(body__icontains=text.strip()).exists()


def language_of(effect: Language, known: Known) -> str:
    """ISO 639-1 of what we write in, or "" where theirs is not known."""
    if effect.mode == "fixed" and effect.languages:
        return effect.languages[0]
    if effect.mode == "allowed" and effect.languages:
        theirs = known.fact("language") or ""
        return theirs if theirs in effect.languages else effect.languages[0]
    return (known.fact("language") or "")[:2] if effect.mode == "mirror" else ""


def applied(rule: Rule, effect: AnyEffect, met: Match) -> Applied:
    words = met.first
    return Applied(rule.ref, effect.kind, effect_words(effect), words.quote, words.message_id, words.verified)
