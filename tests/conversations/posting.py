"""Twilio's posts to the product: forms as it sends them, signed as it signs them."""

from __future__ import annotations

from itertools import count
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.test import Client
from twilio.request_validator import RequestValidator

INBOUND = "/webhooks/twilio/whatsapp/"
STATUS = "/webhooks/twilio/status/"
ANA = "+34600112233"
_sids = count(1)


def a_form(body: str = "Hello", number: str = ANA, **fields: Any) -> dict[str, Any]:
    """A text message; a field given as None is left out."""
    sid = f"SM{next(_sids):032x}"
    form = {
        "AccountSid": settings.TWILIO_ACCOUNT_SID,
        "ApiVersion": "2010-04-01",
        "Body": body,
        "From": f"whatsapp:{number}",
        "MessageSid": sid,
        "MessageType": "text",
        "NumMedia": "0",
        "NumSegments": "1",
        "ProfileName": "Ana Ruiz",
        "ReferralNumMedia": "0",
        "SmsMessageSid": sid,
        "SmsSid": sid,
        "SmsStatus": "received",
        "To": settings.TWILIO_WHATSAPP_FROM,
        "WaId": number.removeprefix("+"),
        **fields,
    }
    return {name: value for name, value in form.items() if value is not None}


def a_status(sid: str, status: str, **fields: Any) -> dict[str, Any]:
    return {"AccountSid": settings.TWILIO_ACCOUNT_SID, "MessageSid": sid, "MessageStatus": status, **fields}


def signed(path: str, form: dict[str, Any], token: str = "") -> str:
    posted = QueryDict(urlencode(form, doseq=True))
    return RequestValidator(token or settings.TWILIO_AUTH_TOKEN).compute_signature(settings.PUBLIC_URL + path, posted)


def post(form: dict[str, Any], path: str = INBOUND, *, signature: str | None = None, **headers: str) -> int:
    """The status of the answer. `signature` None: the right one."""
    headers["X-Twilio-Signature"] = signed(path, form) if signature is None else signature
    answer = Client().post(
        path, urlencode(form, doseq=True), content_type="application/x-www-form-urlencoded", headers=headers
    )
    if answer.status_code == 204:
        assert answer.content == b"", "any text would be sent to the customer"
    return answer.status_code


def write(body: str, number: str = ANA, **fields: Any) -> str:
    """The customer writes; returns the message's sid."""
    form = a_form(body, number, **fields)
    assert post(form) == 204
    return str(form["MessageSid"])
