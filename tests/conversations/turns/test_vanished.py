"""Turns whose worker vanished: they end when their lease lapses, and their fence falls, whoever owns the thread by now."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from conversations import handoff
from conversations.models import Conversation, NextKind, Turn
from conversations.turns.claim import abandon_expired, claim, claim_due
from crm import clock
from crm.models import User
from tests.builders import a_conversation

pytestmark = pytest.mark.django_db(transaction=True)


def vanished() -> Turn:
    """A running turn whose lease has lapsed, with its fence still up."""
    now = clock.now()
    conversation = a_conversation(
        next_kind=NextKind.REPLY, next_at=now + timedelta(seconds=9), wake_at=now + timedelta(seconds=9)
    )
    turn = Turn.objects.get(pk=claim(conversation).turn_id)
    Turn.objects.filter(pk=turn.pk).update(lease_until=clock.machine_now() - timedelta(seconds=1))
    return turn


def fence(turn: Turn) -> object:
    return Conversation.objects.values_list("turn_token", flat=True).get(pk=turn.conversation_id)


def test_its_fence_falls_though_a_person_has_the_thread_now():
    turn = vanished()
    conversation = Conversation.objects.get(pk=turn.conversation_id)
    handoff.take_over(conversation, User.objects.create(username="mara"))
    assert claim_due(5) == []
    turn.refresh_from_db()
    assert (turn.state, fence(turn)) == ("abandoned", None)


def test_a_turn_of_a_locked_thread_may_be_committing_and_is_left_alone():
    turn, held, done = vanished(), threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Conversation.objects.select_for_update().get(pk=turn.conversation_id)
            held.set()
            done.wait(20)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(20)
    with transaction.atomic():
        abandon_expired()
    turn.refresh_from_db()
    assert turn.state == "running"
    done.set()
    holder.join()
    with transaction.atomic():
        abandon_expired()
    turn.refresh_from_db()
    assert (turn.state, fence(turn)) == ("abandoned", None)
