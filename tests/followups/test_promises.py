"""Promises of ours: noted from a colleague's own words, dated, and ended when something elsewhere kept them."""

from datetime import UTC, datetime, timedelta

import pytest

from conversations.events.report import report
from conversations.handoff import raise_handoff, take_over
from conversations.inbox.acts import write
from conversations.models import Conversation, NextKind, Turn
from crm.models import Activity, User
from followups.models import Commitment, Decision
from tests.builders import a_conversation, a_follow_up, a_message, a_team
from tests.conversations.turns.conftest import meanwhile
from tests.crm.conftest import openai_server, openai_stub
from tests.openai_stub import says

__all__ = ["openai_server", "openai_stub"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("openai_stub")]
NOW = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)  # a Tuesday; 11:00 in Madrid
CALLBACK = "Sorry about that. We'll call you back within 48 hours."


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at(NOW)
    a_team()


@pytest.fixture
def promised(turn, mara) -> Conversation:
    """They asked for a person, Mara took over and promised to call."""
    conversation = a_conversation()
    message = a_message(conversation, "Can somebody call me about the damaged pallet?", at=NOW)
    message.turn = Turn.objects.create(
        conversation=conversation, trigger="inbound", state="committed", lease_until=NOW, finished_at=NOW
    )
    message.save()
    raise_handoff(conversation, "wants_person", "They ask for a person.")
    take_over(conversation, mara)
    wrote(conversation, mara, CALLBACK, turn)
    return conversation


def wrote(conversation: Conversation, user: User, body: str, turn) -> Turn:
    write(conversation, user, body, key=f"k{len(body)}", seen=10**9, insists=True)
    return turn(conversation)


def test_a_colleagues_promise_becomes_their_own_dated_step(promised, mara):
    promise = Commitment.objects.get()
    assert (promise.who, promise.what) == ("us", "We'll call you back within 48 hours")
    assert abs(promise.due_by - (NOW + timedelta(hours=48))) < timedelta(minutes=1)
    assert (promised.next_kind, promised.next_user) == (NextKind.HUMAN_TASK, mara)
    assert promised.next_at == promise.due_by
    assert "call you back" in promised.next_why


def test_they_call_first_and_the_promise_the_task_and_the_queue_are_cleared(promised, turn):
    report(promised.contact, channel="call", kind="call", note="She rang us first; a new pallet is on its way.")
    turn(promised)
    promise = Commitment.objects.get()
    assert promise.state == "kept"
    assert "spoke on the phone" in promise.ended_words
    assert (promised.next_kind, promised.owner_is_agent) == (NextKind.WAIT_FOR_CUSTOMER, True)
    assert promised.handoffs.get().state == "closed"
    assert Activity.objects.filter(action="promise-kept", conversation_id=promised.pk).exists()


@pytest.mark.parametrize("note", ["Called her: no answer.", "Left a voicemail.", "No contestó."])
def test_a_call_that_reached_nobody_keeps_no_promise(promised, turn, note):
    before = (promised.next_kind, promised.next_at)
    report(promised.contact, channel="call", kind="call", note=note)
    turn(promised)
    assert Commitment.objects.get().state == "open"
    assert (promised.next_kind, promised.next_at) == before


def test_an_order_is_no_call(promised, turn):
    report(promised.contact, channel="shop", kind="order", note="Order 1182: 40 labels.")
    turn(promised)
    assert Commitment.objects.get().state == "open"
    assert promised.next_kind == NextKind.HUMAN_TASK


def test_what_they_wrote_after_the_call_is_still_a_persons(promised, turn, clock_at, openai_stub):
    clock_at(NOW + timedelta(hours=2))
    a_message(promised, "And where is the invoice?", at=NOW + timedelta(hours=2))
    Conversation.objects.filter(pk=promised.pk).update(last_inbound_at=NOW + timedelta(hours=2))
    called = NOW + timedelta(hours=1)
    report(promised.contact, channel="call", kind="call", note="She rang first.", at=called)
    openai_stub.on(
        "read", says({"language": "en", "stance": "interested", "wants_followup": False, "answer_now": True})
    )
    turn(promised)
    assert not promised.owner_is_agent


@pytest.mark.parametrize(
    ("body", "due"),
    [
        ("I'll send the quote tomorrow.", datetime(2026, 4, 15, 15, 0, tzinfo=UTC)),
        ("Our driver will pick it up by Friday", datetime(2026, 4, 17, 15, 0, tzinfo=UTC)),
        ("Te llamo mañana.", datetime(2026, 4, 15, 15, 0, tzinfo=UTC)),
        ("Vou enviar a proposta amanhã", datetime(2026, 4, 15, 15, 0, tzinfo=UTC)),
    ],
)
def test_a_day_named_ends_with_our_office_hours(turn, mara, body, due):
    conversation = a_conversation()
    wrote(conversation, mara, body, turn)
    assert Commitment.objects.get().due_by == due
    assert conversation.next_at == due


@pytest.mark.parametrize("body", ["When did it arrive?", "I will not call tomorrow.", "Thanks, that is all."])
def test_what_is_no_promise_is_not_noted(turn, mara, body):
    conversation = a_conversation()
    wrote(conversation, mara, body, turn)
    assert not Commitment.objects.exists()
    assert conversation.next_kind == NextKind.WAIT_FOR_CUSTOMER


def test_settled_by_phone_cancels_what_was_planned_and_shows_why(turn, openai_stub):
    conversation = a_conversation()
    planned = a_follow_up(conversation)
    Conversation.objects.filter(pk=conversation.pk).update(
        next_kind=NextKind.FOLLOW_UP, next_at=planned.planned_for, wake_at=planned.planned_for
    )
    note = "Settled by phone: she signed the contract."
    report(conversation.contact, channel="call", kind="solved", note=note)
    openai_stub.on("moment", says({"verdict": "cancel", "because": "It was settled by phone.", "quote": note}))
    turn(conversation)
    planned.refresh_from_db()
    assert planned.state == "cancelled"
    decision = Decision.objects.get(verdict="cancel")
    assert ("settled by phone" in decision.words, decision.quote) == (True, note)
    assert conversation.next_kind == NextKind.WAIT_FOR_CUSTOMER


def test_a_report_that_comes_while_the_follow_up_is_being_written_stops_it(turn, openai_stub, clock_at):
    conversation = a_conversation()
    planned = a_follow_up(conversation, precision="day")
    Conversation.objects.filter(pk=conversation.pk).update(
        next_kind=NextKind.FOLLOW_UP,
        next_at=planned.planned_for,
        wake_at=planned.planned_for,
        wake_trigger="follow_up_due",
    )
    clock_at(planned.planned_for + timedelta(seconds=5))

    def reports() -> None:
        report(conversation.contact, channel="call", kind="solved", note="Settled by phone.")

    late = meanwhile(reports)
    write_it = {"verdict": "write", "because": "Nothing has changed."}
    openai_stub.on(
        "moment",
        says(lambda data: late(data) and write_it),
        says({"verdict": "cancel", "because": "It was settled."}),
    )
    openai_stub.on("compose", says({"text": "Shall we go on with shipping parcels to Portugal?", "confidence": 0.9}))
    assert turn(conversation).state == "abandoned"  # what happened meanwhile took its claim
    assert turn(conversation).trigger == "event"
    planned.refresh_from_db()
    assert planned.state == "cancelled"
    assert not conversation.messages.filter(direction="outbound").exists()


# --- what the agent promises itself ---------------------------------------------------------------------------------------

READ = {"language": "en", "stance": "interested", "wants_followup": False, "answer_now": True, "confidence": 0.9}


def answers(conversation: Conversation, said: str, reply: str, turn, stub, **read) -> None:
    now = NOW
    a_message(conversation, said, at=now)
    Conversation.objects.filter(pk=conversation.pk).update(
        next_kind=NextKind.REPLY, next_at=now, wake_at=now, wake_trigger="inbound", last_inbound_at=now
    )
    stub.on("read", says({**READ, **read}))
    stub.on("compose", says({"text": reply, "confidence": 0.9}))
    turn(conversation)


def test_a_promise_in_the_agents_own_reply_becomes_the_teams_dated_step(turn, openai_stub):
    conversation = a_conversation()
    answers(conversation, "Please call me back within 48 hours", CALLBACK, turn, openai_stub)
    promise = Commitment.objects.get()
    assert (promise.who, promise.what) == ("us", "We'll call you back within 48 hours")
    assert abs(promise.due_by - (NOW + timedelta(hours=48))) < timedelta(minutes=1)
    assert (conversation.next_kind, conversation.next_at) == (NextKind.HUMAN_TASK, promise.due_by)
    assert conversation.next_team is not None


def test_they_call_first_and_the_agents_promise_is_cleared_with_its_task(turn, openai_stub):
    conversation = a_conversation()
    answers(conversation, "Please call me back within 48 hours", CALLBACK, turn, openai_stub)
    report(conversation.contact, channel="call", kind="call", note="She rang us first; all is arranged.")
    turn(conversation)
    promise = Commitment.objects.get()
    assert (promise.state, "spoke on the phone" in promise.ended_words) == ("kept", True)
    assert (conversation.next_kind, conversation.owner_is_agent) == (NextKind.WAIT_FOR_CUSTOMER, True)


def test_that_the_agent_will_write_is_its_follow_up_and_no_task_of_anybodys(turn, openai_stub):
    conversation = a_conversation()
    later = [{"quote": "in two weeks", "kind": "in_duration", "n": 2, "unit": "week"}]
    answers(
        conversation,
        "Busy, write to me in two weeks",
        "Of course, I'll write to you in two weeks.",
        turn,
        openai_stub,
        wants_followup=True,
        answer_now=False,
        time_expressions=later,
    )
    assert not Commitment.objects.exists()
    assert conversation.next_kind == NextKind.FOLLOW_UP


def test_an_undated_promise_of_the_agents_is_noted_and_the_thread_waits_as_before(turn, openai_stub):
    conversation = a_conversation()
    answers(conversation, "The pallet is late.", "We'll ask the warehouse about it.", turn, openai_stub)
    assert Commitment.objects.get().due_by is None
    assert conversation.next_kind == NextKind.WAIT_FOR_CUSTOMER
