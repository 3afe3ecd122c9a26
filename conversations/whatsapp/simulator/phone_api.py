"""The simulator's own JSON API: write as a customer, look at a phone, move the clock, switch faults, read the log."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conversations.whatsapp.simulator import faults, inbound, log_api, media, messages, people, templates
from conversations.whatsapp.simulator.exchange import Exchange
from conversations.whatsapp.simulator.messages import Message

CLOCKS_AGREE_SECONDS = 2
FORWARD_SECONDS = 600  # the product visits every due instant on the way; that may take a while


class BadRequest(ValueError):
    """The text says what is wrong."""


def routes() -> list[Route]:
    def route(path: str, handler: Callable[[Exchange, Any], Awaitable[Any]], method: str) -> Route:
        return Route(path, _endpoint(handler), methods=[method])

    return [
        route("/health", health, "GET"),
        route("/api/inbound", write, "POST"),
        route("/api/phone", phone, "GET"),
        route("/api/page", page, "GET"),
        route("/api/read", read, "POST"),
        route("/api/people", add_person, "POST"),
        route("/api/history", remember, "POST"),
        route("/api/clock", clock, "GET"),
        route("/api/clock", move_clock, "POST"),
        route("/api/forward", forward, "POST"),
        route("/api/faults", list_faults, "GET"),
        route("/api/faults", switch_fault, "POST"),
        route("/api/templates", list_templates, "GET"),
        route("/api/templates", decide_template, "POST"),
        route("/api/log", log_api.log, "GET"),
        route("/api/again", log_api.again, "POST"),
        route("/api/reset", reset, "POST"),
    ]


def _endpoint(handler: Callable[[Exchange, Any], Awaitable[Any]]) -> Callable[[Request], Awaitable[Response]]:
    """JSON in (or the query of a GET), JSON out; a mistake of the caller is a 400 with one sentence."""

    async def endpoint(request: Request) -> Response:
        data: Any = dict(request.query_params)
        try:
            if request.method == "POST":
                raw = await request.body()
                data = json.loads(raw) if raw else {}
            if not isinstance(data, dict):
                raise BadRequest("A JSON object is expected")
            return JSONResponse(await handler(request.app.state.exchange, data), headers={"Cache-Control": "no-store"})
        except (ValueError, TypeError) as error:
            return JSONResponse({"error": str(error)}, status_code=400)

    return endpoint


async def health(exchange: Exchange, data: dict[str, Any]) -> Any:
    return {"ok": True, "simulator": True, "account_sid": exchange.options.account_sid, **_clock(exchange)}


async def write(exchange: Exchange, data: dict[str, Any]) -> Any:
    """`status`: what the product's webhook answered, null when nothing came back; `statuses` of all copies."""
    message, answers, note = await inbound.receive(exchange, inbound.Writing.parse(data))
    first = answers[0] if answers else None
    return {
        "sid": message.sid,
        "status": first.status if first else None,
        "statuses": [answer.status for answer in answers],
        "note": note,
    }


def _number(data: dict[str, Any]) -> str:
    number = people.normal(str(data.get("number") or ""))
    if not number:
        raise BadRequest("`number` must be like +34600111222, or a user id like ES.1349")
    return number


async def phone(exchange: Exchange, data: dict[str, Any]) -> Any:
    thread = messages.of_customer(exchange.store, f"whatsapp:{_number(data)}")
    return {"messages": [bubble(message) for message in thread]}


async def page(exchange: Exchange, data: dict[str, Any]) -> Any:
    """All that the phone page shows. `version` of the last look: if nothing changed, only what passes by itself."""
    number = people.normal(data.get("number", ""))
    customer = f"whatsapp:{number}"
    passing = {
        **_clock(exchange),
        "version": exchange.store.version,
        "typing": bool(number) and inbound.is_typing(exchange, customer),
    }
    if data.get("version") == str(exchange.store.version):
        return passing
    known = people.everybody(exchange.store) or [people.FIRST]
    thread = messages.of_customer(exchange.store, customer) if number else []
    until = messages.window_until(exchange.store, customer) if number else None
    return {
        **passing,
        "business": exchange.options.business_name,
        "people": [person.as_dict() for person in known],
        "faults": [asdict(fault) for fault in faults.active(exchange.store)],
        "messages": [bubble(message) for message in thread],
        "window_until": _iso(until) if until else None,
        "failures": _failures(exchange),
    }


async def read(exchange: Exchange, data: dict[str, Any]) -> Any:
    """The phone is open: what was delivered is read."""
    if exchange.options.read == "page":
        for message in messages.of_customer(exchange.store, f"whatsapp:{_number(data)}"):
            if not message.inbound and message.status == "delivered":
                exchange.delivery.read(message)
    return {"ok": True}


async def add_person(exchange: Exchange, data: dict[str, Any]) -> Any:
    number, name = _number(data), str(data.get("name") or "").strip()
    if data.get("remove"):
        people.remove(exchange.store, number)
        return {"removed": number}
    zone = str(data.get("zone") or people.zone_of(number, exchange.options.zone))
    if data.get("hidden"):  # they have a user name: the business never sees the number
        name, number = name or "Somebody", inbound.user_id(number)
    return people.add(exchange.store, number, name or number, zone).as_dict()


async def remember(exchange: Exchange, data: dict[str, Any]) -> Any:
    """`{"messages": [{"sid", "direction", "customer", "body", "status", "at"}], "people": [{"number", "name", "zone"}]}`:
    what was said before this phone was switched on. Nothing is delivered; a known sid stays as it is."""
    with exchange.store.transaction():
        for someone in data.get("people") or []:
            people.add(exchange.store, str(someone["number"]), str(someone["name"]), str(someone["zone"]))
        kept = sum(messages.remember(exchange.store, told) for told in data.get("messages") or [])
    return {"kept": kept}


async def clock(exchange: Exchange, data: dict[str, Any]) -> Any:
    return _clock(exchange)


async def move_clock(exchange: Exchange, data: dict[str, Any]) -> Any:
    exchange.clock.set_offset(float(data["offset_seconds"]) if "offset_seconds" in data else 0.0)
    return _clock(exchange)


async def forward(exchange: Exchange, data: dict[str, Any]) -> Any:
    """Let time pass in the product, which works through what falls due; the phone's clock follows."""
    seconds = float(data.get("seconds") or 0)
    if not exchange.options.clock_url:
        raise BadRequest("The product's address is not known: start the simulator with --webhook-url")
    async with httpx.AsyncClient(trust_env=False, timeout=FORWARD_SECONDS) as client:
        try:
            answer = await client.post(exchange.options.clock_url, json={"forward_seconds": seconds})
        except httpx.HTTPError as error:
            raise BadRequest(f"The product does not answer ({type(error).__name__})") from None
    if answer.status_code != 200:
        raise BadRequest(f"The product's clock does not move here: it answered {answer.status_code}")
    ahead = datetime.fromisoformat(answer.json()["now"]).timestamp() - exchange.clock.now()
    if abs(ahead) > CLOCKS_AGREE_SECONDS:  # else the product has told us the exact offset itself
        exchange.clock.set_offset(round(exchange.clock.offset_seconds + ahead))
    return {**_clock(exchange), "processed": answer.json().get("processed")}


async def list_faults(exchange: Exchange, data: dict[str, Any]) -> Any:
    return {"faults": [asdict(fault) for fault in faults.active(exchange.store)], "kinds": faults.KINDS}


async def switch_fault(exchange: Exchange, data: dict[str, Any]) -> Any:
    """`{"kind", "number"?, "times"?, "code"?, "seconds"?, "stored"?}` switches on, with `"off": true` off;
    `{"clear": true}` switches all off."""
    number = _number(data) if data.get("number") else None
    if data.get("clear"):
        faults.switch_off(exchange.store)
    elif data.get("off"):
        faults.switch_off(exchange.store, str(data.get("kind")), number=number)
    else:
        faults.switch_on(
            exchange.store, str(data.get("kind")), number=number, times=data.get("times"), code=data.get("code"),
            seconds=data.get("seconds"), stored=bool(data.get("stored")),
        )  # fmt: skip
    return await list_faults(exchange, {})


async def list_templates(exchange: Exchange, data: dict[str, Any]) -> Any:
    found, _ = templates.page(exchange.store, after_id=0, limit=1000)
    review = exchange.options.approval_seconds
    return {
        "templates": [
            {
                "sid": one.sid,
                "body": one.body,
                "language": one.language,
                **templates.approval(exchange.store, one, review).as_dict(),
            }
            for one in found
        ]
    }


async def decide_template(exchange: Exchange, data: dict[str, Any]) -> Any:
    """`{"sid", "status"?: approved|rejected|paused|disabled, "reason"?, "category"?: UTILITY|MARKETING|AUTHENTICATION}`:
    what WhatsApp thinks of it from now on."""
    status, category = str(data.get("status") or ""), str(data.get("category") or "")
    if status not in templates.DECISIONS and not (category and not status):
        raise BadRequest(f"`status` must be one of {sorted(templates.DECISIONS)}")
    if category and category not in templates.CATEGORIES:
        raise BadRequest(f"`category` must be one of {sorted(templates.CATEGORIES)}")
    if not templates.decide(exchange.store, str(data.get("sid")), status, str(data.get("reason") or ""), category):
        raise BadRequest("No such template was submitted for approval")
    return await list_templates(exchange, {})


async def reset(exchange: Exchange, data: dict[str, Any]) -> Any:
    exchange.store.reset(everything=bool(data.get("everything")))
    return _clock(exchange)


def _failures(exchange: Exchange) -> int:
    row = exchange.store.row("SELECT COUNT(*) AS n FROM log WHERE error_code IS NOT NULL")
    return int(row["n"]) if row else 0


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def _clock(exchange: Exchange) -> dict[str, Any]:
    return {"offset_seconds": exchange.clock.offset_seconds, "now": _iso(exchange.clock.now())}


def bubble(message: Message) -> dict[str, Any]:
    """One message as the phone's API gives it; `at` in business time."""
    return {
        "sid": message.sid,
        "direction": message.direction,
        "body": message.body,
        "content_sid": message.content_sid,
        "status": message.status,
        "at": _iso(message.created_at),
        "error_code": message.error_code,
        "error_message": message.error_message,
        "tick": message.tick if message.inbound else None,
        "media": message.media,
        "buttons": message.buttons,
        "message_type": message.params.get("MessageType") if message.inbound else None,
        "beside": _beside(message) if message.inbound else {},
    }


def _beside(message: Message) -> dict[str, Any]:
    """What the customer's own phone shows beside the words: the file, the quoted message, where it comes from."""
    params = message.params
    sample = next((one for one in media.FILES.values() if one.content_type == params.get("MediaContentType0")), None)
    found = {
        "file": sample.file if sample and message.media else None,
        "quoted": params.get("OriginalRepliedMessageSid"),
        "forwarded": params.get("Forwarded") == "true" or None,
        "ad": params.get("ReferralHeadline"),
        "place": params.get("Label"),
    }
    return {name: value for name, value in found.items() if value}
