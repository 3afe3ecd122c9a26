"""A text longer than WhatsApp takes becomes several, cut where a reader would pause."""

from __future__ import annotations

import re

LIMIT = 1600  # characters; Twilio refuses more with 21617
PAUSES = (r"\n\s*\n", r"\n", r"(?<=[.!?…。！？])\s+", r"\s+")  # paragraph, line, sentence, word


def split(text: str, limit: int = LIMIT) -> list[str]:
    """`text` in parts of at most `limit` characters, in order: at the last paragraph, line, sentence or word that fits."""
    parts = []
    rest = text.strip()
    while len(rest) > limit:
        cut = _cut(rest, limit)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest]


def _cut(text: str, limit: int) -> int:
    """Not in the first half: a part of three words followed by a wall of text reads oddly."""
    for pause in PAUSES:
        ends = [found.start() for found in re.finditer(pause, text[: limit + 1]) if found.start() > limit // 2]
        if ends:
            return ends[-1]
    return limit
