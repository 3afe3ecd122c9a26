"""Conversations as rows of the list: who, their last words, and the next step, three lines each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from conversations.inbox.lists import ORDERS, PAGE, TABS, TEACH, Choice, Page, counts, end_of_today, page
from conversations.inbox.parts import Part, fingerprint, part
from conversations.inbox.words import Step, step
from conversations.models import Conversation
from crm.face import business_of, now_of
from crm.local_time import short, span
from crm.models import User

CLOSING = timedelta(hours=4)  # from then on the clock of the 24-hour window is shown in the list
MOST_ROWS = PAGE * 10


@dataclass(frozen=True)
class Row:
    conversation: Conversation
    step: Step
    time: str
    url: str
    current: bool
    marks: tuple[tuple[str, str, str], ...]  # icon, words, mood
    version: str


@dataclass(frozen=True)
class Tab:
    name: str
    words: str
    count: str
    url: str
    current: bool


@dataclass(frozen=True)
class Listing:
    """Everything that the list shows. `cursor` changes with it."""

    choice: Choice
    rows: list[Row]
    tabs: list[Tab]
    older: str
    empty: tuple[str, str] | None
    query: str
    cursor: str
    orders: list[tuple[str, str, bool, str]]


def listing(request: HttpRequest, open_id: int | None = None, size: int = PAGE) -> Listing:
    """At most `size` rows from the top (or below the cursor in the address). Four queries."""
    user, choice, now = cast(User, request.user), Choice.of(request), now_of(request)
    home = business_of(request).timezone
    found: Page = page(user, choice, end_of_today(now, home), min(size, MOST_ROWS))
    query = address(choice)
    rows = [row(each, user, now, home, query, open_id) for each in found.conversations]
    tabs = tabs_of(request, choice)
    older = address(choice, before=found.older) if found.older else ""
    seen = fingerprint([r.version for r in rows], [t.count for t in tabs], older)
    return Listing(choice, rows, tabs, older, empty_words(choice) if not rows else None, query, seen, orders_of(choice))


def row(conversation: Conversation, user: User, now: datetime, home: str, query: str, open_id: int | None) -> Row:
    next_step = step(conversation, user, now, home)
    time = short(conversation.last_at, home, now)
    marks = tuple(marks_of(conversation, now))
    url = reverse("thread", args=[conversation.pk]) + (f"?{query}" if query else "")
    current = conversation.pk == open_id
    contact = conversation.contact
    shown = (str(contact), str(contact.company), conversation.last_preview, conversation.unread, time, next_step, marks)
    version = fingerprint(shown, current, bool(conversation.turn_token))
    return Row(conversation, next_step, time, url, current, marks, version)


def marks_of(conversation: Conversation, now: datetime) -> list[tuple[str, str, str]]:
    """What limits writing there, where it matters: opted out, asked for room, a window that is closing or closed."""
    contact = conversation.contact
    if contact.opted_out_at:
        return [("ban", "Opted out", "bad")]
    marks = []
    if contact.no_contact_since:
        marks.append(("bell-off", "Asked for room", "quiet"))
    closes = conversation.window_closes_at
    if conversation.status == "closed" or closes is None or conversation.owner_is_agent:
        return marks
    if closes <= now:
        marks.append(("lock", "Window closed", "warn"))
    elif closes - now < CLOSING:
        marks.append(("clock", f"{span(closes - now)} left to write", "warn"))
    return marks


def tabs_of(request: HttpRequest, choice: Choice) -> list[Tab]:
    numbers = counts(request)
    chosen = "" if choice.q or choice.order == "closed" else choice.tab
    return [
        Tab(
            name,
            words,
            "999+" if numbers[name] >= 1000 else str(numbers[name]),
            "?" + address(Choice(tab=name, order="next" if choice.order == "next" else "newest")),
            name == chosen,
        )
        for name, words in TABS.items()
    ]


def orders_of(choice: Choice) -> list[tuple[str, str, bool, str]]:
    return [
        (name, words, name == choice.order, "?" + address(Choice(tab=choice.tab, order=name)))
        for name, words in ORDERS.items()
    ]


def address(choice: Choice, **more: str) -> str:
    """The choice as a query string; what is usual is left out."""
    usual = Choice()
    given: dict[str, Any] = {"tab": choice.tab, "order": choice.order, "q": choice.q}
    return urlencode({name: value for name, value in given.items() if value != getattr(usual, name)} | more)


def empty_words(choice: Choice) -> tuple[str, str]:
    if choice.q:
        return f"Nothing found for “{choice.q}”", "Search finds names, companies, numbers and the words of messages."
    if choice.order == "closed":
        return "No closed conversation", "What is settled, or ended by an opt-out, is kept here."
    return TEACH[choice.tab]


def list_parts(request: HttpRequest, shown: Listing) -> list[Part]:
    context = {"list": shown}
    return [
        part(request, "tabs", "inbox/tabs.html", context, tag="nav", css="tabs"),
        part(request, "rows", "inbox/rows.html", context, version=shown.cursor, tag="ol", css="rows", keyed=True),
        part(request, "rail", "rail_places.html", {}, css="rail-places"),
    ]
