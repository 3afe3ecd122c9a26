"""The edges of "never twice, never stale, never silently dropped"."""

import ssl
from datetime import timedelta

import pytest
import requests
import urllib3.exceptions

from conversations import gates
from conversations.handoff import notice
from conversations.models import Conversation, Handoff, Purpose
from conversations.whatsapp import twilio
from crm import clock, contacts
from followups.models import FollowUp
from tests.builders import a_conversation, a_follow_up, a_template, an_outbox
from tests.conversations.channel import Channel

pytestmark = pytest.mark.django_db


def ssl_failure(cause: Exception) -> requests.exceptions.SSLError:
    wrapped = urllib3.exceptions.SSLError(cause)
    return requests.exceptions.SSLError(urllib3.exceptions.MaxRetryError(None, "/Messages.json", wrapped))  # type: ignore[arg-type]


def test_a_line_that_breaks_under_tls_may_have_carried_the_message():
    broken = ssl.SSLEOFError(8, "EOF occurred in violation of protocol")
    assert isinstance(twilio._outcome(ssl_failure(broken)), twilio.Unknown)


def test_a_certificate_that_is_not_accepted_carried_nothing():
    refused = ssl.SSLCertVerificationError(1, "certificate verify failed")
    assert isinstance(twilio._outcome(ssl_failure(refused)), twilio.Refused)


def follow_up_in_the_outbox(conversation: Conversation) -> FollowUp:
    template = a_template()
    values = {"1": "Ana", "2": "your parcels", "3": "the launch"}
    row = an_outbox(conversation, template.fill(values), purpose=Purpose.FOLLOW_UP, content_sid=template.sid)
    type(row).objects.filter(pk=row.pk).update(content_variables=values, body="")
    follow_up = a_follow_up(conversation, state="sent", message=row.message, ended_at=clock.now(), ended_reason="Sent.")
    return follow_up


def test_a_follow_up_that_an_outage_kept_for_days_is_not_sent_late(channel: Channel):
    clock.set_to(clock.now().replace(year=2027, month=5, day=11, hour=9, minute=0))
    conversation = channel.customer()
    follow_up = follow_up_in_the_outbox(conversation)
    clock.move(6 * 24 * 3600)
    channel.send()
    conversation.refresh_from_db()
    follow_up.refresh_from_db()
    assert channel.phone() == []
    assert (follow_up.state, conversation.next_kind) == ("cancelled", "human_task")
    assert Handoff.objects.get().suggestion.startswith("Hi Ana")


def test_a_follow_up_that_was_not_sent_does_not_leave_us_waiting_for_an_answer(channel: Channel):
    clock.set_to(clock.now().replace(year=2027, month=5, day=11, hour=9, minute=0))
    conversation = channel.customer()
    follow_up_in_the_outbox(conversation)
    contacts.hold(conversation.contact, "give me space")
    channel.send()
    conversation.refresh_from_db()
    assert channel.phone() == []
    assert conversation.next_kind == "internal_review"
    assert not conversation.owner_is_agent


def test_the_line_that_a_person_takes_over_may_be_said_again_next_week():
    conversation = a_conversation()
    said = notice("en")
    an_outbox(conversation, said, purpose=Purpose.HANDOFF_NOTICE, state="read", send_at=clock.now() - timedelta(days=7))
    proposal = gates.Proposal(conversation, conversation.contact, Purpose.HANDOFF_NOTICE, clock.now(), body=said)
    assert gates.duplicate_text(proposal) is None
