"""How a message of ours fared, as a mark with its words: never a bare icon, and never a guess."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.models import Message, OutboxState


@dataclass(frozen=True)
class Tick:
    """`mood` is quiet, read, warn or bad; `more` says what it means and what happens next, where that needs saying."""

    icon: str
    words: str
    mood: str = "quiet"
    more: str = ""


LOOKING_UP = "WhatsApp did not answer. It is looked up and never sent twice."


def tick_of(message: Message) -> Tick | None:
    """None for the customer's own messages, and for those that came in from elsewhere."""
    outbox = getattr(message, "outbox", None)
    if outbox is None:
        return None
    state = outbox.state
    if state == OutboxState.UNKNOWN:
        return Tick("circle-help", "not known", "warn", outbox.why or LOOKING_UP)
    if state == OutboxState.FAILED:
        code = f" (Twilio {outbox.error_code})" if outbox.error_code else ""
        return Tick("triangle-alert", "failed", "bad", (outbox.why or "It did not arrive.") + code)
    if state == OutboxState.REFUSED:
        return Tick("ban", "not sent", "bad", outbox.why)
    return {
        OutboxState.QUEUED: Tick("clock", "waiting to be sent"),
        OutboxState.SENDING: Tick("clock", "being sent"),
        OutboxState.ACCEPTED: Tick("check", "accepted by WhatsApp"),
        OutboxState.SENT: Tick("check", "sent"),
        OutboxState.DELIVERED: Tick("check-check", "delivered"),
        OutboxState.READ: Tick("check-check", "read", "read"),
    }[OutboxState(state)]
