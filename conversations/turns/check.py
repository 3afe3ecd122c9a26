"""Last step: the draft is checked by code. One repair, else a person. What is sent stands on what was said or is known."""

from __future__ import annotations

import re
from collections.abc import Callable

from conversations.turns.bounds import demands_are_met, in_form, unmet
from conversations.turns.compose import abstained, write
from conversations.turns.content_words import SMALL_TALK, TIME_WORDS, content_words
from conversations.turns.grounding import (
    QUESTION_MARKS,
    answers_from_a_passage,
    cites_what_was_given,
    figures_are_known,
)
from conversations.turns.mentions import (
    QUOTED,
    leaves_nothing_out,
    nothing_forbidden,
    nothing_private,
    without_reproach,
)
from conversations.turns.turn import Draft, Turn, Verdict
from conversations.whatsapp.content_templates import FILLED_LIMIT

MAX_LENGTH = 1600  # WhatsApp by Twilio: error 21617 above
EMPTY_PHRASES = re.compile(
    r"just (checking|following|circling|touching|wanted to (check|follow))|checking in\b|follow(ing)? up\b|touch(ing)? base"
    r"|circl(e|ing) back|bump(ing)? this|sólo quería saber|solo quería saber|seguimiento|só passando|passando para saber"
    r"|je me permets de (vous )?relancer|ich wollte nur nachfragen",
    re.IGNORECASE,
)


async def check(turn: Turn) -> None:
    if turn.draft is None or turn.outcome:
        return
    if turn.draft.fixed:
        turn.verdict = Verdict(True)
        return
    turn.draft = in_form(turn, turn.draft)
    faults = faults_of(turn, turn.draft)
    missed = still = refs(turn, turn.draft)
    if faults:
        turn.draft = await write(turn, repair=" ".join(faults))
        if turn.draft.answer.abstain:
            abstained(turn, turn.draft)
            return
        turn.draft = in_form(turn, turn.draft, shorten=True)
        faults, still = faults_of(turn, turn.draft), refs(turn, turn.draft)
    turn.verdict = Verdict(not faults, tuple(faults), repaired=tuple(missed - still), broken=tuple(still))
    if faults:
        turn.hand_over("check_failed", f"The draft was refused: {faults[0]}")


def refs(turn: Turn, draft: Draft) -> set[str]:
    return {demand.ref for demand, _ in unmet(turn, draft)}


def faults_of(turn: Turn, draft: Draft) -> list[str]:
    return [fault for test in CHECKS if (fault := test(turn, draft))]


def says_something(turn: Turn, draft: Draft) -> str:
    if not draft.text:
        return "It is empty."
    if draft.template:
        missing = set(re.findall(r"\{\{(\w+)\}\}", draft.template.body)) - {k for k, v in draft.variables.items() if v}
        if missing:
            return f"The template's places {', '.join(sorted(missing))} are not filled."
    return ""


def fits(turn: Turn, draft: Draft) -> str:
    most = FILLED_LIMIT if draft.template else MAX_LENGTH
    if len(draft.text) > most:
        return f"It has {len(draft.text)} characters; {most} are allowed."
    return ""


def not_empty_talk(turn: Turn, draft: Draft) -> str:
    if turn.plan and turn.plan.speak == "follow_up" and not draft.template:
        match = EMPTY_PHRASES.search(QUOTED.sub("", draft.text))  # theirs, quoted, are not ours
        if match:
            return f"“{match[0]}” says nothing; say what it is about."
    return ""


def fits_only_them(turn: Turn, draft: Draft) -> str:
    """A follow-up that would fit any customer is refused: it must take up a word of what was said, and not only of when."""
    if not turn.pending or not turn.plan or turn.plan.speak != "follow_up":
        return ""
    talk = talked_of(turn) - TIME_WORDS - SMALL_TALK
    if not talk:
        return "It would fit any customer: nothing is known of what they wanted, so nothing of it can be said."
    if not talk & content_words(draft.text):
        return "It would fit any customer: take up what they wanted or why they asked for time."
    return ""


def talked_of(turn: Turn) -> set[str]:
    """The words of the talk itself. Those of the plan count where it stands on no words of theirs: a person's, an import's."""
    pending, facts = turn.pending, turn.facts
    heard = content_words(" ".join(said.text for said in (*facts.recent, *facts.burst)))
    if pending is None:
        return heard
    planned = (
        [pending.quote] if pending.quote else [pending.purpose, pending.reason, *pending.must_mention, *pending.agenda]
    )
    return heard | content_words(" ".join(planned))


def asks_one_thing(turn: Turn, draft: Draft) -> str:
    """A follow-up ends with one relevant question: none leaves them nothing to answer, two are an interview."""
    if not turn.plan or turn.plan.speak != "follow_up" or draft.template:
        return ""
    asked = sum(draft.text.count(mark) for mark in QUESTION_MARKS)
    return "" if asked == 1 else f"It asks {asked or 'no'} questions: ask exactly one, about their matter."


CHECKS: tuple[Callable[[Turn, Draft], str], ...] = (
    says_something,
    fits,
    cites_what_was_given,
    figures_are_known,
    answers_from_a_passage,
    not_empty_talk,
    fits_only_them,
    asks_one_thing,
    nothing_forbidden,
    nothing_private,
    without_reproach,
    leaves_nothing_out,
    demands_are_met,
)
