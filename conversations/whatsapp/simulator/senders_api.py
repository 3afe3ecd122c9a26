"""Twilio's Senders resource: the one WhatsApp number that this simulator has, and where its webhooks go. Reading only."""

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conversations.whatsapp.simulator import faults
from conversations.whatsapp.simulator.calls import Call, twilio_call


def routes() -> list[Route]:
    return [Route("/v2/Channels/Senders", twilio_call(listing), methods=["GET"])]


async def listing(call: Call) -> Response:
    options = call.exchange.options
    url = str(call.request.url)
    offline = any(fault.kind == "offline" for fault in faults.active(call.exchange.store))
    sender = {
        "sid": "XE" + "0" * 31 + "1",
        "sender_id": options.sender,
        "status": "OFFLINE" if offline else "ONLINE",
        "configuration": {"waba_id": "0"},
        "webhook": {
            "callback_url": options.webhook_url,
            "callback_method": "POST",
            "fallback_url": options.fallback_url or None,
            "fallback_method": "POST",
            "status_callback_url": options.status_callback_url or None,
            "status_callback_method": "POST",
        },
        "profile": {"name": options.business_name},
        "url": f"{url.split('?')[0]}/XE",
    }
    meta = {
        "page": 0,
        "page_size": 50,
        "first_page_url": url,
        "previous_page_url": None,
        "url": url,
        "next_page_url": None,
        "key": "senders",
    }
    return JSONResponse({"senders": [sender], "meta": meta})
