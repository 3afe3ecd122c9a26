"""The next-step card: it says what will happen, and a person can move it or stop it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client

from conversations.models import Conversation
from followups.models import Commitment, Decision, FollowUp
from tests.builders import a_conversation, a_follow_up, a_template
from tests.people import part

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture
def planned(clock_at) -> FollowUp:
    """A follow-up on Tuesday 12 May at 10:00 in Madrid; it is Thursday 30 April."""
    clock_at(datetime(2026, 4, 30, 14, 5, tzinfo=UTC))
    at = datetime(2026, 5, 12, 10, 0, tzinfo=MADRID)
    conversation = a_conversation()
    follow_up = a_follow_up(
        conversation,
        planned_for=at,
        earliest=at,
        latest=at + timedelta(hours=2),
        quote="write to me on the 12th",
        no_contact_before=date(2026, 5, 12),
        precision="day",
    )
    Conversation.objects.filter(pk=conversation.pk).update(next_kind="follow_up", next_at=at, wake_at=at)
    return follow_up


def side(page: Client, follow_up: FollowUp) -> str:
    return part(page.get(f"/inbox/{follow_up.conversation_id}/").content.decode(), "side")


def move(page: Client, follow_up: FollowUp, day: str, time: str = "10:00"):
    return page.post(f"/followups/{follow_up.pk}/move/", {"date": day, "time": time}, headers=HTMX)


def judge_now() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_card_says_what_when_why_and_what_would_stop_it(page, planned):
    html = side(page, planned)
    assert "Agent will write Tue 12 May, 10:00 Madrid" in html
    assert "shipping parcels to Portugal" in html
    assert "write to me on the 12th" in html
    assert "Ana writes first, Ana opts out or a colleague takes over" in html
    assert "on Tue 12 May" in html


def test_a_moment_is_said_in_their_time_and_in_ours(page, planned):
    planned.zone = "America/Sao_Paulo"
    planned.save()
    html = side(page, planned)
    assert "05:00 Sao Paulo" in html
    assert "10:00 Madrid, our time" in html


def test_the_template_is_shown_with_its_places_open_and_never_with_its_sample(page, planned):
    planned.template = a_template(name="reminder_en", body="Hi {{1}}, shall we go on?", variables={"1": "Ana"})
    planned.save()
    html = side(page, planned)
    assert "template reminder_en, approved" in html
    assert "Hi […], shall we go on?" in html


def test_without_a_template_it_says_who_gets_it_instead(page, planned):
    html = side(page, planned)
    assert "then a person gets it as a task" in html
    assert "As things stand it would not go" in html


def test_decisions_and_promises_are_kept_in_plain_words(page, planned):
    Decision.objects.create(
        conversation=planned.conversation, follow_up=planned, verdict="keep", words="Thanks changes nothing."
    )
    Commitment.objects.create(conversation=planned.conversation, who="us", what="hold the price")
    html = side(page, planned)
    assert "Thanks changes nothing." in html
    assert "hold the price" in html


def test_a_thread_with_nothing_planned_still_says_its_next_step(page):
    conversation = a_conversation()
    html = part(page.get(f"/inbox/{conversation.pk}/").content.decode(), "side")
    assert "Customer replies" in html
    assert "it is never dropped" in html


def test_moving_takes_the_time_of_the_customers_clock(page, planned, mara):
    answer = move(page, planned, "2026-05-14", "16:30")
    judge_now()
    planned.refresh_from_db()
    assert planned.planned_for == datetime(2026, 5, 14, 16, 30, tzinfo=MADRID)
    assert "Moved to Thu 14 May, 16:30 Madrid." in answer.content.decode()
    assert Decision.objects.filter(follow_up=planned, verdict="move").exists()
    assert Conversation.objects.get(pk=planned.conversation_id).next_at == planned.planned_for


def test_a_moment_at_night_becomes_the_first_allowed_one_and_says_so(page, planned):
    answer = move(page, planned, "2026-05-13", "23:00")
    planned.refresh_from_db()
    assert planned.planned_for == datetime(2026, 5, 14, 9, 0, tzinfo=MADRID)
    assert "first moment from then on" in answer.content.decode()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-05-11", "They asked not to be written to before 12 May"),
        ("2026-04-01", "That moment has passed"),
        ("", "Give a date"),
        ("9999-12-31", "within three years"),
        ("tomorrow", "Give a date"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_with_words(page, planned, day, words):
    answer = move(page, planned, day)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    planned.refresh_from_db()
    assert planned.planned_for == datetime(2026, 5, 12, 10, 0, tzinfo=MADRID)


def test_cancelling_ends_it_and_leaves_another_next_step(page, planned, mara):
    answer = page.post(f"/followups/{planned.pk}/cancel/", {"why": "Sold elsewhere."}, headers=HTMX)
    judge_now()
    planned.refresh_from_db()
    assert planned.state == "cancelled"
    assert "Sold elsewhere." in planned.ended_reason
    conversation = Conversation.objects.get(pk=planned.conversation_id)
    assert conversation.next_kind == "wait_for_customer"
    assert "Customer replies" in part(answer.content.decode(), "side")


def test_what_has_ended_cannot_be_cancelled_again(page, planned):
    page.post(f"/followups/{planned.pk}/cancel/", headers=HTMX)
    answer = page.post(f"/followups/{planned.pk}/cancel/", headers=HTMX)
    assert answer.status_code == 422
    assert "already ended" in answer.content.decode()


def test_without_a_script_the_thread_is_shown_again(page, planned):
    answer = page.post(f"/followups/{planned.pk}/move/", {"date": "2026-05-14", "time": "10:00"}, follow=True)
    assert "Moved to Thu 14 May" in answer.content.decode()


def test_the_board_has_its_place_in_the_rail(page):
    html = page.get("/followups/").content.decode()
    assert 'href="/followups/" aria-current="page"' in html
