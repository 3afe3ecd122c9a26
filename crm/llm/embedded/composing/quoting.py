"""Their own words for a template that quotes them: right in every language, and about nobody else."""

from __future__ import annotations

import re
from typing import Any

from crm.llm.embedded.composing.voice import customer_texts

LONGEST = 160  # a quote that people still read
_SENTENCE = re.compile(r"(?<=[.!?؟।…])\s+|\n+")
_MARKS = re.compile(r"[“”\"«»]")
_GREETING = re.compile(r"^(?:hi|hello|hey|hola|buenas|ol[aá]|oi|bonjour|salut|hallo|guten tag|ciao|שלום|היי|مرحبا|नमस्ते)[!,. ]+(?=\S{2})", re.I)  # fmt: skip


def own_words(data: dict[str, Any]) -> str:
    """The message, or as much of it around the planned quote as can be read; "" where they said nothing."""
    quote = str((data.get("follow_up") or {}).get("quote") or "").strip().lower()
    said = [" ".join(text.split()) for text in customer_texts(data) if len(text.split()) > 1 or len(text) > 6]
    message = next((text for text in said if quote and quote in text.lower()), said[0] if said else "")
    message = _GREETING.sub("", _MARKS.sub("", message)).strip()
    if len(message) <= LONGEST:
        return message
    sentences = _SENTENCE.split(message)
    at = next((i for i, sentence in enumerate(sentences) if quote and quote in sentence.lower()), 0)
    around = " ".join(sentences[max(0, at - 1) : at + 1])
    for candidate in (around, sentences[at]):
        if len(candidate) <= LONGEST:
            return candidate
    return sentences[at][: LONGEST - 1].rsplit(" ", 1)[0] + "…"
