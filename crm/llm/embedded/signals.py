"""Which of the team's own conditions hold for a burst: shared words and closeness of meaning, never one word alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from crm.llm.embedded.encoder import ENCODER
from crm.llm.embedded.quotes import LONGEST, Spoken
from crm.llm.embedded.text import clauses, fold

# E5 puts any two sentences at 0.75 to 0.92: unrelated ones stay below 0.86.
CLOSE = 0.875
CLOSE_WITH_WORDS = 0.84
_HOLLOW = frozenset(
    "the a an they them their customer customers contact client clients says said mentions mention mentioned asks ask asked asking "
    "about that this with wants want writes write when where whether for from who has have had are does did tells told "
    "cliente clientes dice pide menciona sobre quiere cuando diz pede sobre quer quando".split()
)


def signals_of(conditions: Sequence[Mapping[str, str]], messages: Sequence[Spoken]) -> dict[str, str]:
    """Condition id -> the verbatim clause that shows it. A condition is a mapping with an id and its words."""
    asked = [(str(item.get("id") or ""), _words_of(item)) for item in conditions]
    asked = [(each, text) for each, text in asked if each and text]
    pieces = [quote for said in messages for quote in _pieces(said)]
    if not asked or not pieces:
        return {}
    vectors = ENCODER.vectors([text for _, text in asked] + pieces)
    near = vectors[: len(asked)] @ vectors[len(asked) :].T
    found: dict[str, str] = {}
    for place, (each, text) in enumerate(asked):
        best = int(near[place].argmax())
        needed = CLOSE_WITH_WORDS if _stems(text) & _stems(pieces[best]) else CLOSE
        if near[place, best] >= needed:
            found[each] = pieces[best]
    return found


def _words_of(item: Mapping[str, str]) -> str:
    return next((str(item[key]) for key in ("text", "question", "condition", "words") if item.get(key)), "")


def _pieces(said: Spoken) -> list[str]:
    quotes = [said.cues.folded.quote(start, end) for start, end in clauses(said.cues.folded)]
    return [quote[:LONGEST] for quote in quotes if len(quote) > 3]


def _stems(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"\w{3,}", fold(text).text) if word not in _HOLLOW}
