"""A follow-up counts as sent when it is queued; what the door knows of it must hold until it has really left."""

from datetime import timedelta

import pytest

from conversations.models import Outbox
from conversations.whatsapp import outbox
from crm import clock
from followups.models import FollowUp
from tests.builders import a_conversation, a_follow_up, a_template, an_outbox
from tests.people import a_person

pytestmark = pytest.mark.django_db
SATURDAY = "2027-05-15 09:00"


def on_its_way(precision: str, **fields) -> Outbox:
    """Written by a turn at its moment, and not sent yet."""
    template = a_template()
    conversation = a_conversation(last_inbound_at=clock.now() - timedelta(days=5))
    row = an_outbox(
        conversation, purpose="follow_up", body="", content_sid=template.sid, content_variables=template.variables
    )
    a_follow_up(conversation, state="sent", message=row.message, precision=precision, planned_for=clock.now(),
                sent_at=clock.now(), ended_at=clock.now(), ended_reason="Sent.", **fields)  # fmt: skip
    return row


def test_what_they_asked_for_on_a_saturday_leaves_on_the_saturday(at):
    at(SATURDAY)
    row = on_its_way("day")
    assert [each.id for each in outbox.claim_due(5)] == [row.pk]


def test_what_fell_on_a_saturday_by_itself_waits_for_the_monday(at):
    at(SATURDAY)
    row = on_its_way("week")
    assert outbox.claim_due(5) == []
    row.refresh_from_db()
    assert (row.state, f"{row.send_at:%a}") == ("queued", "Mon")


def test_a_second_message_of_the_day_leaves_at_the_hour_that_they_named(at):
    at("2027-05-12 09:00")
    row = on_its_way("hour")
    earlier = an_outbox(row.conversation, "Shall we?", purpose="follow_up", state="delivered")
    Outbox.objects.filter(pk=earlier.pk).update(send_at=clock.now() - timedelta(minutes=30))
    type(row.conversation).objects.update(last_inbound_at=clock.now() - timedelta(minutes=5))
    FollowUp.objects.update(created_at=clock.now() - timedelta(minutes=4))
    Outbox.objects.filter(pk=row.pk).update(based_on=None)
    assert [each.id for each in outbox.claim_due(5)] == [row.pk]


def test_what_a_person_let_go_is_not_stopped_by_the_breaker_on_its_way_out(at):
    at("2027-05-12 09:00")
    row = on_its_way("few_days", approved_by=a_person(), approved_at=clock.now())
    for _ in range(26):
        a_follow_up(a_conversation(), state="sent", sent_at=clock.now(), ended_at=clock.now(), ended_reason="Sent.")
    assert [each.id for each in outbox.claim_due(5)] == [row.pk]
