"""Twilio's Content API (v1) and the typing indicator."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conversations.whatsapp.simulator import inbound, templates
from conversations.whatsapp.simulator.calls import Call, twilio_call
from conversations.whatsapp.simulator.templates import Content
from conversations.whatsapp.simulator.twilio_errors import TwilioError

BASE = "https://content.twilio.com"  # answers name Twilio's own host; the product's client swaps it again
MOST_VARIABLES, LONGEST_KEY = 100, 16


def routes() -> list[Route]:
    return [
        Route("/v1/Content", twilio_call(create), methods=["POST"]),
        Route("/v1/Content", twilio_call(listing), methods=["GET"]),
        Route("/v1/ContentAndApprovals", twilio_call(listing_with_approvals), methods=["GET"]),
        Route("/v1/Content/{sid}", twilio_call(fetch), methods=["GET"]),
        Route("/v1/Content/{sid}", twilio_call(update), methods=["PUT"]),
        Route("/v1/Content/{sid}", twilio_call(delete), methods=["DELETE"]),
        Route("/v1/Content/{sid}/ApprovalRequests/whatsapp", twilio_call(approval_create), methods=["POST"]),
        Route("/v1/Content/{sid}/ApprovalRequests", twilio_call(approval_fetch), methods=["GET"]),
        Route("/v2/Indicators/Typing.json", twilio_call(typing), methods=["POST"]),
        Route("/v3/Indicators/Typing.json", twilio_call(typing), methods=["POST"]),
    ]


async def create(call: Call) -> Response:
    content = templates.create(call.exchange.store, at=call.exchange.clock.now(), **_fields(call))
    return JSONResponse(as_json(content, call), status_code=201)


async def update(call: Call) -> Response:
    sid = _known(call).sid
    templates.update(call.exchange.store, sid, at=call.exchange.clock.now(), **_fields(call))
    return JSONResponse(as_json(_known(call), call))


async def fetch(call: Call) -> Response:
    return JSONResponse(as_json(_known(call), call))


async def delete(call: Call) -> Response:
    templates.delete(call.exchange.store, _known(call).sid)
    return Response(status_code=204)


async def listing(call: Call) -> Response:
    return JSONResponse(_page(call, "Content", lambda content: as_json(content, call)))


async def listing_with_approvals(call: Call) -> Response:
    def one(content: Content) -> dict[str, Any]:
        plain = as_json(content, call)
        del plain["url"], plain["links"]
        approval = templates.approval(call.exchange.store, content, call.exchange.options.approval_seconds)
        return plain | {"approval_requests": approval.as_dict()}

    return JSONResponse(_page(call, "ContentAndApprovals", one))


async def approval_create(call: Call) -> Response:
    content, name = _known(call), str(call.data.get("name") or "")
    category = str(call.data.get("category") or "")
    if not name or category not in templates.CATEGORIES:
        raise TwilioError(
            20001, text=f"name and category are required; category is one of {sorted(templates.CATEGORIES)}"
        )
    templates.submit(
        call.exchange.store, content, name=name, category=category,
        allow_category_change=bool(call.data.get("allow_category_change", True)),
    )  # fmt: skip
    approval = templates.approval(call.exchange.store, content, max(call.exchange.options.approval_seconds, 0.001))
    return JSONResponse(approval.as_dict(), status_code=201)


async def approval_fetch(call: Call) -> Response:
    content = _known(call)
    approval = templates.approval(call.exchange.store, content, call.exchange.options.approval_seconds)
    return JSONResponse(
        {
            "sid": content.sid,
            "account_sid": call.exchange.options.account_sid,
            "whatsapp": {"type": "whatsapp", **approval.as_dict()},
            "url": f"{BASE}/v1/Content/{content.sid}/ApprovalRequests",
        }
    )


async def typing(call: Call) -> Response:
    """Shows dots on the phone and turns the customer's ticks blue. v2 sends a form, v3 JSON."""
    sid = call.value("messageId") or str(call.data.get("messageId") or "")
    channel = call.value("channel") or str(call.data.get("channel") or "")
    if channel.lower() != "whatsapp":
        raise TwilioError(20001, text="channel must be whatsapp")
    if not inbound.show_typing(call.exchange, sid):
        raise TwilioError(20404, 404, f"No inbound message {sid}")
    return JSONResponse({"success": True})


def _fields(call: Call) -> dict[str, Any]:
    data = call.data
    variables, types = data.get("variables") or {}, data.get("types")
    if not data.get("language") or not isinstance(types, dict) or not any(types.values()):
        raise TwilioError(20001, text="language and types are required")
    if not isinstance(variables, dict) or len(variables) > MOST_VARIABLES:
        raise TwilioError(20001, text=f"At most {MOST_VARIABLES} variables")
    if any(len(str(key)) > LONGEST_KEY for key in variables):
        raise TwilioError(20001, text=f"A variable's name has at most {LONGEST_KEY} characters")
    return {
        "friendly_name": data.get("friendly_name"),
        "language": str(data["language"]),
        "variables": variables,
        "types": types,
    }


def _known(call: Call) -> Content:
    content = templates.get(call.exchange.store, call.path("sid"))
    if content is None:
        raise TwilioError(20404, 404)
    return content


def _page(call: Call, resource: str, one: Any) -> dict[str, Any]:
    size = min(1000, max(1, call.number("PageSize", 50)))
    number = call.number("Page", 0)
    after = call.number("PageToken", 0)
    found, more = templates.page(call.exchange.store, after_id=after, limit=size)

    def url(page: int, token: int) -> str:
        return f"{BASE}/v1/{resource}?{urlencode({'PageSize': size, 'Page': page, 'PageToken': token})}"

    return {
        "contents": [one(content) for content in found],
        "meta": {
            "page": number,
            "page_size": size,
            "first_page_url": url(0, 0),
            "previous_page_url": None,
            "url": url(number, after),
            "next_page_url": url(number + 1, found[-1].id) if more else None,
            "key": "contents",
        },
    }


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_json(content: Content, call: Call) -> dict[str, Any]:
    """`content.v1.content`."""
    url = f"{BASE}/v1/Content/{content.sid}"
    return {
        "sid": content.sid,
        "account_sid": call.exchange.options.account_sid,
        "friendly_name": content.friendly_name,
        "language": content.language,
        "variables": content.variables,
        "types": content.types,
        "date_created": _iso(content.created_at),
        "date_updated": _iso(content.updated_at),
        "url": url,
        "links": {
            "approval_create": f"{url}/ApprovalRequests/whatsapp",
            "approval_fetch": f"{url}/ApprovalRequests",
        },
    }
