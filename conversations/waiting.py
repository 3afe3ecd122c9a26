"""How long a customer has waited: from their first message that nobody answered. A notice of ours answers nothing."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from conversations.models import Conversation, Direction, Handoff, Message, OutboxState, Purpose
from crm.compiled import Compiled

ANSWERS = (Purpose.REPLY, Purpose.PERSON)


def answered(conversation: Conversation, purpose: str) -> None:
    """An answer is queued, in memory; the caller saves. While people have the thread only a person's answer stops the
    clock; what came in while the agent wrote goes on waiting."""
    if purpose == Purpose.PERSON:
        conversation.waiting_since = None
        return
    with_people, since = WAITING.first(conversation.pk) or (False, None)
    if not with_people:
        conversation.waiting_since = since


def waits(pk: int) -> QuerySet[Conversation, tuple[bool, datetime | None]]:
    """Whether people have the thread, and when the first of what is unread was written."""
    handoffs = Handoff.objects.filter(conversation=OuterRef("pk"), state__in=["open", "claimed"])
    unread = Message.objects.filter(conversation=OuterRef("pk"), direction=Direction.INBOUND, turn=None)
    thread = Conversation.objects.filter(pk=pk).order_by()
    return thread.values_list(Exists(handoffs), Subquery(unread.order_by("at").values("at")[:1]))


WAITING = Compiled(waits)


def first_unanswered(conversation: Conversation) -> datetime | None:
    """The time of their first message after the last answer that left the house; None if there is none."""
    said = conversation.messages.filter(outbox__purpose__in=ANSWERS).exclude(
        outbox__state__in=[OutboxState.REFUSED, OutboxState.FAILED]
    )
    last = said.order_by("-at", "-id").values_list("at", flat=True).first()
    theirs = conversation.messages.filter(direction=Direction.INBOUND)
    if last:
        theirs = theirs.filter(at__gt=last)
    return theirs.order_by("at").values_list("at", flat=True).first()
