"""What hangs on an expression: the condition it is said under, and the zone its hour is in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.llm.embedded.time_grammar.cues import Cues
from crm.llm.embedded.time_grammar.folding import Folded
from crm.llm.embedded.time_grammar.tokens import Value

_OPEN_ROLES = ("contact_after", "contact_before", "event", "their_commitment")
_SENTENCE_END = re.compile(r"[.!?\n]+(?=\s|$)")


def add_condition(folded: Folded, placed: Sequence[tuple[int, int, Value]], cues: Cues) -> None:
    """Set `condition` on the expressions of the same sentence, or else of the one that follows."""
    for match in cues.condition.finditer(folded.text):
        words = folded.quote(*match.span("said"))
        sentence_end = _SENTENCE_END.search(folded.text, match.end("said"))
        border = sentence_end.end() if sentence_end else len(folded.text)
        sentence_start = max((m.end() for m in _SENTENCE_END.finditer(folded.text, 0, match.start())), default=0)
        same = [value for start, _, value in placed if sentence_start <= start < border]
        following = [value for start, _, value in placed if border <= start]
        for value in [v for v in same or following[:1] if v["role"] in _OPEN_ROLES and not v.get("negated")]:
            value.setdefault("condition", words)


def zone_behind(folded: Folded, end: int, cues: Cues) -> tuple[str, int] | None:
    """The zone named right behind an hour ('3pm London time') and where its words end."""
    match = cues.zone.match(folded.text, end) if cues.zone else None
    if not match:
        return None
    name = "zone" if match["zone"] else "short"
    words = folded.quote(*match.span(name))
    if name == "short" and len(words) == 2 and not words.isupper():
        return None
    return words, match.end()
