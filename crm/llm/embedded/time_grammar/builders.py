"""Tokens of one phrase -> its typed arguments, or None where they make none ("the 40th")."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crm.llm.embedded.time_grammar.tokens import Token, Value

_PARTS = {"e": "early", "m": "mid", "L": "late", "E": "late", "B": "early"}
_WHICH = {"x": "next", "X": "after_next", "c": "next", "z": "this", "l": "last"}
_EDGES = {"E": "end_of", "B": "start_of"}
_COUNTED_IN = (8.0, 15.0)  # days of a week and of two where the first day is counted too
_EDGED = ("month", "quarter", "year")
_PERIODS = {"week": "week", "month": "month", "quarter": "quarter", "year": "year"}

Builder = Callable[[Sequence[Token]], Value | None]


def pick(tokens: Sequence[Token], tags: str) -> list[Token]:
    return [t for t in tokens if t.tag in tags]


def merged(tokens: Sequence[Token], tags: str) -> Value:
    value: Value = {}
    for token in pick(tokens, tags):
        value.update(token.value)
    return value


def modifiers(tokens: Sequence[Token]) -> Value:
    """`part` and `which` of words such as 'early', 'next'."""
    value: Value = {}
    for token in tokens:
        if token.tag in _PARTS and "part" not in value:
            value["part"] = _PARTS[token.tag]
        elif token.tag in _WHICH:
            value["which"] = _WHICH[token.tag]
    return value


def duration(tokens: Sequence[Token]) -> Value | None:
    """'two or three weeks', 'a week or two', 'half an hour' -> in_duration."""
    whole = pick(tokens, "R")
    if whole:
        value: Value = {"kind": "in_duration", **whole[0].value}
    else:
        amounts = [t.value for t in pick(tokens, "N")]
        value = {"kind": "in_duration", **amounts[0], "unit": pick(tokens, "U")[0].value["unit"]}
        if value.get("fuzzy") and value["unit"] == "day":
            value.pop("n_max", None)  # "a few days" is a row of its own in the table of the resolver
        if len(amounts) > 1:
            if amounts[1]["n"] <= amounts[0]["n"]:
                return None
            value["n_max"] = amounts[1]["n"]
    if pick(tokens, "~"):
        value["fuzzy"] = True
    return value if value["n"] > 0 else None


def period(tokens: Sequence[Token]) -> Value | None:
    unit = pick(tokens, "U")[0].value["unit"]
    value = modifiers(tokens)
    if tokens[0].tag in _EDGES and unit in _EDGED:
        return {"kind": _EDGES[tokens[0].tag], "unit": unit, **{k: v for k, v in value.items() if k == "which"}}
    if unit in _PERIODS:
        return {"kind": _PERIODS[unit], **value}
    if unit == "day" and value.get("which") == "next":
        return {"kind": "day", "which": "next"}
    if unit == "day" and value.get("which") == "after_next":
        return {"kind": "day", "which": "after_next"}
    if unit == "fortnight" and value.get("which") == "next":
        return {"kind": "in_duration", "n": 1.0, "unit": "fortnight"}
    if value.get("which") == "last":
        return {"kind": "in_duration", "n": 1.0, "unit": unit, "which": "last"}
    return None


def edge(tokens: Sequence[Token]) -> Value | None:
    """'end of the month', 'start of the year', or a word such as 'eow'."""
    edge = next(t for t in tokens if t.tag in "EBeLm")
    if edge.tag == "m":
        units = pick(tokens, "U")
        unit = units[0].value["unit"] if units else None
        return {"kind": unit, "which": "this", "part": "mid"} if unit in ("week", "month", "year", "quarter") else None
    kind = "end_of" if edge.tag in "EL" else "start_of"
    later = [t for t in tokens if t.tag in "UD"]
    if "unit" in edge.value:
        if later and later[0].tag == "D" and edge.value["unit"] == "day" and later[0].value.get("which") != "this":
            return {**later[0].value, "part_of_day": "afternoon"}
        return {"kind": kind, "unit": edge.value["unit"]}
    if not later:
        return None
    unit = later[0].value.get("unit", "day")
    if unit not in ("day", "week", "month", "quarter", "year"):
        return None
    if later[0].tag == "D" and later[0].value.get("which") != "this":
        return {**later[0].value, "part_of_day": "afternoon"}
    return {"kind": kind, "unit": unit}


def edge_behind(tokens: Sequence[Token]) -> Value | None:
    """'mahine ke ant mein', 'March end': the edge stands behind its period."""
    turned = [tokens[-1], *tokens[:-1]]
    if pick(tokens, "M"):
        return month(turned)
    return period(turned) if pick(tokens, "xczl") else edge(turned)


def month(tokens: Sequence[Token]) -> Value:
    value = modifiers(tokens)
    if tokens[0].tag in _EDGES:
        del value["part"]
        return {"kind": _EDGES[tokens[0].tag], "unit": "month", **merged(tokens, "MY"), **value}
    return {"kind": "month", **merged(tokens, "MY"), **value}


def of_year(tokens: Sequence[Token]) -> Value | None:
    """'Q1 next year', 'in May next year': `unit` year says of which year it is."""
    if pick(tokens, "U")[0].value["unit"] != "year":
        return None
    value: Value = {"kind": "month", **merged(tokens, "MQJ"), **modifiers(tokens), "unit": "year"}
    return value


def weekday(tokens: Sequence[Token]) -> Value:
    value = {"kind": "weekday", **merged(tokens, "W"), **modifiers(tokens)}
    value.pop("part", None)
    weeks = [t for t in tokens if t.tag == "U"]
    if not weeks and pick(tokens, "c"):
        del value["which"]  # "el próximo viernes", "kommenden Freitag": the first one to come
    if weeks:
        value.setdefault("which", "next")
        value["start"] = {"kind": "week", "which": value["which"]}
    return value


def weekday_week(tokens: Sequence[Token]) -> Value | None:
    """'Thursday next week', 'next week on Thursday'."""
    unit = pick(tokens, "U")[0].value["unit"]
    return weekday(tokens) if unit == "week" else None


def weekday_after_a_week(tokens: Sequence[Token]) -> Value | None:
    """'Monday week', 'a week on Thursday', 'two weeks today': so long after the coming one."""
    idiom = pick(tokens, "R")
    if idiom:
        if idiom[0].value["unit"] != "day":
            return None
        offset: Value = {"kind": "in_duration", **idiom[0].value}
        return {
            **(merged(tokens, "D") or {"kind": "weekday", **merged(tokens, "W")}),
            "relation": "after",
            "offset": offset,
        }
    unit = pick(tokens, "U")[0].value["unit"]
    amounts = [t.value for t in pick(tokens, "N")]
    n = amounts[0].get("n", 1.0) if amounts else 1.0
    days = {"week": 7, "fortnight": 14}.get(unit)
    if unit == "day" and n in _COUNTED_IN:  # "de hoy en ocho días" is a week
        days, n = 7, n // 7
    if days is None or n != int(n) or (amounts and (amounts[0].get("n_max") or amounts[0].get("fuzzy"))):
        return None
    offset = {"kind": "in_duration", "n": n * days, "unit": "day"}
    day = merged(tokens, "D") or {"kind": "weekday", **merged(tokens, "W")}
    return {**day, "relation": "after", "offset": offset} if day.get("which") != "last" else None


def day_in_month(token: Token) -> int | None:
    number = token.value.get("day", token.value.get("n"))
    if number is None or number != int(number) or not 1 <= number <= 31 or "n_max" in token.value:
        return None
    return int(number)


def date(tokens: Sequence[Token]) -> Value | None:
    days = [day_in_month(t) for t in tokens if t.tag in "ON"]
    if None in days:
        return None
    value: Value = {"kind": "date", "day": days[0], **merged(tokens, "MYW"), **modifiers(tokens)}
    value.pop("which", None)
    value.pop("part", None)
    return value


def figures(tokens: Sequence[Token]) -> Value:
    return {**merged(tokens, "W"), **merged(tokens, "d")}


def day_span(tokens: Sequence[Token]) -> Value | None:
    """'20-25 March', 'between the 20th and the 25th', '12th or 13th'."""
    days = [day for t in tokens if t.tag in "ON" and (day := day_in_month(t)) is not None]
    if len(days) != 2:
        return None
    shared = merged(tokens, "MY")
    kind = "date" if "month" in shared else "day_of_month"
    if pick(tokens, "/"):
        return {"kind": kind, "day": min(days), "day_max": max(days), **shared}
    ends = [{"kind": kind, "day": day, **shared} for day in days]
    return {"kind": "range", "start": ends[0], "end": ends[1]}


def day_of_month(tokens: Sequence[Token]) -> Value | None:
    day = day_in_month(pick(tokens, "O")[0])
    if day is None:
        return None
    value: Value = {"kind": "day_of_month", "day": day, **merged(tokens, "W")}
    units = pick(tokens, "U")
    if units:
        if units[0].value["unit"] != "month":
            return None
        value.update(modifiers(tokens))
    return value


def named(tags: str) -> Callable[[Sequence[Token]], Value | None]:
    """A token that says all, with its modifiers: quarter, half-year, season, weekend, vague, year."""

    def build(tokens: Sequence[Token]) -> Value | None:
        value = {**merged(tokens, tags), **merged(tokens, "Y"), **modifiers(tokens)}
        if tags == "Y":
            value["kind"] = "year"
        if tags in "QY" and tokens[0].tag in _EDGES:
            unit = "quarter" if tags == "Q" else "year"
            value = {**{k: v for k, v in value.items() if k != "part"}, "kind": _EDGES[tokens[0].tag], "unit": unit}
        return value

    return build


def holiday(tokens: Sequence[Token]) -> Value:
    value = {**merged(tokens, "hY"), **modifiers(tokens)}
    if value.pop("part", None) == "late":
        value["relation"] = "after"
    return value


def day(tokens: Sequence[Token]) -> Value:
    return merged(tokens, "D")


def part_of_day(tokens: Sequence[Token]) -> Value:
    value = {"kind": "part_of_day", **merged(tokens, "P")}
    which = modifiers(tokens).get("which")
    if which in ("this", "last"):
        value.update(kind="day", which=which)
    elif which == "next":
        value.update(kind="day", which="next")
    return value


def half_of_day(hour: int, part: str | None) -> str | None:
    """'3 in the afternoon' -> pm. None where the hour says it already."""
    if hour > 12 or part is None:
        return None
    if part == "morning" or (part == "night" and (hour in (12, 1, 2, 3, 4, 5))):
        return "am"
    return "pm"


def clock(tokens: Sequence[Token]) -> Value | None:
    """'3pm', '15:30', '2-4pm', 'las 3 de la tarde'."""
    times = [t for t in tokens if t.tag in "tN"]
    values: list[Value] = []
    for token in times:
        hour = token.value.get("hour", token.value.get("n"))
        if hour is None or hour != int(hour) or not 0 <= hour <= 24:
            return None
        values.append({**token.value, "hour": int(hour)})
    value: Value = {"kind": "clock", "hour": values[0]["hour"]}
    for key in ("minute", "meridiem"):
        if key in values[0]:
            value[key] = values[0][key]
    if len(values) > 1:
        value["hour_max"] = values[1]["hour"]
        if "meridiem" in values[1]:
            value.setdefault("meridiem", values[1]["meridiem"])
    parts = pick(tokens, "P")
    half = half_of_day(value["hour"], parts[0].value.get("part_of_day")) if parts else None
    if half:
        value.setdefault("meridiem", half)
    return value
