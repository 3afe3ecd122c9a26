"""A draft as lines that can be left out or said otherwise, and its rendering within bounds and bans.

A `Line` is one sentence with alternatives. `render` takes for each the customer's stable choice, passes over
alternatives that say what must not be said, drops what cannot be said otherwise and, if the draft is too long, the
least important lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crm.llm.embedded.composing.nominal import contracted
from crm.llm.embedded.composing.phrases import phrases
from crm.llm.embedded.composing.sensitive import is_sensitive
from crm.llm.embedded.composing.voice import Voice

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
# "contact before Tuesday" forbids a time, not the word "Tuesday".
_ABOUT_TIME = re.compile(
    r"^(?:any |no )?(?:contact\w*|messag\w*|mensajes?|mensage\w+|contacto|contato|dropping|waiting|scheduling|assuming|another|anything)\b|"
    r"\b(?:before|until|antes|hasta|até|contact|contacto|contato)\b",
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
    from_us: bool = False  # a passage of ours, quoted: nothing in it is private to the customer


def fill(key: str, voice: Voice, **values: str) -> tuple[str, ...]:
    """The phrases of `key` for this customer, filled; the stable choice first."""
    said = []
    for phrase in voice.choose(phrases(voice.language).get(key, ()), key):
        text = voice.say(phrase.replace("{, name}", f", {voice.name}" if voice.name else ""))
        text = text.replace("{ name}", f" {voice.name}" if voice.name else "")
        for slot, value in values.items():
            text = text.replace("{" + slot + "}", value).replace(
                "{" + slot.capitalize() + "}", value[:1].upper() + value[1:]
            )
        said.append(contracted(text.replace("{name}", voice.name), voice.language))
    return tuple(said)


def line(key: str, voice: Voice, weight: int = 5, **values: str) -> Line:
    return Line(fill(key, voice, **values), weight)


def bans_of(must_not_say: Sequence[str]) -> list[frozenset[str]]:
    """Each thing not to say as the words that would say it; purely about behaviour ("any message") gives none."""
    bans = []
    for thing in must_not_say:
        if _ABOUT_TIME.search(thing):
            continue
        words = re.findall(r"[\w']{2,}", _BEHAVIOUR.sub(" ", thing.lower()))
        if words:
            bans.append(frozenset(w[:6] for w in words))
    return bans


def is_banned(text: str, bans: Sequence[frozenset[str]], *, quoted: bool = False) -> bool:
    """`quoted`: their own words between quotation marks, which may be as hollow ("let's touch base") as they like."""
    stems = {w[:6] for w in re.findall(r"[\w']{2,}", text.lower())}
    return (not quoted and bool(HOLLOW.search(text))) or any(ban <= stems for ban in bans)


def _capital(text: str) -> str:
    return re.sub(r"^([¿¡“]*)(\w)", lambda m: m.group(1) + m.group(2).upper(), text)


_OPENERS = re.compile(
    r"(?:a|an|all|are|the|our|by|from|gladly|no|one|can|could|did|do|does|enjoy|safe|good|great|have|how|is|it|may|of|roughly|shall|sure|thanks|thank|that|there|this|to|"
    r"understood|we|welcome|what|when|where|which|who|with|would|yes|you|your)\b",
    re.I,
)


def _lowered(text: str) -> str:
    """The start of an English sentence after "Hi Ana,": only words that are never names."""
    return text[:1].lower() + text[1:] if _OPENERS.match(text) else text


def _join(parts: Sequence[str], greeting: str) -> str:
    """Sentences on one line; after "Hi Ana," the first goes on in lower case."""
    said = [p.strip() for p in parts if p.strip()]
    runs_on = greeting.rstrip().endswith((",", ":"))
    said = [_lowered(p) if i == 0 and runs_on else _capital(p) for i, p in enumerate(said)]
    body = " ".join(" ".join([greeting, *said]).split())
    return re.sub(r"\.{2,}", ".", re.sub(r"([!?…])(”?)\.", r"\1\2", body))


def render(
    lines: Sequence[Line], bans: Sequence[frozenset[str]], voice: Voice, *, greeting: str = "", limit: int = MAX_LENGTH
) -> str:
    """The text, at most `limit` characters; "" when every line is banned."""
    chosen: list[tuple[int, str]] = []
    for entry in lines:
        said = [o for o in entry.options if entry.from_us or not (is_banned(o, bans) or is_sensitive(o, voice.own))]
        if said:
            chosen.append((entry.weight, said[0]))
    while len(chosen) > 1 and len(_join([t for _, t in chosen], greeting)) > limit:
        chosen.remove(min(chosen, key=lambda c: c[0]))
    text = _join([t for _, t in chosen], greeting) if chosen else ""
    return text if len(text) <= limit else ""
