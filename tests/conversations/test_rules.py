"""What the database refuses, whoever asks: each rule is tried by breaking it, past every line of our own code."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from conversations.models import Conversation, Handoff, Outbox, Reading, Receipt, SenderState
from crm import clock
from tests.builders import a_contact, a_conversation, a_message, a_team, a_turn, an_outbox

pytestmark = pytest.mark.django_db


def refused(rule: str):
    return pytest.raises(IntegrityError, match=rule)


def change(conversation: Conversation, **fields) -> None:
    with transaction.atomic():
        Conversation.objects.filter(pk=conversation.pk).update(**fields)


@pytest.mark.parametrize("missing", [{"next_kind": ""}, {"next_at": None}])
def test_an_open_conversation_cannot_lose_its_next_step(missing):
    with refused("an_open_conversation_has_a_next_step_with_a_date"):
        change(a_conversation(), **missing)


@pytest.mark.parametrize("kind", ["human_task", "internal_review"])
def test_a_persons_step_cannot_be_without_person_and_team(kind):
    with refused("a_persons_step_has_a_person_or_a_team"):
        change(a_conversation(), next_kind=kind)


@pytest.mark.parametrize("alarm", [None, timedelta(days=4)])
def test_the_agent_cannot_own_a_step_without_an_alarm_in_time(alarm):
    conversation = a_conversation()
    with refused("the_agents_step_rings_no_later_than_its_date"):
        change(conversation, wake_at=alarm and clock.now() + alarm)


def test_a_conversation_cannot_be_closed_without_time_and_reason():
    with refused("a_closed_conversation_says_when_and_why"):
        change(a_conversation(), status="closed", closed_at=None)


def test_a_contact_cannot_have_two_open_conversations_on_one_number():
    contact = a_contact()
    a_conversation(contact)
    with refused("one_open_conversation_per_contact_and_number"):
        a_conversation(contact)


def test_two_turns_of_one_conversation_cannot_run():
    conversation = a_conversation()
    a_turn(conversation)
    with refused("one_running_turn_per_conversation"):
        a_turn(conversation)


def test_the_same_inbound_is_stored_once():
    a_receipt()
    with refused("an_inbound_message_is_stored_once"):
        a_receipt()


def a_receipt() -> Receipt:
    return Receipt.objects.create(account="AC1", message_sid="SM1", form={})


def test_the_same_outbound_is_stored_once():
    conversation = a_conversation()
    an_outbox(conversation, idempotency_key="turn-1")
    with refused("idempotency_key"):
        an_outbox(conversation, "Hello again", idempotency_key="turn-1")


def test_two_messages_cannot_carry_one_sid():
    conversation = a_conversation()
    a_message(conversation, provider_sid="SM1")
    with refused("provider_sid"):
        a_message(conversation, provider_sid="SM1")


def test_two_sends_of_one_conversation_cannot_be_in_flight():
    conversation = a_conversation()
    an_outbox(conversation, state="sending", sending_at=clock.machine_now())
    with refused("one_send_in_flight_per_conversation"):
        an_outbox(conversation, state="sending", sending_at=clock.machine_now())


def test_nothing_enters_the_outbox_for_who_opted_out():
    conversation = a_conversation(a_contact(opted_out_at=clock.now()))
    with refused("nothing_is_sent_to_who_opted_out"), transaction.atomic():
        an_outbox(conversation)
    assert an_outbox(conversation, purpose="opt_out_confirmation").pk


def test_what_was_queued_before_an_opt_out_does_not_leave():
    conversation = a_conversation()
    waiting = an_outbox(conversation)
    contact = conversation.contact
    contact.opted_out_at = clock.now()
    contact.save()
    with refused("nothing_is_sent_to_who_opted_out"):
        Outbox.objects.filter(pk=waiting.pk).update(state="sending", sending_at=clock.machine_now())


def test_nothing_unasked_enters_the_outbox_for_who_asked_for_room():
    conversation = a_conversation(a_contact(no_contact_since=clock.now()))
    with refused("nothing is sent unasked to who asked for room"), transaction.atomic():
        an_outbox(conversation, purpose="follow_up")
    assert an_outbox(conversation, purpose="reply").pk


def test_a_conversation_cannot_have_two_open_handoffs():
    conversation = a_conversation()
    team = a_team()
    Handoff.objects.create(conversation=conversation, reason="angry", words="Angry.", team=team)
    with refused("one_open_handoff_per_conversation"):
        Handoff.objects.create(conversation=conversation, reason="angry", words="Angry.", team=team)


@pytest.mark.parametrize(
    ("state", "rule"), [("claimed", "a_claimed_handoff_says_since_when"), ("closed", "a_closed_handoff_says_when")]
)
def test_a_handoff_cannot_move_on_without_a_time(state, rule):
    raised = Handoff.objects.create(conversation=a_conversation(), reason="angry", words="Angry.", team=a_team())
    with refused(rule):
        Handoff.objects.filter(pk=raised.pk).update(state=state)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_a_reading_is_never_rewritten(act):
    conversation = a_conversation()
    reading = Reading.objects.create(
        conversation=conversation, turn=a_turn(conversation), stance="interested", wants_followup=True, confidence=0.9,
        answer={}, model="test",
    )  # fmt: skip
    rows = Reading.objects.filter(pk=reading.pk)
    with refused("history"):
        rows.update(stance="angry") if act == "update" else rows._raw_delete(rows.db)


def test_erasing_a_person_may_remove_a_reading():
    conversation = a_conversation()
    reading = Reading.objects.create(
        conversation=conversation, turn=a_turn(conversation), stance="interested", wants_followup=True, confidence=0.9,
        answer={}, model="test",
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL followthrough.erasing = 'on'")
    reading.delete()
    assert not Reading.objects.exists()


def test_a_message_that_says_nothing_cannot_be_queued():
    with refused("a_message_says_something"):
        an_outbox(a_conversation(), "")


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("an_attachment_is_noted_once", {"number": 0}),
        ("a_fetched_attachment_says_how_big", {"number": 1, "state": "fetched"}),
        ("a_failed_attachment_says_why", {"number": 1, "state": "failed"}),
    ],
)
def test_an_attachment_is_noted_once_and_says_how_it_fared(rule, fields):
    message = a_message(a_conversation())
    message.attachments.create(number=0)
    with refused(rule):
        message.attachments.create(**fields)


def test_a_stopped_sender_says_why_and_when_it_is_tried():
    now = clock.machine_now()
    with refused("a_stopped_sender_says_why_and_when_it_is_tried"):
        SenderState.objects.create(sender="whatsapp:+1", stopped_since=now, try_at=now)
