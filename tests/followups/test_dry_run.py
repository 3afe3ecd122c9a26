"""Dry run: what would have gone is held and shown, and ending it sends no pile."""

from datetime import UTC, datetime, timedelta

import pytest

from conversations.models import Conversation, Outbox
from crm.access import TEAM_LEAD
from crm.models import Business, User
from followups import acts, dry_run
from followups.models import Decision, FollowUp
from tests.builders import a_contact, a_message
from tests.followups.planned import planned, run_due, we_said
from tests.people import a_person, browser, part

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 30, 8, 5, tzinfo=UTC)  # Thursday, 10:05 in Madrid


@pytest.fixture
def lead(clock_at) -> User:
    clock_at(NOW)
    user = a_person(TEAM_LEAD)
    dry_run.begin(user)
    return user


@pytest.fixture
def due(lead: User) -> FollowUp:
    """Its moment has just come; the 24-hour window is open."""
    follow_up = planned(NOW - timedelta(seconds=1), contact=a_contact(name="Ana Ruiz"), precision="day")
    a_message(follow_up.conversation, "Write to me today about the parcels to Portugal.", at=NOW - timedelta(hours=2))
    said = we_said(follow_up.conversation, "I will.", at=NOW - timedelta(hours=2))
    follow_up.conversation.messages.filter(direction="inbound").update(turn=said.turn)
    return follow_up


def messages_out() -> int:
    return Outbox.objects.filter(purpose="follow_up").count()


def test_what_would_have_gone_is_held_and_stands_in_the_list(due, lead):
    run_due(Conversation.objects.get(pk=due.conversation_id))
    due.refresh_from_db()
    assert (due.state, due.held_ref) == ("held", "dry-run")
    assert messages_out() == 0
    assert "would have gone" in Decision.objects.get(follow_up=due, verdict="hold").words
    html = browser(lead).get("/followups/?show=dry").content.decode()
    assert "1 message would have gone" in part(html, "breaker")
    assert "Ana Ruiz" in part(html, "cards_dry")


def test_what_a_person_says_yes_to_goes_all_the_same(due, lead):
    conversation = Conversation.objects.get(pk=due.conversation_id)
    run_due(conversation)
    due.refresh_from_db()
    acts.send_now(due, lead)
    conversation.refresh_from_db()
    run_due(conversation)
    assert messages_out() == 1


def test_ending_it_sends_no_pile_until_it_is_let_go(due, lead):
    run_due(Conversation.objects.get(pk=due.conversation_id))
    assert dry_run.let_go(lead) == 0
    page = browser(lead)
    page.post("/followups/dry-run/", {"act": "end"})
    due.refresh_from_db()
    assert due.state == "held"
    assert "Let go: 1." in page.post("/followups/dry-run/", {"act": "let-go"}, follow=True).content.decode()
    due.refresh_from_db()
    assert due.state == "scheduled"
    assert due.planned_for > NOW


def test_only_a_lead_begins_and_ends_it(lead):
    agent = browser(a_person())
    assert (
        "A team lead begins and ends" in agent.post("/followups/dry-run/", {"act": "end"}, follow=True).content.decode()
    )
    assert Business.get().dry_run
    assert browser(a_person(role="")).post("/followups/dry-run/", {"act": "end"}).status_code == 403
