"""What is dated, by the day and hour it has for the customer (or for us): a week of hours, a month of days, or a table.

Where more stands than fits, each hour and each day shows its first entries and how many more there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from django.urls import reverse

from conversations.inbox.words import step
from conversations.models import Conversation
from conversations.next_step import public_holidays
from crm import local_time
from crm.models import Business, User
from followups.board.dated import Mark

View = Literal["week", "month", "table"]
DAY = timedelta(days=1)
DAYS = {"week": 7, "table": 14}
IN_A_CELL = {"week": 3, "month": 4}  # entries of an hour, or of a day; the rest is counted
IN_TABLE = 200  # rows of one page of the table


@dataclass(frozen=True)
class Entry:
    """`day` is on the clock that was asked for; `words` says all of it for those who do not see its place."""

    url: str
    name: str
    knot: str
    who: str
    about: str
    day: date
    time: str
    city: str
    words: str


@dataclass(frozen=True)
class Cell:
    """`more`: how many stand there besides the entries."""

    entries: list[Entry]
    more: int
    day: date


@dataclass(frozen=True)
class Day:
    date: date
    words: str  # “Tue 12 May”
    today: bool
    outside: bool  # of the month that is shown
    holiday: str  # “Holiday in ES, FR”
    cell: Cell
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Hour:
    words: str
    cells: list[Cell]


def span(view: View, day: date) -> tuple[date, date]:
    """The days that are shown, [first, end): seven or fourteen from `day` on, as the board counts its week; or the whole
    weeks of the month around it."""
    if view != "month":
        return day, day + timedelta(days=DAYS[view])
    first = day.replace(day=1)
    start = first - timedelta(days=first.weekday())
    end = (first + timedelta(days=31)).replace(day=1)
    return start, end + timedelta(days=-end.weekday() % 7)


def shown_of(view: View, found: Sequence[Mark], page: int) -> list[Mark]:
    """Those of `found` that become entries: the first of each hour, of each day, or one page of them."""
    if view == "table":
        return list(found[page * IN_TABLE : (page + 1) * IN_TABLE])
    by_cell: dict[tuple[date, int], list[Mark]] = defaultdict(list)
    for mark in found:
        by_cell[mark.local.date(), mark.local.hour if view == "week" else 0].append(mark)
    return [mark for cell in by_cell.values() for mark in cell[: IN_A_CELL[view]]]


def entry(mark: Mark, conversation: Conversation, about: str, user: User, now: datetime, home: str) -> Entry:
    said = step(conversation, user, now, home)
    name, clock, city = str(conversation.contact), f"{mark.local:%H:%M}", local_time.city(mark.zone)
    return Entry(
        reverse("thread", args=[conversation.pk]),
        name,
        said.knot,
        said.who,
        about,
        mark.local.date(),
        clock,
        city,
        f"{said.who}, {name}, {clock} {city}" + (f", {about}" if about else ""),
    )


def days(
    first: date,
    end: date,
    today: date,
    month: int | None,
    found: Sequence[Mark],
    entries: Mapping[int, Entry],
    countries: list[str],
) -> list[Day]:
    """`entries` by conversation: of those that are shown."""
    by_day: dict[date, list[Mark]] = defaultdict(list)
    for mark in found:
        by_day[mark.local.date()].append(mark)
    shown = [first + timedelta(days=each) for each in range((end - first).days)]
    return [
        Day(
            each,
            f"{each:%a} {each.day} {each:%b}",
            each == today,
            month is not None and each.month != month,
            holiday(each, countries),
            cell(each, by_day.get(each, []), entries),
            by_day.get(each, []),
        )
        for each in shown
    ]


def cell(day: date, found: Sequence[Mark], entries: Mapping[int, Entry]) -> Cell:
    there = [entries[mark.pk] for mark in found if mark.pk in entries]
    return Cell(there, len(found) - len(there), day)


def holiday(day: date, countries: list[str]) -> str:
    """Where it is a public holiday, among the countries of those who are written to: nothing is planned there by itself."""
    free = [country for country in countries if day in public_holidays(country)]
    return f"Holiday in {', '.join(free)}" if free else ""


def hours(shown: list[Day], business: Business, entries: Mapping[int, Entry]) -> list[Hour]:
    """The rows of a week: our writing hours, and whatever hour has something in it."""
    by_hour: dict[tuple[date, int], list[Mark]] = defaultdict(list)
    for day in shown:
        for mark in day.marks:
            by_hour[day.date, mark.local.hour].append(mark)
    wanted = sorted({hour for _, hour in by_hour} | set(range(business.write_from.hour, business.write_until.hour)))
    return [
        Hour(f"{hour:02}:00", [cell(day.date, by_hour.get((day.date, hour), []), entries) for day in shown])
        for hour in wanted
    ]


def title(first: date, end: date, view: View, day: date) -> str:
    if view == "month":
        return f"{day:%B %Y}"
    last = end - DAY
    if first.month == last.month:
        return f"{first.day} to {last.day} {last:%B %Y}"
    return f"{first.day} {first:%B} to {last.day} {last:%B %Y}"


def neighbours(view: View, day: date) -> tuple[date, date]:
    """A day of the span before, and of the one after."""
    if view == "month":
        first = day.replace(day=1)
        return first - DAY, (first + timedelta(days=31)).replace(day=1)
    length = timedelta(days=DAYS[view])
    return day - length, day + length
