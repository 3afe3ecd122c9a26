"""Steps of the turn that enforce what the team wants. `obey` judges the reading before anything is planned from it."""

from __future__ import annotations

from conversations.turns.meaning import ReadingAnswer
from conversations.turns.turn import Effects, Turn


def obey(turn: Turn) -> None:
    """Most restrictive wins: anger, a wish for a person, mixed signals or low confidence give the thread to a person."""
    if turn.reading:
        turn.effects = effects_of(turn.reading.answer, turn.facts.house.confidence_limit)
    elif turn.moment and turn.moment.verdict == "person":
        turn.effects = Effects("low_confidence", turn.moment.because, turn.moment.quote)
    if turn.effects.handoff_reason:
        effects = turn.effects
        turn.hand_over(effects.handoff_reason, effects.handoff_words, effects.handoff_quote)


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
