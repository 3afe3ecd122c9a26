"""The web server's door: `uvicorn crm.asgi:application`.

Static files are answered here, before Django: as a middleware whitenoise is synchronous, so that each file would be
read in a thread and each stream wrapped. Which files there are, and their headers, is still whitenoise's doing.
"""

import asyncio
import os
import warnings
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from django.core.asgi import get_asgi_application

from crm import database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")
# Without `collectstatic` the files come from the apps, and whitenoise would mention it at every start.
warnings.filterwarnings("ignore", message="No directory at")

own_process = not settings.configured  # a test, or a command that imports this, has its connections already
django = get_asgi_application()
if own_process:
    database.pool_connections()

from whitenoise.middleware import WhiteNoiseMiddleware  # noqa: E402  (needs the settings)

WEBHOOKS_AT_ONCE = 6  # of the connections of this process some are left for the inbox
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Webhooks:
    """An ASGI application that lets in so many webhooks at once; the others wait here, in their order.

    Django gives each request a thread. When more come than are answered, thousands of threads would wait for one
    interpreter and for a few connections, and nobody would be answered at all: waiting in the loop costs nothing.
    """

    def __init__(self, application: Any) -> None:
        self.application = application
        self.places = asyncio.Semaphore(WEBHOOKS_AT_ONCE)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/webhooks/"):
            async with self.places:
                await self.application(scope, receive, send)
        else:
            await self.application(scope, receive, send)


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
