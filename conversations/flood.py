"""Somebody who writes very much in a short time: all of it is kept, one kind line goes back, and a person looks.

Without a bound one contact (or a bot of theirs) could keep a model busy for ever, at our cost and ahead of all others.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from django.conf import settings

from conversations import handoff, threads
from conversations.models import Conversation, Direction, Message, Purpose
from conversations.threads import Thread
from crm.compiled import Compiled


def is_one(conversation: Conversation, now: datetime) -> bool:
    """Whether more than FLOOD_MESSAGES came within FLOOD_MINUTES, the newest included. One bounded query."""
    since = now - timedelta(minutes=settings.FLOOD_MINUTES)
    return more_than(settings.FLOOD_MESSAGES).first(conversation.pk, since) is not None


@cache
def more_than(count: int) -> Compiled[int]:
    """Somebody's message of a thread since a time, if there are more than so many."""
    return Compiled(
        lambda thread, since: (
            Message.objects.filter(conversation=thread, direction=Direction.INBOUND, at__gt=since)
            .order_by("at")
            .values_list("id", flat=True)[count : count + 1]
        )
    )


def calm(thread: Thread, message: Message, now: datetime) -> None:
    """A person's task, told to them once. The agent is not woken, not even to read along."""
    from conversations.whatsapp import outbox

    conversation = thread.conversation
    theirs = conversation.held_by_id is not None or handoff.open_handoff(conversation) is not None
    threads.await_reply(conversation, now)  # reopens it, and keeps with people what they have
    if theirs:
        conversation.wake_at = None
        conversation.wake_trigger = ""
        conversation.save()
        return
    conversation.save()
    conversation.wake_trigger = ""  # what is unread is the person's to read: it keeps no alarm
    words = f"They sent more than {settings.FLOOD_MESSAGES} messages in {settings.FLOOD_MINUTES} minutes. Read them and answer."
    raised = handoff.raise_handoff(conversation, "low_confidence", words, quote=message.body)
    if raised is not None:
        outbox.queue(
            conversation,
            purpose=Purpose.HANDOFF_NOTICE,
            body=handoff.notice(thread.contact.language),
            based_on=message.pk,
            idempotency_key=f"handoff-{raised.pk}",
        )
