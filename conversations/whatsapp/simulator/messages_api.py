"""Twilio's Messages resource for WhatsApp: create, fetch, list, update, delete. Rules: Twilio's reference."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conversations.whatsapp.simulator import faults, messages
from conversations.whatsapp.simulator.calls import Call, Dropped, twilio_call
from conversations.whatsapp.simulator.faults import Fault
from conversations.whatsapp.simulator.messages import Message
from conversations.whatsapp.simulator.outgoing import outgoing
from conversations.whatsapp.simulator.twilio_errors import TwilioError

LONGEST_PAGE = 1000


def routes() -> list[Route]:
    base = "/2010-04-01/Accounts/{account}"
    return [
        Route(base + ".json", twilio_call(account), methods=["GET"]),
        Route(base + "/Messages.json", twilio_call(create), methods=["POST"]),
        Route(base + "/Messages.json", twilio_call(listing), methods=["GET"]),
        Route(base + "/Messages/{sid}.json", twilio_call(fetch), methods=["GET"]),
        Route(base + "/Messages/{sid}.json", twilio_call(update), methods=["POST"]),
        Route(base + "/Messages/{sid}.json", twilio_call(delete), methods=["DELETE"]),
    ]


async def create(call: Call) -> Response:
    """201 and the message; what the channel thinks of it comes later, by callback."""
    exchange, customer = call.exchange, call.value("To")
    struck = faults.take(exchange.store, faults.CALL_KINDS, customer)
    _strike_before(struck)
    values = outgoing(call)
    delivery_faults = faults.take(exchange.store, faults.DELIVERY_KINDS, customer)
    message = messages.add(exchange.store, at=exchange.clock.now(), **values)
    if message.status != "scheduled":
        steps = exchange.dispatch(message, delivery_faults)
        if "callback_first" in delivery_faults:
            await exchange.delivery.step_now(steps[0])
    if "slow" in struck:
        await asyncio.sleep(struck["slow"].seconds or 0)
    _strike_after(struck)
    return JSONResponse(as_json(message, exchange.options.account_sid), status_code=201)


def _strike_before(struck: dict[str, Fault]) -> None:
    if "429" in struck:
        raise TwilioError(20429, 429, headers={"Retry-After": f"{struck['429'].seconds or 1:g}"})
    for kind, code in (("500", 20500), ("503", 20503)):
        if kind in struck and not struck[kind].stored:
            raise TwilioError(code, int(kind))
    if "offline" in struck:
        raise TwilioError(63007)
    if "reject" in struck:
        raise TwilioError(struck["reject"].code or 21610)
    if "drop_before" in struck:
        raise Dropped


def _strike_after(struck: dict[str, Fault]) -> None:
    for kind, code in (("500", 20500), ("503", 20503)):
        if kind in struck:
            raise TwilioError(code, int(kind))
    if "drop" in struck:
        raise Dropped


async def fetch(call: Call) -> Response:
    return JSONResponse(as_json(_known(call), call.exchange.options.account_sid))


async def update(call: Call) -> Response:
    """Cancel a scheduled message, or redact a body."""
    message, store = _known(call), call.exchange.store
    if call.value("Status"):
        if call.value("Status") != "canceled" or message.status != "scheduled":
            raise TwilioError(20409, 409, "Only a scheduled message can be canceled")
        messages.advance(store, message, "canceled", at=call.exchange.clock.now(), code=None, text=None)
    if "Body" in call.form:
        if call.value("Body"):
            raise TwilioError(20001, text="The body can only be emptied")
        store.write("UPDATE messages SET body = '' WHERE sid = ?", message.sid)
    return JSONResponse(as_json(_known(call), call.exchange.options.account_sid))


async def delete(call: Call) -> Response:
    call.exchange.store.write("DELETE FROM messages WHERE sid = ?", _known(call).sid)
    return Response(status_code=204)


async def account(call: Call) -> Response:
    """The account itself, as a check of credentials fetches it."""
    sid = call.exchange.options.account_sid
    return JSONResponse(
        {
            "sid": sid,
            "friendly_name": f"{call.exchange.options.business_name} (simulator)",
            "status": "active",
            "type": "Trial",
            "owner_account_sid": sid,
            "date_created": None,
            "date_updated": None,
            "uri": f"/2010-04-01/Accounts/{sid}.json",
            "subresource_uris": {"messages": f"/2010-04-01/Accounts/{sid}/Messages.json"},
        }
    )


async def listing(call: Call) -> Response:
    """Newest first, in pages that go on where the last one ended, whatever arrives meanwhile."""
    size = min(LONGEST_PAGE, max(1, call.number("PageSize", 50)))
    page = call.number("Page", 0)
    last = messages.get(call.exchange.store, call.value("PageToken").removeprefix("PA"))
    found, more = messages.search(
        call.exchange.store, where=_filters(call), before_id=last.id if last else None, limit=size
    )
    sid = call.exchange.options.account_sid
    kept: dict[str, str] = {
        name: call.value(name) for name in ("To", "From", "DateSent", "DateSent<", "DateSent>") if name in call.form
    }

    def uri(number: int, token: str = "") -> str:
        query: dict[str, str | int] = {**kept, "PageSize": size, "Page": number}
        if token:
            query["PageToken"] = f"PA{token}"
        return f"/2010-04-01/Accounts/{sid}/Messages.json?{urlencode(query)}"

    return JSONResponse(
        {
            "messages": [as_json(message, sid) for message in found],
            "page": page,
            "page_size": size,
            "start": page * size,
            "end": page * size + max(0, len(found) - 1),
            "uri": uri(page, last.sid if last else ""),
            "first_page_uri": uri(0),
            "previous_page_uri": None,
            "next_page_uri": uri(page + 1, found[-1].sid) if more else None,
        }
    )


def _filters(call: Call) -> list[tuple[str, Any]]:
    """SQL conditions of To, From and the three forms of DateSent; a message not sent yet counts by its creation."""
    sent = "CAST(COALESCE(sent_at, created_at) AS INTEGER)"
    where: list[tuple[str, Any]] = []
    for name, inbound, outbound in (("To", "sender", "customer"), ("From", "customer", "sender")):
        if call.value(name):
            where.append((f"CASE direction WHEN 'inbound' THEN {inbound} ELSE {outbound} END = ?", call.value(name)))
    if call.value("DateSent"):
        day = _moment(call.value("DateSent")).replace(hour=0, minute=0, second=0)
        where += [(f"{sent} >= ?", day.timestamp()), (f"{sent} < ?", (day + timedelta(days=1)).timestamp())]
    if call.value("DateSent>"):
        where.append((f"{sent} >= ?", _moment(call.value("DateSent>")).timestamp()))
    if call.value("DateSent<"):
        where.append((f"{sent} <= ?", _moment(call.value("DateSent<")).timestamp()))
    return where


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise TwilioError(20001, text=f"{text!r} is not a date") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _known(call: Call) -> Message:
    message = messages.get(call.exchange.store, call.path("sid"))
    if message is None:
        raise TwilioError(20404, 404)
    return message


def _rfc2822(seconds: float | None) -> str | None:
    return None if seconds is None else format_datetime(datetime.fromtimestamp(int(seconds), UTC))


def as_json(message: Message, account_sid: str) -> dict[str, Any]:
    """All twenty keys of `api.v2010.account.message`."""
    uri = f"/2010-04-01/Accounts/{account_sid}/Messages/{message.sid}"
    return {
        "body": message.body,
        "num_segments": "0" if message.status in ("accepted", "scheduled") else "1",
        "direction": message.direction,
        "from": message.customer if message.inbound else message.sender,
        "to": message.sender if message.inbound else message.customer,
        "date_updated": _rfc2822(message.updated_at),
        "price": None,
        "error_message": message.error_message,
        "uri": f"{uri}.json",
        "account_sid": account_sid,
        "num_media": str(len(message.media)),
        "status": message.status,
        "messaging_service_sid": message.service_sid,
        "sid": message.sid,
        "date_sent": _rfc2822(message.sent_at),
        "date_created": _rfc2822(message.created_at),
        "error_code": message.error_code,
        "price_unit": None,
        "api_version": "2010-04-01",
        "subresource_uris": {"media": f"{uri}/Media.json"},
    }
