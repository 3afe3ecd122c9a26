from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from conversations.models import Conversation, NextKind, Trigger, Turn
from conversations.turns.claim import claim_due
from conversations.turns.run import run_turn
from crm import clock
from crm.models import Contact
from guidelines.knowledge import ingest
from guidelines.models import Article
from tests.builders import a_conversation, a_message, a_team

PRICES = "A parcel to Portugal costs €12.40 up to 5 kg and €18.90 up to 30 kg."


def an_article(title: str = "Parcels to Portugal", content: str = PRICES, **fields: Any) -> Article:
    """Published and indexed."""
    article = Article.objects.create(title=title, content=content, **{"status": "published", **fields})
    ingest.embed_missing()
    return article


def asking(body: str, contact: Contact | None = None, **fields: Any) -> Conversation:
    """They wrote, and the quiet is over."""
    now = clock.now()
    a_team()
    conversation = a_conversation(
        contact,
        **{"next_kind": NextKind.REPLY, "next_at": now, "wake_at": now, "wake_trigger": Trigger.INBOUND, **fields},
    )
    a_message(conversation, body)
    return conversation


@pytest.fixture
def run(db: None) -> Callable[[Conversation], Turn]:
    """Claim the one due conversation and run its turn with the configured model."""

    def one(conversation: Conversation) -> Turn:
        (claim,) = claim_due(10)
        assert claim.conversation_id == conversation.pk
        async_to_sync(run_turn)(claim)
        conversation.refresh_from_db()
        return Turn.objects.get(pk=claim.turn_id)

    return one
