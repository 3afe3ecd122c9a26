"""The customer writes: the form that Twilio would post, its delivery to the product, and what the answer shows."""

import asyncio
import json
import re
import sqlite3
import time
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from xml.etree import ElementTree

import phonenumbers

from conversations.whatsapp.simulator import faults, kinds, media, messages, people
from conversations.whatsapp.simulator.exchange import Exchange
from conversations.whatsapp.simulator.messages import ADDRESS, Message, new_sid
from conversations.whatsapp.simulator.webhooks import TWIML, Answer

TYPING_SECONDS = 25  # unless our message arrives first


class UnreadableInbound(ValueError):
    """The request to write as a customer cannot be understood; the text says why."""


@dataclass(frozen=True)
class Writing:
    """What a customer sends. `kind` one of kinds.KINDS; `extra` overrides form fields (None removes one); `quoted` the sid
    they reply to; `copies` are delivered at the same time; `sid` repeats a message already sent; `signed` is good, bad or missing."""

    customer: str
    body: str = ""
    profile_name: str = ""
    message_type: str = "text"
    extra: dict[str, Any] = field(default_factory=dict)
    copies: int = 1
    sid: str = ""
    signed: str = "good"
    kind: str = ""
    quoted: str = ""

    @classmethod
    def parse(cls, data: dict[str, Any]) -> "Writing":
        """Raises UnreadableInbound."""
        customer = str(data.get("from") or "").strip()
        customer = customer if customer.startswith("whatsapp:") else f"whatsapp:{customer}"
        sid, extra = str(data.get("sid") or ""), data.get("extra") or {}
        if not sid and not ADDRESS.fullmatch(customer):
            raise UnreadableInbound("`from` must be like whatsapp:+34600111222")
        if sid and not re.fullmatch(r"(SM|MM)[0-9a-fA-F]{32}", sid):
            raise UnreadableInbound("`sid` must be SM or MM and 32 hexadecimal digits")
        if not isinstance(extra, dict):
            raise UnreadableInbound("`extra` must be an object of form fields")
        signed = str(data.get("signature") or "good")
        if signed not in ("good", "bad", "missing"):
            raise UnreadableInbound("`signature` must be good, bad or missing")
        kind, tapped = str(data.get("kind") or ""), data.get("tapped") or {}
        message_type = str(data.get("message_type") or "text")
        if kind:
            message_type, fields = kinds.fields_of(kind, tapped)
            extra = {**fields, **extra}
        return cls(
            customer=customer,
            kind=kind,
            quoted=str(data.get("quoted") or ""),
            body=str(data.get("body") or tapped.get("title") or ""),
            profile_name=str(data.get("profile_name") or ""),
            message_type=message_type,
            extra=extra,
            copies=max(1, min(100, int(data.get("copies") or 1))),
            sid=sid,
            signed=signed,
        )


async def receive(exchange: Exchange, writing: Writing) -> tuple[Message, list[Answer], str]:
    """Keep what the customer wrote, deliver it to the product, and return its answers, one a copy, or why there are
    none. Raises UnreadableInbound for a `sid` of nobody."""
    message = _kept(exchange, writing)
    struck = faults.take(exchange.store, faults.INBOUND_KINDS, message.customer)
    signed = writing.signed
    if signed == "good" and ("inbound_bad_signature" in struck or "inbound_unsigned" in struck):
        signed = "bad" if "inbound_bad_signature" in struck else "missing"
    copies = 2 if writing.copies == 1 and "inbound_twice" in struck else writing.copies
    if not exchange.options.webhook_url:
        return message, [], "No webhook URL is set: the product was not told"
    if "inbound_lost" in struck:
        return message, [], "Lost on purpose: the product was not told"
    if "inbound_late" in struck:
        seconds = struck["inbound_late"].seconds or 0
        exchange.in_background(_deliver_copies(exchange, message, signed, copies, after=seconds))
        return message, [], f"Delivered {seconds:g} seconds later on purpose"
    answers = await _deliver_copies(exchange, message, signed, copies)
    return message, answers, answers[0].note


async def _deliver_copies(
    exchange: Exchange, message: Message, signed: str, copies: int, *, after: float = 0
) -> list[Answer]:
    await asyncio.sleep(after)
    answers = await asyncio.gather(*[_deliver(exchange, message, signed) for _ in range(copies)])
    if any(answer.good for answer in answers):
        messages.set_ticks(exchange.store, [message.sid], "delivered")
    return list(answers)


def _kept(exchange: Exchange, writing: Writing) -> Message:
    """The message of this writing: a new one, or the one that it repeats."""
    known = messages.get(exchange.store, writing.sid) if writing.sid else None
    if known is not None:
        return known
    if not ADDRESS.fullmatch(writing.customer):
        raise UnreadableInbound(f"No message {writing.sid} to repeat")
    name = people.learn(exchange.store, writing.customer, writing.profile_name, exchange.options.zone)
    form = inbound_form(exchange, writing, name)
    try:
        if writing.kind in media.FILES:
            sid = form["MessageSid"]
            form["MediaUrl0"] = media.attach(exchange.store, sid, writing.kind, exchange.options.account_sid)
        return messages.add(
            exchange.store, at=(now := exchange.clock.now()), sid=form["MessageSid"], direction="inbound",
            customer=form.get("From", writing.customer), sender=exchange.options.sender, body=form.get("Body", ""),
            media=[form[key] for key in sorted(form) if re.fullmatch(r"MediaUrl\d", key)],
            status="received", sent_at=now, params=form,
        )  # fmt: skip
    except sqlite3.IntegrityError:
        raise UnreadableInbound(f"The message {form['MessageSid']} exists already") from None


async def _deliver(exchange: Exchange, message: Message, signed: str) -> Answer:
    url, form = exchange.options.webhook_url, {key: str(value) for key, value in message.params.items()}
    post = exchange.webhooks.post
    answer = await post("webhook", url, form, message_sid=message.sid, token=message.token, signed=signed)
    if not answer.good and exchange.options.fallback_url:
        form |= {"ErrorCode": str(answer.error_code), "ErrorUrl": url}
        fallback = exchange.options.fallback_url
        answer = await post("webhook", fallback, form, message_sid=message.sid, token=message.token, signed=signed)
    for text in twiml_messages(answer):
        _reply(exchange, message, text)
    return answer


def twiml_messages(answer: Answer) -> list[str]:
    """The texts of <Message> in a TwiML answer; a plain-text body is one message, as Twilio treats it."""
    kind = answer.content_type.split(";")[0].strip().lower()
    if not answer.good or not answer.body.strip():
        return []
    if kind == "text/plain":
        return [answer.body]
    if kind not in TWIML or "<!" in answer.body:  # no document types: TwiML needs none, entities are a danger
        return []
    try:
        root = ElementTree.fromstring(answer.body)
    except ElementTree.ParseError:
        return []
    texts = [(element.findtext("Body") or element.text or "").strip() for element in root.iter("Message")]
    return [text for text in texts if text]


def _reply(exchange: Exchange, message: Message, text: str) -> None:
    reply = messages.add(
        exchange.store, at=exchange.clock.now(), sid=new_sid("SM"), direction="outbound-reply",
        customer=message.customer, sender=exchange.options.sender, body=text, status="queued", params={},
    )  # fmt: skip
    exchange.dispatch(reply, {})


def show_typing(exchange: Exchange, sid: str) -> bool:
    """Dots on the phone for 25 s, and blue ticks up to this message. False when `sid` is not an inbound message."""
    message = messages.get(exchange.store, sid)
    if message is None or not message.inbound:
        return False
    exchange.store.write(
        "INSERT OR REPLACE INTO typing (customer, until) VALUES (?, ?)", message.customer, time.time() + TYPING_SECONDS
    )
    thread = messages.of_customer(exchange.store, message.customer)
    messages.set_ticks(exchange.store, [m.sid for m in thread if m.inbound and m.id <= message.id], "read")
    return True


def is_typing(exchange: Exchange, customer: str) -> bool:
    row = exchange.store.row("SELECT until FROM typing WHERE customer = ?", customer)
    return row is not None and row["until"] > time.time()


def inbound_form(exchange: Exchange, writing: Writing, name: str) -> dict[str, str]:
    """Every key that Twilio always sends for WhatsApp (2026), with the overrides of `extra` on top."""
    address = writing.customer.removeprefix("whatsapp:")
    digits = address.removeprefix("+") if address.startswith("+") else ""
    media = str(writing.extra.get("NumMedia") or "0")
    sid = writing.sid or new_sid("SM" if media == "0" else "MM")
    context = {"ProfileName": name, "WaId": digits, "Forwarded": str(writing.extra.get("Forwarded", "false"))}
    form = {
        "SmsMessageSid": sid,
        "NumMedia": media,
        "ProfileName": name,
        "MessageType": writing.message_type,
        "SmsSid": sid,
        "WaId": digits,
        "SmsStatus": "received",
        "Body": writing.body,
        "To": exchange.options.sender,
        "NumSegments": "1",
        "ReferralNumMedia": "0",
        "MessageSid": sid,
        "AccountSid": exchange.options.account_sid,
        "ChannelMetadata": json.dumps({"type": "whatsapp", "data": {"context": context}}, ensure_ascii=False),
        "ExternalUserId": f"whatsapp:{user_id(address)}",
        "From": writing.customer,
        "ApiVersion": "2010-04-01",
    }
    if not digits:  # they hide the number: no WaId, a user name instead
        del form["WaId"]
        form["ProfileUsername"] = re.sub(r"\W+", ".", name.lower()).strip(".")
    if writing.quoted:
        form |= _quoting(exchange, writing.quoted)
    for key, value in writing.extra.items():
        form.pop(key, None)
        if value is not None:
            form[str(key)] = str(value)
    return form


def _quoting(exchange: Exchange, sid: str) -> dict[str, str]:
    """They swiped "reply" on a message of either side; its text is not told. Raises UnreadableInbound."""
    quoted = messages.get(exchange.store, sid)
    if quoted is None:
        raise UnreadableInbound(f"No message {sid} to reply to")
    by = quoted.customer if quoted.inbound else exchange.options.sender
    return {"OriginalRepliedMessageSid": sid, "OriginalRepliedMessageSender": by}


def user_id(address: str) -> str:
    """A stable business-scoped user id for an address: the country and sixteen digits."""
    if not address.startswith("+"):
        return address
    try:
        country = phonenumbers.region_code_for_number(phonenumbers.parse(address))
    except phonenumbers.NumberParseException:
        country = None
    return f"{country or 'ZZ'}.{int(sha256(address.encode()).hexdigest()[:13], 16):016d}"
