"""A thing that must be made first: an article has it, or a person is asked in time; nothing is written in its place."""

from datetime import UTC, datetime, timedelta

import pytest

from conversations.deliverables import Ready
from conversations.events.report import report
from conversations.handoff import hand_back
from conversations.models import Conversation, NextKind, Outbox, Purpose, Trigger
from crm import clock
from crm.models import Activity, Business, User
from followups.acts import NotPossible
from followups.deliverables import working_days_before
from followups.made import made
from followups.models import Commitment, FollowUp, FollowUpState
from followups.sweep import sweep
from tests.builders import a_contact, a_conversation, a_message, a_team, a_template
from tests.conversations.turns.conftest import READ
from tests.crm.conftest import openai_server, openai_stub
from tests.openai_stub import says
from tests.people import a_person, browser

__all__ = ["openai_server", "openai_stub"]
pytestmark = pytest.mark.django_db(transaction=True)

WHAT = "the pricing comparison"
ASKED = "Send me the pricing comparison next month please"
WANTS_IT_LATER = {
    **READ,
    "wants_followup": True,
    "answer_now": False,
    "wants": WHAT,
    "deliverable": WHAT,
    "deliverable_quote": WHAT,
    "time_expressions": [{"quote": "next month", "kind": "month", "which": "next"}],
}
NOW = datetime(2026, 4, 13, 9, 0, tzinfo=UTC)  # a Monday


def an_article(what: str, language: str) -> Ready | None:
    return Ready("Express costs 12 € a parcel, economy 7 €.", "the article “Prices compared”") if WHAT in what else None


@pytest.fixture(autouse=True)
def _nothing_is_made_yet(settings, clock_at, openai_stub):
    settings.DELIVERABLE_SOURCES = []
    clock_at(NOW)
    a_team()
    openai_stub.on("read", says(WANTS_IT_LATER))
    openai_stub.on("moment", says({"verdict": "write", "because": "Nothing has changed.", "confidence": 0.9}))
    openai_stub.on("compose", says(words))


def words(data: dict) -> dict:
    if data.get("template"):
        return {"template_variables": {"1": "Ana", "2": WHAT, "3": "next month"}, "confidence": 0.9}
    return {"text": f"Gladly, I'll write {data['plan']['when_text']}.".replace(" .", "."), "confidence": 0.9}


def writes(conversation: Conversation, body: str) -> Conversation:
    now = clock.now()
    a_message(conversation, body, at=now)
    Conversation.objects.filter(pk=conversation.pk).update(
        next_kind=NextKind.REPLY,
        next_at=now,
        next_user=None,
        next_team=None,
        wake_at=now,
        wake_trigger=Trigger.INBOUND,
        last_inbound_at=now,
    )
    conversation.refresh_from_db()
    return conversation


@pytest.fixture
def asked(turn) -> Conversation:
    """They asked for the comparison next month, and were answered."""
    conversation = writes(a_conversation(a_contact(name="Ana Ruiz")), ASKED)
    assert turn(conversation).state == "committed"
    return conversation


def at_its_alarm(conversation: Conversation, clock_at) -> None:
    conversation.refresh_from_db()
    assert conversation.wake_at
    clock_at(conversation.wake_at + timedelta(seconds=2))


def owed() -> Commitment:
    return Commitment.objects.get(kind="deliverable")


def mara() -> User:
    return a_person(username="mara")


def test_what_is_owed_is_noted_with_its_words_and_the_day_it_is_needed(asked):
    follow_up = FollowUp.objects.get()
    assert (owed().who, owed().what, owed().quote) == ("us", WHAT, WHAT)
    assert owed().due_by == follow_up.planned_for
    assert asked.next_kind == NextKind.FOLLOW_UP
    assert asked.next_at == follow_up.planned_for


def test_two_working_days_before_a_person_is_asked_if_nobody_has_made_it(asked, turn, clock_at):
    needed = FollowUp.objects.get().planned_for
    assert asked.wake_at == working_days_before(needed, 2, Business.get())
    at_its_alarm(asked, clock_at)
    turn(asked)
    assert asked.next_kind == NextKind.HUMAN_TASK
    assert asked.next_team is not None
    assert asked.next_at <= needed
    assert WHAT in asked.next_why
    assert FollowUp.objects.get().state == FollowUpState.SCHEDULED
    assert not Outbox.objects.filter(purpose=Purpose.FOLLOW_UP).exists()


def test_working_days_leave_out_weekends_and_holidays():
    business = Business.get()
    tuesday_after_easter = datetime(2026, 4, 7, 10, 0, tzinfo=UTC)
    assert working_days_before(tuesday_after_easter, 2, business).date().isoformat() == "2026-04-02"


def test_made_in_time_by_a_person_the_agent_writes_on_the_promised_day(asked, turn, clock_at):
    a_template()
    at_its_alarm(asked, clock_at)
    turn(asked)
    made(owed(), mara(), "https://example.com/comparison.pdf")
    asked.refresh_from_db()
    follow_up = FollowUp.objects.get()
    assert (asked.next_kind, asked.next_at) == (NextKind.FOLLOW_UP, follow_up.planned_for)
    at_its_alarm(asked, clock_at)
    turn(asked)
    follow_up.refresh_from_db()
    assert follow_up.state == FollowUpState.SENT
    assert follow_up.message.outbox.content_sid, "the window is closed: the template offers it"
    assert owed().state == "open"


def test_offered_by_template_it_is_delivered_on_their_yes(asked, turn, clock_at, openai_stub):
    test_made_in_time_by_a_person_the_agent_writes_on_the_promised_day(asked, turn, clock_at)
    openai_stub.on("read", says({**READ, "answer_now": True}))
    turn(writes(asked, "Yes please!"))
    sent = Outbox.objects.order_by("-id").first()
    assert "https://example.com/comparison.pdf" in sent.body
    assert (owed().state, owed().ended_at is not None) == ("kept", True)
    assert asked.next_kind == NextKind.WAIT_FOR_CUSTOMER
    assert Activity.objects.filter(action="deliverable-sent").exists()


def test_an_article_that_serves_needs_no_person(turn, clock_at, settings):
    settings.DELIVERABLE_SOURCES = [f"{__name__}.an_article"]
    a_template()
    conversation = writes(a_conversation(a_contact(name="Ana Ruiz")), ASKED)
    turn(conversation)
    follow_up = FollowUp.objects.get()
    assert conversation.wake_at == conversation.next_at == follow_up.planned_for
    at_its_alarm(conversation, clock_at)
    turn(conversation)
    follow_up.refresh_from_db()
    assert follow_up.state == FollowUpState.SENT


def test_with_the_window_open_the_thing_itself_goes_out(turn, clock_at, settings, openai_stub):
    settings.DELIVERABLE_SOURCES = [f"{__name__}.an_article"]
    soon = [{"quote": "in three hours", "kind": "in_duration", "n": 3, "unit": "hour"}]
    openai_stub.on("read", says({**WANTS_IT_LATER, "time_expressions": soon}))
    conversation = writes(a_conversation(a_contact(name="Ana Ruiz")), "Send it in three hours")
    turn(conversation)
    at_its_alarm(conversation, clock_at)
    turn(conversation)
    sent = Outbox.objects.get(purpose=Purpose.FOLLOW_UP)
    assert "Express costs 12 € a parcel" in sent.body
    assert FollowUp.objects.get().state == FollowUpState.SENT
    assert owed().state == "kept"


def test_never_made_nobody_is_written_to_and_the_task_stays_with_people(asked, turn, clock_at):
    follow_up = FollowUp.objects.get()
    Conversation.objects.filter(pk=asked.pk).update(wake_at=follow_up.planned_for, wake_trigger=Trigger.FOLLOW_UP_DUE)
    at_its_alarm(asked, clock_at)
    turn(asked)
    assert asked.next_kind == NextKind.HUMAN_TASK
    assert asked.next_team is not None
    assert not asked.handoffs.exists()
    assert not Outbox.objects.filter(purpose=Purpose.FOLLOW_UP).exists()


def test_made_too_late_it_goes_at_the_next_allowed_moment(asked, turn, clock_at):
    at_its_alarm(asked, clock_at)
    turn(asked)
    planned = FollowUp.objects.get().planned_for
    clock_at(planned + timedelta(days=1))
    made(owed(), mara(), "Here it is.")
    asked.refresh_from_db()
    assert asked.next_kind == NextKind.FOLLOW_UP
    assert asked.next_at > planned


def test_a_settled_matter_frees_the_person_who_was_to_make_it(asked, turn, clock_at, openai_stub):
    at_its_alarm(asked, clock_at)
    turn(asked)
    assert asked.next_kind == NextKind.HUMAN_TASK
    note = "They ordered on the web; no comparison needed."
    report(asked.contact, channel="web", kind="solved", note=note)
    openai_stub.on(
        "moment", says({"verdict": "cancel", "because": "It was settled.", "quote": note, "confidence": 0.9})
    )
    turn(asked)
    assert FollowUp.objects.get().state == FollowUpState.CANCELLED
    assert owed().state == "waived"
    assert (asked.next_kind, asked.owner_is_agent) == (NextKind.WAIT_FOR_CUSTOMER, True)


def test_they_want_it_now_and_nobody_has_made_it_so_a_person_gets_the_thread(asked, turn, openai_stub):
    openai_stub.on("read", says({**READ, "answer_now": True, "pending": "cancel"}))
    turn(writes(asked, "Actually, send it now please"))
    handoff = asked.handoffs.get()
    assert handoff.reason == "deliverable"
    assert WHAT in handoff.words


@pytest.mark.parametrize("text", ["", "x" * 1501])
def test_what_cannot_be_sent_is_not_taken_for_made(asked, text):
    with pytest.raises(NotPossible):
        made(owed(), mara(), text)
    assert not owed().result


def test_the_thread_offers_to_say_that_it_is_ready(asked):
    client = browser(mara())
    page = client.get(f"/inbox/{asked.pk}/").content.decode()
    assert "It is ready" in page
    answer = client.post(f"/followups/owed/{owed().pk}/made/", {"result": "https://example.com/x.pdf"})
    assert answer.status_code == 302
    assert owed().result == "https://example.com/x.pdf"
    stranger = browser(a_person("", username="nobody"))
    assert stranger.post(f"/followups/owed/{owed().pk}/made/", {"result": "no"}).status_code == 403


# --- they want it now: it comes back to nobody twice ---------------------------------------------------------------------


@pytest.fixture
def wanted_now(asked, turn, openai_stub) -> Conversation:
    """They want it at once, nobody has made it: the thread is with people."""
    openai_stub.on("read", says({**READ, "answer_now": True, "pending": "cancel"}))
    turn(writes(asked, "Actually, send it now please"))
    assert asked.handoffs.get(state="open").reason == "deliverable"
    return asked


def test_made_while_they_wait_it_goes_out_at_once(wanted_now, turn):
    made(owed(), mara(), "https://example.com/comparison.pdf")
    turn(wanted_now)
    assert "https://example.com/comparison.pdf" in Outbox.objects.order_by("-id").first().body
    assert owed().state == "kept"
    assert not wanted_now.handoffs.filter(state="open").exists()


def test_made_after_the_24_hours_a_template_offers_it_once_and_no_person_is_asked_again(wanted_now, turn, clock_at):
    a_template()
    clock_at(NOW + timedelta(days=2))
    colleague = mara()
    made(owed(), colleague, "https://example.com/comparison.pdf")
    turn(wanted_now)
    offer = FollowUp.objects.get(state=FollowUpState.SCHEDULED)
    assert (offer.purpose, wanted_now.next_kind) == (WHAT, NextKind.FOLLOW_UP)
    at_its_alarm(wanted_now, clock_at)
    turn(wanted_now)
    assert Outbox.objects.get(purpose=Purpose.FOLLOW_UP).content_sid
    hand_back(wanted_now, colleague)
    turn(wanted_now)
    assert wanted_now.handoffs.filter(reason="deliverable").count() == 1
    assert not FollowUp.objects.filter(state=FollowUpState.SCHEDULED).exists()
    assert wanted_now.next_kind == NextKind.WAIT_FOR_CUSTOMER


def test_without_a_template_it_is_one_persons_task_once(wanted_now, turn, clock_at):
    clock_at(NOW + timedelta(days=2))
    colleague = mara()
    made(owed(), colleague, "https://example.com/comparison.pdf")
    turn(wanted_now)
    hand_back(wanted_now, colleague)
    turn(wanted_now)
    assert wanted_now.handoffs.exclude(reason="taken_over").count() == 1
    assert wanted_now.next_kind == NextKind.WAIT_FOR_CUSTOMER


def test_handed_back_unmade_the_same_wish_asks_no_second_person(wanted_now, turn):
    hand_back(wanted_now, mara())
    turn(wanted_now)
    assert wanted_now.handoffs.count() == 1


def test_made_late_it_ends_what_was_told_as_overdue(asked, turn, clock_at):
    at_its_alarm(asked, clock_at)
    turn(asked)
    clock_at(asked.next_at + timedelta(days=1, hours=1))
    assert sweep() == 1
    made(owed(), mara(), "https://example.com/comparison.pdf")
    asked.refresh_from_db()
    assert not asked.handoffs.filter(state="open").exists()
    assert asked.next_kind == NextKind.FOLLOW_UP


def test_what_they_declined_is_owed_no_more_and_offered_to_nobody(asked, turn, clock_at, openai_stub):
    a_template()
    test_made_in_time_by_a_person_the_agent_writes_on_the_promised_day(asked, turn, clock_at)
    openai_stub.on("read", says({**READ, "stance": "polite_no", "stance_quote": "not for us", "answer_now": False}))
    turn(writes(asked, "Thanks, but it is not for us."))
    assert owed().state == "waived"


def test_a_note_that_settles_it_offers_nothing(wanted_now, turn, clock_at):
    a_template()
    colleague = mara()
    Commitment.objects.update(result="https://example.com/comparison.pdf")
    clock_at(NOW + timedelta(days=2))
    hand_back(wanted_now, colleague, "All settled, nothing to do.")
    turn(wanted_now)
    assert not FollowUp.objects.filter(state=FollowUpState.SCHEDULED).exists()
    assert wanted_now.next_kind == NextKind.WAIT_FOR_CUSTOMER
