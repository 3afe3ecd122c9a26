"""What follows from a reading beside the plan: the team by topic, also midway, and the priority by words of leaving."""

import pytest

from conversations.handoff import claim, raise_handoff
from conversations.models import Conversation, Handoff, NextKind, Outbox, Trigger
from conversations.next_step import close
from crm import clock
from crm.models import Activity, Team
from tests.builders import a_conversation, a_message
from tests.conversations.turns.conftest import READ
from tests.openai_stub import says
from tests.people import a_person

pytestmark = pytest.mark.django_db(transaction=True)
CHARGED = "The tracking page is broken … and why was I charged twice?"
LEAVING = "I've told you three times, I'm looking at other carriers"
BILLING = {**READ, "topic": "billing", "topic_quote": "why was I charged twice?", "topic_shift": True}
CHURN = {**READ, "churn_risk": True, "churn_quote": "I'm looking at other carriers"}


@pytest.fixture(autouse=True)
def teams() -> dict[str, Team]:
    made = [
        Team.objects.create(name="Sales", is_default=True, topics=["sales"]),
        Team.objects.create(name="Operations", topics=["technical", "logistics"]),
        Team.objects.create(name="Billing", topics=["billing"]),
    ]
    return {team.name: team for team in made}


@pytest.fixture
def answers(openai_stub):
    openai_stub.on("compose", says({"text": "Gladly! How many parcels a month are these?", "confidence": 0.9}))
    return openai_stub


def wrote(body: str, conversation: Conversation | None = None, **fields) -> Conversation:
    now = clock.now()
    due = {"next_kind": NextKind.REPLY, "next_at": now, "wake_at": now, "wake_trigger": Trigger.INBOUND}
    conversation = conversation or a_conversation(**{**due, "waiting_since": now, **fields})
    a_message(conversation, body)
    Conversation.objects.filter(pk=conversation.pk).update(wake_at=now, wake_trigger=Trigger.INBOUND)
    return conversation


def moves() -> list[str]:
    return list(Activity.objects.filter(action="topic-moved").order_by("id").values_list("words", flat=True))


def test_the_topic_decides_the_team(answers, run, teams):
    answers.on("read", says({**READ, "topic": "technical"}))
    conversation = wrote("The tracking page is broken")
    run(conversation)
    assert conversation.team == teams["Operations"]
    assert not moves()


def test_a_change_midway_moves_thread_and_open_handoff_with_a_note(answers, run, teams):
    conversation = wrote(CHARGED, topic="technical", team=teams["Operations"])
    raise_handoff(conversation, "low_confidence", "Not sure.")
    answers.on("read", says(BILLING))
    run(conversation)
    assert (conversation.topic, conversation.team, conversation.next_team) == (
        "billing", teams["Billing"], teams["Billing"],
    )  # fmt: skip
    assert Handoff.objects.get().team == teams["Billing"]
    assert moves() == ["Moved from Technical to Billing: “why was I charged twice?”"]


def test_two_matters_in_the_first_message_go_to_the_second_with_a_note(answers, run, teams):
    answers.on("read", says({**BILLING, "topic_before": "technical"}))
    conversation = wrote(CHARGED)
    run(conversation)
    assert conversation.team == teams["Billing"]
    assert moves() == ["Moved from Technical to Billing: “why was I charged twice?”"]


def test_the_same_topic_again_moves_nothing_and_keeps_the_team_that_a_person_chose(answers, run, teams):
    answers.on("read", says(BILLING))
    conversation = wrote("And the second invoice?", topic="billing", team=teams["Sales"])
    run(conversation)
    assert conversation.team == teams["Sales"]
    assert not moves()


def test_who_has_the_thread_keeps_it_when_the_topic_moves(answers, run, teams):
    mara = a_person()
    conversation = wrote("The tracking page is broken", topic="technical", team=teams["Operations"])
    raise_handoff(conversation, "low_confidence", "Not sure.")
    claim(conversation, mara)
    answers.on("read", says(BILLING))
    wrote(CHARGED, conversation)
    run(conversation)
    assert (conversation.held_by, conversation.next_user) == (mara, mara)
    assert conversation.team == teams["Billing"]


def test_words_of_leaving_put_it_on_top_of_the_queue_with_a_person(answers, run):
    answers.on("read", says(CHURN))
    conversation = wrote(LEAVING)
    run(conversation)
    assert (conversation.priority, conversation.priority_quote) == (2, "I'm looking at other carriers")
    told = Handoff.objects.get()
    assert (told.reason, told.quote) == ("churn", "I'm looking at other carriers")
    assert Outbox.objects.get().purpose == "handoff_notice"


def test_a_quote_that_they_never_said_is_not_shown_as_theirs(answers, run):
    answers.on("read", says({**CHURN, "churn_quote": "I hate you"}))
    conversation = wrote(LEAVING)
    run(conversation)
    assert (conversation.priority, conversation.priority_quote) == (2, "")


def test_the_priority_falls_when_the_matter_is_settled_and_not_by_thanks(answers, run):
    answers.on("read", says({**READ, "acknowledgement": True, "answer_now": False}))
    conversation = wrote("Thanks", priority=2, priority_quote="others")
    run(conversation)
    assert conversation.priority == 2
    answers.on("read", says({**READ, "stance": "resolved", "answer_now": False}))
    wrote("All solved now", conversation)
    run(conversation)
    assert (conversation.priority, conversation.priority_quote) == (0, "")


def test_closing_ends_priority_waiting_and_what_waits_for_a_person():
    conversation = a_conversation(priority=2, priority_quote="others", waiting_since=clock.now())
    raise_handoff(conversation, "churn", "They may leave us.")
    close(conversation, "resolved")
    conversation.refresh_from_db()
    assert (conversation.priority, conversation.priority_quote, conversation.waiting_since) == (0, "", None)
    assert Handoff.objects.get().state == "closed"


def test_the_person_is_offered_what_the_agent_would_answer(answers, run):
    answers.on("read", says({**CHURN, "answer_now": False}))
    run(wrote(LEAVING))
    assert Handoff.objects.get().suggestion == "Gladly! How many parcels a month are these?"
    asked = next(one for one in answers.asked if one.task == "compose")
    assert asked.data["for_colleague"] is True


def test_once_answered_by_the_agent_nobody_waits(answers, run):
    answers.on("read", says(READ))
    conversation = wrote("Can you ship to Portugal?")
    assert conversation.waiting_since
    run(conversation)
    assert conversation.waiting_since is None
