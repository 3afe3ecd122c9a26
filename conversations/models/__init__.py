"""Threads, the channel, the turn."""

from conversations.models.attachment import Attachment, AttachmentContent, AttachmentState
from conversations.models.content_template import ContentTemplate
from conversations.models.conversation import Conversation, NextKind, Trigger
from conversations.models.event import Event
from conversations.models.handoff import Handoff
from conversations.models.message import Direction, Message, Outbox, OutboxState, Purpose, StatusEvent
from conversations.models.reading import Reading
from conversations.models.receipt import Receipt
from conversations.models.sender_state import SenderState
from conversations.models.turn import Turn

__all__ = [
    "Attachment",
    "AttachmentContent",
    "AttachmentState",
    "ContentTemplate",
    "Conversation",
    "Direction",
    "Event",
    "Handoff",
    "Message",
    "NextKind",
    "Outbox",
    "OutboxState",
    "Purpose",
    "Reading",
    "Receipt",
    "SenderState",
    "StatusEvent",
    "Trigger",
    "Turn",
]
