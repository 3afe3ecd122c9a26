"""A colleague's real browser on the test's own server. Import `page` where a test asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Page, sync_playwright

from tests.people import a_person, browser

SOON = 8_000  # milliseconds: three beats of a page that stays fresh


@pytest.fixture
def page(live_server, chromium: str, monkeypatch) -> Iterator[Page]:
    """Mara's browser. Whatever the console complains about fails the test, except an act that was refused (422)."""
    # Playwright keeps an event loop in this thread; our rows are written between its calls, never inside one.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    cookie = browser(a_person()).cookies[settings.SESSION_COOKIE_NAME].value
    complaints: list[str] = []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = started.new_context(viewport={"width": 1440, "height": 900}, base_url=live_server.url)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        tab = context.new_page()
        tab.on("console", lambda m: complaints.append(m.text) if m.type == "error" and "422" not in m.text else None)
        tab.on("pageerror", lambda e: complaints.append(str(e)))
        yield tab
        started.close()
        connections.close_all()  # beside an event loop Django keeps other connections than the test's own
    assert complaints == []
