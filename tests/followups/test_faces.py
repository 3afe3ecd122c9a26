"""The faces of follow-ups: board, calendar, what was not sent. Everybody with a role sees them, nobody else."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from conversations.models import Conversation
from crm.access import TEAM_LEAD
from crm.models import Business, User
from followups.models import Breaker, CalendarFeed, Decision, FollowUp
from followups.urls import urlpatterns
from tests.builders import a_contact, a_conversation, a_follow_up, a_team, a_template
from tests.followups.planned import planned
from tests.people import a_person, browser, part

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 30, 8, 5, tzinfo=UTC)  # Thursday, 10:05 in Madrid
MADRID = ZoneInfo("Europe/Madrid")
PAGES = ["/followups/", "/followups/?show=week", "/followups/calendar/", "/followups/not-sent/", "/followups/changes/"]


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at(NOW)


def lucia(**fields) -> FollowUp:
    at = fields.pop("at", datetime(2026, 5, 4, 10, 0, tzinfo=MADRID))
    return planned(at, contact=a_contact(name="Lucía Ferrer"), quote="back on the 4th", **fields)


def html(page: Client, path: str) -> str:
    answer = page.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


# --- the board -----------------------------------------------------------------------------------------------------------


def test_a_card_says_who_acts_when_for_them_why_and_by_which_way(page):
    lucia(template=a_template())
    card = part(html(page, "/followups/"), "cards_week")
    for words in (
        "Lucía Ferrer",
        "Agent writes",
        "Mon 4 May, 10:00 Madrid",
        "product launch",
        "back on the 4th",
        "follow_up_en",
    ):
        assert words in card


def test_where_the_clocks_differ_both_hours_stand_there(page):
    far = a_contact(name="Henrique Prado", timezone="America/Sao_Paulo", country="BR")
    planned(datetime(2026, 5, 4, 12, 0, tzinfo=UTC), contact=far, zone="America/Sao_Paulo")
    card = part(html(page, "/followups/"), "cards_week")
    assert "09:00 Sao Paulo" in card
    assert "14:00 Madrid" in card


def test_how_many_are_open_counts_what_is_held_once(page):
    lucia()
    at = datetime(2026, 5, 4, 10, 0, tzinfo=MADRID)
    a_follow_up(a_conversation(next_kind="human_task", next_at=at, next_team=a_team()), planned_for=at, state="held")
    shown = html(page, "/followups/")
    assert "Holds <b>1</b>" in shown
    assert "2 open, none without an owner and a date" in part(shown, "board_total")


def test_every_dated_step_has_a_column_however_far_it_is(page):
    lucia(at=NOW + timedelta(days=200))
    assert "Lucía Ferrer" in part(html(page, "/followups/"), "cards_later")


def test_an_empty_board_teaches(page):
    shown = html(page, "/followups/")
    assert "It should be empty" in part(shown, "cards_late")
    assert "Nothing is due today" in shown


def test_a_column_shows_some_and_leads_to_all_page_by_page(page):
    for n in range(35):
        planned(NOW + timedelta(days=1, minutes=n), contact=a_contact(name=f"Number {n:02}."))
    column = part(html(page, "/followups/"), "cards_week")
    assert column.count("step-card") == 3
    assert "and 32 more" in column
    first = html(page, "/followups/?show=week")
    assert first.count('class="step-card"') == 30
    older = first.split('hx-get="/followups/older/', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    second = html(page, f"/followups/older/{older}")
    assert second.count('class="step-card"') == 5
    assert "Number 34." in second
    assert "Show more" not in second


def test_the_board_costs_the_same_questions_however_full_it_is(page, django_assert_max_num_queries):
    for n in range(20):
        planned(NOW + timedelta(days=1, minutes=n))
        a_conversation(next_kind="human_task", next_at=NOW - timedelta(hours=2), next_team=a_team())
    with django_assert_max_num_queries(28):
        html(page, "/followups/")
    with django_assert_max_num_queries(24):
        html(page, "/followups/changes/")


def test_nothing_is_sent_again_while_the_board_looks_the_same(page):
    follow_up = lucia()
    first = page.get("/followups/changes/")
    assert page.get(f"/followups/changes/?after={first['X-Cursor']}").status_code == 204
    Conversation.objects.filter(pk=follow_up.conversation_id).update(held_by=a_person(), held_at=NOW)
    assert "has it" in page.get(f"/followups/changes/?after={first['X-Cursor']}").content.decode()


def test_mine_is_mine_and_a_team_is_its_own(page, mara):
    sales = a_team()
    lucia(thread={"held_by": mara, "held_at": NOW})
    planned(NOW + timedelta(days=2), contact=a_contact(name="Jonas Becker"), thread={"team": sales})
    assert "Jonas" not in html(page, "/followups/?who=mine")
    assert "Lucía" in html(page, "/followups/?who=mine")
    assert "Lucía" not in html(page, f"/followups/?who=team-{sales.pk}")
    assert "Jonas" in html(page, f"/followups/?who=team-{sales.pk}")
    assert "Jonas" in html(page, "/followups/?who=nobody-at-all&show=nothing&after=x")


def test_a_proposal_is_approved_from_the_board(page):
    at = datetime(2026, 5, 4, 10, 0, tzinfo=MADRID)
    conversation = a_conversation(next_kind="human_task", next_at=at, next_team=a_team())
    follow_up = a_follow_up(conversation, planned_for=at, state="proposed", asks_approval="They may be about to leave.")
    column = part(html(page, "/followups/"), "cards_holds")
    assert "They may be about to leave." in column
    answer = page.post(f"/followups/{follow_up.pk}/approve/", {"back": "/followups/?who=mine"})
    assert answer.headers["Location"] == "/followups/?who=mine"
    follow_up.refresh_from_db()
    assert follow_up.state == "scheduled"


def test_a_foreign_address_is_never_gone_back_to(page):
    follow_up = lucia()
    answer = page.post(f"/followups/{follow_up.pk}/cancel/", {"back": "https://evil.example/"})
    assert answer.headers["Location"] == f"/inbox/{follow_up.conversation_id}/"


# --- the breaker -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def fallen(mara: User) -> FollowUp:
    Breaker.objects.create(waiting=40, limit=25, words="More than 25 messages would leave unasked within the hour.")
    at = NOW - timedelta(hours=1)
    conversation = a_conversation(next_kind="internal_review", next_at=NOW + timedelta(days=1), next_team=a_team())
    return a_follow_up(conversation, planned_for=at, state="held", held_ref="breaker", held_words="Too many at once.")


def test_a_fallen_breaker_asks_a_lead_who_lets_them_go(fallen):
    lead = browser(a_person(TEAM_LEAD))
    banner = part(html(lead, "/followups/"), "breaker")
    assert "1 message waits" in banner
    assert "Let them go" in banner
    assert "Let go: 1." in lead.post("/followups/breaker/let-go/", follow=True).content.decode()
    fallen.refresh_from_db()
    assert fallen.state == "scheduled"
    assert "Let them go" not in html(lead, "/followups/")


def test_a_support_agent_sees_it_and_is_told_who_may(fallen, page):
    banner = part(html(page, "/followups/"), "breaker")
    assert "A team lead lets them go" in banner
    assert "<form" not in banner
    assert "A team lead lets them go" in page.post("/followups/breaker/let-go/", follow=True).content.decode()
    fallen.refresh_from_db()
    assert fallen.state == "held"


# --- the calendar -----------------------------------------------------------------------------------------------------------


def test_a_step_stands_on_the_customers_own_day(page):
    tokyo = a_contact(name="Hana Sato", timezone="Asia/Tokyo", country="JP")
    planned(datetime(2026, 5, 3, 23, 0, tzinfo=UTC), contact=tokyo, zone="Asia/Tokyo")
    theirs = html(page, "/followups/calendar/?day=2026-05-04")
    assert 'data-day="2026-05-04"' in theirs
    assert "08:00 Tokyo" in theirs
    ours = html(page, "/followups/calendar/?day=2026-05-04&clock=ours")
    assert "01:00 Madrid" in ours


@pytest.mark.parametrize("view", ["week", "month", "table"])
def test_each_view_names_the_step_in_words(page, view):
    lucia()
    shown = html(page, f"/followups/calendar/?view={view}&day=2026-05-04")
    assert "Lucía Ferrer" in shown
    assert "10:00" in shown
    assert "Agent writes" in shown


def test_a_public_holiday_is_named_with_its_countries(page):
    lucia()
    assert "Holiday in ES" in html(page, "/followups/calendar/?day=2026-05-01")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "tomorrow", "2026-02-30", ""])
def test_a_day_that_nobody_plans_for_is_today(page, day):
    assert "30 April to 6 May 2026" in html(page, f"/followups/calendar/?day={day}")


def test_the_calendar_costs_the_same_questions_however_full_it_is(page, django_assert_max_num_queries):
    for n in range(20):
        planned(NOW + timedelta(hours=n))
    with django_assert_max_num_queries(16):
        html(page, "/followups/calendar/")


def test_a_full_hour_or_day_shows_the_first_and_leads_to_the_table_of_that_day(page):
    for n in range(7):
        lucia(at=datetime(2026, 5, 4, 10, n, tzinfo=MADRID))
    for view, first in (("week", 3), ("month", 4)):
        shown = html(page, f"/followups/calendar/?view={view}&day=2026-05-04")
        assert shown.count('class="entry') == first
        assert f"{7 - first} more" in shown
        assert "view=table&amp;day=2026-05-04" in shown


def test_the_table_goes_on_page_by_page(page, monkeypatch):
    monkeypatch.setattr("followups.board.calendar.IN_TABLE", 2)
    for n in range(3):
        lucia(at=datetime(2026, 5, 4, 10, n, tzinfo=MADRID))
    first = html(page, "/followups/calendar/?view=table&day=2026-05-04")
    assert first.count('class="row"') == 2
    further = re.search(r'href="([^"]+page=1)"', first)[1].replace("&amp;", "&")
    last = html(page, further)
    assert last.count('class="row"') == 1
    assert "Show more" not in last


def test_a_calendar_that_begins_today_says_what_is_late(page):
    a_conversation(next_kind="human_task", next_at=NOW - timedelta(days=3), next_team=a_team())
    shown = html(page, "/followups/calendar/")
    assert "One step is late" in shown
    assert "show=late" in shown
    assert "is late" not in html(page, "/followups/calendar/?day=2026-06-01")


# --- what was not sent -----------------------------------------------------------------------------------------------------


def decided(verdict: str, words: str, quote: str = "", **facts) -> Decision:
    conversation = a_conversation(a_contact(name="Daniel Osei"))
    return Decision.objects.create(conversation=conversation, verdict=verdict, words=words, quote=quote, facts=facts)


def test_restraint_is_told_with_their_words_and_leads_to_the_thread(page):
    decision = decided("none", "They asked for room.", "please stop asking", not_sent="room")
    shown = html(page, "/followups/not-sent/")
    assert "Asked for room" in shown
    assert "please stop asking" in shown
    assert f"/inbox/{decision.conversation_id}/#decided" in shown


def test_one_reason_alone_can_be_chosen(page):
    decided("defer", "It is night for them.")
    decided("expire", "The board has met.")
    shown = html(page, "/followups/not-sent/?kind=expired")
    assert "The board has met." in shown
    assert "It is night" not in shown
    assert "No moment was missed" in html(page, "/followups/not-sent/?kind=expired&before=1")


def test_the_feed_goes_on_page_by_page_at_a_steady_price(page, django_assert_max_num_queries):
    for n in range(33):
        decided("cancel", f"Settled {n:02}.")
    with django_assert_max_num_queries(13):  # with the queue's number in the rail
        first = html(page, "/followups/not-sent/")
    assert "Settled 02." not in first
    older = first.split('hx-get="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    assert "Settled 02." in page.get(older, headers={"HX-Request": "true"}).content.decode()


def test_their_words_are_data_and_never_markup(page):
    decided("cancel", "Settled.", "<script>alert(1)</script>")
    lucia(purpose="<img src=x>")
    assert "<script>alert" not in html(page, "/followups/not-sent/")
    assert "<img src=x>" not in html(page, "/followups/")


# --- who may -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_an_outsider_sees_nothing(path, mara):
    lucia()
    assert browser(a_person(role="")).get(path).status_code == 403
    assert Client().get(path).status_code == 302


def every_address(follow_up: FollowUp) -> list[str]:
    """Of follow-ups, without the calendar feed, whose address is its own key."""
    known = {"follow-up": follow_up.pk, "decisions": follow_up.conversation_id, "deliverable-made": 1}
    found = []
    for pattern in urlpatterns:
        pk = next((value for name, value in known.items() if pattern.name.startswith(name)), None)
        with suppress(NoReverseMatch):
            found.append(reverse(pattern.name, args=[pk] if "pk" in pattern.pattern.converters else []))
    return found


def test_every_address_is_closed_to_an_outsider_and_to_a_stranger(mara):
    follow_up = lucia()
    paths = every_address(follow_up)
    assert len(paths) == len(urlpatterns) - 1
    outsider = browser(a_person(role=""))
    for path in paths:
        for answer in (outsider.get(path), outsider.post(path, {"text": "tomorrow", "act": "begin"})):
            assert answer.status_code in (403, 405), path
        assert Client().post(path).status_code in (302, 405), path
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.moves) == ("scheduled", 0)
    assert not Business.get().dry_run
    assert not CalendarFeed.objects.exists()
