"""Expressions of time in a customer's words: typed, never computed.

`parse` finds them with a lexicon and a small grammar per language, without a model, in a few milliseconds. Every answer
validates as `TimeExpression` of the reading; every quote stands verbatim in the text.
"""

from __future__ import annotations

from crm.llm.embedded.time_grammar.folding import fold
from crm.llm.embedded.time_grammar.languages import candidates
from crm.llm.embedded.time_grammar.reading import read
from crm.llm.embedded.time_grammar.tokens import Value

MAX_LENGTH = 4096  # characters read of one text: the longest WhatsApp message
_EVENT_WEIGHS = 8
_CHARACTERS_A_WORD = 3  # one small word of a language weighs as much as so many characters of time read in it


def parse(text: str, language: str | None = None, *, country: str | None = None) -> list[Value]:
    """The expressions of time of one message, left to right. Never raises on any text.

    `language` (ISO 639-1) and `country` (ISO 3166) are beliefs: the words of the text decide. `country` tells nothing
    about '03/08', which is returned day first with `ambiguous`, for whoever resolves it.
    """
    folded = fold(text[:MAX_LENGTH])
    best: list[Value] = []
    best_weight = 0.0
    for code, score in candidates(folded.text, language, country):
        found = read(folded, code)
        weight = sum(_time_read(answer) + _understood(answer) for answer in found) + _CHARACTERS_A_WORD * score
        if found and weight > best_weight:
            best, best_weight = found, weight
    return best


def _time_read(answer: Value) -> int:
    """Characters of time; the words of an event are no sign of a language."""
    length = len(answer["quote"])
    return min(length, _EVENT_WEIGHS) if answer["kind"] == "event_without_date" else length


def _understood(answer: Value) -> int:
    """A role that words around gave is a sign that the language is right."""
    return 2 * (answer["role"] != "contact_after" or answer["kind"] == "return_from" or len(answer) > 6)
