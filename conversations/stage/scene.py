"""What can be seen of a play in the house: the thread of the one customer who plays it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from conversations.models import Conversation, Handoff, Message, NextKind
from crm import clock
from crm.models import Activity, Contact


class Scene:
    """Reads the database anew at each look. `number` in E.164."""

    def __init__(self, number: str) -> None:
        self.number = number

    @property
    def contact(self) -> Contact:
        return Contact.objects.get(phone=self.number)

    @property
    def conversation(self) -> Conversation | None:
        return Conversation.objects.filter(contact__phone=self.number).order_by("-id").first()

    @property
    def ours(self) -> list[Message]:
        """What reached them from us, oldest first."""
        sent = Message.objects.filter(conversation__contact__phone=self.number, direction="outbound")
        return list(sent.exclude(outbox__state__in=["refused", "failed"]).select_related("outbox").order_by("id"))

    @property
    def read_all(self) -> bool:
        """Whether the agent has read, or may never read, all that they wrote."""
        conversation = self.conversation
        if conversation is None:
            return False
        unread = conversation.messages.filter(direction="inbound", turn=None).exists()
        return conversation.status == "closed" or conversation.wake_at is None or not unread

    @property
    def local_next(self) -> datetime | None:
        """The date of the next step on their own calendar."""
        conversation = self.conversation
        if conversation is None or conversation.next_at is None:
            return None
        return conversation.next_at.astimezone(ZoneInfo(self.contact.timezone))

    @property
    def handoff(self) -> Handoff | None:
        conversation = self.conversation
        return conversation.handoffs.filter(state__in=["open", "claimed"]).first() if conversation else None

    @property
    def alarm(self) -> datetime | None:
        """When the agent looks again."""
        conversation = self.conversation
        return conversation.wake_at if conversation else None

    def next_says(self, words: str) -> bool:
        conversation = self.conversation
        return conversation is not None and words.lower() in conversation.next_why.lower()

    def in_next_month(self) -> bool:
        local = self.local_next
        return local is not None and local.month == clock.now().astimezone(local.tzinfo).month % 12 + 1

    def next_is(self, *kinds: str) -> bool:
        conversation = self.conversation
        return conversation is not None and conversation.status == "open" and conversation.next_kind in kinds

    def said(self, count: int) -> bool:
        return len(self.ours) == count

    def last_says(self, *words: str) -> bool:
        return bool(self.ours) and all(word.lower() in self.ours[-1].body.lower() for word in words)

    def noted(self, words: str) -> bool:
        """Whether a line of the thread tells it."""
        conversation = self.conversation
        lines = Activity.objects.filter(conversation_id=conversation.pk if conversation else 0)
        return lines.filter(words__icontains=words).exists()

    def names_the_date(self) -> bool:
        local = self.local_next
        return bool(self.ours) and local is not None and str(local.day) in self.ours[-1].body

    def planned_in(self, first: int, last: int) -> bool:
        local = self.local_next
        ahead = timedelta() if local is None else local - clock.now()
        return self.next_is(NextKind.FOLLOW_UP) and timedelta(days=first) <= ahead <= timedelta(days=last)
