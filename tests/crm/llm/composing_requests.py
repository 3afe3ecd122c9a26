"""Requests to the composer as a turn makes them, with only what a test is about to be said."""

from __future__ import annotations

import re
from typing import Any

from conversations.turns.meaning import DraftAnswer
from crm.llm.embedded.composing import compose

NOW = "2026-03-03T10:00:00+00:00"
WHEN = {
    "en": "around Tuesday 17 March",
    "es": "alrededor del martes 17 de marzo",
    "pt": "por volta de terça-feira, 17 de março",
}


def reply(
    text: str, language: str = "en", *, when: str | None = None, recent: tuple[str, ...] = (), **said: Any
) -> DraftAnswer:
    """The draft for a burst of one message. `said` are fields of the reading; `plan`, `passages`, `repair`, `name` of the request."""
    return draft(
        purpose="reply",
        language=language,
        burst=[{"id": "m1", "at": NOW, "text": text}],
        recent=[spoken(line) for line in recent],
        name=said.pop("name", "Rita Mendes"),
        repair=said.pop("repair", None),
        passages=said.pop("passages", []),
        plan={
            "action": "make" if when else "none",
            "when_text": when or "",
            "confirm_date": False,
            "internal_review": False,
            **said.pop("plan", {}),
        },
        reading={"stance": "interested", "answer_now": False, "acknowledgement": False, **said},
    )


def follow_up(text: str, language: str = "en", *, recent: tuple[str, ...] = (), **planned: Any) -> DraftAnswer:
    """The draft of a due follow-up to `text`. `planned` are its fields; `template`, `repair`, `name` of the request."""
    return draft(
        purpose="follow_up",
        language=language,
        burst=[],
        recent=[*(spoken(line) for line in recent), {"from": "customer", "at": NOW, "text": text}],
        name=planned.pop("name", "Rita Mendes"),
        repair=planned.pop("repair", None),
        template=planned.pop("template", None),
        other_templates=planned.pop("other_templates", []),
        events=planned.pop("events", []),
        now="2026-03-17T10:00:00+00:00",
        plan={"action": "write", "when_text": "", "confirm_date": False, "internal_review": False},
        follow_up={
            "purpose": text[:120],
            "reason": "",
            "quote": "",
            "planned_at": NOW,
            "earliest": "2026-03-17",
            "latest": None,
            "must_mention": [],
            "must_not_say": [],
            "stance": "interested",
            **planned,
        },
    )


def draft(*, name: str, language: str, **request: Any) -> DraftAnswer:
    data = {
        "task": "compose",
        "language": language,
        "tone": "friendly",
        "now": NOW,
        "timezone": "Europe/London",
        "weekday": "Tuesday",
        "contact": {"name": name, "language": language, "country": ""},
        "business": {"name": "Northway"},
        "events": [],
        "reading": None,
        "follow_up": None,
        "template": None,
        "passages": [],
        "repair": None,
        **request,
    }
    return DraftAnswer.model_validate(compose(data))


def spoken(line: str) -> dict[str, str]:
    sender, _, text = line.partition(": ")
    return {"from": sender, "at": NOW, "text": text}


def questions_in(text: str) -> int:
    return len(re.findall(r"\?", text))
