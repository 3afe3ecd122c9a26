"""What is planned is looked at again when something changed, when nobody answers, when they promised something, when it is late."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from conversations.models import ContentTemplate, Conversation, Handoff, NextKind, Outbox, Purpose, Reading, Trigger
from conversations.turns.claim import claim_due
from crm import clock
from crm.models import Business, User
from followups import acts
from followups.models import Commitment, Decision, FollowUp, Mark
from followups.promise_acts import end_promise
from followups.reconsider import RULES, look_at_all, rules_changed
from followups.silence import what_if_silent
from followups.sweep import counts, office_hour_ago, sweep
from tests.builders import SENDER, a_contact, a_conversation, a_message, a_turn
from tests.conversations.turns.conftest import LATER, READ
from tests.followups.conftest import NOW
from tests.followups.planned import judge_now, planned, run_due, we_said, wrote
from tests.openai_stub import says
from tests.people import a_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("world")]
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
MADRID = ZoneInfo("Europe/Madrid")


def follow_ups_sent() -> int:
    return Outbox.objects.filter(purpose=Purpose.FOLLOW_UP).count()


# --- late -------------------------------------------------------------------------------------------------------------


def test_past_its_window_it_goes_only_if_a_person_says_so_and_then_knows_that_it_is_late(clock_at, world):
    live = planned(NOW + DAY, latest=NOW + 2 * DAY)
    clock_at(NOW + 3 * DAY)
    run_due(live.conversation)
    live.refresh_from_db()
    assert (live.state, live.late, follow_ups_sent()) == ("proposed", True, 0)
    assert live.conversation.next_kind == NextKind.HUMAN_TASK
    assert Decision.objects.get().verdict == "propose"
    moment = acts.approve(live, a_person())
    clock_at(moment + MINUTE)
    run_due(live.conversation)
    assert follow_ups_sent() == 1
    assert next(a for a in world.asked if a.task == "compose").data["follow_up"]["late"] is True


@pytest.mark.parametrize(
    ("fields", "days"), [({"precision": "hour"}, 2), ({"missed_after": NOW + 2 * DAY}, 3), ({}, 30)]
)
def test_what_makes_no_sense_any_more_is_expired_and_a_person_gets_it(clock_at, fields, days):
    live = planned(NOW + DAY, **{"latest": NOW + DAY + HOUR, "missed_after": NOW + DAY + 5 * HOUR, **fields})
    clock_at(NOW + days * DAY)
    run_due(live.conversation)
    live.refresh_from_db()
    assert (live.state, follow_ups_sent()) == ("expired", 0)
    assert live.conversation.next_kind == NextKind.HUMAN_TASK


def test_a_promise_of_ours_that_is_not_kept_comes_before_the_message(clock_at):
    live = planned(NOW + 7 * DAY)
    Commitment.objects.create(conversation=live.conversation, who="us", what="send the quote", due_by=NOW + 2 * DAY)
    clock_at(NOW + 7 * DAY + MINUTE)
    run_due(live.conversation)
    assert follow_ups_sent() == 0
    assert Handoff.objects.get().reason == "overdue"
    assert "send the quote" in Handoff.objects.get().words


# --- they promised ------------------------------------------------------------------------------------------------------


WORDS = "I'll send you the documents by Friday"
BY_FRIDAY = {"quote": "by Friday", "kind": "weekday", "weekday": 4, "relation": "by", "role": "their_commitment"}
PROMISES = {
    **READ,
    "answer_now": False,
    "time_expressions": [BY_FRIDAY],
    "commitments": [{"who": "them", "what": WORDS, "quote": WORDS, "time": BY_FRIDAY}],
}


@pytest.fixture
def promised(world) -> Conversation:
    """It is Tuesday; they send the documents by Friday."""
    world.on("read", says(PROMISES))
    conversation = a_conversation()
    wrote(conversation, WORDS)
    run_due(conversation)
    return conversation


def test_what_they_promise_is_dated_and_asked_after_when_its_day_is_over(promised):
    theirs, live = Commitment.objects.get(), FollowUp.objects.get()
    assert (theirs.who, theirs.due_by.astimezone(MADRID).strftime("%a %d")) == ("them", "Fri 17")
    assert (live.origin, live.commitment) == ("their_promise", theirs)
    assert live.planned_for > theirs.due_by
    assert promised.next_kind == NextKind.FOLLOW_UP


@pytest.mark.parametrize("how", ["a file", "words"])
def test_it_is_kept_when_it_comes_and_nobody_asks_after_it(promised, world, clock_at, how):
    clock_at(NOW + 2 * DAY)
    world.on("read", says({**READ, "answer_now": False, "pending": "keep"}))
    world.on("compose", says({"text": "Thanks, they are here.", "confidence": 0.9}))
    if how == "a file":
        wrote(promised, "documents.pdf", kind="document")
    else:
        wrote(promised, "Here are the documents")
    run_due(promised)
    assert Commitment.objects.get().state == "kept"
    assert FollowUp.objects.get().state == "cancelled"
    assert "Kept" in Decision.objects.get(verdict="cancel").words


def test_more_time_for_it_is_not_keeping_it(promised, world):
    world.on("read", says({**READ, "answer_now": False, "pending": "keep"}))
    wrote(promised, "I will send the documents later, not today")
    run_due(promised)
    assert Commitment.objects.get().state == "open"


# --- silence ---------------------------------------------------------------------------------------------------------------


def gone_quiet(**reading) -> Conversation:
    """They wanted something, we answered with a question, and nothing came for three working days."""
    conversation = a_conversation(last_inbound_at=NOW - 4 * DAY)
    turn = a_turn(conversation, state="committed", finished_at=NOW)
    message = a_message(conversation, "We want to ship 200 parcels to Portugal", at=NOW - 4 * DAY, turn=turn)
    answer = {**READ, "wants": "shipping parcels to Portugal", "wants_quote": "ship 200 parcels", **reading}
    Reading.objects.create(
        conversation=conversation, turn=turn, stance=answer["stance"], wants_followup=False, language="en",
        confidence=answer["confidence"], answer=answer, message_ids=[message.pk],
    )  # fmt: skip
    we_said(conversation, "Gladly! From which city do they leave?", at=NOW - 4 * DAY)
    Conversation.objects.filter(pk=conversation.pk).update(
        next_kind=NextKind.WAIT_FOR_CUSTOMER, next_at=NOW, wake_at=NOW, wake_trigger=Trigger.SILENCE
    )
    conversation.refresh_from_db()
    return conversation


def after_silence(policy: str) -> None:
    business = Business.get()
    business.after_silence = policy
    business.save()


def test_after_silence_a_person_is_asked_before_anything_is_written(clock_at):
    conversation = gone_quiet()
    assert "proposed" in what_if_silent(conversation)[0]
    run_due(conversation)
    live = FollowUp.objects.get()
    assert (live.origin, live.state) == ("silence", "proposed")
    assert conversation.next_kind == NextKind.HUMAN_TASK
    assert conversation.next_at is not None
    clock_at(NOW + 28 * DAY)
    assert claim_due(10) == []
    assert follow_ups_sent() == 0


def test_who_said_no_to_the_gentle_word_is_not_asked_again(clock_at):
    conversation = gone_quiet()
    run_due(conversation)
    acts.cancel(FollowUp.objects.get(), User.objects.create_user("mara"))
    conversation.refresh_from_db()
    assert conversation.next_kind == NextKind.WAIT_FOR_CUSTOMER
    clock_at(conversation.next_at + MINUTE)
    run_due(conversation)
    assert FollowUp.objects.count() == 1
    assert conversation.next_kind == NextKind.INTERNAL_REVIEW
    assert "not offered again" in conversation.next_why


def test_a_team_may_have_a_person_look_and_nothing_written():
    after_silence("review")
    conversation = gone_quiet()
    run_due(conversation)
    assert not FollowUp.objects.exists()
    assert conversation.next_kind == NextKind.INTERNAL_REVIEW


def test_after_silence_one_gentle_word_and_never_a_second(clock_at):
    after_silence("write")
    conversation = gone_quiet()
    assert "One gentle message" in what_if_silent(conversation)[0]
    run_due(conversation)
    live = FollowUp.objects.get()
    assert (live.origin, live.tone, live.must_not_say) == ("silence", "gentle", [])
    assert live.planned_for < NOW + DAY
    clock_at(live.planned_for + MINUTE)
    run_due(conversation)
    assert follow_ups_sent() == 1
    clock_at(conversation.next_at + MINUTE)
    run_due(conversation)
    assert follow_ups_sent() == 1
    assert conversation.next_kind == NextKind.INTERNAL_REVIEW
    assert "no second time" in conversation.next_why
    assert Decision.objects.filter(facts__not_sent="silence").exists()


@pytest.mark.parametrize("reading", [{"stance": "undecided"}, {"confidence": 0.2}, {"churn_risk": True}])
def test_without_a_clear_wish_a_person_looks_instead(reading):
    conversation = gone_quiet(**reading)
    run_due(conversation)
    assert not FollowUp.objects.exists()
    assert conversation.next_kind == NextKind.INTERNAL_REVIEW


def test_without_a_template_nothing_is_planned_after_silence():
    ContentTemplate.objects.all().delete()
    conversation = gone_quiet()
    run_due(conversation)
    assert "no approved template" in conversation.next_why


# --- one a day -------------------------------------------------------------------------------------------------------------


IN_A_WEEK = {"quote": "in a week", "kind": "in_duration", "n": 7, "unit": "day"}


def test_two_for_one_customer_on_one_day_become_one_across_their_threads(world):
    contact = a_contact()
    first = planned(NOW + 7 * DAY, contact=contact, purpose="the damaged pallet", must_mention=["the claim"])
    world.on("read", says({**LATER, "time_expressions": [IN_A_WEEK]}))
    second = a_conversation(contact, sender=f"{SENDER}1")
    wrote(second, "Write to me in a week about Portugal")
    run_due(second)
    judge_now()
    first.refresh_from_db()
    (live,) = FollowUp.objects.filter(state="scheduled")
    assert live.conversation == second
    assert live.agenda == ["the damaged pallet"]
    assert "the claim" in live.must_mention
    assert first.state == "cancelled"
    assert Decision.objects.get(verdict="merge").follow_up == first
    assert Conversation.objects.get(pk=first.conversation_id).next_kind == NextKind.WAIT_FOR_CUSTOMER


def test_one_message_a_day_whatever_it_is_about(clock_at):
    Business.get()
    Business.objects.update(min_gap_hours=0)
    contact = a_contact()
    live = planned(NOW + 7 * DAY, contact=contact)
    other = a_conversation(contact, sender=f"{SENDER}1")
    we_said(other, "About the pallet", "follow_up", at=NOW + 7 * DAY - HOUR)
    clock_at(NOW + 7 * DAY + MINUTE)
    run_due(live.conversation)
    live.refresh_from_db()
    assert follow_ups_sent() == 1
    assert live.planned_for.astimezone(MADRID).strftime("%a %d %H:%M") == "Wed 22 09:00"


def test_who_answered_and_asks_for_tomorrow_is_written_to_tomorrow(clock_at):
    live = planned(NOW + DAY, precision="day")
    we_said(live.conversation, "Earlier", "follow_up", at=NOW - HOUR)
    Conversation.objects.filter(pk=live.conversation_id).update(last_inbound_at=NOW)
    clock_at(NOW + DAY + MINUTE)
    run_due(live.conversation)
    assert follow_ups_sent() == 2


# --- policies, zones, people ---------------------------------------------------------------------------------------------


def test_new_writing_hours_move_what_lies_outside_them():
    late, noon = (
        planned(datetime(2026, 4, 21, 19, 0, tzinfo=MADRID)),
        planned(datetime(2026, 4, 21, 12, 0, tzinfo=MADRID)),
    )
    business = Business.get()
    business.write_until = time(18, 0)
    business.save()
    assert look_at_all("Our hours or holidays changed") == 1
    late.refresh_from_db()
    noon.refresh_from_db()
    assert late.planned_for == datetime(2026, 4, 22, 9, 0, tzinfo=MADRID)
    assert noon.planned_for == datetime(2026, 4, 21, 12, 0, tzinfo=MADRID)
    assert Conversation.objects.get(pk=late.conversation_id).next_at == late.planned_for


def test_new_rules_of_time_keep_the_hour_on_the_wall():
    live = planned(datetime(2026, 5, 12, 10, 0, tzinfo=MADRID))
    rules_changed()
    # As if the old edition had had Madrid an hour elsewhere: the wall says 11:00, the instant is that of 10:00.
    FollowUp.objects.filter(pk=live.pk).update(wall={**live.wall, "planned_for": "2026-05-12T11:00:00"})
    Mark.objects.filter(name=RULES).update(value="tz 2020a")
    assert rules_changed()
    live.refresh_from_db()
    assert live.planned_for == datetime(2026, 5, 12, 11, 0, tzinfo=MADRID)
    assert not rules_changed()


def test_the_agents_own_late_step_is_told_after_a_moment_of_patience(clock_at, monkeypatch):
    conversation = a_conversation(next_at=NOW, wake_at=NOW)
    clock_at(NOW + 3 * HOUR)
    assert (sweep(), counts(clock.now())["dropped"]) == (0, 1)
    ahead = clock.machine_now() + timedelta(minutes=4)
    monkeypatch.setattr(clock, "machine_now", lambda: ahead)
    assert sweep() == 1
    conversation.refresh_from_db()
    assert conversation.next_kind == NextKind.HUMAN_TASK
    assert (sweep(), counts(clock.now())["dropped"]) == (0, 0)


def test_a_broken_promise_of_ours_is_a_persons_task_once_and_ends_when_they_kept_it(clock_at):
    conversation = a_conversation(next_at=NOW + 9 * DAY, wake_at=NOW + 9 * DAY)
    promise = Commitment.objects.create(conversation=conversation, who="us", what="send the quote", due_by=NOW)
    clock_at(NOW + 2 * HOUR)
    assert (sweep(), sweep()) == (1, 0)
    end_promise(promise, a_person(), "kept")
    conversation.refresh_from_db()
    promise.refresh_from_db()
    assert (promise.state, Handoff.objects.get().state) == ("kept", "closed")
    assert (conversation.owner_is_agent, conversation.wake_trigger) == (True, Trigger.FACTS_CHANGED)
    assert counts(clock.now())["broken_promises"] == 0


@pytest.mark.parametrize(
    ("now", "since"),
    [
        (datetime(2026, 4, 14, 12, 0), datetime(2026, 4, 14, 11, 0)),
        (datetime(2026, 4, 14, 9, 20), datetime(2026, 4, 13, 17, 20)),
        (datetime(2026, 4, 19, 15, 0), datetime(2026, 4, 17, 17, 0)),
    ],
)
def test_an_hour_of_office_time_passes_only_in_the_office(now, since):
    assert office_hour_ago(now.replace(tzinfo=MADRID), Business.get()) == since.replace(tzinfo=MADRID)
