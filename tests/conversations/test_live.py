"""The page in a real browser: it stays fresh by itself and never disturbs the person in front of it."""

import pytest
from playwright.sync_api import expect

from conversations.inbox.acts import last_inbound
from conversations.models import Conversation, Message
from tests.builders import a_contact, a_conversation, a_follow_up, a_message, an_outbox
from tests.real_browser import SOON, page

__all__ = ["page"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _a_low_window(page):
    """So that a thread of a dozen messages must be scrolled."""
    page.set_viewport_size({"width": 1440, "height": 500})


def a_long_thread() -> Conversation:
    conversation = a_conversation(a_contact(name="Lucía Ferrer"), last_preview="number 0")
    for n in range(12):
        a_message(conversation, f"number {n}")
    return conversation


def they_write(conversation: Conversation, body: str) -> Message:
    message = a_message(conversation, body)
    Conversation.objects.filter(pk=conversation.pk).update(last_at=message.at, last_preview=body)
    return message


def test_a_new_message_takes_neither_the_words_nor_the_place_nor_the_focus(page):
    conversation = a_long_thread()
    page.goto(f"/inbox/{conversation.pk}/")
    page.evaluate("document.querySelector('.scroll').scrollTop = 0")
    page.fill("#body", "Half a sent")
    they_write(conversation, "One more thing")
    expect(page.locator(".new-pill")).to_have_text("1 new", timeout=SOON)
    expect(page.locator("#body")).to_have_value("Half a sent")
    expect(page.locator("#body")).to_be_focused()
    assert page.evaluate("document.querySelector('.scroll').scrollTop") == 0
    assert page.locator("[name=seen]").get_attribute("value") == str(last_inbound(conversation))
    page.click(".new-pill")
    expect(page.get_by_text("One more thing").last).to_be_in_viewport()


def test_a_tick_moves_on_by_itself_and_the_list_follows(page):
    quiet, loud = a_long_thread(), a_conversation(a_contact(name="Henrique Prado"))
    Conversation.objects.filter(pk=quiet.pk).update(last_at=loud.last_at + (loud.last_at - quiet.last_at))
    outbox = an_outbox(loud, state="sent")
    page.goto(f"/inbox/{loud.pk}/")
    expect(page.locator(".tick")).to_have_text("sent")
    type(outbox).objects.filter(pk=outbox.pk).update(state="read")
    they_write(quiet, "Look at me")
    expect(page.locator(".tick")).to_have_text("read", timeout=SOON)
    expect(page.locator(".row-words").first).to_contain_text("Look at me", timeout=SOON)


def test_one_key_takes_over_and_one_hands_back(page):
    conversation = a_long_thread()
    page.goto(f"/inbox/{conversation.pk}/")
    page.keyboard.press("t")
    expect(page.locator(".holder")).to_have_text("You have it")
    page.keyboard.press("h")
    page.keyboard.type("They agreed to Monday")
    page.click("#hand-back form button")
    expect(page.locator(".holder")).to_have_text("Agent has it")
    expect(page.locator(".timeline")).to_contain_text("They agreed to Monday")


def test_single_keys_can_be_switched_off(page):
    conversation = a_long_thread()
    page.goto(f"/inbox/{conversation.pk}/")
    page.click("#me > summary")
    page.uncheck("#single-keys")
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("t")
    page.wait_for_timeout(500)
    expect(page.locator(".holder")).to_have_text("Agent has it")


def test_a_reply_is_sent_by_keys_and_the_field_is_empty_again(page):
    conversation = a_long_thread()
    page.goto(f"/inbox/{conversation.pk}/")
    page.fill("#body", "It berths on Friday.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".from-person .words")).to_have_text("It berths on Friday.")
    expect(page.locator("#body")).to_have_value("")


def test_a_draft_is_kept_when_the_page_is_left(page):
    conversation = a_long_thread()
    page.goto(f"/inbox/{conversation.pk}/")
    page.fill("#body", "Not finished")
    page.goto("/inbox/")
    page.goto(f"/inbox/{conversation.pk}/")
    expect(page.locator("#body")).to_have_value("Not finished")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_one_pane_with_nothing_cut_off(page, scheme):
    conversation = a_conversation(
        a_contact(name="Donaudampfschifffahrtsgesellschaftskapitän Maximilian Schwarzenberger-Hohenlohe"),
        last_preview="Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
    )
    a_message(conversation, "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz")
    a_follow_up(conversation)
    page.set_viewport_size({"width": 375, "height": 812})
    page.emulate_media(color_scheme=scheme)
    for address in ("/inbox/", f"/inbox/{conversation.pk}/", f"/inbox/{conversation.pk}/#side"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 375, address
    page.click(".side-close")
    expect(page.locator(".side")).to_be_hidden()
    page.click(".back")
    expect(page.locator(".list")).to_be_visible()
