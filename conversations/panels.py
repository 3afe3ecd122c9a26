"""Panels of the thread that belong to conversations. Each is `panel(request, conversation) -> SafeString`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from conversations.inbox.timeline import current_reading
from conversations.models import Conversation, Reading
from crm.face import business_of

STANCES = {
    "interested": "Interested",
    "undecided": "Undecided",
    "polite_no": "A polite no",
    "needs_time_no_contact": "Asks for room",
    "resolved": "Settled",
    "opt_out": "Wants no more messages",
    "angry": "Angry",
}
TOPICS = {
    "sales": "Sales",
    "technical": "Technical",
    "billing": "Billing",
    "logistics": "Logistics",
}
PENDING = {
    "keep": "What is planned stays",
    "move": "Another date than planned",
    "merge": "To be taken up together with what is planned",
    "cancel": "What is planned is no longer needed",
}


@dataclass(frozen=True)
class Claim:
    """One line: what was understood, and the letters of the words that say so."""

    label: str
    words: str
    letters: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    letter: str
    labels: str
    quote: str
    verified: bool
    here: bool  # its words are marked in the thread


def understood(request: HttpRequest, conversation: Conversation) -> SafeString:
    """What the agent understood from their latest words, each claim with its quote."""
    reading = current_reading(conversation)
    context: dict[str, Any] = {"reading": reading, "contact": conversation.contact}
    if reading:
        business = business_of(request)
        context |= {
            "claims": claims(reading),
            "evidence": evidence(reading),
            "limit": business.confidence_limit,
            "sure": reading.confidence >= business.confidence_limit,
            "percent": round(reading.confidence * 100),
            "limit_percent": round(business.confidence_limit * 100),
            "home": business.timezone,
        }
    return mark_safe(render_to_string("inbox/understood.html", context, request))  # rendered, so escaped


def claims(reading: Reading) -> list[Claim]:
    answer = reading.answer
    tone = str(answer.get("tone") or "")
    stance = STANCES.get(reading.stance, reading.stance.replace("_", " "))
    said: list[tuple[str, str, str]] = [
        ("stance", "Stance", f"{stance}, {tone}" if tone else stance),
        ("reason", "Reason", reading.reason),
        ("wants", "Wants", str(answer.get("wants") or "")),
        ("time", "When", ", ".join(f"“{words}”" for words in times(answer))),
        ("deliverable", "We owe", str(answer.get("deliverable") or "")),
        ("objection", "Objection", str(answer.get("objection") or "")),
        ("topic", "Topic", topic(answer)),
        ("churn_risk", "Risk", "May leave" if answer.get("churn_risk") else ""),
        ("wants_human", "Asks for", "a person" if answer.get("wants_human") else ""),
        ("pending", "For the plan", PENDING.get(str(answer.get("pending")), "")),
    ]
    return [Claim(label, words, letters(reading, claim)) for claim, label, words in said if words]


def times(answer: dict[str, Any]) -> list[str]:
    spoken = [e for e in answer.get("time_expressions", []) if e.get("role") not in ("past_fact", "not_time")]
    return [str(e.get("quote")) for e in spoken if e.get("quote")]


def topic(answer: dict[str, Any]) -> str:
    words = TOPICS.get(str(answer.get("topic")), "")
    return f"{words}, new in this thread" if words and answer.get("topic_shift") else words


def letters(reading: Reading, claim: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(quote["letter"] for quote in reading.quotes if quote["claim"] == claim))


def evidence(reading: Reading) -> list[Evidence]:
    """One line a letter: words that carry several claims name them all."""
    by_letter: dict[str, list[dict[str, Any]]] = {}
    for quote in reading.quotes:
        by_letter.setdefault(quote["letter"], []).append(quote)
    return [
        Evidence(
            letter,
            ", ".join(dict.fromkeys(str(quote["label"]).lower() for quote in quotes)),
            quotes[0]["quote"],
            any(quote["verified"] for quote in quotes),
            any(quote["verified"] and quote["message_id"] for quote in quotes),
        )
        for letter, quotes in by_letter.items()
    ]
