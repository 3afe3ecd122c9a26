"""The words around a time that say whose time it is: one `Cues` per language, patterns over folded text.

`left` patterns are searched in the clause before the expression, the nearest one wins; `right` patterns are matched at
the start of what follows it. A pattern that a language has no words for is None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

Pattern = re.Pattern[str]


@dataclass(frozen=True)
class Cues:
    """`left` and `right`: role or 'back' or 'contact' or 'deadline' -> pattern. The rest is said at each field."""

    function_words: frozenset[str]  # frequent small words: tell the language, and that a bare number counts nothing
    left: Mapping[str, Pattern]
    right: Mapping[str, Pattern]
    negation_left: Pattern  # ends right before the expression
    negation_right: Pattern  # starts right behind it
    correction: Pattern  # in the clause before, or the start of what follows
    clause_break: Pattern  # words that start a new clause
    condition: Pattern  # named group `said`
    event: Pattern  # named groups `how` and `event`; an event without a date
    event_relation: Mapping[str, str]  # first word of `how` -> relation
    idle_event: Pattern  # what looks like an event and is none ("that", "you can")
    question: Pattern  # a question about opening hours and the like: its times schedule nothing
    denies_before: Pattern | None = None  # 'nothing happens (before May)': from May on
    zone: Pattern | None = None  # named group `zone`, right behind an hour
    postpositions: bool = False
    until_is_by: bool = False  # one word for both: 'ate sexta', 'bis Freitag'


def any_of(*patterns: str) -> Pattern:
    """One pattern of several, bounded by words on the left."""
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + ")")


def ending(*patterns: str) -> Pattern:
    """A pattern that must reach the end of the text before the expression, but for small words the caller names."""
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")[\s,]*$")


def starting(*patterns: str) -> Pattern:
    """A pattern at the start of the text behind the expression."""
    return re.compile(r"[\s,]*(?:" + "|".join(patterns) + ")")
