"""The note of a colleague who hands back: what the agent plans from it, what it keeps knowing, and that it does not hand over again."""

from datetime import UTC, datetime, timedelta

import pytest

from conversations.handoff import claim, hand_back, raise_handoff
from conversations.inbox.acts import write
from conversations.models import Conversation, Handoff, NextKind, Outbox, Purpose, Trigger, Turn
from crm.models import User
from followups.models import Commitment, FollowUp
from tests.builders import a_conversation, a_follow_up, a_message, a_team
from tests.conversations.turns.conftest import READ
from tests.crm.conftest import openai_server, openai_stub
from tests.openai_stub import says

__all__ = ["openai_server", "openai_stub"]
pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)  # a Tuesday; 11:00 in Madrid
ASKED = "Can you do something about the price for 400 kg to Mumbai?"


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at(NOW)
    a_team()


@pytest.fixture
def held(mara) -> Conversation:
    """They asked, the agent gave it to people, Mara has it."""
    conversation = a_conversation(last_inbound_at=NOW, waiting_since=NOW)
    done = Turn.objects.create(
        conversation=conversation, trigger="inbound", state="committed", lease_until=NOW, finished_at=NOW
    )
    a_message(conversation, ASKED, at=NOW, turn=done)
    raise_handoff(conversation, "not_grounded", "No article says it.")
    claim(conversation, mara)
    return conversation


def handed_back(conversation: Conversation, user: User, note: str, turn) -> Turn:
    hand_back(conversation, user, note)
    done = turn(conversation)
    assert done.trigger == Trigger.HANDED_BACK
    return done


@pytest.mark.parametrize(
    ("note", "last_day"),
    [
        ("I gave them 10 % off, wait for their PO next week", 24),
        ("10 % off agreed. Let them come back by Friday.", 17),
        ("Le di un 10 %, espera su pedido hasta el viernes", 17),
        ("Dei 10 %, aguarda o pedido até sexta-feira", 17),
    ],
)
def test_told_to_wait_it_waits_until_then_and_says_nothing(held, mara, turn, note, last_day):
    handed_back(held, mara, note, turn)
    assert held.next_kind == NextKind.WAIT_FOR_CUSTOMER
    assert held.next_at.date() == datetime(2026, 4, last_day).date()
    assert note in held.next_why
    assert not Outbox.objects.exists()
    assert held.owner_is_agent


def test_told_to_answer_only_when_asked_again_it_does(held, mara, turn):
    handed_back(held, mara, "Answer her when she asks again, nothing to do now.", turn)
    assert held.next_kind == NextKind.WAIT_FOR_CUSTOMER
    assert not Outbox.objects.exists()


def test_told_to_write_on_a_day_it_plans_that_message_about_the_matter(held, mara, turn):
    handed_back(held, mara, "Remind them about the contract next Monday.", turn)
    follow_up = FollowUp.objects.get()
    assert follow_up.planned_for.date() == datetime(2026, 4, 20).date()
    assert "contract" in follow_up.purpose
    assert "Mara" not in follow_up.quote
    assert held.next_kind == NextKind.FOLLOW_UP
    assert not Outbox.objects.exists()


def test_what_the_colleague_promises_in_the_note_is_the_colleagues_task(held, mara, turn):
    handed_back(held, mara, "I'll call them on Friday about the rate.", turn)
    assert (held.next_kind, held.next_user) == (NextKind.HUMAN_TASK, mara)
    assert held.next_at.date() == datetime(2026, 4, 17).date()
    assert Commitment.objects.get().who == "us"


def test_a_settled_matter_is_not_answered_again(held, mara, turn):
    handed_back(held, mara, "Called them, all settled.", turn)
    assert held.next_kind == NextKind.WAIT_FOR_CUSTOMER
    assert not Outbox.objects.exists()


def test_words_that_a_person_saw_do_not_call_a_person_again(openai_stub, held, mara, turn):
    angry = {
        **READ,
        "stance": "angry",
        "stance_quote": "Can you do something",
        "churn_risk": True,
        "churn_quote": "price",
    }
    openai_stub.on("read", says(angry))
    handed_back(held, mara, "", turn)
    assert not Handoff.objects.filter(state__in=["open", "claimed"]).exists()
    assert held.owner_is_agent
    assert held.next_kind == NextKind.WAIT_FOR_CUSTOMER


def test_but_new_words_of_the_same_kind_do(openai_stub, held, mara, turn, clock_at):
    openai_stub.on("read", says(READ))
    handed_back(held, mara, "Wait for them.", turn)
    clock_at(NOW + timedelta(hours=1))
    openai_stub.on("read", says({**READ, "churn_risk": True, "churn_quote": "looking at others"}))
    again(held, "Now I am looking at others")
    turn(held)
    assert Handoff.objects.get(state="open").reason == "churn"
    assert (held.priority, held.priority_quote) == (2, "looking at others")


def test_the_agent_goes_on_knowing_the_note_and_what_the_colleague_wrote(openai_stub, held, mara, turn, clock_at):
    write(held, mara, "I can do 10 % off for a regular 400 kg.", key="k", seen=10**9, insists=True)
    turn(held)
    handed_back(held, mara, "I gave them 10 % off, wait for their PO next week", turn)
    clock_at(NOW + timedelta(hours=2))
    openai_stub.on("read", says(READ))
    openai_stub.on("compose", says({"text": "Yes, the 10 % stands. When may we expect the order?", "confidence": 0.9}))
    again(held, "So the discount is fixed, right?")
    assert turn(held).outcome == "replied"
    asked = next(one for one in reversed(openai_stub.asked) if one.task == "compose").data
    assert asked["notes"] == [
        {
            "at": asked["notes"][0]["at"],
            "by": "Mara Wouters",
            "text": "I gave them 10 % off, wait for their PO next week",
        }
    ]
    assert {"from": "us", "by": "colleague"}.items() <= asked["recent"][-1].items()
    assert "10 % off for a regular 400 kg" in asked["recent"][-1]["text"]


def test_the_customer_is_told_once_also_when_it_is_handed_over_again(openai_stub, mara, turn):
    openai_stub.on("read", says({**READ, "wants_human": True, "wants_human_quote": "a person"}))
    conversation = a_conversation(
        next_kind=NextKind.REPLY, next_at=NOW, wake_at=NOW, wake_trigger=Trigger.INBOUND, waiting_since=NOW
    )
    a_message(conversation, "I want a person", at=NOW)
    turn(conversation)
    hand_back(conversation, mara)
    openai_stub.on("compose", says({"text": "", "abstain": True, "abstain_reason": "not_grounded"}))
    turn(conversation)
    assert Handoff.objects.count() == 2
    assert Outbox.objects.filter(purpose=Purpose.HANDOFF_NOTICE).count() == 1
    assert conversation.waiting_since == NOW


def test_a_question_given_back_unanswered_does_not_come_back_to_them(openai_stub, mara, turn):
    openai_stub.on("read", says(READ))
    openai_stub.on("compose", says({"text": "", "abstain": True, "abstain_reason": "not_grounded"}))
    conversation = a_conversation(
        next_kind=NextKind.REPLY, next_at=NOW, wake_at=NOW, wake_trigger=Trigger.INBOUND, waiting_since=NOW
    )
    a_message(conversation, "What do you need from me?", at=NOW)
    turn(conversation)
    assert Handoff.objects.get().reason == "not_grounded"
    hand_back(conversation, mara)
    turn(conversation)
    assert Handoff.objects.count() == 1
    assert conversation.next_kind == NextKind.WAIT_FOR_CUSTOMER


def again(conversation: Conversation, body: str) -> None:
    from conversations.threads import await_reply, note_inbound
    from crm import clock

    now = clock.now()
    a_message(conversation, body, at=now)
    note_inbound(conversation, body, "text", now)
    await_reply(conversation, now)
    conversation.wake_at = conversation.next_at = now
    conversation.save()


def test_a_note_to_wait_keeps_what_is_planned_and_says_nothing(openai_stub, mara, turn):
    openai_stub.on("read", says({**READ, "pending": "keep", "answer_now": True}))
    openai_stub.on("compose", says({"text": "", "abstain": True, "abstain_reason": "not_grounded"}))
    conversation = a_conversation(
        next_kind=NextKind.REPLY, next_at=NOW, wake_at=NOW, wake_trigger=Trigger.INBOUND, waiting_since=NOW
    )
    follow_up = a_follow_up(conversation)
    a_message(conversation, "By the way, do you deliver on Saturdays?", at=NOW)
    turn(conversation)
    assert Handoff.objects.get().reason == "not_grounded"
    hand_back(conversation, mara, "Wait for them to write.")
    turn(conversation)
    follow_up.refresh_from_db()
    assert (Handoff.objects.count(), follow_up.state) == (1, "scheduled")
