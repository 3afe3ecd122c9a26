"""Signals from a reading: what follows from its typed fields, and what was asked as a question and answered with a quote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Answer = Mapping[str, Any]  # ReadingAnswer as JSON, from the turn or as stored
# Named so exactly, the day is an appointment and not a request for time ("write to me next Tuesday").
APPOINTMENTS = {"weekday", "date", "day_of_month", "clock", "day", "part_of_day"}
NO_TIME = {"past_fact", "not_time", "their_commitment", "our_commitment"}


def quote_of(signal: str, answer: Answer) -> str | None:
    """The customer's words for `signal`, "" where it holds without any, None where it does not hold."""
    asked = answer.get("signals") or {}
    if asked.get(signal):
        return str(asked[signal])
    derive = DERIVED.get(signal)
    return derive(answer) if derive else None


def _stance(*stances: str) -> Callable[[Answer], str | None]:
    return lambda answer: str(answer.get("stance_quote") or "") if answer.get("stance") in stances else None


def _field(name: str, quote: str) -> Callable[[Answer], str | None]:
    return lambda answer: str(answer.get(quote) or "") if answer.get(name) else None


def _topic(topic: str) -> Callable[[Answer], str | None]:
    return lambda answer: str(answer.get("topic_quote") or "") if answer.get("topic") == topic else None


def _asked_for_time(answer: Answer) -> str | None:
    """They want room, or they want to be written to later and say why, or say no exact day."""
    if answer.get("stance") == "needs_time_no_contact":
        return str(answer.get("stance_quote") or "")
    if not answer.get("wants_followup") or answer.get("acknowledgement"):
        return None
    times = [each for each in answer.get("time_expressions") or [] if each.get("role") not in NO_TIME]
    loose = [each for each in times if each.get("kind") not in APPOINTMENTS]
    if not loose and not answer.get("reason"):
        return None
    spoken = [answer.get("reason_quote"), *(each.get("quote") for each in loose or times), answer.get("stance_quote")]
    return next((str(words) for words in spoken if words), "")


# What is not here (prices, discounts, lawyers …) no field says: it is asked as a question of the reading.
DERIVED: dict[str, Callable[[Answer], str | None]] = {
    "asked_for_time": _asked_for_time,
    "asked_for_human": _field("wants_human", "wants_human_quote"),
    "opt_out": _stance("opt_out"),
    "angry": _stance("angry"),
    "complaint": _field("dissatisfied", "stance_quote"),
    "polite_no": _stance("polite_no"),
    "undecided": _stance("undecided"),
    "interested": _stance("interested"),
    "resolved": _stance("resolved"),
    "churn_risk": _field("churn_risk", "churn_quote"),
    "billing_question": _topic("billing"),
    "technical_question": _topic("technical"),
    "thanks": _field("acknowledgement", "stance_quote"),
}
