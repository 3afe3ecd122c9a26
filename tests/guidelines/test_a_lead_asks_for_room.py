"""The whole way of one sentence: written in the admin, understood, activated, enforced in turns and at the door, paused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conversations.gates import HELD, Proposal, Refuse, rule
from conversations.models import Conversation, NextKind, Outbox, Purpose, Reading, Trigger
from conversations.turns.claim import claim_due
from conversations.turns.run import run_turn
from crm import clock
from crm.models import Activity
from followups.models import Decision, FollowUp
from guidelines import activate
from guidelines.models import Application, Guideline
from guidelines.understand import understand
from tests.builders import a_contact, a_conversation, a_follow_up, a_message, a_turn
from tests.conversations.turns.conftest import LATER, READ, meanwhile
from tests.guidelines.conftest import UNTIL_THEY_WRITE, drafted
from tests.openai_stub import says
from tests.people import a_person, browser

pytestmark = pytest.mark.django_db(transaction=True)

SENTENCE = "When a lead asks for time, don't follow up until they reach out first."
SWAMPED = "We are swamped with a launch, give us a few weeks"
ASKED = {**LATER, "reason_quote": "swamped with a launch", "stance_quote": "give us a few weeks"}


def planned(body: str = SWAMPED, answer: dict = ASKED, **fields) -> Conversation:
    """They wrote, it was read, and a follow-up is planned in a week."""
    conversation = a_conversation(a_contact(name=fields.pop("name", "Ana Ruiz")))
    message = a_message(conversation, body)
    turn = a_turn(conversation, state="committed", finished_at=clock.now())
    conversation.messages.update(turn=turn)
    Reading.objects.create(
        conversation=conversation, turn=turn, stance="interested", wants_followup=True, confidence=0.9,
        answer=answer, message_ids=[message.pk],
    )  # fmt: skip
    follow_up = a_follow_up(conversation, **fields)
    moment = follow_up.planned_for
    Conversation.objects.filter(pk=conversation.pk).update(
        next_kind=NextKind.FOLLOW_UP, next_at=moment, wake_at=moment, wake_trigger=Trigger.FOLLOW_UP_DUE
    )
    conversation.refresh_from_db()
    return conversation


def waiting(body: str) -> Conversation:
    now = clock.now()
    conversation = a_conversation(next_kind=NextKind.REPLY, next_at=now, wake_at=now, wake_trigger=Trigger.INBOUND)
    a_message(conversation, body)
    return conversation


def proposal(conversation: Conversation) -> Proposal:
    last = conversation.messages.order_by("-id").values_list("id", flat=True).first()
    return Proposal(conversation, conversation.contact, Purpose.FOLLOW_UP, clock.now(), "Hello again", based_on=last)


def test_a_sentence_typed_in_the_admin_is_read_shown_activated_and_paused(openai_stub, lead):
    openai_stub.on("interpret", says(UNTIL_THEY_WRITE.model_dump(mode="json", by_alias=True)))
    asked, other = planned(), planned("Write to me on Tuesday", {**READ, "wants_followup": True})
    page = browser(lead)
    page.post(reverse("admin:guidelines_guideline_add"), {"text": SENTENCE, "title": ""})
    guideline = Guideline.objects.get()
    card, change = (reverse(f"admin:guidelines_guideline_{name}", args=[guideline.pk]) for name in ("card", "change"))
    assert guideline.status == "interpreting"
    assert "every 1s" in page.get(card).content.decode()

    understand(guideline.pk, lead.pk)
    shown = page.get(change).content.decode()
    assert "How I understood it" in shown
    assert "every 1s" not in shown
    assert "Hold every follow-up until they write" in shown
    assert ">Always<" in shown
    assert ">Activate<" in shown

    page.post(reverse("admin:guidelines_guideline_act", args=[guideline.pk, "activate"]))
    asked.refresh_from_db()
    held = FollowUp.objects.get(conversation=asked)
    assert held.state == "held"
    assert SENTENCE in held.held_words
    assert "swamped with a launch" in held.held_words
    assert (asked.next_kind, asked.next_at, asked.wake_at) == (NextKind.INTERNAL_REVIEW, held.planned_for, None)
    assert asked.next_team is not None
    decision = Decision.objects.get(conversation=asked)
    assert (decision.verdict, decision.quote) == ("hold", "swamped with a launch")
    assert FollowUp.objects.get(conversation=other).state == "scheduled"
    assert Application.objects.get().outcome == "prevented"
    assert Activity.objects.filter(action="guideline-activated", user=lead).exists()

    page.post(reverse("admin:guidelines_guideline_act", args=[guideline.pk, "pause"]))
    asked.refresh_from_db()
    held.refresh_from_db()
    assert (held.state, held.held_ref) == ("scheduled", "")
    assert (asked.next_kind, asked.next_at, asked.wake_at) == (NextKind.FOLLOW_UP, held.planned_for, held.planned_for)
    assert Decision.objects.filter(conversation=asked).first().verdict == "release"


def test_only_a_lead_decides_and_what_is_not_ready_has_no_button(lead):
    guideline = drafted(UNTIL_THEY_WRITE)
    someone = a_person()
    with pytest.raises(activate.NotAllowed):
        activate.activate(guideline, someone)
    browser(someone).post(reverse("admin:guidelines_guideline_act", args=[guideline.pk, "activate"]))
    guideline.refresh_from_db()
    assert guideline.status == "draft"
    unclear = drafted(UNTIL_THEY_WRITE.model_copy(update={"outcome": "clarify", "questions": ["Until when?"]}))
    with pytest.raises(activate.NotAllowed, match="Until when"):
        activate.activate(unclear, lead)
    shown = browser(lead).get(reverse("admin:guidelines_guideline_change", args=[unclear.pk])).content.decode()
    assert "Until when?" in shown
    assert ">Activate<" not in shown


def test_who_asks_for_time_while_it_is_active_is_held_in_the_very_turn(openai_stub, run, lead):
    activate.activate(drafted(UNTIL_THEY_WRITE, SENTENCE), lead)
    openai_stub.on("read", says(ASKED))
    openai_stub.on("compose", says({"text": "Of course, take your time.", "confidence": 0.9}))
    conversation = waiting(SWAMPED)
    run(conversation)
    follow_up = FollowUp.objects.get()
    assert follow_up.state == "held"
    assert SENTENCE in follow_up.held_words
    assert (conversation.next_kind, conversation.next_at) == (NextKind.INTERNAL_REVIEW, follow_up.planned_for)
    assert Outbox.objects.get().purpose == "reply"
    asked = next(each for each in openai_stub.asked if each.task == "compose")
    assert asked.data["plan"]["when_text"] == ""  # nothing is promised that is not going to happen
    why = Application.objects.get()
    assert (why.outcome, why.quote, why.verified) == ("prevented", "swamped with a launch", True)
    shown = browser(lead).get(f"/inbox/{conversation.pk}/").content.decode()
    assert "Guidelines at work" in shown
    assert "swamped with a launch" in shown


def test_what_was_planned_while_it_was_being_activated_is_caught_at_the_door(openai_stub, run, lead):
    guideline = drafted(UNTIL_THEY_WRITE, SENTENCE)
    reads = meanwhile(lambda: None)

    def read(data: dict) -> dict:
        reads(data)
        return ASKED

    openai_stub.on("read", says(read))
    activates = meanwhile(lambda: activate.activate(guideline, lead))

    def compose(data: dict) -> dict:
        activates(data)
        return {"text": f"I'll write {data['plan']['when_text']}.", "confidence": 0.9}

    openai_stub.on("compose", says(compose))
    conversation = waiting(SWAMPED)
    run(conversation)
    assert FollowUp.objects.get().state == "scheduled"  # the turn had obeyed before the guideline was there
    ruling = rule(proposal(conversation))
    assert isinstance(ruling, Refuse)
    assert ruling.code.startswith(HELD)
    assert SENTENCE in ruling.why
    assert "swamped with a launch" in ruling.why

    due = FollowUp.objects.get()
    openai_stub.on("moment", says({"verdict": "write", "because": "It is the day.", "confidence": 0.9}))
    clock.move(int((due.planned_for - clock.now()).total_seconds()) + 5)
    run(conversation)
    due.refresh_from_db()
    assert due.state == "held"
    assert conversation.next_kind == NextKind.INTERNAL_REVIEW
    assert Outbox.objects.filter(purpose="follow_up").count() == 0


def test_their_next_words_end_the_hold_and_thanks_does_not(openai_stub, run, lead):
    conversation = planned()
    activate.activate(drafted(UNTIL_THEY_WRITE, SENTENCE), lead)
    openai_stub.on("compose", says({"text": "Gladly.", "confidence": 0.9}), says({"text": "Sure.", "confidence": 0.9}))

    def they_write(body: str, answer: dict) -> FollowUp:
        openai_stub.on("read", says(answer))
        a_message(conversation, body)
        now = clock.now()
        Conversation.objects.filter(pk=conversation.pk).update(
            next_kind=NextKind.REPLY, next_at=now, wake_at=now, wake_trigger=Trigger.INBOUND, next_team=None
        )
        run(conversation)
        return FollowUp.objects.get()

    thanks = {**READ, "acknowledgement": True, "answer_now": False, "pending": "keep"}
    assert they_write("Thanks!", thanks).state == "held"
    assert conversation.next_kind == NextKind.INTERNAL_REVIEW
    asks = {**READ, "pending": "keep", "stance_quote": "do you ship to Malta"}
    assert they_write("By the way, do you ship to Malta?", asks).state == "scheduled"
    assert conversation.next_kind == NextKind.FOLLOW_UP
    assert Decision.objects.first().verdict == "release"


def test_pausing_one_lets_go_only_what_no_other_holds(lead):
    conversation = planned()
    first, second = drafted(UNTIL_THEY_WRITE, "First rule"), drafted(UNTIL_THEY_WRITE, "Second rule")
    assert activate.activate(first, lead) == 1
    assert activate.activate(second, lead) == 0
    activate.pause(first, lead)
    held = FollowUp.objects.get()
    assert held.state == "held"
    assert "Second rule" in held.held_words
    activate.retire(second, lead)
    held.refresh_from_db()
    conversation.refresh_from_db()
    assert (held.state, conversation.next_kind) == ("scheduled", NextKind.FOLLOW_UP)


def test_what_is_released_after_its_moment_waits_for_the_next_allowed_one(lead):
    conversation = planned()
    guideline = drafted(UNTIL_THEY_WRITE)
    activate.activate(guideline, lead)
    clock.move(int(timedelta(days=9).total_seconds()))
    activate.pause(guideline, lead)
    follow_up = FollowUp.objects.get()
    conversation.refresh_from_db()
    assert follow_up.planned_for > clock.now()
    assert 9 <= follow_up.local(follow_up.planned_for).hour < 20
    assert conversation.next_at == follow_up.planned_for == conversation.wake_at


def test_a_guideline_past_its_last_day_lets_go_by_itself(lead):
    conversation = planned(planned_for=clock.now() + timedelta(days=30))
    guideline = drafted(UNTIL_THEY_WRITE, valid_until=clock.now().date() + timedelta(days=2))
    activate.activate(guideline, lead)
    clock.move(int(timedelta(days=4).total_seconds()))
    assert rule(proposal(conversation)) is None or HELD not in getattr(rule(proposal(conversation)), "code", "")
    activate.expire()
    guideline.refresh_from_db()
    assert (guideline.status, FollowUp.objects.get().state) == ("retired", "scheduled")


def test_activation_asks_the_database_the_same_number_of_questions_however_much_is_planned(lead):
    asked = []
    for many in (2, 14):
        for n in range(many):
            planned(name=f"Ana {n}")
        guideline = drafted(UNTIL_THEY_WRITE)
        with CaptureQueriesContext(connection) as queries:
            assert activate.activate(guideline, lead) == many
        asked.append(len(queries))
    assert asked[1] <= asked[0]


def test_a_running_turn_that_was_claimed_before_keeps_the_hold(openai_stub, lead, clock_at):
    clock_at("2027-01-12T11:00")  # a Tuesday: the door would open
    conversation = planned(planned_for=clock.now() + timedelta(minutes=2))
    guideline = drafted(UNTIL_THEY_WRITE, SENTENCE)
    clock.move(180)
    openai_stub.on("moment", says(meanwhile_active(guideline, lead)))
    (claim,) = claim_due(10)
    async_to_sync(run_turn)(claim)
    conversation.refresh_from_db()
    assert FollowUp.objects.get().state == "held"
    assert conversation.next_kind == NextKind.INTERNAL_REVIEW
    assert not Outbox.objects.exists()


def meanwhile_active(guideline, lead):
    activates = meanwhile(lambda: activate.activate(guideline, lead))

    def answer(data: dict) -> dict:
        activates(data)
        return {"verdict": "write", "because": "It is the day.", "confidence": 0.9}

    return answer
