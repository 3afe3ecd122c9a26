"""Tokens of weeks and of the nth of something: "the week of the 8th", "second week of May", "the last working day"."""

from __future__ import annotations

from collections.abc import Sequence

from crm.llm.embedded.time_grammar.builders import day_in_month, merged, modifiers, pick
from crm.llm.embedded.time_grammar.tokens import Token, Value

_ORDINAL_WHICH = {1: "first", 2: "second", 3: "third", 4: "fourth"}


def week_of(tokens: Sequence[Token]) -> Value | None:
    """'the week of the 8th', 'w/c 6 April', 'week 15', 'KW 15': `n` is the number of the calendar week."""
    units = pick(tokens, "U")
    if units and units[0].value["unit"] != "week":
        return None
    if pick(tokens, "d"):
        return {**merged(tokens, "d"), "kind": "week_of"}
    if tokens[0].tag == "C" and "n" in tokens[0].value:
        return {"kind": "week_of", "n": tokens[0].value["n"]}
    day = next((day_in_month(t) for t in tokens if t.tag in "ON"), None)
    return {"kind": "week_of", "day": day, **merged(tokens, "MY")} if day else None


def nth_of(tokens: Sequence[Token]) -> Value | None:
    """'first week of July', 'the last Monday of March', 'second week of next month'."""
    head = tokens[0]
    which = "last" if head.tag in "lE" else "first" if head.tag == "e" else _ORDINAL_WHICH.get(day_in_month(head) or 0)
    if which is None:
        return None
    weekdays, units, months = pick(tokens, "W"), pick(tokens, "U"), pick(tokens, "M")
    period = months or units[-1:]
    ahead = {"next": 1.0, "this": 0.0}.get(modifiers(tokens[1:]).get("which", ""))
    of_month: Value = (
        merged(tokens, "MY") if months else {"unit": "month", **({"n": ahead} if ahead is not None else {})}
    )
    if not months and period[0].value["unit"] != "month":
        of_month = {}
    if weekdays and of_month:
        return {"kind": "weekday", **weekdays[0].value, "which": which, **of_month}
    if units and units[0].value["unit"] == "business_day" and of_month:
        return _working_day_of(head, of_month, ahead)
    if not units or units[0].value["unit"] != "week":
        return None
    if of_month and (months or len(units) > 1):
        return {"kind": "week", "which": which, **of_month}
    if len(units) < 2 or units[1].value["unit"] not in ("quarter", "year"):
        return None
    part = {"first": "early", "second": "mid", "third": "mid"}.get(which, "late")
    return {"kind": units[1].value["unit"], **({"which": "this"} | modifiers(tokens[1:])), "part": part}


def week_of_named_month(tokens: Sequence[Token]) -> Value | None:
    """'zweite Maiwoche': the ordinal of a week whose month is one word with it."""
    head = tokens[0]
    which = "last" if head.tag in "lE" else "first" if head.tag == "e" else _ORDINAL_WHICH.get(day_in_month(head) or 0)
    return {"kind": "week", "which": which, **merged(tokens, "TY")} if which else None


def _working_day_of(head: Token, of_month: Value, ahead: float | None) -> Value | None:
    """'the fifth working day of May', 'the last business day of the month': `n` counts working days."""
    number = 1 if head.tag in "lE" else 1 if head.tag == "e" else day_in_month(head)
    if not number or number > 20:
        return None
    which = {1.0: {"which": "next"}, 0.0: {"which": "this"}}.get(ahead if ahead is not None else -1.0, {})
    month: Value = {key: of_month[key] for key in ("month", "year") if key in of_month}
    return {"kind": "end_of" if head.tag in "lE" else "start_of", "unit": "month", "n": float(number), **month, **which}


def nth_behind(tokens: Sequence[Token]) -> Value | None:
    """'the week the second of May', as Hebrew and Arabic say it; 'of May the second week', as Hindi does."""
    ordinal = next(t for t in tokens if t.tag in "oOlE")
    head = Token(
        "l" if ordinal.value.get("last") else "O" if ordinal.tag == "o" else ordinal.tag,
        ordinal.start,
        ordinal.end,
        ordinal.value,
    )
    rest = [t for t in tokens if t is not ordinal]
    first = next(t for t in rest if t.tag in "UW")
    return nth_of([head, first, *[t for t in rest if t is not first]])
