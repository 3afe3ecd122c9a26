"""Turning the customer's words round: "our parcels" becomes "your parcels", "mi casa" becomes "tu casa".

Only what can be turned safely is turned; `switch` returns None for the rest, and the caller then quotes the words.
"""

from __future__ import annotations

import re

from crm.llm.embedded.composing.reason_rules import ES_FEMININE
from crm.llm.embedded.composing.voice import Voice

_EN = {
    "i": "you", "i'm": "you're", "im": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "me": "you",
    "my": "your", "mine": "yours", "myself": "yourself", "we": "you", "we're": "you're", "we've": "you've",
    "we'd": "you'd", "we'll": "you'll", "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves",
    "am": "are", "your": "our", "yours": "ours",
}  # fmt: skip
_EN_WE = re.compile(
    r"\byou (?=(can|could|do|have|offer|ship|deliver|sell|will|would|make|provide|accept|take|send|sent)\b)", re.I
)
_EN_US = re.compile(r"(?<=\b(?:to|by|of) )you\b|(?<=\b(?:for) )you\b|(?<=\b(?:with|from) )you\b", re.I)
_EN_UNSAFE = re.compile(r"\b(you|you're|you've|you'll|you'd|yourself|let's|lets|thank|thanks|sorry|hi|hello)\b", re.I)

# First-person verb forms that make a Spanish or Portuguese phrase unsafe to turn by its pronouns alone.
_ES_UNSAFE = re.compile(
    r"\b(yo|soy|estoy|tengo|quiero|necesito|busco|voy|puedo|hago|espero|creo|ando|salgo|vuelvo|llego|pienso|sé|he|hemos|"
    r"tu|tus|te|ti|usted|ustedes|vosotr\w+|vuestr\w+|conmigo|gracias|hola|perdona|tienes|puedes|\w{2,}[aei]mos|mude|venda|cobre)\b",
    re.I,
)
_PT_UNSAFE = re.compile(
    r"\b(eu|sou|estou|tô|tenho|quero|preciso|procuro|vou|posso|faço|espero|acho|volto|chego|penso|sei|"
    r"você|vocês|te|ti|contigo|comigo|obrigad\w+|olá|oi|desculp\w+|\w{2,}[aei]mos|a gente|consigo)\b",
    re.I,
)


def _english(text: str) -> str | None:
    text = text.replace("’", "'")
    text = re.sub(r"\bI was\b", "you were", text)
    text = re.sub(r"\b(?:dont|didnt)\b", lambda m: m.group().replace("nt", "n't"), text)
    marked = _EN_WE.sub("\x01 ", text)
    marked = _EN_US.sub("\x02", marked)
    if _EN_UNSAFE.search(marked):
        return None
    turned = re.sub(r"[A-Za-z]+(?:'[a-z]+)?", lambda m: _EN.get(m.group().lower(), m.group()), marked)
    return turned.replace("\x01", "we").replace("\x02", "us")


_HELD = "\x03"  # stands for our own possessive while theirs is turned
_ES_OURS = re.compile(r"(?:^|(?<=sobre )|(?<=de )|(?<=en )|(?<=con )|(?<=a ))(?:tu|su|vuestr[oa])(s?) (?=(\w+))", re.I)
_PT_OURS = re.compile(
    r"(?:^|(?<=sobre )|(?<=de )|(?<=em )|(?<=com )|(?<=pelo )|(?<=pela )|(?<=do )|(?<=da )|(?<=no )|(?<=na )|\b[oa]s? )(seus?|suas?|teus?|tuas?) (?=\w)",
    re.I,
)
_OTHERS = re.compile(r"\b(?:herman|hij|prim|amig|novi|espos|jef|madre|padre|irm|filh|noiv|m[aã]e|pai|chefe)\w*\b", re.I)


def _ours_in_spanish(text: str) -> str:
    """ "sus cursos", said to a business, are our courses; said of somebody they named, they are theirs."""
    if _OTHERS.search(text):
        return text
    return _ES_OURS.sub(lambda m: f"nuestr{'a' if ES_FEMININE.match(m.group(2)) else 'o'}{m.group(1)} ", text)


def _ours_in_portuguese(text: str) -> str:
    if _OTHERS.search(text):
        return text
    own = {"seu": "nosso", "seus": "nossos", "sua": "nossa", "suas": "nossas", "teu": "nosso", "tua": "nossa"}
    return _PT_OURS.sub(lambda m: m.group(0).replace(m.group(1), own.get(m.group(1).lower(), "nossos")), text)


def _spanish(text: str, voice: Voice) -> str | None:
    text = _ours_in_spanish(text).replace("nuestr", _HELD) if _ES_OURS.search(text) else text
    if _ES_UNSAFE.search(text):
        return None
    one, many = ("su", "sus") if voice.formal else ("tu", "tus")
    if voice.spain and not voice.formal:
        text = re.sub(r"\bnuestr(os|as|o|a)\b", r"vuestr\1", text, flags=re.I)
    text = re.sub(r"\bnuestr[oa]\b|\bmi\b", lambda m: one if m.group().lower() == "mi" else "su", text, flags=re.I)
    text = re.sub(r"\bnuestr[oa]s\b|\bmis\b", lambda m: many if m.group().lower() == "mis" else "sus", text, flags=re.I)
    text = re.sub(r"(?<=[aei]r)me\b", "le" if voice.formal else "te", text)
    text = re.sub(r"(?<=[aei]r)nos\b", "os" if voice.spain and not voice.formal else "les", text)
    return None if re.search(r"\b(me|nos|m[ií]o|m[ií]a|nosotr\w+)\b", text, re.I) else text.replace(_HELD, "nuestr")


def _portuguese(text: str) -> str | None:
    text = _ours_in_portuguese(text).replace("noss", _HELD) if _PT_OURS.search(text) else text
    if _PT_UNSAFE.search(text):
        return None
    for theirs, ours in (("meus", "seus"), ("minhas", "suas"), ("meu", "seu"), ("minha", "sua")):
        text = re.sub(rf"\b{theirs}\b", ours, text, flags=re.I)
    text = re.sub(
        r"\bnoss([oa]s?)\b",
        lambda m: {"o": "seu", "a": "sua", "os": "seus", "as": "suas"}[m.group(1)],
        text,
        flags=re.I,
    )
    text = re.sub(r"(?<=[aei]r)-(me|nos)\b", lambda m: "-lhe" if m.group(1) == "me" else "-lhes", text)
    return None if re.search(r"\b(me|nos|mim|nós)\b", text, re.I) else text.replace(_HELD, "noss")


def switch(text: str, voice: Voice) -> str | None:
    """`text`, spoken by the customer, as we would say it to them; None where that is not safe (quote it instead)."""
    if voice.language == "en":
        return _english(text)
    if voice.language == "es":
        return _spanish(text, voice)
    return _portuguese(text) if voice.language == "pt" else None


def quoted(text: str, limit: int = 90) -> str:
    """Their words in quotation marks, on one line, cut at a word."""
    words = " ".join(text.split()).strip(" .,;:!¡“”\"'")
    if len(words) > limit:
        words = words[:limit].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return f"“{words}”"


def gerund(phrase: str) -> str:
    """An English verb phrase in the base form, as a noun: "ship your parcels" becomes "shipping your parcels"."""
    verb, _, rest = phrase.partition(" ")
    low = verb.lower()
    if low in ("be", "see", "agree", "free", "dye") or low.endswith(("oe", "ye", "ee")):
        ing = f"{verb}ing"
    elif low.endswith("ie"):
        ing = f"{verb[:-2]}ying"
    elif low.endswith("e"):
        ing = f"{verb[:-1]}ing"
    elif re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", low) or low in (
        "enrol",
        "control",
        "fulfil",
        "equip",
        "commit",
        "admit",
        "permit",
        "travel",
        "cancel",
        "begin",
        "refer",
        "transfer",
        "submit",
        "forget",
        "upset",
    ):
        ing = f"{verb}{verb[-1]}ing"
    else:
        ing = f"{verb}ing"
    return f"{ing} {rest}".strip()
