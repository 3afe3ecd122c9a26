"""How we speak to this customer: language, register, name, and a stable choice among ways to say the same.

`Voice` is made once per draft. The choice is a hash of who the customer is and what they wrote, so that a retry writes
the same words, and a hundred customers do not receive the same sentence.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

IN_DEPTH = ("en", "es", "pt")

_TU = re.compile(
    r"\b(t[uú]|te|ti|contigo|tienes|puedes|podr[ií]as|quieres|eres|est[aá]s|sabes|haces|escr[ií]beme|ll[aá]mame|av[ií]same|"
    r"dime|m[aá]ndame|env[ií]ame|p[aá]same|me pillas|hazme|mira|oye|perdona|has|vos|ten[eé]s|pod[eé]s|quer[eé]s)\b",
    re.I,
)
_USTED = re.compile(
    r"\b(usted|ustedes|d[ií]game|escr[ií]bame|ll[aá]meme|av[ií]seme|m[aá]ndeme|env[ií]eme|"
    r"podr[ií]a(n)? (usted|ustedes|decir|enviar|ayudar)|disculpe|perdone|estimad\w+|le agradecer\w+)\b",
    re.I,
)
_PLURAL = re.compile(
    r"\b(we|we're|our|ours|us|nosotr\w+|nuestr\w+|nos|somos|estamos|necesitamos|queremos|buscamos|tenemos|"
    r"n[oó]s|noss\w+|precisamos|procuramos|temos|a gente)\b",
    re.I,
)
_TITLE = re.compile(r"^(dr|dra|mr|mrs|ms|mx|prof|sr|sra|don|do[nñ]a|herr|frau|mme|sir|madam)\.?$", re.I)
_COMPANY = re.compile(
    r"\b(ltd|llc|inc|gmbh|s\.?l\.?|s\.?a\.?|ltda|corp|co|bv|plc|shop|store|tienda|loja|hotel)\b\.?", re.I
)


@dataclass(frozen=True)
class Voice:
    """Whom we write to and how: `language` is ISO 639-1, `name` a first name or "", `seed` the stable choice."""

    language: str
    tone: str
    name: str
    formal: bool  # usted rather than tú (Spanish); no exclamation marks
    plural: bool  # they speak as "we"
    spain: bool  # vuestro rather than sus for a "we" that is on first-name terms
    seed: int
    own: frozenset[str] = frozenset()  # words of our own trade, which are not private matters of theirs

    def choose(self, options: Sequence[str], salt: str) -> list[str]:
        """The options, rotated so that this customer's choice stands first."""
        if not options:
            return []
        start = zlib.crc32(f"{self.seed}:{salt}".encode()) % len(options)
        return [*options[start:], *options[:start]]

    def say(self, text: str) -> str:
        """Resolve the register marks: "[te|le] escribo" becomes "te escribo" or "le escribo"."""
        said = re.sub(r"\[([^|\]]*)\|([^\]]*)\]", lambda m: m.group(2 if self.formal else 1), text)
        return said.replace("¡", "").replace("!", ".") if self.tone in ("formal", "businesslike", "gentle") else said


def first_name(name: str) -> str:
    """The name to greet with, or "" where it is a number, an address, a company, or otherwise not clearly a name.

    >>> first_name("ana garcía"), first_name("Dr. Smith"), first_name("+34 600 000 000")
    ('Ana', 'Dr. Smith', '')
    """
    words = re.sub(r"[^\w\s.'’-]", " ", name).split()
    if not words or re.search(r"[\d@]", name) or _COMPANY.search(name):
        return ""
    if _TITLE.match(words[0]):
        return f"{words[0]} {words[-1]}" if len(words) > 1 else ""
    first = words[0].strip(".")
    if len(first) < 2 or first.lower() in (
        "unknown",
        "customer",
        "cliente",
        "whatsapp",
        "test",
        "user",
        "guest",
        "contact",
    ):
        return ""
    return first.capitalize() if first.isupper() or first.islower() else first


def texts(messages: Iterable[dict[str, Any]], sender: str | None = None) -> list[str]:
    """The texts of messages, oldest first, of one side ("customer", "us") or of both."""
    return [str(m.get("text") or "") for m in messages if sender is None or m.get("from", "customer") == sender]


def customer_texts(data: dict[str, Any]) -> list[str]:
    """What the customer wrote, newest first: the burst and then the recent messages."""
    return [*reversed(texts(data.get("burst") or [])), *reversed(texts(data.get("recent") or [], "customer"))]


def _is_formal(language: str, tone: str, said: str, country: str) -> bool:
    if language != "es":
        return tone in ("formal", "businesslike")
    if _USTED.search(said):
        return True
    if _TU.search(said):
        return False
    return tone in ("formal", "businesslike", "apologetic") or country == "CO"


def voice_of(data: dict[str, Any]) -> Voice:
    """The voice for a `compose` request (composing/draft.py gives its shape)."""
    reading = data.get("reading") or {}
    contact = data.get("contact") or {}
    language = str(data.get("language") or reading.get("language") or "en").lower().replace("_", "-").split("-")[0]
    tone = str(data.get("tone") or reading.get("tone") or "friendly")
    theirs = customer_texts(data)
    said = "\n".join([*theirs, *texts(data.get("recent") or [], "us")])
    country = str(contact.get("country") or "").upper()
    wants = str((data.get("follow_up") or {}).get("purpose") or reading.get("wants") or "")
    wants = "" if any(t.startswith(wants) for t in theirs) else wants
    trade = " ".join(
        [*texts(data.get("recent") or [], "us"), str((data.get("business") or {}).get("name") or ""), wants]
    )
    key = f"{contact.get('name', '')}|{theirs[-1] if theirs else (data.get('follow_up') or {}).get('quote', '')}"
    return Voice(
        language=language,
        tone=tone,
        name=first_name(str(contact.get("name") or "")),
        formal=_is_formal(language, tone, said, country),
        plural=bool(_PLURAL.search("\n".join(theirs) + " " + str((data.get("follow_up") or {}).get("quote") or ""))),
        spain=country == "ES" or str(data.get("timezone")) in ("Europe/Madrid", "Atlantic/Canary", "Africa/Ceuta"),
        seed=zlib.crc32(key.encode()) + (1 if data.get("repair") else 0),
        own=frozenset(re.findall(r"\w+", trade.lower())),
    )
