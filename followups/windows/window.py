"""The result: when a message is welcome, in the contact's own zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Window:
    """A span in which to write. All moments are aware and in `zone`; earliest <= best <= latest.

    `latest` is None only where the end is open (an event without a date); else it is the last second that still suits.
    `precision` is one of hour, part_of_day, day, few_days, week, month, quarter, season, vague, event: how exactly the
    customer named it. `confidence` is 0 to 1; below 0.6 the date is worth confirming. `no_contact_before` is set where
    they forbade writing earlier. `quotes` are their words, in order; `because` is one plain phrase with the arithmetic.
    """

    earliest: datetime
    best: datetime
    latest: datetime | None
    precision: str
    confidence: float
    zone: str
    no_contact_before: datetime | None = None
    quotes: tuple[str, ...] = ()
    because: str = ""
