"""One next step and no other: nothing planned against their wish, nothing beside the step, nothing that comes back for ever."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from conversations.handoff import hand_back, raise_handoff
from conversations.models import Conversation, Handoff, NextKind, Outbox, Trigger
from crm import contacts
from crm.models import Address, Team, User
from followups import acts
from followups.models import Decision, FollowUp
from followups.sweep import counts, sweep
from tests.builders import a_conversation, a_follow_up, a_message, a_turn
from tests.conversations.turns.conftest import LATER, READ
from tests.followups.conftest import NOW
from tests.followups.planned import planned, run_due, we_said, wrote
from tests.openai_stub import says
from tests.people import a_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("world")]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MADRID = ZoneInfo("Europe/Madrid")
MAY_5 = "Write to them on 5 May 2026."


@pytest.fixture
def asked() -> Conversation:
    """They wrote, and the thread went to people."""
    conversation = a_conversation()
    done = a_turn(conversation, state="committed", finished_at=NOW)
    a_message(conversation, "We want to ship to Portugal, write in two weeks", at=NOW, turn=done)
    raise_handoff(conversation, "low_confidence", "Not sure.")
    return conversation


def back(conversation: Conversation, user: User, note: str = "") -> None:
    conversation.refresh_from_db()
    hand_back(conversation, user, note)
    run_due(conversation)


def at_its_alarm(conversation: Conversation, clock_at) -> None:
    assert conversation.wake_at
    clock_at(conversation.wake_at + timedelta(seconds=2))
    run_due(conversation)


# --- nothing against their wish -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("note", [MAY_5, "", "All settled."])
def test_for_who_opted_out_no_note_plans_a_message_and_the_thread_ends_in_silence(asked, mara, world, clock_at, note):
    contacts.opt_out(asked.contact, "STOP", "whatsapp")
    world.on("read", says(LATER))
    back(asked, mara, note)
    assert not FollowUp.objects.exists()
    assert not Outbox.objects.exists()
    assert (asked.next_kind, asked.owner_is_agent) == (NextKind.WAIT_FOR_CUSTOMER, True)
    assert "opted out" in asked.next_why
    at_its_alarm(asked, clock_at)
    assert (asked.status, asked.closed_reason) == ("closed", "opted_out")


def test_the_note_that_asked_in_vain_is_told(asked, mara):
    contacts.opt_out(asked.contact, "STOP", "whatsapp")
    back(asked, mara, MAY_5)
    assert MAY_5 in asked.next_why


def test_for_who_asked_for_room_a_note_becomes_a_look_on_that_day(asked, mara):
    contacts.hold(asked.contact, "give me space")
    back(asked, mara, MAY_5)
    assert not FollowUp.objects.exists()
    assert asked.next_kind == NextKind.INTERNAL_REVIEW
    assert f"{asked.next_at.astimezone(MADRID):%d %b}" == "05 May"


def test_what_stood_planned_when_they_left_by_another_way_ends_at_its_moment_unsent(clock_at):
    live = planned(NOW + DAY)
    contacts.opt_out(live.conversation.contact, "", "form")
    at_its_alarm(Conversation.objects.get(pk=live.conversation_id), clock_at)
    live.refresh_from_db()
    assert (live.state, Outbox.objects.count()) == ("cancelled", 0)


def test_the_database_refuses_a_plan_for_who_opted_out():
    conversation = a_conversation()
    contacts.opt_out(conversation.contact, "STOP", "whatsapp")
    with pytest.raises(IntegrityError, match="opted out"):
        a_follow_up(conversation)


# --- nothing beside the step ----------------------------------------------------------------------------------------------


def test_the_database_refuses_a_scheduled_follow_up_beside_waiting_for_them():
    live = planned(NOW + 7 * DAY)
    thread = Conversation.objects.filter(pk=live.conversation_id)
    with pytest.raises(IntegrityError, match="waits for the customer"), transaction.atomic():
        thread.update(next_kind=NextKind.WAIT_FOR_CUSTOMER)


def test_told_to_wait_after_they_asked_for_another_day_nothing_stays_scheduled_beside_it(asked, mara, world):
    a_follow_up(asked, planned_for=NOW + 7 * DAY)
    world.on("read", says({**LATER, "pending": "move"}))
    back(asked, mara, "Wait for their PO.")
    assert asked.next_kind == NextKind.WAIT_FOR_CUSTOMER
    assert not FollowUp.objects.filter(state="scheduled").exists()
    assert Decision.objects.latest("id").verdict == "cancel"


def test_a_colleagues_promise_in_the_note_does_not_undo_the_day_they_asked_for(asked, mara, world):
    a_follow_up(asked, planned_for=NOW + 3 * DAY)
    world.on("read", says({**LATER, "pending": "move"}))
    back(asked, mara, "I'll call them on Friday.")
    assert asked.next_kind == NextKind.HUMAN_TASK
    assert FollowUp.objects.get(state="scheduled").planned_for > NOW + 10 * DAY


# --- nothing comes back for ever --------------------------------------------------------------------------------------------


def test_quiet_again_after_a_person_looked_at_the_silence_it_is_closed(mara, clock_at):
    conversation = a_conversation()
    wrote(conversation, "We want to ship to Portugal")
    run_due(conversation)
    clock_at(NOW + 30 * DAY)
    Conversation.objects.filter(pk=conversation.pk).update(wake_trigger=Trigger.SILENCE, wake_at=NOW, next_at=NOW)
    run_due(conversation)
    assert conversation.next_kind == NextKind.INTERNAL_REVIEW, "a person looks first"
    clock_at(conversation.next_at + HOUR)
    back(conversation, mara, "Wait for them to write.")
    at_its_alarm(conversation, clock_at)
    assert (conversation.status, conversation.closed_reason) == ("closed", "gone_quiet")


@pytest.mark.parametrize(
    ("note", "stance", "reason"),
    [("All settled.", "interested", "resolved"), ("Wait for them.", "polite_no", "polite_no")],
)
def test_what_a_person_called_settled_or_has_seen_declined_is_closed_in_silence(
    asked, mara, world, clock_at, note, stance, reason
):
    world.on("read", says({**READ, "stance": stance, "answer_now": False}))
    back(asked, mara, note)
    if asked.next_kind == NextKind.INTERNAL_REVIEW:
        back(asked, mara, note)
    at_its_alarm(asked, clock_at)
    assert (asked.status, asked.closed_reason) == ("closed", reason)


def test_a_look_of_a_colleague_is_dated_in_their_office_hours(world, clock_at, turn):
    clock_at(datetime(2026, 4, 14, 2, 53, tzinfo=UTC))  # 04:53 in Madrid
    conversation = a_conversation()
    wrote(conversation, "Maybe some day.")
    world.on("read", says({**READ, "stance": "polite_no", "wants_followup": False, "answer_now": False, "times": []}))
    turn(conversation)
    assert conversation.next_kind == NextKind.INTERNAL_REVIEW
    assert conversation.next_at.astimezone(MADRID).time() == time(9)


def test_settled_elsewhere_no_gentle_word_is_proposed_later(world, clock_at):
    live = planned(NOW + 7 * DAY)
    conversation = live.conversation
    wrote(conversation, "We want to ship to Portugal")
    world.on("read", says({**READ, "pending": "keep", "wants": "shipping to Portugal"}))
    world.on("compose", says({"text": "How many parcels a month?", "confidence": 0.9}))
    run_due(conversation)
    world.on("moment", says({"verdict": "cancel", "because": "They ordered.", "confidence": 0.9}))
    clock_at(live.planned_for + HOUR)
    run_due(conversation)
    at_its_alarm(conversation, clock_at)
    assert (conversation.status, conversation.closed_reason) == ("closed", "resolved")


def test_a_look_is_late_when_its_day_is_over_and_is_told_once(clock_at):
    monday = datetime(2026, 4, 20, 9, tzinfo=MADRID)
    thread = a_conversation(
        next_kind=NextKind.INTERNAL_REVIEW, next_at=monday, wake_at=None, next_team=Team.objects.get(is_default=True)
    )
    clock_at(monday + 6 * HOUR)
    assert (sweep(), counts(monday + 6 * HOUR)["late_with_people"]) == (0, 0)
    clock_at(monday + 25 * HOUR)
    assert [sweep() for _ in range(3)] == [1, 0, 0]
    assert Handoff.objects.get(conversation=thread).reason == "overdue"


# --- what was seen is not read once more -----------------------------------------------------------------------------------


def test_what_a_colleague_settled_is_not_read_again_beside_a_later_message(asked, mara, world, clock_at):
    world.on("read", says(READ))
    back(asked, mara, "Wait for them.")
    clock_at(NOW + 60 * DAY)
    wrote(asked, "Do you ship to Porto?")
    Conversation.objects.filter(pk=asked.pk).update(waiting_since=NOW + 60 * DAY)
    world.asked.clear()
    run_due(asked)
    read = next(each for each in world.asked if each.task == "read").data
    assert [said["text"] for said in read["burst"]] == ["Do you ship to Porto?"]


def test_thanks_for_what_stays_planned_needs_neither_the_same_line_again_nor_a_person(world):
    live = planned(NOW + 7 * DAY)
    same = "Gladly, I'll come back to it."
    we_said(live.conversation, same)
    world.on("read", says({**LATER, "pending": "keep", "time_expressions": []}))
    world.on("compose", says({"text": same, "confidence": 0.9}))
    wrote(live.conversation, "todá")
    run_due(live.conversation)
    assert not Handoff.objects.exists()
    assert live.conversation.next_kind == NextKind.FOLLOW_UP


def test_a_noted_day_takes_up_the_matter_and_not_the_side_question_since(asked, mara, world, clock_at):
    world.on("read", says(LATER))
    back(asked, mara, MAY_5)
    world.on("read", says({**READ, "pending": "keep", "wants": "", "stance_quote": "also on Saturdays"}))
    acts.cancel(FollowUp.objects.get(), mara)
    asked.refresh_from_db()
    raise_handoff(asked, "not_grounded", "No article.")
    back(asked, mara, MAY_5)
    assert FollowUp.objects.get(state="scheduled").purpose == "shipping to Portugal"


def test_what_they_asked_for_before_an_outage_is_planned_though_its_confirmation_can_not_go(world, clock_at):
    conversation = a_conversation()
    world.on("read", says(LATER))
    wrote(conversation, "We want to ship to Portugal, write to me in two weeks")
    clock_at(NOW + 3 * DAY)
    run_due(conversation)
    assert not Handoff.objects.exists()
    assert not Outbox.objects.exists()
    assert (FollowUp.objects.get().state, conversation.next_kind) == ("scheduled", NextKind.FOLLOW_UP)


def test_but_a_question_that_can_not_be_answered_any_more_is_a_persons(world, clock_at):
    conversation = a_conversation()
    world.on("read", says(LATER))
    wrote(conversation, "Do you ship to Portugal? If so write to me in two weeks")
    clock_at(NOW + 3 * DAY)
    run_due(conversation)
    assert Handoff.objects.get().reason == "check_failed"


# --- two contacts who are one person ------------------------------------------------------------------------------------------


@pytest.fixture
def twins() -> tuple[FollowUp, FollowUp]:
    """One person with two numbers: written to under each on the same day."""
    old, new = (
        planned(NOW + 7 * DAY, purpose="the old crates"),
        planned(NOW + 7 * DAY + 2 * HOUR, purpose="the pallets"),
    )
    for one in (old, new):
        Address.objects.create(contact=one.conversation.contact, address=one.conversation.address)
    return old, new


def linked(old: FollowUp, new: FollowUp) -> None:
    contacts.move_address(old.conversation.contact.addresses.get(), new.conversation.contact, a_person())
    old.refresh_from_db()
    new.refresh_from_db()


def test_once_they_are_known_to_be_one_two_messages_of_one_day_become_one(twins):
    old, new = twins
    linked(old, new)
    assert (old.state, new.state, new.agenda) == ("cancelled", "scheduled", ["the old crates"])
    assert Conversation.objects.get(pk=old.conversation_id).next_kind == NextKind.WAIT_FOR_CUSTOMER
    assert Decision.objects.get().verdict == "merge"


def test_messages_of_two_days_stay_two(twins):
    old, new = twins
    with transaction.atomic():
        FollowUp.objects.filter(pk=old.pk).update(planned_for=NOW + 3 * DAY)
        Conversation.objects.filter(pk=old.conversation_id).update(next_at=NOW + 3 * DAY, wake_at=NOW + 3 * DAY)
    linked(old, new)
    assert (old.state, new.state) == ("scheduled", "scheduled")


def test_an_opt_out_under_one_number_ends_what_is_planned_under_the_other(twins):
    old, new = twins
    contacts.opt_out(old.conversation.contact, "STOP", "form")
    linked(old, new)
    assert (old.state, new.state) == ("cancelled", "cancelled")
    assert not FollowUp.objects.filter(state="scheduled").exists()
