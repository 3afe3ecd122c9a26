# word lists
"""What stands at a place of a template, read from the words before it and from its sample."""

from __future__ import annotations

import re

_I = re.I

_GREETS = re.compile(
    r"(?:^|[\s¡])(?:hi|hello|hey|dear|good (?:morning|afternoon|day)|hola|estimad\w+|ol[aá]|oi|bonjour|guten tag|hallo|ciao|שלום|היי|مرحباً?|नमस्ते)[,\s]*$",
    _I,
)
_AFTER = re.compile(
    r"\b(?:after|following|despu[eé]s de|tras|depois de|ap[oó]s|apr[eè]s|nach|dopo|אחרי|بعد|के बाद)\s*$", _I
)
_ONCE = re.compile(r"\b(?:once|when|as soon as|until|cuando|en cuanto|quando|assim que)\s*$", _I)
_CAUSE = re.compile(
    r"\b(?:because of|due to|busy with|debido a|a causa de|ocupad[oa]s? con|por causa de|devido a|ocupad[oa]s? com)\s*$",
    _I,
)
_WHEN = re.compile(r"(?:\b(?:on|at|around|for|el|hacia|em|na|no|am|le)\s*)$", _I)
_DATED = re.compile(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bnext week\b|lunes|martes|jueves|viernes|segunda|ter[cç]a|quinta|sexta",
    _I,
)

# Those who give an answer: "after the bank" says less than "after hearing from the bank".
ANSWERS = re.compile(
    r"\b(?:bank|board|council|landlord|tenant|co-?tenant|committee|priest|insurer|school|boss|manager|wife|husband|partner|sister|brother|mother|father|mum|mom|dad|accountant|lawyer|team|hq|"
    r"head office|embassy|notary|broker|supplier|director)$",
    re.I,
)

# A span in their words, which stands well after "after".
DURATION = {
    "en": re.compile(
        r"\b(?:in|for|give me|give us|need) ((?:about |around )?(?:a couple of|a few|two|three|four|six|some|a|an|\d+) (?:more )?(?:days?|weeks?|months?))\b",
        _I,
    ),
    "es": re.compile(
        r"\b(?:en|dentro de) ((?:un par de|un[oa]s?|dos|tres|cuatro|seis|\d+) (?:d[ií]as?|semanas?|mes(?:es)?))\b", _I
    ),
    "pt": re.compile(
        r"\b(?:em|daqui a|dentro de) ((?:um par de|uns|umas|um|uma|dois|duas|tr[eê]s|quatro|\d+) (?:dias?|semanas?|m[eê]s(?:es)?))\b",
        _I,
    ),
}


def place_of(before: str, sample: str, business: str) -> str:
    """One of name, business, quote (between quotation marks), reason (after "after"), clause (after "once"), cause (after
    "because of"), when, topic."""
    if before.rstrip().endswith(("“", "«", "„", '"')):
        return "quote"
    if _GREETS.search(before):
        return "name"
    if business and sample.strip().lower() == business.strip().lower():
        return "business"
    for place, pattern in (("reason", _AFTER), ("clause", _ONCE), ("cause", _CAUSE)):
        if pattern.search(before):
            return place
    if _DATED.search(sample) and (_WHEN.search(before) or len(sample.split()) < 6):
        return "when"
    return "name" if not before.strip() and re.fullmatch(r"[^\W\d_]+", sample.strip()) else "topic"
