"""The queue as a list: who waits, why, how long, how soon free writing ends, and who has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from conversations.inbox.parts import Part, fingerprint, part
from conversations.inbox.words import Step, step
from conversations.models import Conversation, Handoff
from conversations.queue.lists import TABS, TEACH, Choice, counts, team_counts, waiting
from conversations.whatsapp import window
from crm.face import business_of, now_of
from crm.local_time import day, span
from crm.models import User

LONG = timedelta(minutes=15)  # from then on a wait is shown as one
TOO_LONG = timedelta(hours=1)
CLOSING = timedelta(hours=4)
PRIORITIES = {1: ("High", "warn"), 2: ("May leave", "bad")}


@dataclass(frozen=True)
class Clock:
    """A time in words, how it is to be taken (quiet, warn, bad), and what it is the time of."""

    words: str
    mood: str
    label: str


@dataclass(frozen=True)
class Row:
    conversation: Conversation
    step: Step
    why: str
    clock: Clock
    left: Clock | None
    badge: tuple[str, str] | None  # words, mood
    holder: str
    url: str
    current: bool
    version: str


@dataclass(frozen=True)
class Tab:
    words: str
    count: str
    url: str
    current: bool


@dataclass(frozen=True)
class Listing:
    choice: Choice
    rows: list[Row]
    tabs: list[Tab]
    teams: list[Tab]
    empty: tuple[str, str] | None
    query: str
    cursor: str


def listing(request: HttpRequest, open_id: int | None) -> Listing:
    """Four queries, however many rows."""
    choice = Choice.of(request)
    rows = [row(request, each, choice, open_id) for each in waiting(request, choice)]
    tabs, teams = tabs_of(request, choice), teams_of(request, choice)
    seen = fingerprint([r.version for r in rows], tabs, teams)
    return Listing(choice, rows, tabs, teams, None if rows else TEACH[choice.tab], choice.address(), seen)


def row(request: HttpRequest, conversation: Conversation, choice: Choice, open_id: int | None) -> Row:
    now, home, user = now_of(request), business_of(request).timezone, cast(User, request.user)
    told: list[Handoff] = getattr(conversation, "told", [])
    handoff = told[0] if told else None
    current = conversation.pk == open_id
    clock, left = waited(conversation, now, home), window_left(conversation, now)
    why = why_words(conversation, handoff)
    badge = PRIORITIES.get(conversation.priority)
    holder = holder_of(conversation, handoff, user)
    query = choice.address()
    url = reverse("brief", args=[conversation.pk]) + (f"?{query}" if query else "")
    contact = conversation.contact
    version = fingerprint(str(contact), str(contact.company), why, clock, left, badge, holder, current)
    return Row(
        conversation, step(conversation, user, now, home), why, clock, left, badge, holder, url, current, version
    )


def why_words(conversation: Conversation, handoff: Handoff | None) -> str:
    """The reason in one line; in their own words where these say more."""
    if handoff is None:
        return conversation.next_why or "A colleague owes the next step."
    if handoff.closed_by_id and handoff.state == "closed":
        return f"{handoff.closed_by} handed back" + (f": {handoff.note}" if handoff.note else ".")
    if handoff.reason == "taken_over":
        return conversation.next_why or handoff.words
    return handoff.words


def holder_of(conversation: Conversation, handoff: Handoff | None, user: User) -> str:
    owner = conversation.held_by or conversation.next_user
    if owner is None:
        return ""
    return "You" if owner.pk == user.pk else (owner.first_name or str(owner))


def waited(conversation: Conversation, now: datetime, home: str) -> Clock:
    """Since their first unanswered message; where nobody waits, by when it is due."""
    since = conversation.waiting_since
    if since is None:
        due = conversation.next_at
        if due is None:
            return Clock("", "quiet", "")
        late = due < now
        return Clock(
            f"late {span(now - due)}" if late else f"by {day(due, home, now)}", "bad" if late else "quiet", "due"
        )
    length = now - since
    return Clock(span(length), "bad" if length > TOO_LONG else "warn" if length > LONG else "quiet", "waiting")


def window_left(conversation: Conversation, now: datetime) -> Clock | None:
    """How long free text may still be written."""
    left = window.left(conversation.last_inbound_at, now)
    if not left:
        return Clock("closed", "warn", "window")
    return Clock(span(left), "warn" if left < CLOSING else "quiet", "window")


def tabs_of(request: HttpRequest, choice: Choice) -> list[Tab]:
    numbers = counts(request)
    return [
        Tab(words, shown(numbers[name]), "?" + choice.address(tab=name), name == choice.tab)
        for name, words in TABS.items()
    ]


def teams_of(request: HttpRequest, choice: Choice) -> list[Tab]:
    """All teams, then each: their own one is named so."""
    own = cast(User, request.user).team_id
    found = team_counts(request, choice)
    if len(found) < 2:
        return []
    every = Tab("All teams", "", "?" + choice.address(team=None), choice.team is None)
    return [every] + [
        Tab(
            f"{team} (yours)" if team.pk == own else str(team),
            shown(number),
            "?" + choice.address(team=team.pk),
            team.pk == choice.team,
        )
        for team, number in found
    ]


def shown(number: int) -> str:
    return "999+" if number >= 1000 else str(number)


def list_parts(request: HttpRequest, shown: Listing) -> list[Part]:
    context = {"list": shown}
    return [
        part(request, "tabs", "queue/tabs.html", context, css="queue-tabs"),
        part(request, "rows", "queue/rows.html", context, version=shown.cursor, tag="ol", css="rows", keyed=True),
        part(request, "rail", "rail_places.html", {}, css="rail-places"),
    ]
