"""Text as the rules see it: folded (lower case, no accents, plain quote marks), with the way back to the original."""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.folding import Folded, fold

__all__ = ["Folded", "clauses", "fold", "words"]

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# Where one thought ends: punctuation, a line break, or a conjunction that opens a new clause.
_CLAUSE = re.compile(
    r"[!?;\n\r…]+|\.+(?=\s|$)|,(?=\s)|\s-+\s|(?=\s(?:but|so|because|then|and then|and i|and we|pero|asi que|porque|mas|mas sim|entao|"
    r"mais|donc|aber|denn|weil|lekin|par)\s)"
)


def words(folded: str) -> list[str]:
    """Words of folded text, in order."""
    return _WORD.findall(folded)


def clauses(folded: Folded) -> list[tuple[int, int]]:
    """Start and end of each clause in `folded.text`, without the blanks around it."""
    found: list[tuple[int, int]] = []
    start = 0
    for mark in [*((m.start(), m.end()) for m in _CLAUSE.finditer(folded.text)), (len(folded.text), len(folded.text))]:
        piece = folded.text[start : mark[0]]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            found.append((left, start + len(piece.rstrip())))
        start = mark[1]
    return found
