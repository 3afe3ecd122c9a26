"""The model is out: the customer hears it once, people get the thread with the reason, and it comes back by itself."""

import pytest

from conversations import handoff, outage
from conversations.models import Conversation, Handoff, NextKind, Outbox, Trigger
from crm import clock
from tests.builders import a_contact, a_message
from tests.conversations.turns.conftest import READ, openai_server, openai_stub, run
from tests.conversations.turns.test_run import waiting
from tests.openai_stub import RUBBISH, fails, says
from tests.people import a_person

__all__ = ["openai_server", "openai_stub", "run"]
pytestmark = pytest.mark.django_db(transaction=True)
BACK = says({"ready": True})


@pytest.fixture
def left(openai_stub, run) -> Conversation:
    """They wrote while the model refused."""
    openai_stub.on("read", fails(500))
    openai_stub.on("ready", fails(500))
    conversation = waiting("¿Cuánto cuesta enviar un palé a Lisboa?")
    run(conversation)
    return conversation


def notices(conversation: Conversation) -> list[str]:
    return [row.message.body for row in Outbox.objects.filter(conversation=conversation, purpose="handoff_notice")]


def recovers(stub) -> None:
    stub.on("ready", BACK)
    stub.on("read", says(READ))
    stub.on("compose", says({"text": "How many parcels a month are these?", "confidence": 0.9}))


def test_they_are_told_once_in_their_language_and_people_see_why(left, run):
    assert notices(left) == [outage.LINES["es"]]
    raised = Handoff.objects.get()
    assert raised.reason == "model_failed"
    assert "nobody has read this yet" in raised.words
    assert "500" not in raised.words
    assert left.next_kind == NextKind.HUMAN_TASK
    a_message(left, "¿Hola?")
    Conversation.objects.filter(pk=left.pk).update(wake_at=clock.now(), wake_trigger=Trigger.INBOUND)
    run(left)
    assert len(notices(left)) == 1


def test_while_it_is_out_nothing_comes_back_and_then_the_agent_answers(left, run, openai_stub):
    assert outage.resume_if_back() == 0
    recovers(openai_stub)
    assert outage.resume_if_back() == 1
    left.refresh_from_db()
    assert (left.next_kind, left.owner_is_agent) == (NextKind.REPLY, True)
    run(left)
    assert Outbox.objects.filter(purpose="reply").get().message.body == "How many parcels a month are these?"
    assert not handoff.open_handoff(left)
    assert outage.resume_if_back() == 0


def test_what_a_colleague_has_claimed_stays_theirs(left, openai_stub):
    mara = a_person(username="mara")
    handoff.take_over(left, mara)
    recovers(openai_stub)
    assert outage.resume_if_back() == 0
    left.refresh_from_db()
    assert left.held_by == mara


@pytest.mark.parametrize("still", [RUBBISH, fails(401), says("Sorry, I am only a chat model")])
def test_an_answer_that_is_none_is_no_sign_of_life(left, openai_stub, still):
    openai_stub.on("ready", still)
    assert outage.resume_if_back() == 0


def test_a_thread_that_fails_again_when_the_model_is_back_stays_with_people_and_is_told_nothing_twice(
    left, run, openai_stub
):
    recovers(openai_stub)
    openai_stub.on("read", fails(400))
    assert outage.resume_if_back() == 1
    run(left)
    assert handoff.open_handoff(left)
    assert len(notices(left)) == 1
    assert outage.resume_if_back() == 0


def test_nobody_waits_nobody_is_asked(openai_stub):
    waiting("Hello", contact=a_contact())
    assert outage.resume_if_back() == 0
    assert openai_stub.asked == []


def test_an_answer_that_just_came_is_proof_enough(left, run, openai_stub):
    recovers(openai_stub)
    run(waiting("Do you ship to Malta?", contact=a_contact()))
    asked = len(openai_stub.asked)
    assert outage.resume_if_back() == 1
    assert len(openai_stub.asked) == asked
