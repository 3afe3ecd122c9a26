"""Makes an error text fit to be stored: no keys, no addresses of people, no repeated conversation."""

import re

MAX_LENGTH = 300  # characters
REPEATED_RUN = 24  # this many characters in common with the conversation count as repeating it
WITHHELD = "(message withheld: it repeated the conversation)"

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    # Credentials in URLs, headers and query strings, whatever the provider calls them.
    (re.compile(r"(?i)(https?://)[^/\s:@]+:[^/\s@]+@"), r"\1[key]@"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{6,}"), r"\1 [key]"),
    (
        re.compile(
            r"(?i)\b((?:x-)?(?:api|access|auth|secret|session)?[-_ ]?(?:key|token|secret|password))"
            r"(\"?'?\s*(?:provided)?\s*[:=]\s*\"?'?)[^\s\"'&,;}]{4,}"
        ),
        r"\1\2[key]",
    ),
    # Keys that stand alone: sk-..., AIza..., gsk_..., AC/SK sids, and long opaque tokens (OpenAI masks with asterisks).
    (re.compile(r"\b(?:sk|pk|rk|gsk|xai|hf|key|AIza)[-_]?[\w*-]{12,}"), "[key]"),
    (re.compile(r"(?=[\w-]*\d)(?=[\w-]*[A-Za-z])\b[\w-]{28,}\b"), "[key]"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[email]"),
    (re.compile(r"(?<![\w.])\+?\d[\d ().-]{7,}\d(?![\w.])"), "[number]"),
)


def redact(text: str, *, secrets: tuple[str, ...] = (), conversation: str = "") -> str:
    """`text` on one line, at most 300 characters, without `secrets`, anything that looks like a key or token,
    email addresses and telephone numbers. Where it repeats a run of `conversation`, only a note is left."""
    if conversation and _repeats(text, conversation):
        return WITHHELD
    for secret in secrets:
        if secret:
            text = text.replace(secret, "[key]")
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    text = " ".join(text.split())
    return text if len(text) <= MAX_LENGTH else text[: MAX_LENGTH - 1] + "…"


def _repeats(text: str, conversation: str) -> bool:
    said = " ".join(conversation.split())
    text = " ".join(text.split())[:4000]
    return any(text[i : i + REPEATED_RUN] in said for i in range(len(text) - REPEATED_RUN + 1))
