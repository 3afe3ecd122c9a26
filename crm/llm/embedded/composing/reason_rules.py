# one rule a line, however long: that is how they are compared
"""The rules of reason per language: ordered (kind, pattern); a group `np` is a noun phrase or clause."""

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

_EN_EVENT_NOUN = r"(?:launch|exams?|finals|audit|fair|trade show|wedding|moving?|migration|meetings?|workshop|training|clos(?:e|ing)|inventory|stock ?tak(?:e|ing)|conference|season|reviews?|deadlines?|event|opening|renovations?|remodel\w*|harvest|construction|works|budget|tax(?:es| returns?| season)?|holidays|easter|christmas|eid|ramadan|diwali|festival|rush|relocation|merger|presentation|tournament|thesis)"
_EN_EVENT = rf"(?:(?:an?|the|my|our|all the|this) )?(?:[\w-]+ ){{0,2}}{_EN_EVENT_NOUN}\b(?=(?: (?:for|of|with|at|on|in|this|next|until|till|right|now|first|ends?|finish\w*|and|so|but|coming|going|before|after|to|is|are|here|season|that|which)\b)|[.,;:!?)]|$)"
_EN_DECIDER = r"(?:wife|husband|partner|boss|manager|director|team|board|parents|mum|mom|mother|dad|father|girlfriend|boyfriend|fianc[eé]e?|cfo|ceo|cto|accountant|lawyer|landlord|family|committee|colleagues?|co-?founder)"

_EN = [
    ("thinking", r"\b(?P<np>(?:my|our) [a-z-]+)(?: is| are|'s) (?:still |currently |also )?(?:away|on (?:vacation|holiday|leave|a trip)|travell?ing|abroad|out of|off\b|back (?:on|in|from))"),
    ("event", rf"\b{_EN_BUSY}(?: right now| at the moment| just now| currently)? (?:with|by|in|on|preparing(?: for)?|finishing|because of|due to) (?!the office|work\b|my (?:job|office)|here\b){_REST}"),
    ("event", rf"\b(?:in the middle of|midway through|halfway through|knee[- ]deep in|in the midst of) {_REST}"),
    ("event", r"\bmid[- ](?P<np>(?!jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|week|month|day|year)[a-z]+)"),
    ("holiday", r"\b(?:on|for|have|taking) (?:\w+ )?(?:holidays?|vacation)\b|\bvacation(?:ing)?\b"),
    ("trip", rf"\b{_EN_TRIP}\b"),
    ("leave", r"\b(?:on (?:annual )?leave|out of (?:the )?(?:office|town)|(?:i'm|we're|am|are|be) away|off work|out until|(?:i'm|we're|am|are|be|get|come) back (?:on|from|in))\b"),
    ("event", r"\b(?:when|once|after|until|till|as soon as) (?P<np>(?:(?!\b(?:when|once|after|until|till)\b)[^.,;!?])+?) (?:is|are|has|have) (?:been )?(?:over|done|finished|out|live|through|behind|settled|complete\w*|up and running)\b"),
    ("condition", r"\bif (?P<np>(?!.*\b(?:you|ready|required|needed|ever|there's|not|needs?|that|possible)\b)[^.,;!?]+ (?!in\b)\w+)"),
    ("pending", r"\b(?:once|when|as soon as|until|till) (?P<np>(?!.*\b(?:you|ready|required|needed|ever|there's)\b)[^.,;!?]+ (?!in\b)\w+)"),
    ("waiting_to", r"\bwaiting (?:for|on) (?P<np>[^.,;!?]+? to [^.,;!?]+)"),
    ("awaiting", rf"\b(?:waiting (?:for|on|to hear (?:from|about))|awaiting|depends on|depending on|subject to|pending) {_REST}"),
    ("thinking", r"\b(?:talk|speak|check|discuss|go over|run)(?: it| this| that)?(?: over)? (?:with|to|by|past) (?P<np>(?:my|our|the) [^.,;!?]+)"),
    ("thinking", rf"\b(?P<np>(?:(?:my|our|the) )?{_EN_DECIDER}) (?:needs?|has|have|wants?|must) to (?!be paid)"),
    ("thinking", rf"\b(?:ask|asking|check with|consult) (?P<np>(?:(?:my|our|the) [^.,;!?]+|{_EN_DECIDER}\b))"),
    ("thinking", r"\b(?:weigh(?:ing|s)?|think(?:ing)?|consider(?:ing)?|decid(?:e|ing)|compar(?:e|ing)|sleep on|mull\w*|make up my mind|need time|give me (?:(?:the|a) (?:weekend|week|day|few|couple|bit|moment|minute|while)|some))\b"),
    ("move", r"\b(?:moving|move|moved) (?:in(?:to)?|house|home|offices?|flat)\b|\b(?:we|i)(?:'re|'m|'ve| are| am| have) (?:just )?mov(?:ing|ed)\b(?! (?:the|our|my|all|some|a|it)\b(?! (?:\w+ )?(?:house|home|offices?|flat|premises|shop|store|things|everything)))|\b(?:we|i) move (?:on|in|next)\b"),
    ("event", r"\b(?:launching|rolling out) (?P<np>(?:my|our|the|a|an) [^.,;!?]+)"),
    ("event", r"\b(?:after|because of|due to|during|facing|running|preparing(?: for)?|finishing|closing|completing|wrapping up|settl(?:e|ing)|sort(?:ing)? out|finish|complete|wrap up) (?P<np>(?:(?:the|my|our|all the|an?) (?!first day|weekend|week\b|month\b|fact)[^.,;!?]+|(?:[a-z-]+ ){0,2}(?:season|exams?|inventory|holidays|easter|christmas|eid|ramadan|diwali|thanksgiving)\b)[^.,;!?]*)"),
    ("event", rf"\b(?:at|in|with|got|have|has|having|doing|it's|its|is|before) (?P<np>(?!(?:your|a few|some)\b){_EN_EVENT}[^.,;!?]*)"),
    ("event", rf"^(?:because of |due to |busy )?(?P<np>(?!prefer|want|wait|ask|need|no\b|not\b){_EN_EVENT})$"),
    ("event", rf"(?:^|[.!?;,] )(?P<np>(?!(?:the|my|our|an?|no|not|in|on|at|for|after|before|start|stop|keep|finish)\b)[a-z-]+ {_EN_EVENT_NOUN})(?= (?:is|are|on)\b)"),
    ("event", rf"\b(?P<np>(?:(?:an?|the|my|our) (?:[\w-]+ )?)?{_EN_EVENT_NOUN})(?: (?:first|comes first|ends?|finish(?:es)?|starts?|begins?|is|are|on|in|next|this|till|until)\b)"),
    ("event", r"^(?:(?:i'm|im|we're|i am|we are) )?(?P<np>(?:finishing|closing|launching|opening|migrating|renovating|rebuilding|hiring|preparing|organi[sz]ing|planning|moving) [^.,;!?]+|(?!wait|think|look|ask|go|try|check|hav|gett|be|want|walk|talk|hop|do)[a-z]+ing (?:the|my|our) [^.,;!?]+)"),
    ("busy", rf"\b{_EN_BUSY}\b"),
    ("busy", r"\b(?:things are|everything is|(?:january|february|march|april|june|july|august|september|october|november|december|summer|spring|autumn|winter) is|it's|its|it is|work is|life is|week is|day is) (?:a bit |so |pretty |really |very |quite |too )?(?P<word>crazy|mad|nuts|wild|manic|chaotic|chaos|intense)\b"),
]  # fmt: skip

_ES_BUSY = r"(?P<word>hast[oa] arriba|a tope|hast[oa] el cuello|li[oa]d[ií]sim[oa]s?|liad[oa]s?|ocupad[ií]sim[oa]s?|ocupad[oa]s?|sobrepasad[oa]s?|desbordad[oa]s?|agobiad[oa]s?|saturad[oa]s?|complicad[oa]s?|de cabeza|a mil|full|met[ií]d[oa]s?)"
_ES_EVENT = r"(?:lanzamiento|ex[aá]men(?:es)?|finales|navidad(?:es)?|semana santa|ramad[aá]n|inventario|mudanza|obras?|reforma|temporada(?: alta)?|cierre|auditor[ií]a|feria|congreso|boda|evento|inauguraci[oó]n|apertura|migraci[oó]n|fiestas|cosecha|vendimia|declaraci[oó]n de la renta|presentaci[oó]n|entrega|proyecto|torneo|tesis)"
_ES = [
    ("thinking", r"\b(?P<np>(?:mi|mis|nuestr[oa]s?) \w+) (?:est[aá]n?|anda|sigue) (?:de viaje|de vacaciones|fuera|viajando)"),
    ("thinking", r"\b(?P<np>(?:mi|nuestr[oa]) (?:marido|mujer|espos[oa]|soci[oa]|jef[ea]|novi[oa]|pareja|madre|padre)) (?:quiere|tiene|necesita|debe) "),
    ("waiting_to", r"\b(?:espero|esperando|esperamos) a (?P<np>\w+[aei]r\b[^.,;!?]*)"),
    ("event", rf"\b{_ES_BUSY}(?: ahora| ahorita| estos d[ií]as)? (?:con|por|en|preparando|terminando|cerrando) (?!el trabajo|la oficina|el curro|la pega|el laburo){_REST}"),
    ("event", rf"\b(?:en (?:plen[oa]|medio de(?:l)?|mitad de(?:l)?)) {_REST}"),
    ("holiday", r"\b(?:de|mis|las|nuestras|por|en) vacaciones\b"),
    ("trip", r"\b(?:de viaje|viajando|fuera del pa[ií]s|en el extranjero|viaje)\b"),
    ("leave", r"\b(?:estoy fuera|estar[eé] fuera|fuera de (?:la oficina|la ciudad|casa)|ausente|a la vuelta|cuando (?:vuelva|regrese))\b"),
    ("event", r"\b(?:cuando|en cuanto|una vez que|tras|despu[eé]s de que) (?:se )?(?:termine|acabe|pase|finalice|cierre)n?(?:mos)? (?P<np>[^.,;!?]+)"),
    ("awaiting", r"\b(?:esperando|a la espera de(?:l)?|espero|depende de(?:l)?|pendiente de(?:l)?) (?P<np>(?!que\b)[^.,;!?]+)"),
    ("thinking", r"\b(?:habl|consult|coment|discut|v)(?:ar|ir|er|amos|emos|imos|o|aremos|eremos)(?:lo)? con (?P<np>(?:mi|mis|nuestr[oa]s?|el|la|los) [^.,;!?]+)"),
    ("thinking", r"\b(?:tengo que|tenemos que|debo|necesito|quiero) preguntar(?:le|les|lo)? a (?P<np>(?:mi|mis|nuestr[oa]s?|la|los) [^.,;!?]+)"),
    ("thinking", r"\b(?:pens[aá]\w*|pienso|decid\w+|valor[aá]\w*|compar\w+|darle vueltas|consultarlo|meditarlo|considerar\w*)\b"),
    ("move", r"\b(?:la |una |mi |nuestra |estamos de |estoy de |de |nos |me )mud(?:anza|amos|o|aremos|ar[eé])\b|\bcambio de (?:casa|piso|oficina)\b"),
    ("event", r"\b(?:despu[eé]s de(?:l)?|tras|preparando|terminando|cerrando|durante|terminar|acabar|cerrar|pasad[oa]s?) (?P<np>(?:el|la|los|las|un|una|mi|mis|nuestr[oa]s?|navidad|semana santa|ramad[aá]n)\b(?! (?:vuelta|regreso|d[ií]a|semana\b(?! santa)))[^.,;!?]*)"),
    ("event", rf"\b(?:despu[eé]s de(?:l)?|tras|por|con|durante|en|tenemos|tengo|ten[ií]a|hay|preparando|terminando|cerrando|antes de(?:l)?) (?P<np>(?:(?:el|la|los|las|un|una|mi|mis|nuestr[oa]s?) )?{_ES_EVENT}\b[^.,;!?]*)"),
    ("event", rf"^(?P<np>(?:(?:el|la|los|las|un|una|mi|mis|nuestr[oa]s?) )?{_ES_EVENT}\b[^.,;!?]*)$"),
    ("busy", rf"\b{_ES_BUSY}\b"),
]  # fmt: skip

_PT_BUSY = r"(?P<word>atolad[oa]s?|corrid[oa]s?|correria|ocupad[ií]ssim[oa]s?|ocupad[oa]s?|sobrecarregad[oa]s?|cheio de coisas|enrolad[oa]s?|apertad[oa]s?|sem tempo|a mil|lotad[oa]s?|assoberbad[oa]s?|na loucura)"
_PT_EVENT = r"(?:lan[cç]amento|provas?|exames?|vestibular|natal|carnaval|p[aá]scoa|ramad[aã]|invent[aá]rio|obras?|reforma|temporada|fechamento|fecho|auditoria|feira|congresso|casamento|evento|inaugura[cç][aã]o|abertura|migra[cç][aã]o|festas|colheita|safra|imposto de renda|apresenta[cç][aã]o|entrega|projeto|torneio|tese)"
_PT = [
    ("thinking", r"\b(?P<np>(?:o |a )?(?:meus?|minhas?|noss[oa]s?) \w+) (?:t[aá]|est[aá]|est[aã]o|anda) (?:de f[eé]rias|viajando|de viagem|fora)"),
    ("thinking", r"\b(?P<np>(?:meu|minha|noss[oa]) (?:marido|mulher|espos[oa]|s[oó]ci[oa]|chefe|noiv[oa]|namorad[oa]|m[aã]e|pai)) (?:quer|tem|precisa) "),
    ("waiting_to", r"\b(?:esperando|aguardando) (?P<np>\w+[aei]r\b[^.,;!?]*)"),
    ("event", rf"\b{_PT_BUSY}(?: agora| aqui| demais)? (?:com|por causa d[eoa]s?|em|n[oa]s?|preparando|terminando|fechando) (?!(?:o |a )?(?:trabalho|escrit[oó]rio|servi[cç]o)){_REST}"),
    ("event", rf"\b(?:no meio d(?:e|o|a|os|as)|em plen[oa]) {_REST}"),
    ("holiday", r"\b(?:de f[eé]rias|minhas f[eé]rias|nossas f[eé]rias|entrar de f[eé]rias)\b"),
    ("trip", r"\b(?:viajando|de viagem|em viagem|a viajar|fora do pa[ií]s|no exterior|viagem)\b"),
    ("leave", r"\b(?:estou fora|vou estar fora|estarei fora|fora do escrit[oó]rio|ausente|quando (?:eu )?voltar|na volta)\b"),
    ("event", r"\b(?:quando|assim que|depois que|logo que) (?:terminar|acabar|passar|fechar|finalizar)(?:em|mos)? (?P<np>[^.,;!?]+)"),
    ("event", r"\b(?:depois que|quando|assim que) (?P<np>(?:o|a|os|as|meus?|minhas?|noss[oa]s?) [^.,;!?]+?) (?:terminar|acabar|passar|sair)(?:em)?\b"),
    ("awaiting", r"\b(?:esperando|aguardando|[àa] espera d[eoa]s?|depende d[eoa]s?|dependendo d[eoa]s?) (?P<np>(?!que\b)[^.,;!?]+)"),
    ("thinking", r"\b(?:falar|conversar|ver|alinhar|discutir|consultar|falo|converso|vejo|vamos falar|vou falar)(?: isso| isto)? com (?P<np>(?:o|a|os|as|meus?|minhas?|noss[oa]s?) [^.,;!?]+)"),
    ("thinking", r"\b(?:perguntar|pergunto) (?:ao|à|aos|às|para) (?P<np>(?:o |a )?(?:meus?|minhas?|noss[oa]s?) [^.,;!?]+)"),
    ("thinking", r"\b(?:pens[ao]\w*|decid\w+|avali[ao]\w*|compar\w+|analis[ao]\w*|refletir)\b"),
    ("move", r"\b(?:a |uma |minha |nossa |em |de )mudan[cç]a\b|\b(?:vamos|vou|estamos|estou|tô)(?: a| nos| me)? mud(?:ar|ando)(?:-nos|-me)?\b|\bmudar de (?:casa|escrit[oó]rio)\b"),
    ("event", r"\b(?:depois d(?:e|o|a|os|as)|ap[oó]s|durante|preparando|terminando|fechando|terminar|acabar|fechar|passad[oa]s?) (?P<np>(?:(?:o|a|os|as|um|uma|meus?|minhas?|noss[oa]s?)\b|natal|carnaval|p[aá]scoa|ramad[aã])(?! (?:volta|regresso|dia|semana\b(?! santa)))[^.,;!?]*)"),
    ("event", rf"\b(?:depois d(?:e|o|a|os|as)|ap[oó]s|por causa d(?:e|o|a|os|as)|durante|com|em|n[oa]s?|temos|tenho|tem|h[aá]|preparando|terminando|fechando|antes d(?:e|o|a|os|as)) (?P<np>(?:(?:o|a|os|as|um|uma|meus?|minhas?|noss[oa]s?) )?{_PT_EVENT}\b[^.,;!?]*)"),
    ("event", rf"^(?P<np>(?:(?:o|a|os|as|um|uma|meus?|minhas?|noss[oa]s?) )?{_PT_EVENT}\b[^.,;!?]*)$"),
    ("busy", rf"\b{_PT_BUSY}\b"),
]  # fmt: skip

RULES: dict[str, list[tuple[str, re.Pattern[str]]]] = {
    language: [(kind, re.compile(pattern, _I)) for kind, pattern in rules]
    for language, rules in (("en", _EN), ("es", _ES), ("pt", _PT))
}

# A clause that begins here is another thought: the phrase ends before it.
CUT = {
    "en": re.compile(r"[.;!?()…]|, | – | — | - |\b(?:but|though|although|while|because|once|when|as soon as)\b|\b(?:and|so|which|that's why|because) (?:i|we|you|let|get|please|call|then|maybe|can|could)\b|\band then\b|\b(?:until|till?|through)\b", _I),
    "es": re.compile(r"[.;!?()…]|, | – | — | - |\b(?:aunque|cuando|en cuanto|una vez que)\b|\bporque\b|\b(?:y|as[ií] que) (?=me|te|le|nos|luego|hablamos|despu[eé]s|ll[aá]ma|escr[ií]b)|\bhasta\b|\bas[ií] que\b|\bpero\b", _I),
    "pt": re.compile(r"[.;!?()…]|, | – | — | - |\b(?:porque|embora|quando|assim que|depois que)\b|\b(?:e|ent[aã]o) (?=me|te|a gente|depois|falamos|liga|escrev)|\bat[eé]\b|\bent[aã]o\b|\bmas\b", _I),
}  # fmt: skip
TRAIL = {
    "en": re.compile(r"\s*\b(?:though|tho|atm|right now|at the moment|currently|just now|these days|this (?:coming )?(?:week|weekend|month|morning|afternoon|evening|year)|next (?:week|month|year)|today|tomorrow|now|here|anyway|sorry|please|thanks?|too|yet|again|instead|asap|right away|if poss(?:ible)?|that time|sometime|itself|only|as well|together|tbh|lol|haha|pls|plz|rn|po|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|on (?:the )?\d+(?:st|nd|rd|th)?(?: (?:of )?(?:january|february|march|april|may|june|july|august|september|october|november|december))?|(?:end|finish|start|begin|come)s?|comes first|over|(?:is|are|was|were)|first|for a (?:while|bit))$", _I),
    "es": re.compile(r"\s*\b(?:ahora(?: mismo)?|ahorita|estos d[ií]as|esta semana|este mes|este a[nñ]o|este finde|este fin de semana|la semana que viene|la pr[oó]xima semana|el mes que viene|hoy|ma[nñ]ana|por ahora|de momento|aqu[ií]|gracias|por favor|porfa|pero|y|antes|primero|el (?:d[ií]a )?\d+(?: de \w+)?|en (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre))$", _I),
    "pt": re.compile(r"\s*\b(?:agora|hoje|amanh[aã]|esta semana|essa semana|nesta semana|este m[eê]s|semana que vem|por enquanto|no momento|aqui|obrigad[oa]|por favor|sim|mas|e|antes|primeiro|(?:no |o )?dia \d+(?: de \w+)?|em (?:janeiro|fevereiro|mar[cç]o|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro))$", _I),
}  # fmt: skip
LEAD = {
    "en": re.compile(
        r"^(?:because|since|as|cause|cos|but|sorry|just|so|well|still|also|and|of|the fact that|all) ", _I
    ),
    "es": re.compile(r"^(?:porque|como|pero|perd[oó]n|es que|que|y|todav[ií]a|a[uú]n) ", _I),
    "pt": re.compile(r"^(?:porque|como|mas|desculp[ae]|é que|que|e|ainda) ", _I),
}
TIME_ONLY = {
    "en": re.compile(r"(?:(?:the|a|an|about|around|early|late|next|this|couple|few|of|some|mid|end|beginning|your|that|in|on|at|until|till|after|before|weeks?|months?|days?|years?|quarters?|while|bit|time|hours?|minutes?|weekend|today|tomorrow|two|three|four|five|six|\d+(?:st|nd|rd|th|pm|am)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|morning|afternoon|evening|lunch|soon|soonish|later)[\s,-]*)+", _I),
    "es": re.compile(r"(?:(?:el|la|los|las|un|una|unos|unas|par|de|del|en|a|al|hacia|pr[oó]xim[oa]|que|viene|semanas?|mes|meses|d[ií]as?|a[nñ]os?|rato|fin|finales|principios|mediados|hoy|ma[nñ]ana|tarde|noche|dos|tres|cuatro|\d+|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|pronto|luego|despu[eé]s|verano|oto[nñ]o|invierno|primavera)[\s,-]*)+", _I),
    "pt": re.compile(r"(?:(?:o|a|os|as|um|uma|uns|umas|par|de|do|da|em|no|na|por|volta|pr[oó]xim[oa]|que|vem|semanas?|m[eê]s|meses|dias?|anos?|fim|final|come[cç]o|meados|hoje|amanh[aã]|manh[aã]|tarde|noite|duas|dois|tr[eê]s|\d+|segunda|ter[cç]a|quarta|quinta|sexta|s[aá]bado|domingo|feira|janeiro|fevereiro|mar[cç]o|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|logo|depois|ver[aã]o|outono|inverno|primavera)[\s,-]*)+", _I),
}  # fmt: skip

# A short reason counts as an event only with its article, without a verb, and if it is not a person.
PERSON = re.compile(
    r"\b(?:wife|husband|partner|son|daughter|child|kids?|baby|mother|mum|mom|father|dad|brother|sister|friend|boss|team|"
    r"mujer|marido|espos[oa]|hij[oa]s?|madre|padres?|novi[oa]|jef[ea]|esposa|marido|filh[oa]s?|m[ãa]e|pai|noiv[oa]|chefe)\b",
    re.I,
)
OWNED = {
    "en": re.compile(r"^(?:the|my|our|an?) ", re.I),
    "es": re.compile(r"^(?:el|la|los|las|un|una|mis?|nuestr[oa]s?) ", re.I),
    "pt": re.compile(r"^(?:os?|as?|um|uma|meus?|minhas?|noss[oa]s?) ", re.I),
}
VERBAL = re.compile(
    r"\b(is|are|was|want\w*|need\w*|will|has|have|wait\w*|ask\w*|prefer\w*|no|not|now|today|es|est[aá]|hay|é|tem|price|precio|preço)\b",
    re.I,
)

_EN_DETERMINED = re.compile(
    r"^(?:the|your|our|this|that|these|those|some|all|his|her|their|its|\d+|(?!(?:\w* )?(?:meeting|training|opening|wedding|closing|moving|building)\b)[a-z]+ing\b|[A-Z])",
    re.S,
)
_EN_FEAST = re.compile(r"^(?:easter|christmas|eid|ramadan|diwali|passover|pesach|thanksgiving|hanukkah|new year)\b", _I)


def _english_article(phrase: str) -> str:
    if re.match(r"^(?:an?|the) ", phrase, _I):
        return re.sub(r"^(?:an?|the) ", "the ", phrase, flags=_I)
    if _EN_FEAST.match(phrase):
        return phrase[:1].upper() + phrase[1:]
    return phrase if _EN_DETERMINED.match(phrase) else f"the {phrase}"


ES_FEMININE = re.compile(
    r"^(?:\w+(?:ci[oó]n(?:es)?|si[oó]n(?:es)?|dad(?:es)?|tud)|\w*[b-ln-zñ]as?|firma|cama|norma)\b", _I
)
_ES_DETERMINED = re.compile(
    r"^(?:el|la|los|las|tus?|sus?|vuestr\w+|nuestr\w+|est[aeo]s?|es[aeo]s?|todo|\d+|[A-ZÁÉÍÓÚ]|navidad|semana santa)\b",
    re.S,
)


def _spanish_article(phrase: str) -> str:
    if re.match(r"^una? ", phrase, _I):
        return re.sub(r"^un(a?) ", lambda m: "la " if m.group(1) else "el ", phrase, flags=_I)
    if _ES_DETERMINED.match(phrase):
        return phrase
    plural = phrase.split()[0].endswith("s")
    feminine = bool(
        ES_FEMININE.match(phrase)
    )  # the ending tells the gender of a thing ("tema", "sistema" are masculine)
    return f"{('las' if feminine else 'los') if plural else ('la' if feminine else 'el')} {phrase}"


_PT_DETERMINED = re.compile(r"^(?:o|a|os|as|seus?|suas?|noss\w+|est[ea]s?|ess[ea]s?|todo|\d+|[A-ZÁÉÍÓÚ])\b", re.S)
_PT_FEMININE = re.compile(r"^(?:\w+(?:ção|são|ções|sões|dades?|gem|gens)|\w*[b-ln-zç]as?|firma|norma)\b", _I)


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
