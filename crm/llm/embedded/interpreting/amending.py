"""Whether a sentence changes or ends an earlier guideline instead of adding one."""

from __future__ import annotations

import re
from typing import Any

from crm.llm.embedded.interpreting.amounts import NUMBER, durations, number
from crm.llm.embedded.interpreting.found import Found

_RULE = (
    r"(?:limit|cap|rule|guideline|ban|gap|maximum|minimum|quiet hours?|ceiling|threshold|restriction|pause|interval|number of|waiting time|"
    r"limite|tope|regla|norma|prohibicion|maximo|minimo|pausa|intervalo|espera|horario de silencio|regra|teto|proibicao|veto)"
)
_CHANGES = re.compile(
    rf"\b(?:change|raise|lower|increase|reduce|extend|shorten|set|make|move|bump|adjust|update|bring|drop|double|cambi\w+|sub\w+|baj\w+|aument\w+|reduc\w+|pon\w*|amplia\w*|alarg\w+|acort\w+|mud\w+|diminu\w+|reduz\w+|estend\w+|pass\w+|altere)\b[^.;]{{0,40}}\b{_RULE}\b"
)
_ENDS = re.compile(
    rf"\b(?:remove|lift|drop|cancel|delete|scrap|forget|end|retire|revoke|withdraw|get rid of|quit\w+|elimin\w+|levant\w+|borr\w+|anul\w+|olvid\w+|remov\w+|retir\w+|acab\w+ com|esque\w+)\b(?: (?:the|that|our|this|any|la|el|los|las|o|a|os|as|essa|esa|aquella|esta))*[^.;]{{0,25}}\b{_RULE}s?\b(?!\s+(?:to|from|a|para|de \d))"
)
_INSTEAD = re.compile(
    rf"\b(?P<new>{NUMBER})\b(?:\s+\w+){{0,3}},?\s*(?:not|instead of|rather than|and not|no longer|en vez de|en lugar de|no|y no|em vez de|ao inves de|nao|e nao)\s+(?P<old>{NUMBER})\b"
)
_ADVERB = re.compile(
    r"^(?:actually|on second thou?ghts?|correction|scratch that|i changed my mind|in fact|mejor|en realidad|pensandolo bien|na verdade|pensando bem|melhor)\b"
)
_AGAIN = re.compile(
    r"\b(?:(?:may|can|is allowed to|are allowed to|it'?s ok(?:ay)? to|it'?s fine to|feel free to)\b[^.;]{0,40}\b(?:again|after all)|(?:allow|permit)\b[^.;]{0,40}\bagain|"
    r"(?:ya |otra vez |de nuevo )+(?:se )?(?:puede\w*|podemos)|(?:puede\w*|podemos)\b[^.;]{0,30}\b(?:otra vez|de nuevo|nuevamente)|(?:ja )?(?:pode\w*|podemos)\b[^.;]{0,30}\b(?:de novo|novamente|outra vez)|(?:no longer|don'?t) need to|ya no hace falta|nao precisa mais)"
)
_KINDS = (
    ("followup.cap", r"follow[- ]?up (?:limit|cap|maximum)|limit|cap\b|reminders|number of|how many|seguimientos|recordatorios|lembretes|acompanhamentos|limite|tope|teto"),
    ("followup.min_gap", r"gap|interval|between|waiting time|wait|pause|intervalo|espera|entre|pausa"),
    ("send.quiet_hours", r"quiet|night|evening|weekends?|silencio|noche|noite|sabados?|domingos?|sundays?"),
    ("reply.max_length", r"sentences?|words|characters|length|long|frases|palabras|palavras|caracteres|oraciones"),
    ("offer.limit", r"discounts?|percent|%|rebates?|offers?|descuentos?|descontos?"),
    ("reply.format", r"emojis?|bullets?|lists?|exclamation|emoticon\w*|questions"),
    ("reply.never_say", r"mention|say|word|phrase|name|prices?|mencion\w*|decir|palabra|dizer|palavra|citar"),
    ("reply.language", r"language|english|spanish|portuguese|idioma|ingles|espanol|portugues|lingua"),
    ("handoff.now", r"handoffs?|hand over|handover|escalat\w+|derivar|escalar|transferir"),
    ("followup.hold", r"hold|follow[- ]?ups?|seguimiento|acompanhamento"),
)  # fmt: skip


def amendment(text: str, found: list[Found]) -> tuple[dict[str, Any], list[Found]] | None:
    """What is amended and the new effects, or None when the sentence stands for itself."""
    instead = _INSTEAD.search(text)
    known = [each for each in found if each.kind != "fact.override"]
    ends = _ENDS.search(text) and not instead
    again = _AGAIN.search(text)
    changes = _CHANGES.search(text)
    replaced = bool(instead and known)
    says_so = replaced or bool(_ADVERB.match(text) and (instead or changes or known))
    if any(each.kind == "fact.override" for each in found) and not changes:
        return None
    if not (
        (instead and (changes or says_so or re.search(rf"\b{_RULE}\b", text)))
        or ends
        or again
        or (changes and _amounts(text))
        or says_so
    ):
        return None
    kind = _kind(text, known, bool(changes or instead))
    if not kind:
        return None
    if ends or (again and kind in ("reply.never_say", "followup.hold", "handoff.now")):
        return {"target_kind": kind, "act": "end", "loosens": True}, []
    effect = _new_effect(text, kind, known, instead, bool(again))
    return {"target_kind": kind, "act": "change", "loosens": bool(again)}, [effect]


def _amounts(text: str) -> bool:
    return bool(
        re.search(r"\b\d", text) or durations(text) or re.search(rf"\b(?:to|a|para|at|en|em)\s+{NUMBER}\b", text)
    )


def _kind(text: str, found: list[Found], is_change: bool) -> str:
    """The named thing decides; the limit of discounts is told from the limit of follow-ups by its own words."""
    kinds = [each.kind for each in found]
    named = [kind for kind, pattern in _KINDS if re.search(rf"\b(?:{pattern})", text)]
    for special in ("offer.limit", "reply.max_length", "reply.format", "send.quiet_hours"):
        if special in named and not (special == "reply.format" and "followup.cap" in kinds):
            return special
    if "followup.min_gap" in named and durations(text):
        return "followup.min_gap"
    if kinds:
        return kinds[0]
    return named[0] if named and (is_change or len(named)) else ""


def _new_effect(text: str, kind: str, found: list[Found], instead: re.Match[str] | None, again: bool) -> Found:
    same = next((each for each in found if each.kind == kind and each.params), None)
    amount = number(instead["new"]) if instead else None
    if amount is None and (match := re.search(rf"\b(?:to|a|para|at|en|em|by)\s+({NUMBER})\b", text)):
        amount = number(match[1])
    if kind == "followup.cap" and amount is not None and amount == int(amount):
        params = {
            "per": "silence",
            "counter_resets_on": "contact_writes",
            **(same.params if same else {}),
            "max": int(amount),
        }
        return Found(kind, params)
    if kind == "followup.min_gap" and (spans := durations(text)):
        return Found(kind, {"after": "last_follow_up", **({"hours": spans[0].hours} if spans[0].hours else {})})
    if kind == "reply.max_length" and amount is not None:
        unit = (
            "words"
            if re.search(r"palabr|palavr|words?", text)
            else "characters"
            if re.search(r"charac|caract", text)
            else "sentences"
        )
        return Found(kind, {unit: int(amount)})
    if kind == "offer.limit" and amount is not None and re.search(r"%|percent|por ciento|por cento", text):
        return Found(kind, {"max_discount_percent": amount})
    if kind == "reply.format" and again and re.search(r"emoji|emoticon", text):
        return Found(kind, {"emoji": True})
    return same or Found(kind)
