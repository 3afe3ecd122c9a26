"""An article as passages: cut at its headings and paragraphs, each small enough to be quoted, none without its heading."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

WORDS_AT_MOST = 180  # a longer section is cut between paragraphs, a longer paragraph between sentences
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
SENTENCE_END = re.compile(r"(?<=[.!?。])\s+(?=[\"'“¿¡(A-ZÀ-Ý0-9])")


@dataclass(frozen=True)
class Piece:
    """`heading` is the path of headings above it, outermost first, without the article's title."""

    heading: str
    text: str

    def digest(self, title: str) -> str:
        return hashlib.sha256(f"{title}\n{self.heading}\n{self.text}".encode()).hexdigest()


def pieces(content: str) -> list[Piece]:
    """The passages of an article's content, in order. Empty for empty content."""
    found: list[Piece] = []
    for heading, lines in sections(content):
        found += [Piece(heading, text) for text in packed(paragraphs(lines))]
    return found


def sections(content: str) -> Iterator[tuple[str, list[str]]]:
    path: list[str] = []
    lines: list[str] = []
    for line in content.replace("\r\n", "\n").splitlines():
        match = HEADING.match(line)
        if match:
            if any(one.strip() for one in lines):
                yield " › ".join(filter(None, path)), lines
            lines, depth = [], len(match[1]) - 1
            path = [*(path + [""] * depth)[:depth], match[2].replace("*", "").strip()]
        else:
            lines.append(line)
    if any(one.strip() for one in lines):
        yield " › ".join(filter(None, path)), lines


def paragraphs(lines: list[str]) -> Iterator[str]:
    """Blocks between empty lines, those too long cut between sentences or rows."""
    for block in re.split(r"\n\s*\n", "\n".join(lines)):
        block = block.strip()
        if not block:
            continue
        if count(block) <= WORDS_AT_MOST:
            yield block
            continue
        units = block.splitlines() if "\n" in block else SENTENCE_END.split(block)
        yield from joined(units, "\n" if "\n" in block else " ")


def packed(blocks: Iterator[str]) -> Iterator[str]:
    yield from joined(list(blocks), "\n\n")


def joined(units: list[str], between: str) -> Iterator[str]:
    """Units together as far as they fit. A unit longer than that stands alone, whole: a quote is never cut in two."""
    held: list[str] = []
    for unit in units:
        if held and count(between.join([*held, unit])) > WORDS_AT_MOST:
            yield between.join(held)
            held = []
        held.append(unit)
    if held:
        yield between.join(held)


def count(text: str) -> int:
    return len(text.split())
