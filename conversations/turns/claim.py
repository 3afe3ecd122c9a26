"""Claiming due conversations. A claim is a running Turn with a token; only its holder may commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from conversations.handoff import raise_handoff
from conversations.models import Conversation, NextKind, Trigger
from conversations.models import Turn as TurnRecord
from crm import clock

TRIGGERS = {
    NextKind.REPLY: Trigger.INBOUND,
    NextKind.FOLLOW_UP: Trigger.FOLLOW_UP_DUE,
    NextKind.WAIT_FOR_CUSTOMER: Trigger.SILENCE,
}

MOST_LOST = 3  # after so many turns in a row whose worker vanished, the thread itself may be what kills it
LOST = "Its worker vanished; another one took over."


@dataclass(frozen=True)
class Claim:
    turn_id: int
    token: UUID
    conversation_id: int
    trigger: str
    silent: bool


@transaction.atomic
def claim_due(limit: int) -> list[Claim]:
    """Claim up to `limit` conversations whose alarm has rung and that no living turn holds, the longest waiting first."""
    abandon_expired()
    running = TurnRecord.objects.filter(conversation=OuterRef("pk"), state="running")
    due = (
        Conversation.objects.due(clock.now())
        .filter(~Exists(running))
        .order_by("wake_at")
        .select_for_update(skip_locked=True, of=("self",))[:limit]
    )
    return [claim(conversation) for conversation in due if not given_up(conversation)]


def abandon_expired() -> None:
    """Turns whose lease has lapsed end here, and their fences fall, whoever owns the thread by now. Whose thread is
    locked may be committing this moment: that one is looked at again next time."""
    machine = clock.machine_now()
    expired = TurnRecord.objects.filter(state="running", lease_until__lt=machine)
    if not expired.exists():
        return
    threads = Conversation.objects.filter(Exists(expired.filter(conversation=OuterRef("pk"))))
    ids = list(threads.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    lost = expired.filter(conversation__in=ids)
    Conversation.objects.filter(pk__in=ids, turn_token__in=lost.values("token")).update(turn_token=None)
    lost.update(state="abandoned", finished_at=machine, words=LOST)


def given_up(conversation: Conversation) -> bool:
    """Whether a person got it instead, because its turns never come to an end."""
    latest = conversation.turns.order_by("-id").values_list("state", "words")[:MOST_LOST]
    if list(latest) != [("abandoned", LOST)] * MOST_LOST or not conversation.owner_is_agent:
        return False
    conversation.messages.filter(direction="inbound", turn=None).update(turn=conversation.turns.latest("id"))
    raise_handoff(conversation, "check_failed", f"{MOST_LOST} turns in a row broke off; a person has to look.")
    return True


def claim(conversation: Conversation) -> Claim:
    """Give the (locked) conversation a new running turn and fence."""
    trigger = conversation.wake_trigger or TRIGGERS.get(NextKind(conversation.next_kind), Trigger.FACTS_CHANGED)
    record = TurnRecord.objects.create(
        conversation=conversation,
        trigger=trigger,
        token=uuid4(),
        lease_until=clock.machine_now() + timedelta(seconds=settings.TURN_LEASE_SECONDS),
        silent=conversation.held_by_id is not None or not conversation.owner_is_agent,
    )
    conversation.turn_token = record.token
    conversation.save(update_fields=["turn_token"])
    return Claim(record.pk, record.token, conversation.pk, trigger, record.silent)
