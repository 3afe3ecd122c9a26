"""Signed webhooks to the product: Twilio's signature, its connection overrides, its repeats, and a log of every answer.

Facts: the signature and the defaults of the overrides are Twilio's "Webhooks security" and "Webhooks connection
overrides"; the error codes are those of its debugger (11200, 11205, 12300).
"""

import asyncio
import base64
import hmac
import ipaddress
import json
import secrets
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha1
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx

from conversations.whatsapp.simulator.store import Store

ANSWER_KEPT = 4000  # characters of an answer in the log
TWIML = ("text/xml", "application/xml")


def signature(token: str, url: str, form: Mapping[str, str]) -> str:
    """X-Twilio-Signature of a form post: URL, then each name and value in the order of the names; HMAC-SHA1, Base64."""
    text = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), sha1).digest()).decode()


@dataclass(frozen=True)
class Overrides:
    """What a URL's fragment (`#rc=5&rp=all`) asks for. Times in seconds: connect, read, all attempts together."""

    connect: float = 5.0
    read: float = 15.0
    total: float = 15.0
    retries: int = 1
    policy: frozenset[str] = frozenset({"ct"})

    @classmethod
    def parse(cls, fragment: str) -> "Overrides":
        """Unknown or unreadable parts keep their default; numbers are brought into Twilio's bounds."""
        given = dict(parse_qsl(fragment))

        def number(name: str, default: int, low: int, high: int) -> int:
            return min(high, max(low, int(given[name]))) if given.get(name, "").isdigit() else default

        return cls(
            connect=number("ct", 5000, 100, 10000) / 1000,
            read=number("rt", 15000, 100, 15000) / 1000,
            total=number("tt", 15000, 100, 15000) / 1000,
            retries=number("rc", 1, 0, 5),
            policy=frozenset(given.get("rp", "ct").split(",")),
        )

    def repeats(self, cause: str) -> bool:
        return "all" in self.policy or cause in self.policy


@dataclass(frozen=True)
class Answer:
    """What the product said. `status` None: nothing came back. `cause` is '' for a good answer, else ct, rt, 4xx, 5xx
    or other; `error_code` is the one that Twilio's debugger would show."""

    status: int | None
    content_type: str
    body: str
    cause: str
    error_code: int | None
    note: str

    @property
    def good(self) -> bool:
        return not self.cause


async def on_this_machine(host: str) -> bool:
    """Whether every address of `host` is our own. An address that we can bind to is."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_DGRAM)
    except OSError:
        return False
    return bool(found) and all(_ours(str(address[4][0])) for address in found)


def _ours(address: str) -> bool:
    if ipaddress.ip_address(address.split("%")[0]).is_loopback:
        return True
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((address, 0))
        except OSError:
            return False
    return True


class Webhooks:
    """Posts forms to the product. Nothing goes to a host that is not this machine, unless allowed at the start."""

    def __init__(self, store: Store, token: str, allowed_hosts: frozenset[str]) -> None:
        self._store, self._token, self._allowed = store, token, allowed_hosts
        self._client = httpx.AsyncClient(trust_env=False, limits=httpx.Limits(max_connections=None))
        self._known: dict[str, bool] = {}

    async def post(
        self, kind: str, url: str, form: dict[str, str], *, message_sid: str, token: str = "", signed: str = "good"
    ) -> Answer:
        """Deliver one event, with the repeats that the URL's fragment allows. `kind`: webhook or callback. `token`: the
        idempotency token, the same for every copy. `signed`: good, bad or missing."""
        token = token or secrets.token_hex(16)
        target, _, fragment = url.partition("#")
        overrides = Overrides.parse(fragment)
        deadline = time.monotonic() + overrides.total
        for attempt in range(1, overrides.retries + 2):
            started = time.monotonic()
            proof = self._proof(signed, target, form)
            answer = await self._attempt(kind, target, form, token, proof, overrides, deadline)
            self._store.log(
                kind=kind, method="POST", url=target, message_sid=message_sid, attempt=attempt, token=token,
                sent=json.dumps(form), status=answer.status, ms=round((time.monotonic() - started) * 1000),
                error_code=answer.error_code, note=answer.note, answer=answer.body[:ANSWER_KEPT],
                signature=proof or "",
            )  # fmt: skip
            if answer.good or not overrides.repeats(answer.cause) or time.monotonic() >= deadline:
                break
        return answer

    def _proof(self, signed: str, url: str, form: dict[str, str]) -> str | None:
        return None if signed == "missing" else signature(self._token if signed == "good" else "wrong", url, form)

    async def _attempt(
        self,
        kind: str,
        url: str,
        form: dict[str, str],
        token: str,
        proof: str | None,
        overrides: Overrides,
        deadline: float,
    ) -> Answer:
        if not await self._may_reach(urlsplit(url).hostname or ""):
            note = "Not sent: this address is not on this machine, and the simulator sends nothing anywhere else."
            return Answer(None, "", "", "other", 11200, note)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
            "User-Agent": "TwilioProxy/1.1 (simulator)",
            "Accept": "*/*",
            "I-Twilio-Idempotency-Token": token,
        }
        if proof is not None:
            headers["X-Twilio-Signature"] = proof
        timeout = httpx.Timeout(overrides.read, connect=overrides.connect, pool=None)
        try:
            async with asyncio.timeout(max(0.05, deadline - time.monotonic())):
                answer = await self._client.post(url, content=urlencode(form), headers=headers, timeout=timeout)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            return Answer(None, "", "", "ct", 11205, f"Could not connect: {error or type(error).__name__}")
        except (TimeoutError, httpx.TimeoutException):
            return Answer(None, "", "", "rt", 11200, f"No answer within {overrides.total:g} seconds")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Answer(None, "", "", "rt", 11200, f"The connection broke: {error or type(error).__name__}")
        return judge(kind, answer.status_code, answer.headers.get("content-type", ""), answer.text)

    async def _may_reach(self, host: str) -> bool:
        if host not in self._known:
            self._known[host] = host in self._allowed or await on_this_machine(host)
        return self._known[host]

    async def close(self) -> None:
        await self._client.aclose()


def judge(kind: str, status: int, content_type: str, body: str) -> Answer:
    """Twilio's opinion of an answer. Following a redirect with GET would lose the form: shown as a failure."""
    if 300 <= status < 400:
        return Answer(status, content_type, body, "other", 11200, "A redirect: the form would be lost on the way")
    if status >= 400:
        cause = "4xx" if status < 500 else "5xx"
        return Answer(status, content_type, body, cause, 11200, f"The product answered {status}")
    bare = content_type.split(";")[0].strip().lower()
    if kind == "webhook" and body.strip() and bare not in (*TWIML, "text/plain"):
        return Answer(status, content_type, body, "", 12300, f"Content-Type {bare or 'missing'} is not TwiML")
    note = (
        "A plain-text body would be sent to the customer" if kind == "webhook" and body and bare == "text/plain" else ""
    )
    return Answer(status, content_type, body, "", None, note)
