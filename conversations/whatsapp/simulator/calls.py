"""What all of Twilio's API calls have in common here: Basic auth, forms and JSON, errors in Twilio's form, the log."""

import asyncio
import base64
import binascii
import json
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from conversations.whatsapp.simulator import faults
from conversations.whatsapp.simulator.exchange import Exchange
from conversations.whatsapp.simulator.twilio_errors import TwilioError

ANSWER_KEPT = 4000  # characters of an answer in the log


class Dropped(Exception):
    """The connection is to break without an answer."""


@dataclass(frozen=True)
class Call:
    """One API call. `form`: the form or query, repeated names as lists; `data`: the JSON body, {} if there is none."""

    exchange: Exchange
    request: Request
    form: dict[str, list[str]]
    data: dict[str, Any]

    def value(self, name: str) -> str:
        """The last value of a form field, '' when absent."""
        return self.form.get(name, [""])[-1]

    def number(self, name: str, default: int) -> int:
        """Raises TwilioError when the field is there and is no whole number."""
        text = self.value(name) or str(default)
        if not text.isdigit():
            raise TwilioError(20001, text=f"{name} must be a number")
        return int(text)

    def path(self, name: str) -> str:
        return str(self.request.path_params[name])


Handler = Callable[[Call], Awaitable[Response]]


def twilio_call(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """A Starlette endpoint from a handler of a Call."""

    async def endpoint(request: Request) -> Response:
        exchange: Exchange = request.app.state.exchange
        started, raw = time.monotonic(), await request.body()
        note = ""
        try:
            call = Call(exchange, request, _form(request, raw), _json(request, raw))
            _check(call)
            response = await handler(call)
        except TwilioError as error:
            note, response = f"{error.code} {error}", error.response()
        except Dropped:
            note, response = "The connection was dropped on purpose", Response(status_code=500)
            await _sever(request)
        exchange.store.log(
            kind="api", method=request.method, url=str(request.url), message_sid=None, attempt=1, token=None, signature="",
            sent=raw.decode("utf-8", "replace"), status=None if note.startswith("The conn") else response.status_code,
            ms=round((time.monotonic() - started) * 1000), error_code=None, note=note,
            answer=bytes(response.body).decode()[:ANSWER_KEPT],
        )  # fmt: skip
        return response

    return endpoint


def _form(request: Request, raw: bytes) -> dict[str, list[str]]:
    form = parse_qs(request.url.query, keep_blank_values=True)
    if "json" not in request.headers.get("content-type", ""):
        form |= parse_qs(raw.decode("utf-8", "replace"), keep_blank_values=True)
    return form


def _json(request: Request, raw: bytes) -> dict[str, Any]:
    if "json" not in request.headers.get("content-type", "") or not raw:
        return {}
    try:
        data = json.loads(raw)
    except ValueError:
        raise TwilioError(20001, text="The body is not JSON") from None
    if not isinstance(data, dict):
        raise TwilioError(20001, text="The body is not a JSON object")
    return data


def _check(call: Call) -> None:
    """Raises TwilioError for wrong credentials, a foreign account in the path, or a channel that is switched off."""
    options = call.exchange.options
    scheme, _, encoded = call.request.headers.get("authorization", "").partition(" ")
    try:
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        user = password = ""
    known = secrets.compare_digest(
        f"{user}:{password}".encode(), f"{options.account_sid}:{options.auth_token}".encode()
    )
    if scheme.lower() != "basic" or not known:
        raise TwilioError(20003, 401)
    if call.request.path_params.get("account", options.account_sid) != options.account_sid:
        raise TwilioError(20404, 404)
    if "down" in faults.take(call.exchange.store, {"down": ""}, ""):
        raise TwilioError(20503, 503)


async def _sever(request: Request) -> None:
    """Break the TCP connection, so that the caller cannot know whether its call was carried out."""
    transport = request.scope.get("simulator.transport")
    if transport is not None:
        transport.abort()
        await asyncio.sleep(0.01)  # let the server notice, so that it writes nothing more
