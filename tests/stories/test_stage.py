"""Every script of the stage, over HTTP and as it is clicked: the claims stand in the scripts themselves."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from conversations.stage.scripts import BY_NAME
from tests.stories.house import House

PLAY_WITHIN = 120_000  # ms


@pytest.fixture(scope="module")
def stage(house: House) -> Iterator[httpx.Client]:
    """A visitor of the stage, who did not log in."""
    with httpx.Client(base_url=house.web, timeout=120, trust_env=False) as client:
        client.get("/demo/").raise_for_status()
        client.headers.update({"X-CSRFToken": client.cookies["csrftoken"], "Referer": f"{house.web}/demo/"})
        yield client


def post(stage: httpx.Client, path: str, **data: Any) -> dict[str, Any]:
    answer = stage.post(path, json=data)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("name", BY_NAME)
def test_a_script_holds_at_every_step(house: House, stage: httpx.Client, name: str):
    play = post(stage, "/demo/play/begin", script=name)
    assert len(play["steps"]) == len(BY_NAME[name].steps)
    for place, step in enumerate(play["steps"]):
        seen = post(stage, "/demo/play/step", script=name, number=play["number"], step=place)
        assert seen["ok"], (step["words"], seen["checks"], house.ours(play["number"]), house.decisions(play["number"]))
    assert house.dropped() == 0


def test_the_stage_refuses_what_it_does_not_know(stage: httpx.Client):
    assert stage.post("/demo/play/begin", json={"script": "nonsense"}).status_code == 400
    for wrong in ({"number": "+34600111222"}, {"step": 99}, {"script": "nonsense"}, {"step": "first"}):
        asked = {"script": "stop", "number": "+34600556001", "step": 0} | wrong
        assert stage.post("/demo/play/step", json=asked).status_code == 400, wrong


def test_the_stage_is_not_there_for_other_names_of_this_machine(house: House):
    answer = httpx.get(f"{house.web}/demo/", headers={"Host": "elsewhere.example"}, trust_env=False)
    assert answer.status_code == 404


def test_only_the_stage_may_hold_the_phone_in_a_frame(house: House, stage: httpx.Client):
    policy = stage.get("/demo/").headers["content-security-policy"]
    assert f"frame-src 'self' {house.phone}" in policy
    assert "frame-src" not in stage.get("/inbox/").headers["content-security-policy"]
    assert "unsafe" not in policy


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(house: House, browser: Browser) -> Iterator[Page]:
    """The stage as a newcomer sees it. What a script or the policy refuses is a failure."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(f"{house.web}/demo/")
    yield page
    page.context.close()
    assert problems == []


@pytest.mark.browser
@pytest.mark.parametrize("name", BY_NAME)
def test_a_button_plays_its_script(page: Page, name: str):
    before = page.locator("#date").inner_text()
    page.get_by_role("button", name=BY_NAME[name].label, exact=True).click()
    expect(page.locator(f"#main[data-played={name}]")).to_be_attached(timeout=PLAY_WITHIN)
    assert page.locator(".check.wrong").count() == 0
    assert page.locator(".check").count() == sum(len(step.checks) for step in BY_NAME[name].steps)
    expect(page.frame_locator("#phone").locator("#thread")).to_contain_text(first_words(name))
    expect(page.frame_locator("#inbox").locator("body")).to_contain_text(BY_NAME[name].person)
    if any(step.words.endswith("pass.") for step in BY_NAME[name].steps):
        assert page.locator("#date").inner_text() != before


def first_words(name: str) -> re.Pattern[str]:
    return re.compile(re.escape(BY_NAME[name].steps[0].text[:24]))


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_stage_fits_a_small_phone(house: House, browser: Browser, scheme: str):
    page = browser.new_context(viewport={"width": 375, "height": 812}, color_scheme=scheme).new_page()
    page.goto(f"{house.web}/demo/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.context.close()
