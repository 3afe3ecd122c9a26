"""One thread: what is read there, what a person does there, and that it stays fresh."""

from datetime import timedelta

import pytest
from django.test import Client

from conversations.handoff import raise_handoff
from conversations.inbox.highlights import Mark, marked
from conversations.inbox.timeline import PAGE
from conversations.models import Conversation, Outbox, Reading, Trigger
from conversations.turns.meaning import ReadingAnswer
from crm import clock
from crm.models import Activity, User
from tests.builders import a_contact, a_conversation, a_follow_up, a_message, a_team, a_turn, an_outbox
from tests.people import a_person, browser, part

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def mara() -> User:
    return a_person()


@pytest.fixture
def page(mara: User) -> Client:
    return browser(mara)


def html_of(page: Client, conversation: Conversation) -> str:
    return page.get(f"/inbox/{conversation.pk}/").content.decode()


def reply(page: Client, conversation: Conversation, body: str = "The rate is ready.", **fields):
    data = {"body": body, "key": "one", "seen": "0", **fields}
    return page.post(f"/inbox/{conversation.pk}/reply/", data, headers=HTMX)


def understood(conversation: Conversation, quotes: list[dict], **fields) -> Reading:
    answer = {"language": "en", "stance": "undecided", "wants_followup": True, "answer_now": False, **fields}
    turn = a_turn(conversation, state="committed", finished_at=clock.now())
    return Reading.objects.create(
        conversation=conversation,
        turn=turn,
        stance=answer["stance"],
        wants_followup=True,
        reason=answer.get("reason", ""),
        confidence=0.93,
        language="en",
        answer=ReadingAnswer(**answer).model_dump(mode="json"),
        quotes=quotes,
        model="embedded/reader",
    )


def quote(letter: str, words: str, message, claim: str = "stance", verified: bool = True) -> dict:
    start = message.body.find(words)
    return {
        "letter": letter,
        "claim": claim,
        "label": claim.capitalize(),
        "quote": words,
        "message_id": message.pk if verified else None,
        "start": max(start, 0),
        "end": max(start, 0) + len(words),
        "verified": verified,
    }


# --- what is read ------------------------------------------------------------------------------------------------


def test_their_words_are_marked_with_the_letters_of_what_was_understood(page):
    conversation = a_conversation()
    message = a_message(conversation, "I'm back on the 12th, not before please")
    understood(conversation, [quote("a", "back on the 12th", message), quote("b", "not before", message, "reason")])
    html = html_of(page, conversation)
    assert '<mark class="quote" data-letters="a">back on the 12th</mark>' in html
    assert 'href="#quote-b"' in part(html, "side")
    assert "Undecided" in part(html, "side")


def test_a_claim_without_its_words_says_so(page):
    conversation = a_conversation()
    message = a_message(conversation, "Hello")
    understood(conversation, [quote("a", "I will buy it", message, verified=False)])
    assert "not found in their words" in part(html_of(page, conversation), "side")


def test_marking_escapes_what_customers_write():
    body = "<b>&me</b> tomorrow"
    html = marked(body, [Mark("a", 0, 6), Mark("b", 3, len(body))])
    assert "<b>" not in html
    assert html.count("&amp;") == 1
    assert 'data-letters="a b"' in html


def test_a_message_with_markup_is_only_words(page):
    conversation = a_conversation()
    a_message(conversation, "<script>alert(1)</script> https://example.com/?a=1&b=2")
    html = html_of(page, conversation)
    assert "<script>alert" not in html
    assert 'rel="nofollow noreferrer noopener"' in html


def test_a_message_of_ours_says_how_it_fared_in_words(page):
    conversation = a_conversation()
    an_outbox(conversation, "First", state="read")
    an_outbox(conversation, "Second", state="refused", why="They wrote again after this was written.")
    an_outbox(conversation, "Third", state="unknown")
    html = part(html_of(page, conversation), "timeline")
    assert '<span class="sr">read</span>' in html
    assert "They wrote again after this was written." in html
    assert "never sent twice" in html


def test_what_happened_stands_between_the_messages_in_plain_words(page):
    conversation = a_conversation()
    a_message(conversation)
    Activity.record("taken-over", "Tomasz took over.", conversation_id=conversation.pk)
    Activity.record("opted-out", "They opted out: “stop”.", contact=conversation.contact)
    html = part(html_of(page, conversation), "timeline")
    assert "Tomasz took over." in html
    assert "They opted out" in html


def test_the_side_names_the_zone_and_how_it_is_known(page):
    html = part(html_of(page, a_conversation(a_contact(timezone_source="number"))), "side")
    assert "Madrid" in html
    assert "From the phone number" in html
    assert "May be written to" in html


def test_opening_a_thread_makes_it_read(page):
    conversation = a_conversation(unread=3)
    html_of(page, conversation)
    conversation.refresh_from_db()
    assert conversation.unread == 0


def test_a_thread_that_is_not_there_is_not_found(page):
    assert page.get("/inbox/999999/").status_code == 404
    assert page.get("/inbox/99999999999999999999/").status_code == 404


def test_the_page_costs_the_same_however_long_the_thread(page, django_assert_max_num_queries):
    conversation = a_conversation()
    a_follow_up(conversation)
    for n in range(PAGE + 10):
        a_message(conversation, f"number {n}")
        an_outbox(conversation, f"answer {n}", state="read")
        Activity.record("noted", f"note {n}", conversation_id=conversation.pk)
    with django_assert_max_num_queries(52):
        html = html_of(page, conversation)
    assert html.count("<article") == PAGE


def test_earlier_messages_are_a_page_of_their_own(page):
    conversation = a_conversation()
    messages = [a_message(conversation, f"number {n}.") for n in range(PAGE + 5)]
    assert "number 0." not in html_of(page, conversation)
    earlier = page.get(f"/inbox/{conversation.pk}/earlier/?before={messages[5].pk}").content.decode()
    assert "number 0." in earlier
    assert "number 5." not in earlier
    assert earlier.count("data-old") >= 5


# --- staying fresh -----------------------------------------------------------------------------------------------


def test_nothing_is_sent_again_while_nothing_has_changed(page, clock_at, django_assert_max_num_queries):
    clock_at("2026-04-30T14:05:01+00:00")
    conversation = a_conversation()
    a_message(conversation)
    url = f"/inbox/{conversation.pk}/changes/"
    cursor = page.get(url).headers["X-Cursor"]
    with django_assert_max_num_queries(12):
        assert page.get(url, {"after": cursor}).status_code == 204


@pytest.mark.parametrize("change", ["message", "tick", "act", "turn", "owner", "handoff", "contact"])
def test_whatever_changes_is_seen_by_those_who_look(page, clock_at, change, mara):
    clock_at("2026-04-30T14:05:01+00:00")
    conversation = a_conversation()
    outbox = an_outbox(conversation)
    url = f"/inbox/{conversation.pk}/changes/"
    cursor = page.get(url).headers["X-Cursor"]
    if change == "message":
        a_message(conversation, "New words")
    elif change == "tick":
        Outbox.objects.filter(pk=outbox.pk).update(state="delivered")
    elif change == "act":
        Activity.record("noted", "Something", conversation_id=conversation.pk)
    elif change == "turn":
        a_turn(conversation)
    elif change == "owner":
        Conversation.objects.filter(pk=conversation.pk).update(held_by=mara, held_at=clock.now())
    elif change == "handoff":
        a_team()
        raise_handoff(conversation, "angry", "They are angry.")
    else:
        type(conversation.contact).objects.filter(pk=conversation.contact_id).update(name="Ana María")
    answer = page.get(url, {"after": cursor})
    assert answer.status_code == 200
    assert 'data-part="timeline"' in answer.content.decode()


def test_a_running_turn_is_shown_as_work(page):
    conversation = a_conversation()
    Conversation.objects.filter(pk=conversation.pk).update(turn_token=a_turn(conversation).token)
    assert "Agent is working" in html_of(page, conversation)


def test_the_field_is_left_alone_while_nothing_of_its_kind_changes(page):
    conversation = a_conversation()
    url = f"/inbox/{conversation.pk}/changes/"

    def version() -> str:
        return part(page.get(url).content.decode(), "composer").split('data-version="', 1)[1].split('"', 1)[0]

    first = version()
    a_message(conversation, "And another thing")
    assert version() == first


# --- replying ----------------------------------------------------------------------------------------------------


def test_a_reply_takes_over_and_leaves_a_next_step(page, mara):
    conversation = a_conversation()
    assert reply(page, conversation).status_code == 200
    conversation.refresh_from_db()
    outbox = Outbox.objects.get(conversation=conversation)
    assert (outbox.purpose, outbox.state, outbox.message.user) == ("person", "queued", mara)
    assert conversation.held_by == mara
    assert conversation.next_kind == "wait_for_customer"
    assert conversation.wake_trigger == Trigger.PERSON_WROTE


def test_pressed_twice_it_is_sent_once(page):
    conversation = a_conversation()
    reply(page, conversation)
    assert reply(page, conversation).status_code == 200
    assert Outbox.objects.filter(conversation=conversation).count() == 1


def test_outside_the_window_a_reply_is_refused_with_words_and_kept(page):
    conversation = a_conversation(last_inbound_at=clock.now() - timedelta(hours=25))
    answer = reply(page, conversation, "My long answer")
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "The 24-hour window is closed" in html
    assert "My long answer" in html
    assert not Outbox.objects.exists()
    assert "It opens for 24 hours when Ana writes." in html


def test_nobody_writes_to_somebody_who_opted_out(page):
    conversation = a_conversation(a_contact(opted_out_at=clock.now(), opted_out_by="STOP"))
    answer = reply(page, conversation)
    assert answer.status_code == 422
    assert "They opted out" in answer.content.decode()
    assert not Outbox.objects.exists()
    assert "<textarea id" not in html_of(page, conversation)


def test_newer_words_of_theirs_warn_first_and_do_not_forbid(page):
    conversation = a_conversation()
    latest = a_message(conversation, "Wait, one more thing")
    answer = reply(page, conversation, seen=str(latest.pk - 1))
    assert answer.status_code == 422
    assert "They wrote again" in answer.content.decode()
    assert 'name="insist" value="1"' in answer.content.decode()
    assert not Outbox.objects.exists()
    assert reply(page, conversation, seen=str(latest.pk - 1), insist="1").status_code == 200
    assert Outbox.objects.count() == 1


def test_writing_over_a_colleague_is_asked_first(page, mara):
    tomasz = a_person(first_name="Tomasz", last_name="")
    conversation = a_conversation(held_by=tomasz, held_at=clock.now())
    answer = reply(page, conversation)
    assert "Tomasz has this conversation" in answer.content.decode()
    assert reply(page, conversation, insist="1").status_code == 200
    conversation.refresh_from_db()
    assert conversation.held_by == mara


@pytest.mark.parametrize("body", ["", "   \n", "x" * 1601])
def test_nothing_and_too_much_are_refused_with_words(page, body):
    conversation = a_conversation()
    answer = reply(page, conversation, body)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Outbox.objects.exists()


def test_without_a_script_the_whole_page_comes_back_with_the_words(page):
    conversation = a_conversation(last_inbound_at=clock.now() - timedelta(hours=25))
    answer = page.post(f"/inbox/{conversation.pk}/reply/", {"body": "My answer", "key": "k", "seen": "0"})
    assert answer.status_code == 422
    assert "<!doctype html>" in answer.content.decode()
    assert "My answer" in answer.content.decode()


# --- take over, hand back ----------------------------------------------------------------------------------------


def test_taking_over_gives_the_thread_to_the_person_who_did(page, mara):
    conversation = a_conversation()
    answer = page.post(f"/inbox/{conversation.pk}/take-over/", headers=HTMX)
    conversation.refresh_from_db()
    assert conversation.held_by == mara
    assert conversation.next_user == mara
    assert "You have it" in part(answer.content.decode(), "head")


def test_handing_back_leaves_the_note_for_the_agent(page, mara):
    conversation = a_conversation()
    a_team()
    raise_handoff(conversation, "wants_person", "Asks for a person.")
    page.post(f"/inbox/{conversation.pk}/take-over/", headers=HTMX)
    page.post(f"/inbox/{conversation.pk}/hand-back/", {"note": "They agreed to Monday."}, headers=HTMX)
    conversation.refresh_from_db()
    assert conversation.held_by is None
    assert conversation.wake_trigger == Trigger.HANDED_BACK
    assert conversation.handoffs.get().note == "They agreed to Monday."
    assert conversation.handoffs.get().state == "closed"


def test_a_closed_thread_is_not_taken_over(page):
    conversation = a_conversation(
        status="closed", closed_at=clock.now(), closed_reason="resolved", next_kind="", next_at=None, wake_at=None
    )
    answer = page.post(f"/inbox/{conversation.pk}/take-over/", headers=HTMX)
    assert answer.status_code == 422
    conversation.refresh_from_db()
    assert conversation.held_by is None


def test_the_agents_suggestion_is_offered_never_sent(page):
    conversation = a_conversation()
    a_team()
    raise_handoff(conversation, "low_confidence", "Not sure what they mean.", suggestion="It berths on Friday.")
    html = html_of(page, conversation)
    assert "It berths on Friday." in part(html, "composer")
    assert "Not sure what they mean" in html
    assert not Outbox.objects.exists()
