"""Tags -> points in time. Each rule is a pattern over the string of tags and a builder of the typed arguments.

At every place the longest match wins; of equally long ones the earlier rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crm.llm.embedded.time_grammar import builders
from crm.llm.embedded.time_grammar.builders import Builder
from crm.llm.embedded.time_grammar.tokens import Token, Value


@dataclass
class Point:
    """A typed point over the tokens `[first, last)`. `needs_cue`: counts only with a word of time before it."""

    first: int
    last: int
    value: Value
    needs_cue: bool = False


_RULES: tuple[tuple[re.Pattern[str], Builder, bool], ...] = tuple(
    (re.compile(pattern), builder, needs_cue)
    for pattern, builder, needs_cue in (
        (r"~*(?:N~?(?:[r/k]?N)?~?U(?:[/]N(?!U))?|R)~?", builders.duration, True),
        (r"[emLEB]?[xzl]U", builders.period, False),
        (r"[emLEB]?U[xXzl]", builders.period, False),
        (r"[EBeLm]U", builders.edge, False),
        (r"[EB]D?", builders.edge, False),
        (r"[emLEB]?[xzl]?MY?", builders.month, False),
        (r"[emLEB]?M[xl]", builders.month, False),
        (r"[xzl]?W[xXzl]?", builders.weekday, False),
        (r"WU(?![xXzl])|N~?U[n]?W(?!U)|N~?UD", builders.weekday_after_a_week, False),
        (r"W,?n?[xz]U|W,?n?UX|W,?n?Ux|W,?n?Uz|[xz]U,?n?W|UX,?n?W|Ux,?n?W", builders.weekday_week, False),
        (r"(?:W,?n?)?(?:[ON]M|M[ON])(?:,?Y)?", builders.date, False),
        (r"(?:W,?n?)?d", builders.figures, False),
        (r"[fj]?[ON][rku/][ON]M(?:,?Y)?|M[ON][ru/][ON]|[fj][ON][rku]O|[fj]O[rku]N|O[r/][ON]", builders.day_span, False),
        (r"(?:W,?n?)?O(?:[xzl]U|Ux)?", builders.day_of_month, True),
        (r"U(?:O|[ON]M|M[ON]|d)", builders.week_of, False),
        (r"[OlEe]~?[UW]MY?|[OlEe]U(?:[xzl]?U|Ux)", builders.nth_of, False),
        (r"[emLEB]?[xzl]?QY?|Qx", builders.named("Q"), True),
        (r"[emLEB]?[xzl]?JY?", builders.named("J"), True),
        (r"[emLEB]?[xzl]?S(?:[xX]|Y)?", builders.named("S"), False),
        (r"[xzl]?w[xXzl]?", builders.named("w"), False),
        (r"[emLEB]?Y", builders.named("Y"), True),
        (r"[emLEB]?[xzl]?h[xY]?", builders.holiday, False),
        (r"v", builders.named("v"), False),
        (r"D", builders.day, False),
        (r"[zxleLm]P", builders.part_of_day, False),
        (r"P", builders.part_of_day, True),
        (r"t,?[in]?P?|[tN][rk/]tP?|[fj]t[rku]tP?|[fj]N[rku][tN]P?", builders.clock, False),
    )
)


def points(tokens: Sequence[Token]) -> list[Point]:
    """Every point of the tokens (glue words already taken out), left to right, none overlapping."""
    tags = "".join(t.tag for t in tokens)
    found: list[Point] = []
    place = 0
    while place < len(tags):
        best: Point | None = None
        if tags[place] in ".,!:":
            place += 1
            continue
        for pattern, builder, needs_cue in _RULES:
            match = pattern.match(tags, place)
            if not match or match.end() == place or (best and match.end() <= best.last):
                continue
            value = builder(tokens[place : match.end()])
            if value and "kind" in value:
                best = Point(place, match.end(), value, needs_cue)
        if best:
            found.append(best)
            place = best.last
        else:
            place += 1
    return found
