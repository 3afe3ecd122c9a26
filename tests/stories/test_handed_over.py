"""A thread goes to a person and comes back: told once, briefed, claimed, answered, handed back, and the agent knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.stories.house import House, text_of, until
from tests.stories.test_in_a_browser import a_colleague_logs_in, a_page

NOT_IN_THE_ARTICLES = "Can you keep 300 kg of frozen fish at minus 20 degrees on the way to Oslo?"
LEAVING = "I've told you three times, I'm looking at other carriers"
CHARGED = "The tracking page is broken, it shows an error … and why was I charged twice?"


def post(browser: httpx.Client, url: str, page: str, **form: str) -> httpx.Response:
    form["csrfmiddlewaretoken"] = browser.cookies["csrftoken"]
    return browser.post(url, data=form, headers={"Referer": f"{browser.base_url}{page}"}).raise_for_status()


def test_what_no_article_answers_is_handed_over_answered_and_handed_back_with_a_note(house: House):
    olga = "+4740000021"
    house.write(olga, NOT_IN_THE_ARTICLES, name="Olga Berg")
    notice = house.answer(olga)
    assert "colleague" in notice
    pk = house.conversation(olga)
    amina = house.colleague()
    brief = text_of(amina.get(f"/queue/{pk}/").text)
    for words in ("No answer in our articles", NOT_IN_THE_ARTICLES, "Claim and reply", "Waiting"):
        assert words in brief, words

    assert post(amina, f"/queue/{pk}/claim/", f"/queue/{pk}/").url.path == f"/inbox/{pk}/"
    thread = amina.get(f"/inbox/{pk}/").text
    key = re.search(r'name="key" value="([^"]+)"', thread)
    seen = re.search(r'name="seen" value="(\d+)"', thread)
    assert key
    assert seen
    reply = "Yes, we can: 10 % off for the first one."
    post(amina, f"/inbox/{pk}/reply/", f"/inbox/{pk}/", body=reply, key=key[1], seen=seen[1])
    until(lambda: house.ours(olga)[1:] == [reply])
    assert house.next_step(olga)[0] == "wait_for_customer"

    note = "I gave them 10 % off, wait for their PO next week"
    post(amina, f"/inbox/{pk}/hand-back/", f"/inbox/{pk}/", note=note)
    until(lambda: note in house.one("SELECT next_why FROM conversations_conversation WHERE id = %s", pk))
    kind, at = house.next_step(olga)
    assert kind == "wait_for_customer"
    assert 2 <= (at - house.now()).days <= 14
    assert note in house.thread(olga)
    assert len(house.ours(olga)) == 2, "handing back says nothing to the customer"

    house.write(olga, "Thanks a lot!")
    until(
        lambda: (
            house.one(
                "SELECT count(*) FROM conversations_message WHERE conversation_id = %s AND turn_id IS NULL AND direction = 'inbound'",
                pk,
            )
            == 0
        )
    )
    assert len(house.ours(olga)) == 2
    assert house.dropped() == 0


def test_words_of_leaving_stand_on_top_of_the_queue(house: House):
    jon = "+447700900731"
    house.write(jon, LEAVING, name="Jon Pike")
    house.answer(jon)
    rows = house.rows(
        "SELECT priority, priority_quote FROM conversations_conversation WHERE id = %s", house.conversation(jon)
    )
    assert rows == [(2, "I'm looking at other carriers")]
    queue = text_of(house.colleague("lead").get("/queue/").text)
    assert "I'm looking at other carriers" in text_of(house.colleague().get(f"/queue/{house.conversation(jon)}/").text)
    assert "Jon Pike" in queue
    assert queue.index("Jon Pike") < queue.index("Everything else is with")
    leaving = house.rows(
        "SELECT id FROM conversations_conversation WHERE status = 'open' AND (next_team_id IS NOT NULL OR next_user_id IS NOT NULL) "
        "ORDER BY priority DESC, waiting_since, next_at, id"
    )
    top = house.rows("SELECT id FROM conversations_conversation WHERE priority = 2 AND status = 'open'")
    assert {row[0] for row in leaving[: len(top)]} == {row[0] for row in top}


def test_from_the_tracking_page_to_the_invoice_it_moves_to_billing_with_a_note(house: House):
    kim = "+447700900732"
    house.write(kim, "The tracking page is broken, it shows an error.", name="Kim Lowe")
    house.answer(kim)
    until(
        lambda: (
            house.one("SELECT topic FROM conversations_conversation WHERE id = %s", house.conversation(kim))
            == "technical"
        )
    )
    house.write(kim, CHARGED)
    pk = house.conversation(kim)
    until(lambda: house.one("SELECT topic FROM conversations_conversation WHERE id = %s", pk) == "billing")
    team = house.one(
        "SELECT t.name FROM conversations_conversation c JOIN crm_team t ON t.id = c.team_id WHERE c.id = %s", pk
    )
    assert team == "Billing"
    assert "Moved from Technical to Billing: “why was I charged twice?”" in house.thread(kim)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.browser
def test_claimed_answered_and_handed_back_with_the_keyboard(house: House, browser: Browser):
    eva = "+4740000022"
    house.write(eva, "I want to speak to a real person about my invoice please", name="Eva Lund")
    house.answer(eva)
    pk = house.conversation(eva)
    page = a_page(browser)
    a_colleague_logs_in(page, house)
    page.goto(f"{house.web}/queue/{pk}/")
    expect(page.locator(".brief-body")).to_contain_text("Asks for a person")
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile(rf"/inbox/{pk}/"))
    page.locator("#body").fill("Hello Eva, this is a person. I am looking at it.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".timeline")).to_contain_text("this is a person")
    until(lambda: len(house.ours(eva)) == 2)
    page.locator("h1").first.click()
    page.keyboard.press("h")
    page.get_by_label("A note for the agent").fill("Told them. Wait for their answer.")
    page.get_by_role("button", name="Hand back to the agent").click()
    expect(page.locator(".timeline")).to_contain_text("Told them. Wait for their answer.")
    expect(page.locator(".holder")).to_contain_text("Agent has it")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_queue_and_brief_fit_a_small_phone(house: House, browser: Browser, scheme: str):
    page = browser.new_context(viewport={"width": 375, "height": 812}, color_scheme=scheme).new_page()
    a_colleague_logs_in(page, house)
    page.goto(f"{house.web}/queue/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.locator(".rows .row").first.click()
    expect(page.locator(".brief-head")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
