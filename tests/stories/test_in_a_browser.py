"""The first story, as it is lived: the customer's phone and the colleague's inbox side by side, in a real Chromium."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.stories.house import House
from tests.stories.test_promise_kept import SWAMPED

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


def a_page(browser: Browser) -> Page:
    """Reports of broken scripts and refused resources are failures, not noise."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(15_000)
    page.on("pageerror", lambda error: pytest.fail(f"a script broke: {error}"))
    return page


def test_phone_and_inbox_side_by_side(house: House, browser: Browser):
    phone, inbox = a_page(browser), a_page(browser)
    a_colleague_logs_in(inbox, house)
    a_customer_writes(phone, house, "+34 611 000 071", "Carmen Ruiz", SWAMPED)

    expect(phone.locator("#thread")).to_contain_text("about shipping your parcels to Portugal", timeout=15_000)
    row = inbox.get_by_role("link", name=re.compile("Carmen Ruiz")).first
    expect(row).to_be_visible()
    row.click()
    expect(inbox).to_have_url(re.compile(r"/inbox/\d+/"))
    main = inbox.locator("body")
    for words in ("Interested", "swamped with a product launch", "in a couple of weeks", "Agent writes"):
        expect(main).to_contain_text(words)
    expect(inbox.locator("mark", has_text="in a couple of weeks").first).to_be_visible()

    house.forward(days=18)
    expect(main).to_contain_text("you asked us to come back to you")
    expect(phone.locator("#thread")).to_contain_text("you asked us to come back to you")

    phone.get_by_label("Message", exact=True).fill("Yes please, 40 parcels a month")
    phone.get_by_label("Send", exact=True).click()
    expect(main).to_contain_text("Yes please, 40 parcels a month")


def a_colleague_logs_in(page: Page, house: House) -> None:
    user, password = house.logins["agent"]
    page.goto(f"{house.web}/login/")
    page.locator("input[name=username]").fill(user)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    expect(page).to_have_url(re.compile("/inbox/"))


def a_customer_writes(page: Page, house: House, number: str, name: str, words: str) -> None:
    page.goto(house.phone)
    page.get_by_role("button", name="Someone else").click()
    page.get_by_label("WhatsApp number").fill(number)
    page.get_by_label("Name in their profile").fill(name)
    page.get_by_role("button", name="Write as them").click()
    page.get_by_label("Message", exact=True).fill(words)
    page.get_by_label("Send", exact=True).click()
    expect(page.locator("#thread")).to_contain_text("swamped")


@pytest.mark.parametrize("path", ["/login/", "/inbox/", "/inbox/?tab=mine", "/nowhere/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_a_small_phone(house: House, browser: Browser, path: str, scheme: str):
    page = browser.new_context(viewport={"width": 375, "height": 812}, color_scheme=scheme).new_page()
    if path != "/login/":
        a_colleague_logs_in(page, house)
    page.goto(f"{house.web}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert page.locator("body").inner_text().strip(), "a blank page"
