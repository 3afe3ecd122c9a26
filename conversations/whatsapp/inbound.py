"""An inbound message, from the raw form to the thread, in one transaction. The webhook and the backfill both come here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, OperationalError, transaction

from conversations import threads
from conversations.models import Direction, Message, Receipt
from conversations.threads import Thread
from conversations.whatsapp import opt_out
from crm import clock, contacts
from crm.models import Actor, Contact

Form = Mapping[str, Sequence[str]]  # parameter to its values, as received
TRIES = 3
WORDS = {"", "text", "button", "interactive"}  # a tap on a button says its title: words like any others
MEDIA = {"image", "audio", "video"}  # the first half of a content type


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
        except (OperationalError, Contact.DoesNotExist, IntegrityError):  # a deadlock, a merge, a race: once more
            if attempt == TRIES:
                raise
    return None


def clean(text: str) -> str:
    """PostgreSQL holds no NUL. Nothing else is changed: this is what they wrote."""
    return text.replace("\0", "")


def value(form: Form, name: str) -> str:
    values = form.get(name)
    return values[-1] if values else ""


def sender(form: Form) -> Contact:
    return contacts.find_or_create(
        value(form, "From")[:180],
        profile_name=value(form, "ProfileName"),
        wa_id=value(form, "WaId"),
        external_user_id=value(form, "ExternalUserId"),
    )


def _store(form: Form, contact: Contact, source: str, token: str, at: datetime | None) -> Message | None:
    try:
        with transaction.atomic():
            receipt = Receipt.objects.create(
                account=value(form, "AccountSid")[:40],
                message_sid=value(form, "MessageSid")[:40],
                idempotency_token=token[:80],
                form=form,
                source=source,
            )
    except IntegrityError:  # another copy of this delivery was quicker
        return None
    now = clock.now()
    thread = threads.locked(contact, value(form, "To")[:180], value(form, "From")[:180], now)
    message = Message.objects.create(
        conversation=thread.conversation,
        direction=Direction.INBOUND,
        author=Actor.CUSTOMER,
        kind=kind_of(form),
        body=words_of(form),
        at=at or now,
        provider_sid=receipt.message_sid,
        receipt=receipt,
    )
    threads.note_inbound(thread.conversation, message.body, message.kind, message.at)
    _obey(thread, message, now, opt_out.wish_in(form))
    return message


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
        threads.await_reply(conversation, now)
        conversation.save()
        if back and wish:
            opt_out.welcome_back(conversation, wish.languages, message.pk)
    ring()


def kind_of(form: Form) -> str:
    """text, image, audio, video, document, sticker, location, contacts …; a new kind of Twilio's keeps its own name."""
    named = value(form, "MessageType").lower()
    if named not in WORDS:
        return named[:20]
    if value(form, "NumMedia") not in ("", "0"):
        content_type = value(form, "MediaContentType0").lower()
        major = content_type.split("/")[0]
        if content_type == "image/webp":
            return "sticker"
        if major in MEDIA:
            return major
        return "contacts" if "vcard" in content_type else "document" if content_type else "media"
    if value(form, "Latitude") and value(form, "Longitude"):
        return "location"
    return "text"


def words_of(form: Form) -> str:
    """What can be read of it: their words, the title of what they tapped, or where they are."""
    said = value(form, "Body") or value(form, "ButtonText") or value(form, "ListTitle")
    if said.strip():
        return said
    place = ", ".join(part for part in (value(form, "Label"), value(form, "Address")) if part)
    where = ", ".join(part for part in (value(form, "Latitude"), value(form, "Longitude")) if part)
    return f"{place} ({where})" if place and where else place or where
