"""The web server's door: `uvicorn crm.asgi:application`.

Static files are answered here, before Django: as a middleware whitenoise is synchronous, so that each file would be
read in a thread and each stream wrapped. Which files there are, and their headers, is still whitenoise's doing.
"""

import asyncio
import logging
import os
import warnings
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.exception import response_for_exception
from django.db import Error as DatabaseProblem
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from crm import database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")
# Without `collectstatic` the files come from the apps, and whitenoise would mention it at every start.
warnings.filterwarnings("ignore", message="No directory at")

own_process = not settings.configured  # a test, or a command that imports this, has its connections already
django = get_asgi_application()
if own_process:
    database.pool_connections()

from whitenoise.middleware import WhiteNoiseMiddleware  # noqa: E402  (needs the settings)

Send = Callable[[dict[str, Any]], Awaitable[None]]
log = logging.getLogger(__name__)


class Webhooks:
    """An ASGI application that answers webhooks in threads of its own, so many at once, and passes on everything else.

    Their views need no session, user or page: they are called without middleware, and each thread keeps its connection.
    Through Django every request would have a new thread and fetch a connection, which took half of a webhook's time.
    Those who wait do so in their order: a thread each for thousands of them would leave nobody answered.
    """

    def __init__(self, application: Any, view: Callable[[HttpRequest], HttpResponse] | None = None) -> None:
        self.application = application
        self.view = view or webhook
        self.lanes = ThreadPoolExecutor(
            database.WEBHOOK_CONNECTIONS, "webhook", initializer=database.keep_one if own_process else None
        )

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/webhooks/"):
            await self.application(scope, receive, send)
            return
        body = await whole_body(receive)
        if body is None:
            return
        loop = asyncio.get_running_loop()
        response = await loop.run_in_executor(self.lanes, self.view, ASGIRequest(scope, BytesIO(body)))
        headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in response.items()]
        await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
        await send({"type": "http.response.body", "body": response.content})


async def whole_body(receive: Any) -> bytes | None:
    """None: they hung up. Of what is too long only so much that Django sees it and refuses."""
    parts, length = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        if length <= (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
            parts.append(message.get("body", b""))
            length += len(parts[-1])
        if not message.get("more_body", False):
            return b"".join(parts)


def webhook(request: HttpRequest) -> HttpResponse:
    """The view's answer, or what Django answers to its exception. All webhooks may come twice: so one that met a broken
    connection is tried once more with a new one."""
    try:
        view, args, kwargs = resolve(request.path_info)
        try:
            return view(request, *args, **kwargs)
        except DatabaseProblem as problem:  # also what was prepared before a migration
            log.warning("a webhook is tried once more: %s", problem)
            connection.close()
            return view(request, *args, **kwargs)
    except Exception as problem:
        if isinstance(problem, DatabaseProblem):
            connection.close()
        return response_for_exception(request, problem)


class StaticFiles:
    """An ASGI application that answers for static files and passes on everything else."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self.whitenoise = WhiteNoiseMiddleware(get_response=None)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Send) -> None:
        file = self.find(scope["path"]) if scope["type"] == "http" else None
        if file is None:
            await self.application(scope, receive, send)
            return
        response = file.get_response(scope["method"], environ(scope))
        with response.file or open(os.devnull, "rb") as opened:
            body = opened.read()
        headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in response.headers]
        headers.append((b"x-content-type-options", b"nosniff"))
        await send({"type": "http.response.start", "status": int(response.status), "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def find(self, path: str) -> Any:
        if not path.startswith(self.whitenoise.static_prefix):
            return None
        return self.whitenoise.find_file(path) if self.whitenoise.autorefresh else self.whitenoise.files.get(path)


def environ(scope: dict[str, Any]) -> dict[str, str]:
    """The request's headers under their WSGI names, which whitenoise reads."""
    return {
        f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}": value.decode("latin-1")
        for name, value in scope["headers"]
    }


application = StaticFiles(Webhooks(django))
