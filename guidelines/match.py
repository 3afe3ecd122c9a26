"""Does a guideline apply here? Three answers: yes with words, no, not known. Code only; it asks no model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from guidelines.known import Known, Words
from guidelines.schema import AgentSide, AnyOf, Custom, Fact, Signal, When

# They narrow what we may do: what is not known, or not proven, does not switch them off. All else needs a clear yes.
RESTRICTIVE = frozenset(
    {
        "followup.hold",
        "followup.stop",
        "followup.cap",
        "followup.min_gap",
        "send.quiet_hours",
        "reply.never_say",
        "reply.max_length",
        "offer.limit",
        "handoff.require_first",
    }
)


@dataclass(frozen=True)
class Match:
    """`holds`: True, False, or None where a fact is not known. `words`: theirs that triggered it. `text_tests`: what our
    own text must be like for it to apply; judged when there is a text."""

    holds: bool | None
    words: tuple[Words, ...] = ()
    text_tests: tuple[AgentSide, ...] = ()

    @property
    def verified(self) -> bool:
        return all(each.verified for each in self.words)

    @property
    def first(self) -> Words:
        return self.words[0] if self.words else Words("", None, True)

    def applies(self, kind: str) -> bool:
        """A restriction applies in doubt, an unproven quote included; a person is called on an unproven one too."""
        if kind in RESTRICTIVE:
            return self.holds is not False
        return self.holds is True and (self.verified or kind == "handoff.now")


ALWAYS, NEVER, UNKNOWN = Match(True), Match(False), Match(None)


def match(when: When, known: Known, since: datetime | None = None) -> Match:
    """`since`: their words from then on count, not only the latest."""
    if not when.all:
        return ALWAYS
    holds: bool | None = True
    words: tuple[Words, ...] = ()
    tests: tuple[AgentSide, ...] = ()
    for group in when.all:
        met = any_of(group, known, since)
        if met.holds is False:
            return NEVER  # whatever the other groups say
        if met.holds is None:
            holds = None
        words, tests = words + met.words, tests + met.text_tests
    return Match(holds, words, tests)


def any_of(group: AnyOf, known: Known, since: datetime | None) -> Match:
    tests: list[AgentSide] = []
    doubtful = False
    for condition in group.any:
        if isinstance(condition, AgentSide):
            tests.append(condition)
            continue
        met = one(condition, known, since)
        if met.holds:
            return met
        doubtful = doubtful or met.holds is None
    if tests:  # the rest of the group failed, so it is up to our text
        return Match(True, (), tuple(tests))
    return UNKNOWN if doubtful else NEVER


def one(condition: Fact | Signal | Custom, known: Known, since: datetime | None) -> Match:
    """Judged once for one conversation: hundreds of guidelines ask for the same few facts and signals."""
    if isinstance(condition, Fact):
        fact = (condition.fact, condition.op, condition.value, condition.negated)
        if fact not in known.judged:
            holds = compare(condition, known.fact(condition.fact))
            known.judged[fact] = Match(holds if holds is None else holds is not condition.negated)
        return known.judged[fact]
    said = (condition.signal if isinstance(condition, Signal) else question_id(condition), condition.negated, since)
    if said not in known.judged:
        words = known.words_for(said[0], since)
        found = (words,) if words and words.quote else ()
        known.judged[said] = Match(words is None) if condition.negated else Match(words is not None, found)
    return known.judged[said]


def question_id(condition: Custom) -> str:
    """A stable id for a question of the team's own; the same question of two guidelines is asked once."""
    return _question_id(condition.question)


@lru_cache(maxsize=2048)
def _question_id(question: str) -> str:
    return "custom:" + " ".join(question.casefold().split())[:80]


def compare(condition: Fact, known: str | None) -> bool | None:
    if known is None:
        return None
    if condition.op in ("is", "is_not"):
        same = plain(known) == plain(condition.value)
        return same if condition.op == "is" else not same
    try:
        left, right = float(known), float(condition.value)
    except ValueError:
        return None
    return {
        "more_than": left > right,
        "at_least": left >= right,
        "less_than": left < right,
        "at_most": left <= right,
    }[condition.op]


def plain(text: str) -> str:
    return text.casefold().replace("_", " ").strip()
