# one rule a line, however long: that is how they are compared
"""The rules of matter per language: (wish, pattern) where `vp` is a verb phrase in the base form, `all` the
complement of the wish as they said it, `np` a noun phrase; and how each wish is said back, now and later."""

from __future__ import annotations

import re

_I = re.I
_NP = r"(?P<np>[^.!?;\n]+)"
_VP = r"(?P<vp>[^.!?;\n]+)"

_EN_WHO = r"(?:someone|somebody|a company|a person|people|you|anyone|a partner|a supplier|a provider|a team|a firm)"
_EN_NOT_YET = r"(?:check|wait|talk|speak|think|see|ask|settle|finish|sort|decide|discuss|sleep|look|get (?:back|in|to)|go|run|be|have|know|leave|focus|work|find|hold|pass|stop|measure|close|plan)\b"

_EN_OFTEN = r"(?:always|usually|only|surely|definitely|just|still)"
# Where the thing ends: a time, a condition, whom they do it with.
_EN_STOP = r" (?:right |just |all )?(?:onto|before|after|in|at|every|when|once|so|if|only|then|ahead|early|late|around|sometime|from|w|with|again|please|pls|first|that time|until|til|till|because|but|and (?:we|i))\b|[.!?;,\n]|$"

_EN = [
    ("", rf"\b(?:know|hear|learn|find out|info(?:rmation)?|details|ask|asking|question|questions|quote|chat|talk)(?: (?:you|some|a bit|a little|more))* (?:about|on|regarding) (?!it\b|that\b|this\b){_NP}"),
    ("look_for", rf"\b(?:looking|searching|hunting) for (?P<all>{_EN_WHO} (?:to|who can|that can) {_VP})"),
    ("look_to", rf"\blooking to (?P<all>{_VP})"),
    ("look_for", rf"\b(?:looking|searching|shopping|in the market) for {_NP}"),
    ("want_us", rf"\b(?:i|we)(?:'d| would)?(?: really| still| just)? (?:want|like|love|need) you (?P<all>to {_VP})"),
    ("need", rf"\b(?:i|we)(?:'ll| will| would|'d)?(?: also| really| still| just| do)? need (?P<all>{_EN_WHO} to {_VP})"),
    ("need", rf"\b(?:i|we)(?:'ll| will| would|'d)?(?: also| really| still| just| do)? need (?P<all>to (?!{_EN_NOT_YET}){_VP})"),
    ("want", rf"\b(?:i|we)(?:'d| would)?(?: really| still| do| definitely| just)? (?:want|like|love|hope|wish) (?P<all>to (?!{_EN_NOT_YET}){_VP})"),
    ("want", rf"(?:^|\b(?:and|also|still|just|really|but) )(?:want|would like|hope) (?P<all>to (?!{_EN_NOT_YET}){_VP})"),
    ("need", rf"\b(?:i|we)(?:'ll| will)?(?: also| really| still| just| do)? need {_NP}"),
    ("want", rf"\b(?:i|we)(?:'ll|'d| would| will)?(?: really| still| do| definitely)? (?:want|like|love) (?!it\b|that\b|this\b){_NP}"),
    ("interest", rf"\binterested in {_NP}"),
    ("need", rf"^(?:hi|hello|hey)?\W*(?:need|looking for) (?!to\b){_NP}"),
    ("", rf"\b(?:i'm|we're|i am|we are) (?:hiring|organi[sz]ing|building|buying|after|looking at|looking into) (?!it\b|that\b|this\b){_NP}"),
    ("", r"\b(?:thinking (?:of|about)|considering|planning|planning on) (?P<np>(?!it\b|about\b|things\b)[^.!?;\n]+)"),
    ("", rf"\b(?:can|could|would|will) (?:you|u) (?:please |also )?(?:get|send|bring|share|mail|e-?mail|give)(?: me| us)? (?P<np>(?:the|a|an|your|our|my|some|those) [^.!?;\n]+?)(?: (?:over|to (?:me|us)))?(?={_EN_STOP})"),
    ("", rf"\b(?:can|could|would|will) you (?:please |also |maybe )?(?:help (?:me|us) (?:to )?)?{_VP}"),
    ("", r"\bdo you (?:also |actually )?(?P<vp>(?:ship|deliver|offer|sell|make|do|install|repair|provide|rent|support|accept|take) [^.!?;\n]+)"),
    ("", r"\b(?:how much (?:is|are|would|does|do)|what(?:'s| is| are| does| would)(?: the (?:price|cost)s? (?:of|for))?) (?P<np>(?:the|a|an|your|our|my) [^.!?;\n]+?)(?: (?:cost|be|per \w+))?(?=[.!?;\n]|$)"),
    ("", r"\b(?P<np>(?:the|our|my) \w+(?: \w+)?) (?:has|have|will have|needs?) to wait\b"),
    ("", r"\b(?:please )?(?:send|show|give|e-?mail|mail|forward|shoot|share)(?: me| us)?(?: over)? (?P<np>(?:the|a|an|your|our|my|some) [^.!?;\n]+?)(?: over)?(?=[.!?;\n,]|$)"),
    ("", r"\babout (?P<np>(?:the|a|an|your|our|my) [^.!?;\n,]+)"),
    ("", r"\b(?P<np>(?:the|your|our|my) (?:\w+ ){0,3}(?:quote|offer|contract|proposal|order|demo|invoice|delivery|shipment|estimate|package|subscription|renewal|samples?|upgrade)\b(?: (?:prices?|rates?|list|date))?(?: for (?:the|my|our) \w+(?: \w+)?)?)"),
    # what they speak of without wishing for it in so many words
    ("choice", r"\b(?:torn|sure|decided?|deciding|choose|choosing|undecided)(?: yet)? between (?P<np>[^.!?;,\n]+)"),
    ("", r"\b(?:so|yeah|but|about|for),? (?:yeah,? )?(?P<np>(?:the|that) [\w' -]{3,40}?)(?: matter| thing| issue)?(?=, | na\b)"),
    ("", r"\bthat (?P<np>[\w' -]{3,30}?) (?:matter|thing|issue|business)\b"),
    ("", r"\b(?:keen|set|sold|hot) (?:as )?(?:on|for) (?P<np>(?:the|your|our|my|that|those|an?) [^.!?;\n,]+)"),
    ("", r"\b(?:message|text|call|ring|ping|catch|remind|write|contact|line|shout|bell|nudge|ask|check|speak|talk|come|try|back)\b[^.!?;\n]{0,45}? (?:about|for|re|regarding) (?P<np>(?:the|our|my|that|those) [^.!?;\n,]+)"),
    ("", rf"\b(?:i|we)(?:'ll|'re|'m| will| are| am)? (?:{_EN_OFTEN} )*(?:doing|take|taking|getting|book|in for|go for|going for|put in|install) (?P<np>(?:the|that|those|our|my|\d+) [^.!?;\n,]+?)(?={_EN_STOP})"),
    ("", rf"\b(?:i|we)(?:'ll|'re|'m| will| are| am)? (?:{_EN_OFTEN} )*(?:buy|buying|order|ordering|stock up on|review|redo|redoing|renew|swap|replace|choose|pick|re-?tender|want|sit for|finali[sz]e|decide on) (?P<np>(?!it\b|that\b|this\b|you\b|one\b|to\b|if\b)[\w' -]+?)(?={_EN_STOP})"),
    ("", rf"\b(?:share|bring up|lock in|hold|confirm|raise|discuss|go over|want|in for|sort|let me have) (?P<np>(?:the|that|those|your|our|my|this) [^.!?;\n,]+?)(?={_EN_STOP})"),
    ("", r"^(?P<np>(?!(?:that|this|it|what|when|if|once|so|and|but|as|like|which)\b)[\w-]+(?: [\w-]+){0,2}) (?:i|we) (?:only |always |usually )*(?:look|buy|order|sort|get|do)\b"),
    ("", rf"\b(?:for|re|only|sit down with) (?P<np>(?:the|our) [^.!?;\n,]+?)(?={_EN_STOP})"),
    ("", rf"\b(?:not sure about|thinking about|thoughts on) (?P<np>[^.!?;\n,]+?)(?= yet|{_EN_STOP})"),
]  # fmt: skip

_ES_WHO = r"(?:a )?(?:alguien|una empresa|una persona|un proveedor|un socio)"
_ES_NOT_YET = r"(?:pensar|hablar|consultar|ver|esperar|terminar|acabar|cerrar|decidir|saber|preguntar|comentar|mirar|valorar|confirmar|ir|ser|estar|hacer)(?:lo|la|los|las|me|nos)?\b"
_ES = [
    ("", rf"\b(?:saber|conocer|info(?:rmaci[oó]n)?|detalles|preguntar|consultar|preguntaros|preguntarles?)(?: m[aá]s)?(?: informaci[oó]n)? (?:sobre|acerca de|de|por) (?!eso\b|esto\b){_NP}"),
    ("buscar", rf"\bbusc(?:o|amos|ando) (?P<all>{_ES_WHO} (?:para|que pueda) {_VP})"),
    ("buscar", rf"\bbusc(?:o|amos|ando) {_NP}"),
    ("necesitar", rf"\bnecesit(?:o|amos) (?P<all>(?P<vp>(?!{_ES_NOT_YET})\w+[aei]r(?:me|nos|lo|la|los|las)?\b[^.!?;\n]*))"),
    ("necesitar", rf"\bnecesit(?:o|amos) (?P<all>{_ES_WHO} para {_VP})"),
    ("querer", rf"\b(?:quiero|queremos|querr[ií]a(?:mos)?|quisiera|quer[ií]a(?:mos)?|me gustar[ií]a|nos gustar[ií]a) (?P<all>(?P<vp>(?!{_ES_NOT_YET})\w+[aei]r(?:me|nos|lo|la|los|las)?\b[^.!?;\n]*))"),
    ("necesitar", rf"\bnecesit(?:o|amos) {_NP}"),
    ("querer", rf"\b(?:quiero|queremos|quisiera|quer[ií]a(?:mos)?) {_NP}"),
    ("interesar", r"\b(?:me|nos) interesa(?:n|r[ií]a)? (?P<np>(?:el|la|los|las|un|una|su|sus|tu|tus|vuestr\w+) [^.!?;\n]+)"),
    ("interesar", rf"\binteresad[oa]s? en {_NP}"),
    ("", r"\b(?:puede[ns]?|pueden|pod[eé]is|podr[ií]a[ns]?|podr[ií]ais) (?P<vp>\w+[aei]r(?:me|nos)?\b[^.!?;\n]*)"),
    ("", r"\bcu[aá]nto (?:cuesta|vale|sale|ser[ií]a)n? (?P<np>(?:el|la|los|las|un|una|su|tu|mi) [^.!?;\n]+)"),
    ("", r"\b(?:m[aá]nda|env[ií]a|p[aá]sa|ens[eé][nñ]a)(?:me|nos|r[ae]n?)? (?P<np>(?:el|la|los|las|un|una) [^.!?;\n,]+)"),
    ("", r"\blo del (?P<np>(?!que\b)[^.!?;\n,]+)"),
    ("", r"\b(?:sobre|lo de|lo del|acerca de) (?P<np>(?:el|la|los|las|un|una|mi|nuestr\w+) [^.!?;\n,]+)"),
    ("", r"\b(?P<np>(?:el|la|los|mi|nuestr[oa]) (?:presupuesto|contrato|oferta|propuesta|cotizaci[oó]n|pedido|demo|factura|env[ií]o|paquete|suscripci[oó]n|muestras?)\b(?: (?:de|del|para) [^.!?;\n,]+)?)"),
]  # fmt: skip

_PT_WHO = r"(?:algu[eé]m|uma empresa|uma pessoa|um fornecedor|um parceiro)"
_PT_NOT_YET = r"(?:pensar|falar|conversar|consultar|ver|esperar|terminar|acabar|fechar|decidir|saber|perguntar|alinhar|confirmar|ir|ser|estar|fazer)\b"
_PT = [
    ("", r"\b(?P<np>(?:os?|as?) [\w-]+(?: d[eoa]s? [\w-]+)?) eu quero\b"),
    ("", r"\b(?:combina|combinamos|v[eê]|vemos|fecha|fechamos) (?P<np>(?:o|a|os|as) [^.!?;\n,]+)"),
    ("", rf"\bpens(?:ando|ar) (?:em |n(?=[oa]s? ))(?!isso\b|isto\b){_NP}"),
    ("", rf"\b(?:saber|conhecer|informa[cç](?:[aã]o|[oõ]es)|detalhes|perguntar)(?: mais)? (?:sobre|acerca d[eoa]s?|d[eoa]s?) (?!isso\b|isto\b){_NP}"),
    ("procurar", rf"\b(?:procur(?:o|amos|ando)|a procurar|busc(?:o|amos|ando)) (?P<all>(?:por )?{_PT_WHO} (?:para|que possa) {_VP})"),
    ("procurar", rf"\b(?:procur(?:o|amos|ando)|a procurar|busc(?:o|amos|ando)) {_NP}"),
    ("precisar", rf"\bprecis(?:o|amos|ando) (?:de )?(?P<all>(?P<vp>(?!{_PT_NOT_YET})\w+[aei]r\b[^.!?;\n]*))"),
    ("precisar", rf"\bprecis(?:o|amos|ando) (?P<all>de {_PT_WHO} para {_VP})"),
    ("querer", rf"\b(?:quero|queremos|queria|quer[ií]amos|gostaria de|gostar[ií]amos de) (?:mesmo |muito |sim,? )?(?P<all>(?P<vp>(?!{_PT_NOT_YET})\w+[aei]r\b[^.!?;\n]*))"),
    ("precisar_de", rf"\bprecis(?:o|amos) de {_NP}"),
    ("querer", rf"\b(?:quero|queremos|queria|quer[ií]amos) (?:mesmo |muito )?(?!sim\b){_NP}"),
    ("interesse", rf"\b(?:interessad[oa]s?|interesse) (?:em |n(?=[oa]s? )){_NP}"),
    ("", r"\b(?:pode[m]?|poderia[m]?|consegue[m]?) (?:me |nos )?(?P<vp>\w+[aei]r\b[^.!?;\n]*)"),
    ("", r"\bquanto (?:custa|fica|sai|seria)m? (?P<np>(?:o|a|os|as|um|uma) [^.!?;\n]+)"),
    ("", r"\b(?:me |nos )?(?:mand[ae]|envi[ae]|pass[ae]|mostr[ae])(?:-me|-nos|r|m)? (?P<np>(?:o|a|os|as|um|uma) [^.!?;\n,]+)"),
    ("", r"\bsobre (?P<np>(?:o|a|os|as|um|uma|meu|minha|noss[oa]) [^.!?;\n,]+)"),
    ("", r"\b(?P<np>(?:o|a|os|as|meu|minha|noss[oa]) (?:or[cç]amento|contrato|oferta|proposta|cota[cç][aã]o|pedido|demonstra[cç][aã]o|fatura|envio|entrega|pacote|assinatura|amostras?)\b(?: (?:de|do|da|para) [^.!?;\n,]+)?)"),
]  # fmt: skip

RULES: dict[str, list[tuple[str, re.Pattern[str]]]] = {
    language: [(want, re.compile(pattern, _I)) for want, pattern in rules]
    for language, rules in (("en", _EN), ("es", _ES), ("pt", _PT))
}

# (now, past) of a wish; Spanish: tú, usted, vosotros, ustedes.
WANTED: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "en": {
        "look_for": (("you're looking for", "you were looking for"),),
        "look_to": (("you're looking to", "you were looking to"),),
        "need": (("you need", "you needed"),),
        "want": (("you'd like", "you wanted"),),
        "want_us": (("you'd like us", "you wanted us"),),
        "interest": (("you're interested in", "you were interested in"),),
    },
    "es": {
        "buscar": (("buscas", "buscabas"), ("busca", "buscaba"), ("buscáis", "buscabais"), ("buscan", "buscaban")),
        "necesitar": (("necesitas", "necesitabas"), ("necesita", "necesitaba"), ("necesitáis", "necesitabais"), ("necesitan", "necesitaban")),
        "querer": (("quieres", "querías"), ("quiere", "quería"), ("queréis", "queríais"), ("quieren", "querían")),
        "interesar": (("te interesa", "te interesaba"), ("le interesa", "le interesaba"), ("os interesa", "os interesaba"), ("les interesa", "les interesaba")),
    },
    "pt": {
        "procurar": (("procura", "procurava"),), "precisar": (("precisa", "precisava"),), "precisar_de": (("precisa de", "precisava de"),),
        "querer": (("quer", "queria"),), "interesse": (("tem interesse em", "tinha interesse em"),),
    },
}  # fmt: skip

# A phrase with a verb of its own is a sentence, not a thing.
NOT_A_PHRASE = {
    "en": re.compile(r"\b(?:is|are|was|were|works?|isn't|can't|cannot|don't|not|i'm|i'll|i've|we're|we'll|we've|it's|let's|yes|no|ok|okay|hi|hello|hey|thanks?)\b|\b(?:i|we|they|he|she|it) \w", _I),
    "es": re.compile(r"\b(?:es|son|est[aá]n?|estamos|estoy|hay|no|s[ií]|hola|gracias|puedo|podemos|mejor|me|nos mudamos|vale|ok)\b", _I),
    "pt": re.compile(r"\b(?:é|s[aã]o|est[aá]|est[aã]o|estamos|estou|t[aáôo]|h[aá]|n[aã]o|sim|ol[aá]|oi|obrigad[oa]|posso|podemos|melhor|me|vamos|vou|ok)\b", _I),
}  # fmt: skip

# A thing we make or send, which both sides know: "the quote", not "a quote".
DELIVERABLE = {
    "en": re.compile(r"\b(quote|offer|contract|proposal|order|demo|invoice|estimate|comparison|numbers|figures|price list|samples?|brochure|renewal|survey|call|visit|appointment|booking|package|plan)\b", _I),
    "es": re.compile(r"^(?:una? )?(presupuesto|contrato|oferta|propuesta|cotizaci[oó]n|pedido|demo|factura|comparativa|muestras?|visita|cita|reserva|llamada)\b", _I),
    "pt": re.compile(r"^(?:uma? )?(or[cç]amento|contrato|oferta|proposta|cota[cç][aã]o|pedido|demonstra[cç][aã]o|fatura|compara[cç][aã]o|amostras?|visita|reserva|liga[cç][aã]o)\b", _I),
}  # fmt: skip

# Words that name nothing: not a matter.
EMPTY = {
    "en": re.compile(r"(?:(?:it|this|that|them|one|you|me|us|some|more|to|help|info|information|know|talk|chat|speak|call|wait|see|do|the|a|an|bit|little|get|back|time|think|touch|base|anything|something|something else|weekend|about|over|again|later|message|text|write|contact|ask|day|week|let|go|be|pick|up|of|for|please|soon)\s*)+", _I),
    "es": re.compile(r"(?:(?:lo|la|eso|esto|algo|ayuda|m[aá]s|informaci[oó]n|hablar|esperar|saber|tiempo|un|una|poco|pensar\w*|ver|llamar\w*|escribir\w*|decir\w*|que|hacer\w*|de)\s*)+", _I),
    "pt": re.compile(r"(?:(?:o|a|isso|isto|algo|ajuda|mais|informa[cç][aãoõ]\w*|falar|esperar|saber|tempo|um|uma|pouco|pensar|ver|ligar|escrever|dizer|que|fazer|de)\s*)+", _I),
}  # fmt: skip
_EN_VERBS = (
    "ship|send|buy|order|get|book|rent|sell|move|build|make|install|repair|fix|renew|sign|start|open|change|switch|learn|"
    "find|hire|deliver|design|organi[sz]e|plan|print|paint|replace|insure|upgrade|cancel|migrate|translate|create|redo|"
    "set up|try|test|visit|see|compare|renovate|store|transport|import|export|integrate|connect|automate|clean|receive|pay|confirm|review|discuss|decide|schedule|arrange|remind|check|choose|finish|reserve|measure|prepare|draft|update"
)
VERB_FIRST = {
    "en": re.compile(
        rf"^(?:to \w+|(?:{_EN_VERBS})) (?!(?:quote|offer|contract|list|plan|demo|order|number|numbers|date)\b)", _I
    ),
    "es": re.compile(r"^\w*[aei]r(?:me|nos|lo|la|los|las)? ", _I),
    "pt": re.compile(r"^\w*[aei]r(?:-me|-nos)? ", _I),
}
