"""A thread whose next step is its follow-up, and the one due turn."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from asgiref.sync import async_to_sync
from django.db import connection

from conversations.models import Conversation, Message, NextKind, Outbox, Trigger, Turn
from conversations.turns.claim import claim_due
from conversations.turns.run import run_turn
from crm import clock
from followups.models import FollowUp
from tests.builders import a_contact, a_conversation, a_follow_up, a_message, a_turn


def planned(moment: datetime, *, contact: Any = None, thread: dict | None = None, **fields: Any) -> FollowUp:
    """It is the conversation's next step, with the agent, at `moment`."""
    conversation = a_conversation(contact or a_contact(), **(thread or {}))
    follow_up = a_follow_up(conversation, planned_for=moment, **fields)
    armed(follow_up)
    return follow_up


def armed(follow_up: FollowUp) -> Conversation:
    Conversation.objects.filter(pk=follow_up.conversation_id).update(
        next_kind=NextKind.FOLLOW_UP,
        next_at=follow_up.planned_for,
        next_user=None,
        next_team=None,
        wake_at=follow_up.planned_for,
        wake_trigger=Trigger.FOLLOW_UP_DUE,
    )
    return Conversation.objects.get(pk=follow_up.conversation_id)


def run_due(conversation: Conversation) -> Turn:
    """The one due turn of this conversation, to its end."""
    claims = claim_due(10)
    (claim,) = [each for each in claims if each.conversation_id == conversation.pk]
    async_to_sync(run_turn)(claim)
    conversation.refresh_from_db()
    return Turn.objects.get(pk=claim.turn_id)


def run_all_due() -> int:
    """Every turn that is due, one after the other, until none is. Returns how many ran."""
    ran = 0
    while claims := claim_due(100):
        for claim in claims:
            async_to_sync(run_turn)(claim)
        ran += len(claims)
    return ran


def wrote(conversation: Conversation, body: str, **fields: Any) -> Message:
    """They write; the agent's turn is due at once."""
    now = clock.now()
    message = a_message(conversation, body, at=now, **fields)
    Conversation.objects.filter(pk=conversation.pk).update(
        next_kind=NextKind.REPLY,
        next_at=now,
        next_user=None,
        next_team=None,
        wake_at=now,
        wake_trigger=Trigger.INBOUND,
        last_inbound_at=now,
    )
    return message


def we_said(conversation: Conversation, body: str, purpose: str = "reply", **fields: Any) -> Message:
    """The agent's own words, delivered."""
    at = fields.pop("at", clock.now())
    turn = a_turn(conversation, state="committed", finished_at=clock.machine_now())
    message = Message.objects.create(
        conversation=conversation, direction="outbound", author="agent", body=body, at=at, turn=turn
    )
    Outbox.objects.create(
        message=message,
        conversation=conversation,
        contact=conversation.contact,
        purpose=purpose,
        sender=conversation.sender,
        to=conversation.address,
        body=body,
        idempotency_key=f"said-{message.pk}",
        state="delivered",
        send_at=at,
        **fields,
    )
    return message


def judge_now() -> None:
    """Deferred rules are judged at the end of the transaction, or here."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
