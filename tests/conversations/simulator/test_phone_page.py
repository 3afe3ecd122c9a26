"""The phone page in a real browser: write, see the answer, tap a button, at desk and pocket size."""

import json
import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from twilio.rest import Client

from conversations.whatsapp import twilio
from tests.conversations.simulator.running import LUCIA, SENDER, Product, Simulator, eventually

pytestmark = pytest.mark.browser


@pytest.fixture(params=[(1440, 900), (375, 812)], ids=["desk", "pocket"])
def page(request: pytest.FixtureRequest, chromium: str) -> Iterator[Page]:
    """Fails on any error of the page, a refused script or style among them."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=arguments)
        width, height = request.param
        page = browser.new_page(viewport={"width": width, "height": height})
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        yield page
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing sticks out"
        browser.close()
    assert problems == []


def test_a_customer_writes_reads_and_taps(page: Page, sdk: Client, sim: Simulator, product: Product):
    page.goto(sim.url)
    expect(page.get_by_role("heading", name="Write as a customer")).to_be_visible()
    page.get_by_role("textbox", name="Message").fill("¿Cuánto cuesta? <b>")
    page.keyboard.press("Enter")
    mine = page.locator("#thread .mine")
    expect(mine).to_contain_text("¿Cuánto cuesta? <b>")
    expect(mine.get_by_label("delivered")).to_be_visible()

    types = {
        "twilio/quick-reply": {"body": "Hola, son *1.480 €*. ¿Le va bien?", "actions": [{"title": "Sí", "id": "yes"}]}
    }
    made = sim.call("POST", "/v1/Content", content=json.dumps({"language": "es", "types": types}), headers={
        "Content-Type": "application/json"
    }).json()  # fmt: skip
    sdk.messages.create(to=LUCIA, from_=SENDER, content_sid=made["sid"])
    expect(page.locator("#thread b")).to_have_text("1.480 €")
    eventually(lambda: sim.phone()[-1]["status"] == "read")

    page.get_by_role("button", name="Sí", exact=True).click()
    expect(mine).to_have_count(2)
    assert product.inbound()[-1].form["ButtonPayload"] == "yes"


def test_a_customer_sends_a_photo_and_answers_one_message(page: Page, sdk: Client, sim: Simulator, product: Product):
    sim.inbound("Hola")
    ours = sdk.messages.create(to=LUCIA, from_=SENDER, body="At nine or at ten?").sid
    page.goto(sim.url)
    page.get_by_role("button", name="Send something other than text").click()
    page.get_by_role("button", name="Photo").click()
    expect(page.locator("#thread .mine img")).to_have_js_property("naturalWidth", 480)
    page.get_by_role("button", name="Reply to: At nine or at ten?").click()
    page.get_by_role("textbox", name="Message").fill("At ten")
    page.keyboard.press("Enter")
    expect(page.locator("#thread .mine .quoted")).to_have_text("At nine or at ten?")
    photo, answer = product.inbound()[-2:]
    assert (photo.form["MessageType"], answer.form["OriginalRepliedMessageSid"]) == ("image", ours)
    assert page.locator(".bar").evaluate("bar => bar.scrollWidth <= innerWidth")


def test_a_template_is_paused_on_its_page(page: Page, sdk: Client, sim: Simulator):
    twilio.create_template("quote_open", "en", "Hello {{1}}, your quote is still open", {"1": "you"}, "UTILITY")
    page.goto(f"{sim.url}/templates")
    page.get_by_role("button", name="Pause: quote_open").click()
    expect(page.locator("#templates")).to_contain_text("paused · utility")
    assert [one.status for one in twilio.list_templates()] == ["paused"]


def test_the_log_tells_each_exchange_in_words(page: Page, sim: Simulator, product: Product):
    product.answer = (500, "", "")
    sim.inbound("¿Hay alguien?", profile_name="Lucía Ferrer")
    page.goto(f"{sim.url}/log")
    entry = page.locator("#entries li.failed").first
    expect(entry).to_contain_text("Lucía Ferrer: ¿Hay alguien?")
    expect(entry).to_contain_text("The product answered 500")
    entry.locator("summary").click()
    expect(entry.locator("dl")).to_contain_text("whatsapp:+34600111222")
    expect(entry.locator("dl")).to_contain_text("X-Twilio-Signature")
    entry.get_by_role("button", name="Deliver again").click()
    eventually(lambda: len(product.inbound()) == 2)
