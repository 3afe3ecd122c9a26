"""What a draft can take up from a `compose` request: matter, reason, agreed time, our open question."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from crm.llm.embedded.compose_matter import NO_MATTER, Matter, matter_of
from crm.llm.embedded.compose_person import quoted
from crm.llm.embedded.compose_reason import Reason, reason_of
from crm.llm.embedded.compose_sensitive import is_sensitive
from crm.llm.embedded.compose_voice import Voice, customer_texts, texts

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
    r"today|tomorrow|tonight|this (week|month|afternoon|morning)|next (week|month)|"
    r"monday|tuesday|wednesday|thursday|friday|hoy|ma[nñ]ana|esta semana|hoje|amanh[aã])\b",
    re.I,
)
_OFFER_TO_DO = re.compile(
    r"\b(shall|may|can|should|would you like|do you want|want (me|us)|what|which|where|how many|how much|quieres|quiere|te env[ií]o|le env[ií]o|"
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
    """What the conversation is about, in words to say back."""
    reading, follow_up = _reading(data), _follow_up(data)
    mentions = [str(m) for m in (follow_up.get("must_mention") or [])]
    wants = [str(reading.get(k) or "") for k in ("wants", "wants_quote", "deliverable")]
    matter = matter_of(wants, customer_texts(data)[:12], voice)
    if matter:
        return matter
    named = [re.sub(r"\btheir\b", "your", m) for m in mentions if not is_sensitive(m)]
    purpose = re.sub(
        r"^(pick up|talk about|discuss|continue(?: with)?|take up|resume|retomar|hablar (?:de|sobre)|falar (?:de|sobre)) ",
        "", str(follow_up.get("purpose") or ""), flags=re.I,
    )  # fmt: skip
    for phrase in [*named, purpose if " " in purpose and "_" not in purpose else ""]:
        found = matter_of([phrase], [], voice)
        if found and found.certain:
            return found
    return NO_MATTER


def open_question(data: dict[str, Any]) -> str:
    """Our last question that they have not answered and that is still about something; "" where there is none."""
    for message in reversed((data.get("recent") or [])[-8:]):
        if message.get("from") != "us":
            continue
        for sentence in reversed(re.split(r"(?<=[.!?])\s+", str(message.get("text") or ""))):
            asks = sentence.endswith("?") and 12 <= len(sentence) <= 140
            if asks and _OFFER_TO_DO.search(sentence) and not _IDLE.search(sentence) and not is_sensitive(sentence):
                return re.sub(r"^(?:and|so|but|also|y|e|pero|mas),? ", "", sentence, flags=re.I)
    return ""


def _day(value: object) -> date | None:
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        return None


def agreed_time(data: dict[str, Any], voice: Voice) -> str:
    """The time in their own words ("Tuesday", "July", "month end"), only where it is the planned one."""
    follow_up = _follow_up(data)
    days = [d for d in (_day(follow_up.get("planned_at")), _day(follow_up.get("earliest"))) if d]
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
            return weekday.capitalize() if voice.language == "en" else f"el {weekday}" if voice.language == "es" else _feira(weekday)
    for day in days:
        month = _MONTHS[voice.language][day.month - 1]
        if re.search(rf"\b{month}\b", said) and not (month == "may" and not re.search(r"\b(in|early|mid|late|of) may\b", said)):
            return month.capitalize() if voice.language == "en" else month
    return _part_of_day(said, str(follow_up.get("planned_at") or ""), voice)


def _feira(weekday: str) -> str:
    return weekday if weekday in ("sábado", "domingo") else f"{weekday}-feira"


def _part_of_day(said: str, planned_at: str, voice: Voice) -> str:
    try:
        hour = datetime.fromisoformat(planned_at).hour
    except ValueError:
        return ""
    for word, (first, last) in _HOURS[voice.language].items():
        if first <= hour <= last and (found := re.search(rf"\b{word}\w*", said)):
            bare = found.group()
            if voice.language == "en":
                return bare if bare.startswith("lunch") else f"the {bare}"
            return {"es": "el ", "pt": "o "}.get(voice.language, "") + bare if bare in ("mediodía", "almoço") else ""
    return ""


def their_words(data: dict[str, Any]) -> str:
    """A quotation of their own words to hang a message on, or "" (nothing said, or nothing that may be repeated)."""
    for text in [str(_follow_up(data).get("quote") or ""), *customer_texts(data)]:
        if len(text.split()) > 1 and not is_sensitive(text):
            return quoted(text)
    return ""
