"""What happens outside WhatsApp counts: the agent thinks again, and says why it stays silent."""

from __future__ import annotations

import httpx
import pytest

from tests.stories.house import House, until
from tests.stories.test_promise_kept import SWAMPED


@pytest.fixture(scope="module")
def api(house: House) -> httpx.Client:
    """Another system with the demo's token."""
    (token,) = [line.split()[-1] for line in house.output if line.startswith("API token:")]
    headers = {"Authorization": f"Token {token}"}
    return httpx.Client(base_url=house.web, headers=headers, timeout=30, trust_env=False)


def test_settled_by_phone_what_was_planned_is_cancelled_and_the_thread_says_why(house: House, api: httpx.Client):
    ines = "+34611000055"
    house.write(ines, SWAMPED, name="Inés Vidal")
    house.answer(ines)
    until(lambda: house.live_follow_ups(ines))
    event = {
        "contact": ines,
        "channel": "call",
        "kind": "solved",
        "note": "Settled by phone: she ships with us from Monday.",
        "external_id": "pbx-7005",
    }
    assert api.post("/api/events", json=event).status_code == 201
    until(lambda: house.live_follow_ups(ines) == [])
    assert any(words.startswith("Cancelled") for words in house.decisions(ines)), house.decisions(ines)
    page = house.thread(ines)
    assert "she ships with us from Monday" in page
    assert "Cancelled" in page
    assert api.post("/api/events", json=event).status_code == 200

    house.forward(days=30)
    assert len(house.ours(ines)) == 1, house.ours(ines)
    assert house.dropped() == 0


def test_a_callback_is_promised_and_the_customer_calls_first(house: House, api: httpx.Client):
    tom = "+34611000056"
    house.write(tom, "I want to speak to a real person about my damaged pallet please", name="Tom Byrne")
    until(lambda: house.next_step(tom)[0] == "human_task")
    browser = house.colleague()
    thread = f"/inbox/{house.conversation(tom)}/"
    page = browser.get(thread)
    form = {
        "csrfmiddlewaretoken": browser.cookies["csrftoken"],
        "body": "Sorry about that, Tom. We'll call you back within 48 hours.",
        "key": "callback-1",
        "seen": "999999999",
        "insist": "1",
    }
    sent = browser.post(f"{thread}reply/", data=form, headers={"Referer": str(page.url)})
    assert sent.status_code == 200, sent.text[:400]
    until(lambda: promises(house, tom) == [("open",)])
    kind, due = house.next_step(tom)
    assert kind == "human_task"
    now = house.one("SELECT now() + make_interval(secs => coalesce((SELECT offset_seconds FROM crm_businessclock), 0))")
    assert 47 < (due - now).total_seconds() / 3600 < 48.1

    note = "He rang us first: the claim is filed, a new pallet leaves tomorrow."
    event = {"contact": tom, "channel": "call", "kind": "call", "note": note}
    assert api.post("/api/events", json=event).status_code == 201
    until(lambda: promises(house, tom) == [("kept",)])
    until(lambda: house.next_step(tom)[0] == "wait_for_customer")
    page_text = house.thread(tom)
    assert "we spoke on the phone" in page_text
    assert house.dropped() == 0


def promises(house: House, number: str) -> list[tuple[str]]:
    return house.rows(
        "SELECT state FROM followups_commitment WHERE conversation_id = %s AND who = 'us'", house.conversation(number)
    )
