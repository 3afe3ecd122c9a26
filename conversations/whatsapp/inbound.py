"""An inbound message, from the raw form to the thread, in one transaction. The webhook and the backfill both come here."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, OperationalError, transaction

from conversations import flood, threads
from conversations.models import Direction, Message, Receipt
from conversations.threads import Thread
from conversations.whatsapp import media, opt_out
from conversations.whatsapp.kinds import Form, attachments_of, details_of, kind_of, value, words_of
from crm import clock, contacts
from crm.compiled import insert
from crm.models import Actor, Contact

TRIES = 3


class StoredBefore(Exception):
    """Another copy of this delivery was quicker."""


class NotAMessage(ValueError):
    """The form has no message id or no addresses: nothing that a thread could hold."""


def store(
    form: Form, *, source: str = "webhook", idempotency_token: str = "", at: datetime | None = None
) -> Message | None:
    """Keep the form and its message, and make the reply due. None if it was stored before: at least once is normal.

    `at`: when they wrote, if it is known (Twilio's webhooks do not say). Raises NotAMessage.
    """
    form = {clean(name): [clean(value) for value in values] for name, values in form.items()}
    for name in ("AccountSid", "MessageSid", "From", "To"):
        if not value(form, name):
            raise NotAMessage(f"{name} is missing")
    for attempt in range(1, TRIES + 1):
        try:
            contact = sender(form)  # settled before the thread is locked: the lock order is thread, then contact
            with transaction.atomic():
                return _store(form, contact, source, idempotency_token, at)
        except StoredBefore:
            return None
        except (OperationalError, Contact.DoesNotExist, IntegrityError):  # a deadlock, a merge, a race: once more
            if attempt == TRIES:
                raise
    return None


def clean(text: str) -> str:
    """PostgreSQL holds no NUL. Nothing else is changed: this is what they wrote."""
    return text.replace("\0", "")


def user_name(form: Form) -> str:
    """What somebody who hides the number is called, if their profile has no name."""
    name = value(form, "ProfileUsername") or value(form, "Username")
    return f"@{name.removeprefix('@')}" if name else ""


def sender(form: Form) -> Contact:
    return contacts.find_or_create(
        value(form, "From")[:180],
        profile_name=value(form, "ProfileName") or user_name(form),
        wa_id=value(form, "WaId"),
        external_user_id=value(form, "ExternalUserId"),
    )


def _store(form: Form, contact: Contact, source: str, token: str, at: datetime | None) -> Message:
    try:  # first of all, so that a second copy ends the transaction with nothing in it
        receipt = insert(
            Receipt(
                account=value(form, "AccountSid")[:40],
                message_sid=value(form, "MessageSid")[:40],
                idempotency_token=token[:80],
                form=form,
                source=source,
            )
        )
    except IntegrityError:
        raise StoredBefore from None
    now = clock.now()
    thread = threads.locked(contact, value(form, "To")[:180], value(form, "From")[:180], now)
    message = insert(
        Message(
            conversation=thread.conversation,
            direction=Direction.INBOUND,
            author=Actor.CUSTOMER,
            kind=kind_of(form),
            body=words_of(form),
            details=details_of(form),
            replies_to=quoted(thread.contact, form),
            at=at or now,
            provider_sid=receipt.message_sid,
            receipt=receipt,
        )
    )
    media.note(message, attachments_of(form))
    threads.note_inbound(thread.conversation, message.body, message.kind, message.at)
    _obey(thread, message, now, opt_out.wish_in(form))
    return message


def quoted(contact: Contact, form: Form) -> Message | None:
    """The message they swiped on, or whose button they tapped: ours or theirs, in any of their threads. WhatsApp sends
    its id and never its words."""
    sid = value(form, "OriginalRepliedMessageSid")
    known = Message.objects.filter(conversation__contact=contact, provider_sid=sid[:40]) if sid else None
    return known.first() if known is not None else None


def _obey(thread: Thread, message: Message, now: datetime, wish: opt_out.Heard | None) -> None:
    """What follows from the message at once, by code alone; the rest is the turn's."""
    from conversations.drains import ring  # the drain leads to the sender and back here

    conversation, contact = thread.conversation, thread.contact
    if wish and wish.wish == "stop":
        opt_out.stop(thread, message.body, wish.languages)
    elif contact.opted_out_at and not wish:
        threads.give_to_people(thread, message.body, now)
    else:
        back = bool(wish and contacts.resume(contact, message.body, "whatsapp"))
        if contact.no_contact_since:
            contacts.end_hold(contact)
        if flood.is_one(conversation, now):
            flood.calm(thread, message, now)
        else:
            threads.await_reply(conversation, now)
            conversation.save()
        if back and wish:
            opt_out.welcome_back(conversation, wish.languages, message.pk)
    ring()
