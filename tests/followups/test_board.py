"""The buckets of the board, the calendar, and the feed of what was not sent."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conversations.models import Conversation, NextKind
from conversations.next_step import close
from crm import contacts
from crm.models import Team, User
from followups.board.buckets import Scope, counts, page
from followups.board.dated import marks, rows
from followups.board.not_sent import KINDS, feed
from followups.models import Decision, FollowUp
from tests.builders import a_contact, a_conversation, a_follow_up, a_team
from tests.followups.planned import planned
from tests.people import a_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 8, 0, tzinfo=UTC)  # a Tuesday, 10:00 in Madrid
HOME = "Europe/Madrid"
EVERYBODY = Scope()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at(NOW)


def task(at: datetime, **fields) -> Conversation:
    return a_conversation(
        **{"next_kind": NextKind.HUMAN_TASK, "next_at": at, "wake_at": None, "next_team": a_team(), **fields}
    )


def ids(viewer, bucket, scope=EVERYBODY, **options):
    return [row.conversation.pk for row in page(viewer, bucket, scope, NOW, HOME, **options).rows]


def test_each_step_stands_in_its_bucket_the_soonest_first(mara):
    afternoon, noon = planned(NOW + 5 * HOUR), planned(NOW + 2 * HOUR)
    overdue = task(NOW - 2 * HOUR)
    thursday, in_a_month = planned(NOW + 2 * DAY), planned(NOW + 30 * DAY)
    waiting = a_conversation()
    assert ids(mara, "today") == [noon.conversation_id, afternoon.conversation_id]
    assert ids(mara, "late") == [overdue.pk]
    assert ids(mara, "week") == [thursday.conversation_id]
    assert ids(mara, "waiting") == [waiting.pk]
    assert ids(mara, "later") == [in_a_month.conversation_id]
    assert counts(mara, Scope(), NOW, HOME) == {
        **{"today": 2, "late": 1, "week": 1},
        **{"later": 1, "waiting": 1, "holds": 0},
    }


def test_a_wait_that_nobody_ended_is_late_and_stands_there_alone(mara):
    forgotten = a_conversation(next_at=NOW - HOUR, wake_at=NOW - HOUR)
    assert ids(mara, "late") == [forgotten.pk]
    assert ids(mara, "waiting") == []


def test_an_agents_step_of_this_minute_is_not_late(mara):
    planned(NOW - timedelta(minutes=2))
    assert ids(mara, "late") == []
    assert len(ids(mara, "today")) == 1


def test_what_is_held_proposed_or_given_room_stands_under_holds(mara):
    held, proposed = a_conversation(), a_conversation()
    a_follow_up(held, state="held")
    a_follow_up(proposed, state="proposed")
    room = a_conversation()
    contacts.hold(room.contact, "give me space")
    a_conversation()
    assert set(ids(mara, "holds")) == {held.pk, proposed.pk, room.pk}


def test_pages_go_on_where_the_last_one_ended_and_know_their_end(mara):
    rows = [planned(NOW + n * timedelta(minutes=30) + HOUR).conversation_id for n in range(5)]
    first = page(mara, "today", Scope(), NOW, HOME, size=2)
    second = page(mara, "today", Scope(), NOW, HOME, after=first.after, size=2)
    last = page(mara, "today", Scope(), NOW, HOME, after=second.after, size=2)
    assert [row.conversation.pk for each in (first, second, last) for row in each.rows] == rows
    assert last.after == ""


def test_a_page_costs_the_same_few_questions_however_long_it_is(mara):
    for n in range(6):
        planned(NOW + n * HOUR)
    asked = []
    for size in (1, 6):
        viewer = User.objects.get(pk=mara.pk)
        with CaptureQueriesContext(connection) as queries:
            page(viewer, "today", Scope(), NOW, HOME, size=size)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 3


def test_mine_and_my_teams(mara):
    other = Team.objects.create(name="Billing")
    mine, teams = task(NOW + HOUR, next_user=mara, next_team=None), task(NOW + HOUR, next_team=other)
    planned(NOW + HOUR)
    assert ids(mara, "today", Scope(user=mara)) == [mine.pk]
    assert ids(mara, "today", Scope(team=other)) == [teams.pk]
    assert counts(mara, Scope(user=mara), NOW, HOME)["today"] == 1


def test_who_has_no_role_sees_nothing():
    planned(NOW + HOUR)
    Decision.objects.create(conversation=a_conversation(), verdict="cancel", words="Cancelled.")
    outsider = a_person(role="")
    assert ids(outsider, "today") == []
    assert counts(outsider, Scope(), NOW, HOME)["today"] == 0
    assert feed(outsider).items == []
    assert marks(outsider, Scope(), NOW.date(), NOW.date() + DAY, HOME, ours=True).found == []


def test_the_calendar_has_what_is_dated_in_the_span(mara):
    inside = planned(NOW + 3 * DAY)
    planned(NOW + 40 * DAY)
    a_conversation()
    dated = marks(mara, Scope(), NOW.date(), NOW.date() + 7 * DAY, HOME, ours=True)
    assert list(rows(dated.found).values()) == [(inside.conversation, inside.purpose)]


def test_a_message_stands_by_the_customers_clock_and_a_colleagues_task_by_ours(mara):
    far = {"timezone": "America/New_York", "country": "US"}
    message = planned(NOW + 6 * HOUR, contact=a_contact(**far), zone="America/New_York")
    owed = task(NOW + HOUR, contact=a_contact(**far))
    found = {mark.pk: mark for mark in marks(mara, Scope(), NOW.date(), NOW.date() + DAY, HOME, ours=False).found}
    assert found[message.conversation_id].local.hour == 10
    assert found[owed.pk].local.hour == 11
    assert found[owed.pk].zone == HOME


def test_more_than_can_be_looked_up_is_said_with_the_moment_from_which_on(mara, monkeypatch):
    monkeypatch.setattr("followups.board.dated.MOST", 2)
    for n in range(3):
        planned(NOW + n * HOUR)
    dated = marks(mara, Scope(), NOW.date(), NOW.date() + DAY, HOME, ours=True)
    assert len(dated.found) == 2
    assert dated.until == NOW + HOUR


def decision(verdict: str, words: str, facts: dict | None = None, follow_up: FollowUp | None = None) -> Decision:
    conversation = follow_up.conversation if follow_up else a_conversation()
    return Decision.objects.create(
        conversation=conversation,
        follow_up=follow_up,
        verdict=verdict,
        words=words,
        quote="maybe some day",
        facts=facts or {},
    )


def test_the_feed_tells_what_was_not_written_why_and_in_whose_words(mara):
    decision("make", "Will write on Tuesday.")
    decision("none", "Nothing to plan: an answer now.")
    decision("cancel", "Cancelled: they want it settled now.")
    decision("cancel", "Not sent: They asked for room.", {"refused": "no_contact"})
    decision("hold", "Held, not sent. Guideline “August”.")
    decision("defer", "Put off: outside their hours.")
    decision("expire", "Its moment has passed.")
    decision("propose", "They may leave.")
    decision("none", "A polite no: no chase.", {"not_sent": "polite_no"})
    decision("none", "They asked for room.", {"not_sent": "room"})
    decision("none", "No second time.", {"not_sent": "silence"})
    found = feed(mara).items
    assert {each.kind for each in found} == set(KINDS)
    assert len(found) == 9
    assert found[0].words == "No second time."
    assert {each.quote for each in found} == {"maybe some day"}
    for kind in KINDS:
        assert [each.kind for each in feed(mara, kind=kind).items] == [kind]


def test_the_feed_has_pages(mara):
    for n in range(5):
        decision("cancel", f"Cancelled {n}.")
    first = feed(mara, size=3)
    second = feed(mara, size=3, before=first.before)
    assert [each.words for each in (*first.items, *second.items)] == [f"Cancelled {n}." for n in (4, 3, 2, 1, 0)]
    assert second.before == ""


def test_who_left_is_quoted_and_the_reason_does_not_say_cancelled_twice(mara):
    live = planned(NOW + DAY)
    contacts.opt_out(live.conversation.contact, "STOP", "whatsapp")
    close(live.conversation, "opted_out")
    (told,) = feed(mara).items
    assert (told.label, told.words) == ("Cancelled", "The conversation was closed (opted out).")
    assert told.quote == "STOP"
