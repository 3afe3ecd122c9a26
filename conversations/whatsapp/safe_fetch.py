"""Fetches a file that somebody else named, without being led astray: into our own network, out of memory, out of time,
or into giving our credentials away.

Each host is resolved once, its addresses are checked, and the connection goes to a checked address: a name that points
elsewhere a moment later (DNS rebinding) gains nothing. TLS still proves the name. A proxy from the environment is not
used: it would resolve the name itself.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

import certifi
import urllib3

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
MOST_REDIRECTS = 3
CHUNK = 64 * 1024
AGAIN = {404, 408, 425, 429, 500, 502, 503, 504}  # 404: Twilio posts the webhook a moment before the file is there
NOT_OURS = [
    ipaddress.ip_network(net) for net in ("64:ff9b::/96", "2002::/16", "2001::/32")
]  # they wrap any IPv4 address


@dataclass(frozen=True)
class Rules:
    """`home` is the origin (scheme, host, port) that gets the credentials, below `path` only; `inside` says that its host
    is known to be on this machine (the simulator) and may be reached although its address is private."""

    home: tuple[str, str, int]
    path: str
    credentials: tuple[str, str]
    inside: bool
    largest: int
    seconds: float


@dataclass(frozen=True)
class Fetched:
    data: bytes
    content_type: str
    disposition: str


class NotFetched(Exception):
    """Why not, in words for people. `again`: it may work later."""

    def __init__(self, why: str, again: bool = False) -> None:
        super().__init__(why)
        self.again = again


def fetch(url: str, rules: Rules) -> Fetched:
    """The file behind `url`, after redirects. Raises NotFetched."""
    deadline = time.monotonic() + rules.seconds
    for hop in range(MOST_REDIRECTS + 1):
        target = urlsplit(url)
        origin = origin_of(target)
        with_credentials = hop == 0 and origin == rules.home and target.path.startswith(rules.path)
        answer = _ask(target, origin, rules, rules.credentials if with_credentials else None, deadline)
        try:
            if answer.status in (301, 302, 303, 307, 308) and answer.headers.get("Location"):
                url = urljoin(url, answer.headers["Location"])
                continue
            if answer.status != 200:
                raise NotFetched(f"Twilio answered {answer.status}.", answer.status in AGAIN)
            return Fetched(
                _read(answer, rules, deadline),
                answer.headers.get("Content-Type", "").split(";")[0].strip().lower(),
                answer.headers.get("Content-Disposition", ""),
            )
        finally:
            answer.close()
    raise NotFetched("It was redirected too often.")


def origin_of(target: SplitResult) -> tuple[str, str, int]:
    """(scheme, host, port). Raises NotFetched for what is no plain web address."""
    try:
        host, port = (target.hostname or "").rstrip("."), target.port
    except ValueError:
        raise NotFetched("Its address cannot be read.") from None
    if target.scheme not in ("http", "https") or not host or target.username is not None:
        raise NotFetched("Its address is not a plain web address.")
    return target.scheme, host, port or (443 if target.scheme == "https" else 80)


def _ask(
    target: SplitResult,
    origin: tuple[str, str, int],
    rules: Rules,
    credentials: tuple[str, str] | None,
    deadline: float,
) -> urllib3.BaseHTTPResponse:
    scheme, host, port = origin
    inside = rules.inside and host == rules.home[1]
    if scheme != "https" and not inside:
        raise NotFetched("Its address is not encrypted.")
    headers = {"Host": target.netloc, "Accept-Encoding": "identity", "User-Agent": "followthrough"}
    if credentials:
        headers |= urllib3.make_headers(basic_auth=":".join(credentials))
    path = re.sub(r"[\x00-\x20\x7f]", "", (target.path or "/") + (f"?{target.query}" if target.query else ""))
    failure = ""
    for address in addresses(host, port, inside):
        left = deadline - time.monotonic()
        if left <= 0:
            raise NotFetched("It took too long.", again=True)
        timeout = urllib3.Timeout(connect=min(CONNECT_SECONDS, left), read=min(READ_SECONDS, left))
        pool: urllib3.HTTPConnectionPool
        if scheme == "https":
            pool = urllib3.HTTPSConnectionPool(
                address, port, timeout=timeout, server_hostname=host, assert_hostname=host,
                cert_reqs="CERT_REQUIRED", ca_certs=certifi.where(),
            )  # fmt: skip
        else:
            pool = urllib3.HTTPConnectionPool(address, port, timeout=timeout)
        try:
            return pool.urlopen(
                "GET",
                path,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
                assert_same_host=False,
            )
        except (urllib3.exceptions.HTTPError, OSError) as problem:
            failure = type(problem).__name__  # never its text: it may hold the address with its signature
    raise NotFetched(f"It could not be reached ({failure}).", again=True)


def addresses(host: str, port: int, inside: bool) -> list[str]:
    """Where `host` is, each address checked. Raises NotFetched if any of them is not on the open internet."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotFetched("Its host is not known.", again=True) from None
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not inside and not all(is_public(number) for number in numbers):
        raise NotFetched("Its address points into a private network.")
    return numbers[:3]


def is_public(number: str) -> bool:
    """Whether an IP address is on the open internet: not loopback, private, link-local, shared, reserved or multicast."""
    try:
        address: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(number.split("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            address = address.ipv4_mapped
        elif any(address in net for net in NOT_OURS):
            return False
    return address.is_global and not address.is_multicast


def _read(answer: urllib3.BaseHTTPResponse, rules: Rules, deadline: float) -> bytes:
    if answer.headers.get("Content-Encoding", "identity").lower() not in ("", "identity"):
        raise NotFetched("It came packed.")
    too_big = NotFetched(f"It is bigger than {rules.largest // (1024 * 1024)} MB.")
    told = answer.headers.get("Content-Length", "")
    if told.isdecimal() and int(told) > rules.largest:
        raise too_big
    data = bytearray()
    try:
        for chunk in answer.stream(CHUNK, decode_content=False):
            data += chunk
            if len(data) > rules.largest:
                raise too_big
            if time.monotonic() > deadline:
                raise NotFetched("It took too long.", again=True)
    except (urllib3.exceptions.HTTPError, OSError):
        raise NotFetched("The connection broke off.", again=True) from None
    if told.isdecimal() and len(data) != int(told):
        raise NotFetched("The connection broke off.", again=True)
    if not data:
        raise NotFetched("It is empty.")
    return bytes(data)
