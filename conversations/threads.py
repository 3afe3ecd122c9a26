"""What happens to a thread when a customer writes. Everything here runs in the webhook's one transaction.

Lock order of the house: conversations (by id), then the contact. The unique constraint decides between two first messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from conversations.handoff import open_handoff, raise_handoff
from conversations.models import Conversation, NextKind, Trigger
from conversations.next_step import default_team, person_due
from conversations.whatsapp.kinds import name_of
from crm import clock, contacts
from crm.compiled import Compiled
from crm.models import Activity, Actor, Business, Contact

REOPEN_WITHIN = timedelta(days=30)
OPTED_OUT_WROTE = "They wrote after opting out. Nothing may be sent unless they write START."


@dataclass
class Thread:
    """The conversation that a message belongs to, its contact and the contact's other threads, all locked.

    `fresh`: made for this message.
    """

    conversation: Conversation
    contact: Contact
    others: list[Conversation]
    fresh: bool = False


def locked(contact: Contact, sender: str, address: str, now: datetime) -> Thread:
    """The thread of `contact` on our number `sender`, locked: the open one, else one closed lately, else a new one.

    A closed one comes back closed: whether it is reopened depends on what they wrote. Needs a transaction.
    """
    others, mine = _lock_all(contact, sender, now)
    if mine is None:
        # One message at a time may begin a thread. The unique constraint alone does not see to it: a STOP begins one and
        # closes it in the same transaction, and the other message would begin a second.
        _one_at_a_time(contact)
        others, mine = _lock_all(contact, sender, now)
    fresh = mine is None
    if mine is None:
        try:
            with transaction.atomic():
                mine = _begin(contact, sender, address, now)
        except IntegrityError:  # their first two messages at once: the other one was quicker
            others, mine = _lock_all(contact, sender, now)
            fresh = False
            if mine is None:
                raise
    mine.address = address  # we answer to the address they last wrote from
    contacts.lock(contact)
    mine.contact = contact
    return Thread(mine, contact, [other for other in others if other.pk != mine.pk], fresh)


def _one_at_a_time(contact: Contact) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"first-message-{contact.pk}"])


def lock_all(contact_id: int) -> list[Conversation]:
    """All threads of a contact, locked in the order of their ids: what concerns every one of them begins here."""
    return THREADS.rows(contact_id)


THREADS = Compiled(
    lambda contact: Conversation.objects.select_for_update(no_key=True).filter(contact_id=contact).order_by("id")
)


def _lock_all(contact: Contact, sender: str, now: datetime) -> tuple[list[Conversation], Conversation | None]:
    threads = lock_all(contact.pk)
    mine = [
        thread for thread in threads if thread.sender == sender and (thread.status == "open" or _lately(thread, now))
    ]
    return threads, max(
        mine, key=lambda thread: (thread.status == "open", thread.closed_at or now, thread.pk), default=None
    )


def _lately(conversation: Conversation, now: datetime) -> bool:
    return bool(conversation.closed_at and conversation.closed_at >= now - REOPEN_WITHIN)


def _begin(contact: Contact, sender: str, address: str, now: datetime) -> Conversation:
    return Conversation.objects.create(
        contact=contact,
        sender=sender,
        address=address,
        opened_at=now,
        last_at=now,
        next_kind=NextKind.REPLY,
        next_at=now + timedelta(seconds=settings.TURN_QUIET_CAP_SECONDS),
        wake_at=now + timedelta(seconds=min(settings.TURN_QUIET_SECONDS, settings.TURN_QUIET_CAP_SECONDS)),
        wake_trigger=Trigger.INBOUND,
    )


def _reopen(conversation: Conversation, why: str = "") -> None:
    """Open it in memory; the caller sets the next step and saves both at once (the database insists on it)."""
    conversation.status = "open"
    conversation.closed_at = None
    conversation.closed_reason = ""
    Activity.record(
        "conversation-reopened",
        f"Reopened: {why}" if why else "They wrote again: reopened.",
        actor=Actor.SYSTEM if why else Actor.CUSTOMER,
        contact=conversation.contact,
        conversation_id=conversation.pk,
    )


def open_for_people(conversation: Conversation, why: str) -> Conversation:
    """A closed thread (locked) that a person must look at: open again as their task. Where the contact has another open
    thread on that number meanwhile, it is that one."""
    same = Conversation.objects.open().filter(contact=conversation.contact_id, sender=conversation.sender)
    if meanwhile := same.select_for_update(no_key=True).first():
        return meanwhile
    _reopen(conversation, why)
    _keep_with_people(conversation, clock.now())
    conversation.next_kind, conversation.next_why = NextKind.HUMAN_TASK, why[:300]
    conversation.save()
    return conversation


def note_inbound(conversation: Conversation, body: str, kind: str, at: datetime) -> None:
    """The denormalised fields that lists are drawn from, in memory; the caller saves."""
    conversation.last_at = max(conversation.last_at, at)
    conversation.last_preview = preview(body, kind)
    conversation.last_direction = "inbound"
    conversation.unread += 1
    conversation.last_inbound_at = max(conversation.last_inbound_at or at, at)
    conversation.waiting_since = conversation.waiting_since or at


def preview(body: str, kind: str) -> str:
    """One line for the list: the words, or what kind of thing it is."""
    words = " ".join(body.split())
    return (words or name_of(kind))[:160]


def await_reply(conversation: Conversation, now: datetime) -> None:
    """They wrote: the next step is to reply, after a short quiet, in memory; the caller saves. Reopens a closed thread.

    With the agent it is due at the quiet's cap, counted from the first message that waits for this reply. With a person
    it stays theirs, and the agent only reads along: it is woken without owning the step.
    """
    if conversation.status == "closed":
        _reopen(conversation)
    quiet = now + timedelta(seconds=settings.TURN_QUIET_SECONDS)
    if _people_have_it(conversation):
        _keep_with_people(conversation, now)
        conversation.wake_at = quiet
    else:
        waiting = conversation.next_kind == NextKind.REPLY and conversation.wake_trigger == Trigger.INBOUND
        cap = conversation.next_at if waiting else None
        cap = cap or now + timedelta(seconds=settings.TURN_QUIET_CAP_SECONDS)
        conversation.next_kind = NextKind.REPLY
        conversation.next_at = cap
        conversation.next_user = conversation.next_team = None
        conversation.next_why = "They wrote."
        conversation.wake_at = min(quiet, cap)
    conversation.wake_trigger = Trigger.INBOUND


def give_to_people(thread: Thread, quote: str, now: datetime) -> None:
    """They opted out and wrote again, but not START: a person looks. The agent is not woken; nothing may be sent."""
    conversation = thread.conversation
    if conversation.status == "closed":
        _reopen(conversation)
    had_it = _people_have_it(conversation)
    _keep_with_people(conversation, now)
    conversation.next_kind = NextKind.HUMAN_TASK
    conversation.next_why = OPTED_OUT_WROTE
    conversation.wake_at, conversation.wake_trigger = None, ""
    conversation.save()
    if not had_it:
        raise_handoff(conversation, "opted_out_wrote", OPTED_OUT_WROTE, quote=quote)


def _people_have_it(conversation: Conversation) -> bool:
    return conversation.held_by_id is not None or open_handoff(conversation) is not None


def _keep_with_people(conversation: Conversation, now: datetime) -> None:
    """A person's step keeps an earlier date: our own clock never makes a customer wait longer."""
    due, handoff = person_due(now, Business.get()), open_handoff(conversation)
    waiting = conversation.next_kind in (NextKind.REPLY, NextKind.HUMAN_TASK) and not conversation.owner_is_agent
    conversation.next_at = min(conversation.next_at, due) if waiting and conversation.next_at else due
    if not waiting:
        conversation.next_kind = NextKind.REPLY
        conversation.next_why = "They wrote; a colleague has this conversation."
    conversation.next_user = conversation.held_by or (handoff.claimed_by if handoff else None)
    conversation.next_team = None
    if conversation.next_user is None:
        conversation.next_team = handoff.team if handoff else default_team(conversation)
