# word lists, one language a line
"""What a draft can take up from a `compose` request: matter, reason, agreed time, our open question."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from crm.llm.embedded.composing.matter import NO_MATTER, Matter, matter_of, repeats
from crm.llm.embedded.composing.person import quoted
from crm.llm.embedded.composing.reason import Reason, reason_of, trimmed
from crm.llm.embedded.composing.reason_rules import BARE_DETERMINER, TIME_ONLY
from crm.llm.embedded.composing.sensitive import is_sensitive
from crm.llm.embedded.composing.voice import Voice, customer_texts, texts

_WEEKDAYS = {
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "pt": ("segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo"),
}
_MONTHS = {
    "en": ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    "pt": ("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
}  # fmt: skip
_MONTH_END = {
    "en": r"(?:month[- ]end|end of (?:the|this) month)",
    "es": r"(?:(?:a )?(?:fin|final|finales) de mes)",
    "pt": r"(?:(?:no )?(?:fim|final) do mês)",
}
_HOURS = {
    "en": {"lunch": (11, 15), "morning": (6, 12), "afternoon": (12, 18), "evening": (16, 22)},
    "es": {"mañana": (6, 13), "mediodía": (11, 16), "tarde": (13, 21)},
    "pt": {"manhã": (6, 12), "almoço": (11, 15), "tarde": (12, 19), "noite": (17, 22)},
}

# Questions of ours that are not about a matter, so not worth asking again.
_IDLE = re.compile(
    r"\b(suit you|right for you|work for you|can i help|may i help|i help|do for you|anything else|how are you|any (thoughts|questions|update)|"
    r"interested\?|still interested|calmer|checking|viene bien|parece bien|va bien|puedo ayudar|algo m[aá]s|qu[eé] tal|c[oó]mo est[aá]|"
    r"posso ajudar|fica bom|pode ser assim|combinado|mais alguma|tudo bem|"
    r"the \d+(?:st|nd|rd|th)\b(?! of)|today|tomorrow|tonight|this (week|month|afternoon|morning)|next (week|month)|"
    r"monday|tuesday|wednesday|thursday|friday|hoy|ma[nñ]ana|esta semana|hoje|amanh[aã])\b",
    re.I,
)
_OFFER_TO_DO = re.compile(
    r"\b(shall|may|can|should|would you|do you|are you|have you|want (me|us)|what|which|where|how many|how much|quieres|quiere|quer[eé]is|te env[ií]o|le env[ií]o|"
    r"[¿]|quer que|posso|gostaria|envio|mando|qual|quantos|quantas)\b|¿",
    re.I,
)


def _reading(data: dict[str, Any]) -> dict[str, Any]:
    return data.get("reading") or {}


def _follow_up(data: dict[str, Any]) -> dict[str, Any]:
    return data.get("follow_up") or {}


def reason_in(data: dict[str, Any], voice: Voice) -> Reason:
    """Why they asked for later, from the follow-up, the reading, or their latest words."""
    reading, follow_up = _reading(data), _follow_up(data)
    if data.get("purpose") == "follow_up":
        said = customer_texts(data)[:6]
        sources = [follow_up.get("reason"), follow_up.get("quote"), *_around(follow_up.get("quote") or "", said)]
    else:
        sources = [reading.get("reason"), reading.get("reason_quote"), *texts(data.get("burst") or [])]
    return reason_of([str(s) for s in sources if s], voice)


def _around(quote: str, said: list[str]) -> list[str]:
    """The message the quote stands in: the reason is often in the sentence beside it."""
    key = quote.strip().lower()
    return [s for s in said if key and key in s.lower()][:1]


def matter_in(data: dict[str, Any], voice: Voice) -> Matter:
    """What the conversation is about, in words to say back: their wish, then our offer, then what must be mentioned."""
    reading, follow_up = _reading(data), _follow_up(data)
    said = customer_texts(data)[:12]
    reason = reason_in(data, voice).words
    wants = [str(reading.get(k) or "") for k in ("wants", "wants_quote", "deliverable")]
    purpose = str(follow_up.get("purpose") or "")
    if not any(t.startswith(purpose) for t in said) and "_" not in purpose:
        wants.append(_PURPOSE_VERB.sub("", purpose))
    matter = matter_of(wants, said, voice, apart_from=reason)
    if matter.sayable:
        return matter
    offered = next((o for o in _our_offers(data, voice) if not repeats(o, reason)), "")
    if offered:
        return Matter(offered, matter.now, matter.past, offered)
    if matter:
        return matter
    for item in follow_up.get("must_mention") or reading.get("must_mention") or []:
        if _NO_MATTER.search(str(item)) or not _THING.match(str(item)):
            continue
        named = as_said(str(item))
        found = matter_of([named], [], voice, apart_from=f"{reason} {agreed_time(data, voice)}")
        if found:
            return found
    return NO_MATTER


def as_said(item: str) -> str:
    """A thing to mention, written about them ("their parcels"), as they would say it ("my parcels")."""
    return re.sub(r"\b(?:their|his|her)\b(?= \w)", "my", item)


# What is worth mentioning without being what they want.
_NO_MATTER = re.compile(
    r"\b(?:welcome|interest|interés|interesse|thinking|question|phone call|call|answer|lunch\w*|exams?|thanks|wish|apolog\w*|as they said|"
    r"que quer|quiere|ex[aá]men(?:es)?|provas?|vuelta|volta|pregunta|pergunta|llamada|respuesta|resposta|liga[cç][aã]o)\b",
    re.I,
)
_THING = re.compile(
    r"(?:the|my|our|their|his|her|an?|\d+|el|la|los|las|una?|mis?|sus?|tus?|nuestr\w+|os?|as?|uma?|meus?|minhas?|noss\w+|seus?|suas?|\w+[-\w]* (?:\w+ )?\w+s$)\b",
    re.I,
)
_PURPOSE_VERB = re.compile(
    r"^(?:pick up|talk about|discuss|continue(?: with)?|take up|resume|retomar|hablar (?:de|sobre)|falar (?:de|sobre)) ",
    re.I,
)
_OFFERED = {
    "en": re.compile(r"\b(?:shall i|may i|should i|can i|would you like (?:me to|us to|to)|do you want (?:me to|us to|to)|do you still (?:need|want)|(?:preference|choose|decide) (?:between|on)|ready to) ", re.I),
    "es": re.compile(r"(?:te|le|les|os) (?:gustar[ií]a|preparo|env[ií]o|mando|reservo|interesa)|quieres|quiere[ns]?|quer[eé]is|reservamos|preparo|env[ií]o", re.I),
    "pt": re.compile(r"\b(?:quer|gostaria de|posso|preparo|envio|mando|reservo|tem interesse)\b", re.I),
}  # fmt: skip
_OBJECT = {
    "en": re.compile(r"\b(?:(?:the|your|our|an?) (?:two |three )?[\w-]+(?: [\w-]+){0,3}?(?: (?:on|of|for|in) (?:the |your |our )?[\w-]+(?: [A-Z][\w-]+)*)?)(?=[?.,!]|$)"),
    "es": re.compile(r"\b(?:el|la|los|las|una?) [\w-]+(?: [\w-]+){0,5}?(?=[?.,!]| para el \d|$)"),
    "pt": re.compile(r"\b(?:o|a|os|as|uma?) [\w-]+(?: [\w-]+){0,5}?(?=[?.,!]| para o dia|$)"),
}  # fmt: skip


def _our_offers(data: dict[str, Any], voice: Voice) -> list[str]:
    """The things we asked about or offered, newest first, in our own words, which need no turning round."""
    if voice.language not in _OFFERED:
        return []
    offers = []
    for text in reversed(texts(data.get("recent") or [], "us")):
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            found = _OBJECT[voice.language].search(sentence) if _OFFERED[voice.language].search(sentence) else None
            if found and not is_sensitive(found.group(), voice.own):
                offers.append(BARE_DETERMINER[voice.language](trimmed(found.group(), voice.language)))
    return [o for o in offers if o and not TIME_ONLY[voice.language].fullmatch(o)]


def open_question(data: dict[str, Any], voice: Voice) -> str:
    """Our last question that they have not answered and that is still about something; "" where there is none."""
    for message in reversed((data.get("recent") or [])[-8:]):
        if message.get("from") != "us":
            continue
        for sentence in reversed(re.split(r"(?<=[.!?])\s+", str(message.get("text") or ""))):
            sentence = _LEADING.sub("", sentence)
            asks = sentence.endswith("?") and 12 <= len(sentence) <= 140
            if (
                asks
                and _OFFER_TO_DO.search(sentence)
                and not _IDLE.search(sentence)
                and not is_sensitive(sentence, voice.own)
            ):
                return sentence
    return ""


_LEADING = re.compile(
    r"^(?:and|so|but|also|y|e|pero|mas),? |^(?:hi|hello|hey|hola|ol[aá]|oi|[oó]timo|great|perfecto|it is|yes|sure|claro|s[ií]|sim)(?: [A-ZÁ-Ú][\w'-]+)?[,!:.]? +",
    re.I,
)


def _day(value: object) -> date | None:
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        return None


def agreed_time(data: dict[str, Any], voice: Voice) -> str:
    """The time in their own words ("Tuesday", "July", "month end"), only where it is the planned one."""
    follow_up = _follow_up(data)
    days = [d for d in (_day(data.get("now")), _day(follow_up.get("earliest"))) if d]
    said = " ".join([str(follow_up.get("quote") or ""), *[str(m) for m in follow_up.get("must_mention") or []]]).lower()
    if not days or not said or voice.language not in _WEEKDAYS:
        return ""
    if re.search(_MONTH_END[voice.language], said) and days[0].day >= 24:
        found = re.search(_MONTH_END[voice.language], said)
        return found.group() if found else ""
    for day in days:
        weekday = _WEEKDAYS[voice.language][day.weekday()]
        short = weekday if voice.language != "en" else rf"{weekday[:3]}(?:{weekday[3:]}|s|rs|r)?"
        if re.search(rf"\b{short}\b", said):
            return (
                weekday.capitalize()
                if voice.language == "en"
                else f"el {weekday}"
                if voice.language == "es"
                else _feira(weekday)
            )
    for day in days:
        month = _MONTHS[voice.language][day.month - 1]
        if re.search(rf"\b{month}\b", said) and not (
            month == "may" and not re.search(r"\b(in|early|mid|late|of) may\b", said)
        ):
            return month.capitalize() if voice.language == "en" else month
    return _part_of_day(said, str(data.get("now") or ""), voice)


def _feira(weekday: str) -> str:
    return weekday if weekday in ("sábado", "domingo") else f"{weekday}-feira"


def _part_of_day(said: str, now: str, voice: Voice) -> str:
    try:
        hour = datetime.fromisoformat(now).hour
    except ValueError:
        return ""
    for word, (first, last) in _HOURS[voice.language].items():
        if first <= hour <= last and (found := re.search(rf"\b{word}\w*", said)):
            bare = found.group()
            if voice.language == "en":
                return bare if bare.startswith("lunch") else f"the {bare}"
            return {"es": "el ", "pt": "o "}.get(voice.language, "") + bare if bare in ("mediodía", "almoço") else ""
    return ""


def their_words(data: dict[str, Any], voice: Voice) -> str:
    """A quotation of their own words to hang a message on, or "" (nothing said, or nothing that may be repeated)."""
    for text in [str(_follow_up(data).get("quote") or ""), *customer_texts(data)]:
        if voice.language in TIME_ONLY and TIME_ONLY[voice.language].fullmatch(text.strip()):
            continue
        if len(text.split()) > 1 and not is_sensitive(text, voice.own):
            return quoted(text)
    return ""
