"""Why the customer wants to wait, as something we can say back: an event, a trip, a busy time, a condition.

`reason_of` reads the reason (in the reading's or the customer's own words) with ordered rules per language and returns
a `Reason` whose `text` is already turned to "you". Nothing is added that they did not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from crm.llm.embedded.composing.matter_rules import NOT_A_PHRASE
from crm.llm.embedded.composing.person import quoted, switch
from crm.llm.embedded.composing.reason_rules import (
    BARE_DETERMINER,
    CUT,
    LEAD,
    OWNED,
    PERSON,
    RULES,
    TIME_ONLY,
    TRAIL,
    VERBAL,
)
from crm.llm.embedded.composing.sensitive import is_grave, is_sensitive
from crm.llm.embedded.composing.voice import Voice

Kind = Literal[
    "event",
    "move",
    "trip",
    "holiday",
    "leave",
    "busy",
    "pending",
    "condition",
    "awaiting",
    "waiting_to",
    "thinking",
    "said",
    "elsewhere",
    "grave",
    "private",
    "none",
]


@dataclass(frozen=True)
class Reason:
    """`text` by kind: event, trip, leave: a noun phrase; busy: an adjective; pending: a clause; awaiting: a noun phrase;
    thinking: "" or whom they will ask; elsewhere: where they told us, a call or a mail; said: their words in quotation marks."""

    kind: Kind = "none"
    text: str = ""

    @property
    def words(self) -> str:
        """Words that would only repeat it."""
        return "" if self.kind == "said" else f"{self.text} {_KIND_WORDS.get(self.kind, '')}"


_KIND_WORDS = {
    "trip": "trip travel travelling viaje viagem",
    "holiday": "holiday holidays vacation vacaciones férias",
    "move": "move moving house mudanza mudança",
    "leave": "leave welcome back vuelta volta",
    "thinking": "thinking time decision decisión decisão",
    "busy": "busy stretch",
}
NONE = Reason()


def trimmed(phrase: str, language: str) -> str:
    """A phrase without the words around it that carry no matter ("though", "right now", a trailing time)."""
    phrase = CUT[language].split(" ".join(phrase.split()).strip(" .,;:!?¡¿“”\"'"), maxsplit=1)[0]
    for _ in range(3):
        phrase = TRAIL[language].sub("", phrase).strip(" .,;:-–")
        phrase = LEAD[language].sub("", phrase, count=1).strip(" .,;:-–")
    return phrase


def noun_phrase(phrase: str, voice: Voice) -> str | None:
    """A noun phrase said to them with its article: "a product launch" becomes "the product launch"; None if unsafe."""
    phrase = trimmed(phrase, voice.language)
    if not phrase or len(phrase) > 70 or NOT_A_PHRASE[voice.language].search(phrase):
        return None
    turned = switch(_definite(phrase, voice.language), voice)
    return (
        None
        if turned is None
        else BARE_DETERMINER[voice.language](_FEAST.sub(lambda m: m.group().capitalize(), turned))
    )


def _person(phrase: str | None, voice: Voice) -> str | None:
    """Whom they will ask, as theirs: "wife" and "the wife" become "your wife"."""
    if phrase and voice.language == "en" and PERSON.search(phrase):
        return re.sub(r"^the ", "your ", phrase)
    return phrase


_FEAST = re.compile(r"\b(?:natal|carnaval|p[aá]scoa|navidad)\b")


def _definite(phrase: str, language: str) -> str:
    """Inside a phrase that is known by now, too: "el lanzamiento de un producto" becomes "… del producto"."""
    if language == "es":
        return re.sub(r"\bde un(a?) ", lambda m: "de la " if m.group(1) else "del ", phrase)
    return re.sub(r"\bde um(a?) ", lambda m: "da " if m.group(1) else "do ", phrase) if language == "pt" else phrase


# "once that's over": over what? A clause that only points says nothing when it is said again.
_POINTS = re.compile(r"(?:that|it|this|they|these|those|he|she)(?:['’]?s)?\b|\w+ (?:rang|called|phoned|wrote)\b", re.I)


def _from_the_start(np: str) -> str:
    """ "Budget meeting" began their sentence; "Easter" and "Q3 audit" keep their capital."""
    started = re.match(r"[A-Z][a-z]{3,} (?:meeting|audit|review|season|deadline|launch|event|exams?|training)\b", np)
    return (
        np[0].lower() + np[1:]
        if started and not re.match(r"(?:easter|christmas|ramadan|diwali|eid)\b", np, re.I)
        else np
    )


def _from_rules(text: str, voice: Voice) -> Reason | None:
    for name, pattern in RULES[voice.language]:
        kind = cast(Kind, name)
        found = pattern.search(text)
        if not found:
            continue
        groups = found.groupdict()
        if kind == "busy" or (kind == "thinking" and not groups.get("np")):
            word = " ".join(found.group("word").lower().split()) if "word" in groups else ""
            return Reason(kind, "chaotic" if word == "chaos" else word)
        if kind in ("pending", "condition", "waiting_to"):
            clause = switch(trimmed(groups["np"], voice.language), voice)
            if _POINTS.match(groups["np"].strip()):
                continue
            if clause and not TIME_ONLY[voice.language].fullmatch(clause):
                return Reason(kind, clause)
            continue
        if not groups.get("np"):
            return Reason(kind, "")
        phrase = noun_phrase(_from_the_start(groups["np"]), voice)
        phrase = _person(phrase, voice) if kind == "thinking" else phrase
        if phrase and not TIME_ONLY[voice.language].fullmatch(phrase) and not _NO_EVENT.search(phrase):
            return Reason(kind, phrase)
    return None


# "the ahead of harvest", "the 14th suits you", "opening in Feb only" are no events.
_NO_EVENT = re.compile(
    r"^(?:the )?(?:ahead of|before|\d+(?:st|nd|rd|th)?\b|opening (?:in|at|from)\b|(?:opening|close|closing)$)|\b(?:suits?|goes|works for|you|us)$",
    re.I,
)


def _bare(text: str, voice: Voice) -> Reason | None:
    """A reason which is itself a short noun phrase with its article: "the office party"."""
    phrase = trimmed(text, voice.language)
    if len(phrase.split()) > 5 or not OWNED[voice.language].match(phrase) or VERBAL.search(phrase):
        return None
    if PERSON.search(phrase) or TIME_ONLY[voice.language].fullmatch(phrase):
        return None
    np = noun_phrase(phrase, voice)
    return Reason("event", np) if np and not _NO_EVENT.search(np) else None


def reason_of(sources: Iterable[str], voice: Voice) -> Reason:
    """The first of `sources` (most trusted first) that says why; sensitive wherever any of them is."""
    said = [" ".join(s.split()).replace("’", "'") for s in sources if s and s.strip()]
    if voice.language not in RULES or not said:
        return NONE
    everything = " / ".join(said)
    if is_grave(everything):
        return Reason("grave")
    if is_sensitive(everything, voice.own):
        return Reason("private")
    for text in said:
        found = _from_rules(text, voice) or _from_rules(trimmed(text, voice.language), voice)
        if found:
            return found
    short = _bare(said[0], voice)
    if short:
        return short
    if TIME_ONLY[voice.language].fullmatch(trimmed(said[0], voice.language) or "x"):
        return NONE
    return Reason("said", quoted(said[0])) if len(said[0].split()) > 1 else NONE
