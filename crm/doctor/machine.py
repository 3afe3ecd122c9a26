"""Python and the settings of the house."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import metadata
from urllib.parse import urlsplit

from django.conf import settings

from crm.doctor.findings import Finding

GROUP = "House"
LOCAL = {"127.0.0.1", "localhost", "testserver", "::1"}
PINNED = ("django", "litellm", "twilio", "django-q2", "psycopg")


def check() -> Iterator[Finding]:
    yield python()
    yield from packages()
    yield secret()
    yield address()
    if settings.DEBUG:
        yield Finding(GROUP, "DEBUG", "error", "on: errors show settings to anybody", "Unset DEBUG.")
    if settings.DEMO:
        yield Finding(GROUP, "FOLLOWTHROUGH_DEMO", "note", "this is the demo: the clock moves, the phone is simulated")
    elif settings.CLOCK_MOVABLE:
        do = "Unset FOLLOWTHROUGH_CLOCK: with real customers business time must be the real one."
        yield Finding(GROUP, "FOLLOWTHROUGH_CLOCK", "warning", "business time can be moved", do)


def python() -> Finding:
    """Only told: an older one than pyproject.toml asks for cannot install the packages."""
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(GROUP, "Python", "ok", version)


def packages() -> Iterator[Finding]:
    versions = []
    for name in PINNED:
        try:
            versions.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            yield Finding(GROUP, "Packages", "error", f"{name} is missing", "Run `uv sync --frozen`.")
    yield Finding(GROUP, "Packages", "ok", ", ".join(versions))


def secret() -> Finding:
    from crm import database

    key = settings.SECRET_KEY
    if len(key) < 40 or len(set(key)) < 10:
        do = "Set SECRET_KEY to the output of: python -c 'import secrets; print(secrets.token_urlsafe(64))'"
        return Finding(GROUP, "SECRET_KEY", "warning", "short or simple: sessions could be forged", do)
    if not database.is_embedded() and key == database.local_secret():
        do = "Set SECRET_KEY, the same for every process, or logins end whenever another machine answers."
        return Finding(GROUP, "SECRET_KEY", "warning", "made up on this machine", do)
    return Finding(GROUP, "SECRET_KEY", "ok", "set")


def address() -> Finding:
    url = settings.PUBLIC_URL
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        do = "Set PUBLIC_URL to the address under which Twilio reaches this house, as https://inbox.example.com"
        return Finding(GROUP, "PUBLIC_URL", "error", f"“{url}” is no address", do)
    if parts.path.strip("/") or parts.query:
        return Finding(GROUP, "PUBLIC_URL", "error", url, "Leave out path and query: only scheme, host and port.")
    if parts.hostname in LOCAL:
        state = "note" if settings.DEMO or settings.TWILIO_API_BASE else "error"
        do = (
            ""
            if state == "note"
            else "Twilio cannot reach this machine under it. Set PUBLIC_URL to a public https address."
        )
        return Finding(GROUP, "PUBLIC_URL", state, f"{url}, this machine only", do)  # type: ignore[arg-type]
    if parts.scheme != "https":
        do = "Put a proxy with a certificate before it and set PUBLIC_URL to https://…: logins and messages pass in clear."
        return Finding(GROUP, "PUBLIC_URL", "error", f"{url} is not https", do)
    return Finding(GROUP, "PUBLIC_URL", "ok", url)
