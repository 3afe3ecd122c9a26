"""Moving by typing: the echo first, then the act; what is refused says whose words refuse it."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from conversations.models import Conversation
from crm.models import User
from followups import acts
from followups.models import FollowUp
from tests.builders import a_contact
from tests.followups.planned import planned
from tests.people import a_person, part

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MADRID = ZoneInfo("Europe/Madrid")
AT = datetime(2026, 5, 12, 10, 0, tzinfo=MADRID)


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at(datetime(2026, 4, 30, 14, 5, tzinfo=UTC))


@pytest.fixture
def live(mara: User) -> FollowUp:
    return planned(
        AT,
        contact=a_contact(name="Lucía Ferrer"),
        earliest=AT,
        latest=AT + timedelta(hours=2),
        quote="not before the 12th please",
        no_contact_before=date(2026, 5, 12),
        precision="day",
    )


def echo(page: Client, live: FollowUp, text: str) -> str:
    return page.get(f"/followups/{live.pk}/echo/", {"text": text}, headers=HTMX).content.decode()


def test_the_date_is_echoed_and_nothing_is_saved(page, live):
    assert "Thu 14 May, 15:00 Madrid" in echo(page, live, "Thursday 14 May after lunch")
    live.refresh_from_db()
    assert live.planned_for == AT


def test_a_date_that_they_excluded_is_refused_with_their_words_and_the_next_allowed_one(page, live):
    html = echo(page, live, "tomorrow at 11")
    assert "not before the 12th please" in html
    assert 'name="date" value="2026-05-12"' in html
    assert "Move to" not in html


def test_words_that_are_no_time_are_answered_with_an_example(page, live):
    assert "Not understood as a time to come" in echo(page, live, "banana")
    assert "next Thursday after lunch" in echo(page, live, "banana")


def test_typed_markup_is_not_markup(page, live):
    assert "<script>" not in echo(page, live, "<script>alert(1)</script>")


def test_what_was_echoed_is_what_is_saved(page, live):
    html = echo(page, live, "Thursday 14 May after lunch")
    moment = html.split('name="moment" value="', 1)[1].split('"', 1)[0]
    form = {"text": "Thursday 14 May after lunch", "moment": moment}
    answer = page.post(f"/followups/{live.pk}/move/", form, headers=HTMX)
    assert "Moved to Thu 14 May, 15:00 Madrid." in answer.content.decode()
    live.refresh_from_db()
    assert live.planned_for.astimezone(MADRID).date() == date(2026, 5, 14)


def test_words_that_mean_another_day_by_now_are_echoed_again_instead_of_saved(page, live, clock_at):
    html = echo(page, live, "in two weeks")
    moment = html.split('name="moment" value="', 1)[1].split('"', 1)[0]
    clock_at(datetime(2026, 5, 2, 9, 0, tzinfo=UTC))
    answer = page.post(f"/followups/{live.pk}/move/", {"text": "in two weeks", "moment": moment}, headers=HTMX)
    assert answer.status_code == 422
    assert "By now it means something else" in answer.content.decode()
    live.refresh_from_db()
    assert live.planned_for == AT


def test_without_a_script_the_same_form_leads_to_the_echo_and_to_the_act(page, live):
    html = page.get(f"/followups/{live.pk}/move/", {"text": "14 May 16:30", "back": "/followups/"}).content.decode()
    assert "Move to Thu 14 May, 16:30 Madrid" in html
    moment = html.split('name="moment" value="', 1)[1].split('"', 1)[0]
    form = {"text": "14 May 16:30", "moment": moment, "back": "/followups/"}
    answer = page.post(f"/followups/{live.pk}/move/", form)
    assert answer.headers["Location"] == "/followups/"
    live.refresh_from_db()
    assert live.planned_for == datetime(2026, 5, 14, 16, 30, tzinfo=MADRID)


def test_the_refusal_in_the_card_keeps_what_was_typed(page, live):
    answer = page.post(f"/followups/{live.pk}/move/", {"text": "tomorrow at 11"}, headers=HTMX)
    side = part(answer.content.decode(), "side")
    assert answer.status_code == 422
    assert 'value="tomorrow at 11"' in side
    assert "not before the 12th please" in side


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12", "12 could be a day, an hour or a year."),
        ("2027", "could be a day, an hour or a year."),
        ("31 feb", "There is no such day: “31 feb”."),
        ("30.2.2027", "There is no such day"),
        ("now", "use Send now"),
        ("in 3 years", "more than a year and a half away"),
        ("yesterday", "No time to come was found"),
        ("<b>1</b> 2 3", "No time to come was found"),
    ],
)
def test_what_could_be_meant_otherwise_is_asked_back_not_guessed(page, live, typed, told):
    html = echo(page, live, typed)
    assert told in html
    assert "Move to" not in html


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("14 May at 3am", "We write to them between 09:00 and 20:00"),
        ("15 August", "A public holiday there: "),
        ("Saturday 23 May", "Saturday is a day off there."),
        ("14 May", "Later than they asked for, “not before the 12th please”: until Tue 12 May."),
    ],
)
def test_what_speaks_against_a_date_is_said_with_the_echo_and_does_not_forbid_it(page, live, typed, hint):
    html = echo(page, live, typed)
    assert hint in html
    assert "Move to" in html


def test_once_a_colleague_has_moved_it_the_window_is_no_longer_theirs(page, live):
    FollowUp.objects.filter(pk=live.pk).update(moves=1)
    assert "Later than they asked for" not in echo(page, live, "14 May")


def test_in_a_thread_that_a_colleague_has_the_echo_says_that_nothing_goes_out_before(page, live):
    Conversation.objects.filter(pk=live.conversation_id).update(held_by=a_person(first_name="Tomasz"), held_at=AT)
    assert "Tomasz Wouters has this conversation" in echo(page, live, "20 May")


def test_the_second_of_two_tabs_is_told_instead_of_winning_silently(page, live):
    first, second = (re.search(r'name="was" value="([^"]+)"', echo(page, live, "20 May"))[1] for _ in range(2))
    path = f"/followups/{live.pk}/move/"
    assert page.post(path, {"text": "20 May", "was": first}, headers=HTMX).status_code == 200
    answer = page.post(path, {"text": "28 May", "was": second}, headers=HTMX)
    assert answer.status_code == 422
    assert "Mara Wouters moved it to “20 May”" in answer.content.decode()
    live.refresh_from_db()
    assert live.planned_for.astimezone(MADRID).date() == date(2026, 5, 20)
    answer = page.post(path, {"date": "2026-05-29", "time": "10:00", "was": second}, headers=HTMX)
    assert "It has changed meanwhile." in answer.content.decode()


def test_refused_from_the_board_what_was_typed_is_not_lost(page, live):
    form = {"text": "tomorrow at 11", "back": "/followups/?who=mine"}
    shown = page.post(f"/followups/{live.pk}/move/", form, follow=True)
    assert shown.redirect_chain
    html = shown.content.decode()
    assert 'value="tomorrow at 11"' in html
    assert "not before the 12th please" in html
    assert 'href="/followups/?who=mine"' in html


def test_what_has_ended_cannot_be_moved_and_says_why(page, live):
    acts.cancel(live, a_person(), "They called.")
    html = page.get(f"/followups/{live.pk}/move/", headers=HTMX).content.decode()
    assert "It has ended meanwhile" in html
    assert "They called." in html
    assert "mover-text" not in html
