"""Board and card in a real browser: they stay fresh, the echo follows the typing, the arrows walk the calendar."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from conversations.models import Conversation
from crm import clock
from followups import acts
from followups.models import FollowUp
from tests.builders import a_contact
from tests.followups.planned import planned
from tests.people import a_person
from tests.real_browser import SOON, page

__all__ = ["page"]
FIRST_ECHO = 20_000  # milliseconds; the first of a process loads grammar and holidays, slowly on a busy machine
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def lucia(days: int = 3) -> FollowUp:
    at = (clock.now() + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
    return planned(at, contact=a_contact(name="Lucía Ferrer"), earliest=clock.now(), latest=at + timedelta(days=9))


def test_the_board_follows_by_itself_and_moving_by_typing_is_echoed_then_saved(page):
    follow_up = lucia()
    page.goto("/followups/")
    card = page.locator(".step-card", has_text="Lucía Ferrer")
    Conversation.objects.filter(pk=follow_up.conversation_id).update(
        held_by=a_person(first_name="Tomasz"), held_at=clock.now()
    )
    expect(card).to_contain_text("Tomasz has it", timeout=SOON)

    card.get_by_role("link", name="Move").click()
    field = page.locator("#mover-text")
    expect(field).to_be_focused()
    field.press_sequentially("in 5 weeks at 15:00")
    expect(page.locator("#mover .echo.ok")).to_contain_text("15:00 Madrid", timeout=FIRST_ECHO)
    follow_up.refresh_from_db()
    assert follow_up.moves == 0
    field.fill("yesterday")
    expect(page.locator("#mover .echo.no")).to_be_visible()
    field.fill("in 5 weeks at 15:00")
    page.locator("#mover .echo.ok button").click()
    expect(page.locator(".page-notice")).to_contain_text("Moved to")
    expect(page.locator(".column.later")).to_contain_text("Lucía Ferrer")


def test_return_does_what_is_echoed_and_waits_for_the_echo_where_it_is_not_there_yet(page):
    follow_up = lucia()
    page.goto("/followups/")
    page.get_by_role("link", name="Move").click()
    field = page.locator("#mover-text")
    field.fill("in 5 weeks")
    page.keyboard.press("Enter")
    expect(page.locator("#mover .echo.ok button")).to_be_focused(timeout=FIRST_ECHO)
    follow_up.refresh_from_db()
    assert follow_up.moves == 0
    field.fill("in 6 weeks at 11")
    expect(page.locator("#mover .echo.ok")).to_contain_text("11:00 Madrid")
    page.keyboard.press("Enter")
    expect(page.locator(".page-notice")).to_contain_text("Moved to")
    follow_up.refresh_from_db()
    assert follow_up.moves == 1


def test_escape_closes_the_panel_and_gives_the_focus_back(page):
    lucia()
    page.goto("/followups/")
    page.get_by_role("link", name="Move").click()
    expect(page.locator("#mover-text")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#mover")).to_be_empty()
    expect(page.locator(".step-card .row")).to_be_focused()


def test_one_key_opens_move_in_the_card_and_a_persons_words_are_kept(page):
    follow_up = lucia(days=1)
    page.goto(f"/inbox/{follow_up.conversation_id}/")
    page.keyboard.press("m")
    page.locator("#move input[name=text]").press_sequentially("in two weeks")
    page.locator("#move .echo.ok button").click(timeout=FIRST_ECHO)
    expect(page.locator(".notice")).to_contain_text("Moved to")
    expect(page.locator(".decisions")).to_contain_text("Moved")


def test_why_an_act_was_refused_stays_to_be_read_while_the_page_renews_itself(page):
    follow_up = lucia(days=1)
    path = f"/inbox/{follow_up.conversation_id}/"
    page.goto(path)
    page.locator("#cancel summary").click()
    acts.cancel(follow_up, a_person(first_name="Tomasz"), "They called.")
    with page.expect_response(lambda answer: answer.status == 422):
        page.locator("#cancel button").click()
    told = page.locator(".next-step .problem")
    expect(told).to_contain_text("already ended")
    with page.expect_response(lambda answer: f"{path}changes/" in answer.url and answer.status == 200):
        pass
    expect(told).to_be_visible()


def test_the_arrows_walk_from_day_to_day_and_from_entry_to_entry(page):
    first, second, third = lucia(1), lucia(1), lucia(2)
    for name, each in (("A", first), ("B", second), ("C", third)):
        type(each.conversation.contact).objects.filter(pk=each.conversation.contact_id).update(name=name)
    page.goto("/followups/calendar/?view=month")
    page.locator(".calendar .entry").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".entry:focus")).to_contain_text("B")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".entry:focus")).to_contain_text("C")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".entry:focus")).to_contain_text("A")


@pytest.mark.parametrize(
    "path", ["/followups/", "/followups/?show=later", "/followups/calendar/", "/followups/not-sent/", "/me/"]
)
def test_no_face_is_wider_than_a_small_phone(page, path):
    lucia(20)
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
