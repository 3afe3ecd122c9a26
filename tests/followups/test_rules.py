"""What the database refuses about follow-ups, whoever asks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from conversations.models import Conversation, NextKind
from crm import clock
from followups.models import Decision, FollowUp
from tests.builders import a_conversation, a_follow_up

pytestmark = pytest.mark.django_db


def refused(rule: str):
    return pytest.raises(IntegrityError, match=rule)


def judge_now() -> None:
    """Deferred rules are judged at the end of the transaction, or here."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def promised() -> tuple[Conversation, FollowUp]:
    """A conversation whose next step is its follow-up."""
    conversation = a_conversation()
    follow_up = a_follow_up(conversation)
    Conversation.objects.filter(pk=conversation.pk).update(
        next_kind=NextKind.FOLLOW_UP, next_at=follow_up.planned_for, wake_at=follow_up.planned_for
    )
    judge_now()
    return conversation, follow_up


def test_a_conversation_cannot_have_two_live_follow_ups():
    conversation = a_conversation()
    a_follow_up(conversation)
    with refused("one_live_follow_up_per_conversation"):
        a_follow_up(conversation)


def test_a_follow_up_step_needs_a_live_follow_up():
    conversation = a_conversation()
    with refused("no live follow-up"), transaction.atomic():
        Conversation.objects.filter(pk=conversation.pk).update(next_kind=NextKind.FOLLOW_UP)
        judge_now()


def test_a_follow_up_step_stands_at_the_very_moment_of_its_follow_up():
    conversation, follow_up = promised()
    with refused("no live follow-up"), transaction.atomic():
        Conversation.objects.filter(pk=conversation.pk).update(next_at=follow_up.planned_for + timedelta(hours=1))
        judge_now()


@pytest.mark.parametrize("act", ["ended", "moved"])
def test_a_follow_up_cannot_be_taken_from_its_step(act):
    _, follow_up = promised()
    change = (
        {"state": "cancelled", "ended_at": clock.now(), "ended_reason": "Cancelled."}
        if act == "ended"
        else {"planned_for": follow_up.planned_for + timedelta(days=1)}
    )
    with refused("no live follow-up"), transaction.atomic():
        FollowUp.objects.filter(pk=follow_up.pk).update(**change)
        judge_now()


@pytest.mark.parametrize(("field", "days"), [("earliest", 3), ("latest", -3)])
def test_a_window_is_in_order(field, days):
    follow_up = a_follow_up(a_conversation())
    with refused("earliest_is_not_after_best_nor_best_after_latest"):
        FollowUp.objects.filter(pk=follow_up.pk).update(**{field: follow_up.best + timedelta(days=days)})


@pytest.mark.parametrize("state", ["sent", "done", "cancelled", "expired"])
def test_an_ended_follow_up_says_when_and_why(state):
    follow_up = a_follow_up(a_conversation())
    with refused("an_ended_follow_up_says_when_and_why"):
        FollowUp.objects.filter(pk=follow_up.pk).update(state=state)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_a_decision_is_never_rewritten(act):
    decision = Decision.objects.create(conversation=a_conversation(), verdict="none", words="Nothing planned.")
    rows = Decision.objects.filter(pk=decision.pk)
    with refused("history"):
        rows.update(words="Something else.") if act == "update" else rows._raw_delete(rows.db)
