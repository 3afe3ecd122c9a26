# word lists, one language a line
"""What a burst asks of its reply, by its words: a greeting, a start at once, an answer, an act only a person can do."""

from __future__ import annotations

import re

_I = re.I

GREETING = re.compile(
    r"^\W*(?:(?:hi|hello|hey|yo|hiya|good (?:morning|afternoon|evening)|hola|buen[oa]s(?: d[ií]as| tardes| noches)?|ol[aá]|oi|bom dia|boa tarde|boa noite|there|again|de nuevo|tudo bem|todos|all|team)\W*)+$",
    _I,
)
GREETS = re.compile(
    r"^\W*(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|hola|buen[oa]s|ol[aá]|oi|bom dia|boa tarde|boa noite)\b",
    _I,
)
GO_AHEAD = re.compile(
    r"\b(?:(?:we|i)(?:'re|’re|'m|’m| are| am)? (?:now |all |finally |actually )?ready|ready (?:now|to (?:go|start|begin|sign|order|proceed))|let['’]?s (?:do it|start|get started|go|begin|move forward|proceed|talk now)|"
    r"(?:can|could) (?:we|you) (?:start|begin) (?:now|today|right away|earlier)|(?:earlier|sooner) than|no need to wait|"
    r"ya (?:estamos|estoy) list[oa]s?|(?:estoy|estamos) list[oa]s?|adelante|empecemos|podemos empezar|podemos seguir|hagámoslo|"
    r"j[aá] (?:estamos|estou) pront[oa]s?|(?:estou|estamos|t[oô]|tamos) pront[oa]s?|pode seguir|vamos (?:come[cç]ar|seguir|em frente|fechar)|podemos (?:come[cç]ar|seguir|avan[cç]ar))\b",
    _I,
)
_ASKS = re.compile(
    r"\?|\b(?:can|could|would|do|does|is|are) (?:you|it|there|the)\b|\b(?:how much|how long|what time|what's the|send (?:it|me|us))\b|"
    r"¿|\b(?:cu[aá]nto|podr[ií]as?|pueden?|quanto|pode[m]?|poderia)\b",
    _I,
)
_IDLE_ASK = re.compile(
    r"\b(?:can|could|would) you (?:please )?help(?: me| us)?(?: with (?:that|this|it))?\s*\?|\b(?:how are you|how's it going|is that ok(?:ay)?|ok|all good)\s*\?|"
    r"¿?\b(?:me|nos) (?:puedes?|pueden|pod[eé]is) ayudar\s*\?|¿?\bpued(?:es|e|en) ayudar(?:me|nos)\s*\?|¿?(?:qu[eé] tal|c[oó]mo est[aá]s?)\s*\?|"
    r"\b(?:pode[m]?|consegue[m]?) (?:me |nos )?ajudar(?:-me|-nos)?\s*\?|\btudo bem\s*\?",
    _I,
)
_ACTS = re.compile(
    r"\b(?:go ahead and (?!start)\w+|(?:send|book|order|ship|cancel|confirm|reserve|sign|charge|deliver) (?:it|them|me|us|that)\b|"
    r"(?:env[ií]a|manda|reserva|confirma|cancela)(?:lo|la|los|las|melo|mela|noslo|me|nos)\b|(?:res[eé]rv|env[ií]|m[aá]nd|conf[ií]rm)[ae](?:me|nos|lo|la)(?:lo|la)?\b|"
    r"(?:pode )?(?:enviar|mandar|reservar|confirmar|cancelar|marcar)(?:-me| pra mim| para mim)?(?= (?:hoje|agora|j[aá])|[.!]|$))",
    _I,
)
_PLAN = re.compile(
    r"\bwhen (?:will|would|are|did) (?:you|we)\b.*\b(?:write|call|talk|contact|message|get back|hear|speak|say)|\bwhen (?:do|will) (?:i|we) hear\b|"
    r"\bare we still (?:on|talking)|\b(?:what|which) (?:day|date|time) (?:did|are|will|was)\b|"
    r"\bcu[aá]ndo (?:me|nos) (?:escrib|llam|contact|habl)\w+|\bcu[aá]ndo (?:hablamos|quedamos)|\bqu[eé] d[ií]a (?:quedamos|hablamos|era)|\bseguimos en pie\b|"
    r"\bquando (?:me|nos|voc[eê]s?|a gente|vai|vão)\b.*\b(?:escrev|lig|fal|contat)\w*|\bque dia (?:ficou|combinamos|era)",
    _I,
)


def asks(burst: str) -> bool:
    """Whether the burst asks something that has an answer: "can you help?" alone does not."""
    return bool(_ASKS.search(_IDLE_ASK.sub(" ", burst)))


def asks_to_act(burst: str) -> bool:
    """Whether they want something done (book it, send it), which words alone would only promise: a person does it."""
    return bool(_ACTS.search(burst))


def asks_about_plan(burst: str) -> bool:
    """Whether they ask when we write, which the plan itself answers."""
    return bool(_PLAN.search(burst))
