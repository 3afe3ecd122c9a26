"""What one expression comes to before anything is combined: days, perhaps hours, or instants."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from followups.windows.vague_words import DEFAULTS, SMALL_HOURS, VagueWords
from followups.windows.working_days import Calendar

if TYPE_CHECKING:
    from conversations.turns.meaning import TimePoint

DAY = timedelta(days=1)
# From the narrowest to the widest.
PRECISIONS = ("hour", "part_of_day", "day", "few_days", "week", "month", "quarter", "season", "vague", "event")


@dataclass(frozen=True)
class Hours:
    """Local wall times of a day; `zone` where they named one that is not their own."""

    start: time
    best: time
    end: time
    precision: str = "hour"
    zone: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True)
class Span:
    """Days `first` to `last`, both inclusive (None: open), with `best` among them.

    `moments` are aware instants (earliest, best, latest) of lengths below a day, and then say more than the days.
    """

    first: date
    best: date
    last: date | None
    precision: str
    confidence: float = 0.9
    hours: Hours | None = None
    moments: tuple[datetime, datetime, datetime] | None = None
    note: str = ""

    @property
    def width(self) -> int:
        """Days between first and last; an open span is wider than any."""
        return 100_000 if self.last is None else (self.last - self.first).days

    def less_sure(self, factor: float) -> Span:
        return replace(self, confidence=self.confidence * factor)


@dataclass(frozen=True)
class Anchor:
    """What relative words hang on: the local moment of their message, and the calendar of the contact's country."""

    said: datetime
    zone: str
    calendar: Calendar
    words: VagueWords = DEFAULTS
    weekdays_named: dict[int, date] = field(default_factory=dict)  # earlier in the talk: "Friday. No, the Friday after"

    @property
    def day(self) -> date:
        return self.said.date()

    @property
    def in_small_hours(self) -> bool:
        return self.said.hour < SMALL_HOURS


def single(day: date, confidence: float = 0.95, precision: str = "day") -> Span:
    return Span(day, day, day, precision, confidence)


def precision_of_days(count: int) -> str:
    """How exact a span is that runs over so many days beyond its first."""
    for limit, name in ((0, "day"), (6, "few_days"), (15, "week"), (62, "month"), (95, "quarter")):
        if count <= limit:
            return name
    return "season"


def has_hours(point: TimePoint) -> bool:
    return point.hour is not None or point.part_of_day is not None
