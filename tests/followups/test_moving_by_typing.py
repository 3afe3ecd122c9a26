"""Moving by typing: the echo first, then the act; what is refused says whose words refuse it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from crm.models import User
from followups.models import FollowUp
from tests.builders import a_contact
from tests.followups.planned import planned
from tests.people import a_person, browser, part

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MADRID = ZoneInfo("Europe/Madrid")
AT = datetime(2026, 5, 12, 10, 0, tzinfo=MADRID)


@pytest.fixture
def mara(clock_at) -> User:
    clock_at(datetime(2026, 4, 30, 14, 5, tzinfo=UTC))
    return a_person()


@pytest.fixture
def page(mara: User) -> Client:
    return browser(mara)


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
