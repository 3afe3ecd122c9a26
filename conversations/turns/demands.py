"""Tests of our own words against what is demanded of them. Plain data in, a fault in plain words out; no model, no database.

Whoever demands (a guideline, say) is named in the fault. What code can put right without changing the sense, it does
(`mended`); the rest is written again once, and then goes to a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from conversations.turns.turn import Demand
from crm.llm.embedded.language import language_of

MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|fev|abr|mai|set|out|dez"
PRICE = re.compile(
    r"(?:€|\$|£|\beur\b|\busd\b|\bgbp\b)\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|\$|£|eur\b|euros?\b|usd\b|dollars?\b|d[oó]lares\b|gbp\b)",
    re.IGNORECASE,
)
DETECTORS: dict[str, re.Pattern[str]] = {
    "price": PRICE,
    "date": re.compile(
        rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:de\s+)?(?:{MONTHS})[a-zç]*\b"
        rf"|\b(?:{MONTHS})[a-z]*\.?\s+\d{{1,2}}\b",
        re.IGNORECASE,
    ),
    "url": re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE),
    "percent": re.compile(r"\d+(?:[.,]\d+)?\s?(?:%|percent\b|per cent\b|por ciento\b|por cento\b)", re.IGNORECASE),
    "card": re.compile(r"\b(?:\d[ -]?){13,19}\b"),
    "phone": re.compile(r"(?<![\w.,])\+?\d(?:[ ()-]?\d){7,14}(?![\w])"),
    "email": re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
}
DISCOUNT = re.compile(
    r"discount|\boff\b|reduc|cheaper|descuent|rebaja|descont|desconto|rabatt|nachlass|remise|sconto|korting",
    re.IGNORECASE,
)
OFFER = re.compile(
    DISCOUNT.pattern + r"|refund|credit|voucher|compensat|reembols|abono|gutschrift|rimbors", re.IGNORECASE
)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")
LIST = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s", re.MULTILINE)
SENTENCE = re.compile(r"[^.!?…。？！]+(?:[.!?…。？！]+[\"'”»)]*|$)")
TRAITS = {"is_follow_up", "is_first_reply", "is_handoff"}
CAPITALS = re.compile(r"\b[A-ZÁÉÍÓÚÄÖÜÑÇ]{4,}\b")


def broken(demands: Iterable[Demand], text: str, language: str) -> list[tuple[Demand, str]]:
    """Each demand that `text` does not keep to, with why. `language`: ISO 639-1 of what was to be written."""
    found = []
    for demand in demands:
        test = TESTS.get(demand.kind)
        if test and all(passes(each, text) for each in demand.only_if) and (why := test(demand.params, text, language)):
            found.append((demand, f"{why} Guideline “{demand.source}”."))
    return found


def mended(demands: Iterable[Demand], text: str, language: str, *, shorten: bool = False) -> str:
    """`text` with what code can put right: fixed words appended, emoji and exclamation marks taken out, and with
    `shorten` the sentences above the limit cut off."""
    required = []
    for demand in demands:
        params = demand.params
        if not all(passes(each, text) for each in demand.only_if):
            continue
        if demand.kind == "reply.format":
            text = plain_marks(params, text)
        elif demand.kind == "reply.max_length" and shorten:
            text = cut(params, text)
        elif demand.kind == "reply.must_say" and params.get("text"):
            required.append(str(params["text"]))
    for words in required:
        if folded(words) not in folded(text):
            text = f"{text.rstrip()}\n\n{words}"
    return text


def plain_marks(params: dict[str, Any], text: str) -> str:
    if params.get("emoji") is False:
        text = re.sub(r"[ \t]{2,}", " ", EMOJI.sub("", text)).strip()
    if params.get("exclamation_marks") is False:
        text = re.sub(r"!+", ".", text.replace("¡", "")).replace("..", ".")
    return text


def cut(params: dict[str, Any], text: str) -> str:
    most = params.get("sentences")
    found = sentences(text)
    return " ".join(found[: int(most)]) if most and len(found) > int(most) else text


# --- what a demand may hang on -----------------------------------------------------------------------------------------


def passes(test: dict[str, Any], text: str) -> bool:
    """Traits that do not stand in the words (a follow-up, a first reply) were settled before."""
    return test.get("test") in TRAITS or shows(str(test.get("test")), list(test.get("words") or []), text) is not bool(
        test.get("negated")
    )


def shows(test: str, words: list[str], text: str) -> bool:
    kind = test.removeprefix("contains_")
    if kind == "discount":
        return bool(DISCOUNT.search(text))
    if kind in DETECTORS:
        return bool(DETECTORS[kind].search(text))
    return any(says(each, text) for each in words)  # mentions


# --- one test a kind ------------------------------------------------------------------------------------------------------


def never_say(params: dict[str, Any], text: str, language: str) -> str:
    for phrase in params.get("phrases") or []:
        if says(phrase, text):
            return f"It says “{phrase}”, which is never to be said."
    for name in params.get("detectors") or []:
        found = DETECTORS[name].search(text)
        if found:
            return f"It has a {name} (“{found[0].strip()}”), which is never to be said."
    return ""


def must_say(params: dict[str, Any], text: str, language: str) -> str:
    words = str(params.get("text") or "")
    return f"It lacks “{words}”." if words and folded(words) not in folded(text) else ""


def max_length(params: dict[str, Any], text: str, language: str) -> str:
    counts = {"sentences": len(sentences(text)), "words": len(text.split()), "characters": len(text)}
    for unit, count in counts.items():
        most = params.get(unit)
        if most is not None and count > int(most):
            return f"It has {count} {unit}; {most} are allowed."
    return ""


def form(params: dict[str, Any], text: str, language: str) -> str:
    signs = {
        "emoji": EMOJI.search(text),
        "exclamation_marks": "!" in text,
        "lists": LIST.search(text),
        "links": DETECTORS["url"].search(text),
        "capitals": CAPITALS.search(text),
    }
    for name, found in signs.items():
        if found and params.get(name) is False:
            return f"It has {name.replace('_', ' ')}, which are not allowed."
    asked, most = text.count("?"), params.get("questions")
    return f"It asks {asked} questions; {most} are allowed." if most is not None and asked > int(most) else ""


def in_language(params: dict[str, Any], text: str, language: str) -> str:
    wanted = str(params.get("language") or "")
    written = language_of(text, wanted)
    return f"It is in “{written}” and must be in “{wanted}”." if wanted and written not in ("und", wanted) else ""


def offer_limit(params: dict[str, Any], text: str, language: str) -> str:
    percent, amount = params.get("max_discount_percent"), params.get("max_amount")
    for sentence in sentences(text):
        if percent is not None and DISCOUNT.search(sentence):
            for found in DETECTORS["percent"].findall(sentence):
                if number(found) > float(percent):
                    return f"It offers {found.strip()}; at most {percent:g} % may be offered."
        if amount is not None and OFFER.search(sentence):
            for found in PRICE.findall(sentence):
                if number(found) > float(amount):
                    return f"It offers {found.strip()}; at most {amount:g} may be offered."
    return ""


def person_first(params: dict[str, Any], text: str, language: str) -> str:
    """Whatever the text says: it speaks of what a person has to look at first (that is what the demand hangs on)."""
    return "A person has to look at this before it is spoken of."


TESTS: dict[str, Callable[[dict[str, Any], str, str], str]] = {
    "reply.never_say": never_say,
    "reply.must_say": must_say,
    "reply.max_length": max_length,
    "reply.format": form,
    "reply.language": in_language,
    "offer.limit": offer_limit,
    "handoff.require_first": person_first,
}


# --- small words ------------------------------------------------------------------------------------------------------------


def says(phrase: str, text: str) -> bool:
    """Whole words only, whatever the case, accents and white space: “cheap” is not said by “cheapest”."""
    wanted = pattern_of(phrase)
    return bool(wanted and wanted.search(folded(text)))


@lru_cache(maxsize=4096)
def pattern_of(phrase: str) -> re.Pattern[str] | None:
    words = r"\s+".join(re.escape(word) for word in folded(phrase).split())
    return re.compile(rf"(?<!\w){words}(?!\w)") if words else None


def sentences(text: str) -> list[str]:
    guarded = re.sub(r"(?<=\d)\.(?=\d)", "\u2024", text)  # 1.250 is one number, not two sentences
    return [each.strip().replace("\u2024", ".") for each in SENTENCE.findall(guarded) if re.search(r"\w", each)]


def number(text: str) -> float:
    digits = re.search(r"\d[\d.,]*", text)
    if not digits:
        return 0.0
    whole, mark, rest = digits[0].rstrip(".,").replace(",", ".").rpartition(".")
    if mark and len(rest) <= 2:
        return float(whole.replace(".", "") + "." + rest)
    return float((whole + rest).replace(".", ""))


@lru_cache(maxsize=512)  # one text is held against hundreds of demands
@lru_cache(
    maxsize=256
)  # one draft is held against every phrase of every guideline, here, at the door and when it leaves
def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(ch for ch in plain if not unicodedata.combining(ch)).split())
