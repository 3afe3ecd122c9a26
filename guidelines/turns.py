"""Steps of the turn that enforce what the team wants: `ask` what the reading must answer, `obey` what follows from it."""

from __future__ import annotations

from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from conversations.turns.meaning import ReadingAnswer
from conversations.turns.turn import Effects, Turn
from crm import clock
from guidelines import enforce, known
from guidelines.heard import DERIVED
from guidelines.match import question_id
from guidelines.recall import recall
from guidelines.record import record
from guidelines.rules import rules
from guidelines.schema import Custom, Signal
from guidelines.vocabulary import SIGNALS

__all__ = ["ask", "obey", "recall"]


def ask(turn: Turn) -> None:
    """The conditions of the guidelines in force that no field of the reading answers anyway: each asked once."""
    wanted: dict[str, str] = {}
    for rule in rules(our_day(turn)):
        for condition in rule.meaning.when.conditions():
            if isinstance(condition, Custom):
                wanted[question_id(condition)] = condition.question
            elif isinstance(condition, Signal) and condition.signal not in DERIVED:
                wanted[condition.signal] = SIGNALS[condition.signal].question
    turn.questions = tuple({"id": each, "text": text} for each, text in wanted.items())


def our_day(turn: Turn) -> date:
    return clock.now().astimezone(ZoneInfo(turn.facts.house.zone)).date()


def obey(turn: Turn) -> None:
    """Most restrictive wins: anger, a wish for a person, mixed signals or low confidence give the thread to a person,
    and so may a guideline; what else the guidelines demand holds for the plan and for the words."""
    if turn.reading:
        turn.effects = effects_of(turn.reading.answer, turn.facts.house.confidence_limit)
    elif turn.moment and turn.moment.verdict == "person":
        turn.effects = Effects("low_confidence", turn.moment.because, turn.moment.quote)
    if not (turn.reading and turn.reading.answer.stance == "opt_out"):
        add_guidelines(turn)
    if turn.effects.handoff_reason:
        effects = turn.effects
        turn.hand_over(effects.handoff_reason, effects.handoff_words, effects.handoff_quote)


def add_guidelines(turn: Turn) -> None:
    in_force = rules(our_day(turn))
    if not in_force:
        return
    found = enforce.gather(in_force, known.in_turn(turn, turn.thread, turn.business))
    turn.effects = merged(turn, found)
    turn.at_commit(partial(record, turn))


def merged(turn: Turn, found: enforce.Gathered) -> Effects:
    before = turn.effects
    reason, words, quote, team = before.handoff_reason, before.handoff_words, before.handoff_quote, ""
    if found.handoff and turn.reading and not reason:
        effect, rule, met = found.handoff
        reason, quote, team = "guideline", met.first.quote, effect.team
        words = f"Guideline “{rule.name}” wants a person here."
    return Effects(
        handoff_reason=reason,
        handoff_words=words,
        handoff_quote=quote,
        handoff_team=team,
        held=found.held,
        demands=tuple(found.demands),
        instructions=tuple(found.told),
        language=found.language,
        applied=tuple(found.applied),
    )


def effects_of(answer: ReadingAnswer, limit: float) -> Effects:
    if answer.stance == "opt_out":  # never a case for a queue: it is obeyed at once, however sure the model is
        return Effects()
    if answer.stance == "angry":
        return Effects("angry", "They are angry; a person should answer.", answer.stance_quote)
    if answer.wants_human:
        return Effects("wants_person", "They ask for a person.", answer.wants_human_quote)
    if answer.needs_human:
        why = answer.needs_human_reason or "The signals are mixed."
        return Effects("low_confidence", why, answer.stance_quote)
    if answer.confidence < limit:
        words = f"Understood with confidence {answer.confidence:.2f}; the limit is {limit:.2f}."
        return Effects("low_confidence", words, answer.stance_quote)
    return Effects()
