"""What the agent does with messages that are no plain text: it reads what are words, and is honest about the rest."""

import pytest

from conversations.models import Conversation, Handoff, NextKind, Outbox, Trigger
from conversations.whatsapp import twilio, typing
from crm import clock
from tests.builders import a_conversation, a_message
from tests.conversations.simulator.running import eventually
from tests.conversations.turns.conftest import LATER, READ
from tests.openai_stub import says

pytestmark = pytest.mark.django_db(transaction=True)


def sent(*messages: tuple[str, str], **fields) -> Conversation:
    """They sent these (kind, words), and the quiet is over."""
    now = clock.now()
    conversation = a_conversation(
        next_kind=NextKind.REPLY, next_at=now, wake_at=now, wake_trigger=Trigger.INBOUND
    )  # fmt: skip
    for kind, words in messages:
        a_message(conversation, words, kind=kind, **fields)
    return conversation


@pytest.fixture
def answers(openai_stub):
    openai_stub.on("read", says(READ))
    openai_stub.on("compose", says({"text": "Gladly! How many parcels a month are these?", "confidence": 0.9}))
    return openai_stub


@pytest.mark.parametrize("kind", ["image", "audio", "video", "document", "media", "contacts", "hologram", "text"])
def test_what_only_a_person_can_know_goes_to_one_without_a_model_call_about_nothing(answers, run, kind):
    """Line 48, pitfall 14: no model is ever asked about an empty text."""
    conversation = sent((kind, ""))
    run(conversation)
    assert answers.asked == []
    assert (conversation.next_kind, Handoff.objects.get().reason) == (NextKind.HUMAN_TASK, "unreadable")
    assert [row.purpose for row in Outbox.objects.all()] == ["handoff_notice"], "they are told once, honestly"


@pytest.mark.parametrize("kind", ["sticker", "reaction"])
def test_a_gesture_wants_no_answer(answers, run, kind):
    conversation = sent((kind, ""))
    turn = run(conversation)
    assert (answers.asked, turn.outcome) == ([], "no_reply_needed")
    assert (Outbox.objects.count(), Handoff.objects.count()) == (0, 0)
    assert conversation.next_kind == NextKind.WAIT_FOR_CUSTOMER


def test_a_picture_with_a_question_is_read_and_given_to_a_person(answers, run):
    answers.on("read", says({**READ, "answer_now": True}))
    conversation = sent(("image", "Is this damage covered?"))
    run(conversation)
    (asked,) = answers.asked
    assert (asked.data["burst"][0]["text"], asked.data["burst"][0]["kind"]) == ("Is this damage covered?", "image")
    assert Handoff.objects.get().words == "They sent something that the agent cannot see or hear: photo."


def test_a_picture_beside_a_wish_for_later_keeps_the_plan(answers, run):
    answers.on("read", says(LATER))
    conversation = sent(("image", ""), ("text", "Busy with a launch, in two weeks please"))
    run(conversation)
    assert [said["text"] for said in answers.asked[0].data["burst"]] == ["Busy with a launch, in two weeks please"]
    assert (conversation.next_kind, Handoff.objects.count()) == (NextKind.FOLLOW_UP, 0)


def test_places_and_cards_are_words_to_the_reader(answers, run):
    conversation = sent(("location", "Sants, Plaça dels Països 1 (41.38, 2.14)"), ("contacts", "Juan Pérez, +34600"))
    run(conversation)
    burst = answers.asked[0].data["burst"]
    assert [(said["kind"], said["text"]) for said in burst] == [
        ("location", "Sants, Plaça dels Països 1 (41.38, 2.14)"),
        ("contacts", "Juan Pérez, +34600"),
    ]
    assert Handoff.objects.count() == 0


def test_what_they_quoted_tapped_passed_on_or_came_from_is_told_to_the_reader(answers, run):
    conversation = sent()
    ours = a_message(conversation, "Sea or air?", direction="outbound", author="agent")
    details = {"tapped": "by_sea", "forwarded": "once", "ad_headline": "Parcels to Portugal"}
    a_message(conversation, "This one", replies_to=ours, details=details)
    run(conversation)
    said = answers.asked[0].data["burst"][0]
    assert said["replying_to"] == "Sea or air?"
    assert (said["tapped"], said["forwarded"], said["came_from_ad"]) == ("by_sea", True, "Parcels to Portugal")


def test_typing_is_shown_when_a_reply_is_written_and_never_waited_for(answers, run, monkeypatch):
    """Line 73: only when a reply will follow; Twilio's failure is nobody's concern."""
    shown: list[str] = []

    def breaks(sid: str) -> bool:
        shown.append(sid)
        raise RuntimeError("Twilio is on fire")

    monkeypatch.setattr(twilio, "typing", breaks)
    conversation = sent()
    a_message(conversation, "Can you ship to Portugal?", provider_sid="SM" + "7" * 32)
    assert run(conversation).outcome == "replied"
    assert eventually(lambda: shown) == ["SM" + "7" * 32]


def test_no_typing_where_nothing_will_be_said(answers, run, monkeypatch):
    """Line 73."""
    shown: list[str] = []
    monkeypatch.setattr(typing, "show", shown.append)
    conversation = sent(("image", ""))
    run(conversation)
    answers.on("read", says({**READ, "acknowledgement": True, "answer_now": False}))
    other = sent(("text", "thanks"))
    type(other).objects.filter(pk=other.pk).update(held_by=None)
    assert shown == []


def test_a_slow_twilio_takes_no_more_than_a_few_of_our_threads(monkeypatch):
    """Line 73: what is too much is left out, nothing queues up."""
    import threading

    gate = threading.Event()
    monkeypatch.setattr(twilio, "typing", lambda sid: gate.wait(10))
    try:
        shown = [typing.show(f"SM{number}") for number in range(40)]
    finally:
        gate.set()
    assert shown.count(True) == typing.LANES + typing.MOST_WAITING
