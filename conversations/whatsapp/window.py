"""WhatsApp's 24-hour rule: free text only within a day of the customer's last message; our own messages do not count."""

from __future__ import annotations

from datetime import datetime, timedelta

from conversations.models import Outbox, OutboxState
from conversations.models.conversation import SERVICE_WINDOW
from crm.compiled import Compiled

# A message queued at 23 h 59 would arrive too late: Twilio accepts it and fails it afterwards with 63016.
MARGIN = timedelta(minutes=5)


def is_open(last_inbound_at: datetime | None, moment: datetime) -> bool:
    """Whether free text may be sent at `moment` (both in business time), with a margin for the way to WhatsApp."""
    return bool(last_inbound_at and moment < last_inbound_at + SERVICE_WINDOW - MARGIN)


def left(last_inbound_at: datetime | None, now: datetime) -> timedelta:
    """How long free text may still be sent; zero when it may not."""
    if last_inbound_at is None:
        return timedelta(0)
    return max(timedelta(0), last_inbound_at + SERVICE_WINDOW - MARGIN - now)


def shut_by_whatsapp(conversation_id: int, last_inbound_at: datetime | None) -> bool:
    """Whether WhatsApp refused free text of ours since their last message, although by our count it was allowed (63016).
    Its count is the one that matters: until they write, only a template goes."""
    return bool(last_inbound_at) and WINDOW_CLOSED.first(conversation_id, last_inbound_at) is not None


WINDOW_CLOSED = Compiled(
    lambda thread, since: (
        Outbox.objects.filter(conversation_id=thread, state=OutboxState.FAILED, error_code=63016, send_at__gte=since)
        .order_by()
        .values_list("id", flat=True)[:1]
    )
)
