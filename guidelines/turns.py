"""Steps of the turn that enforce what the team wants: `ask` what the reading must answer, `obey` what follows from it."""

from __future__ import annotations

from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from conversations.turns.compose import spoken_language
from conversations.turns.meaning import ReadingAnswer
from conversations.turns.turn import Effects, Turn
from crm import clock
from guidelines import enforce, known
from guidelines.first import ASKS_BEFORE
from guidelines.heard import DERIVED
from guidelines.match import question_id
from guidelines.recall import recall
from guidelines.record import record
from guidelines.rules import rules
from guidelines.schema import Custom, Signal
from guidelines.vocabulary import SIGNALS

__all__ = ["ask", "obey", "recall"]
SETTLED = ("resolved", "polite_no", "needs_time_no_contact")


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
    if turn.effects.handoff_reason and not settled_by_a_person(turn):
        effects = turn.effects
        turn.hand_over(effects.handoff_reason, effects.handoff_words, effects.handoff_quote)


CLAIMS = {"churn": "churn_risk", "wants_person": "wants_human", "angry": "stance"}  # reason: what its quote shows


def settled_by_a_person(turn: Turn) -> bool:
    """Whether a person has seen the very words that would call for one, and gave the thread back all the same.

    Without this, old words would hand it over again at once, again and again.
    """
    backs = turn.facts.handed_back
    if not backs or turn.reading is None or turn.effects.handoff_reason == "guideline":
        return False
    newer = {said.id for said in turn.facts.burst if said.at > backs[-1].at}
    claim = CLAIMS.get(turn.effects.handoff_reason)
    words = {quote.message_id for quote in turn.reading.quotes if quote.claim == claim and quote.message_id}
    return not newer if not words else not (words & newer)


def add_guidelines(turn: Turn) -> None:
    in_force = rules(our_day(turn))
    if not in_force:
        return
    what = known.in_turn(turn, turn.thread, turn.business)
    turn.effects = merged(turn, enforce.gather(in_force, what), what)
    turn.at_commit(partial(record, turn))


def merged(turn: Turn, found: enforce.Gathered, what: known.Known) -> Effects:
    before = turn.effects
    reason, words, quote = before.handoff_reason, before.handoff_words, before.handoff_quote
    team = assignee = ""
    if found.handoff and turn.reading and not reason:
        effect, rule, met = found.handoff
        reason, quote, team, assignee = "guideline", met.first.quote, effect.team, effect.assignee
        words = f"Guideline “{rule.name}” wants a person here."
    language = enforce.language_of(found.language[0], what) if found.language else ""
    ask = ""
    if turn.reading and not turn.silent:
        answer = turn.reading.answer
        settled = answer.acknowledgement or answer.stance in SETTLED
        if not reason and not settled and enforce.was_asked(found, what):
            reason, words = "wants_person", "They were asked what a person needs to know, and have answered."
        if reason in ASKS_BEFORE:
            ask = enforce.asks_first(found, what, turn.facts, language or spoken_language(turn))
            reason = "" if ask else reason
    return Effects(
        handoff_reason=reason,
        handoff_words=words,
        handoff_quote=quote,
        handoff_team=team,
        handoff_assignee=assignee,
        ask_first=ask,
        corrections=tuple(found.corrections),
        held=found.held,
        demands=tuple(found.demands),
        instructions=tuple(found.told),
        language=language,
        applied=tuple(found.applied),
    )


def effects_of(answer: ReadingAnswer, limit: float) -> Effects:
    if answer.stance == "opt_out":  # never a case for a queue: it is obeyed at once, however sure the model is
        return Effects()
    if answer.churn_risk:
        return Effects("churn", "They may leave us; a person should answer.", answer.churn_quote)
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
