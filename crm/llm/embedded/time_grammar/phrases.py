"""Tags -> points in time. Each rule is a pattern over the string of tags and a builder of the typed arguments.

At every place the longest match wins; of equally long ones the earlier rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crm.llm.embedded.time_grammar import builders, week_builders
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
        (r"[emLEB]?[xczl]U", builders.period, False),
        (r"[emLEB]?U[xXczl]", builders.period, False),
        (r"[EBeLm]U", builders.edge, False),
        (r"[EB]D?", builders.edge, False),
        (r"(?:[xczl]?U|MY?)[EBm]", builders.edge_behind, False),
        (r"[UW]o[inf]?(?:MY?|[xczl]?U)|MY?[OlE][UW]", week_builders.nth_behind, False),
        (r"[emLEB]?[xczl]?MY?", builders.month, False),
        (r"[emLEB]?M[xcl]", builders.month, False),
        (r"[emLEB]?(?:M|Q|J)[xcz]U", builders.of_year, False),
        (r"z?[xczl]?W[xXczl]?", builders.weekday, False),
        (r"WU(?![xXczl])|N~?U[n]?W(?!U)|N~?UD|[WD][inr]+N~?U|[WD]R", builders.weekday_after_a_week, False),
        (r"W,?n?[xcz]U|W,?n?U[Xxcz]|[xcz]U,?n?W|U[Xxc],?n?W", builders.weekday_week, False),
        (r"(?:W,?n?)?(?:[ON]M|M[ON])(?:,?Y)?", builders.date, False),
        (r"(?:W,?n?)?d", builders.figures, False),
        (
            r"[fj]?[ON][rku/][ON]M(?:,?Y)?|M[ON][ru/][ON]|[fj][ON][rku]O|jOO|[ON]f[ON]M|[fj]O[rku]N|O[r/][ON]",
            builders.day_span,
            False,
        ),
        (r"(?:W,?n?)?O(?:[xczl]U|U[xc])?", builders.day_of_month, True),
        (r"[UC](?:O|[ON]M|M[ON]|d)|C", week_builders.week_of, False),
        (r"[OlEe]~?[UW][in]?MY?|[OlEe][UW](?:[xczl]?U|U[xc])", week_builders.nth_of, False),
        (r"[OlEe]TY?", week_builders.week_of_named_month, False),
        (r"OU", builders.day_of_month, True),
        (r"[emLEB]?[xczl]?QY?|Q[xc]", builders.named("Q"), True),
        (r"[emLEB]?[xczl]?JY?", builders.named("J"), True),
        (r"[emLEB]?[xczl]?S(?:[xXc]|Y)?", builders.named("S"), False),
        (r"[xczl]?w[xXczl]?", builders.named("w"), False),
        (r"[emLEB]?Y", builders.named("Y"), True),
        (r"[emLEB]?[xczl]?h[xcY]?w?", builders.holiday, False),
        (r"v", builders.named("v"), False),
        (r"K", builders.named("K"), False),
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
