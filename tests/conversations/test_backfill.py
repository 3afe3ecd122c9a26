"""What a webhook or a callback that never came would have told us is fetched from Twilio, once."""

from datetime import timedelta

import pytest

from conversations.models import Conversation, Message, Outbox, Receipt
from conversations.whatsapp import backfill, delivery, inbound, outbox
from crm import clock
from crm.models import Contact, Lease
from tests.conversations.channel import Channel, fresh
from tests.conversations.posting import a_form, post
from tests.conversations.simulator.running import eventually

pytestmark = pytest.mark.django_db


def lost(channel: Channel, body: str, **more) -> str:
    channel.simulator.fault("inbound_lost", times=1)
    return channel.simulator.inbound(body, **more)["sid"]


def due_again() -> None:
    Lease.objects.filter(name=backfill.NEXT_RUN).update(until=clock.machine_now())


def test_messages_whose_webhook_never_came_are_stored_in_their_order(channel: Channel):
    sids = [lost(channel, body) for body in ("first", "second", "third")]
    assert backfill.run_if_due() == 3
    messages = list(Message.objects.order_by("at", "id"))
    assert [message.body for message in messages] == ["first", "second", "third"]
    assert [message.provider_sid for message in messages] == sids
    assert set(Receipt.objects.values_list("source", flat=True)) == {"backfill"}
    conversation = Conversation.objects.get()
    assert (conversation.next_kind, conversation.unread) == ("reply", 3)


def test_what_came_by_webhook_is_not_stored_again(channel: Channel):
    channel.simulator.inbound("Hola")
    form = channel.product.inbound()[0].form
    assert post(form) == 204
    lost(channel, "and this one")
    assert backfill.run_if_due() == 1
    assert Message.objects.count() == 2


def test_a_webhook_after_the_backfill_stores_nothing_more(channel: Channel):
    sid = lost(channel, "Hola")
    assert backfill.run_if_due() == 1
    assert post(a_form("Hola", number="+34600111222", MessageSid=sid)) == 204
    assert Message.objects.count() == 1
    assert Contact.objects.get().name == "Ana Ruiz", "the webhook still tells their name"


def test_it_asks_only_every_few_minutes_whoever_calls(channel: Channel):
    assert backfill.run_if_due() == 0
    lost(channel, "Hola")
    assert backfill.run_if_due() == 0
    due_again()
    assert backfill.run_if_due() == 1


def test_after_an_outage_it_goes_back_to_where_it_had_seen_everything(channel: Channel):
    assert backfill.run_if_due() == 0
    lost(channel, "while we were down")
    clock.move(3 * 86_400)
    channel.simulator.later(clock.offset_seconds())
    due_again()
    assert backfill.run_if_due() == 1


def test_a_message_that_cannot_be_stored_keeps_no_other_out_and_is_tried_again(channel: Channel, monkeypatch):
    for body in ("first", "breaks", "third"):
        lost(channel, body)
    store = inbound.store

    def breaks(form, **more):
        if form["Body"] == ["breaks"]:
            raise ValueError("a bug")
        return store(form, **more)

    monkeypatch.setattr(inbound, "store", breaks)
    assert backfill.run_if_due() == 2
    assert [message.body for message in Message.objects.order_by("at", "id")] == ["first", "third"]
    assert not Lease.objects.filter(name=backfill.SEEN).exists()
    monkeypatch.undo()
    due_again()
    assert backfill.run_if_due() == 1


def test_a_stop_that_was_missed_is_obeyed(channel: Channel):
    lost(channel, "STOP")
    backfill.run_if_due()
    assert Contact.objects.get().opted_out_at is not None


def test_a_medium_without_its_webhook_is_kept_as_an_attachment(channel: Channel):
    lost(
        channel,
        "",
        message_type="image",
        extra={"NumMedia": "1", "MediaUrl0": "http://x", "MediaContentType0": "image/png"},
    )
    backfill.run_if_due()
    assert Message.objects.get().kind == "media"


def test_lost_callbacks_are_made_good(channel: Channel):
    row = outbox.queue(channel.customer(), purpose="reply", body="Gladly!", idempotency_key="one").outbox
    channel.simulator.fault("ticks_lost", times=1)
    channel.send()
    eventually(lambda: channel.simulator.phone()[-1]["status"] == "delivered")
    backfill.run_if_due()
    assert (fresh(row).state, channel.product.taken) == ("delivered", [])


def test_when_twilio_is_down_it_tries_again_soon_and_forgets_nothing(channel: Channel):
    lost(channel, "Hola")
    channel.simulator.fault("down", times=1)
    assert backfill.run_if_due() == 0
    assert Lease.objects.get(name=backfill.NEXT_RUN).until < clock.machine_now() + timedelta(minutes=1)
    due_again()
    assert backfill.run_if_due() == 1


def test_without_an_account_nothing_is_asked(settings):
    settings.TWILIO_ACCOUNT_SID = ""
    assert backfill.run_if_due() == 0
    assert not Lease.objects.filter(name=backfill.NEXT_RUN).exists()


def test_a_callback_lost_long_after_the_list_was_read_is_made_good_too(channel: Channel):
    """Line 62."""
    row = outbox.queue(channel.customer(), purpose="reply", body="Gladly!", idempotency_key="one").outbox
    channel.simulator.fault("ticks_lost")
    channel.send()
    eventually(lambda: [one["status"] for one in channel.simulator.phone()][-1] == "delivered")
    assert (delivery.look_again(), Outbox.objects.get(pk=row.pk).state) == (0, "accepted")
    Outbox.objects.filter(pk=row.pk).update(sending_at=clock.machine_now() - timedelta(minutes=11))
    assert delivery.look_again() == 1
    assert Outbox.objects.get(pk=row.pk).state == "delivered"


def test_who_blocked_us_is_asked_about_less_and_less_often(channel: Channel):
    """Line 62: a message to them stays `sent` for ever."""
    row = outbox.queue(channel.customer(), purpose="reply", body="Gladly!", idempotency_key="one").outbox
    channel.simulator.fault("blocked")
    channel.send()
    eventually(lambda: [one["status"] for one in channel.simulator.phone()][-1] == "sent")
    hour_ago = clock.machine_now() - timedelta(hours=1)
    Outbox.objects.filter(pk=row.pk).update(sending_at=hour_ago)
    assert (delivery.look_again(), delivery.look_again()) == (1, 0)
    row.refresh_from_db()
    assert row.state == "sent"
    assert row.not_before - clock.machine_now() > timedelta(minutes=25)
