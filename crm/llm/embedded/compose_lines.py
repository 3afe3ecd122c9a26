"""A draft as lines that can be left out or said otherwise, and its rendering within bounds and bans.

A `Line` is one sentence with alternatives. `render` takes for each the customer's stable choice, passes over
alternatives that say what must not be said, drops what cannot be said otherwise and, if the draft is too long, the
least important lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crm.llm.embedded.compose_phrases import phrases
from crm.llm.embedded.compose_sensitive import is_sensitive
from crm.llm.embedded.compose_voice import Voice

MAX_LENGTH = 440

# Words of a ban that describe our behaviour or carry no meaning; what is left is what the draft may not say.
_BEHAVIOUR = re.compile(
    r"\b(contact\w*|messag\w*|mention\w*|any|before|after|during|until|on|in|at|the|a|an|of|to|for|and|or|with|from|about|by|same|"
    r"day|further|ask\w*|talk\w*|say\w*|saying|content|follow[- ]?ups?|following|chas\w+|outbound|another|automated|dated|scheduled?|"
    r"scheduling|sales|selling|sell|pressure|nudg\w*|remind\w*|their|they|his|her|our|us|we|no|not|don'?t|never|date|later|item|"
    r"already|assuming|reading|old|dropping|waiting|week|this|that|it|anything|"
    r"contact[oa]r?|antes|durante|de|del|el|la|los|las|que|en|mensajes?|seguimiento|mencionar|hablar|preguntar|por|sobre|un|una|su|"
    r"mensage\w+|contat\w+|do|da|o|as|os|nesta|na|no|falar|perguntar|um|uma|seu|sua)\b",
    re.I,
)
HOLLOW = re.compile(
    r"\b(just checking in|checking in|following up|follow up|bump\w*|circling back|touch(ing)? base|haven'?t heard|"
    r"seguimiento|no he sabido nada|acompanhamento|n[aã]o tive retorno)\b",
    re.I,
)


@dataclass(frozen=True)
class Line:
    """One sentence: `options` in order of preference, `weight` its importance (0 is dropped first, 9 never)."""

    options: tuple[str, ...]
    weight: int = 5


def contracted(text: str, language: str) -> str:
    """Prepositions and articles run together as the language wants: "de el" → "del", "de o" → "do"."""
    if language == "es":
        return re.sub(r"\b(de|a) el (?=[a-záéíóúñ])", lambda m: f"{m.group(1)}l ", text)
    if language == "pt":
        text = re.sub(r"\bde (o|a|os|as) (?=\w)", r"d\1 ", text)
        text = re.sub(r"\bem (o|a|os|as) (?=\w)", r"n\1 ", text)
    return text


def fill(key: str, voice: Voice, **values: str) -> tuple[str, ...]:
    """The phrases of `key` for this customer, filled; the stable choice first."""
    said = []
    for phrase in voice.choose(phrases(voice.language).get(key, ()), key):
        name = f", {voice.name}" if voice.name else ""
        text = voice.say(phrase.replace("{, name}", name))
        for slot, value in values.items():
            text = text.replace("{" + slot + "}", value).replace("{" + slot.capitalize() + "}", value[:1].upper() + value[1:])
        said.append(contracted(text.replace("{name}", voice.name), voice.language))
    return tuple(said)


def line(key: str, voice: Voice, weight: int = 5, **values: str) -> Line:
    return Line(fill(key, voice, **values), weight)


def bans_of(must_not_say: Sequence[str]) -> list[frozenset[str]]:
    """Each thing not to say as the words that would say it; purely about behaviour ("any message") gives none."""
    bans = []
    for thing in must_not_say:
        words = re.findall(r"[\w']{2,}", _BEHAVIOUR.sub(" ", thing.lower()))
        if words:
            bans.append(frozenset(w[:6] for w in words))
    return bans


def is_banned(text: str, bans: Sequence[frozenset[str]]) -> bool:
    stems = {w[:6] for w in re.findall(r"[\w']{2,}", text.lower())}
    return bool(HOLLOW.search(text)) or any(ban <= stems for ban in bans)


def _capital(text: str) -> str:
    return re.sub(r"^([¿¡“]*)(\w)", lambda m: m.group(1) + m.group(2).upper(), text)


def _join(parts: Sequence[str], greeting: str) -> str:
    """Sentences on one line; after "Hi Ana," the first goes on in lower case."""
    said = [p.strip() for p in parts if p.strip()]
    runs_on = greeting.rstrip().endswith((",", ":"))
    said = [p if i == 0 and runs_on else _capital(p) for i, p in enumerate(said)]
    body = " ".join(" ".join([greeting, *said]).split())
    return re.sub(r"\.{2,}", ".", re.sub(r"([!?…])(”?)\.", r"\1\2", body))


def render(lines: Sequence[Line], bans: Sequence[frozenset[str]], *, greeting: str = "", limit: int = MAX_LENGTH) -> str:
    """The text, at most `limit` characters; "" when every line is banned."""
    chosen: list[tuple[int, str]] = []
    for entry in lines:
        free = [o for o in entry.options if not is_banned(o, bans) and not is_sensitive(o)]
        if free:
            chosen.append((entry.weight, free[0]))
    while len(chosen) > 1 and len(_join([t for _, t in chosen], greeting)) > limit:
        chosen.remove(min(chosen, key=lambda c: c[0]))
    return _join([t for _, t in chosen], greeting)[:limit] if chosen else ""
