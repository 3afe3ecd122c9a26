"""What the web server answers before Django is asked."""

import asyncio
from typing import Any

import pytest
from django.test import override_settings

from crm.asgi import WEBHOOKS_AT_ONCE, StaticFiles, Webhooks

PATH = "/static/admin/css/base.css"


async def django(scope: dict[str, Any], receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture(scope="module")
def application() -> StaticFiles:
    """As in production: the files are listed at the start."""
    with override_settings(WHITENOISE_AUTOREFRESH=False):
        return StaticFiles(django)


async def ask(application: StaticFiles, path: str, method: str = "GET", **headers: str):
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    await application({"type": "http", "path": path, "method": method, "headers": given}, None, send)
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


async def test_a_static_file_comes_with_its_type_and_is_not_sniffed(application):
    status, headers, body = await ask(application, PATH)
    assert status == 200
    assert headers[b"content-type"].startswith(b"text/css")
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert int(headers[b"content-length"]) == len(body) > 0


async def test_what_the_browser_has_is_not_sent_again(application):
    _, headers, _ = await ask(application, PATH)
    status, _, body = await ask(application, PATH, if_none_match=headers[b"etag"].decode())
    assert (status, body) == (304, b"")


async def test_head_has_no_body(application):
    status, headers, body = await ask(application, PATH, "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers[b"content-length"]) > 0


@pytest.mark.parametrize(
    "path", ["/inbox/", "/static/", "/static/nothing.css", "/static/../manage.py", "/static/%2e%2e/"]
)
async def test_everything_else_is_djangos(application, path):
    status, _, _ = await ask(application, path)
    assert status == 299


async def test_a_crowd_of_webhooks_waits_outside_in_its_order_while_pages_are_answered():
    inside: list[str] = []
    leave = asyncio.Event()

    async def slow(scope: dict[str, Any], receive: Any, send: Any) -> None:
        inside.append(scope["path"])
        if scope["path"].startswith("/webhooks/"):
            await leave.wait()

    door = Webhooks(slow)
    paths = [f"/webhooks/twilio/{n}/" for n in range(WEBHOOKS_AT_ONCE + 20)]
    crowd = [asyncio.create_task(door({"type": "http", "path": path}, None, None)) for path in paths]
    await asyncio.sleep(0)
    await door({"type": "http", "path": "/inbox/"}, None, None)
    assert inside == [*paths[:WEBHOOKS_AT_ONCE], "/inbox/"]
    leave.set()
    await asyncio.gather(*crowd)
    assert inside == [*paths[:WEBHOOKS_AT_ONCE], "/inbox/", *paths[WEBHOOKS_AT_ONCE:]]
