# word lists, one language a line
"""What a draft can take up from a `compose` request: matter, reason, agreed time, our open question."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from crm.llm.embedded.composing.matter import NO_MATTER, Matter, matter_of, repeats
from crm.llm.embedded.composing.offered import offered_in, planned_in
from crm.llm.embedded.composing.person import quoted
from crm.llm.embedded.composing.quoting import unhesitating, why_words
from crm.llm.embedded.composing.reason import Reason, reason_of
from crm.llm.embedded.composing.reason_rules import TIME_ONLY
from crm.llm.embedded.composing.sensitive import is_sensitive
from crm.llm.embedded.composing.voice import Voice, customer_texts, texts
from crm.llm.embedded.language import language_of

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
    if told := _told_elsewhere(data, voice):
        return Reason("elsewhere", told)
    if data.get("purpose") == "follow_up":
        said = customer_texts(data)[:6]
        sources = [follow_up.get("reason"), follow_up.get("quote"), *_around(follow_up.get("quote") or "", said)]
    else:
        sources = [reading.get("reason"), reading.get("reason_quote"), *texts(data.get("burst") or [])]
    return reason_of([str(s) for s in sources if s], voice)


# They point to what they said by another way, of which an event tells.
_POINTS_ELSEWHERE = re.compile(
    r"\b(?:rang|phone[d]?|called|on the phone|spoke|told (?:you|your|him|her)|(?:said|explained|discussed|agreed) (?:to|with|it|when|on)|e-?mail(?:ed)?|mail|llam[eéoó]\w*|tel[eé]fono|correo|habl[eé]\w* con|"
    r"lig(?:uei|ou|a[cç][aã]o)|telefone|falei com)\b",
    re.I,
)
# The same without the event, which has been read by the time we write: only where the words leave no doubt.
_SAID_ELSEWHERE = re.compile(
    r"\b(?:as|like|what|all) (?:i|we) (?:said|told|explained|discussed)\b|\bi (?:told|explained it to|said it to) (?:you|your)\b.{0,30}\bphone\b|\b(?:discussed|went over|explained|settled)\b.{0,40}\b(?:rang|phoned?|called)\b|"
    r"\b(?:see|read|check) (?:my|the) e-?mail\b|\be-?mail (?:that )?i\b|\bcomo (?:le |te |les )?(?:dije|expliqu[eé])\b|\bcomo (?:eu )?(?:disse|expliquei)\b",
    re.I,
)
_BY_MAIL = re.compile(r"\b(?:e-?mail\w*|mail|correo)\b", re.I)
_ELSEWHERE = {
    "en": ("our phone call", "your email"),
    "es": ("nuestra llamada", "tu correo"),
    "pt": ("nossa ligação", "seu e-mail"),
}


def _told_elsewhere(data: dict[str, Any], voice: Voice) -> str:
    """ "Our phone call", where their message only points to what they said in it ("as I told your colleague")."""
    if voice.language not in _ELSEWHERE:
        return ""
    points_to = _POINTS_ELSEWHERE if data.get("events") else _SAID_ELSEWHERE
    said = (texts(data.get("burst") or []) or customer_texts(data)[:3])[-3:]
    points = next((text for text in said if points_to.search(text)), "")
    call, mail = _ELSEWHERE[voice.language]
    if voice.language == "es" and voice.formal:
        mail = "su correo"
    return (mail if _BY_MAIL.search(points) else call) if points else ""


def is_ahead(data: dict[str, Any]) -> bool:
    """Whether they wanted to hear before it: at our moment it is still to come."""
    planned = _follow_up(data)
    quote = str(planned.get("quote") or "")
    said = [quote, str(planned.get("reason") or ""), *_around(quote, customer_texts(data)[:6])]
    return any(_AHEAD.search(text) for text in said)


_AHEAD = re.compile(
    r"\b(?:days?|weeks?|shortly|just|right) before\b|\bbefore (?:the|my|our|we|i)\b|\b(?:days?|weeks?|bit) (?:prior|ahead|earlier|beforehand)\b|\bahead of\b|\bantes d(?:e|el|o|a|os|as)\b|\buns dias antes\b|\bunos d[ií]as antes\b",
    re.I,
)


def _around(quote: str, said: list[str]) -> list[str]:
    """The message the quote stands in: the reason is often in the sentence beside it."""
    key = quote.strip().lower()
    return [s for s in said if key and key in s.lower()][:1]


def matter_in(data: dict[str, Any], voice: Voice) -> Matter:
    """What the conversation is about, in words to say back: what was planned, their wish, then our offer, then what must be
    mentioned."""
    reading, follow_up = _reading(data), _follow_up(data)
    said = [unhesitating(text) for text in customer_texts(data)[:12]]
    reason = reason_in(data, voice).words
    purpose = str(follow_up.get("purpose") or "")
    planned = _planned(purpose, data, voice)
    if planned:
        return planned
    wants = [str(reading.get(k) or "") for k in ("wants", "wants_quote", "deliverable")]
    wants = [w for w in wants if not any(w in ours for ours in texts(data.get("recent") or [], "us"))]
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
        why = (reading.get("reason"), follow_up.get("reason"))
        if item in why or _NO_MATTER.search(str(item)) or not _THING.match(str(item)):
            continue
        named = as_said(str(item))
        found = matter_of([named], [], voice, apart_from=f"{reason} {agreed_time(data, voice)}")
        if found:
            return found
    return NO_MATTER


def _planned(purpose: str, data: dict[str, Any], voice: Voice) -> Matter | None:
    """What a colleague, an event or our own offer made it about: "go over the loft quote" is about the loft quote."""
    ours = [text for text in texts(data.get("recent") or [], "us") if purpose and purpose in text]
    if not purpose or "_" in purpose or (not ours and any(purpose in text for text in customer_texts(data))):
        return None
    if not ours and voice.language != "en" and language_of(purpose, voice.language) != voice.language:
        return None  # a colleague's English, say, for a customer who writes Spanish
    about = offered_in(ours[-1], voice.language) if ours else planned_in(purpose, voice.language)
    return Matter(about, words=about) if about and not is_sensitive(about, voice.own) else None


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


def _our_offers(data: dict[str, Any], voice: Voice) -> list[str]:
    """The things we asked about or offered, newest first, in our own words, which need no turning round."""
    found = [offered_in(text, voice.language) for text in reversed(texts(data.get("recent") or [], "us")[-4:])]
    return [each for each in found if each and not is_sensitive(each, voice.own)]


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


def day_agreed(data: dict[str, Any], voice: Voice) -> str:
    """The time that was agreed and is now, as it stands at the end of a sentence: "on Wednesday", "in July", "on the 18th"."""
    if voice.language not in _WEEKDAYS:
        return ""
    follow_up, now = _follow_up(data), _day(data.get("now"))
    heard = [str(m.get("text") or "") for m in (data.get("recent") or [])[-3:]]
    named = " ".join([str(follow_up.get("quote") or ""), *map(str, follow_up.get("must_mention") or []), *heard])
    time = agreed_time({**data, "follow_up": {**follow_up, "quote": named}}, voice)
    return _number_agreed(named, now, voice) or _standing(time, voice)


def _number_agreed(named: str, now: date | None, voice: Voice) -> str:
    if now is None:
        return ""
    if voice.language == "en":
        found = re.search(rf"\bthe ({now.day}(?:st|nd|rd|th))\b", named, re.I)
        return f"on the {found[1].lower()}" if found else ""
    found = re.search(rf"\b(?:el|dia|d[ií]a) {now.day}\b", named, re.I)
    return (f"el {now.day}" if voice.language == "es" else f"no dia {now.day}") if found else ""


def _standing(time: str, voice: Voice) -> str:
    """A time with the preposition that it takes; "" for a part of a day, which tells no day."""
    bare = time.lower().removeprefix("el ").removesuffix("-feira")
    if bare in _MONTHS[voice.language]:
        before = {"en": "in", "es": "en", "pt": "em"}[voice.language]
        return f"{before} {time}"
    if bare in _WEEKDAYS[voice.language]:
        before = {"en": "on ", "es": "", "pt": "no " if bare in ("sábado", "domingo") else "na "}[voice.language]
        return f"{before}{time}"
    if time and re.fullmatch(_MONTH_END[voice.language], time):
        return {"en": "at month end", "es": "a fin de mes", "pt": "no fim do mês"}[voice.language]
    return ""


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


def their_words(data: dict[str, Any], voice: Voice, *, only_why: bool = False, about: str = "") -> str:
    """A quotation of their own words to hang a message on, or "" (nothing said, or nothing that may be repeated)."""
    if why := why_words(data, voice.language, voice.own, about):
        return quoted(why, 120)
    if only_why:
        return ""
    for text in [str(_follow_up(data).get("quote") or ""), *customer_texts(data)]:
        if voice.language in TIME_ONLY and TIME_ONLY[voice.language].fullmatch(text.strip()):
            continue
        if len(text.split()) > 1 and not is_sensitive(text, voice.own):
            return quoted(text)
    return ""
