"""What happens to a thread when a customer writes. Everything here runs in the webhook's one transaction.

Lock order of the house: conversations (by id), then the contact. The unique constraint decides between two first messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from conversations.handoff import open_handoff
from conversations.models import Conversation, Message, NextKind, Trigger
from conversations.next_step import default_team, person_due
from crm import contacts
from crm.models import Activity, Actor, Business, Contact

REOPEN_WITHIN = timedelta(days=30)
PREVIEWS = {
    "image": "Photo",
    "audio": "Voice message",
    "video": "Video",
    "document": "Document",
    "sticker": "Sticker",
    "location": "Location",
    "contacts": "Contact card",
    "media": "Attachment",
}


@dataclass
class Thread:
    """The conversation that a message belongs to, both rows locked. `fresh`: made for this message."""

    conversation: Conversation
    contact: Contact
    fresh: bool = False


def locked(contact: Contact, sender: str, address: str, now: datetime) -> Thread:
    """The thread of `contact` on our number `sender`, locked: the open one, else the latest closed one, else a new one.

    A closed one comes back closed: whether it is reopened depends on what they wrote. Needs a transaction.
    """
    mine = _locked_thread(contact, sender)
    fresh = mine is None
    if mine is None:
        try:
            with transaction.atomic():
                mine = Conversation.objects.create(
                    contact=contact,
                    sender=sender,
                    address=address,
                    opened_at=now,
                    last_at=now,
                    next_kind=NextKind.REPLY,
                    next_at=now,
                    wake_at=now,
                    wake_trigger=Trigger.INBOUND,
                )
        except IntegrityError:  # their first two messages at once: the other one was quicker
            mine, fresh = _locked_thread(contact, sender), False
            if mine is None:
                raise
    mine.address = address  # we answer to the address they last wrote from
    contacts.lock(contact)
    mine.contact = contact
    return Thread(mine, contact, fresh)


def _locked_thread(contact: Contact, sender: str) -> Conversation | None:
    """All threads of the contact are locked, in the order of their ids: an opt-out concerns every one of them."""
    threads = Conversation.objects.select_for_update(no_key=True).filter(contact_id=contact.pk).order_by("id")
    mine = [thread for thread in threads if thread.sender == sender]
    return max(mine, key=lambda thread: (thread.status == "open", thread.closed_at or thread.opened_at, thread.pk), default=None)


def comes_back(conversation: Conversation, now: datetime) -> bool:
    """Whether a closed conversation is taken up again by an ordinary message; one ended by an opt-out is not."""
    closed_at = conversation.closed_at
    return bool(closed_at and conversation.closed_reason != "opted_out" and closed_at >= now - REOPEN_WITHIN)


def reopen(conversation: Conversation, why: str) -> None:
    """Open it in memory; the caller sets the next step and saves both at once (the database insists on it)."""
    conversation.status = "open"
    conversation.closed_at = None
    conversation.closed_reason = ""
    Activity.record(
        "conversation-reopened",
        why,
        actor=Actor.CUSTOMER,
        contact=conversation.contact,
        conversation_id=conversation.pk,
    )


def note_inbound(conversation: Conversation, body: str, kind: str, at: datetime) -> None:
    """The denormalised fields that lists are drawn from, in memory; the caller saves."""
    conversation.last_at = max(conversation.last_at, at)
    conversation.last_preview = preview(body, kind)
    conversation.last_direction = "inbound"
    conversation.unread += 1
    conversation.last_inbound_at = max(conversation.last_inbound_at or at, at)


def preview(body: str, kind: str) -> str:
    """One line for the list: the words, or what kind of thing it is."""
    words = " ".join(body.split())
    return (words or PREVIEWS.get(kind, kind.capitalize()))[:160]


def await_reply(conversation: Conversation, now: datetime) -> None:
    """They wrote: the next step is to reply, after a short quiet, in memory; the caller saves.

    With the agent it is due at the quiet's cap, counted from the first message that no turn has read. With a person it
    stays theirs, and the agent only reads along: it is woken without owning the step.
    """
    business = Business.get()
    wake_at = now + timedelta(seconds=settings.TURN_QUIET_SECONDS)
    conversation.wake_trigger = Trigger.INBOUND
    handoff = open_handoff(conversation)
    if conversation.held_by_id or handoff:
        _keep_with_people(conversation, person_due(now, business))
        conversation.next_user = conversation.held_by or (handoff.claimed_by if handoff else None)
        if conversation.next_user is None:
            conversation.next_team = handoff.team if handoff else default_team(conversation)
        conversation.wake_at = wake_at
        return
    first = (
        Message.objects.filter(conversation=conversation, direction="inbound", turn=None)
        .order_by("at")
        .values_list("at", flat=True)
        .first()
    )
    cap = (first or now) + timedelta(seconds=settings.TURN_QUIET_CAP_SECONDS)
    conversation.wake_at = max(now, min(wake_at, cap))
    conversation.next_at = max(cap, conversation.wake_at)
    conversation.next_kind = NextKind.REPLY
    conversation.next_user = conversation.next_team = None
    conversation.next_why = "They wrote."


def _keep_with_people(conversation: Conversation, due: datetime) -> None:
    """A person's step keeps an earlier date: our own clock never makes a customer wait longer."""
    waiting = conversation.next_kind in (NextKind.REPLY, NextKind.HUMAN_TASK) and not conversation.owner_is_agent
    conversation.next_at = min(conversation.next_at, due) if waiting and conversation.next_at else due
    if not waiting:
        conversation.next_kind = NextKind.REPLY
        conversation.next_why = "They wrote; a colleague has this conversation."
