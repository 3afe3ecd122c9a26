"""Rows for tests, valid by themselves; a test names only what it is about."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.db import transaction

from conversations.models import ContentTemplate, Conversation, Message, NextKind, Outbox, Trigger, Turn
from crm import clock
from crm.models import Contact, Team
from followups.models import FollowUp

SENDER = "whatsapp:+15005550006"
_numbers = count(600_000_000)


def a_contact(**fields: Any) -> Contact:
    number = f"+34{next(_numbers)}"
    return Contact.objects.create(
        **{
            "name": "Ana Ruiz",
            "phone": number,
            "timezone": "Europe/Madrid",
            "country": "ES",
            "language": "en",
            **fields,
        }
    )


def a_team(**fields: Any) -> Team:
    return Team.objects.get_or_create(name="Sales", defaults={"is_default": True, **fields})[0]


def a_conversation(contact: Contact | None = None, **fields: Any) -> Conversation:
    """Open, waiting for the customer, who wrote just now."""
    now = clock.now()
    who = contact or a_contact()
    return Conversation.objects.create(
        **{
            "contact": who,
            "sender": SENDER,
            "address": f"whatsapp:{who.phone}",
            "next_kind": NextKind.WAIT_FOR_CUSTOMER,
            "next_at": now + timedelta(days=3),
            "wake_at": now + timedelta(days=3),
            "last_inbound_at": now,
            **fields,
        }
    )


def a_message(conversation: Conversation, body: str = "Hello", **fields: Any) -> Message:
    """From the customer, not read yet."""
    return Message.objects.create(
        **{"conversation": conversation, "direction": "inbound", "author": "customer", "body": body, **fields}
    )


def an_outbox(conversation: Conversation, body: str = "Hello", **fields: Any) -> Outbox:
    """A reply of ours, waiting to be sent."""
    message = Message.objects.create(conversation=conversation, direction="outbound", author="agent", body=body)
    return Outbox.objects.create(
        **{
            "message": message,
            "conversation": conversation,
            "contact": conversation.contact,
            "purpose": "reply",
            "sender": conversation.sender,
            "to": conversation.address,
            "body": body,
            "idempotency_key": f"test-{message.pk}",
            **fields,
        }
    )


@transaction.atomic
def a_follow_up(conversation: Conversation, **fields: Any) -> FollowUp:
    """Scheduled in a week, with a window of two days around. A thread that waited for them has it as its next step now."""
    moment = fields.pop("planned_for", clock.now() + timedelta(days=7))
    follow_up = FollowUp.objects.create(
        **{
            "conversation": conversation,
            "purpose": "shipping parcels to Portugal",
            "reason": "a product launch",
            "stance": "interested",
            "language": "en",
            "earliest": moment - timedelta(days=1),
            "best": moment,
            "latest": moment + timedelta(days=1),
            "planned_for": moment,
            "zone": "Europe/Madrid",
            "precision": "few_days",
            **fields,
        }
    )
    waiting = Conversation.objects.filter(
        pk=conversation.pk, status="open", next_kind=NextKind.WAIT_FOR_CUSTOMER, next_user=None, next_team=None
    )
    if follow_up.state == "scheduled" and waiting.exists():
        waiting.update(next_kind=NextKind.FOLLOW_UP, next_at=moment, wake_at=moment, wake_trigger=Trigger.FOLLOW_UP_DUE)
        conversation.refresh_from_db()
    return follow_up


def a_turn(conversation: Conversation, **fields: Any) -> Turn:
    """Running, with a minute left."""
    lease = clock.machine_now() + timedelta(minutes=1)
    return Turn.objects.create(**{"conversation": conversation, "trigger": "inbound", "lease_until": lease, **fields})


def a_template(**fields: Any) -> ContentTemplate:
    return ContentTemplate.objects.create(
        **{
            "sid": f"HX{next(_numbers):032d}",
            "name": "follow_up_en",
            "language": "en",
            "purpose": "follow_up",
            "body": "Hi {{1}}, you asked us to come back to you about {{2}} after {{3}}. Is now a good moment?",
            "variables": {"1": "Ana", "2": "shipping your parcels to Portugal", "3": "the product launch"},
            "status": "approved",
            **fields,
        }
    )
