"""Hours as the English say them: "quarter past 4", "half three", "five o'clock", "at 1630"."""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.tokens import Entry, Value

# "Late afternoon": the hours of a part of a part of the day.
PARTS_OF_PARTS: list[Entry] = [
    ("P", {"part_of_day": part, "hour": hour, "hour_max": end}, pattern)
    for part, hour, end, pattern in (
        ("afternoon", 16, 19, r"(?:late(?:r)?(?: in the| this)?|(?:the )?end of the) (?:afternoon|arvo|aft)"),
        ("afternoon", 13, 15, r"early(?: in the)? (?:afternoon|arvo|aft)"),
        ("afternoon", 14, 16, r"mid[- ](?:afternoon|arvo)"),
        ("evening", 17, 20, r"early(?: in the)? evening"),
        ("morning", 10, 12, r"(?:late|mid)[- ]?(?:in the )?morning"),
    )
]

HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def half_past(text: str) -> Value | None:
    """'half past three', 'half 3' -> 3:30, as the British say it."""
    last = text.split()[-1]
    hour = HOURS.index(last) + 1 if last in HOURS else int(last)
    return {"kind": "clock", "hour": hour, "minute": 30} if 1 <= hour <= 24 else None


HOUR = rf"(?:{'|'.join(HOURS)}|\d{{1,2}})"
_MINUTES = {"five": 5, "ten": 10, "quarter": 15, "twenty": 20, "twenty-five": 25, "twenty five": 25}


def _hour_number(word: str) -> int:
    return HOURS.index(word) + 1 if word in HOURS else int(word)


def minutes_of(text: str) -> Value | None:
    """'quarter past 4', 'ten to five' -> 4:15, 4:50."""
    words = text.removeprefix("a ").replace(" minutes", "").replace(" minute", "")
    amount, way, hour_word = re.match(r"(.+) (past|to|after|before|of) (\w+)$", words).groups()  # type: ignore[union-attr]
    minutes = _MINUTES.get(amount) or int(amount)
    hour = _hour_number(hour_word)
    if not 1 <= hour <= 12:
        return None
    if way in ("past", "after"):
        return {"kind": "clock", "hour": hour, "minute": minutes}
    return {"kind": "clock", "hour": hour - 1 or 12, "minute": 60 - minutes}


def named_hour(text: str) -> Value | None:
    """'three o'clock', 'five pm', 'at seven thirty'."""
    words = re.findall(r"[a-z]+", text)
    hour = next((word for word in words if word in HOURS), None)
    if hour is None:
        return None
    value: Value = {"kind": "clock", "hour": HOURS.index(hour) + 1}
    half = re.search(r"([ap])\.?m\b", text)
    if half:
        value["meridiem"] = half[1] + "m"
    minutes = next((n for word, n in (("thirty", 30), ("fifteen", 15), ("forty", 45)) if word in words), 0)
    return {**value, **({"minute": minutes} if minutes else {})}


def with_a_point(text: str) -> Value | None:
    """'tomorrow 9.30' -> 9:30."""
    hour, minute = (int(piece) for piece in text.split("."))
    return {"kind": "clock", "hour": hour, **({"minute": minute} if minute else {})} if hour <= 24 else None


def military(text: str) -> Value | None:
    """'at 1630' -> 16:30."""
    digits = re.sub(r"\D", "", text)
    return {"kind": "clock", "hour": int(digits[:2]), **({"minute": int(digits[2:])} if int(digits[2:]) else {})}
