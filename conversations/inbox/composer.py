"""What a person may write in a thread right now: asked of the very gates that will rule when it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from conversations.gates import Proposal, rule
from conversations.models import Conversation, Handoff, Purpose
from conversations.models.conversation import SERVICE_WINDOW
from conversations.whatsapp import window
from crm.local_time import span, when
from crm.models import User

URGENT = timedelta(hours=4)


@dataclass(frozen=True)
class Problem:
    """A reply that did not go: why, in words. `confirm`: it may be sent all the same, by pressing again."""

    words: str
    confirm: bool = False


@dataclass(frozen=True)
class Composer:
    """`mode` is write, shut or ended. `percent` of the 24 hours are left; `headline` and `more` say what holds now."""

    mode: str
    headline: str
    more: str
    percent: int
    urgent: bool
    key: str  # makes a reply unique however often its button is pressed
    body: str = ""
    problem: Problem | None = None
    held_by_other: str = ""
    suggestion: str = ""


def composer(
    conversation: Conversation,
    user: User,
    now: datetime,
    *,
    handoff: Handoff | None = None,
    body: str = "",
    problem: Problem | None = None,
) -> Composer:
    mode, headline, more = what_holds(conversation, now)
    left = window.left(conversation.last_inbound_at, now)
    holder = conversation.held_by
    return Composer(
        mode=mode,
        headline=headline,
        more=more,
        percent=round(100 * left / SERVICE_WINDOW) if left else 0,
        urgent=bool(left and left < URGENT),
        key=str(uuid4()),
        body=body,
        problem=problem,
        held_by_other=str(holder) if holder and holder.pk != user.pk else "",
        suggestion=handoff.suggestion if handoff else "",
    )


def what_holds(conversation: Conversation, now: datetime) -> tuple[str, str, str]:
    """Mode, and the two sentences above the field."""
    contact, zone = conversation.contact, conversation.contact.timezone
    name = contact.first_name or "the customer"
    if contact.opted_out_at:
        since = when(contact.opted_out_at, zone, now)
        return "shut", "Nobody can write until they do", f"{contact} opted out {since}: “{contact.opted_out_by}”."
    if conversation.status == "closed":
        words = conversation.closed_reason.replace("_", " ")
        return "ended", f"Closed: {words}", f"It opens again by itself when {name} writes."
    left = window.left(conversation.last_inbound_at, now)
    if left:
        return "write", f"{span(left)} left to write freely", "After that: approved templates only"
    ruling = rule(Proposal(conversation, contact, Purpose.PERSON, now))
    closed_at = conversation.window_closes_at
    ago = (
        f"Window closed {span(now - closed_at)} ago"
        if closed_at
        else f"{name[:1].upper()}{name[1:]} has not written yet"
    )
    why = ruling.why if ruling else ""
    return "shut", ago, f"{why} It opens for 24 hours when {name} writes."
