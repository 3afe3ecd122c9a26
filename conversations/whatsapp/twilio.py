"""The only importer of the twilio SDK: sends, lists, types, and checks signatures.

Every answer is turned into a small typed result, because the three outcomes need three different reactions: Twilio has it,
Twilio certainly does not have it, or nobody knows. The SDK's client is not safe between threads, so each has its own,
made after the fork.
"""

from __future__ import annotations

import json
import os
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
import urllib3.exceptions
from django.conf import settings
from django.http import QueryDict
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.request_validator import SIGNATURE_SETTINGS_HEADER, RequestValidator, get_signature_algorithm
from twilio.rest import Client
from twilio.rest.content.v1.content import ContentList
from twilio.rest.content.v1.content.approval_create import ApprovalCreateList

from conversations.whatsapp.errors import advice

SIGNATURE_HEADER = "X-Twilio-Signature"
SETTINGS_HEADER = SIGNATURE_SETTINGS_HEADER


@dataclass(frozen=True)
class Accepted:
    """Twilio has it and answers for it; `status` is queued, accepted …"""

    sid: str
    status: str


@dataclass(frozen=True)
class Refused:
    """Twilio certainly does not have it. `code` is Twilio's (0: it was never reached); `retry_after` in seconds."""

    code: int
    words: str
    retryable: bool = False
    retry_after: float = 0.0


@dataclass(frozen=True)
class Unknown:
    """The request left, and no usable answer came back: it may or may not have been created."""

    why: str


Outcome = Accepted | Refused | Unknown


@dataclass(frozen=True)
class Listed:
    """One message as Twilio lists it. `at` is when Twilio created it (aware, UTC), if it says so."""

    sid: str
    direction: str
    sender: str
    to: str
    body: str
    status: str
    error_code: int | None
    num_media: int
    at: datetime | None


@dataclass(frozen=True)
class ListedMedium:
    """A file of a message as Twilio lists it: `url` wants credentials."""

    url: str
    content_type: str


@dataclass(frozen=True)
class ListedTemplate:
    sid: str
    name: str
    language: str
    body: str
    variables: dict[str, str]
    category: str
    status: str


@dataclass(frozen=True)
class Account:
    name: str
    status: str  # active, suspended, closed
    trial: bool


@dataclass(frozen=True)
class Sender:
    """One of the account's WhatsApp numbers and where Twilio posts for it; empty addresses where nothing is set."""

    sid: str
    address: str
    status: str
    callback_url: str
    callback_method: str
    fallback_url: str
    status_callback_url: str


class Unreachable(RuntimeError):
    """A question to Twilio (not a send) had no answer; ask again later. Never carries the token."""


class _HttpClient(TwilioHttpClient):
    """Talks to another base (the simulator) where one is set, and remembers Retry-After, which the SDK throws away."""

    retry_after = 0.0

    def __init__(self, base: str, timeout: float) -> None:
        super().__init__(timeout=timeout)
        self.base = urlsplit(base) if base else None
        if self.base and self.session:
            self.session.trust_env = False  # a proxy from the environment must not get the local simulator's traffic

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        if self.base:
            url = urlunsplit(urlsplit(url)._replace(scheme=self.base.scheme, netloc=self.base.netloc))
        self.retry_after = 0.0
        response = super().request(method, url, *args, **kwargs)
        self.retry_after = _seconds(response.headers.get("Retry-After") if response.headers else None)
        return response


_local = threading.local()


def client() -> Client:
    """This thread's own client, for the settings of now. Raises Unreachable if no account is configured."""
    wanted = (
        os.getpid(),
        settings.TWILIO_ACCOUNT_SID,
        settings.TWILIO_AUTH_TOKEN,
        settings.TWILIO_API_BASE,
        settings.TWILIO_TIMEOUT_SECONDS,
    )
    if getattr(_local, "made_for", None) != wanted:
        _, sid, token, base, timeout = wanted
        if not (sid and token):
            raise Unreachable("No Twilio account is configured.")
        _local.client = Client(sid, token, http_client=_HttpClient(base, timeout))
        _local.made_for = wanted
    return _local.client


def send(
    *,
    sender: str,
    to: str,
    body: str = "",
    content_sid: str = "",
    variables: Mapping[str, str] | None = None,
    status_callback: str = "",
) -> Outcome:
    """Hand one message to Twilio, once. Never raises for what the network or Twilio does; never tries again by itself."""
    said: dict[str, Any] = {"to": to, "from_": sender}
    if content_sid:
        said["content_sid"] = content_sid
        if variables:
            said["content_variables"] = json.dumps(dict(variables), ensure_ascii=False)
    else:
        said["body"] = body
    if status_callback:
        said["status_callback"] = status_callback
    try:
        message = client().messages.create(**said)
    except (TwilioException, requests.RequestException, ValueError, Unreachable) as failure:
        return _outcome(failure)
    if not message.sid:
        return Unknown("Twilio's answer had no message id.")
    return Accepted(message.sid, str(message.status or "queued"))


def _outcome(failure: Exception) -> Outcome:
    if isinstance(failure, TwilioRestException | TwilioServiceException):
        status = int(failure.status or 0)
        if status >= 500 or status < 400:
            return Unknown(f"Twilio answered {status}.")
        known = advice(failure.code)
        wait = max(getattr(_local.client.http_client, "retry_after", 0.0), float(known.after))
        return Refused(int(failure.code or status), known.words, known.retryable or status == 429, wait)
    if isinstance(failure, Unreachable):
        return Refused(20003, str(failure), False)
    if _never_left(failure):
        return Refused(0, "Twilio could not be reached", True)
    return Unknown(f"No answer from Twilio ({type(failure).__name__}).")


def _never_left(failure: Exception) -> bool:
    """Whether the connection was never made, so that no byte of the request can have arrived."""
    if isinstance(failure, requests.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    if not isinstance(failure, requests.ConnectionError):
        return False
    cause: Any = failure.args[0] if failure.args else None
    reason = getattr(cause, "reason", cause)
    if isinstance(reason, urllib3.exceptions.SSLError):
        # Only a certificate is refused before anything is sent: a line that breaks under TLS looks much the same.
        return bool(reason.args) and isinstance(reason.args[0], ssl.SSLCertVerificationError)
    return isinstance(reason, urllib3.exceptions.NewConnectionError | urllib3.exceptions.ConnectTimeoutError)


def list_messages(
    *, to: str | None = None, sender: str | None = None, since: datetime | None = None, limit: int = 1000
) -> list[Listed]:
    """What Twilio knows, newest first. `since` (aware) is a lower bound on its date. Raises Unreachable."""
    asked: dict[str, Any] = {"limit": limit, "page_size": min(limit, 1000)}
    if to:
        asked["to"] = to
    if sender:
        asked["from_"] = sender
    if since:
        asked["date_sent_after"] = since.astimezone(UTC)
    try:
        return [_listed(message) for message in client().messages.list(**asked)]
    except (TwilioException, requests.RequestException, ValueError) as failure:
        raise Unreachable(_plain(failure)) from None


def look_up(sid: str) -> Listed | None:
    """One message as Twilio knows it now; None if it knows no such message. Raises Unreachable."""
    try:
        return _listed(client().messages(sid).fetch())
    except TwilioRestException as failure:
        if failure.status == 404:
            return None
        raise Unreachable(_plain(failure)) from None
    except (TwilioException, requests.RequestException, ValueError) as failure:
        raise Unreachable(_plain(failure)) from None


def _listed(message: Any) -> Listed:
    return Listed(
        sid=message.sid or "",
        direction=str(message.direction or ""),
        sender=message.from_ or "",
        to=message.to or "",
        body=message.body or "",
        status=str(message.status or ""),
        error_code=message.error_code,
        num_media=int(message.num_media or 0),
        at=message.date_created or message.date_sent,
    )


def list_media(message_sid: str) -> list[ListedMedium]:
    """The files of one message, in Twilio's order. Raises Unreachable."""
    try:
        listed = client().messages(message_sid).media.list(limit=10)
    except (TwilioException, requests.RequestException, ValueError) as failure:
        raise Unreachable(_plain(failure)) from None
    host = "https://api.twilio.com"
    return [
        ListedMedium(host + str(one.uri or "").removesuffix(".json"), str(one.content_type or "")) for one in listed
    ]


def typing(message_sid: str) -> bool:
    """Show "typing…" (and blue ticks) for an inbound message, for up to 25 s. False if it could not be shown: no harm."""
    try:
        client().messaging.v2.typing_indicator.create("whatsapp", message_sid)
    except (TwilioException, requests.RequestException, ValueError, Unreachable):
        return False
    return True


def list_templates() -> list[ListedTemplate]:
    """Every content template with its approval. Raises Unreachable."""
    try:
        return [_template(content) for content in client().content.v1.content_and_approvals.list()]
    except (TwilioException, requests.RequestException, ValueError) as failure:
        raise Unreachable(_plain(failure)) from None


def _template(content: Any) -> ListedTemplate:
    approval = content.approval_requests or {}
    bodies = [kind.get("body") for kind in (content.types or {}).values() if isinstance(kind, dict)]
    return ListedTemplate(
        sid=content.sid or "",
        name=str(approval.get("name") or content.friendly_name or content.sid),
        language=content.language or "",
        body=next((str(body) for body in bodies if body), ""),
        variables={str(key): str(value) for key, value in (content.variables or {}).items()},
        category=str(approval.get("category") or "").upper(),
        status=str(approval.get("status") or "unsubmitted"),
    )


def create_template(name: str, language: str, body: str, variables: Mapping[str, str], category: str) -> str:
    """Create a text template and ask WhatsApp to approve it; returns its ContentSid. Raises Unreachable."""
    wanted = ContentList.ContentCreateRequest(
        {
            "friendly_name": name,
            "language": language,
            "variables": dict(variables),
            "types": {"twilio/text": {"body": body}},
        }
    )
    approval = ApprovalCreateList.ContentApprovalRequest({"name": name, "category": category})
    try:
        sid = client().content.v1.contents.create(wanted).sid or ""
        client().content.v1.contents(sid).approval_create.create(approval)
    except (TwilioException, requests.RequestException, ValueError) as failure:
        raise Unreachable(_plain(failure)) from None
    return sid


def account() -> Account:
    """The configured account as Twilio knows it. Raises Unreachable."""
    try:
        found = client().api.v2010.accounts(settings.TWILIO_ACCOUNT_SID).fetch()
    except (TwilioException, requests.RequestException, ValueError) as failure:
        raise Unreachable(_plain(failure)) from None
    return Account(found.friendly_name or "", str(found.status or ""), str(found.type or "").lower() == "trial")


def senders() -> list[Sender]:
    """The account's WhatsApp senders with their webhooks. Raises Unreachable."""
    try:
        listed = [_sender(one) for one in client().messaging.v2.channels_senders.list(channel="whatsapp", limit=100)]
    except (TwilioException, requests.RequestException, ValueError) as failure:
        raise Unreachable(_plain(failure)) from None
    return listed


def _sender(found: Any) -> Sender:
    hook = found.webhook

    def told(name: str) -> str:
        return str((hook.get(name) if isinstance(hook, dict) else getattr(hook, name, None)) or "")

    return Sender(
        sid=found.sid or "",
        address=found.sender_id or "",
        status=str(found.status or ""),
        callback_url=told("callback_url"),
        callback_method=told("callback_method"),
        fallback_url=told("fallback_url"),
        status_callback_url=told("status_callback_url"),
    )


def signature_is_valid(url: str, form: QueryDict, headers: Mapping[str, str]) -> bool:
    """Whether Twilio signed this form for this very URL (scheme, host, path and query as configured there)."""
    signature = headers.get(SIGNATURE_HEADER) or ""
    token = settings.TWILIO_AUTH_TOKEN
    if not signature or not token:
        return False
    algorithm = get_signature_algorithm(headers.get(SETTINGS_HEADER))
    return bool(RequestValidator(token).validate(url, form, signature, algorithm=algorithm))


def _plain(failure: Exception) -> str:
    """A failure in few words that cannot hold a credential: never the request, its headers or its URL."""
    if isinstance(failure, TwilioRestException | TwilioServiceException):
        return f"Twilio answered {failure.status} (code {failure.code})."
    return f"Twilio could not be asked ({type(failure).__name__})."


def _seconds(header: str | None) -> float:
    try:
        return max(0.0, float(header or 0))
    except ValueError:  # an HTTP date: our own backoff is used instead
        return 0.0
