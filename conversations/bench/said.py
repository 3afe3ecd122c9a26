"""What the customers of the bench say, and what a good model makes of it: three kinds of burst, each in many wordings.

The answers are what a hosted model would return: valid in our schemas, with quotes that stand in the message.
"""

from __future__ import annotations

import random
from typing import Any

GOODS = (
    "ceramic bowls",
    "olive oil",
    "office chairs",
    "bicycle parts",
    "wool blankets",
    "board games",
    "coffee beans",
    "lamps",
)
PLACES = ("Portugal", "Norway", "Switzerland", "Morocco", "Poland", "Ireland", "Greece", "Austria")
REASONS = (
    "a product launch",
    "our stocktaking",
    "the trade fair",
    "moving our warehouse",
    "the audit",
    "two new hires",
)
QUESTIONS = (
    "Which papers do you need for a shipment of {goods} to {place}?",
    "How are {goods} to {place} insured with you?",
    "Do you collect {goods} at our door for {place}?",
)
LATER = "We want to send {goods} to {place} every month. We are busy with {reason}, could you write to us again in two weeks"
PLAIN = "Good, then we go on with the {goods} for {place} as we said. Our colleague is glad about {reason} too"


def message(dice: random.Random) -> str:
    """Half of them put the matter off, three in ten ask something, the rest only tell."""
    words = {"goods": dice.choice(GOODS), "place": dice.choice(PLACES), "reason": dice.choice(REASONS)}
    kind = dice.random()
    text = LATER if kind < 0.5 else dice.choice(QUESTIONS) if kind < 0.8 else PLAIN
    return text.format(**words)


def answer(task: str, data: dict[str, Any]) -> dict[str, Any]:
    return {"read": reading, "compose": words_for, "moment": moment}[task](data)


def reading(data: dict[str, Any]) -> dict[str, Any]:
    burst = data["burst"]
    text, said_in = burst[-1]["text"], burst[-1]["id"]
    base = {"language": "en", "topic": "logistics", "tone": "friendly", "confidence": 0.9, "signals": {}}
    if "two weeks" in text:
        wants = text.partition(" want to ")[2].partition(".")[0]
        reason = text.partition("busy with ")[2].partition(",")[0]
        when = {
            "kind": "in_duration",
            "quote": "in two weeks",
            "n": 2,
            "unit": "week",
            "message_id": said_in,
            "role": "contact_after",
        }
        return {
            **base,
            "stance": "interested",
            "stance_quote": "could you write to us again",
            "wants_followup": True,
            "answer_now": False,
            "reason": reason,
            "reason_quote": f"busy with {reason}",
            "wants": wants,
            "wants_quote": wants,
            "time_expressions": [{**when, "confidence": 0.95}],
            "must_mention": [wants],
            "pending": "move" if data.get("pending") else "none",
        }
    asked = text.endswith("?")
    pending = "keep" if data.get("pending") else "none"
    return {
        **base,
        "stance": "interested",
        "stance_quote": text[:40],
        "wants_followup": False,
        "answer_now": asked,
        "pending": pending,
    }


def words_for(data: dict[str, Any]) -> dict[str, Any]:
    name = (data["contact"].get("name") or "").split(" ")[0]
    if data.get("template"):
        known = (data.get("follow_up") or {}).get("purpose") or "your parcels"
        return {
            "text": "",
            "template_variables": dict.fromkeys(data["template"]["variables"], known),
            "confidence": 0.9,
        }
    text = data["burst"][-1]["text"] if data["burst"] else ""
    when = data["plan"].get("when_text")
    passages = data.get("passages") or []
    if text.endswith("?") and passages:
        first = passages[0]["text"].split(".")[0].strip()
        about = text.rstrip("?").lower()
        return {"text": f"{name}, you asked: {about}. {first}.", "cites": [passages[0]["id"]], "confidence": 0.9}
    if text.endswith("?"):
        return {"abstain": True, "abstain_reason": "not_grounded", "confidence": 0.9}
    matter = text.partition(" want to ")[2].partition(".")[0] or text.partition("with the ")[2].partition(" as ")[0]
    later = f" We will write to you {when}." if when else ""
    return {"text": f"Thank you, {name}, about {matter} we are glad to help.{later}", "confidence": 0.9}


def moment(data: dict[str, Any]) -> dict[str, Any]:
    return {"verdict": "write", "because": "Nothing has changed since they asked.", "confidence": 0.9}
