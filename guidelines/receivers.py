"""What the rest of the house tells us, inside the transaction of the change it tells of."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from conversations.models import Message
from conversations.signals import message_not_sent
from guidelines.record import note_refusal


@receiver(message_not_sent)
def kept_from_leaving(sender: Any, message: Message, why: str, **_: Any) -> None:
    """The door shut after it was queued, and a guideline shut it: kept for “Why?”."""
    note_refusal(message.conversation_id, why, turn_id=message.turn_id, message_id=message.pk)
