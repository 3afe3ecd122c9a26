"""The ASGI application: Twilio's API, the phone's API and its pages, behind one guard."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conversations.whatsapp.simulator import content_api, media, messages_api, phone_api, senders_api
from conversations.whatsapp.simulator.exchange import Exchange
from conversations.whatsapp.simulator.options import Options
from conversations.whatsapp.simulator.twilio_errors import TwilioError

PAGE = Path(__file__).parent / "page"
FONTS = Path(__file__).parents[3] / "static" / "fonts"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
# Only our own files run; only a page of the same machine may show the phone in a frame.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self' http://127.0.0.1:* http://localhost:*"
)


def application(options: Options) -> ASGIApp:
    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        exchange = Exchange(options)
        app.state.exchange = exchange
        running = asyncio.create_task(exchange.run())
        try:
            yield
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await exchange.close()

    app = Starlette(
        lifespan=lifespan,
        routes=[
            *messages_api.routes(),
            *media.routes(),
            *content_api.routes(),
            *senders_api.routes(),
            *phone_api.routes(),
            Route("/", _file("phone.html")),
            Route("/log", _file("log.html")),
            Route("/templates", _file("templates.html")),
            Mount("/samples", StaticFiles(directory=media.SAMPLES)),
            Mount("/page", StaticFiles(directory=PAGE)),
            Mount("/fonts", StaticFiles(directory=FONTS)),
        ],
        exception_handlers={404: _not_found},
    )
    return Guard(app, options, lambda: app.state.exchange)


def _file(name: str) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        return FileResponse(PAGE / name, media_type="text/html; charset=utf-8")

    return serve


async def _not_found(request: Request, error: Exception) -> Response:
    if request.url.path.startswith(("/2010-04-01/", "/v1/", "/v2/", "/v3/")):
        return TwilioError(20404, 404, f"The requested resource {request.url.path} was not found").response()
    return PlainTextResponse("Not found\n", status_code=404)


class Guard:
    """Refuses what another website makes a browser send, adds the security headers, and lends the connection to those
    faults that break it."""

    def __init__(self, app: ASGIApp, options: Options, exchange: Callable[[], Exchange]) -> None:
        self._app, self._loopback = app, options.host in LOOPBACK
        self._files, self._media_port, self._exchange = media.second_server(), options.media_port, exchange

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = urlsplit(f"//{headers.get('host', '')}")
        origin = headers.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc != host.netloc
        # A name that somebody pointed at 127.0.0.1 is not ours.
        renamed = self._loopback and host.hostname not in LOOPBACK
        if renamed or (foreign and scope["method"] != "GET"):
            await JSONResponse({"error": "Requests of other sites are refused"}, 403)(scope, receive, send)
            return
        if scope["server"][1] == self._media_port:  # another server, as far as anybody can see
            scope["simulator.exchange"] = self._exchange()
            await self._files(scope, receive, _with_headers(send))
            return
        scope["simulator.transport"] = getattr(getattr(send, "__self__", None), "transport", None)
        await self._app(scope, receive, _with_headers(send))


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                *message.get("headers", []),
                (b"content-security-policy", POLICY.encode()),
                (b"x-content-type-options", b"nosniff"),
                (b"referrer-policy", b"no-referrer"),
            ]
        await send(message)

    return wrapped
