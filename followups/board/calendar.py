"""What is dated, by the day and hour it has for the customer (or for us): a week of hours, or a month of days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from django.urls import reverse

from conversations.inbox.words import step
from conversations.next_step import public_holidays
from crm import local_time
from crm.models import Business, User
from followups.board.buckets import Row

View = Literal["week", "month", "table"]
DAY = timedelta(days=1)
FURTHEST_OFFSET = timedelta(hours=14)  # of any zone from UTC
DAYS = {"week": 7, "table": 14}
IN_A_DAY = 4  # entries of a day in the month; the rest is counted
WIDEST = 366 * 50


@dataclass(frozen=True)
class Entry:
    """`day` and `hour` are on the clock that was asked for; `words` says all of it for those who do not see its place."""

    conversation_id: int
    url: str
    name: str
    knot: str
    who: str
    about: str
    day: date
    hour: int
    time: str
    city: str
    words: str


@dataclass(frozen=True)
class Day:
    date: date
    words: str  # “Tue 12 May”
    today: bool
    outside: bool  # of the month that is shown
    holiday: str  # “Holiday in ES, FR”
    entries: list[Entry] = field(default_factory=list)

    @property
    def first(self) -> list[Entry]:
        return self.entries[:IN_A_DAY]

    @property
    def more(self) -> int:
        return max(0, len(self.entries) - IN_A_DAY)


@dataclass(frozen=True)
class Hour:
    words: str
    cells: list[list[Entry]]


def span(view: View, day: date) -> tuple[date, date]:
    """The days that are shown, [first, end): the week, the two weeks, or the whole weeks of the month around `day`."""
    monday = day - timedelta(days=day.weekday())
    if view != "month":
        return monday, monday + timedelta(days=DAYS[view])
    first = day.replace(day=1)
    start = first - timedelta(days=first.weekday())
    end = (first + timedelta(days=31)).replace(day=1)
    return start, end + timedelta(days=-end.weekday() % 7)


def asked_for(first: date, end: date) -> tuple[datetime, datetime]:
    """The moments that can fall on those days in any zone of the world."""
    start, stop = datetime.combine(first, time(), UTC), datetime.combine(end, time(), UTC)
    return start - FURTHEST_OFFSET, stop + FURTHEST_OFFSET


def entries(rows: Iterable[Row], user: User, now: datetime, home: str, ours: bool) -> list[Entry]:
    """`ours`: by our own clock, instead of by that of each customer."""
    return [entry(row, user, now, home, ours) for row in rows if row.conversation.next_at]


def entry(row: Row, user: User, now: datetime, home: str, ours: bool) -> Entry:
    conversation, live = row.conversation, row.follow_up
    assert conversation.next_at is not None
    said = step(conversation, user, now, home)
    zone = home if ours else conversation.contact.timezone
    local = conversation.next_at.astimezone(local_time.zone_of(zone))
    about = live.purpose if live else conversation.next_why
    name = str(conversation.contact)
    clock, place = f"{local:%H:%M}", local_time.city(zone)
    return Entry(
        conversation.pk,
        reverse("thread", args=[conversation.pk]),
        name,
        said.knot,
        said.who,
        about,
        local.date(),
        local.hour,
        clock,
        place,
        f"{said.who}, {name}, {clock} {place}" + (f", {about}" if about else ""),
    )


def days(first: date, end: date, today: date, month: int | None, found: list[Entry], countries: list[str]) -> list[Day]:
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for each in sorted(found, key=lambda one: (one.day, one.time, one.name)):
        by_day[each.day].append(each)
    length = (end - first).days
    shown = [first + timedelta(days=each) for each in range(length)]
    return [
        Day(
            each,
            f"{each:%a} {each.day} {each:%b}",
            each == today,
            month is not None and each.month != month,
            holiday(each, countries),
            by_day.get(each, []),
        )
        for each in shown
    ]


def holiday(day: date, countries: list[str]) -> str:
    """Where it is a public holiday, among the countries of those who are written to: nothing is planned there by itself."""
    free = [country for country in countries if day in public_holidays(country)]
    return f"Holiday in {', '.join(free)}" if free else ""


def hours(shown: list[Day], business: Business) -> list[Hour]:
    """The rows of a week: our writing hours, and whatever hour has something in it."""
    used = {each.hour for day in shown for each in day.entries}
    wanted = sorted(used | set(range(business.write_from.hour, business.write_until.hour)))
    return [Hour(f"{hour:02}:00", [[e for e in day.entries if e.hour == hour] for day in shown]) for hour in wanted]


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
