"""Expressions of time back in their places: where each one's words stand in the burst, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from crm.llm.embedded.quotes import Spoken
from crm.llm.embedded.text import fold

Answer = dict[str, Any]

DATED = frozenset("day_of_month date weekday week week_of weekend holiday day end_of start_of month range".split())

TOLD_OF = ("past_fact", "not_time")  # roles of what is no time for a message


@dataclass
class Said:
    """An expression where it stands: number of the message, folded places in it."""

    time: Answer
    message: int
    start: int
    end: int


def placed(messages: Sequence[Spoken], time: Answer) -> Said:
    quote = fold(str(time.get("quote") or "")).text
    for number, message in enumerate(messages):
        if quote and (not time.get("message_id") or message.id == time["message_id"]):
            at = _where(message.cues.folded.text, quote, time)
            if at >= 0:
                return Said(time, number, at, at + len(quote))
    return Said(time, 0, 0, 0)


def _where(text: str, quote: str, time: Answer) -> int:
    """The last place of the quote for what corrects or repeats, else the first."""
    return text.rfind(quote) if time.get("corrects") else text.find(quote)


def beside(messages: Sequence[Spoken], one: Said) -> tuple[str, str]:
    """The words of the same message before and behind, to the nearest full stop."""
    text = messages[one.message].cues.folded.text if messages else ""
    return re.split(r"[.!?;\n]\s", text[: one.start])[-1], text[one.end : one.end + 60]


def overlaps(said: Iterable[Said], message: int, start: int, end: int) -> bool:
    """Whether one of them stands in this stretch of that message, in part at least."""
    return any(one.message == message and one.start < end and one.end > start for one in said)


def is_plain(time: Answer) -> bool:
    """A day or a period asked for as it stands."""
    return (
        time.get("role", "contact_after") == "contact_after"
        and time["kind"] in DATED
        and not any(time.get(key) for key in ("relation", "offset", "negated", "corrects"))
    )
