"""What the simulator is started with: command line first, then the product's own environment names."""

import argparse
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PRACTICE_MARK = "AC5eed"  # account sids of practice accounts start so; `manage.py demo` makes no others
PRACTICE_ACCOUNT_SID = "AC5eed000000000000000000000000f011"
PRACTICE_TOKEN = "simulator-only-token"
PRACTICE_SENDER = "whatsapp:+15005550006"


class RefusedCredentials(ValueError):
    """The account sid is not one that only a simulator can own."""


@dataclass(frozen=True)
class Options:
    """`callback_delay`: shortest and longest wait before each status, in seconds. `read`: who reads what was delivered:
    `page` (the open phone page), `auto` (always, shortly after) or `never`. `approval_seconds`: review of a template.
    `zone`: IANA name for phones whose number does not tell one. `status_callback_url`: the sender's own setting, for
    messages that name none. `media_port`: the second server, 0 for any free one; `media_seconds`: how long its
    addresses are good."""

    account_sid: str
    auth_token: str
    sender: str
    store: Path
    host: str = "127.0.0.1"
    port: int = 8010
    webhook_url: str = ""
    fallback_url: str = ""
    clock_url: str = ""
    business_name: str = "Your business"
    callback_delay: tuple[float, float] = (0.05, 0.4)
    read: str = "page"
    approval_seconds: float = 0.5
    sandbox_phrase: str = ""
    zone: str = "UTC"
    allowed_hosts: frozenset[str] = frozenset()
    status_callback_url: str = ""
    media_port: int = 0
    media_seconds: float = 300.0

    def __post_init__(self) -> None:
        if not re.fullmatch(rf"{PRACTICE_MARK}[0-9a-f]{{28}}", self.account_sid):
            raise RefusedCredentials(
                f"The simulator only serves practice accounts (their sid starts with {PRACTICE_MARK}) and refuses "
                f"{self.account_sid[:6]}…, which may be a real one: unset TWILIO_ACCOUNT_SID to practise."
            )


def arguments(parser: argparse.ArgumentParser, env: Mapping[str, str] = os.environ) -> None:
    """Declare the command line on `parser`; defaults come from `env`."""
    public = env.get("PUBLIC_URL", "").rstrip("/")
    add = parser.add_argument
    add("--port", type=int, default=8010)
    add("--host", default="127.0.0.1", help="loopback unless you know who can reach the other address")
    add("--store", type=Path, default=Path(".data/simulator.sqlite3"), help="SQLite file; survives restarts")
    add("--webhook-url", default=f"{public}/webhooks/twilio/whatsapp/" if public else "", help="where inbound goes")
    add("--fallback-url", default="", help="tried when the webhook fails, as Twilio does")
    add("--status-callback-url", default="", help="the sender's own, for messages that name none")
    add("--media-port", type=int, default=0, help="second port, for files; 0: any free one")
    add("--media-seconds", type=float, default=300.0, help="how long the address of a file is good")
    add("--clock-url", default="", help="the product's /demo/clock; default: beside --webhook-url")
    add("--account-sid", default=env.get("TWILIO_ACCOUNT_SID") or PRACTICE_ACCOUNT_SID)
    add("--auth-token", default=env.get("TWILIO_AUTH_TOKEN") or PRACTICE_TOKEN)
    add("--sender", default=env.get("TWILIO_WHATSAPP_FROM") or PRACTICE_SENDER, help="the business's WhatsApp number")
    add("--business-name", default="Your business", help="shown at the top of the phone")
    add("--callback-delay", default="0.05-0.4", help="seconds before each status, shortest-longest")
    add("--read", choices=["page", "auto", "never"], default="page", help="who reads delivered messages")
    add("--approval-seconds", type=float, default=0.5, help="how long the review of a template takes")
    add("--sandbox-phrase", default="", help="customers must first send this, as in Twilio's sandbox")
    add("--zone", default="UTC", help="time zone of phones whose number does not tell one")
    add("--allow-host", action="append", default=[], help="a host besides this machine that webhooks may go to")


def from_arguments(given: argparse.Namespace) -> Options:
    """Raises RefusedCredentials, or ValueError for an unreadable --callback-delay."""
    shortest, _, longest = str(given.callback_delay).partition("-")
    origin = urlsplit(given.webhook_url)
    beside = f"{origin.scheme}://{origin.netloc}/demo/clock" if origin.netloc else ""
    return Options(
        account_sid=given.account_sid,
        auth_token=given.auth_token,
        sender="whatsapp:" + given.sender.removeprefix("whatsapp:"),
        store=given.store,
        host=given.host,
        port=given.port,
        webhook_url=given.webhook_url,
        fallback_url=given.fallback_url,
        clock_url=given.clock_url or beside,
        business_name=given.business_name,
        callback_delay=(float(shortest), float(longest or shortest)),
        read=given.read,
        approval_seconds=given.approval_seconds,
        sandbox_phrase=given.sandbox_phrase,
        zone=given.zone,
        allowed_hosts=frozenset(given.allow_host),
        status_callback_url=given.status_callback_url,
        media_port=given.media_port,
        media_seconds=given.media_seconds,
    )


def parse(argv: Sequence[str] | None = None) -> Options:
    parser = argparse.ArgumentParser(prog="simulator", description="Twilio's WhatsApp API for practice.")
    arguments(parser)
    return from_arguments(parser.parse_args(argv))
