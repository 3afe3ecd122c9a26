"""The brief of one thread: why a person, what they want, what was promised and tried, what could be answered, how long is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

from conversations.handoff import open_handoff, owner_of
from conversations.inbox.acts import last_inbound
from conversations.inbox.highlights import marked, marks_of
from conversations.inbox.timeline import current_reading
from conversations.models import Conversation, Direction, Handoff, Message, OutboxState, Purpose, Reading, Turn
from conversations.queue.lists import Choice, after
from conversations.queue.rows import Clock, waited, why_words, window_left
from conversations.whatsapp.kinds import name_of
from crm.access import ROLES
from crm.face import business_of, now_of
from crm.models import Actor, Team, User

SAID, TRIED = 4, 6  # so many of their last messages, and of what was done about them
UNSURE = ("low_confidence",)


@dataclass(frozen=True)
class Words:
    """One message of theirs, what was understood marked in it."""

    at: datetime
    html: SafeString
    kind: str


@dataclass(frozen=True)
class Tried:
    """One thing done about it: by whom (the knot), what, when."""

    knot: str
    who: str
    words: str
    at: datetime


@dataclass(frozen=True)
class Brief:
    conversation: Conversation
    handoff: Handoff | None
    reading: Reading | None
    title: str
    why: str
    quote: str
    wants: str
    waiting: Clock
    left: Clock | None
    said: list[Words]
    tried: list[Tried]
    suggestion: str
    sources: list[dict[str, str]]
    holder: User | None
    mine: bool
    confidence: float | None
    limit: float
    sections: dict[str, list[SafeString]]
    next_up: Conversation | None
    next_clock: Clock | None
    team_now: list[User]
    teams: list[Team]
    seen: int  # id of their last message on this page


def of(request: HttpRequest, conversation: Conversation, choice: Choice) -> Brief:
    now, home = now_of(request), business_of(request).timezone
    user, handoff, reading = cast(User, request.user), open_handoff(conversation), current_reading(conversation)
    holder = owner_of(conversation, handoff)
    following = after(request, conversation, choice)
    return Brief(
        conversation=conversation,
        handoff=handoff,
        reading=reading,
        title=title_of(conversation, handoff),
        why=why_words(conversation, handoff),
        quote=quote_of(conversation, handoff),
        wants=wanted(conversation, reading),
        waiting=waited(conversation, now, home),
        left=window_left(conversation, now),
        said=said(conversation, reading),
        tried=tried(conversation, handoff),
        suggestion=handoff.suggestion if handoff else "",
        sources=numbered(handoff),
        holder=holder,
        mine=bool(holder and holder.pk == user.pk),
        confidence=reading.confidence if reading and handoff and handoff.reason in UNSURE else None,
        limit=business_of(request).confidence_limit,
        sections=sections(request, conversation),
        next_up=following,
        next_clock=waited(following, now, home) if following else None,
        team_now=team_now(),
        teams=list(Team.objects.all()),
        seen=last_inbound(conversation) or 0,
    )


def title_of(conversation: Conversation, handoff: Handoff | None) -> str:
    if handoff and handoff.reason != "taken_over":
        return handoff.get_reason_display()
    return conversation.get_next_kind_display() if conversation.next_kind else "Closed"


def quote_of(conversation: Conversation, handoff: Handoff | None) -> str:
    """The words that put it here: those of leaving before all others."""
    return conversation.priority_quote or (handoff.quote if handoff else "")


def wanted(conversation: Conversation, reading: Reading | None) -> str:
    """What they want, as it was understood; else their last words."""
    if reading and (wants := str(reading.answer.get("wants") or reading.reason)):
        return wants
    last = conversation.messages.filter(direction=Direction.INBOUND).exclude(body="").order_by("-id").first()
    return last.body[:200] if last else ""


def said(conversation: Conversation, reading: Reading | None) -> list[Words]:
    """What waits for an answer, in their words; at least the last that they wrote."""
    theirs = conversation.messages.filter(direction=Direction.INBOUND)
    since = conversation.waiting_since
    rows = list((theirs.filter(at__gte=since) if since else theirs).order_by("-at", "-id")[: SAID if since else 1])
    quotes = reading.quotes if reading else []
    return [
        Words(
            row.at,
            marked(row.body, marks_of(quotes, row.pk, len(row.body))),
            "" if row.kind == "text" else name_of(row.kind),
        )
        for row in reversed(rows)
    ]


def tried(conversation: Conversation, handoff: Handoff | None) -> list[Tried]:
    """Our last messages, and why the agent stopped, oldest first."""
    ours = conversation.messages.filter(direction=Direction.OUTBOUND).select_related("outbox", "user")
    found = [told(message) for message in ours.order_by("-at", "-id")[:TRIED]]
    stopped = Turn.objects.filter(conversation=conversation, outcome="handed_over").order_by("-id").first()
    if stopped and (handoff is None or handoff.turn_id == stopped.pk):
        found.append(Tried("agent", "Agent stopped", stopped.words.removeprefix("Handed over: "), stopped.business_at))
    return sorted(found, key=lambda one: one.at)[-TRIED:]


def told(message: Message) -> Tried:
    outbox = getattr(message, "outbox", None)
    by_person = message.author == Actor.PERSON
    name = (message.user.first_name or str(message.user)) if message.user else "A colleague"
    who = f"{name} wrote" if by_person else "Agent wrote"
    if outbox and outbox.purpose == Purpose.HANDOFF_NOTICE:
        return Tried(
            "agent", "Agent told them", "that a colleague takes over. Said once, it is not repeated.", message.at
        )
    if outbox and outbox.state in (OutboxState.FAILED, OutboxState.REFUSED):
        who = f"{who}, not sent"
    elif outbox and outbox.state == OutboxState.UNKNOWN:
        who = f"{who}, not known whether it arrived"
    return Tried("person" if by_person else "agent", who, message.body, message.at)


def numbered(handoff: Handoff | None) -> list[dict[str, str]]:
    return [{"digit": str(n), **source} for n, source in enumerate(handoff.sources if handoff else [], 1)]


def sections(request: HttpRequest, conversation: Conversation) -> dict[str, list[SafeString]]:
    """What other apps know: QUEUE_BRIEFS of the settings, section to `part(request, conversation) -> SafeString`."""
    drawn = {
        name: [html for path in paths if (html := import_string(path)(request, conversation))]
        for name, paths in settings.QUEUE_BRIEFS.items()
    }
    return {name: htmls for name, htmls in drawn.items() if htmls}


def team_now() -> list[User]:
    """Who works here, with how many threads each has (`has`)."""
    people = User.objects.filter(is_active=True, groups__name__in=ROLES).distinct().select_related("team")
    held = Count("held_conversations", filter=Q(held_conversations__status="open"), distinct=True)
    return list(people.annotate(has=held).order_by("first_name", "username")[:12])
