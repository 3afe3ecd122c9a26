"""Filling the variables of an approved WhatsApp template with their own words, so that its sentence stays grammatical.

The role of a placeholder is read from the words before it in the body and from its sample: a name after the greeting, a
reason after "after", a time after "on", what they wanted elsewhere. WhatsApp takes no line break, tab or run of four
spaces in a value, and no empty one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from crm.llm.embedded.composing.lines import bans_of, fill, is_banned
from crm.llm.embedded.composing.matter import Matter
from crm.llm.embedded.composing.person import quoted
from crm.llm.embedded.composing.phrases import FIXED, of_person, phrases
from crm.llm.embedded.composing.quoting import own_words, why_words
from crm.llm.embedded.composing.reason import Reason
from crm.llm.embedded.composing.repair import Repair
from crm.llm.embedded.composing.reply import abstained
from crm.llm.embedded.composing.said import agreed_time, day_agreed, is_ahead, matter_in, reason_in
from crm.llm.embedded.composing.sensitive import is_sensitive
from crm.llm.embedded.composing.template_roles import ANSWERS, DURATION, place_of
from crm.llm.embedded.composing.voice import Voice

_LIMIT = 190
_SHORT_ENOUGH = 100  # characters of a message that is quoted whole
_OURS = ("name", "business")  # places that say nothing of what they wanted
_NO_CONTACT = ("opt_out", "angry", "polite_no", "needs_time_no_contact")
# "after your escrow gets recalculated": a short clause with a subject that is named, in the present.
_CLAUSE_THAT_READS = re.compile(
    r"(?:the|your|our|his|her|their|my) (?:[\w-]+ ){1,4}(?:is|are|has|have|gets?|comes?|goes|lands?|closes?|opens?|sells?|pays?|ends?|starts?|[\w]+s)(?: [\w-]+){0,2}",
    re.I,
)
_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def _first(key: str, voice: Voice, **values: str) -> str:
    return fill(key, voice, **values)[0]


def owned(np: str, voice: Voice) -> str:
    """A noun phrase after a preposition of the body, which cannot run together with its article any more:
    "después de el lanzamiento" would be wrong, "después de tu lanzamiento" is right."""
    if voice.language == "es":
        np = re.sub(r"^(el \w+) del (?:producto|servicio)$", r"\1", np)
        return re.sub(r"^el (?=\w)", "su " if voice.formal else "tu ", np)
    if voice.language == "pt":
        mine = {"o": "seu", "a": "sua", "os": "seus", "as": "suas"}
        np = re.sub(r"^(os? [\w]+) do (?:produto|serviço)$", r"\1", np)
        return re.sub(r"^(o|a|os|as) (?=\w)", lambda m: f"{mine[m.group(1)]} ", np)
    return re.sub(r"^the (?=product launch|launch|move|migration|exams?|holidays?$)", "your ", np)


def _reason_noun(reason: Reason, voice: Voice, data: dict[str, Any]) -> str:
    if is_ahead(data):
        return ""  # we write before it
    if reason.kind == "awaiting" and voice.language == "en" and ANSWERS.search(reason.text):
        return f"hearing from {reason.text}"
    if reason.kind == "elsewhere":
        return reason.text
    if reason.kind in ("event", "awaiting"):
        return owned(reason.text, voice)
    if reason.kind in ("trip", "holiday", "leave", "move"):
        return _first(f"var_{reason.kind}", voice)
    if reason.kind != "busy" or not reason.text:
        return ""
    plain = voice.language == "en" and of_person(reason.text)
    return _first("var_busy", voice, word="busy" if plain else reason.text)


def reason_value(reason: Reason, place: str, data: dict[str, Any], voice: Voice) -> str:
    """What stands after "after" (`place` is "reason"), after "once" ("clause") or after "because of" ("cause")."""
    noun = _reason_noun(reason, voice, data)
    if noun and place == "clause":
        return _first("var_clause", voice, np=noun)
    if noun:
        return noun
    if place == "cause":
        return ""
    if reason.kind == "thinking" and reason.text:
        return _first("var_clause_with" if place == "clause" else "var_thinking_with", voice, np=reason.text)
    if reason.kind == "thinking":
        return _first("var_clause_thinking" if place == "clause" else "var_thinking", voice)
    if voice.language == "en" and reason.kind == "pending":
        return reason.text if _CLAUSE_THAT_READS.fullmatch(reason.text) else ""
    return ""


def one_line(value: str) -> str:
    """As WhatsApp takes a variable: one line, single spaces, short, no braces, no closing full stop."""
    value = " ".join(value.replace("{", "(").replace("}", ")").split()).rstrip(" .,;:")
    return value if len(value) < _LIMIT else value[: _LIMIT - 10].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _name(voice: Voice, before: str) -> str:
    if voice.name:
        return voice.name
    if not phrases(voice.language):
        return FIXED.get(voice.language, {}).get("name", "")
    return "customer" if re.search(r"dear\s*$", before, re.I) else _first("var_name", voice)


def _foreign(place: str, data: dict[str, Any], voice: Voice) -> str:
    """A value in a language we do not compose in: what they wanted, quoted; else a neutral word."""
    planned = data.get("follow_up") or {}
    wants = str((data.get("reading") or {}).get("wants") or planned.get("purpose") or "")
    if place == "topic" and 0 < len(wants) <= 80 and not is_sensitive(wants, voice.own):
        return quoted(wants)
    return FIXED.get(voice.language, {}).get("topic" if place == "topic" else "reason", "")


@dataclass(frozen=True)
class Place:
    """What stands at one place of a template; `theirs`: it is of this customer, no neutral word."""

    kind: str
    value: str
    theirs: bool


Filled = dict[str, Place]


def _values(template: dict[str, Any], data: dict[str, Any], voice: Voice, repair: Repair) -> Filled:
    body, samples = str(template.get("body") or ""), template.get("variables") or {}
    business = str((data.get("business") or {}).get("name") or "")
    composed = bool(phrases(voice.language))
    matter, reason = (matter_in(data, voice), reason_in(data, voice)) if composed else (Matter(), Reason())
    bans = [*bans_of((data.get("follow_up") or {}).get("must_not_say") or []), *repair.bans]
    values: Filled = {}
    numbers = list(dict.fromkeys(_PLACE.findall(body)))
    befores = {n: re.split(r"\{\{\s*" + re.escape(n) + r"\s*\}\}", body)[0] for n in numbers}
    places = {n: place_of(befores[n], str(samples.get(n) or ""), business) for n in numbers}
    for number, place in places.items():
        theirs = ""
        if place == "name":
            theirs = _name(voice, befores[number])
        elif place == "business":
            theirs = business
        elif place == "quote":
            theirs = _quote(data, voice, matter if "topic" in places.values() else None)
        elif not composed:
            theirs = _foreign(place, data, voice)
        elif place == "when":
            theirs = agreed_time(data, voice)
        elif place == "topic":
            theirs = _topic(
                matter, befores[number], data, voice, alone=sum(p not in _OURS for p in places.values()) == 1
            )
        else:
            theirs = reason_value(reason, place, data, voice)
        if is_banned(theirs, bans, quoted=place == "quote") or (place not in _OURS and is_sensitive(theirs, voice.own)):
            theirs = ""
        neutral = _neutral(place, data, voice) if composed else ""
        values[number] = Place(place, one_line(theirs or neutral), bool(theirs))
    return values


def _topic(matter: Matter, before: str, data: dict[str, Any], voice: Voice, *, alone: bool) -> str:
    """What they wanted. Where nothing else of theirs stands in the template, the day they named goes with it."""
    if not matter.sayable:
        return ""
    about = matter.about
    if voice.language == "es" and re.search(r"\bde\s*$", before):
        about = owned(about, voice)
    day = day_agreed(data, voice) if alone else ""
    return f"{about} {day}" if day and day.split()[-1].lower() not in about.lower() else about


def _quote(data: dict[str, Any], voice: Voice, beside: Matter | None) -> str:
    """Their words: why it was to be later, where the matter is named beside them or the message is long; else the message,
    which also says what it is about and what they asked."""
    if beside is not None:
        return why_words(data, voice.language, voice.own, beside.about)
    whole = own_words(data, voice.own)
    if not phrases(voice.language) or (len(whole) <= _SHORT_ENOUGH and not is_sensitive(whole, voice.own)):
        return whole
    return why_words(data, voice.language, voice.own) or whole


def _neutral(place: str, data: dict[str, Any], voice: Voice) -> str:
    """A word that reads on where we have no reason or matter of theirs; "" where none does."""
    span = DURATION[voice.language].search(str((data.get("follow_up") or {}).get("quote") or ""))
    if span and place == "reason":
        return span.group(1)  # "after two weeks": true, and says little
    key = {"topic": "var_topic", "reason": "var_reason", "when": "var_when", "name": "var_name"}.get(place)
    return _first(key, voice) if key else ""


def templated(data: dict[str, Any], voice: Voice, repair: Repair) -> dict[str, Any]:
    """The template that says most of this customer, its variables and the filled body: the planned one, or one of
    `other_templates`. Abstains where a place stays empty or nothing of theirs is said."""
    if (data.get("follow_up") or {}).get("stance") in _NO_CONTACT:
        return abstained("no_contact")
    offered = [data["template"], *(data.get("other_templates") or [])]
    filled = [(each, _values(each, data, voice, repair)) for each in offered]
    fitting = [(each, values) for each, values in filled if _stands(values)]
    if not fitting:
        none_open = all(place.value for place in filled[0][1].values())
        return abstained("nothing_to_say" if none_open or phrases(voice.language) else "language")
    best = max(fitting, key=lambda one: _worth(one[1], repair))  # the planned one where others say no more
    template, values = best
    variables = {number: place.value for number, place in values.items()}
    about = [place.theirs for place in values.values() if place.kind not in _OURS]
    return {
        "text": _PLACE.sub(lambda m: variables.get(m.group(1), ""), str(template["body"])),
        "template": str(template.get("id") or ""),
        "template_variables": variables,
        "confidence": 0.75 if all(about) else 0.5,
        "abstain": False,
        "abstain_reason": "",
    }


def _stands(values: Filled) -> bool:
    """Every place is filled, and where it has places for what is theirs, one of them is."""
    about = [place.theirs for place in values.values() if place.kind not in _OURS]
    kinds = {place.kind: place.theirs for place in values.values()}
    if kinds.get("quote") is False or (kinds.get("quote") and kinds.get("topic") is False):
        return False  # nobody is quoted "about what we talked about"
    return all(place.value for place in values.values()) and (not about or any(about))


def _worth(values: Filled, repair: Repair) -> tuple[bool, bool, int]:
    """How well it serves: what was left out is said, nothing neutral stands in it, the matter is named, most is said."""
    about = [place for place in values.values() if place.kind not in _OURS]
    said = " ".join(place.value for place in about).lower()
    left_out = [each for each in repair.missing if not _mostly_in(each, said)]
    named = any(place.kind == "topic" and place.theirs for place in about)
    return not left_out, all(place.theirs for place in about), 2 * named + len(about)


def _mostly_in(item: str, said: str) -> bool:
    stems = {word[:5] for word in re.findall(r"\w{4,}", item.lower())}
    return sum(stem in said for stem in stems) * 3 >= len(stems)
