"""The files of messages, as Twilio serves them: credentials at the API's address, then a redirect to another server whose
address needs none and soon expires.

The other server is this process on a second port. Its addresses are signed, so that they outlive a restart.
"""

import hmac
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from conversations.whatsapp.simulator import faults, messages
from conversations.whatsapp.simulator.calls import Call, twilio_call
from conversations.whatsapp.simulator.exchange import Exchange
from conversations.whatsapp.simulator.messages import Message, new_sid
from conversations.whatsapp.simulator.store import Store
from conversations.whatsapp.simulator.twilio_errors import TwilioError

SAMPLES = Path(__file__).parent / "samples"
API = "https://api.twilio.com"  # webhooks name Twilio's own host; the product's client swaps it for the simulator's


@dataclass(frozen=True)
class Sample:
    """A file that comes with the simulator, sent as if it were the customer's own."""

    message_type: str
    file: str
    content_type: str


FILES = {
    "photo": Sample("image", "photo.jpg", "image/jpeg"),
    "video": Sample("video", "video.mp4", "video/mp4"),
    "voice": Sample("audio", "voice.ogg", "audio/ogg"),
    "document": Sample("document", "document.pdf", "application/pdf"),
    "sticker": Sample("sticker", "sticker.webp", "image/webp"),
    "contact": Sample("contacts", "contact.vcf", "text/vcard"),
}


def routes() -> list[Route]:
    base = "/2010-04-01/Accounts/{account}/Messages/{sid}/Media"
    return [
        Route(base + ".json", twilio_call(listing), methods=["GET"]),
        Route(base + "/{media}.json", twilio_call(fetch), methods=["GET"]),
        Route(base + "/{media}.json", twilio_call(delete), methods=["DELETE"]),
        Route(base + "/{media}", twilio_call(redirect), methods=["GET"]),
        Route(base + "/{media}", twilio_call(delete), methods=["DELETE"]),
    ]


def attach(store: Store, message_sid: str, name: str, account_sid: str) -> str:
    """Keep a sample file for a message; returns the MediaUrl that the webhook tells."""
    sample, sid = FILES[name], new_sid("ME")
    store.insert("media", sid=sid, message_sid=message_sid, content_type=sample.content_type, file=sample.file)
    return f"{API}/2010-04-01/Accounts/{account_sid}/Messages/{message_sid}/Media/{sid}"


async def redirect(call: Call) -> Response:
    row = _known(call)
    struck = faults.take(call.exchange.store, faults.MEDIA_KINDS, _message(call).customer)
    if "media_missing" in struck:
        raise TwilioError(20404, 404)
    options = call.exchange.options
    expires = int(time.time() + (-1 if "media_expired" in struck else options.media_seconds))
    url = call.request.url
    return RedirectResponse(
        f"http://{_host(url.hostname)}:{options.media_port}{signed(options, row['sid'], expires)}", 302
    )


def _host(name: str | None) -> str:
    return f"[{name}]" if name and ":" in name else name or "127.0.0.1"


def signed(options: Any, sid: str, expires: int) -> str:
    """The path of a file on the second server, good until `expires` (seconds since the epoch, machine time)."""
    return f"/{options.account_sid}/{sid}?Expires={expires}&Signature={_seal(options.auth_token, sid, str(expires))}"


def _seal(token: str, sid: str, expires: str) -> str:
    return hmac.new(token.encode(), f"media {sid} {expires}".encode(), sha256).hexdigest()


def second_server() -> Starlette:
    """What the other port serves. It knows no credentials, and Twilio's does not like to be shown any."""
    return Starlette(routes=[Route("/{account}/{media}", _serve, methods=["GET", "HEAD"])])


async def _serve(request: Request) -> Response:
    exchange: Exchange = request.scope["simulator.exchange"]
    sid, expires = request.path_params["media"], request.query_params.get("Expires", "")
    seal = _seal(exchange.options.auth_token, sid, expires)
    row = exchange.store.row("SELECT * FROM media WHERE sid = ?", sid)
    good = hmac.compare_digest(seal, request.query_params.get("Signature", ""))
    if "authorization" in request.headers:
        response = Response("Only one way to sign in is allowed\n", 400, media_type="text/plain")
    elif not good or not expires.isdigit() or int(expires) <= time.time():
        response = Response("This address has expired\n", 403, media_type="text/plain")
    elif row is None:
        response = Response("Not found\n", 404, media_type="text/plain")
    else:
        response = Response((SAMPLES / row["file"]).read_bytes(), media_type=row["content_type"])
        response.headers["Content-Disposition"] = f'inline; filename="{row["file"]}"'
    exchange.store.log(
        kind="media", method=request.method, url=str(request.url), message_sid=row and row["message_sid"], attempt=1,
        token=None, signature="", sent="", status=response.status_code, ms=0, error_code=None, note="",
        answer=bytes(response.body).decode() if response.status_code != 200 else f"{len(response.body)} bytes",
    )  # fmt: skip
    return response


async def listing(call: Call) -> Response:
    message, options = _message(call), call.exchange.options
    rows = call.exchange.store.rows("SELECT * FROM media WHERE message_sid = ? ORDER BY id", message.sid)
    uri = f"/2010-04-01/Accounts/{options.account_sid}/Messages/{message.sid}/Media.json"
    return JSONResponse(
        {
            "media_list": [as_json(row, message, options.account_sid) for row in rows],
            "page": 0,
            "page_size": 50,
            "start": 0,
            "end": max(0, len(rows) - 1),
            "uri": uri,
            "first_page_uri": uri,
            "previous_page_uri": None,
            "next_page_uri": None,
        }
    )


async def fetch(call: Call) -> Response:
    return JSONResponse(as_json(_known(call), _message(call), call.exchange.options.account_sid))


async def delete(call: Call) -> Response:
    call.exchange.store.write("DELETE FROM media WHERE sid = ?", _known(call)["sid"])
    return Response(status_code=204)


def as_json(row: Any, message: Message, account_sid: str) -> dict[str, Any]:
    """`api.v2010.account.message.media`."""
    at = format_datetime(datetime.fromtimestamp(int(message.created_at), UTC))
    return {
        "sid": row["sid"],
        "account_sid": account_sid,
        "parent_sid": message.sid,
        "content_type": row["content_type"],
        "date_created": at,
        "date_updated": at,
        "uri": f"/2010-04-01/Accounts/{account_sid}/Messages/{message.sid}/Media/{row['sid']}.json",
    }


def _message(call: Call) -> Message:
    message = messages.get(call.exchange.store, call.path("sid"))
    if message is None:
        raise TwilioError(20404, 404)
    return message


def _known(call: Call) -> Any:
    store = call.exchange.store
    row = store.row("SELECT * FROM media WHERE sid = ? AND message_sid = ?", call.path("media"), call.path("sid"))
    if row is None:
        raise TwilioError(20404, 404)
    return row
