"""The calendar of one's own steps: a secret address, nothing of what customers wrote, and events that move."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from conversations.models import Conversation
from crm.models import User
from tests.builders import a_contact, a_conversation, a_follow_up
from tests.people import a_person, browser

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 4, 30, 14, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at(THURSDAY)


@pytest.fixture
def address(mara: User) -> str:
    html = browser(mara).post("/followups/feed/make/", follow=True).content.decode()
    return html.split("data-select", 1)[0].rsplit('value="http://testserver', 1)[1].rstrip('" ')


def fetched(address: str, **headers: str):
    return Client().get(address, headers=headers)


def events(address: str) -> list:
    return Calendar.from_ical(fetched(address).content).walk("VEVENT")


def a_task(user: User, **fields) -> Conversation:
    return a_conversation(
        a_contact(name="Lucía Ferrer"),
        next_kind="human_task",
        next_at=THURSDAY + timedelta(days=1),
        next_user=user,
        next_why="because “my secret illness” is over",
        last_direction="inbound",
        **fields,
    )


def test_a_step_stands_in_it_with_name_and_link_and_none_of_their_words(mara, address):
    conversation = a_task(mara, last_preview="my secret illness")
    answer = fetched(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "secret illness" not in answer.content.decode()
    (event,) = events(address)
    assert event["SUMMARY"] == "Reply to Lucía Ferrer"
    assert event.decoded("DTSTART") == conversation.next_at.replace(microsecond=0)
    assert f"/inbox/{conversation.pk}/" in event["URL"]


def test_a_follow_up_of_a_thread_that_they_hold_says_what_it_is_about(mara, address):
    at = THURSDAY + timedelta(days=7)
    conversation = a_conversation(held_by=mara, held_at=THURSDAY)
    a_follow_up(conversation, planned_for=at, quote="after my operation", reason="an operation")
    Conversation.objects.filter(pk=conversation.pk).update(next_kind="follow_up", next_at=at, next_user=mara)
    assert [each["SUMMARY"] for each in events(address)] == ["Write to Ana Ruiz: shipping parcels to Portugal"]
    assert "operation" not in fetched(address).content.decode()


def test_only_ones_own_steps_stand_in_it(mara, address):
    a_task(a_person(first_name="Tomasz"))
    a_conversation()
    assert events(address) == []


def test_a_moved_step_is_the_same_event_with_the_next_sequence(mara, address):
    conversation = a_task(mara)
    (before,) = events(address)
    (same,) = events(address)
    Conversation.objects.filter(pk=conversation.pk).update(next_at=THURSDAY + timedelta(days=3))
    (after,) = events(address)
    assert before["UID"] == same["UID"] == after["UID"]
    assert (before["SEQUENCE"], same["SEQUENCE"], after["SEQUENCE"]) == (0, 0, 1)
    assert after.decoded("DTSTART") == (THURSDAY + timedelta(days=3)).replace(microsecond=0)


def test_lines_are_folded_and_end_as_the_standard_wants(mara, address):
    a_conversation(
        a_contact(name="Ñandú " * 19), next_kind="internal_review", next_at=THURSDAY + timedelta(days=1), next_user=mara
    )
    body = fetched(address).content
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, body.split(b"\r\n"))) <= 75
    assert events(address)[0]["SUMMARY"].startswith("Look at Ñandú")


def test_what_has_not_changed_is_not_sent_again(mara, address):
    a_task(mara)
    tag = fetched(address)["ETag"]
    assert fetched(address, **{"If-None-Match": tag}).status_code == 304


def test_a_new_address_ends_the_old_one(mara, address):
    browser(mara).post("/followups/feed/make/")
    assert fetched(address).status_code == 404


def test_switched_off_it_shows_nothing(mara, address):
    browser(mara).post("/followups/feed/off/")
    assert fetched(address).status_code == 404
    assert "Make an address" in browser(mara).get("/me/").content.decode()


def test_the_address_is_shown_once_and_never_stored(mara, address):
    secret = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert len(secret) >= 43
    assert secret not in browser(mara).get("/me/").content.decode()
    assert secret not in str(list(type(mara.calendar_feed).objects.values()))


def test_who_has_left_or_lost_the_role_shows_nothing(mara, address):
    mara.groups.clear()
    assert fetched(address).status_code == 404
    mara.groups.add(*a_person().groups.all())
    assert fetched(address).status_code == 200
    User.objects.filter(pk=mara.pk).update(is_active=False)
    assert fetched(address).status_code == 404


def test_an_outsider_makes_no_address_and_sees_no_account():
    outsider = browser(a_person(role=""))
    assert outsider.get("/me/").status_code == 403
    assert outsider.post("/followups/feed/make/").status_code == 403
    assert Client().get("/me/").status_code == 302
    assert Client().get("/followups/feed/anything.ics").status_code == 404
