"""The queue: what stands there and in which order, who may claim, and that of two who claim at once one gets it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from conversations import handoff
from conversations.handoff import Taken, claim, hand_back, raise_handoff, release
from conversations.inbox.acts import write
from conversations.models import Conversation, Handoff, NextKind, Outbox
from crm import clock
from crm.models import Activity, Team, User
from tests.builders import a_contact, a_conversation, a_message, a_team, an_outbox
from tests.people import a_person, browser, part

pytestmark = pytest.mark.django_db
WORDS = "I've told you three times, I'm looking at other carriers"


@pytest.fixture
def mara() -> User:
    return a_person(username="mara")


@pytest.fixture
def tomasz() -> User:
    return a_person(username="tomasz", first_name="Tomasz", last_name="Zielinski")


def handed(body: str = "Where is my parcel?", ago: int = 10, reason: str = "not_grounded", **fields) -> Conversation:
    """They wrote `ago` minutes ago, and the agent gave the thread to people."""
    a_team()
    at = clock.now() - timedelta(minutes=ago)
    about = {"last_inbound_at": at, "waiting_since": at, "last_direction": "inbound"}
    conversation = a_conversation(fields.pop("contact", None) or a_contact(), **{**about, **fields})
    a_message(conversation, body, at=at)
    suggestion = "It is in Lisbon." if reason == "not_grounded" else ""
    raise_handoff(conversation, reason, "No article says it.", quote=body, suggestion=suggestion)
    return conversation


def rows(page: Client, query: str = "") -> list[int]:
    html = part(page.get(f"/queue/{query}").content.decode(), "rows")
    return [int(piece.split('"', 1)[0]) for piece in html.split('data-key="q')[1:]]


def claimed(page: Client, conversation: Conversation, **form: str):
    return page.post(reverse("queue-claim", args=[conversation.pk]), form)


def test_who_may_leave_comes_first_then_who_has_waited_longest(mara):
    late, later = handed(ago=60), handed(ago=10)
    leaving = handed(WORDS, ago=1, reason="churn", priority=2, priority_quote=WORDS)
    task = handed(ago=500, waiting_since=None)
    assert rows(browser(mara)) == [leaving.pk, late.pk, later.pk, task.pk]
    first = browser(mara).get("/queue/").content.decode()
    assert f'<q dir="auto" lang="en">{WORDS.replace(chr(39), "&#x27;")}</q>' in part(first, "brief")


def test_tabs_show_what_is_open_mine_colleagues_and_done_today(mara, tomasz):
    free, mine, theirs, done = (handed() for _ in range(4))
    claim(mine, mara)
    claim(theirs, tomasz)
    hand_back(done, mara, "All said.")
    page = browser(mara)
    assert rows(page) == [free.pk]
    assert rows(page, "?tab=mine") == [mine.pk]
    assert rows(page, "?tab=claimed") == [theirs.pk]
    assert rows(page, "?tab=done") == [done.pk]
    assert "All said." in page.get("/queue/?tab=done").content.decode()


def test_each_team_has_its_own_queue_with_its_count(mara):
    handed()
    billing = Team.objects.create(name="Billing", topics=["billing"])
    theirs = handed(team=billing)
    page = browser(mara)
    assert rows(page, f"?team={billing.pk}") == [theirs.pk]
    assert "Billing <b>1</b>" in part(page.get("/queue/").content.decode(), "tabs")


def test_a_review_in_three_months_waits_for_nobody_today(mara):
    now = clock.now()
    looks = {"next_kind": "internal_review", "next_team": a_team(), "wake_at": None}
    a_conversation(**looks, next_at=now + timedelta(days=90))
    due = a_conversation(**looks, next_at=now - timedelta(minutes=1))
    assert rows(browser(mara)) == [due.pk]


def test_a_brief_says_why_what_they_want_and_what_could_be_answered(mara):
    conversation = handed(contact=a_contact(name="Ana Ruiz"))
    html = browser(mara).get(reverse("brief", args=[conversation.pk])).content.decode()
    for words in (
        "No answer in our articles",
        "No article says it.",
        "Where is my parcel?",
        "It is in Lisbon.",
        "10 min",
    ):
        assert words in html
    assert "What Ana wants" in html


def test_an_empty_queue_teaches(mara):
    html = browser(mara).get("/queue/").content.decode()
    assert "Nobody waits for a person" in html
    assert "with the reason and the customer’s words" in html


def test_claiming_opens_the_thread_with_the_step_theirs_and_the_customer_waits_no_longer_for_it(mara):
    conversation = handed()
    due = conversation.next_at
    answer = claimed(browser(mara), conversation)
    assert (answer.status_code, answer["Location"]) == (302, reverse("thread", args=[conversation.pk]) + "#body")
    conversation.refresh_from_db()
    assert (conversation.held_by, conversation.next_user, conversation.next_kind) == (mara, mara, NextKind.REPLY)
    assert conversation.next_at <= due
    assert Handoff.objects.get().state == "claimed"


def test_who_comes_second_is_told_kindly_with_the_next_one(mara, tomasz):
    conversation, following = handed(), handed(contact=a_contact(name="Kwame Boateng"))
    claimed(browser(tomasz), conversation)
    answer = claimed(browser(mara), conversation)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Tomasz Zielinski was quicker" in html
    assert "Next: Kwame Boateng, waiting 10 min" in html
    assert reverse("brief", args=[following.pk]) in html
    assert Conversation.objects.get(pk=conversation.pk).held_by == tomasz


def test_what_was_handed_back_meanwhile_cannot_be_claimed(mara, tomasz):
    conversation = handed()
    hand_back(conversation, tomasz)
    answer = claimed(browser(mara), conversation)
    assert answer.status_code == 409
    assert "no longer waits for a person" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_many_who_claim_at_once_exactly_one_gets_it():
    conversation = handed()
    people = [a_person(username=f"p{n}") for n in range(6)]
    start, won, lost = threading.Barrier(len(people)), [], []

    def press(user: User) -> None:
        start.wait(10)
        try:
            with transaction.atomic():
                claim(Conversation.objects.select_for_update().get(pk=conversation.pk), user)
            won.append(user)
        except Taken as told:
            lost.append(told.by)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    conversation.refresh_from_db()
    assert [conversation.held_by] == won
    assert lost == won * 5
    assert Activity.objects.filter(action="taken-over").count() == 1


def test_the_take_over_button_never_takes_from_a_colleague_it_did_not_show(mara, tomasz):
    conversation = handed()
    claimed(browser(tomasz), conversation)
    url = reverse("thread-take-over", args=[conversation.pk])
    browser(mara).post(url, {"holder": ""})
    assert Conversation.objects.get(pk=conversation.pk).held_by == tomasz
    browser(mara).post(url, {"holder": tomasz.pk})
    assert Conversation.objects.get(pk=conversation.pk).held_by == mara


def test_what_is_suggested_is_claimed_and_sent_in_one_act_and_once(mara):
    conversation = handed()
    seen = conversation.messages.get().pk
    for _ in range(2):
        claimed(browser(mara), conversation, send="1", body="It is in Lisbon.", seen=str(seen))
    row = Outbox.objects.get(purpose="person")
    assert (row.body, row.message.user) == ("It is in Lisbon.", mara)


def test_a_suggestion_is_not_sent_unread_when_they_wrote_again(mara):
    conversation = handed()
    seen = conversation.messages.get().pk
    a_message(conversation, "Forget it, it came")
    claimed(browser(mara), conversation, send="1", body="It is in Lisbon.", seen=str(seen))
    assert not Outbox.objects.exists()
    assert Conversation.objects.get(pk=conversation.pk).held_by == mara


def test_only_a_persons_answer_stops_the_clock(mara):
    conversation = handed()
    since = conversation.waiting_since
    from conversations.whatsapp import outbox

    for purpose in ("handoff_notice", "reply"):
        outbox.queue(conversation, purpose=purpose, body=purpose, idempotency_key=purpose)
        assert Conversation.objects.get(pk=conversation.pk).waiting_since == since
    write(conversation, mara, "It is in Lisbon.", key="k", seen=10**9, insists=True)
    conversation.refresh_from_db()
    assert conversation.waiting_since is None
    assert conversation.next_kind == NextKind.WAIT_FOR_CUSTOMER
    assert rows(browser(mara), "?tab=mine") == [conversation.pk]


def test_an_answer_that_did_not_leave_has_answered_nothing():
    a_team()
    conversation = a_conversation()
    asked = a_message(conversation, "How much?", at=clock.now() - timedelta(hours=2))
    an_outbox(conversation, state="failed")
    raise_handoff(conversation, "delivery", "Not sent.")
    assert conversation.waiting_since == asked.at


def test_released_it_is_anybodys_again_and_waits_no_longer_than_before(mara, tomasz):
    conversation = handed()
    due = conversation.next_at
    claimed(browser(mara), conversation)
    assert browser(tomasz).post(reverse("queue-release", args=[conversation.pk])).status_code == 409
    browser(mara).post(reverse("queue-release", args=[conversation.pk]))
    conversation.refresh_from_db()
    assert (conversation.held_by, conversation.next_user) == (None, None)
    assert conversation.next_at <= due
    assert rows(browser(tomasz)) == [conversation.pk]


def test_passed_on_it_stands_in_the_other_teams_queue(mara):
    conversation = handed()
    billing = Team.objects.create(name="Billing")
    release(conversation, mara, billing)
    assert (conversation.next_team, Handoff.objects.get().team) == (billing, billing)


def test_handing_back_leaves_the_note_in_the_thread_and_lowers_the_priority(mara):
    conversation = handed(priority=2, priority_quote=WORDS)
    page = browser(mara)
    page.post(
        reverse("thread-hand-back", args=[conversation.pk]), {"note": "I gave them <b>10 %</b> off.", "next": "queue"}
    )
    conversation.refresh_from_db()
    told = Handoff.objects.get()
    assert (told.state, told.note, told.closed_by) == ("closed", "I gave them <b>10 %</b> off.", mara)
    assert (conversation.priority, conversation.priority_quote) == (0, "")
    html = part(page.get(reverse("thread", args=[conversation.pk])).content.decode(), "timeline")
    assert "I gave them &lt;b&gt;10 %&lt;/b&gt; off." in html
    assert "Note, seen by us only" in html


def test_a_take_over_without_a_handoff_has_one_so_that_its_note_is_kept(mara):
    a_team()
    conversation = a_conversation()
    handoff.take_over(conversation, mara)
    hand_back(conversation, mara, "Called them.")
    assert Handoff.objects.get().note == "Called them."


def test_who_has_no_role_gets_nothing():
    conversation = handed()
    one = [conversation.pk]
    for method, url in (
        ("get", reverse("queue")),
        ("get", reverse("queue-changes")),
        ("get", reverse("brief", args=one)),
        ("post", reverse("queue-claim", args=one)),
        ("post", reverse("queue-release", args=one)),
    ):
        answer = getattr(browser(a_person(role="")), method)(url)
        assert answer.status_code == 403
        assert "Ana Ruiz" not in answer.content.decode()
        assert getattr(Client(), method)(url).status_code == 302
    conversation.refresh_from_db()
    assert conversation.held_by is None


def test_the_queue_costs_the_same_whatever_its_length(mara, django_assert_max_num_queries):
    for _ in range(12):
        handed()
    page = browser(mara)
    with django_assert_max_num_queries(44):
        page.get("/queue/")


def test_nothing_is_sent_again_while_nothing_has_changed(mara, clock_at):
    clock_at("2026-05-05T10:00:05")
    conversation = handed()
    page = browser(mara)
    answer = page.get(reverse("queue-changes"), {"open": conversation.pk})
    same = page.get(reverse("queue-changes"), {"open": conversation.pk, "after": answer["X-Cursor"]})
    assert same.status_code == 204
    claim(conversation, a_person(first_name="Amina"))
    changed = page.get(reverse("queue-changes"), {"open": conversation.pk, "after": answer["X-Cursor"]})
    assert "Amina" in part(changed.content.decode(), "brief")
