"""What the web server answers before Django is asked."""

import asyncio
import threading
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from crm.asgi import StaticFiles, Webhooks, webhook
from crm.database import WEBHOOK_CONNECTIONS

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


class Post:
    """A post from the outside to an ASGI application, and what it was answered."""

    def __init__(self, path: str, *parts: bytes) -> None:
        self.scope = {"type": "http", "path": path, "method": "POST", "headers": [], "query_string": b""}
        self.left = [{"body": part, "more_body": True} for part in parts[:-1]] + [{"body": parts[-1]}] if parts else []
        self.sent: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        return {"type": "http.request", **self.left.pop(0)} if self.left else {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    async def to(self, application: Any) -> int:
        await application(self.scope, self.receive, self.send)
        return self.sent[0]["status"] if self.sent else 0


async def test_a_crowd_of_webhooks_waits_outside_in_its_order_while_pages_are_answered():
    inside: list[str] = []
    leave = threading.Event()

    def slow(request: HttpRequest) -> HttpResponse:
        inside.append(request.path)
        leave.wait(10)
        return HttpResponse(status=204)

    door = Webhooks(django, slow)
    paths = [f"/webhooks/twilio/{n}/" for n in range(WEBHOOK_CONNECTIONS + 20)]
    crowd = [asyncio.create_task(Post(path, b"").to(door)) for path in paths]
    assert await Post("/inbox/", b"").to(door) == 299
    assert inside == paths[: len(inside)]
    assert len(inside) <= WEBHOOK_CONNECTIONS
    leave.set()
    assert await asyncio.gather(*crowd) == [204] * len(paths)
    assert sorted(inside) == sorted(paths)


async def test_a_webhook_that_comes_in_pieces_is_read_as_one():
    seen: list[str] = []
    door = Webhooks(django, lambda request: HttpResponse(seen.append(request.body.decode())))
    assert await Post("/webhooks/twilio/status/", b"MessageSid", b"=SM1").to(door) == 200
    assert seen == ["MessageSid=SM1"]


async def test_who_hangs_up_in_the_middle_of_a_webhook_is_not_heard():
    door = Webhooks(django, lambda request: pytest.fail("nothing was said"))
    assert await Post("/webhooks/twilio/status/").to(door) == 0


def test_a_webhook_that_meets_a_broken_connection_is_answered_with_a_new_one(monkeypatch):
    tries: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        tries.append(request.path)
        if len(tries) == 1:
            raise OperationalError("the connection is lost")
        return HttpResponse(status=204)

    monkeypatch.setattr("crm.asgi.resolve", lambda path: (view, (), {}))
    monkeypatch.setattr("crm.asgi.connection", Mock())
    assert webhook(RequestFactory().post("/webhooks/twilio/status/")).status_code == 204
    assert len(tries) == 2


@pytest.mark.parametrize(("path", "status"), [("/webhooks/nowhere/", 404), ("/webhooks/twilio/status/", 403)])
def test_what_is_no_webhook_of_twilios_is_refused_as_before(path, status):
    assert webhook(RequestFactory().post(path)).status_code == status
