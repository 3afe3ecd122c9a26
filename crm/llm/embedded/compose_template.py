"""Filling the variables of an approved WhatsApp template with their own words, so that its sentence stays grammatical.

The role of a placeholder is read from the words before it in the body and from its sample: a name after the greeting, a
reason after "after", a time after "on", what they wanted elsewhere.
"""

from __future__ import annotations

import re
from typing import Any

from crm.llm.embedded.compose_follow_up import follow_up
from crm.llm.embedded.compose_lines import bans_of, fill, is_banned
from crm.llm.embedded.compose_matter import Matter
from crm.llm.embedded.compose_person import quoted
from crm.llm.embedded.compose_phrases import FIXED, phrases
from crm.llm.embedded.compose_reason import Reason
from crm.llm.embedded.compose_repair import Repair
from crm.llm.embedded.compose_said import agreed_time, matter_in, reason_in, their_words
from crm.llm.embedded.compose_sensitive import is_sensitive
from crm.llm.embedded.compose_voice import Voice

_LIMIT = 190
_GREETS = re.compile(r"(?:^|[\s¡])(?:hi|hello|hey|dear|good (?:morning|afternoon|day)|hola|estimad\w+|ol[aá]|oi|bonjour|guten tag|hallo|שלום|היי|مرحبا|नमस्ते)[,\s]*$", re.I)  # fmt: skip
_REASON = re.compile(r"\b(?:after|once|when|following|until|despu[eé]s de|tras|cuando|depois de|ap[oó]s|quando|apr[eè]s|nach|אחרי|بعد|के बाद)\s*$", re.I)  # fmt: skip
_WHEN = re.compile(r"(?:\b(?:on|at|around|for|el|hacia|em|na|no|am|le)\s*)$", re.I)
_DATED = re.compile(r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bnext week\b|lunes|martes|jueves|viernes|segunda|ter[cç]a|quinta|sexta", re.I)  # fmt: skip
_DURATION = {
    "en": re.compile(r"\b(?:in|for|give me|need) ((?:about |around )?(?:a couple of|a few|two|three|four|six|some|a|an|\d+) (?:more )?(?:days?|weeks?|months?))\b", re.I),
    "es": re.compile(r"\b(?:en|dentro de) ((?:un par de|un[oa]s?|dos|tres|cuatro|seis|\d+) (?:d[ií]as?|semanas?|mes(?:es)?))\b", re.I),
    "pt": re.compile(r"\b(?:em|daqui a|dentro de) ((?:um par de|uns|umas|um|uma|dois|duas|tr[eê]s|quatro|\d+) (?:dias?|semanas?|m[eê]s(?:es)?))\b", re.I),
}  # fmt: skip


def role_of(body: str, number: str, sample: str, business: str) -> str:
    """name, business, reason, when or topic."""
    before = body.split("{{" + number + "}}")[0]
    if _GREETS.search(before):
        return "name"
    if business and sample.strip().lower() == business.strip().lower():
        return "business"
    if _REASON.search(before):
        return "reason"
    if _DATED.search(sample) and (_WHEN.search(before) or len(sample.split()) < 6):
        return "when"
    before_it = before.rstrip()
    return "name" if not before_it and re.fullmatch(r"[^\W\d_]+", sample.strip()) else "topic"


def _first(key: str, voice: Voice, **values: str) -> str:
    return fill(key, voice, **values)[0]


def after_preposition(np: str, voice: Voice) -> str:
    """A noun phrase to stand after a preposition of the body that cannot contract with its article any more."""
    if voice.language == "es":
        mine = "su" if voice.formal else "tu"
        return re.sub(r"^el (?=\w)", f"{mine} ", np)
    if voice.language == "pt":
        owned = {"o": "seu", "a": "sua", "os": "seus", "as": "suas"}
        return re.sub(r"^(o|a|os|as) (?=\w)", lambda m: f"{owned[m.group(1)]} ", np)
    return re.sub(r"^the (?=product launch|launch|move|migration|exams?|holidays?$)", "your ", np) if voice.language == "en" else np


def reason_value(reason: Reason, data: dict[str, Any], voice: Voice) -> str:
    """What stands after "after"."""
    if reason.kind == "event":
        return after_preposition(reason.text, voice)
    if reason.kind in ("trip", "holiday", "leave", "move"):
        return _first(f"var_{reason.kind}", voice)
    if reason.kind == "busy" and reason.text:
        return _first("var_busy", voice, word=reason.text)
    if reason.kind == "awaiting":
        return after_preposition(reason.text, voice)
    if voice.language == "en" and reason.kind in ("pending", "thinking") and (reason.text or reason.kind == "thinking"):
        return f"talking to {reason.text}" if reason.kind == "thinking" and reason.text else reason.text or _first("var_thinking", voice)
    if reason.kind == "thinking" and voice.language in ("es", "pt"):
        return _first("var_thinking", voice)
    quote = str((data.get("follow_up") or {}).get("quote") or "")
    span = _DURATION[voice.language].search(quote)
    return span.group(1) if span else _first("var_reason", voice)


def topic_value(matter: Matter, data: dict[str, Any], voice: Voice) -> str:
    """What stands for what they wanted: a noun phrase in every language."""
    if matter and len(matter.about.split()) > 1:
        verb, _, rest = matter.about.partition(" ")
        if voice.language == "en" or not re.fullmatch(r"\w+[aei]r(?:-?\w{2,3})?", verb):
            return matter.about
        determined = re.match(r"(?:tus?|sus?|vuestr\w+|seus?|suas?|el|la|los|las|o|a|os|as)\b", rest)
        return rest if determined else f"{'lo de' if voice.language == 'es' else 'o assunto de'} {matter.about}"
    words = their_words(data)
    return matter.about if matter and voice.language == "en" else words if matter and words else _first("var_topic", voice)


def one_line(value: str) -> str:
    """As WhatsApp takes a variable: one line, single spaces, short, no braces, no closing full stop."""
    value = " ".join(value.replace("{", "(").replace("}", ")").split()).rstrip(" .,;:")
    return value if len(value) < _LIMIT else value[: _LIMIT - 10].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _values(template: dict[str, Any], data: dict[str, Any], voice: Voice) -> dict[str, str]:
    body, samples = str(template.get("body") or ""), template.get("variables") or {}
    business = str((data.get("business") or {}).get("name") or "")
    composed = bool(phrases(voice.language))
    matter, reason = (matter_in(data, voice), reason_in(data, voice)) if composed else (Matter(), Reason())
    values = {}
    for number in dict.fromkeys(re.findall(r"\{\{\s*(\w+)\s*\}\}", body)):
        role = role_of(body, number, str(samples.get(number) or ""), business)
        if role == "name":
            value = voice.name or (_first("var_name", voice) if composed else FIXED.get(voice.language, {}).get("name", ""))
            value = "customer" if value == "there" and re.search(r"dear\s*\{\{", body, re.I) else value
        elif role == "business":
            value = business
        elif not composed:
            value = _fixed_value(role, data, voice)
        elif role == "reason":
            value = reason_value(reason, data, voice)
        elif role == "when":
            value = agreed_time(data, voice) or _first("var_when", voice)
        else:
            value = topic_value(matter, data, voice)
        values[number] = one_line(value)
    return values


def _fixed_value(role: str, data: dict[str, Any], voice: Voice) -> str:
    wants = str((data.get("reading") or {}).get("wants") or "")
    if role == "topic" and wants and not is_sensitive(wants):
        return quoted(wants)
    return FIXED.get(voice.language, {}).get("reason" if role == "reason" else "topic", "…")


def filled(body: str, values: dict[str, str]) -> str:
    return re.sub(r"\{\{\s*(\w+)\s*\}\}", lambda m: values.get(m.group(1), ""), body)


def templated(data: dict[str, Any], voice: Voice, repair: Repair) -> dict[str, Any]:
    """The variables of the template and the filled body; a forbidden value is replaced by a neutral one."""
    template = data["template"]
    planned = data.get("follow_up") or {}
    if planned.get("stance") in ("opt_out", "angry", "polite_no", "needs_time_no_contact"):
        return follow_up(data, voice, repair)
    values = _values(template, data, voice)
    bans = [*bans_of(planned.get("must_not_say") or []), *repair.bans]
    samples = template.get("variables") or {}
    for number, value in values.items():
        if phrases(voice.language) and (is_banned(value, bans) or is_sensitive(value)):
            role = role_of(template["body"], number, str(samples.get(number) or ""), "")
            values[number] = _first("var_reason" if role == "reason" else "var_topic", voice)
    specific = any(len(v.split()) > 1 for v in values.values())
    text = filled(str(template["body"]), values)
    return {"text": text, "template_variables": values, "confidence": 0.75 if specific else 0.4, "abstain": False}
