"""Filling the variables of an approved WhatsApp template with their own words, so that its sentence stays grammatical.

The role of a placeholder is read from the words before it in the body and from its sample: a name after the greeting, a
reason after "after", a time after "on", what they wanted elsewhere. WhatsApp takes no line break, tab or run of four
spaces in a value, and no empty one.
"""

from __future__ import annotations

import re
from typing import Any

from crm.llm.embedded.composing.lines import bans_of, fill, is_banned
from crm.llm.embedded.composing.matter import Matter
from crm.llm.embedded.composing.person import quoted
from crm.llm.embedded.composing.phrases import FIXED, of_person, phrases
from crm.llm.embedded.composing.quoting import own_words
from crm.llm.embedded.composing.reason import Reason
from crm.llm.embedded.composing.repair import Repair
from crm.llm.embedded.composing.reply import abstained
from crm.llm.embedded.composing.said import agreed_time, matter_in, reason_in
from crm.llm.embedded.composing.sensitive import is_sensitive
from crm.llm.embedded.composing.template_roles import DURATION, place_of
from crm.llm.embedded.composing.voice import Voice

_LIMIT = 190
_NO_CONTACT = ("opt_out", "angry", "polite_no", "needs_time_no_contact")
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


def _reason_noun(reason: Reason, voice: Voice) -> str:
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
    noun = _reason_noun(reason, voice)
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
        return reason.text
    span = DURATION[voice.language].search(str((data.get("follow_up") or {}).get("quote") or ""))
    return span.group(1) if span and place == "reason" else ""


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


def _values(data: dict[str, Any], voice: Voice, repair: Repair) -> dict[str, tuple[str, str, bool]]:
    """Number to (place, value, whether the value is theirs rather than a neutral word)."""
    template = data["template"]
    body, samples = str(template.get("body") or ""), template.get("variables") or {}
    business = str((data.get("business") or {}).get("name") or "")
    composed = bool(phrases(voice.language))
    matter, reason = (matter_in(data, voice), reason_in(data, voice)) if composed else (Matter(), Reason())
    bans = [*bans_of((data.get("follow_up") or {}).get("must_not_say") or []), *repair.bans]
    values = {}
    for number in dict.fromkeys(_PLACE.findall(body)):
        before = re.split(r"\{\{\s*" + re.escape(number) + r"\s*\}\}", body)[0]
        place = place_of(before, str(samples.get(number) or ""), business)
        theirs = ""
        if place == "name":
            theirs = _name(voice, before)
        elif place == "business":
            theirs = business
        elif place == "quote":
            theirs = own_words(data)
        elif not composed:
            theirs = _foreign(place, data, voice)
        elif place == "when":
            theirs = agreed_time(data, voice)
        elif place == "topic":
            theirs = matter.about if matter.sayable else ""
        else:
            theirs = reason_value(reason, place, data, voice)
        if is_banned(theirs, bans, quoted=place == "quote") or (
            place not in ("name", "business") and is_sensitive(theirs, voice.own)
        ):
            theirs = ""
        neutral = _neutral(place, voice) if composed else ""
        values[number] = (place, one_line(theirs or neutral), bool(theirs))
    return values


def _neutral(place: str, voice: Voice) -> str:
    """A word that reads on where we have none of theirs; "" where none does."""
    key = {"topic": "var_topic", "reason": "var_reason", "when": "var_when", "name": "var_name"}.get(place)
    return _first(key, voice) if key else ""


def templated(data: dict[str, Any], voice: Voice, repair: Repair) -> dict[str, Any]:
    """The variables of the template and the filled body; abstains where a place stays empty or nothing of theirs is said."""
    if (data.get("follow_up") or {}).get("stance") in _NO_CONTACT:
        return abstained("no_contact")
    values = _values(data, voice, repair)
    if any(not value for _, value, _ in values.values()):
        return abstained("nothing_to_say" if phrases(voice.language) else "language")
    about_them = [theirs for place, _, theirs in values.values() if place not in ("name", "business")]
    if about_them and not any(about_them):
        return abstained("nothing_to_say")
    filled = {number: value for number, (_, value, _) in values.items()}
    text = _PLACE.sub(lambda m: filled.get(m.group(1), ""), str(data["template"]["body"]))
    confidence = 0.75 if all(about_them) else 0.5
    return {
        "text": text,
        "template_variables": filled,
        "confidence": confidence,
        "abstain": False,
        "abstain_reason": "",
    }
