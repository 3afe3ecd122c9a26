"""Words of time that no expression took up: they may name the very day before which nobody wants to hear from us.

The grammar reads what it knows and is silent about the rest ("sat instead", "that weekend", "the one after"). To plan on what
it did read would be to plan on half of what was said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.llm.embedded.denied import doubted_time
from crm.llm.embedded.placing import TOLD_OF, Answer, overlaps, placed
from crm.llm.embedded.quotes import Spoken
from crm.llm.embedded.text import fold

_MONTHS = {
    "en": r"january|february|(?:in|of|until|till|after|by|mid|early|late|next|this) (?:march|may)|april|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec",
    "es": r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
    "pt": r"janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
    "fr": r"janvier|fevrier|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre",
    "de": r"januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember",
}
_WORDS = {
    "en": r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tues?|thurs?|(?:this|next|on|til|till|until|or|and|make it|no) (?:mon|wed|fri|sat|sun)|sat(?= (?:instead|then|morning|works|is|or|after))|"
    r"weekends?|wknd|fortnights?|tomorrow|tmrw|tmr|tomoz|\d{1,2}(?:st|nd|rd|th)|(?:next|this|following|other|coming|few|couple of|\d+|two|three|four|five|six) (?:weeks?|months?|days|quarters?|years?)|"
    r"(?:the )?(?:next|following) one\b|(?:or|nor|not) (?:the )?(?:next|nxt)(?! \w)|the one after|(?:day|week|month) after",
    "es": r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|finde|fin de semana|pasado manana|quincena|"
    r"(?:semana|mes|ano|trimestre) (?:que viene|proxim\w+|siguiente)|(?:proxim\w+|otr[ao]|est[ae]|siguiente) (?:semana|mes|ano|trimestre)|(?:unas?|unos|dos|tres|cuatro|\d+) (?:dias|semanas|meses)",
    "pt": r"segunda(?:-feira)|terca|quarta-feira|quinta|sexta|sabado|domingo|fim de semana|fds|amanha|quinzena|"
    r"(?:semana|mes|ano|trimestre) (?:que vem|seguinte|proxim\w+)|(?:proxim\w+|outr[ao]|ess[ae]|est[ae]) (?:semana|mes|ano|trimestre)|(?:umas?|uns|duas|dois|tres|quatro|\d+) (?:dias|semanas|meses)",
    "fr": r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week-?end|demain|quinzaine|(?:semaine|mois|annee|trimestre) prochaine?|(?:cette|ce|autre) (?:semaine|mois)|(?:deux|trois|quelques|\d+) (?:jours|semaines|mois)",
    "de": r"montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonnabends?|sonntags?|wochenende|ubermorgen|"
    r"(?:nachste|kommende|ubernachste|diese)[nrsm]? (?:woche|monat|jahr|quartal)|(?:in|nach) (?:zwei|drei|vier|ein paar|\d+) (?:tagen|wochen|monaten)",
}
_ELSE = (
    r"יום (?:ראשון|שני|שלישי|רביעי|חמישי|שישי)|שבת|מחר(?:תיים)?|שבוע|שבועיים|חודש|ינואר|פברואר|אפריל|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר|"
    r"(?:الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت)|بكره|بكرا|غدا|(?:ال)?اسبوع\w*|(?:ال)?شهر\w*|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|"
    r"somvar|mangalvar|budhvar|guruvar|shukravar|shanivar|ravivar|(?:agle|agla|is|do|teen|char) (?:hafte|hafta|mahine|mahina|din)|"
    r"सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार|(?:अगले|इस|दो|तीन) (?:हफ्ते|महीने|दिन)"
)
_PAST = re.compile(
    r"\b(?:last|past|ago|since|yesterday|pasad[oa]|hace|ultim\w+|passad[oa]|atras|derniere?|il y a|letzte\w*|vor|seit|every|each|cada|todos|toda|chaque|jede\w*|per|por|al|a) $|^\W*(?:ago|atras|pasad[oa]|passad[oa]|derniere?)\b"
)
# Where no date was read at all, a mere "month" may be the one they meant ("towards month ending").
_ANY_LENGTH = re.compile(
    r"(?<!\w)(?:months?|weeks?|wks?|quarters?|years?|fortnights?|mes(?:es)?|semanas?|trimestres?|ano|anos|mois|semaines?|monats?|monate|wochen?|jahr(?:es)?|quartal|mahin[ae]|haf?t[ae])(?!\w)"
)
_UNDATED = ("event_without_date", "vague", "none")
# "The 15th, which is payday": a name for the day that was read.
_IS_SO_NAMED = re.compile(
    r"\d\W{1,3}(?:que|q|which|that|car|weil|c'|porque|pq)? ?(?:es|e|is|est|ist|cae|falls on) (?:la |a |the |el |un |une? )?$"
)
_PATTERNS = {name: re.compile(rf"(?<!\w)(?:{words}|{_MONTHS[name]}|{_ELSE})(?!\w)") for name, words in _WORDS.items()}


def unread_time(messages: Sequence[Spoken], times: Sequence[Answer], language: str) -> str:
    """The first word of time in the burst that stands in none of `times`, or beside which something is denied; "" for none."""
    pattern = _PATTERNS.get(language) or _PATTERNS["en"]
    taken = [placed(messages, time) for time in times]
    said = " ".join(fold(str(time.get("quote") or "")).text for time in times)
    undated = not any(time["kind"] not in _UNDATED and time.get("role") not in TOLD_OF for time in times)
    for number, message in enumerate(messages):
        text = message.cues.folded.text
        found = list(pattern.finditer(text)) or (list(_ANY_LENGTH.finditer(text)) if undated else [])
        for match in found:
            if overlaps(taken, number, *match.span()):
                continue
            if match[0] in said:
                continue  # said twice, read once
            if _IS_SO_NAMED.search(text[: match.start()]):
                continue
            if _PAST.search(text[: match.start()]) or _PAST.search(text[match.end() :]):
                continue
            return message.cues.folded.quote(*match.span())
    return doubted_time(messages, times)
