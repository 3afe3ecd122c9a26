"""Does a guideline apply here? Three answers: yes with words, no, not known. Code only; it asks no model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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


ALWAYS = Match(True)


def match(when: When, known: Known, since: datetime | None = None) -> Match:
    """`since`: their words from then on count, not only the latest."""
    if not when.all:
        return ALWAYS
    groups = [any_of(group, known, since) for group in when.all]
    found = [each.holds for each in groups]
    holds = False if False in found else None if None in found else True
    return Match(
        holds,
        tuple(words for each in groups for words in each.words),
        tuple(test for each in groups for test in each.text_tests),
    )


def any_of(group: AnyOf, known: Known, since: datetime | None) -> Match:
    tests = tuple(each for each in group.any if isinstance(each, AgentSide))
    rest = [one(each, known, since) for each in group.any if not isinstance(each, AgentSide)]
    if met := next((each for each in rest if each.holds), None):
        return met
    if tests:  # the rest of the group failed, so it is up to our text
        return Match(True, (), tests)
    return Match(None) if any(each.holds is None for each in rest) else Match(False)


def one(condition: Fact | Signal | Custom, known: Known, since: datetime | None) -> Match:
    if isinstance(condition, Fact):
        holds = compare(condition, known.fact(condition.fact))
        return Match(holds if holds is None else holds is not condition.negated)
    name = condition.signal if isinstance(condition, Signal) else question_id(condition)
    words = known.words_for(name, since)
    if condition.negated:
        return Match(words is None)
    return Match(words is not None, (words,) if words and words.quote else ())


def question_id(condition: Custom) -> str:
    """A stable id for a question of the team's own; the same question of two guidelines is asked once."""
    return "custom:" + " ".join(condition.question.casefold().split())[:80]


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
