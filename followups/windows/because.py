"""The arithmetic in plain words: “in a couple of weeks”, counted from 12 May: 24 to 30 May."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from conversations.turns.meaning import TimeExpression

# Kinds whose dates hang on the day of the message.
COUNTED = frozenset({"in_duration", "vague", "day", "week", "weekend", "weekday", "event_without_date", "clock"})


def because(
    used: Sequence[TimeExpression], said: datetime, earliest: datetime, latest: datetime | None, timed: bool
) -> str:
    quotes = ", ".join(f"“{quote}”" for quote in dict.fromkeys(e.quote.strip() for e in used) if quote)
    counted = any(e.kind in COUNTED or e.which in ("this", "next", "after_next") for e in used)
    origin = f"counted from {day_words(said.date(), None)}" if counted else ""
    said_so = ", ".join(part for part in (quotes, origin) if part)
    return (
        f"{said_so}: {range_words(earliest, latest, timed, said.year)}"
        if said_so
        else range_words(earliest, latest, timed, said.year)
    )


def day_words(day: date, year: int | None) -> str:
    """ "12 May", with the year where it is not `year` (None: never)."""
    return f"{day.day} {day:%B}" + (f" {day.year}" if year is not None and day.year != year else "")


def range_words(earliest: datetime, latest: datetime | None, timed: bool, year: int) -> str:
    first = earliest.date()
    if latest is None:
        return f"from {day_words(first, year)} on"
    last = latest.date()
    if first == last:
        hours = f", {earliest:%H:%M} to {latest:%H:%M}" if timed else ""
        return f"{first:%A} {day_words(first, year)}{hours}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_words(last, year)}"
    return f"{day_words(first, last.year)} to {day_words(last, year)}"
