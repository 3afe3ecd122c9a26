"""Claiming due conversations. A claim is a running Turn with a token; only its holder may commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from conversations.handoff import raise_handoff
from conversations.models import Conversation, NextKind, Trigger
from conversations.models import Turn as TurnRecord
from crm import clock
from crm.compiled import Compiled

TRIGGERS = {
    NextKind.REPLY: Trigger.INBOUND,
    NextKind.FOLLOW_UP: Trigger.FOLLOW_UP_DUE,
    NextKind.WAIT_FOR_CUSTOMER: Trigger.SILENCE,
}

ANSWERS = (Trigger.INBOUND, Trigger.HANDED_BACK)  # somebody waits for our answer
ASKED = ("wake_trigger", "next_kind", "next_user", "next_team", "held_by")  # of a thread that is claimed
KEPT_FOR_UNASKED = 8  # one place in so many, if it is wanted
MOST_LOST = 3  # after so many turns in a row whose worker vanished, the thread itself may be what kills it
LOST = "Its worker vanished; another one took over."


FENCE = """
    UPDATE conversations_conversation SET turn_token = turn.token
    FROM conversations_turn turn
    WHERE turn.id = ANY (%s) AND conversations_conversation.id = turn.conversation_id
"""


@dataclass(frozen=True)
class Claim:
    turn_id: int
    token: UUID
    conversation_id: int
    trigger: str
    silent: bool


@transaction.atomic
def claim_due(limit: int, unasked: int | None = None) -> list[Claim]:
    """Claim up to `limit` conversations whose alarm has rung and that no living turn holds, the longest waiting first.

    Who waits for an answer goes before what we do unasked, of which at most `unasked` are taken; but a part of the places
    is never filled with answers, so that neither a crowd nor a thousand follow-ups after an outage starve the others.
    """
    abandon_expired()
    answers = due(clock.now(), limit - limit // KEPT_FOR_UNASKED, asked=True)
    room = limit - len(answers) if unasked is None else min(limit - len(answers), unasked)
    rest = due(clock.now(), room, asked=False) if room > 0 else []
    return claim_all(still_tried([*answers, *rest]))


def due(now: datetime, limit: int, *, asked: bool) -> list[Conversation]:
    """Locked. `asked`: those who wait for an answer, or else the others."""
    return statement(limit, asked).rows(now)


@cache
def statement(limit: int, asked: bool) -> Compiled[Conversation]:
    def build(now: datetime) -> QuerySet[Conversation]:
        running = TurnRecord.objects.filter(conversation=OuterRef("pk"), state="running")
        rows = Conversation.objects.due(now).filter(~Exists(running)).order_by("wake_at").only(*ASKED)
        rows = rows.filter(wake_trigger__in=ANSWERS) if asked else rows.exclude(wake_trigger__in=ANSWERS)
        return rows.select_for_update(skip_locked=True, of=("self",))[:limit]

    return Compiled(build)


def still_tried(conversations: list[Conversation]) -> list[Conversation]:
    """Without those that another drain claimed at this moment (our look at the turns was older than its commit; now that
    they are locked it cannot be), and those that a person gets instead, because their turns never come to an end."""
    if not conversations:
        return []
    found = TurnRecord.objects.filter(
        Q(state="running") | Q(state="abandoned", words=LOST), conversation__in=conversations
    )
    states: dict[int, set[str]] = {}
    for pk, state in found.order_by().values_list("conversation_id", "state").distinct():
        states.setdefault(pk, set()).add(state)
    free = [each for each in conversations if "running" not in states.get(each.pk, ())]
    return [each for each in free if each.pk not in states or not given_up(each)]


def abandon_expired() -> None:
    """Turns whose lease has lapsed end here, and their fences fall, whoever owns the thread by now. Whose thread is
    locked may be committing this moment: that one is looked at again next time."""
    machine = clock.machine_now()
    if EXPIRED.first(machine) is None:
        return
    expired = TurnRecord.objects.filter(state="running", lease_until__lt=machine)
    threads = Conversation.objects.filter(Exists(expired.filter(conversation=OuterRef("pk"))))
    ids = list(threads.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    lost = expired.filter(conversation__in=ids)
    Conversation.objects.filter(pk__in=ids, turn_token__in=lost.values("token")).update(turn_token=None)
    lost.update(state="abandoned", finished_at=machine, words=LOST)


EXPIRED = Compiled(
    lambda machine: (
        TurnRecord.objects.filter(state="running", lease_until__lt=machine).order_by().values_list("id", flat=True)[:1]
    )
)


def given_up(conversation: Conversation) -> bool:
    """Whether a person got it instead."""
    latest = conversation.turns.order_by("-id").values_list("state", "words")[:MOST_LOST]
    if list(latest) != [("abandoned", LOST)] * MOST_LOST or not conversation.owner_is_agent:
        return False
    conversation.messages.filter(direction="inbound", turn=None).update(turn=conversation.turns.latest("id"))
    raise_handoff(conversation, "check_failed", f"{MOST_LOST} turns in a row broke off; a person has to look.")
    return True


def claim(conversation: Conversation) -> Claim:
    """One (locked) conversation, whether it is due or not."""
    return claim_all([conversation])[0]


def claim_all(conversations: list[Conversation]) -> list[Claim]:
    """Give each of the (locked) conversations a new running turn and fence, all at once."""
    if not conversations:
        return []
    until = clock.machine_now() + timedelta(seconds=settings.TURN_LEASE_SECONDS)
    records = TurnRecord.objects.bulk_create(
        [
            TurnRecord(
                conversation=each,
                trigger=each.wake_trigger or TRIGGERS.get(NextKind(each.next_kind), Trigger.FACTS_CHANGED),
                token=uuid4(),
                lease_until=until,
                silent=each.held_by_id is not None or not each.owner_is_agent,
            )
            for each in conversations
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute(FENCE, [[each.pk for each in records]])
    return [Claim(each.pk, each.token, each.conversation_id, each.trigger, each.silent) for each in records]
