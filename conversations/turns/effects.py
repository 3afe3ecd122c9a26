"""What policy and guidelines make of a reading: holds, demands on our words, a person, and what is told to the writer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Demand:
    """Something that a text of ours must keep to, as plain data: `demands.py` tests it. `params` as the kind has them;
    `only_if`: it counts only for a text that passes these tests, `[{test, words, negated}]`. `ref` and `source` name who
    demands it."""

    kind: str
    params: dict[str, Any]
    ref: str
    source: str
    words: str
    only_if: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Held:
    """No message unasked for the time being. Only `ref` releases it; `words` name it, `quote` is what triggered it.
    `final`: what is planned is cancelled, not kept."""

    ref: str
    words: str
    quote: str = ""
    final: bool = False


@dataclass(frozen=True)
class Applied:
    """A rule at work in this turn: kept for “Why?”."""

    ref: str
    kind: str
    words: str
    quote: str = ""
    message_id: int | None = None
    verified: bool = True


@dataclass(frozen=True)
class Effects:
    """What policy makes of the reading. Most restrictive wins. `instructions` are told to the writer, `demands` tested."""

    handoff_reason: str = ""
    handoff_words: str = ""
    handoff_quote: str = ""
    handoff_team: str = ""
    handoff_assignee: str = ""
    ask_first: str = ""  # said instead of an answer: what is asked before a person gets the thread
    corrections: tuple[tuple[str, str, str], ...] = ()  # (topic, value, what it replaces): they outrank the articles
    held: Held | None = None
    demands: tuple[Demand, ...] = ()
    instructions: tuple[str, ...] = ()
    language: str = ""
    applied: tuple[Applied, ...] = ()
