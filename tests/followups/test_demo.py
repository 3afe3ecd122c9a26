"""The demo's past: valid against every rule of the database, lively, and written once."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection

from conversations.demo_past import PEOPLE, THREADS
from conversations.demo_past.days import Calendar
from conversations.models import Conversation, Message, Outbox, Reading, Turn
from crm import clock, demo
from crm.models import Company, Contact
from followups import demo as past
from followups.models import Commitment, Decision, FollowUp

MOMENTS = [
    datetime(2026, 11, 24, 10, 0, tzinfo=UTC),  # a Tuesday in the office
    datetime(2026, 11, 28, 3, 0, tzinfo=UTC),  # the night to Saturday
    datetime(2026, 3, 29, 0, 30, tzinfo=UTC),  # the hour in which summer time begins
    datetime(2026, 12, 31, 22, 59, tzinfo=UTC),
]
pytestmark = pytest.mark.django_db


@pytest.fixture(params=MOMENTS, ids=lambda moment: f"{moment:%a-%H%M}")
def told(request, monkeypatch, settings):
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_WHATSAPP_FROM = "AC1", "whatsapp:+15005550006"
    monkeypatch.setattr(clock, "now", lambda: request.param)
    demo.seed()
    told = past.seed()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return told


def test_forty_people_and_a_thread_in_every_state(told):
    assert (len(PEOPLE), Contact.objects.count(), Company.objects.count()) == (40, 40, 40)
    assert len(told) == len(THREADS) >= 25
    kinds = Counter(Conversation.objects.filter(status="open").values_list("next_kind", flat=True))
    assert {"follow_up", "wait_for_customer", "human_task", "internal_review"} <= kinds.keys()
    reasons = set(Conversation.objects.filter(status="closed").values_list("closed_reason", flat=True))
    assert reasons == {"resolved", "opted_out", "polite_no"}
    states = set(Outbox.objects.values_list("state", flat=True))
    assert {"read", "delivered", "failed", "unknown"} <= states


def test_nothing_is_dropped_nor_due_for_the_agent_at_once(told):
    now = clock.now()
    assert not Conversation.objects.all().dropped(now).exists()
    assert not Conversation.objects.due(now).exists()
    assert Conversation.objects.filter(status="open", next_at__lt=now).count() == 2, "two are late with people"
    assert not Message.objects.filter(direction="inbound", turn=None).exists()
    assert not Message.objects.filter(at__gt=now).exists()


def test_follow_ups_are_planned_for_polite_hours_of_a_working_day(told):
    for follow_up in FollowUp.objects.all():
        local = follow_up.local(follow_up.planned_for)
        assert local.weekday() < 5, follow_up
        assert 9 <= local.hour < 20, follow_up
        assert follow_up.planned_for > clock.now()
    assert Decision.objects.count() == FollowUp.objects.count()
    assert Commitment.objects.filter(who="us").exists()


def test_what_was_said_was_said_in_order(told):
    for written in told:
        times = [message.at for message in written.messages]
        assert times == sorted(times), written.thread.who


def test_every_quote_stands_in_the_customers_words(told):
    bodies = dict(Message.objects.values_list("pk", "body"))
    for reading in Reading.objects.all():
        for quote in reading.quotes:
            assert quote["verified"], (str(reading.conversation), quote)
            assert quote["quote"] == bodies[quote["message_id"]][quote["start"] : quote["end"]]


def test_every_follow_up_quotes_what_they_wrote(told):
    for follow_up in FollowUp.objects.select_related("conversation"):
        words = follow_up.conversation.messages.filter(direction="inbound").values_list("body", flat=True)
        assert any(follow_up.quote in body for body in words), follow_up.quote


def test_every_answer_has_its_turn_with_a_trace(told):
    assert not Message.objects.filter(author="agent", turn=None).exists()
    assert all(turn.trace["trigger"] == turn.trigger for turn in Turn.objects.all())


def test_seeding_twice_changes_nothing(told):
    models = (Contact, Conversation, Message, Outbox, Turn, Reading, FollowUp, Decision, Commitment)
    before = [model.objects.count() for model in models]
    assert past.seed() == []
    assert [model.objects.count() for model in models] == before


@pytest.mark.parametrize("moment", MOMENTS)
def test_told_times_lie_in_office_hours(moment):
    calendar = Calendar(moment)
    assert calendar.office_now <= moment
    assert calendar.office_now.astimezone(calendar.at("-1 10:00").tzinfo).weekday() < 5
    assert calendar.at("+1 10:00") > moment > calendar.at("-1 10:00")


@pytest.mark.parametrize("day", [28, 29])
def test_at_a_weekend_the_last_office_day_is_friday(day):
    told = Calendar(datetime(2026, 11, day, 1, 25, tzinfo=UTC)).office_now
    assert f"{told:%a %d %b %H:%M}" == "Fri 27 Nov 17:45"
