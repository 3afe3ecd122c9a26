"""Something happened elsewhere: store it once, show it in the thread, and let the agent think again, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from conversations.models import Conversation, Event, Trigger
from conversations.next_step import has_unread, wake
from conversations.threads import lock_all
from crm import clock
from crm.models import Activity, Actor, Contact, User


class Conflict(ValueError):
    """Their id is taken by an event with other content."""


@dataclass(frozen=True)
class Reported:
    """`new` is false where it was known already; `woken` are the conversations that are reconsidered."""

    event: Event
    new: bool
    woken: tuple[int, ...] = ()


def report(
    contact: Contact,
    *,
    channel: str,
    kind: str,
    note: str,
    at: datetime | None = None,
    external_id: str | None = None,
    user: User | None = None,
) -> Reported:
    """Store the event and wake the contact's open conversations in one transaction. Sent twice, it is stored once.

    Raises Conflict if `external_id` names an event with other content.
    """
    if external_id and (known := Event.objects.filter(external_id=external_id).first()):
        return repeated(known, contact, channel, kind, note, at)
    try:
        return _store(contact, channel, kind, note, at, external_id, user)
    except IntegrityError:  # the same one reported at the same moment: the other call was quicker
        known = Event.objects.filter(external_id=external_id).first()
        if known is None:
            raise
        return repeated(known, contact, channel, kind, note, at)


@transaction.atomic
def _store(
    contact: Contact,
    channel: str,
    kind: str,
    note: str,
    at: datetime | None,
    external_id: str | None,
    user: User | None,
) -> Reported:
    conversations = lock_all(contact.pk)
    now = clock.now()
    event = Event.objects.create(
        contact=contact,
        channel=channel,
        kind=kind,
        note=note,
        at=min(at, now) if at else now,
        received_at=now,
        external_id=external_id or None,
    )
    still_open = [conversation for conversation in conversations if conversation.status == "open"]
    for conversation in still_open or conversations[-1:]:
        Activity.record(
            "event",
            f"{kind.capitalize()} ({channel}): {note}",
            actor=Actor.SYSTEM,
            contact=contact,
            conversation_id=conversation.pk,
            event=event.pk,
            reported_by=user.username if user else "",
        )
    for conversation in still_open:
        reconsider(conversation)
    return Reported(event, True, tuple(conversation.pk for conversation in still_open))


def reconsider(conversation: Conversation) -> None:
    """Wake it for the event. What they have just written keeps its own alarm and quiet: that turn reads the event, too."""
    if conversation.wake_trigger == Trigger.INBOUND and conversation.wake_at and has_unread(conversation):
        return
    wake(conversation, Trigger.EVENT)


def repeated(known: Event, contact: Contact, channel: str, kind: str, note: str, at: datetime | None) -> Reported:
    """The same again, or a conflict. A repeat may leave out `at`: then the time of the first report stands."""
    same = (known.contact_id, known.channel, known.kind, known.note) == (contact.pk, channel, kind, note)
    if not same or (at is not None and abs(known.at - at).total_seconds() > 1):
        raise Conflict(f"external_id “{known.external_id}” is taken by another event (ours: {known.pk}).")
    return Reported(known, False)
