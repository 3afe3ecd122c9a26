"""The next-step card of a thread: what will happen, when, why, what would stop it, and how it would leave the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from conversations.inbox.highlights import letters_for
from conversations.inbox.timeline import current_reading
from conversations.inbox.words import Step, step
from conversations.models import Conversation, NextKind
from conversations.whatsapp import window as service_window
from crm import local_time
from crm.face import business_of, now_of
from crm.models import User
from followups.gates import live_follow_up, will_not_if
from followups.models import Commitment, Decision, FollowUp

DECISIONS_SHOWN = 20
PROMISES_SHOWN = 8


@dataclass(frozen=True)
class Card:
    """A live follow-up in words. `stops` is what forbids it as things stand; `unless` what else would."""

    follow_up: FollowUp
    heading: str
    theirs: str
    ours: str
    ahead: str
    window: str
    letters: SafeString
    stops: list[str]
    unless: str
    sending: str
    text: str
    armed: bool  # it is the conversation's next step; else it waits for the agent to decide again
    date: str
    time: str
    earliest_date: str


@dataclass(frozen=True)
class Refused:
    """An act on the card that could not be done: why, and what was asked for, so that nobody types twice."""

    words: str
    date: str = ""
    time: str = ""


def next_step(request: HttpRequest, conversation: Conversation) -> SafeString:
    now, home = now_of(request), business_of(request).timezone
    live = live_follow_up(conversation)
    current = step(conversation, cast(User, request.user), now, home)
    context: dict[str, Any] = {
        "conversation": conversation,
        "contact": conversation.contact,
        "step": current,
        "ahead": ahead(conversation.next_at, now),
        "card": card(conversation, live, current, now, home) if live else None,
        "refused": getattr(request, "card_refused", None),
        "decisions": Decision.objects.filter(conversation=conversation).order_by("-id")[:DECISIONS_SHOWN],
        "promises": Commitment.objects.filter(conversation=conversation, state="open")[:PROMISES_SHOWN],
        "home": home,
    }
    return mark_safe(render_to_string("followups/next_step.html", context, request))  # rendered, so escaped


def card(conversation: Conversation, live: FollowUp, current: Step, now: datetime, home: str) -> Card:
    reading = current_reading(conversation)
    *stops, writes, opts_out, taken = will_not_if(conversation, live)
    local = live.local(live.planned_for)
    same_clock = local.utcoffset() == live.planned_for.astimezone(local_time.zone_of(home)).utcoffset()
    armed = conversation.next_kind == NextKind.FOLLOW_UP
    theirs = local_time.when(live.planned_for, live.zone, now)
    return Card(
        follow_up=live,
        heading=heading(live, current, armed, theirs),
        theirs=theirs,
        ours="" if same_clock else local_time.when(live.planned_for, home, now),
        ahead=ahead(live.planned_for, now),
        window=window_words(live, now),
        letters=letters_for(reading.quotes if reading else [], live.quote),
        stops=stops,
        unless=f"{writes}, {opts_out} or {taken}",
        sending=sending(conversation, live),
        text=live.template.open_places()
        if live.template and not service_window.is_open(conversation.last_inbound_at, live.planned_for)
        else "",
        armed=armed,
        date=f"{local:%Y-%m-%d}",
        time=f"{local:%H:%M}",
        earliest_date=f"{live.local(now):%Y-%m-%d}",
    )


def heading(live: FollowUp, current: Step, armed: bool, theirs: str) -> str:
    if live.state == "held":
        return f"Held back: was to write {theirs}"
    if live.state == "proposed":
        return f"Proposed: write {theirs}"
    if not armed:
        return f"Planned: write {theirs}"
    return (
        f"{current.who.removesuffix(' writes')} will write {theirs}" if current.knot != "late" else f"Was due {theirs}"
    )


def ahead(moment: datetime | None, now: datetime) -> str:
    if moment is None or moment <= now:
        return ""
    return f"in {local_time.span(moment - now)}"


def window_words(live: FollowUp, now: datetime) -> str:
    """`between Mon 11 May and Fri 15 May`, `on Tue 12 May`, `from Mon 11 May on`, in their own calendar."""
    first = local_time.day(live.earliest, live.zone, now)
    if live.latest is None:
        return f"from {first} on"
    last = local_time.day(live.latest - timedelta(seconds=1), live.zone, now)
    return f"on {first}" if first == last else f"between {first} and {last}"


def sending(conversation: Conversation, live: FollowUp) -> str:
    """By which way it will leave, as far as is known today."""
    if service_window.is_open(conversation.last_inbound_at, live.planned_for):
        return "Written at that moment, on what is known by then: the 24-hour window will be open."
    if live.template:
        status = "approved" if live.template.status == "approved" else f"{live.template.status}, not approved"
        return f"The 24-hour window will be closed: template {live.template.name}, {status}."
    return "No approved template fits: then a person gets it as a task, with the reason."
