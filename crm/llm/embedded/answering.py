"""Short answers to a question of ours: a time and nothing else, a yes, an "ok" to an either-or that does not say which.

What a short yes accepts, or what they told us elsewhere, lends its time too. Out of their talk such words are thin, and the
heads guess; with the question before them they are plain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from crm.llm.embedded.cues import Cues
from crm.llm.embedded.quotes import Spoken, first_words
from crm.llm.embedded.text import fold
from crm.llm.embedded.time_grammar import parse
from crm.llm.embedded.wishes import FUTURE_ROLES, proposed_time, settled_by

_AGAINST = (
    "decline",
    "opt_out",
    "anger",
    "sarcasm",
    "complaint",
    "churn",
    "hardship",
    "elsewhere",
    "they_write",
    "hold_off",
    "human",
)
_WAVERS = ("undecided", "ask_other", "condition", "price", "question")
_FILLERS = re.compile(
    r"(?<!\w)(?:ok(?:ay)?|yes|yep|yeah|sure|please|pls|plz|thanks?|thank you|thx|maybe|perhaps|say|around|about|at|on|in|the|is|would be|works?|suits?|good|great|fine|best|better|ideally|then|for me|inshallah|"
    r"in ?sha ?allah|si|claro|mejor|por favor|porfa|gracias|vale|bien|el|la|a|las|los|de|en|por|seria|que tal|puede ser|sim|pode ser|melhor|obrigad[oa]|bom|as|na|no|da|pra|"
    r"oui|plutot|merci|svp|s'il vous plait|le|vers|ja|bitte|gerne|danke|am|um|gegen|passt|haan|ji|theek|hai|ko)(?!\w)|ان شاء الله|باذن الله|بإذن الله|شكرا|تمام|طيب|لو سمحت|من فضلك|اوكي|כן|בבקשה|תודה|בעזרת השם|"
    r"אוקיי?|בסדר|עדיף|हां|जी|ठीक|है|को|कृपया|धन्यवाद"
)
_YES = re.compile(
    r"(?:^|[.!,\n]\s*)(?:and |pero |mas |ja |oh )?(?:yes|yep|yeah|yup|sure|of course|absolutely|definitely|si|claro|por supuesto|dale|sim|com certeza|oui|bien sur|ja(?! (?:aber|estou|estamos|to|nao|falei))|gerne|klar|"
    r"haan|ji haan|bilkul)(?=$|[ ,.!\n])(?! (?:but|pero|mas|mais|aber|que|no|nao)\b)|(?:^|[.!,\n]\s*)(?:כן|בטח|נעם|نعم|ايوه|اكيد|اي نعم|हां|हाँ|जी हां)(?=$|[ ,.!،\n])"
)
_EITHER_OR = re.compile(r"(?<!\w)(?:or|o|ou|oder|या|ya|או|او|ام)(?!\w)[^?]{2,60}\?")
_NEXT_WEEK = re.compile(
    r"(?<!\w)(?:next week|the (?:coming|following) week|(?:la )?(?:proxima semana|semana (?:que viene|proxima|que vem|seguinte))|la semaine prochaine|"
    r"(?:nachste|kommende)r? woche|agle haf?te)(?!\w)|בשבוע הבא|שבוע הבא|(?:ال)?اسبوع (?:القادم|الجاي|المقبل)"
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_AT_MOST = 1  # words that may be left over


def _asked(recent: Sequence[Mapping[str, Any]]) -> str:
    """Our last message, folded, where it asks something and is the last word before theirs."""
    if not recent or recent[-1].get("from") != "us":
        return ""
    text = fold(str(recent[-1].get("text") or "")).text.replace("؟", "?")
    return text if "?" in text else ""


def names_only_a_time(
    messages: Sequence[Spoken], cues: Cues, times: Sequence[Mapping[str, Any]], recent: Sequence[Mapping[str, Any]]
) -> bool:
    """Whether the burst answers our question with a time and nothing else that says anything."""
    asked_for = [t for t in times if t.get("role", "contact_after") == "contact_after" and not t.get("negated")]
    if not asked_for or not _asked(recent) or cues.any(*_AGAINST):
        return False
    rest = cues.folded.text
    for time in times:
        rest = rest.replace(fold(str(time.get("quote") or "")).text, " ")
    return len(_LETTERS.findall(_FILLERS.sub(" ", rest))) <= _AT_MOST


def in_the_week_asked(times: Sequence[dict[str, Any]], recent: Sequence[Mapping[str, Any]]) -> None:
    """ "Which day next week?" – "Wednesday": a day without a week is one of the week that we asked about."""
    if not _NEXT_WEEK.search(_asked(recent)):
        return
    for time in times:
        if time["kind"] == "weekday" and not any(time.get(key) for key in ("which", "relation", "offset")):
            time["which"] = "next"


def says_yes(cues: Cues, recent: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the burst says yes to what we asked, and nothing in it takes that back."""
    asked = _asked(recent)
    plain = not cues.any(*_AGAINST, *_WAVERS)
    return bool(asked) and plain and not _EITHER_OR.search(asked) and bool(_YES.search(cues.folded.text))


def either_or(recent: Sequence[Mapping[str, Any]]) -> bool:
    """Whether we asked "this or that?": a mere "ok" does not say which."""
    return bool(_EITHER_OR.search(_asked(recent)))


def borrowed_times(
    messages: Sequence[Spoken],
    cues: Cues,
    recent: Sequence[Mapping[str, Any]],
    events: Sequence[Mapping[str, Any]],
    language: str,
    courtesy: bool,
    elsewhere: bool,
) -> list[dict[str, Any]]:
    """Times they mean without saying them: told on the phone (an event's note), or proposed by us and accepted.

    `elsewhere`: their words point to what they told us in another channel.
    """
    if not messages:
        return []
    if (elsewhere or courtesy) and events and not settled_by(events):
        for event in reversed(events):
            found = _coming(parse(str(event.get("note") or ""), None), quote=None)
            if found:  # "the visit on Thursday instead": whatever stands then, it is the day to write
                return [{**time, "role": "contact_after"} if time["role"] == "event" else time for time in found]
    words = first_words(messages)
    accepts = (courtesy or "go_ahead" in cues or "ok" in cues) and len(words) <= 40 and "?" not in words
    proposal = proposed_time(recent) if accepts and not cues.any("decline", "opt_out", "now") else ""
    if not proposal or not words:
        return []
    return [{**each, "message_id": messages[-1].id or None} for each in _coming(parse(proposal, language), quote=words)]


def told_there(events: Sequence[Mapping[str, Any]], borrowed: Sequence[Mapping[str, Any]]) -> str:
    """The stance of words that only point to another channel, by what was told there; "" where nothing tells."""
    if settled_by(events):
        return "resolved"
    return "interested" if events and borrowed else ""


def _coming(found: Sequence[dict[str, Any]], quote: str | None) -> list[dict[str, Any]]:
    return [
        {**each, "role": each.get("role", "contact_after"), "quote": quote or each["quote"], "message_id": None}
        for each in found
        if each.get("role", "contact_after") in FUTURE_ROLES
    ]
