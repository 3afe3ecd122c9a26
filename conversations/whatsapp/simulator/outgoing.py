"""What a form that creates a message must satisfy before Twilio accepts it, and the message it becomes."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from conversations.whatsapp.simulator import templates
from conversations.whatsapp.simulator.calls import Call
from conversations.whatsapp.simulator.messages import ADDRESS, new_sid
from conversations.whatsapp.simulator.templates import Content
from conversations.whatsapp.simulator.twilio_errors import TwilioError

BODY_LIMIT = 1600
SOONEST, LATEST = 300, 35 * 86400  # seconds ahead that SendAt may lie


def outgoing(call: Call) -> dict[str, Any]:
    """The columns of the new message. Raises TwilioError with the code that Twilio gives."""
    content, given = _content(call)
    _check_addresses(call)
    body, media = call.value("Body"), [url for url in call.form.get("MediaUrl", []) if url]
    if content is None and not body and not media:
        raise TwilioError(21602)
    if len(body) > BODY_LIMIT:
        raise TwilioError(21617)
    service = call.value("MessagingServiceSid")
    send_at = _send_at(call)
    return {
        "sid": new_sid("MM" if content or media else "SM"),
        "direction": "outbound-api",
        "customer": call.value("To"),
        "sender": call.value("From") or None,
        "service_sid": service or None,
        "body": templates.fill(content, given)[0] if content else body,
        "content_sid": content.sid if content else None,
        "media": media,
        "buttons": content.buttons if content else [],
        "status": "scheduled" if send_at else "accepted" if service else "queued",
        "status_callback": _callback(call),
        "send_at": send_at,
        "params": {name: values if len(values) > 1 else values[0] for name, values in call.form.items()},
    }


def _check_addresses(call: Call) -> None:
    to, sender, service = call.value("To"), call.value("From"), call.value("MessagingServiceSid")
    if not to:
        raise TwilioError(21604)
    if not sender and not service:
        raise TwilioError(21603)
    if sender.startswith("whatsapp:") and not to.startswith("whatsapp:"):
        raise TwilioError(21910)
    if not ADDRESS.fullmatch(to):
        raise TwilioError(21211, text=f"Invalid 'To' Phone Number: {to}")
    if to == sender:
        raise TwilioError(63031)
    if sender and sender != call.exchange.options.sender:
        raise TwilioError(63007)
    if service and not re.fullmatch(r"MG[0-9a-fA-F]{32}", service):
        raise TwilioError(21603, text="The MessagingServiceSid is invalid")
    if not call.exchange.joined_sandbox(to):
        raise TwilioError(63015)


def _content(call: Call) -> tuple[Content | None, dict[str, str]]:
    sid, variables = call.value("ContentSid"), call.value("ContentVariables")
    if not sid:
        if variables:
            raise TwilioError(21654)
        return None, {}
    content = templates.get(call.exchange.store, sid)
    if content is None:
        raise TwilioError(21655)
    try:
        given = json.loads(variables or "{}")
    except ValueError:
        raise TwilioError(21656) from None
    if not isinstance(given, dict) or any(value in (None, "") for value in given.values()):
        raise TwilioError(21656)
    return content, {str(key): str(value) for key, value in given.items()}


def _callback(call: Call) -> str | None:
    url = call.value("StatusCallback")
    if url and not re.match(r"https?://[^/_\s]+(/|$|\?)", url):
        raise TwilioError(21609)
    return url or call.exchange.options.status_callback_url or None


def _send_at(call: Call) -> float | None:
    """Business time, in seconds since the epoch; None when the message goes at once."""
    if not call.value("ScheduleType"):
        return None
    if not call.value("MessagingServiceSid"):
        raise TwilioError(35118)
    if not call.value("SendAt"):
        raise TwilioError(35111)
    try:
        moment = datetime.fromisoformat(call.value("SendAt"))
    except ValueError:
        raise TwilioError(35114) from None
    at = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    if not SOONEST < at - call.exchange.clock.now() <= LATEST:
        raise TwilioError(35114)
    return at
