"""What is still to be asked before an effect may be enforced: missing or impossible amounts, and effects that quarrel."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import combinations
from typing import Any

from guidelines import schema as s
from guidelines.schema_effects import TIME_OF_DAY

_EVERYBODY = re.compile(
    r"\b(?:any(?:one|body)|every(?:one|body)|nobody|no one|all (?:customers|contacts|leads|clients|people)|at all|nadie|todos?|ninguno|ninguem|ningu[eé]m|jeden|niemand|tout le monde|personne)\b"
)
LONGEST_HOURS = 24 * 365


def gaps(what: s.Interpretation, text: str, today: date) -> list[str]:
    """Questions to the author; empty when everything can be enforced as it stands."""
    found = [question for effect in what.effects if (question := gap(effect, today))]
    if not what.effects and not (what.amend and what.amend.act == "end"):
        found.append("What exactly should the assistant do, and when?")
    if any(effect.kind == "handoff.now" for effect in what.effects) and not what.when.all:
        found.append("Which conversations should go to a person?")
    if any(isinstance(each, s.RequireFirst) and each.person for each in what.effects) and not what.when.all:
        found.append("Which matter should a person look at first?")
    if (
        not what.when.all
        and any(_for_someone(effect) for effect in what.effects)
        and not _EVERYBODY.search(text.lower())
    ):
        found.append("For whom: for everybody, or only when something holds?")
    if what.valid_from and what.valid_until and what.valid_until < what.valid_from:
        found.append("The last day is before the first one. From when until when does it apply?")
    elif what.valid_until and what.valid_until < today:
        found.append("That date is over. Until when does it apply?")
    for condition in what.when.conditions():
        if isinstance(condition, s.Fact) and not condition.value:
            found.append(f"Which {condition.fact.replace('_', ' ')} do you mean?")
        elif isinstance(condition, s.AgentSide) and condition.test == "mentions" and not condition.words:
            found.append("Which words in our text do you mean?")
    return found


def _for_someone(effect: s.AnyEffect) -> bool:
    """Silences that are hardly ever meant for everybody: without a condition one was probably not understood."""
    return isinstance(effect, s.Stop) or (isinstance(effect, s.Hold) and effect.until in ("contact_writes", "person"))


def gap(effect: s.AnyEffect, today: date) -> str:
    """The question about one effect, or nothing."""
    judge = _JUDGES.get(effect.kind)
    return judge(effect, today) if judge else ""


def _hold(effect: s.Hold, today: date) -> str:
    if effect.until is None:
        return "Until when should follow-ups wait: until they write, for a number of days, or until a date?"
    if effect.until == "duration" and not _within(effect.hours, 1, LONGEST_HOURS):
        return "For how many days should follow-ups wait?"
    if effect.until == "date" and (effect.day is None or effect.day <= today):
        return "Until which date should follow-ups wait?"
    return ""


def _cap(effect: s.Cap, today: date) -> str:
    return "" if _within(effect.max, 0, 50) else "How many follow-ups at most?"


def _min_gap(effect: s.MinGap, today: date) -> str:
    return "" if _within(effect.hours, 0.25, LONGEST_HOURS) else "How many hours or days should lie between?"


def _quiet(effect: s.QuietHours, today: date) -> str:
    times = (effect.from_ or "", effect.to or "")
    right = all(TIME_OF_DAY.fullmatch(each) for each in times) and times[0] != times[1]
    if not right or any(day not in range(7) for day in effect.days):
        return "From what time until what time should nothing be sent?"
    return ""


def _collect(effect: s.RequireFirst, today: date) -> str:
    if effect.person:
        return ""
    return "" if any(each.strip() for each in effect.collect) else "What should be asked before handing over?"


def _never(effect: s.NeverSay, today: date) -> str:
    if any(len(phrase.strip()) < 2 for phrase in effect.phrases):  # one letter would stop every message
        return "Which words exactly may not be said?"
    return "" if effect.phrases or effect.detectors or effect.claim.strip() else "What exactly may not be said?"


def _must(effect: s.MustSay, today: date) -> str:
    return "" if effect.text.strip() or effect.claim.strip() else "What exactly should be said?"


def _length(effect: s.MaxLength, today: date) -> str:
    limits = [(effect.sentences, 1, 50), (effect.words, 3, 1000), (effect.characters, 20, 4000)]
    given = [limit for limit in limits if limit[0] is not None]
    if not given or not all(_within(*limit) for limit in given):
        return "How many sentences, words or characters at most?"
    return ""


def _format(effect: s.Format, today: date) -> str:
    told = effect.model_dump(exclude_none=True, exclude={"kind"})
    if effect.questions is not None and not _within(effect.questions, 0, 10):
        return "How many questions at most in one message?"
    return "" if told else "What about the form of messages should change?"


def _language(effect: s.Language, today: date) -> str:
    return "" if effect.mode == "mirror" or (effect.mode and effect.languages) else "In which language should it write?"


def _offer(effect: s.OfferLimit, today: date) -> str:
    if effect.max_discount_percent is None and effect.max_amount is None:
        return "Up to how many percent, or up to what amount?"
    if effect.max_discount_percent is not None and not _within(effect.max_discount_percent, 0, 100):
        return "A discount lies between 0 and 100 percent. How many percent at most?"
    if effect.max_amount is not None and effect.max_amount < 0:
        return "Up to what amount?"
    return ""


def _fact(effect: s.FactOverride, today: date) -> str:
    if not effect.topic.strip():
        return "Which price or fact is that?"
    return "" if effect.value.strip() else "What is the right value now?"


def _instruction(effect: s.Style | s.Guide, today: date) -> str:
    return "" if effect.instruction.strip() else "How should the assistant write?"


_JUDGES: dict[str, Callable[[Any, date], str]] = {
    "followup.hold": _hold,
    "followup.cap": _cap,
    "followup.min_gap": _min_gap,
    "send.quiet_hours": _quiet,
    "handoff.require_first": _collect,
    "reply.never_say": _never,
    "reply.must_say": _must,
    "reply.max_length": _length,
    "reply.format": _format,
    "reply.language": _language,
    "offer.limit": _offer,
    "fact.override": _fact,
    "reply.style": _instruction,
    "reply.guide": _instruction,
}


def contradictions(what: s.Interpretation) -> list[str]:
    """Effects of one sentence that cannot both be meant."""
    return [question for one, other in combinations(what.effects, 2) if (question := _quarrel(one, other))]


def _quarrel(one: s.AnyEffect, other: s.AnyEffect) -> str:
    pair = {one.kind: one, other.kind: other}
    never, must = pair.get("reply.never_say"), pair.get("reply.must_say")
    if isinstance(never, s.NeverSay) and isinstance(must, s.MustSay):
        said = f"{must.text} {must.claim}".lower()
        if any(phrase.lower() in said for phrase in never.phrases):
            return "Should that be said or not? It is both asked for and forbidden."
    if "followup.stop" in pair and pair.keys() & {"followup.cap", "followup.min_gap"}:
        return "Should there be no follow-up at all, or only fewer?"
    single = {"followup.hold", "followup.cap", "followup.min_gap", "reply.max_length", "reply.language", "offer.limit"}
    if one.kind == other.kind and one.kind in single:
        return "Two different values are given for the same thing. Which one applies?"
    if isinstance(one, s.FactOverride) and isinstance(other, s.FactOverride) and one.topic == other.topic:
        return f"Which value is right for {one.topic.replace('_', ' ')}: {one.value} or {other.value}?"
    return ""


def _within(value: float | None, least: float, most: float) -> bool:
    return value is not None and least <= value <= most
