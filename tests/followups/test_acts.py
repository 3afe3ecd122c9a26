"""What a person does: move by words, approve, send now, release. Each leaves one next step, a Decision and a line."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from conversations.handoff import raise_handoff, take_over
from conversations.models import Conversation, NextKind, Trigger
from crm import clock, contacts
from crm.models import Activity
from followups import acts
from followups.models import Decision, FollowUp
from followups.moved_by_words import NotUnderstood, Understood, understand
from tests.builders import a_team
from tests.followups.planned import judge_now, planned, we_said
from tests.people import a_person

pytestmark = pytest.mark.django_db
MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 4, 30, 14, 5, tzinfo=UTC)  # a Thursday, 16:05 in Madrid


def local(day: int, hour: int = 10, minute: int = 0, month: int = 5) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=MADRID)


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at(NOW)
    a_team()


@pytest.fixture
def live() -> FollowUp:
    return planned(local(12))


@pytest.mark.parametrize(
    ("text", "first", "moment"),
    [
        ("next Thursday after lunch", local(7, 13), local(7, 15)),
        ("tomorrow at 10", local(1, 10), local(4, 10)),
        ("12 May 10:00", local(12, 10), local(12, 10)),
        ("2026-05-14 16:30", local(14, 16, 30), local(14, 16, 30)),
        ("el lunes por la tarde", local(4, 13), local(4, 15)),
    ],
)
def test_words_are_understood_in_the_customers_zone_and_echoed(live, text, first, moment):
    found = understand(live, text)
    assert isinstance(found, Understood), found
    assert found.window.earliest == first
    if text != "tomorrow at 10":  # a public holiday that they did name: the hour stands
        assert found.moment == moment
    assert "will write" in found.words
    assert "Madrid" in found.words


@pytest.mark.parametrize("text", ["", "hello", "yesterday", "x" * 200, "in four years"])
def test_what_is_no_time_to_come_is_told_with_an_example_or_the_reason(live, text):
    found = understand(live, text)
    assert isinstance(found, NotUnderstood)
    assert found.words.endswith(".")


def test_words_that_forbid_it_are_named_with_the_next_allowed_moment(live):
    live.no_contact_before, live.quote = date(2026, 5, 12), "write to me on the 12th"
    live.save()
    found = understand(live, "on Monday")
    assert isinstance(found, NotUnderstood)
    assert "not to be written to before 12 May (“write to me on the 12th”)" in found.words
    assert found.next_allowed == local(12, 9)
    assert "Tue 12 May, 09:00 Madrid" in found.words


def test_a_gap_that_is_not_over_is_named_with_the_moment_at_which_it_is(live):
    we_said(live.conversation, "An earlier follow-up", "follow_up", at=NOW + timedelta(minutes=1))
    Conversation.objects.filter(pk=live.conversation_id).update(last_inbound_at=NOW - timedelta(days=9))
    found = understand(live, "tomorrow at 10")
    assert isinstance(found, NotUnderstood)
    assert "less than 3 days old" in found.words
    assert found.next_allowed is not None
    assert found.next_allowed > NOW + timedelta(days=3)


def test_moving_by_words_moves_the_window_the_step_and_the_alarm(live, mara):
    found = acts.move_by_words(live, mara, "14 May 16:30")
    judge_now()
    live.refresh_from_db()
    assert live.planned_for == found.moment == local(14, 16, 30)
    assert live.earliest <= live.planned_for <= live.latest
    conversation = Conversation.objects.get(pk=live.conversation_id)
    assert (conversation.next_at, conversation.wake_at) == (live.planned_for, live.planned_for)
    assert "“14 May 16:30”" in Decision.objects.get(verdict="move").words


def test_moving_by_words_that_mean_nothing_changes_nothing(live, mara):
    with pytest.raises(acts.NotPossible, match="No time to come"):
        acts.move_by_words(live, mara, "whenever suits")
    live.refresh_from_db()
    assert live.planned_for == local(12)


def proposed(live: FollowUp, **fields) -> FollowUp:
    FollowUp.objects.filter(pk=live.pk).update(state="proposed", asks_approval="They may leave.", **fields)
    Conversation.objects.filter(pk=live.conversation_id).update(
        next_kind=NextKind.HUMAN_TASK, next_at=NOW + timedelta(hours=1), next_team=a_team(), wake_at=None
    )
    live.refresh_from_db()
    return live


def test_a_yes_gives_the_message_back_to_the_agent_at_its_moment(live, mara):
    moment = acts.approve(proposed(live), mara)
    judge_now()
    live.refresh_from_db()
    assert (moment, live.state, live.approved_by) == (local(12), "scheduled", mara)
    conversation = Conversation.objects.get(pk=live.conversation_id)
    assert (conversation.next_kind, conversation.next_at, conversation.owner_is_agent) == ("follow_up", moment, True)
    assert conversation.wake_trigger == Trigger.FOLLOW_UP_DUE
    assert Decision.objects.get(verdict="approve").words == f"{mara} approved it: goes Tue 12 May 10:00 Madrid."
    assert Activity.objects.filter(action="follow-up-approve", user=mara).exists()


def test_a_late_one_that_is_approved_goes_at_the_next_allowed_moment(live, mara, clock_at):
    clock_at(local(20, 22))
    moment = acts.approve(proposed(live, late=True), mara)
    assert moment.astimezone(MADRID).replace(second=0) == local(21, 9)
    live.refresh_from_db()
    assert live.late
    assert live.latest >= moment


def test_what_needs_no_yes_cannot_be_approved(live, mara):
    with pytest.raises(acts.NotPossible, match="needs no approval"):
        acts.approve(live, mara)


def test_a_yes_does_not_take_a_waiting_customer_from_people(live, mara):
    raise_handoff(live.conversation, "wants_person", "They ask for a person.")
    with pytest.raises(acts.NotPossible, match="A person is asked for"):
        acts.approve(proposed(live), mara)
    live.refresh_from_db()
    assert live.state == "proposed"


def test_a_held_one_is_released_with_the_reason_it_was_held_for(live, mara):
    FollowUp.objects.filter(pk=live.pk).update(state="held", held_ref="r1e1", held_words="Guideline “August”.")
    Conversation.objects.filter(pk=live.conversation_id).update(
        next_kind=NextKind.INTERNAL_REVIEW, next_team=a_team(), wake_at=None
    )
    acts.release(live, mara)
    judge_now()
    live.refresh_from_db()
    assert (live.state, live.held_ref) == ("scheduled", "")
    assert "It was held: Guideline “August”." in Decision.objects.get(verdict="release").words


def test_send_now_wakes_the_agent_at_once(live, mara):
    acts.send_now(live, mara)
    judge_now()
    conversation = Conversation.objects.get(pk=live.conversation_id)
    assert conversation.wake_trigger == Trigger.FOLLOW_UP_DUE
    assert conversation.wake_at <= clock.now()
    assert conversation.next_kind == NextKind.FOLLOW_UP


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("night", "outside 09:00 to 20:00"),
        ("room", "They asked for room"),
        ("opted_out", "They opted out"),
        ("named", "before 12 May"),
        ("held", "has this conversation"),
    ],
)
def test_send_now_is_refused_with_the_words_of_what_forbids_it(live, mara, clock_at, why, words):
    if why == "night":
        clock_at(local(4, 23))
    elif why == "room":
        contacts.hold(live.conversation.contact, "give me space")
    elif why == "opted_out":
        connection.check_constraints()  # it stood planned before they left by another way than a message
        contacts.opt_out(live.conversation.contact, "STOP", "form")
    elif why == "named":
        FollowUp.objects.filter(pk=live.pk).update(no_contact_before=date(2026, 5, 12))
    else:
        take_over(live.conversation, a_person())
    live.refresh_from_db()
    with pytest.raises(acts.NotPossible, match=words):
        acts.send_now(live, mara)
    live.refresh_from_db()
    assert live.planned_for == local(12)
