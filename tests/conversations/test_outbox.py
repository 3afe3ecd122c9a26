"""What is to leave the house: written once, judged at the door, handed over once, tried again only where that is safe."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction

from conversations.gates import Defer, Refuse
from conversations.handoff import take_over
from conversations.models import Conversation, Handoff, Message, Outbox
from conversations.whatsapp import errors, outbox, outcomes, senders
from conversations.whatsapp.parts import split
from conversations.whatsapp.twilio import Refused
from crm import clock
from crm.models import User
from tests.builders import a_conversation, a_message, a_template, an_outbox
from tests.conversations.channel import Channel, fresh, may_try_again

pytestmark = pytest.mark.django_db


def queued(conversation: Conversation, body: str = "Gladly!", key: str = "one", **fields) -> Outbox:
    message = outbox.queue(
        conversation, purpose=fields.pop("purpose", "reply"), body=body, idempotency_key=key, **fields
    )
    return message.outbox


# --- writing it down --------------------------------------------------------------------------------------------------


def test_queueing_writes_the_bubble_and_what_the_list_shows():
    conversation = a_conversation(unread=2)
    row = queued(conversation, "Gladly!\nHow many parcels?")
    conversation.refresh_from_db()
    assert (row.state, row.to, row.sender) == ("queued", conversation.address, conversation.sender)
    assert (row.message.author, row.message.direction) == ("agent", "outbound")
    assert (conversation.last_preview, conversation.last_direction) == ("Gladly! How many parcels?", "outbound")
    assert conversation.unread == 0


def test_the_same_key_is_the_same_message():
    conversation = a_conversation()
    assert queued(conversation, "Gladly!", key="turn-7") == queued(conversation, "Something else", key="turn-7")
    assert Message.objects.count() == 1


def test_a_persons_message_carries_their_name():
    user = User.objects.create_user("marta")
    message = queued(a_conversation(), purpose="person", user=user).message
    assert (message.author, message.user) == ("person", user)


def test_a_template_goes_as_its_sid_with_clean_values_and_reads_as_its_text():
    template = a_template()
    row = queued(a_conversation(), "", template=template, variables={"1": "Ana\n\tRuiz     Gil", "2": "x", "3": "it"})
    assert (row.body, row.content_sid) == ("", template.sid)
    assert row.content_variables == {"1": "Ana Ruiz Gil", "2": "x", "3": "it"}
    assert "Ana Ruiz Gil" in row.message.body
    assert "{{" not in row.message.body


def test_a_long_text_becomes_parts_that_end_where_a_sentence_does():
    text = " ".join(f"This is sentence number {number}." for number in range(150))
    parts = split(text)
    assert len(parts) == 3
    assert " ".join(parts) == text
    assert all(len(part) <= 1600 and part.endswith(".") for part in parts)
    assert split("é" * 3201) == ["é" * 1600, "é" * 1600, "é"]
    assert split("short") == ["short"]


# --- at the door --------------------------------------------------------------------------------------------------------


def test_what_is_due_reaches_the_phone_once(channel: Channel):
    conversation = channel.customer()
    row = queued(conversation)
    assert [channel.send(), channel.send()] == [1, 0]
    row = fresh(row)
    assert (channel.phone(), row.state) == (["Gladly!"], "accepted")
    assert row.provider_sid
    assert row.message.provider_sid == row.provider_sid
    assert row.accepted_at is not None


def test_a_template_reaches_the_phone_with_its_values_filled_in(channel: Channel):
    conversation = channel.customer()
    sid = channel.simulator.call(
        "POST", "/v1/Content",
        json={"friendly_name": "f", "language": "en", "variables": {"1": "x"}, "types": {"twilio/text": {"body": "Hi {{1}}, ready?"}}},
    ).json()["sid"]  # fmt: skip
    template = a_template(sid=sid, body="Hi {{1}}, ready?", variables={"1": "x"})
    row = queued(conversation, "", template=template, variables={"1": "Ana"})
    channel.send()
    assert (channel.phone(), fresh(row).state) == (["Hi Ana, ready?"], "accepted")


def test_nothing_goes_before_its_moment(channel: Channel):
    queued(channel.customer(), send_at=clock.now() + timedelta(hours=1))
    assert channel.send() == 0
    clock.move(3601)
    assert channel.send() == 1


def test_one_conversation_sends_in_order_one_at_a_time(channel: Channel):
    conversation = channel.customer()
    first, second = queued(conversation, "first"), queued(conversation, "second", key="two")
    assert channel.send() == 1
    assert [fresh(first).state, fresh(second).state] == ["accepted", "queued"]
    assert channel.send() == 0, "two in the same second could swap on the way"
    Outbox.objects.filter(pk=first.pk).update(sending_at=clock.machine_now() - timedelta(seconds=2))
    channel.send()
    assert channel.phone() == ["first", "second"]


def test_a_message_that_waits_to_be_tried_again_keeps_the_next_one_behind_it(channel: Channel):
    conversation = channel.customer()
    first = queued(conversation, "first")
    queued(conversation, "second", key="two")
    Outbox.objects.filter(pk=first.pk).update(not_before=clock.machine_now() + timedelta(minutes=1))
    assert channel.send() == 0


def test_many_conversations_send_at_once(channel: Channel):
    for number in range(12):
        queued(channel.customer(f"+3460011130{number}"), key=f"k{number}")
    assert channel.send() == 12


@pytest.mark.parametrize("purpose", ["reply", "handoff_notice"])
def test_what_they_wrote_meanwhile_makes_an_answer_stale(channel: Channel, purpose: str):
    conversation = channel.customer()
    seen = a_message(conversation, "Can you ship to Portugal?")
    row = queued(conversation, based_on=seen.pk, purpose=purpose)
    a_message(conversation, "Sorry, I mean Spain")
    assert channel.send() == 0
    assert (fresh(row).state, channel.phone(), Handoff.objects.count()) == ("refused", [], 0)


def test_a_thread_taken_over_meanwhile_is_not_spoken_into(channel: Channel):
    conversation = channel.customer()
    row = queued(conversation)
    take_over(conversation, User.objects.create_user("marta"))
    channel.send()
    assert fresh(row).state == "refused"
    assert "marta has taken over" in fresh(row).why


def test_an_answer_that_waited_past_the_window_goes_to_a_person(channel: Channel):
    conversation = channel.customer()
    row = queued(conversation)
    clock.move(25 * 3600)
    channel.send()
    conversation.refresh_from_db()
    assert (fresh(row).state, conversation.next_kind) == ("refused", "human_task")
    assert Handoff.objects.get().suggestion == "Gladly!"


def test_the_door_can_put_a_message_off(channel: Channel, monkeypatch):
    row = queued(channel.customer())
    until = clock.now() + timedelta(hours=9)
    monkeypatch.setattr(outbox, "rule", lambda proposal: Defer(until, "Quiet hours."))
    channel.send()
    assert (fresh(row).state, fresh(row).send_at, fresh(row).why) == ("queued", until, "Quiet hours.")


def test_a_gate_that_breaks_holds_only_its_own_message(channel: Channel, monkeypatch):
    broken, fine = queued(channel.customer()), queued(channel.customer("+34600111333"), key="two")
    judged = outbox.rule

    def breaks(proposal):
        if proposal.outbox_id == broken.pk:
            raise RuntimeError("a bug in a gate")
        return judged(proposal)

    monkeypatch.setattr(outbox, "rule", breaks)
    channel.send()
    assert [fresh(broken).state, fresh(fine).state] == ["queued", "accepted"]


def test_a_template_that_is_gone_is_not_sent(channel: Channel):
    row = an_outbox(channel.customer(), content_sid="HX" + "0" * 32)
    channel.send()
    assert fresh(row).state == "refused"


def test_a_place_without_a_value_is_never_filled_with_the_sample_of_somebody_else(channel: Channel):
    row = queued(channel.customer(), "", template=a_template(), variables={"1": "Ana", "2": " ", "3": "it"})
    channel.send()
    assert (fresh(row).state, channel.phone()) == ("refused", [])


def test_a_refused_follow_up_says_so_to_whoever_planned_it(channel: Channel, monkeypatch):
    row = queued(channel.customer())
    heard = []
    monkeypatch.setattr(
        outcomes.message_not_sent, "send", lambda sender, message, why, code: heard.append((message, why))
    )
    monkeypatch.setattr(outbox, "rule", lambda proposal: Refuse("They asked for room.", "no_contact"))
    channel.send()
    assert heard == [(row.message, "They asked for room.")]


# --- trying again, or not ---------------------------------------------------------------------------------------------------


def test_too_many_requests_are_tried_again_and_twilios_wait_is_kept(channel: Channel):
    row = queued(channel.customer())
    channel.simulator.fault("429", times=1, seconds=7)
    before = clock.machine_now()
    channel.send()
    row = fresh(row)
    assert (row.state, row.attempts, channel.phone()) == ("queued", 1, [])
    assert timedelta(seconds=7) <= row.not_before - before < timedelta(seconds=14)
    assert channel.send() == 0, "not before the wait is over"
    may_try_again(row)
    channel.send()
    assert (fresh(row).state, fresh(row).why, channel.phone()) == ("accepted", "", ["Gladly!"])


def test_waits_grow_and_differ():
    waits = [outcomes.wait(attempt).total_seconds() for attempt in range(1, 9)]
    assert waits == sorted(waits)
    assert 2 <= waits[0] <= 2.5
    assert outcomes.wait(30).total_seconds() <= 375
    assert len({outcomes.wait(3) for _ in range(20)}) > 1


def test_after_some_tries_a_person_gets_it(channel: Channel):
    conversation = channel.customer()
    row = queued(conversation)
    channel.simulator.fault("429", times=9, seconds=0)
    for _ in range(outcomes.MAX_ATTEMPTS):
        assert fresh(row).state == "queued"
        may_try_again(row)
        channel.send()
    conversation.refresh_from_db()
    assert (fresh(row).state, fresh(row).error_code) == ("failed", 20429)
    assert (conversation.next_kind, Handoff.objects.get().reason) == ("human_task", "delivery")


def test_when_twilio_cannot_be_reached_it_is_tried_for_longer(channel: Channel, settings):
    row = queued(channel.customer())
    settings.TWILIO_API_BASE = "http://127.0.0.1:9"
    channel.send()
    assert (fresh(row).state, fresh(row).attempts) == ("queued", 1)
    assert outcomes.MAX_ATTEMPTS_UNREACHED > outcomes.MAX_ATTEMPTS


@pytest.mark.parametrize("code", [21211, 21617, 63003, 63024, 99999])
def test_what_will_never_go_goes_to_a_person_with_the_reason(channel: Channel, code: int):
    conversation = channel.customer()
    row = queued(conversation)
    channel.simulator.fault("reject", times=1, code=code)
    channel.send()
    conversation.refresh_from_db()
    assert (fresh(row).state, fresh(row).error_code) == ("failed", code)
    assert errors.advice(code).words in fresh(row).why
    assert (conversation.next_kind, Handoff.objects.get().suggestion) == ("human_task", "Gladly!")
    assert channel.send() == 0


@pytest.mark.parametrize("code", sorted({*errors.ERRORS, 12345}))
def test_every_code_of_the_table_ends_in_a_known_state(code: int):
    conversation = a_conversation()
    row = an_outbox(conversation, state="sending", sending_at=clock.machine_now(), attempts=1)
    known = errors.advice(code)
    outcomes.settle(row.pk, 1, Refused(code, known.words, known.retryable))
    conversation.refresh_from_db()
    expected = {"retry": "queued", "operator": "queued"}.get(known.do, "failed")
    assert fresh(row).state == expected
    assert (conversation.status == "closed") == (known.do == "opt_out")
    assert Handoff.objects.exists() == (known.do not in ("retry", "opt_out"))


def test_twilios_opt_out_is_ours_too(channel: Channel):
    conversation = channel.customer()
    row = queued(conversation)
    later = queued(conversation, "One more thing", key="two")
    channel.simulator.fault("reject", times=1, code=21610)
    channel.send()
    conversation.refresh_from_db()
    assert conversation.contact.opted_out_by == "twilio:21610"
    assert (conversation.status, conversation.closed_reason) == ("closed", "opted_out")
    assert [fresh(row).state, fresh(later).state] == ["failed", "refused"]
    assert not Outbox.objects.filter(purpose="opt_out_confirmation").exists(), "they would not get it"


def test_a_locked_account_stops_the_sender_and_one_person_is_told(channel: Channel, settings):
    rows = [queued(channel.customer(f"+3460011140{number}"), key=f"k{number}") for number in range(4)]
    settings.TWILIO_AUTH_TOKEN = "rotated"
    channel.send()
    assert {fresh(row).state for row in rows} == {"queued"}
    assert Handoff.objects.count() == 1
    assert senders.is_stopped(rows[0].sender)
    assert channel.send() == 0
    settings.TWILIO_AUTH_TOKEN = "simulator-only-token"
    senders.try_now(rows[0].sender)
    Outbox.objects.update(not_before=None)
    assert channel.send() == 4, "one is tried; as soon as it goes, all do"
    assert not senders.is_stopped(rows[0].sender)


def test_a_process_that_wakes_late_changes_nothing():
    row = an_outbox(a_conversation(), state="sending", sending_at=clock.machine_now(), attempts=2)
    outcomes.settle(row.pk, 1, Refused(20429, "too many", True))
    assert (fresh(row).state, fresh(row).attempts) == ("sending", 2)


def test_a_send_that_was_held_up_before_it_left_does_not_leave(channel: Channel):
    row = an_outbox(channel.customer(), state="sending", sending_at=clock.machine_now(), attempts=1)
    late = clock.machine_now() - timedelta(minutes=10)
    sending = outbox.Sending(row.pk, 1, row.sender, row.to, row.body, "", {}, late)
    async_to_sync(outbox._send)(sending)
    assert (fresh(row).state, channel.phone()) == ("queued", [])


@pytest.mark.django_db(transaction=True)
def test_ten_senders_at_once_hand_each_message_over_once(channel: Channel):
    conversations = [channel.customer(f"+3460011150{number}") for number in range(5)]
    with transaction.atomic():
        for number, conversation in enumerate(conversations):
            queued(conversation, key=f"k{number}")

    def one(_: int) -> int:
        try:
            return channel.send()
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as crowd:
        assert sum(crowd.map(one, range(10))) == 5
    assert {row.state for row in Outbox.objects.all()} == {"accepted"}
    assert [channel.phone(f"+3460011150{number}") for number in range(5)] == [["Gladly!"]] * 5
