"""The rules of compose_reason per language: ordered (kind, pattern); a group `np` is a noun phrase or clause."""

from __future__ import annotations

import re
from collections.abc import Callable

_I = re.I
_REST = r"(?P<np>[^.!?;]+)"

_EN_BUSY = (
    r"(?P<word>swamped|slammed|snowed under|flat out|flat-out|buried|tied up|overloaded|overwhelmed|underwater|drowning|"
    r"up to my (?:ears|neck|eyes)|run off my feet|crazy busy|super busy|very busy|busy|stretched|hectic|back[- ]to[- ]back|"
    r"caught up|full on|stacked|crammed|rushed off my feet)"
)
_EN_TRIP = r"(?:travell?ing|on the road|abroad|overseas|on (?:a|my|our) (?:\w+ )?trip|away on business|flying)"

_EN = [
    ("event", rf"\b{_EN_BUSY}(?: right now| at the moment| just now| currently)? (?:with|by|in|on|preparing(?: for)?|finishing|because of|due to) {_REST}"),
    ("event", rf"\b(?:in the middle of|midway through|halfway through|knee[- ]deep in|in the midst of) {_REST}"),
    ("event", r"\bmid[- ](?P<np>(?!jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|week|month|day|year)[a-z]+)"),
    ("holiday", r"\b(?:on|for|have|taking) (?:\w+ )?(?:holidays?|vacation)\b|\bvacation(?:ing)?\b"),
    ("trip", rf"\b{_EN_TRIP}\b"),
    ("leave", r"\b(?:on (?:annual )?leave|out of (?:the )?office|away|off work|out until|back on|back from)\b"),
    ("event", r"\b(?:when|once|after|until|till|as soon as) (?P<np>(?:(?!\b(?:when|once|after|until|till)\b)[^.,;!?])+?) (?:is|are|has|have) (?:been )?(?:over|done|finished|out|live|through|behind|settled|complete\w*|up and running)\b"),
    ("condition", r"\bif (?P<np>(?!.*\b(?:you|ready|required|needed|ever|there's|not|needs?|that|possible)\b)[^.,;!?]+ (?!in\b)\w+)"),
    ("pending", r"\b(?:once|when|as soon as|until|till) (?P<np>(?!.*\b(?:you|ready|required|needed|ever|there's)\b)[^.,;!?]+ (?!in\b)\w+)"),
    ("awaiting", rf"\b(?:waiting (?:for|on|to hear (?:from|about))|awaiting|depends on|depending on|subject to|pending) {_REST}"),
    ("thinking", rf"\b(?:talk|speak|check|discuss|go over|run)(?: it| this| that)?(?: over)? (?:with|to|by|past) (?P<np>(?:my|our|the) [^.,;!?]+)"),
    ("thinking", rf"\bask (?P<np>(?:my|our) [^.,;!?]+)"),
    ("thinking", r"\b(?:weigh(?:ing|s)?|think(?:ing)?|consider(?:ing)?|decid(?:e|ing)|compar(?:e|ing)|sleep on|mull\w*|make up my mind|need time|give me (?:the|some|a))\b"),
    ("move", r"\b(?:moving|move) (?:in(?:to)?|house|home|offices?|flat)\b|\b(?:we|i)(?:'re|'m| are| am) moving\b"),
    ("event", rf"\b(?:launching|rolling out) (?P<np>(?:my|our|the|a|an) [^.,;!?]+)"),
    ("event", rf"\b(?:after|because of|due to|during|at|in|got|have|have got|facing|running|preparing(?: for)?|finishing|closing|doing) (?P<np>(?:(?:an?|the|my|our|all the) [^.,;!?]+|[a-z]+ (?:season|week|launch|exams?|audit|fair|wedding|move|migration|close|inventory|review|conference)|exams?|inventory|holidays|easter|christmas|eid|ramadan|diwali)\b[^.,;!?]*)"),
    ("event", r"^(?:(?:i'm|im|we're|i am|we are) )?(?P<np>(?:finishing|closing|launching|opening|migrating|renovating|rebuilding|hiring|preparing|organi[sz]ing|planning|moving) [^.,;!?]+)"),
    ("busy", rf"\b{_EN_BUSY}\b"),
    ("busy", r"\b(?:things are|it's|its|it is|work is|life is|week is|day is) (?:a bit |so |pretty |really |very |quite |too )?(?P<word>crazy|mad|nuts|wild|manic|chaotic|chaos|intense)\b"),
]  # fmt: skip

_ES_BUSY = r"(?P<word>hast[oa] arriba|a tope|hast[oa] el cuello|li[oa]d[ií]sim[oa]s?|liad[oa]s?|ocupad[ií]sim[oa]s?|ocupad[oa]s?|sobrepasad[oa]s?|desbordad[oa]s?|agobiad[oa]s?|saturad[oa]s?|complicad[oa]s?|de cabeza|a mil|full|met[ií]d[oa]s?)"
_ES = [
    ("event", rf"\b{_ES_BUSY}(?: ahora| ahorita| estos d[ií]as)? (?:con|por|en|preparando|terminando|cerrando) {_REST}"),
    ("event", rf"\b(?:en (?:plen[oa]|medio de(?:l)?|mitad de(?:l)?)) {_REST}"),
    ("holiday", r"\b(?:de|mis|las|nuestras|por|en) vacaciones\b"),
    ("trip", r"\b(?:de viaje|viajando|fuera del pa[ií]s|en el extranjero|viaje)\b"),
    ("leave", r"\b(?:estoy fuera|estar[eé] fuera|fuera de (?:la oficina|la ciudad|casa)|ausente|a la vuelta|cuando (?:vuelva|regrese))\b"),
    ("event", r"\b(?:cuando|en cuanto|una vez que|tras|despu[eé]s de que) (?:se )?(?:termine|acabe|pase|finalice|cierre)n?(?:mos)? (?P<np>[^.,;!?]+)"),
    ("awaiting", r"\b(?:esperando|a la espera de(?:l)?|espero|depende de(?:l)?|pendiente de(?:l)?) (?P<np>(?!que\b)[^.,;!?]+)"),
    ("thinking", r"\b(?:hablarlo|consultarlo|comentarlo|verlo|discutirlo|hablar|consultar) con (?P<np>(?:mi|mis|nuestr[oa]s?|el|la|los) [^.,;!?]+)"),
    ("thinking", r"\b(?:pens[aá]\w*|pienso|decid\w+|valor[aá]\w*|compar\w+|darle vueltas|consultarlo|meditarlo|considerar\w*)\b"),
    ("move", r"\b(?:la |una |mi |nuestra |estamos de |estoy de |de |nos )muda(?:nza|mos)\b"),
    ("event", r"\b(?:despu[eé]s de(?:l)?|tras|por|con|durante|preparando|tenemos|tengo|terminando|cerrando|pasad[oa]s?) (?P<np>(?:el|la|los|las|un|una|mi|mis|nuestr[oa]s?|ex[aá]menes|navidad|semana santa|lanzamiento|inventario|mudanza|obras?|temporada|cierre|auditor[ií]a|feria|boda)\b[^.,;!?]*)"),
    ("busy", rf"\b{_ES_BUSY}\b"),
]  # fmt: skip

_PT_BUSY = r"(?P<word>atolad[oa]s?|corrid[oa]s?|correria|ocupad[ií]ssim[oa]s?|ocupad[oa]s?|sobrecarregad[oa]s?|cheio de coisas|enrolad[oa]s?|apertad[oa]s?|sem tempo|a mil|lotad[oa]s?|assoberbad[oa]s?|na loucura)"
_PT = [
    ("event", rf"\b{_PT_BUSY}(?: agora| aqui| demais)? (?:com|por causa d[eoa]s?|em|n[oa]s?|preparando|terminando|fechando) {_REST}"),
    ("event", rf"\b(?:no meio d(?:e|o|a|os|as)|em plen[oa]) {_REST}"),
    ("holiday", r"\b(?:de f[eé]rias|minhas f[eé]rias|nossas f[eé]rias|entrar de f[eé]rias)\b"),
    ("trip", r"\b(?:viajando|de viagem|em viagem|a viajar|fora do pa[ií]s|no exterior|viagem)\b"),
    ("leave", r"\b(?:estou fora|vou estar fora|estarei fora|fora do escrit[oó]rio|ausente|quando (?:eu )?voltar|na volta)\b"),
    ("event", r"\b(?:quando|assim que|depois que|logo que) (?:terminar|acabar|passar|fechar|finalizar)(?:em|mos)? (?P<np>[^.,;!?]+)"),
    ("event", r"\b(?:depois que|quando|assim que) (?P<np>(?:o|a|os|as|meus?|minhas?|noss[oa]s?) [^.,;!?]+?) (?:terminar|acabar|passar|sair)(?:em)?\b"),
    ("awaiting", r"\b(?:esperando|aguardando|[àa] espera d[eoa]s?|depende d[eoa]s?|dependendo d[eoa]s?) (?P<np>(?!que\b)[^.,;!?]+)"),
    ("thinking", r"\b(?:falar|conversar|ver|alinhar|discutir|consultar)(?: isso)? com (?P<np>(?:o|a|os|as|meus?|minhas?|noss[oa]s?) [^.,;!?]+)"),
    ("thinking", r"\b(?:pens[ao]\w*|decid\w+|avali[ao]\w*|compar\w+|analis[ao]\w*|refletir)\b"),
    ("move", r"\b(?:a |uma |minha |nossa |em |de )mudan[cç]a\b"),
    ("event", r"\b(?:depois d(?:e|o|a|os|as)|ap[oó]s|por causa d(?:e|o|a|os|as)|durante|com|preparando|temos|tenho|terminando|fechando|passad[oa]s?) (?P<np>(?:(?:o|a|os|as|um|uma|meus?|minhas?|noss[oa]s?)\b|provas?|natal|carnaval|p[aá]scoa|lan[cç]amento|invent[aá]rio|mudan[cç]a|obras?|reforma|auditoria|feira|casamento|fechamento)[^.,;!?]*)"),
    ("busy", rf"\b{_PT_BUSY}\b"),
]  # fmt: skip

RULES: dict[str, list[tuple[str, re.Pattern[str]]]] = {
    language: [(kind, re.compile(pattern, _I)) for kind, pattern in rules]
    for language, rules in (("en", _EN), ("es", _ES), ("pt", _PT))
}

# A clause that begins here is another thought: the phrase ends before it.
CUT = {
    "en": re.compile(r"[.;!?()…]|, | – | — | - |\b(?:and|so|but|which|that's why|because) (?:i|we|you|let|get|please|call|then|maybe|can|could)\b|\band then\b|\b(?:until|till|through)\b", _I),
    "es": re.compile(r"[.;!?()…]|, | – | — | - |\b(?:y|as[ií] que|pero|porque) (?=me|te|le|nos|luego|hablamos|despu[eé]s|ll[aá]ma|escr[ií]b)|\bhasta\b|\bas[ií] que\b|\bpero\b", _I),
    "pt": re.compile(r"[.;!?()…]|, | – | — | - |\b(?:e|ent[aã]o|mas|porque) (?=me|te|a gente|depois|falamos|liga|escrev)|\bat[eé]\b|\bent[aã]o\b|\bmas\b", _I),
}  # fmt: skip
TRAIL = {
    "en": re.compile(r"\s*\b(?:though|tho|atm|right now|at the moment|currently|just now|these days|this (?:week|month|morning|afternoon)|next (?:week|month|year)|today|tomorrow|now|here|anyway|sorry|please|thanks?|too|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:is|are|was|were)|first|for a (?:while|bit))$", _I),
    "es": re.compile(r"\s*\b(?:ahora(?: mismo)?|ahorita|estos d[ií]as|esta semana|este mes|la semana que viene|la pr[oó]xima semana|el mes que viene|hoy|ma[nñ]ana|por ahora|de momento|aqu[ií]|gracias|por favor|pero|y|en (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre))$", _I),
    "pt": re.compile(r"\s*\b(?:agora|hoje|amanh[aã]|esta semana|essa semana|nesta semana|este m[eê]s|semana que vem|por enquanto|no momento|aqui|obrigad[oa]|por favor|mas|e|em (?:janeiro|fevereiro|mar[cç]o|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro))$", _I),
}  # fmt: skip
LEAD = {
    "en": re.compile(r"^(?:because|since|as|cause|cos|but|sorry|just|so|well|still|also|and|of|the fact that|all) ", _I),
    "es": re.compile(r"^(?:porque|como|pero|perd[oó]n|es que|que|y|todav[ií]a|a[uú]n) ", _I),
    "pt": re.compile(r"^(?:porque|como|mas|desculp[ae]|é que|que|e|ainda) ", _I),
}
TIME_ONLY = {
    "en": re.compile(r"(?:(?:the|a|an|about|around|early|late|next|this|couple|few|of|some|mid|end|beginning|your|that|in|on|at|until|till|after|before|weeks?|months?|days?|years?|quarters?|while|bit|time|hours?|minutes?|weekend|today|tomorrow|two|three|four|five|six|\d+(?:st|nd|rd|th|pm|am)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|morning|afternoon|evening|lunch|soon|soonish|later)[\s,-]*)+", _I),
    "es": re.compile(r"(?:(?:el|la|los|las|un|una|unos|unas|par|de|del|en|a|al|hacia|pr[oó]xim[oa]|que|viene|semanas?|mes|meses|d[ií]as?|a[nñ]os?|rato|fin|finales|principios|mediados|hoy|ma[nñ]ana|tarde|noche|dos|tres|cuatro|\d+|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|pronto|luego|despu[eé]s|verano|oto[nñ]o|invierno|primavera)[\s,-]*)+", _I),
    "pt": re.compile(r"(?:(?:o|a|os|as|um|uma|uns|umas|par|de|do|da|em|no|na|por|volta|pr[oó]xim[oa]|que|vem|semanas?|m[eê]s|meses|dias?|anos?|fim|final|come[cç]o|meados|hoje|amanh[aã]|manh[aã]|tarde|noite|duas|dois|tr[eê]s|\d+|segunda|ter[cç]a|quarta|quinta|sexta|s[aá]bado|domingo|feira|janeiro|fevereiro|mar[cç]o|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|logo|depois|ver[aã]o|outono|inverno|primavera)[\s,-]*)+", _I),
}  # fmt: skip

_EN_DETERMINED = re.compile(r"^(?:the|your|our|this|that|these|those|some|all|his|her|their|its|\d|[a-z]+ing\b|[A-Z])", re.S)
_EN_FEAST = re.compile(r"^(?:easter|christmas|eid|ramadan|diwali|passover|pesach|thanksgiving|hanukkah|new year)\b", _I)


def _english_article(phrase: str) -> str:
    if re.match(r"^an? ", phrase, _I):
        return re.sub(r"^an? ", "the ", phrase, flags=_I)
    if _EN_FEAST.match(phrase):
        return phrase[:1].upper() + phrase[1:]
    return phrase if _EN_DETERMINED.match(phrase) else f"the {phrase}"


_ES_FEMININE = re.compile(r"^(?:\w+(?:ci[oó]n(?:es)?|si[oó]n(?:es)?|dad(?:es)?|tud)|\w*[b-ln-z]as?|firma|cama|norma)\b", _I)
_ES_DETERMINED = re.compile(r"^(?:el|la|los|las|tus?|sus?|vuestr\w+|nuestr\w+|est[aeo]s?|es[aeo]s?|todo|\d|[A-ZÁÉÍÓÚ]|navidad|semana santa)\b", re.S)


def _spanish_article(phrase: str) -> str:
    if re.match(r"^una? ", phrase, _I):
        return re.sub(r"^un(a?) ", lambda m: "la " if m.group(1) else "el ", phrase, flags=_I)
    if _ES_DETERMINED.match(phrase):
        return phrase
    plural = phrase.split()[0].endswith("s")
    feminine = bool(_ES_FEMININE.match(phrase))  # the ending tells the gender of a thing ("tema", "sistema" are masculine)
    return f"{('las' if feminine else 'los') if plural else ('la' if feminine else 'el')} {phrase}"


_PT_DETERMINED = re.compile(r"^(?:o|a|os|as|seus?|suas?|noss\w+|est[ea]s?|ess[ea]s?|todo|\d|[A-ZÁÉÍÓÚ])\b", re.S)
_PT_FEMININE = re.compile(r"^(?:\w+(?:ção|são|ções|sões|dades?|gem|gens)|\w*[b-ln-z]as?|firma|norma)\b", _I)


def _portuguese_article(phrase: str) -> str:
    if re.match(r"^uma? ", phrase, _I):
        return re.sub(r"^um(a?) ", lambda m: "a " if m.group(1) else "o ", phrase, flags=_I)
    if _PT_DETERMINED.match(phrase):
        return phrase
    first, feminine = phrase.split()[0], bool(_PT_FEMININE.match(phrase))
    return f"{('as' if feminine else 'os') if first.endswith('s') else ('a' if feminine else 'o')} {phrase}"


BARE_DETERMINER: dict[str, Callable[[str], str]] = {
    "en": _english_article, "es": _spanish_article, "pt": _portuguese_article,
}  # fmt: skip
