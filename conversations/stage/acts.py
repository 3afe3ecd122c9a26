"""What others do in a script, on our side of the thread."""

from __future__ import annotations

from uuid import uuid4

import httpx
from django.conf import settings
from django.db import transaction

from conversations import handoff
from conversations.fast_forward import wait_until_idle
from conversations.models import Conversation, Purpose
from conversations.whatsapp import outbox
from crm import clock
from crm.demo import api_token
from crm.models import User

ANSWER = "Hi, Tomasz here. Yes, with our partner in Aalsmeer: €210 a pallet, at 5 °C all the way."
NOTE = "Flowers to Denmark go with the partner in Aalsmeer, €210 a pallet."


def colleague(conversation: Conversation) -> None:
    """Tomasz takes over, answers, and hands back with a note."""
    tomasz = User.objects.get(username="tomasz")
    with transaction.atomic():
        locked = Conversation.objects.select_for_update(of=("self",)).get(pk=conversation.pk)
        handoff.take_over(locked, tomasz)
        outbox.queue(locked, purpose=Purpose.PERSON, body=ANSWER, user=tomasz, idempotency_key=f"stage-{uuid4()}")
    wait_until_idle()
    with transaction.atomic():
        handoff.hand_back(Conversation.objects.select_for_update(of=("self",)).get(pk=conversation.pk), tomasz, NOTE)


def settled_by_phone(conversation: Conversation) -> None:
    """The phone system tells it as every other system does: over the API."""
    event = {
        "contact": conversation.contact.phone,
        "kind": "solved",
        "channel": "call",
        "note": "Settled by phone: the wine goes to Sweden with the next collection.",
        "external_id": f"stage-{uuid4()}",
        "at": clock.now().isoformat(),
    }
    headers = {"Authorization": f"Token {api_token()}"}
    url = f"{settings.PUBLIC_URL}/api/events"
    httpx.post(url, json=event, headers=headers, timeout=30, trust_env=False).raise_for_status()
