"""How messages fared: callbacks in any order, at any time, and sends whose outcome nobody knows. Nothing is sent twice."""

from datetime import timedelta
from itertools import permutations

import pytest
from asgiref.sync import async_to_sync

from conversations.models import Conversation, Handoff, Outbox, StatusEvent
from conversations.whatsapp import delivery, outbox, outcomes, twilio
from crm import clock, contacts
from crm.models import Activity
from followups.models import FollowUp
from tests.builders import a_conversation, a_follow_up, an_outbox
from tests.conversations.channel import Channel, fresh, may_try_again
from tests.conversations.posting import STATUS, a_status, post

pytestmark = pytest.mark.django_db

SID = "SM" + "a" * 32


def accepted(conversation: Conversation | None = None, **fields) -> Outbox:
    fields = {"state": "accepted", "provider_sid": SID, "sending_at": clock.machine_now(), "attempts": 1, **fields}
    return an_outbox(conversation or a_conversation(), **fields)


def told(row: Outbox, *statuses: str, sid: str = SID, **fields: str) -> str:
    for status in statuses:
        assert post(a_status(sid, status, **fields), f"{STATUS}?outbox={row.pk}") == 204
    return fresh(row).state


# --- callbacks --------------------------------------------------------------------------------------------------------------


def test_an_unsigned_callback_is_refused():
    row = accepted()
    assert post(a_status(SID, "read"), f"{STATUS}?outbox={row.pk}", signature="") == 403
    assert (fresh(row).state, StatusEvent.objects.count()) == ("accepted", 0)


@pytest.mark.parametrize("order", list(permutations(["sent", "delivered", "read"])))
def test_callbacks_in_any_order_end_in_the_same_state(order: tuple[str, ...]):
    row = accepted()
    assert told(row, *order) == "read"
    assert StatusEvent.objects.filter(outbox=row).count() == 3


def test_a_late_or_repeated_status_takes_nothing_back():
    row = accepted()
    assert told(row, "delivered", "sent", "delivered", "queued", "sending") == "delivered"


def test_a_failure_is_final_unless_the_message_is_seen_to_have_arrived():
    row = accepted()
    assert told(row, "sent", "undelivered", ErrorCode="63024") == "failed"
    assert told(row, "sent") == "failed"
    assert told(row, "delivered") == "delivered"
    assert (fresh(row).error_code, fresh(row).why) == (None, "")
    assert told(row, "failed") == "delivered"


def test_a_status_nobody_knows_yet_is_kept_and_changes_nothing():
    row = accepted()
    assert told(row, "teleported") == "accepted"
    assert StatusEvent.objects.get().status == "teleported"


def test_a_callback_finds_its_message_by_our_own_id_when_the_answer_was_lost():
    row = an_outbox(a_conversation(), state="sending", sending_at=clock.machine_now(), attempts=1)
    assert told(row, "sent") == "sent"
    assert fresh(row).provider_sid == SID
    outcomes.settle(row.pk, 1, twilio.Unknown("no answer"))
    assert fresh(row).state == "sent"


def test_a_callback_that_overtakes_the_answer_is_kept_and_applied():
    row = an_outbox(a_conversation(), state="sending", sending_at=clock.machine_now(), attempts=1)
    assert post(a_status(SID, "delivered"), STATUS) == 204
    assert (fresh(row).state, StatusEvent.objects.get().outbox) == ("sending", None)
    outcomes.settle(row.pk, 1, twilio.Accepted(SID, "queued"))
    assert (fresh(row).state, StatusEvent.objects.get().outbox) == ("delivered", row)


def test_callbacks_without_our_id_count_as_soon_as_one_names_the_message():
    row = an_outbox(a_conversation(), state="unknown", sending_at=clock.machine_now(), attempts=1)
    post(a_status(SID, "read"), STATUS)
    assert told(row, "sent") == "read"


def test_a_message_about_to_be_tried_again_is_not_if_twilio_has_it():
    row = an_outbox(a_conversation(), state="queued", attempts=1)
    told(row, "sent")
    assert async_to_sync(outbox.send_due)() == 0


@pytest.mark.parametrize("named", ["0", "999999999", "nonsense", "-1", "9" * 40, ""])
def test_a_callback_for_a_message_nobody_knows_is_kept(named: str):
    assert post(a_status(SID, "sent", ErrorCode="9" * 30), f"{STATUS}?outbox={named}") == 204
    assert StatusEvent.objects.get().outbox is None


def test_a_message_known_under_another_sid_is_not_renamed():
    row = accepted()
    assert told(row, "read", sid="SM" + "b" * 32) == "accepted"


def test_what_did_not_arrive_goes_to_a_person_with_the_reason():
    conversation = a_conversation()
    row = accepted(conversation)
    told(row, "undelivered", ErrorCode="63003")
    conversation.refresh_from_db()
    assert (fresh(row).state, fresh(row).error_code) == ("failed", 63003)
    assert fresh(row).why == "It did not arrive: that number is not on WhatsApp."
    assert (conversation.next_kind, Handoff.objects.get().reason) == ("human_task", "delivery")
    told(row, "undelivered", ErrorCode="63003")
    assert Handoff.objects.count() == 1


def test_a_follow_up_that_missed_the_window_after_all_is_not_counted_as_sent():
    conversation = a_conversation()
    row = accepted(conversation, purpose="follow_up")
    live = a_follow_up(
        conversation, state="sent", message=row.message, ended_at=clock.now(), ended_reason="Sent.", sent_at=clock.now()
    )
    told(row, "failed", ErrorCode="63016")
    assert FollowUp.objects.get(pk=live.pk).state == "cancelled"
    assert Handoff.objects.get().reason == "no_template"
    assert Outbox.objects.count() == 1, "no loop: nothing is written again by itself"


def test_who_blocked_us_has_opted_out():
    conversation = a_conversation()
    told(accepted(conversation), "undelivered", ErrorCode="63014")
    conversation.refresh_from_db()
    assert conversation.contact.opted_out_by == "twilio:63014"
    assert (conversation.status, Handoff.objects.count()) == ("closed", 0)


def close(conversation: Conversation, reason: str) -> None:
    Conversation.objects.filter(pk=conversation.pk).update(
        status="closed", closed_at=clock.now(), closed_reason=reason, next_kind="", next_at=None, wake_at=None
    )


def test_when_the_last_word_of_a_closed_thread_did_not_arrive_a_person_gets_it_open_again():
    conversation = a_conversation()
    row = accepted(conversation)
    close(conversation, "resolved")
    assert told(row, "failed", ErrorCode="63003") == "failed"
    conversation.refresh_from_db()
    assert (conversation.status, conversation.next_kind, conversation.closed_reason) == ("open", "human_task", "")
    assert Handoff.objects.get().reason == "delivery"


def test_it_goes_to_the_thread_that_is_open_meanwhile():
    old = a_conversation()
    row = accepted(old)
    close(old, "resolved")
    new = a_conversation(contact=old.contact)
    told(row, "failed", ErrorCode="63003")
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, new.next_kind) == ("closed", "human_task")


def test_who_opted_out_is_nobodys_task_and_the_history_says_what_did_not_arrive():
    conversation = a_conversation()
    row = accepted(conversation)
    contacts.opt_out(conversation.contact, "STOP", "whatsapp")
    close(conversation, "opted_out")
    told(row, "failed", ErrorCode="63003")
    conversation.refresh_from_db()
    assert (conversation.status, Handoff.objects.count()) == ("closed", 0)
    assert Activity.objects.filter(action="message-not-sent", conversation_id=conversation.pk).count() == 1


# --- against the simulator ------------------------------------------------------------------------------------------------------


def test_from_queued_to_delivered_with_the_simulators_own_callbacks(channel: Channel):
    row = outbox.queue(channel.customer(), purpose="reply", body="Gladly!", idempotency_key="one").outbox
    channel.send()
    channel.callbacks(2)
    assert fresh(row).state == "delivered"


def sent_and_lost(channel: Channel, fault: str, **more) -> Outbox:
    row = outbox.queue(channel.customer(), purpose="reply", body="Gladly!", idempotency_key="one").outbox
    channel.simulator.fault(fault, times=1, **more)
    channel.send()
    return row


@pytest.mark.parametrize("fault", [{"kind": "drop"}, {"kind": "500", "stored": True}, {"kind": "slow", "seconds": 3}])
def test_an_answer_lost_after_twilio_stored_the_message_makes_no_second_one(channel: Channel, fault: dict):
    row = sent_and_lost(channel, fault.pop("kind"), **fault)
    assert fresh(row).state == "unknown"
    assert channel.send() == 0
    may_try_again(row)
    delivery.reconcile()
    assert fresh(row).state in ("accepted", "sent", "delivered")
    assert (channel.phone(), Handoff.objects.count()) == (["Gladly!"], 0)


def test_a_callback_settles_a_lost_answer_without_a_look_up(channel: Channel):
    row = sent_and_lost(channel, "drop")
    channel.callbacks(2)
    assert (fresh(row).state, channel.phone()) == ("delivered", ["Gladly!"])


def test_a_killed_sender_leaves_a_message_that_is_looked_up(channel: Channel):
    conversation = channel.customer()
    row = an_outbox(conversation, "Gladly!", state="sending", sending_at=clock.machine_now(), attempts=1)
    twilio.send(sender=row.sender, to=row.to, body="Gladly!")
    delivery.reconcile()
    assert fresh(row).state == "sending", "it may still be on its way"
    Outbox.objects.filter(pk=row.pk).update(sending_at=clock.machine_now() - timedelta(seconds=3))
    delivery.reconcile()
    assert fresh(row).state in ("accepted", "sent", "delivered")
    assert channel.phone() == ["Gladly!"]


def test_what_stays_unknown_is_said_once_and_never_sent_again(channel: Channel):
    conversation = channel.customer()
    row = sent_before(conversation, timedelta(minutes=1))
    delivery.reconcile()
    assert (fresh(row).state, Handoff.objects.count()) == ("unknown", 0)
    for _ in range(3):
        Outbox.objects.filter(pk=row.pk).update(
            sending_at=clock.machine_now() - timedelta(minutes=5), not_before=clock.machine_now()
        )
        delivery.reconcile()
    conversation.refresh_from_db()
    assert (fresh(row).state, fresh(row).why) == ("unknown", delivery.NOBODY_KNOWS)
    assert (conversation.next_kind, Handoff.objects.count()) == ("human_task", 1)
    assert Activity.objects.filter(action="message-unknown", conversation_id=conversation.pk).count() == 1
    assert (channel.send(), channel.phone()) == (0, [])
    told(row, "delivered")
    assert fresh(row).state == "delivered", "a late callback still counts"


def sent_before(conversation: Conversation, ago: timedelta, **fields) -> Outbox:
    """As a process leaves it that died in the middle of a send."""
    return an_outbox(
        conversation, "Gladly!", state="sending", sending_at=clock.machine_now() - ago, attempts=1, **fields
    )


def test_looking_up_stops_after_a_day(channel: Channel):
    row = sent_before(channel.customer(), timedelta(hours=25))
    delivery.reconcile()
    assert (fresh(row).state, fresh(row).not_before) == ("unknown", None)


def test_the_same_words_sent_earlier_are_not_mistaken_for_it(channel: Channel):
    conversation = channel.customer()
    earlier = outbox.queue(conversation, purpose="person", body="Gladly!", idempotency_key="one").outbox
    channel.send()
    row = sent_before(conversation, timedelta(minutes=1))
    delivery.reconcile()
    assert fresh(row).state == "unknown"
    assert fresh(earlier).provider_sid != fresh(row).provider_sid


def test_two_lost_sends_of_the_same_words_get_a_message_each(channel: Channel):
    conversation = channel.customer()
    rows = [sent_before(conversation, timedelta(minutes=1)) for _ in range(1)]
    rows.append(an_outbox(conversation, "Gladly!", state="unknown", sending_at=clock.machine_now(), attempts=1))
    may_try_again(rows[1])
    for row in rows:
        twilio.send(sender=row.sender, to=row.to, body="Gladly!")
    delivery.reconcile()
    sids = {fresh(row).provider_sid for row in rows}
    assert len(sids) == 2
    assert None not in sids


def test_while_twilio_cannot_be_asked_nothing_is_decided(channel: Channel, settings):
    row = sent_before(channel.customer(), timedelta(minutes=1))
    settings.TWILIO_API_BASE = "http://127.0.0.1:9"
    delivery.reconcile()
    assert (fresh(row).state, Handoff.objects.count()) == ("unknown", 0)
    assert fresh(row).not_before > clock.machine_now()
