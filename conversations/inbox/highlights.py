"""Marks what was understood in the customer's own words: each quote with its letter, overlapping ones too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Mark:
    """`start` and `end` count characters of the message's body."""

    letter: str
    start: int
    end: int


def marks_of(quotes: Iterable[dict[str, Any]], message_id: int, length: int) -> list[Mark]:
    """The verified quotes of a reading that stand in this message; one mark a letter and place."""
    found = {
        (quote["letter"], quote["start"], min(quote["end"], length))
        for quote in quotes
        if quote.get("verified")
        and quote.get("message_id") == message_id
        and quote["start"] < min(quote["end"], length)
    }
    return [Mark(*each) for each in sorted(found, key=lambda m: (m[1], m[2]))]


def marked(body: str, marks: Sequence[Mark]) -> SafeString:
    """The body as HTML. Where quotes overlap, the shared words belong to both; a letter stands at the end of its quote."""
    if not marks:
        return plain(body)
    cuts = sorted({0, len(body), *(m.start for m in marks), *(m.end for m in marks)})
    parts = []
    for start, end in pairwise(cuts):
        covering = [m.letter for m in marks if m.start <= start and end <= m.end]
        ending = [m.letter for m in marks if m.end == end and m.start < end]
        parts.append(segment(body[start:end], covering))
        parts += [badge(letter) for letter in ending]
    return mark_safe("".join(parts))  # every part was escaped above


def segment(text: str, letters: Sequence[str]) -> SafeString:
    if not letters:
        return plain(text)
    return format_html('<mark class="quote" data-letters="{}">{}</mark>', " ".join(letters), text)


def badge(letter: str) -> SafeString:
    """The letter itself: a link to its twin in the panel."""
    return format_html(
        '<a class="letter" href="#understood-{0}" id="quote-{0}" data-letter="{0}" '
        'aria-label="{0}: what was understood from these words">{0}</a>',
        letter,
    )


def plain(text: str) -> SafeString:
    """Escaped, with addresses as links that tell the other site nothing."""
    linked = urlize(text, nofollow=True, autoescape=True)
    return mark_safe(linked.replace('rel="nofollow"', 'rel="nofollow noreferrer noopener" target="_blank"'))


def letters_for(quotes: Iterable[dict[str, Any]], words: str) -> SafeString:
    """Links to the letters whose quote is `words` (a follow-up's own quote): evidence where it stands."""
    same = {q["letter"] for q in quotes if words and q.get("quote", "").strip() == words.strip()}
    return format_html_join(
        " ",
        '<a class="letter" href="#quote-{0}" data-letter="{0}" aria-label="quote {0}">{0}</a>',
        [(x,) for x in sorted(same)],
    )
