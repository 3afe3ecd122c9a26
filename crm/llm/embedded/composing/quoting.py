"""Their own words for a template that quotes them: right in every language, and about nobody else."""

from __future__ import annotations

import re
from typing import Any

from crm.llm.embedded.composing.voice import customer_texts
from crm.llm.embedded.quotes import only_courtesy, spoken

LONGEST = 160  # a quote that people still read
_SENTENCE = re.compile(r"(?<=[.!?؟।…])\s+|\n+")
_MARKS = re.compile(r"[“”\"«»]")
_ONLY_GREETING = re.compile(
    r"(?:hi|hello|hey|yo|hiya|hola|buenas|ol[aá]|oi|bonjour|salut|hallo|hi there|hey there)\W*|\W*", re.I
)
_GREETING = re.compile(r"^(?:hi|hello|hey|hola|buenas|ol[aá]|oi|bonjour|salut|hallo|guten tag|ciao|שלום|היי|مرحبا|नमस्ते)[!,. ]+(?=\S{2})", re.I)  # fmt: skip


def _burst(data: dict[str, Any], quote: str) -> str:
    """Short messages that came in one breath, as one: "not today" alone says nothing. "" where it was one message."""
    run: list[str] = []
    runs: list[list[str]] = [run]
    for said in data.get("recent") or []:
        if said.get("from") == "customer":
            run.append(_MARKS.sub("", " ".join(str(said.get("text") or "").split())))
        elif run:
            run = []
            runs.append(run)
    told = next((texts for texts in reversed(runs) if quote and any(quote in text.lower() for text in texts)), [])
    told = [text for text in told if not _ONLY_GREETING.fullmatch(text)]
    joined = " … ".join(told)
    return joined if len(told) > 1 and len(joined) <= LONGEST else ""


def _worth_quoting(text: str) -> bool:
    """Says something: "thanks doctor" quoted back would fit anybody."""
    return (len(text.split()) > 1 or len(text) > 6) and not only_courtesy(spoken([{"id": "", "text": text}]))


def own_words(data: dict[str, Any]) -> str:
    """The message, or as much of it around the planned quote as can be read; "" where they said nothing."""
    quote = str((data.get("follow_up") or {}).get("quote") or "").strip().lower()
    said = [" ".join(text.split()) for text in customer_texts(data) if _worth_quoting(text)]
    burst = _burst(data, quote)
    if burst:
        return burst
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
