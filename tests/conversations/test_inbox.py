"""The list: who sees it, what stands where, and that it costs the same whatever its length."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from conversations.inbox.lists import PAGE
from conversations.models import Conversation
from crm import clock
from crm.models import Company, User
from tests.builders import a_contact, a_conversation, a_follow_up, a_message, a_team
from tests.people import a_person, browser, part

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara() -> User:
    return a_person()


@pytest.fixture
def page(mara: User) -> Client:
    return browser(mara)


def rows(html: str) -> list[str]:
    """The keys of the rows in order."""
    return [piece.split('"', 1)[0] for piece in part(html, "rows").split('data-key="')[1:]]


def shown(page: Client, query: str = "") -> list[str]:
    return rows(page.get(f"/inbox/{query}").content.decode())


def key(conversation: Conversation) -> str:
    return f"c{conversation.pk}"


def every_url() -> list[tuple[str, str]]:
    conversation = a_conversation()
    follow_up = a_follow_up(conversation)
    one = [conversation.pk]
    return [
        ("get", reverse("inbox")),
        ("get", reverse("inbox-rows")),
        ("get", reverse("inbox-changes")),
        ("get", reverse("thread", args=one)),
        ("get", reverse("thread-changes", args=one)),
        ("get", reverse("thread-earlier", args=one)),
        ("get", reverse("followups")),
        ("post", reverse("thread-reply", args=one)),
        ("post", reverse("thread-take-over", args=one)),
        ("post", reverse("thread-hand-back", args=one)),
        ("post", reverse("follow-up-move", args=[follow_up.pk])),
        ("post", reverse("follow-up-cancel", args=[follow_up.pk])),
        ("post", reverse("theme")),
    ]


def test_a_stranger_is_asked_to_log_in_everywhere():
    for method, url in every_url():
        answer = getattr(browser(), method)(url)
        assert answer.status_code == 302, url
        assert answer.headers["Location"].startswith("/login/"), url


def test_a_stranger_gets_no_login_page_in_the_middle_of_a_part():
    answer = browser().get("/inbox/changes/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/login/"


def test_somebody_without_a_role_sees_no_customer_anywhere():
    nobody = browser(a_person(role=""))
    for method, url in every_url():
        answer = getattr(nobody, method)(url)
        assert answer.status_code == 403, url
        assert "Ana" not in answer.content.decode()


def test_an_act_without_the_safety_token_is_refused(mara):
    conversation = a_conversation()
    strict = browser(mara, enforce_csrf_checks=True)
    assert strict.post(f"/inbox/{conversation.pk}/take-over/").status_code == 403
    conversation.refresh_from_db()
    assert conversation.held_by is None


def test_acts_are_not_done_by_following_a_link(page):
    conversation = a_conversation()
    for act in ("reply", "take-over", "hand-back"):
        assert page.get(f"/inbox/{conversation.pk}/{act}/").status_code == 405


def test_nothing_on_a_page_needs_an_inline_script_or_style(page):
    conversation = a_conversation()
    a_follow_up(conversation)
    a_message(conversation)
    for url in ("/inbox/", f"/inbox/{conversation.pk}/"):
        answer = page.get(url)
        html = answer.content.decode()
        assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
        assert "<style" not in html
        assert " style=" not in html
        assert "<script>" not in html
        assert " onclick=" not in html


def test_a_row_says_who_acts_next_and_when_in_the_customers_city(page, clock_at):
    clock_at("2026-04-30T14:05:00+00:00")
    contact = a_contact(name="Lucía Ferrer", company=Company.objects.create(name="Cerámicas Ferrer"))
    conversation = a_conversation(contact, unread=2, last_preview="Perfect, thank you")
    at = clock.now().replace(month=5, day=12, hour=8, minute=0, second=0, microsecond=0)
    a_follow_up(conversation, planned_for=at)
    Conversation.objects.filter(pk=conversation.pk).update(next_kind="follow_up", next_at=at, wake_at=at)
    html = part(page.get("/inbox/").content.decode(), "rows")
    assert "Agent writes</strong> <span>Tue 12 May, 10:00 Madrid" in html
    assert "Cerámicas Ferrer" in html
    assert "Perfect, thank you" in html
    assert "unread messages: </span>2" in html


def test_what_a_customer_calls_themselves_is_never_markup(page):
    a_conversation(a_contact(name="<img src=x>"), last_preview="<script>alert(1)</script>")
    html = page.get("/inbox/").content.decode()
    assert "<img src=x>" not in html
    assert "<script>alert" not in html


def test_each_tab_shows_its_own_and_counts_it(page, mara):
    colleague = a_person(first_name="Tomasz")
    soon = clock.now() + timedelta(minutes=30)
    ai = a_conversation()
    mine = a_conversation(next_kind="human_task", next_user=mara, next_at=soon, wake_at=None)
    theirs = a_conversation(next_kind="human_task", next_user=colleague, next_at=soon, wake_at=None)
    open_to_all = a_conversation(
        next_kind="human_task", next_team=a_team(), next_at=soon, wake_at=None, last_direction="inbound"
    )
    closed = a_conversation(
        status="closed", closed_at=clock.now(), closed_reason="resolved", next_kind="", next_at=None, wake_at=None
    )
    assert shown(page, "?tab=mine") == [key(mine)]
    assert shown(page, "?tab=ai") == [key(ai)]
    assert shown(page, "?tab=waiting") == [key(open_to_all)]
    assert set(shown(page)) == {key(ai), key(mine), key(theirs), key(open_to_all)}
    assert shown(page, "?order=closed") == [key(closed)]
    tabs = part(page.get("/inbox/").content.decode(), "tabs")
    assert "<span>Mine</span><b>1</b>" in tabs
    assert "<span>All</span><b>4</b>" in tabs


def test_an_empty_list_teaches(page):
    html = page.get("/inbox/?tab=due").content.decode()
    assert "No follow-up is due today" in html
    assert "write to me next week" in html


def test_a_closing_window_is_marked_where_a_person_owes_the_answer(page, mara):
    wrote = clock.now() - timedelta(hours=21)
    a_conversation(
        next_kind="reply", next_user=mara, next_at=clock.now() + timedelta(hours=1), wake_at=None, last_inbound_at=wrote
    )
    assert "left to write" in part(page.get("/inbox/").content.decode(), "rows")


@pytest.mark.parametrize("words", ["ferrer", "Cerám", "600 111 222", "casab"])
def test_search_finds_names_companies_numbers_and_words(page, words):
    contact = a_contact(
        name="Lucía Ferrer", phone="+34600111222", company=Company.objects.create(name="Cerámicas del Sur")
    )
    found = a_conversation(contact)
    a_message(found, "tiles from Valencia to Casablanca")
    a_conversation()
    assert shown(page, f"?q={words}") == [key(found)]


@pytest.mark.parametrize(
    "nonsense", ["?tab=x&order=y", "?before=x_²", "?before=2026-13-45_1", "?q=%00'%26!", "?open=999999999999999999999"]
)
def test_an_address_nobody_of_ours_wrote_is_harmless(page, nonsense):
    a_conversation()
    assert page.get(f"/inbox/{nonsense}").status_code == 200


@pytest.mark.parametrize("order", ["newest", "next"])
def test_pages_follow_each_other_without_gap_or_repeat(page, order):
    now = clock.now().replace(microsecond=0)
    for n in range(PAGE + 5):  # many share one moment: the id decides
        later = now + timedelta(days=1, hours=n // 10)
        a_conversation(last_at=now - timedelta(minutes=n // 10), next_at=later, wake_at=later)
    first = page.get(f"/inbox/?order={order}").content.decode()
    older = first.split("rows-older", 1)[1].split('href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    second = page.get(older.replace("/inbox/?", "/inbox/rows/?")).content.decode()
    one = rows(first)[:PAGE]
    two = [piece.split('"', 1)[0] for piece in second.split('data-key="')[1:]]
    assert rows(first)[PAGE] == "older"
    assert len(two) == 5
    assert len({*one, *two}) == PAGE + 5


def test_the_list_costs_the_same_whatever_its_length(page, django_assert_max_num_queries):
    for _ in range(25):
        a_conversation(a_contact(company=Company.objects.get_or_create(name="One")[0]))
    with django_assert_max_num_queries(12):  # with the queue's number in the rail
        page.get("/inbox/")


def test_nothing_is_sent_again_while_nothing_has_changed(page, django_assert_max_num_queries):
    conversation = a_conversation()
    first = page.get("/inbox/changes/")
    cursor = first.headers["X-Cursor"]
    with django_assert_max_num_queries(8):
        assert page.get(f"/inbox/changes/?after={cursor}").status_code == 204
    Conversation.objects.filter(pk=conversation.pk).update(unread=1, last_preview="New words")
    again = page.get(f"/inbox/changes/?after={cursor}")
    assert again.status_code == 200
    assert "New words" in again.content.decode()
    assert again.headers["X-Cursor"] != cursor


def test_the_rail_counts_what_is_theirs_and_what_nobody_has_claimed(page, mara):
    soon = clock.now() + timedelta(hours=1)
    a_conversation(next_kind="human_task", next_user=mara, next_at=soon, wake_at=None)
    a_conversation(next_kind="human_task", next_team=a_team(), next_at=soon, wake_at=None)
    html = page.get("/inbox/").content.decode()
    rail = part(html, "rail")
    assert rail.count('aria-hidden="true">1</b>') == 2
    assert "1 are yours" in rail
    assert "1 wait for a person" in rail


def test_the_theme_stands_in_the_first_html(page, mara):
    assert page.post("/me/theme/", {"theme": "dark", "next": "/inbox/"}).headers["Location"] == "/inbox/"
    assert 'data-theme="dark"' in page.get("/inbox/").content.decode()


def test_the_theme_never_leads_to_another_house(page):
    assert page.post("/me/theme/", {"theme": "dark", "next": "https://evil.example/"}).headers["Location"] == "/"


def test_logins_are_offered_in_the_practice_house_only(settings):
    assert "follow-through" not in browser().get("/login/").content.decode()
    settings.DEMO = True
    assert 'data-user="mara"' in browser().get("/login/").content.decode()


def test_a_wrong_address_says_what_to_do(page):
    answer = page.get("/nowhere/")
    assert answer.status_code == 404
    assert "Nothing is here" in answer.content.decode()


def test_a_fault_of_ours_is_said_without_asking_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        html = render_to_string("500.html")
    assert "Messages are not affected" in html
