"""Every kind of effect, at work: what a guideline may do is refused, put off, repaired, asked or handed over by code, “Why?”
names the guideline and the words that triggered it, and the label that a lead reads is true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest

from conversations import handoff
from conversations.gates import Defer, Proposal, Refuse, rule
from conversations.models import Conversation, Message, NextKind, Outbox, Purpose, Trigger
from crm import clock
from crm.models import User
from followups import acts
from followups.models import FollowUp
from guidelines import activate
from guidelines.models import Application
from guidelines.schema import (
    AgentSide,
    AnyEffect,
    AnyOf,
    Cap,
    EffectKind,
    Fact,
    FactOverride,
    Format,
    Guide,
    HandoffNow,
    Hold,
    Interpretation,
    Language,
    MaxLength,
    MinGap,
    MustSay,
    NeverSay,
    OfferLimit,
    QuietHours,
    RequireFirst,
    Signal,
    Stop,
    Style,
    When,
    all_of,
    enforcement,
)
from tests.builders import a_contact, a_conversation, a_message, a_template, an_outbox
from tests.conversations.turns.conftest import LATER, READ
from tests.guidelines.conftest import drafted
from tests.guidelines.test_a_lead_asks_for_room import planned, proposal, waiting
from tests.openai_stub import says
from tests.people import browser

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "The rule under test"
WORDS = "my money back"
BODY = f"I want {WORDS}, and a quote for Malta"
WHEN = all_of(Signal(signal="refund_request"))
PLACES = {"1": "Ana", "2": "shipping your parcels to Portugal", "3": "the launch"}
TODAY = {**READ, "answer_now": False, "signals": {"refund_request": WORDS}}
SOON = {**LATER, "signals": {"refund_request": WORDS}}


@dataclass
class World:
    """A customer who said the words, and a model that answers as told."""

    stub: Any
    run: Callable[[Conversation], Any]
    lead: User

    def turn(self, *drafts: str, read: dict = TODAY, body: str = BODY) -> Conversation:
        self.stub.on("read", says(read))
        if drafts:
            self.stub.on("compose", *[says({"text": text, "confidence": 0.9}) for text in drafts])
        conversation = waiting(body)
        self.run(conversation)
        return conversation

    def again(self, conversation: Conversation, body: str, read: dict, *drafts: str) -> None:
        self.stub.on("read", says(read))
        if drafts:
            self.stub.on("compose", *[says({"text": text, "confidence": 0.9}) for text in drafts])
        a_message(conversation, body)
        now = clock.now()
        Conversation.objects.filter(pk=conversation.pk).update(
            next_kind=NextKind.REPLY,
            next_at=now,
            next_user=None,
            next_team=None,
            wake_at=now,
            wake_trigger=Trigger.INBOUND,
            last_inbound_at=now,
        )
        self.run(conversation)

    def sent(self, conversation: Conversation) -> str:
        row = Outbox.objects.filter(conversation=conversation).order_by("-id").first()
        return row.message.body if row else ""

    def due(self, conversation: Conversation) -> None:
        """The moment of the follow-up has come, and the model would write."""
        self.stub.on("moment", says({"verdict": "write", "because": "It is the day.", "confidence": 0.9}))
        self.stub.on("compose", says({"template_variables": PLACES, "confidence": 0.9}))
        a_template()
        due = FollowUp.objects.get(conversation=conversation)
        clock.move(int((due.planned_for - clock.now()).total_seconds()) + 5)
        self.run(conversation)


def about(conversation: Conversation, body: str) -> Proposal:
    """A reply of ours that wants to leave now."""
    last = conversation.messages.filter(direction="inbound").latest("id").pk
    return replace(proposal(conversation), purpose=Purpose.REPLY, body=body, based_on=last)


def asked_for_it() -> Conversation:
    """They said the words, were read, and a follow-up is planned at ten in the morning of their day."""
    morning = (clock.now() + timedelta(days=7)).replace(hour=9, minute=0, second=0, microsecond=0)
    while morning.weekday() != 1:
        morning += timedelta(days=1)
    return planned(BODY, TODAY, planned_for=morning, precision="day")


def sent_before(conversation: Conversation, ago: timedelta) -> None:
    row = an_outbox(conversation, "Shall we?", purpose="follow_up", state="delivered")
    moment = FollowUp.objects.get(conversation=conversation).planned_for - ago
    Outbox.objects.filter(pk=row.pk).update(send_at=moment)
    Message.objects.filter(pk=row.message_id).update(at=moment)
    Conversation.objects.filter(pk=conversation.pk).update(last_inbound_at=moment - timedelta(hours=1))


# --- one act a kind: returns the conversation in which it was at work -----------------------------------------------------


def hold(world: World) -> Conversation:
    conversation = world.turn("Of course.", read=SOON)
    assert FollowUp.objects.get().state == "held"
    assert isinstance(rule(proposal(conversation)), Refuse)
    return conversation


def stop(world: World) -> Conversation:
    conversation = asked_for_it()
    world.due(conversation)
    assert FollowUp.objects.get().state == "cancelled"
    assert not Outbox.objects.exists()
    assert conversation.next_kind == NextKind.WAIT_FOR_CUSTOMER
    return conversation


def cap(world: World) -> Conversation:
    conversation = asked_for_it()
    sent_before(conversation, timedelta(days=4))
    world.due(conversation)
    assert FollowUp.objects.get().state == "cancelled"
    assert conversation.next_kind == NextKind.INTERNAL_REVIEW
    return conversation


def gap(world: World) -> Conversation:
    conversation = asked_for_it()
    sent_before(conversation, timedelta(days=4))
    before = FollowUp.objects.get().planned_for
    world.due(conversation)
    assert FollowUp.objects.get().planned_for == before + timedelta(days=6)
    return conversation


def quiet(world: World) -> Conversation:
    conversation = asked_for_it()
    world.due(conversation)
    assert FollowUp.objects.get().local(conversation.next_at).hour == 15
    assert not Outbox.objects.exists()
    return conversation


def hand_over(world: World) -> Conversation:
    conversation = world.turn()
    raised = conversation.handoffs.get()
    assert (raised.reason, raised.quote) == ("guideline", WORDS)
    assert Outbox.objects.get().purpose == "handoff_notice"
    assert conversation.next_user == world.lead
    return conversation


def ask_first(world: World) -> Conversation:
    conversation = world.turn()
    assert "your invoice number" in world.sent(conversation)
    assert not conversation.handoffs.exists()
    world.again(conversation, "Why do you ask?", {**READ, "answer_now": True})
    assert "still need your invoice number" in world.sent(conversation)
    world.again(conversation, "It is INV-20417", {**READ, "answer_now": True})
    assert conversation.handoffs.get().reason == "wants_person"
    return conversation


def never_say(world: World) -> Conversation:
    conversation = world.turn("It is guaranteed, gladly.", "Gladly, tell me more.")
    assert world.sent(conversation) == "Gladly, tell me more."
    late = about(conversation, "It is guaranteed.")
    assert WORDS in getattr(rule(late), "why", "")
    return conversation


def must_say(world: World) -> Conversation:
    conversation = world.turn("Gladly.")
    assert world.sent(conversation) == "Gladly.\n\nPrices exclude VAT."
    world.again(conversation, BODY, TODAY, "With pleasure.")
    assert world.sent(conversation) == "With pleasure.", "once is once"
    return conversation


def max_length(world: World) -> Conversation:
    conversation = world.turn("One. Two. Three.", "First. Second. Third.")
    assert world.sent(conversation) == "First. Second."
    return conversation


def form(world: World) -> Conversation:
    conversation = world.turn("Gladly! 😀 How many?")
    assert world.sent(conversation) == "Gladly. How many?"
    return conversation


def language(world: World) -> Conversation:
    conversation = world.turn(
        "Thank you, we will look into it and write to you.", "Gracias, lo miramos y le escribimos mañana mismo."
    )
    assert world.sent(conversation).startswith("Gracias")
    return conversation


def offer(world: World) -> Conversation:
    conversation = world.turn("We can give you a discount of 15 %.", "A discount of 10 % is possible, then.")
    assert "10 %" in world.sent(conversation)
    return conversation


def fact(world: World) -> Conversation:
    conversation = world.turn("Express costs 45 euros.", "Express costs 55 euros.")
    assert "55 euros" in world.sent(conversation)
    return conversation


def told(world: World) -> Conversation:
    conversation = world.turn("Gladly.")
    (asked,) = [each for each in world.stub.asked if each.task == "compose"]
    assert len(asked.data["guidelines"]) == 1
    return conversation


ACTS: dict[str, tuple[AnyEffect, Callable[[World], Conversation], str]] = {
    "followup.hold": (Hold(until="contact_writes"), hold, "always"),
    "followup.stop": (Stop(), stop, "always"),
    "followup.cap": (Cap(max=1), cap, "always"),
    "followup.min_gap": (MinGap(hours=240), gap, "always"),
    "send.quiet_hours": (QuietHours.model_validate({"from": "09:00", "to": "15:00"}), quiet, "always"),
    "handoff.now": (HandoffNow(assignee="Tomasz Nowak"), hand_over, "always"),
    "handoff.require_first": (RequireFirst(collect=["invoice number"]), ask_first, "always"),
    "reply.never_say": (NeverSay(phrases=["guaranteed"]), never_say, "always"),
    "reply.must_say": (MustSay(text="Prices exclude VAT.", once=True), must_say, "always"),
    "reply.max_length": (MaxLength(sentences=2), max_length, "always"),
    "reply.format": (Format(emoji=False, exclamation_marks=False), form, "always"),
    "reply.language": (Language(mode="fixed", languages=["es"]), language, "always"),
    "offer.limit": (OfferLimit(max_discount_percent=10), offer, "always"),
    "fact.override": (FactOverride(topic="express", value="55 euros", replaces="45 euros"), fact, "always"),
    "reply.style": (Style(instruction="warmly"), told, "best_effort"),
    "reply.guide": (Guide(instruction="Mention the app"), told, "best_effort"),
}
BADGES = {"always": ">Always<", "checked": ">Checked<", "best_effort": ">Best effort<"}


@pytest.fixture
def world(openai_stub, run, lead) -> World:
    return World(openai_stub, run, lead)


def test_the_table_knows_every_kind():
    assert set(ACTS) == set(get_args(EffectKind))


@pytest.mark.parametrize("kind", ACTS)
def test_it_is_enforced_by_code_and_why_names_the_guideline_and_their_words(world, in_force, kind, clock_at):
    clock_at(datetime(2026, 5, 11, 9, 0, tzinfo=UTC))
    effect, act, label = ACTS[kind]
    also = [HandoffNow()] if kind == "handoff.require_first" else []
    in_force(effect, *also, text=NAME, when=WHEN)
    assert enforcement(effect) == label
    conversation = act(world)
    why = Application.objects.filter(conversation=conversation, kind=kind).first()
    assert why is not None, list(Application.objects.values_list("kind", "words"))
    assert why.quote == WORDS or WORDS in why.words
    page = browser(world.lead).get(f"/inbox/{conversation.pk}/").content.decode()
    panel = page[page.index("Guidelines at work") :]
    assert NAME in panel
    assert WORDS in panel
    assert BADGES[label] in panel


@pytest.mark.parametrize(
    ("effect", "label"),
    [
        (NeverSay(claim="promise a date"), "checked"),
        (MustSay(claim="that we are closed in August"), "checked"),
        (Format(emoji=True), "best_effort"),
        (FactOverride(topic="express", value="55 euros"), "best_effort"),
    ],
)
def test_what_code_cannot_hold_is_not_called_always(effect, label):
    assert enforcement(effect) == label


# --- a person first -----------------------------------------------------------------------------------------------------------

REFUNDS = When(
    all=[AnyOf(any=[Signal(signal="refund_request"), AgentSide(test="mentions", words=["refund", "refunds"])])]
)


def test_a_person_looks_first_and_the_agent_goes_on_once_they_hand_back(world, in_force):
    in_force(RequireFirst(person=True), text="Refunds: a person first", when=REFUNDS)
    conversation = world.turn()
    assert conversation.handoffs.get().reason == "guideline"
    ruling = rule(about(conversation, "You get a refund."))
    assert isinstance(ruling, Refuse)
    assert "Refunds: a person first" in ruling.why

    handoff.take_over(conversation, world.lead)
    world.stub.on("read", says(TODAY))
    world.stub.on("compose", says({"text": "Your refund is on its way.", "confidence": 0.9}))
    handoff.hand_back(conversation, world.lead, "Refund granted.")
    world.run(conversation)
    assert world.sent(conversation) == "Your refund is on its way."


def test_what_the_agent_would_bring_up_itself_goes_to_a_person_too(world, in_force):
    in_force(RequireFirst(person=True), text="Refunds: a person first", when=REFUNDS)
    conversation = world.turn("We can refund you.", "A refund it is.", read=READ, body="The pallet never came")
    assert "Refunds: a person first" in conversation.handoffs.get().words
    assert [row.purpose for row in Outbox.objects.all()] == ["handoff_notice"]
    other = world.turn("We look into it.", read=READ, body="The pallet never came either")
    assert world.sent(other) == "We look into it."


# --- stop ----------------------------------------------------------------------------------------------------------------------


def test_activating_a_stop_cancels_what_is_planned_at_once_and_pausing_does_not_bring_it_back(lead):
    conversation, other = asked_for_it(), planned("Write to me on Tuesday", {**READ, "wants_followup": True})
    guideline = drafted_stop()
    assert activate.activate(guideline, lead) == 1
    ended = FollowUp.objects.get(conversation=conversation)
    conversation.refresh_from_db()
    assert (ended.state, WORDS in ended.ended_reason) == ("cancelled", True)
    assert conversation.next_kind == NextKind.WAIT_FOR_CUSTOMER
    assert FollowUp.objects.get(conversation=other).state == "scheduled"
    activate.pause(guideline, lead)
    ended.refresh_from_db()
    assert ended.state == "cancelled"


def test_a_stop_in_doubt_only_holds_because_that_can_be_undone(lead):
    conversation = planned()  # whether they are a customer is not known
    meaning = Interpretation(outcome="accept", when=all_of(Fact(fact="stage", value="customer")), effects=[Stop()])
    guideline = drafted(meaning)
    activate.activate(guideline, lead)
    assert FollowUp.objects.get(conversation=conversation).state == "held"
    activate.pause(guideline, lead)
    assert FollowUp.objects.get(conversation=conversation).state == "scheduled"


def drafted_stop():
    return drafted(Interpretation(outcome="accept", when=WHEN, effects=[Stop()]), NAME)


# --- most restrictive wins -------------------------------------------------------------------------------------------------------


def test_of_two_the_most_restrictive_wins(in_force, clock_at):
    clock_at(datetime(2026, 5, 12, 9, 0, tzinfo=UTC))
    conversation = a_conversation(a_contact())
    sent = an_outbox(conversation, "Shall we?", purpose="follow_up", state="delivered")
    Outbox.objects.filter(pk=sent.pk).update(send_at=clock.now() - timedelta(days=5))
    in_force(Cap(max=1, per="week"), text="One a week")
    in_force(Cap(max=1, per="conversation"), text="One in all")
    ruling = rule(proposal(conversation))
    assert isinstance(ruling, Refuse)
    assert "One in all" in ruling.why


def test_of_two_deferrals_the_later_one_counts(in_force, clock_at):
    clock_at(datetime(2026, 5, 12, 9, 0, tzinfo=UTC))
    conversation = a_conversation(a_contact())
    sent = an_outbox(conversation, "Shall we?", purpose="follow_up", state="delivered")
    Outbox.objects.filter(pk=sent.pk).update(send_at=clock.now() - timedelta(days=4))
    in_force(MinGap(hours=24 * 10), text="Ten days")
    in_force(MinGap(hours=24 * 6), text="Six days")
    ruling = rule(proposal(conversation))
    assert isinstance(ruling, Defer)
    assert "Ten days" in ruling.why


def test_a_stop_goes_before_a_hold(world, in_force):
    in_force(Hold(until="contact_writes"), text="Hold them", when=WHEN)
    in_force(Stop(), text="Stop them", when=WHEN)
    conversation = world.turn("Of course.", read=SOON)
    assert not FollowUp.objects.filter(state__in=["held", "scheduled"]).exists()
    assert conversation.next_kind == NextKind.WAIT_FOR_CUSTOMER
    ruling = rule(proposal(conversation))
    assert isinstance(ruling, Refuse)
    assert "Stop them" in ruling.why


def test_of_two_languages_the_narrower_one_is_written(world, in_force):
    in_force(Language(mode="mirror"), text="Theirs")
    in_force(Language(mode="fixed", languages=["es"]), text="Spanish")
    conversation = world.turn("Gracias, lo miramos y le escribimos mañana mismo.")
    assert world.sent(conversation).startswith("Gracias")


# --- a hold that a person ends ------------------------------------------------------------------------------------------------


def test_a_hold_until_a_person_releases_it_outlives_their_next_words_and_ends_with_a_date_set_by_hand(world, in_force):
    in_force(Hold(until="person"), text="A person decides", when=WHEN)
    conversation = world.turn("Of course.", read=SOON)
    world.again(conversation, "By the way, do you ship to Malta?", {**READ, "pending": "keep"}, "We do.")
    follow_up = FollowUp.objects.get()
    assert follow_up.state == "held"
    moved = acts.move(follow_up, world.lead, clock.now() + timedelta(days=5))
    conversation.refresh_from_db()
    follow_up.refresh_from_db()
    assert (follow_up.state, conversation.next_kind) == ("scheduled", NextKind.FOLLOW_UP)
    assert conversation.next_at == moved
    assert not isinstance(rule(proposal(conversation)), Refuse)
