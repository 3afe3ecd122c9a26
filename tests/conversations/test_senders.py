"""Our numbers as senders: their pace over all processes, and a stop that one person hears of, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from conversations.doctor import senders_check
from conversations.models import Handoff, Outbox, SenderState
from conversations.whatsapp import errors, outbox, senders
from crm import clock
from crm.models import Activity
from tests.builders import a_contact, a_conversation
from tests.conversations.channel import Channel, fresh
from tests.conversations.test_delivery import accepted, told

pytestmark = pytest.mark.django_db

OURS = "whatsapp:+15005550006"


def test_a_number_sends_no_faster_than_it_may(channel: Channel, settings):
    """Line 69."""
    settings.TWILIO_MESSAGES_PER_SECOND = 3
    for number in range(6):
        conversation = channel.customer(f"+3460011160{number}")
        outbox.queue(conversation, purpose="reply", body="Gladly!", idempotency_key=f"k{number}")
    assert len(outbox.claim_due(16)) == 3
    SenderState.objects.update(free_at=clock.machine_now() + timedelta(minutes=1))
    assert outbox.claim_due(16) == []
    SenderState.objects.update(free_at=clock.machine_now())  # as if a second had passed
    assert len(outbox.claim_due(16)) == 3


@pytest.mark.django_db(transaction=True)
def test_ten_processes_share_one_allowance(settings):
    """Line 69: over all processes, counted in the database."""
    settings.TWILIO_MESSAGES_PER_SECOND = 1 / 60

    def one(_: int) -> int:
        try:
            return senders.allowance(OURS, 5)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as crowd:
        assert sum(crowd.map(one, range(10))) == 1


def test_each_number_has_a_pace_of_its_own_and_the_sandbox_the_slowest(settings):
    """Line 69."""
    settings.TWILIO_MESSAGES_PER_SECOND = 5
    assert (senders.allowance(OURS, 9), senders.allowance("whatsapp:+15005550007", 9)) == (5, 5)
    assert senders.allowance(senders.SANDBOX, 9) == 1
    assert senders.allowance(senders.SANDBOX, 9) == 0


def test_one_send_in_flight_per_conversation(channel: Channel):
    """Line 69; the database holds it as `one_send_in_flight_per_conversation`."""
    conversation = channel.customer()
    for number in range(2):
        outbox.queue(conversation, purpose="person", body=f"Part {number}", idempotency_key=f"k{number}")
    assert len(outbox.claim_due(16)) == 1
    assert outbox.claim_due(16) == []


@pytest.mark.parametrize("code", [20003, 63020, 63051, 63112, 63001])
def test_a_stop_is_told_to_one_person_once_however_many_messages_wait(code):
    """Line 74."""
    rows = [
        accepted(a_conversation(a_contact(phone=f"+3460011170{number}")), provider_sid=f"SM{number:032x}")
        for number in range(4)
    ]
    for number, row in enumerate(rows):
        assert told(row, "failed", sid=f"SM{number:032x}", ErrorCode=str(code)) == "queued"
    assert Handoff.objects.count() == 1
    assert errors.ERRORS[code].words in Handoff.objects.get().words
    assert Activity.objects.filter(action="sender-stopped").count() == 1
    assert senders.allowance(OURS, 9) == 0


def test_a_stopped_sender_is_tried_with_one_message_and_no_second_person_is_called():
    """Line 74."""
    row = accepted()
    told(row, "failed", ErrorCode="63051")
    for number in range(3):
        senders.try_now(OURS)
        assert (senders.allowance(OURS, 9), senders.allowance(OURS, 9)) == (1, 0)
        sid = f"SM{number:032x}"
        Outbox.objects.filter(pk=row.pk).update(
            state="accepted", provider_sid=sid, sending_at=clock.machine_now(), not_before=None
        )
        told(row, "accepted", sid=sid)
        assert senders.is_stopped(OURS), "Twilio's 201 does not say that WhatsApp is willing again"
        assert told(row, "failed", sid=sid, ErrorCode="63051") == "queued", "it waits, however long it takes"
    assert Handoff.objects.count() == 1


def test_it_resumes_when_whatsapp_sends_again(channel: Channel):
    """Line 74: with the simulator's own callbacks."""
    rows = [
        outbox.queue(
            channel.customer(f"+3460011180{number}"), purpose="reply", body="Gladly!", idempotency_key=f"k{number}"
        ).outbox
        for number in range(3)
    ]
    channel.simulator.fault("fail", code=63051)
    channel.send()
    channel.callbacks(3)
    assert senders.is_stopped(OURS)
    assert {fresh(row).state for row in rows} == {"queued"}
    channel.simulator.post("/api/faults", {"kind": "fail", "off": True})
    senders.try_now(OURS)
    Outbox.objects.update(not_before=None)
    assert channel.send() == 1
    assert senders.is_stopped(OURS)
    channel.callbacks(1)
    assert not senders.is_stopped(OURS)
    assert channel.send() == 2
    assert Activity.objects.filter(action="sender-resumed").count() == 1
    assert Handoff.objects.count() == 1


def test_news_of_a_message_sent_before_the_stop_does_not_lift_it():
    """Line 74."""
    earlier = accepted(sending_at=clock.machine_now() - timedelta(minutes=1))
    told(accepted(provider_sid="SM" + "c" * 32), "failed", sid="SM" + "c" * 32, ErrorCode="63020")
    told(earlier, "delivered")
    assert senders.is_stopped(OURS)


def test_health_and_doctor_say_what_stopped_it_and_the_house_is_still_ready():
    """Line 74."""
    assert Client().get("/health/ready").json()["sender"] == "ok"
    assert list(senders_check()) == []
    told(accepted(), "failed", ErrorCode="63051")
    answer = Client().get("/health/ready")
    assert (answer.status_code, answer.json()["sender"]) == (200, "stopped: the WhatsApp business account is locked")
    (finding,) = senders_check()
    assert (finding.state, "63051" in finding.said) == ("error", True)
