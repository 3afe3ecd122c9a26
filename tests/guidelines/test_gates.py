"""Guidelines at the one door: every ruling names the guideline."""

from datetime import UTC, datetime, timedelta

import pytest

from conversations.gates import Defer, Proposal, Refuse
from conversations.models import Outbox, Purpose, Reading
from crm import clock
from guidelines import gates
from guidelines.models import Application
from guidelines.schema import Cap, Fact, HandoffNow, MaxLength, MinGap, MustSay, NeverSay, QuietHours, Signal, all_of
from tests.builders import a_contact, a_conversation, a_message, a_turn, an_outbox
from tests.conversations.turns.conftest import READ
from tests.guidelines.test_a_lead_asks_for_room import waiting
from tests.openai_stub import says

pytestmark = pytest.mark.django_db(transaction=True)
NIGHT = QuietHours.model_validate({"from": "21:00", "to": "08:00"})


def proposal(conversation, purpose=Purpose.FOLLOW_UP, body="Hello", now=None) -> Proposal:
    return Proposal(conversation, conversation.contact, purpose, now or clock.now(), body)


def sent(conversation, body: str, ago: timedelta) -> None:
    row = an_outbox(conversation, body, purpose="follow_up", state="delivered")
    Outbox.objects.filter(pk=row.pk).update(send_at=clock.now() - ago)


def test_a_cap_refuses_the_message_too_many_and_counts_anew_when_they_write(in_force):
    in_force(Cap(max=1), text="One follow-up in a row")
    conversation = a_conversation(last_inbound_at=clock.now() - timedelta(days=5))
    assert gates.caps(proposal(conversation)) is None
    sent(conversation, "Shall we?", timedelta(days=2))
    ruling = gates.caps(proposal(conversation))
    assert isinstance(ruling, Refuse)
    assert "One follow-up in a row" in ruling.why
    conversation.last_inbound_at = clock.now() - timedelta(days=1)
    assert gates.caps(proposal(conversation)) is None
    assert gates.caps(proposal(conversation, Purpose.REPLY)) is None


def test_a_gap_puts_off_until_it_is_over(in_force):
    in_force(MinGap(hours=96), text="Four days between")
    conversation = a_conversation()
    sent(conversation, "Shall we?", timedelta(days=1))
    ruling = gates.min_gap(proposal(conversation))
    assert isinstance(ruling, Defer)
    assert "Four days between" in ruling.why
    assert timedelta(days=2.9) < ruling.until - clock.now() < timedelta(days=3.1)


@pytest.mark.parametrize(("hour", "until"), [(22, "2026-05-13T06:00"), (3, "2026-05-12T06:00"), (12, None), (6, None)])
def test_quiet_hours_pass_midnight_in_their_own_zone(in_force, hour, until):
    in_force(NIGHT, text="Let them sleep")
    conversation = a_conversation(a_contact(timezone="Europe/Madrid"))
    ruling = gates.quiet_hours(proposal(conversation, now=datetime(2026, 5, 12, hour, tzinfo=UTC)))
    assert (ruling.until if ruling else None) == (datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None)


def test_a_fact_keeps_a_guideline_away_from_others_and_unknown_does_not(in_force):
    in_force(NIGHT, when=all_of(Fact(fact="country", value="DE")))
    night = datetime(2026, 5, 12, 22, tzinfo=UTC)
    there, elsewhere, unknown = (a_conversation(a_contact(country=each)) for each in ("DE", "ES", ""))
    assert gates.quiet_hours(proposal(there, now=night))
    assert gates.quiet_hours(proposal(unknown, now=night))
    assert gates.quiet_hours(proposal(elsewhere, now=night)) is None


def test_what_is_never_said_does_not_leave_even_if_it_was_written_before(in_force):
    conversation = a_conversation()
    assert gates.never_say(proposal(conversation, Purpose.REPLY, "It is guaranteed.")) is None
    in_force(NeverSay(phrases=["guaranteed"]), text="No guarantees")
    ruling = gates.never_say(proposal(conversation, Purpose.REPLY, "It is guaranteed."))
    assert isinstance(ruling, Refuse)
    assert "No guarantees" in ruling.why
    assert "guaranteed" in ruling.why
    assert gates.never_say(proposal(conversation, Purpose.PERSON, "It is guaranteed.")) is None


def test_a_draft_that_breaks_a_rule_is_written_again_once_and_then_goes_to_a_person(openai_stub, run, in_force):
    in_force(NeverSay(phrases=["guaranteed"]), text="No guarantees")
    openai_stub.on("read", says(READ))
    openai_stub.on(
        "compose",
        says({"text": "It is guaranteed, gladly.", "confidence": 0.9}),
        says({"text": "Gladly, tell me more.", "confidence": 0.9}),
        says({"text": "It is guaranteed.", "confidence": 0.9}),
        says({"text": "Still guaranteed.", "confidence": 0.9}),
    )
    first = waiting("Can you ship?")
    run(first)
    second = waiting("Can you ship to Malta?")
    run(second)
    outcomes = dict(Application.objects.values_list("conversation_id", "outcome"))
    assert outcomes == {first.pk: "repaired", second.pk: "handed_over"}
    assert Outbox.objects.get(purpose="reply").body == "Gladly, tell me more."


def test_fixed_words_are_appended_and_the_writer_is_told(openai_stub, run, in_force):
    in_force(MustSay(text="Prices exclude VAT."), MaxLength(sentences=3))
    openai_stub.on("read", says(READ))
    openai_stub.on("compose", says({"text": "Gladly.", "confidence": 0.9}))
    run(waiting("Can you ship?"))
    assert Outbox.objects.get().body == "Gladly.\n\nPrices exclude VAT."
    (asked,) = [each for each in openai_stub.asked if each.task == "compose"]
    assert len(asked.data["guidelines"]) == 2


def test_a_guideline_calls_a_person_on_words_that_the_reading_was_asked_for(openai_stub, run, in_force):
    in_force(HandoffNow(), text="Lawyers to a person", when=all_of(Signal(signal="legal_threat")))
    openai_stub.on("read", says({**READ, "signals": {"legal_threat": "my lawyer"}}))
    conversation = waiting("You will hear from my lawyer")
    turn = run(conversation)
    (asked,) = [each for each in openai_stub.asked if each.task == "read"]
    assert [each["id"] for each in asked.data["conditions"]] == ["legal_threat"]
    assert turn.outcome == "handed_over"
    handoff = conversation.handoffs.get()
    assert (handoff.reason, handoff.quote) == ("guideline", "my lawyer")
    assert "Lawyers to a person" in handoff.words


def test_a_quote_that_does_not_stand_there_holds_but_does_not_permit(in_force):
    conversation = a_conversation()
    message = a_message(conversation, "Give me time")
    Reading.objects.create(
        conversation=conversation, turn=a_turn(conversation), stance="needs_time_no_contact", wants_followup=False,
        confidence=0.9, answer={**READ, "stance": "needs_time_no_contact", "stance_quote": "never said"},
        message_ids=[message.pk],
    )  # fmt: skip
    asked = all_of(Signal(signal="asked_for_time"))
    in_force(NIGHT, when=asked, text="Quiet")
    in_force(NeverSay(phrases=["hello"]), MustSay(text="Bye."), when=asked, text="Words")
    assert gates.quiet_hours(proposal(conversation, now=datetime(2026, 5, 12, 22, tzinfo=UTC)))
    assert gates.never_say(proposal(conversation))
