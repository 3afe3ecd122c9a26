"""What happens while a turn runs, and what a turn that cannot end well leaves behind: never a thread that nobody owns."""

from datetime import timedelta

import pytest

from conversations import handoff
from conversations.models import Conversation, Handoff, NextKind, Outbox, Trigger
from conversations.turns import run as running
from crm import clock
from crm.models import User
from followups import acts
from followups.models import FollowUp
from tests.builders import a_conversation, a_follow_up, a_message
from tests.conversations.turns.conftest import READ, meanwhile
from tests.openai_stub import says

pytestmark = pytest.mark.django_db(transaction=True)
WRITE = {"verdict": "write", "because": "Nothing changed.", "confidence": 0.9}


def waiting(body: str = "Can you ship to Portugal?", **fields) -> Conversation:
    now = clock.now()
    due = {"next_kind": NextKind.REPLY, "next_at": now, "wake_at": now, "wake_trigger": Trigger.INBOUND}
    conversation = a_conversation(**{**due, **fields})
    a_message(conversation, body)
    return conversation


def due_follow_up(**fields) -> Conversation:
    """It is the moment, on a Tuesday at eleven in Madrid; they wrote an hour ago, so that the window is open."""
    clock.set_to(clock.now().replace(year=2027, month=5, day=11, hour=9, minute=0))
    now = clock.now()
    conversation = a_conversation(**{"last_inbound_at": now - timedelta(hours=1), **fields})
    words = a_message(conversation, "Write to me about shipping at eleven", at=now - timedelta(hours=1))
    turn = conversation.turns.create(
        trigger="inbound", state="committed", lease_until=now, finished_at=now, business_at=now
    )
    type(words).objects.filter(pk=words.pk).update(turn=turn)
    a_follow_up(conversation, planned_for=now)
    owner = {} if fields.get("next_user") else {"wake_at": now, "wake_trigger": Trigger.FOLLOW_UP_DUE}
    Conversation.objects.filter(pk=conversation.pk).update(next_kind=NextKind.FOLLOW_UP, next_at=now, **owner)
    conversation.refresh_from_db()
    return conversation


@pytest.fixture
def tomasz() -> User:
    return User.objects.create(username="tomasz", first_name="Tomasz")


@pytest.fixture
def answers(openai_stub):
    openai_stub.on("read", says(READ))
    openai_stub.on("moment", says(WRITE))
    openai_stub.on("compose", says({"text": "Gladly! Shall we talk about your parcels?", "confidence": 0.9}))
    return openai_stub


def test_a_turn_that_cannot_be_committed_gives_the_thread_to_a_person(answers, run, monkeypatch):
    def breaks(*args: object) -> None:
        raise ValueError("a bug at commit")

    monkeypatch.setattr(running, "apply", breaks)
    conversation = waiting()
    turn = run(conversation)
    assert turn.state == "committed"
    assert Handoff.objects.get().reason == "check_failed"
    assert (conversation.next_kind, conversation.wake_at) == (NextKind.HUMAN_TASK, None)
    assert [row.purpose for row in Outbox.objects.all()] == ["handoff_notice"]


def test_what_they_wrote_before_our_last_words_and_nobody_read_is_answered_next(answers, run, settings):
    conversation = waiting("Can you ship to Portugal?")
    settings.TURN_MAX_SUPERSESSIONS = 0
    answers.on("read", says(meanwhile(lambda: a_message(conversation, "And to Spain?"))), says(READ))
    answers.on("compose", says({"text": "To Portugal, yes."}), says({"text": "To Spain, too."}))
    run(conversation)
    assert (conversation.next_kind, conversation.wake_trigger) == (NextKind.REPLY, Trigger.INBOUND)
    run(conversation)
    asked = [call for call in answers.asked if call.task == "read"][-1]
    assert [said["text"] for said in asked.data["burst"]] == ["And to Spain?"]
    assert [row.body for row in Outbox.objects.order_by("id")] == ["To Portugal, yes.", "To Spain, too."]


def test_a_message_that_came_late_by_the_backfill_is_read_and_answered(answers, run):
    conversation = waiting("Hello?")
    run(conversation)
    a_message(conversation, "How do I send parcels?", at=clock.now() - timedelta(minutes=5))
    now = clock.now()
    Conversation.objects.filter(pk=conversation.pk).update(
        next_kind=NextKind.REPLY, next_at=now, wake_at=now, wake_trigger=Trigger.INBOUND
    )
    answers.on("compose", says({"text": "Like so."}))
    run(conversation)
    assert Outbox.objects.order_by("-id").first().body == "Like so."


def test_a_thread_handed_back_while_the_agent_reads_along_is_answered(answers, run, tomasz):
    conversation = waiting()
    handoff.take_over(conversation, tomasz)
    Conversation.objects.filter(pk=conversation.pk).update(wake_at=clock.now(), wake_trigger=Trigger.INBOUND)

    def hands_back() -> None:
        handoff.hand_back(Conversation.objects.get(pk=conversation.pk), tomasz)

    answers.on("read", says(meanwhile(hands_back)), says(READ))
    assert run(conversation).state == "abandoned"
    assert (conversation.next_kind, conversation.wake_trigger) == (NextKind.REPLY, Trigger.HANDED_BACK)
    run(conversation)
    assert Outbox.objects.filter(purpose="reply").count() == 1


@pytest.mark.parametrize("act", ["cancel", "move"])
def test_what_a_person_stopped_while_it_was_being_written_is_not_sent(answers, run, tomasz, act):
    conversation = due_follow_up()
    later = clock.now() + timedelta(days=2)

    def stops() -> None:
        follow_up = FollowUp.objects.get()
        acts.cancel(follow_up, tomasz) if act == "cancel" else acts.move(follow_up, tomasz, later)

    def writes(data: dict) -> dict:
        meanwhile(stops)(data)
        return WRITE

    answers.on("moment", says(writes))
    assert run(conversation).state == "abandoned"
    assert not Outbox.objects.exists()
    assert conversation.next_kind == (NextKind.WAIT_FOR_CUSTOMER if act == "cancel" else NextKind.FOLLOW_UP)
    assert conversation.wake_at > clock.now() + timedelta(hours=1)


def test_a_follow_up_that_falls_due_while_a_person_has_the_thread_becomes_their_task(answers, run, tomasz):
    conversation = due_follow_up(held_by=tomasz, held_at=clock.now())
    run(conversation)
    assert not Outbox.objects.exists()
    assert (conversation.next_kind, conversation.next_user) == (NextKind.HUMAN_TASK, tomasz)
    assert FollowUp.objects.get().state == "held"


def test_a_thread_is_not_closed_over_a_message_that_nobody_read(answers, run, settings):
    settings.TURN_MAX_SUPERSESSIONS = 0
    from crm.models import Business

    Business.get()
    Business.objects.update(polite_no_review_days=0)
    conversation = waiting("No, thank you")
    no = {**READ, "stance": "polite_no", "stance_quote": "No, thank you", "answer_now": False}

    def writes_again(data: dict) -> dict:
        meanwhile(lambda: a_message(conversation, "Wait, yes please!"))(data)
        return no

    answers.on("read", says(writes_again))
    run(conversation)
    assert (conversation.status, conversation.wake_trigger) == ("open", Trigger.INBOUND)


def test_an_opt_out_that_the_reading_sees_ends_every_thread_of_theirs(openai_stub, run):
    words = "kindly erase my number and leave me alone"
    openai_stub.on("read", says({**READ, "stance": "opt_out", "stance_quote": words, "answer_now": False}))
    conversation = waiting(words)
    other = a_conversation(conversation.contact, sender="whatsapp:+15005550007")
    live = a_follow_up(other)
    run(conversation)
    other.refresh_from_db()
    live.refresh_from_db()
    assert (conversation.closed_reason, other.closed_reason, live.state) == ("opted_out", "opted_out", "cancelled")
    assert [row.purpose for row in Outbox.objects.all()] == ["opt_out_confirmation"]


def test_an_opt_out_in_a_thread_that_a_person_has_is_confirmed_and_stays_with_them(openai_stub, run, tomasz):
    words = "kindly erase my number and leave me alone"
    openai_stub.on("read", says({**READ, "stance": "opt_out", "stance_quote": words, "answer_now": False}))
    conversation = waiting(words)
    handoff.take_over(conversation, tomasz)
    Conversation.objects.filter(pk=conversation.pk).update(wake_at=clock.now(), wake_trigger=Trigger.INBOUND)
    run(conversation)
    assert (conversation.status, conversation.next_user, conversation.wake_at) == ("open", tomasz, None)
    assert "opted out" in conversation.next_why
    assert [row.purpose for row in Outbox.objects.all()] == ["opt_out_confirmation"]
