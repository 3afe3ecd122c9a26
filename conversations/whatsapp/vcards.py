"""Contact cards (vCard 2.1 to 4.0) in words: name, firm, numbers, addresses. What cannot be read is left out."""

from __future__ import annotations

import quopri
import re

MOST_CARDS = 10
SHOWN = ("TEL", "EMAIL", "URL")


def in_words(data: bytes) -> str:
    """`Juan Pérez (Envíos Sur), +34 600 111 222` for each card, a line each; empty if there is none to be read."""
    text = data[:200_000].decode("utf-8", "replace").replace("\0", "")
    text = re.sub(r"\r?\n[ \t]", "", text)  # folded lines
    cards = re.findall(r"BEGIN:VCARD(.*?)END:VCARD", text, re.IGNORECASE | re.DOTALL)[:MOST_CARDS]
    return "\n".join(line for card in cards if (line := _card(card)))


def _card(card: str) -> str:
    found: dict[str, list[str]] = {}
    for line in card.splitlines():
        match = re.match(r"(?:[\w-]+\.)?([A-Za-z-]+)((?:;[^:]*)?):(.*)", line)
        if match:
            found.setdefault(match[1].upper(), []).append(_plain(match[3], match[2]))
    name = next(iter(found.get("FN", [])), "") or " ".join(reversed(next(iter(found.get("N", [])), "").split(" ", 1)))
    firm = next(iter(found.get("ORG", [])), "")
    reached = [value for field in SHOWN for value in found.get(field, []) if value]
    who = f"{name} ({firm})" if name and firm else name or firm
    return ", ".join(part for part in (who, *reached) if part)[:400]


def _plain(value: str, parameters: str) -> str:
    if "QUOTED-PRINTABLE" in parameters.upper():
        value = quopri.decodestring(value.encode()).decode("utf-8", "replace")
    value = value.removeprefix("tel:").replace("\\,", ",").replace("\\n", " ")
    return " ".join(re.sub(r"(?<!\\);", " ", value).replace("\\;", ";").split())
