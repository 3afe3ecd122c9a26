"""Twilio took a message and WhatsApp did not deliver it: sent again only where the code says that this helps."""

from datetime import timedelta

import pytest

from conversations.models import Handoff, Outbox, StatusEvent
from conversations.whatsapp import delivery, errors, outbox, outcomes, senders
from crm import clock
from tests.builders import a_contact, a_conversation, an_outbox
from tests.conversations.channel import Channel, fresh, may_try_again
from tests.conversations.test_delivery import SID, accepted, told

pytestmark = pytest.mark.django_db

NEXT = "SM" + "b" * 32
CODES = sorted({*errors.ERRORS, 12345})


@pytest.mark.parametrize("code", CODES)
def test_every_code_that_comes_by_callback_ends_in_what_the_table_says(code):
    """Line 57: the table is the data; a code that is not in it is never sent again, and shown to a person."""
    conversation = a_conversation()
    row = accepted(conversation)
    told(row, "failed", ErrorCode=str(code))
    known, row = errors.advice(code, "ES"), fresh(row)
    again = known.do in ("retry", "operator")
    assert row.state == ("queued" if again else "failed")
    assert (row.error_code, row.provider_sid, row.former_sids) == (code, None if again else SID, [SID] if again else [])
    assert known.words in row.why
    if known.do == "retry":
        assert row.not_before >= clock.machine_now() + timedelta(seconds=max(known.after, 2) - 2)
    assert Handoff.objects.exists() == (known.do not in ("retry", "opt_out"))
    conversation.contact.refresh_from_db()
    assert (conversation.contact.opted_out_at is not None) == (known.do == "opt_out")
    assert senders.is_stopped(row.sender) == (known.do == "operator")


@pytest.mark.parametrize("code", sorted(code for code, known in errors.ERRORS.items() if known.do == "retry"))
def test_however_patient_the_end_is_a_person(code):
    """Line 57."""
    row = accepted()
    for number in range(errors.ERRORS[code].tries):
        sid = f"SM{number:032x}"
        Outbox.objects.filter(pk=row.pk).update(state="accepted", provider_sid=sid)
        assert told(row, "failed", sid=sid, ErrorCode=str(code)) == "queued"
    Outbox.objects.filter(pk=row.pk).update(state="accepted", provider_sid=NEXT)
    assert told(row, "failed", sid=NEXT, ErrorCode=str(code)) == "failed"
    assert Handoff.objects.count() == 1


def test_whatsapps_own_limit_is_waited_out_longer_each_time():
    """Line 57: 63018 may need up to a day."""
    waits = []
    row = accepted()
    for number in range(errors.ERRORS[63018].tries):
        sid = f"SM{number:032x}"
        Outbox.objects.filter(pk=row.pk).update(state="accepted", provider_sid=sid)
        told(row, "undelivered", sid=sid, ErrorCode="63018")
        waits.append((fresh(row).not_before - clock.machine_now()).total_seconds() / 3600)
    assert [round(hours) >= least for hours, least in zip(waits, (1, 2, 4, 8), strict=True)] == [True] * 4
    assert waits[-1] < 24


@pytest.mark.parametrize(("country", "state"), [("US", "failed"), ("ES", "queued"), ("", "queued")])
def test_advertising_that_whatsapp_holds_back_is_never_tried_again_in_the_united_states(country, state):
    """Line 57, code 63049: elsewhere hours later, there never."""
    conversation = a_conversation(a_contact(country=country))
    row = accepted(conversation)
    assert told(row, "undelivered", ErrorCode="63049") == state
    if state == "queued":
        assert fresh(row).not_before > clock.machine_now() + timedelta(hours=3.9)


def test_63049_in_the_answer_to_the_call_is_judged_by_their_country_too():
    """Line 57."""
    from conversations.whatsapp.twilio import Refused

    for country, state in (("US", "failed"), ("ES", "queued")):
        conversation = a_conversation(a_contact(country=country))
        row = an_outbox(conversation, state="sending", sending_at=clock.machine_now(), attempts=1)
        outcomes.settle(row.pk, 1, Refused(63049, "no", retryable=True))
        assert fresh(row).state == state


def test_what_is_sent_again_arrives_once_with_the_simulators_own_callbacks(channel: Channel):
    conversation = channel.customer()
    row = outbox.queue(conversation, purpose="reply", body="Gladly!", idempotency_key="one").outbox
    channel.simulator.fault("fail", times=1, code=63018)
    channel.send()
    first = fresh(row).provider_sid
    channel.callbacks(2)  # sent, undelivered
    assert (fresh(row).state, fresh(row).former_sids) == ("queued", [first])
    assert channel.send() == 0, "not before its wait is over"
    may_try_again(row)
    channel.send()
    channel.callbacks(2)
    assert (fresh(row).state, fresh(row).why, Handoff.objects.count()) == ("delivered", "", 0)
    assert fresh(row).message.provider_sid == fresh(row).provider_sid != first
    assert [one["status"] for one in channel.simulator.phone() if one["direction"] != "inbound"].count("delivered") == 1


def test_late_news_of_the_failed_try_changes_nothing():
    """Line 61."""
    row = accepted()
    told(row, "undelivered", ErrorCode="63018")
    assert told(row, "sent", "undelivered", "failed", ErrorCode="63018") == "queued"
    assert fresh(row).former_sids == [SID]
    assert StatusEvent.objects.filter(outbox=row).count() == 4


def test_a_failed_try_that_arrived_after_all_is_not_sent_again():
    row = accepted()
    told(row, "undelivered", ErrorCode="63018")
    assert told(row, "delivered") == "delivered"
    may_try_again(row)
    assert outbox.due(10) == []


def test_the_second_tries_callbacks_count_for_the_second_try():
    row = accepted()
    told(row, "undelivered", ErrorCode="63018")
    Outbox.objects.filter(pk=row.pk).update(state="sending", sending_at=clock.machine_now(), attempts=2)
    assert told(row, "delivered", sid=SID) == "sending", "the first one's news is not the second one's"
    assert told(row, "sent", sid=NEXT) == "sent"
    assert fresh(row).provider_sid == NEXT


def test_a_look_up_does_not_take_the_failed_try_for_the_new_one(channel: Channel):
    """Line 59."""
    conversation = channel.customer()
    row = outbox.queue(conversation, purpose="reply", body="Gladly!", idempotency_key="one").outbox
    channel.simulator.fault("fail", times=1, code=63018)
    channel.send()
    channel.callbacks(2)
    Outbox.objects.filter(pk=row.pk).update(state="unknown", sending_at=clock.machine_now(), not_before=None)
    assert delivery.look_up(fresh(row)) is None


def test_nothing_is_sent_again_to_who_opted_out_or_into_a_closed_thread():
    for change in ({"contact__opted_out_at": clock.now()}, {"status": "closed"}):
        conversation = a_conversation()
        row = accepted(conversation, provider_sid=None)
        Outbox.objects.filter(pk=row.pk).update(provider_sid=f"SM{row.pk:032x}")
        if "status" in change:
            type(conversation).objects.filter(pk=conversation.pk).update(
                status="closed",
                closed_at=clock.now(),
                closed_reason="resolved",
                next_kind="",
                next_at=None,
                wake_at=None,
            )
        else:
            type(conversation.contact).objects.filter(pk=conversation.contact_id).update(opted_out_at=clock.now())
        assert told(row, "undelivered", sid=f"SM{row.pk:032x}", ErrorCode="63018") == "failed"


# --- parts of a long answer -----------------------------------------------------------------------------------------------


def parts(conversation, states: list[str]) -> list[Outbox]:
    words = " ".join(f"This is sentence number {n} of a rather long answer." for n in range(90))
    outbox.queue(conversation, purpose="person", body=words, idempotency_key="long")
    rows = list(Outbox.objects.order_by("id"))
    for row, state in zip(rows, states, strict=False):
        Outbox.objects.filter(pk=row.pk).update(state=state, sending_at=clock.machine_now())
    return rows


def test_a_long_answer_is_cut_at_sentence_ends_and_sent_in_order_with_a_pause(channel: Channel):
    """Line 63."""
    rows = parts(channel.customer(), [])
    assert len(rows) == 3
    assert all(len(row.body) <= 1600 and row.body.endswith(".") for row in rows)
    for number, row in enumerate(rows, start=1):
        assert channel.send() == 1, "one part at a time"
        assert channel.phone() == [one.body for one in rows[:number]]
        Outbox.objects.filter(pk=row.pk).update(sending_at=clock.machine_now() + timedelta(minutes=1))
        assert channel.send() == 0, "it waits until WhatsApp has sent it, or a second"
        Outbox.objects.filter(pk=row.pk).update(sending_at=clock.machine_now() - outbox.PAUSE_BETWEEN)


@pytest.mark.parametrize("fate", ["failed", "refused"])
def test_no_part_goes_without_the_one_before_it(channel: Channel, fate: str):
    """Line 63."""
    _, second, third = parts(channel.customer(), [fate])
    channel.send()
    channel.send()
    assert channel.phone() == []
    assert {fresh(second).state, fresh(third).state} == {"refused"}
    assert fresh(second).why == "The part before it did not arrive."


def test_a_part_waits_while_the_one_before_it_is_not_known(channel: Channel):
    """Line 63."""
    _, second, _ = parts(channel.customer(), ["unknown"])
    channel.send()
    assert (channel.phone(), fresh(second).state) == ([], "queued")
    assert fresh(second).send_at > clock.now()
