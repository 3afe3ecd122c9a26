"""Text folded for matching: lower case, no accents, one kind of quote mark, and the way back to the original.

Every rule of the grammar runs on folded text; every quote is cut from the original, so it is verbatim.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_PLAIN = str.maketrans(
    {
        "’": "'",
        "׳": "'",
        "״": '"',
        "‘": "'",
        "´": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "−": "-",
        "־": "-",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ى": "ي",
        "ة": "ه",
        "؟": "?",
        "،": ",",
        "।": ".",
        "ß": "ss",
        "\xa0": " ",
        "\u202f": " ",
    }
)


@dataclass(frozen=True)
class Folded:
    """`text` is what rules see; `origin[i]` is the place of its i-th character in `source`."""

    source: str
    text: str
    origin: tuple[int, ...]

    def quote(self, start: int, end: int) -> str:
        """The customer's own characters behind `text[start:end]`."""
        if start >= end:
            return ""
        last = self.origin[end - 1] + 1
        while last < len(self.source) and unicodedata.combining(self.source[last]):
            last += 1
        return self.source[self.origin[start] : last].strip()


def _fold_character(character: str) -> str:
    if character.isdigit() and not character.isascii():
        digit = unicodedata.digit(character, None)
        return str(digit) if digit is not None and unicodedata.category(character) == "Nd" else ""
    plain = character.translate(_PLAIN).lower()
    if plain.isascii():
        return plain
    if _is_dropped(plain):
        return ""
    if "LATIN" in unicodedata.name(plain[0], ""):
        return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return plain


def _is_dropped(character: str) -> bool:
    """Accents typed apart, vowel points of Arabic and Hebrew, direction marks. Devanagari signs stay: they are letters."""
    code = ord(character[0])
    return (
        0x0300 <= code <= 0x036F
        or 0x064B <= code <= 0x0652
        or code == 0x0640
        or 0x0591 <= code <= 0x05C7
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or code == 0xFE0F
    )


def fold(text: str) -> Folded:
    """Fold `text`; never raises, and an empty text folds to an empty one."""
    characters: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        for plain in _fold_character(character):
            characters.append(plain)
            origin.append(place)
    return Folded(text, "".join(characters), tuple(origin))
