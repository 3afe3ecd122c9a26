"""What they want from us, what we must have made first, and who promised what: noun phrases in the customer's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from crm.llm.embedded.quotes import Spoken, clause_with
from crm.llm.embedded.text import fold

# Things that somebody on our side must make before a message makes sense.
MADE = (
    r"(?:quotes?|quotation|proposal|comparison|estimate|offer|draft|report|brochure|catalog(?:ue)?|contract|agreement|invoice|numbers|"
    r"figures|breakdown|spec(?:s|ification)?|samples?|price ?list|pricing|plan|statement|schedule|certificate|drawings?|mock-?ups?|"
    r"presupuesto|cotizacion|propuesta|comparativa|comparacion|oferta|contrato|factura|catalogo|informe|muestras?|lista de precios|"
    r"numeros|orcamento|proposta|comparativo|relatorio|amostras?|fatura|tabela de precos|devis|offre|contrat|comparatif|facture|"
    r"angebot|vertrag|vergleich|rechnung|muster|kostenvoranschlag|katalog)"
)
# Where a noun phrase ends: time, a new clause, courtesy.
_END = (
    r"(?=\s+(?:then|in (?:january|february|march|april|may|june|july|august|september|october|november|december|a|an|about|\d|two|three|the (?:morning|"
    r"afternoon|evening|spring|summer|autumn))|on (?:mon|tue|wed|thu|fri|sat|sun)\w*|on the \d|by|before|after|until|till|when|once|if|next|"
    r"tomorrow|today|tonight|later|please|pls|thanks|now|again|this (?:week|month|afternoon)|over|asap|around|at \d|from (?:mon|next)|"
    r"looks?|sounds?|seems?|is|are|was|were|works?|suits?|will|would|can|could|parece\w*|esta[ns]?|suena\w*|ficou|fica|sera|soa|ist|sind|klingt|sieht|passt|est|sont|semble\w*|convient|"
    r"but|so|because|and (?:i|we|then|please|call|text|get|can)|which|just|too|as well|"
    r"en (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|dos|unos|un)|el (?:lunes|martes|"
    r"miercoles|jueves|viernes|sabado|domingo|\d)|manana|cuando|despues|antes|hasta|pero|por favor|porfa|gracias|la (?:semana|proxima)|"
    r"a (?:fin|partir|principios|mediados)|em (?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)|na "
    r"(?:segunda|terca|quarta|quinta|sexta|semana|volta)|amanha|quando|depois|ate|mas|se|si|obrigad\w|dia \d|semana)\b|[,.!?;:\n()]|\s*$)"
)
_PHRASE = r"([\w'€$%/&+-]+(?:\s[\w'€$%/&+-]+){0,8}?)"
_DETERMINED = r"(?:(?:a|an|the|your|our|my|some|one|two|three|\d+|that|this|those|these|es[ae]|est[ae]|ess[ae]|aquell?[ea]?|cette|ce|cet|diese[snrm]?|someone to|somebody to|more|info\w* (?:on|about)|un|una|el|la|los|las|mi|tu|su|unos|unas|um|uma|o|os|as|meu|minha|seu|sua|le|les|une|des|mon|ma|votre|den|die|das|ein|eine|einen)\s)"
_ASKED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:looking for|searching for|in need of|interested in|keen on|curious about|asking (?:about|for)|enquiring about|information (?:on|about)|info (?:on|about)|details (?:on|of|about)|quote for|price (?:for|of)) ({_DETERMINED}?{_PHRASE}){_END}",
        rf"\b(?:need|want|would like|i'd like|we'd like|take|choose|keen to have) ({_DETERMINED}{_PHRASE}){_END}",
        rf"\b(?:send|resend|forward|show|give|get|share|prepare|email|book|order|reserve|buy|rent|hire|see|view|try|renew|hold|discuss|revisit|finalise|finalize|sign|review)(?: (?:me|us|him|her|it to|over|out))? ({_DETERMINED}{_PHRASE}){_END}",
        rf"\b(?:talk|speak|chat|ask|write|call|text|message|remind|contact|ping|follow up|get back|reach out)(?: (?:to|with))?(?: (?:me|us|back))?(?: (?:about|on|regarding|re)) ({_DETERMINED}?{_PHRASE}){_END}",
        rf"\b(?:me interesan?|nos interesan?|interesad[oa]s? en|quiero|queremos|quisiera|necesito|necesitamos|busco|buscamos|informacion (?:de|sobre|del)|info (?:de|sobre|del)|presupuesto (?:de|para)|precio (?:de|del)|hablamos (?:de|del|sobre)|retomamos|mand\w+me|envi\w+me|mand[ae]|envi[ae](?:nos)?|reservar|comprar|alquilar) ({_DETERMINED}{_PHRASE}){_END}",
        rf"\b(?:tenho interesse (?:em|no|na)|interesse (?:em|no|na)|quero|queremos|queria|preciso(?: de)?|precisamos(?: de)?|procuro|informac\w+ (?:de|sobre|do|da)|orcamento (?:de|para|do|da)|preco (?:de|do|da)|falamos (?:de|sobre|do|da)|me (?:manda|envia|passa)|manda|envi[ae]m?|reservar|comprar|alugar|marcar|fechar) ({_DETERMINED}{_PHRASE}){_END}",
        rf"\b(?:interesse\w* par|besoin d'|besoin de|envoyez(?:-moi)?|je (?:voudrais|cherche)|j'aimerais|au sujet de|concernant) ?({_DETERMINED}?{_PHRASE}){_END}",
        rf"\b(?:interesse an|brauche[n]?|suche[n]?|schicken sie (?:mir |uns )?|wegen|uber) ({_DETERMINED}{_PHRASE}){_END}",
    )
)
_NAMED = re.compile(
    rf"\b({_DETERMINED}(?:[\w'-]+ ){{0,3}}?{MADE}(?: (?:for|of|de|para|do|da) (?:[\w'-]+ ?){{1,3}}?)?){_END}"
)
_OURS = re.compile(
    rf"\b(?:shall i|should i|can i|could i|may i|would you like(?: me)?(?: to)?|do you want(?: me)?(?: to)?|i(?:'ll| will| can|'m going to)|we(?:'ll| will| can)|"
    r"here is|here's|did you (?:see|get|check|read)|any thoughts on|have you (?:seen|decided on|had a look at)|what did you think of|still interested in|about|"
    r"te (?:envio|mando|reservo|preparo)|le (?:envio|mando|reservo|preparo)|aqui tiene|aqui esta|quiere|quieres|posso (?:enviar|mandar|reservar)|"
    rf"vou (?:enviar|mandar)|segue)(?: (?:you|u))?(?: (?:send|book|reserve|prepare|show|hold|share|arrange|keep|go ahead with|start with|order|try|see|que te envie|que le envie))?(?: (?:you|over|me))? ({_DETERMINED}{_PHRASE}){_END}"
)
_HOLLOW = re.compile(
    r"^(?:(?:a|an|the|some|one|my|our|your|more|un|una|el|la|um|uma|o)\s+)?(?:it|this|that|them|me|us|you|to|time|more time|space|room|break|bit|few|couple|minute|moment|weekend|week|month|day|days|"
    r"weeks|call|shout|ring|buzz|message|text|e-?mail|nudge|reminder|see|know|think|talk|pay|be|go|do|wait|sure|tiempo|espacio|momento|semana|dia|"
    r"tempo|espaco|minuto|pensar|falar|hablar|ver|saber|finde|fim de semana|temps|zeit|more|less|one|all|everything|nothing|anything|something|"
    r"on|in|at|off|out|up|of|human|person|agent|manager|humano|persona|pessoa|atendente|gerente)\b(?: (?:first|more|again|then|now|about it|it|back|to|a|the|with|for|in|on|real|call)\b.*)?$"
)
_PROMISE = re.compile(
    r"\b(?:i|we)(?:'ll| will) (?:send|pay|bring|sign|decide|confirm|talk to|speak to|ask|check with|transfer|know|have|let you know|get back)\b[^.!?;\n]{0,80}|"
    r"\b(?:he|she|they|the (?:bank|landlord|board|boss))(?: (?:will|answers?|decides?|signs?|meets?))\b[^.!?;\n]{0,80}|"
    r"\b(?:te|le|les) (?:envio|mando|confirmo|pago|digo|aviso)\b[^.!?;\n]{0,80}|\b(?:vou|eu) (?:enviar|mandar|pagar|confirmar|perguntar|falar com|confirmo|pago)\b[^.!?;\n]{0,80}"
)
_OUR_PROMISE = re.compile(
    r"\b(?:you|u|your (?:colleague|team)) (?:said|promised|told me)(?: (?:that|you'd|you would|you will|i'd|i would))?\b[^.!?;\n]{0,80}|"
    r"\b(?:dijist\w+|dijeron|prometi\w+|prometeram|disseram|voces disseram|quedaron en|ficaram de)\b[^.!?;\n]{0,80}"
)


def wanted(messages: Sequence[Spoken]) -> tuple[str, str]:
    """What they want and the verbatim words, the same here; ("", "") where they name nothing."""
    for said in reversed(messages):
        for pattern in (*_ASKED, _NAMED):
            for found in pattern.finditer(said.cues.folded.text):
                words = said.cues.folded.quote(*found.span(1)).strip(" ,;:-")
                if 2 < len(words) <= 90 and not _HOLLOW.match(fold(words).text):
                    return words, words
    return "", ""


def offered(recent: Sequence[dict[str, str]]) -> str:
    """The thing that our last message spoke of: what a short answer refers to."""
    ours = [str(said.get("text") or "") for said in recent if said.get("from") == "us"]
    for text in reversed(ours[-3:]):
        folded = fold(text)
        for pattern in (_OURS, _NAMED):
            found = pattern.search(folded.text)
            if found:
                words = folded.quote(*found.span(1)).strip(" ,;:-")
                if 2 < len(words) <= 90 and not _HOLLOW.match(fold(words).text):
                    return words
    return ""


# Words that ask us to make or send it. "I like the offer", "once the quote is decided" speak of what lies before them.
_ASKS_FOR_IT = re.compile(
    r"\b(?:(?:re)?send|forward|share|prepare|draw up|make|create|get|give|show|need|want|wait\w*|would like|expect\w*|looking for|updat\w+|revis\w+|price|quote|work out|put together|"
    r"mand\w*|envi\w*|prepar\w*|pas[ae]\w*|hac\w+|hag\w+|necesit\w+|quier\w*|quer\w*|esper\w*|actualiz\w*|faz\w*|faca\w*|precis\w+|atualiz\w*|elabor\w+|"
    r"envoy\w+|fai(?:re|tes)|attend\w*|besoin|voudrai\w*|schick\w*|erstell\w*|mach\w*|brauch\w*|mocht\w*|benotig\w*|zusend\w*)\b[^.!?;\n]{0,50}$"
)


def deliverable_in(wants: str, quote: str, text: str) -> tuple[str, str]:
    """Where the thing wanted is something we must make, and the folded `text` asks us for it: it, and its quote."""
    made = wants and re.search(rf"\b{MADE}\b", fold(wants).text)
    before, _, _ = text.partition(fold(quote).text)
    return (wants, quote) if made and _ASKS_FOR_IT.search(before) else ("", "")


# What is planned is to ask them for something, and here it comes.
_TO_GET = re.compile(
    r"\b(?:ask (?:for|about|them for|whether|if)|get|receive|collect|request|chase|remind\w*|wait\w* (?:for|on)|missing|pedir|solicitar|recibir|recordar|reclamar|"
    r"cobrar|preguntar por|receber|lembrar|perguntar)\b"
)
_HERE_IT_IS = re.compile(
    r"\b(?:(?:is |are |see |find |please find )?(?:attached|enclosed)|attaching|here(?:'s| is| are| it is| you (?:go|are))|(?:i(?:'ve| have)? |we(?:'ve| have)? |have |just )(?:just )?sent (?:it|them|you|over|the)|"
    r"adjunt[oa]s?|le adjunto|aqui (?:esta|va|tienes?|tiene|te va|lo tienes)|(?:te|le|se)(?: lo| la)? (?:acabo de )?(?:envie|mande|enviar|mandar)|"
    r"(?:segue|em|no) (?:em |o )?anexo|anexad[oa]|aqui (?:esta|vai)|acabei de (?:enviar|mandar)|ci-joint\w*|en piece jointe|anbei|im anhang)(?!\w)"
)
_NOT_YET = re.compile(
    r"\b(?:will|'ll|not|n't|tomorrow|later|still|no|nao|aun|ainda|manana|amanha|pas|nicht|can'?t)\b|\?"
)


def brings(messages: Sequence[Spoken], pending: Mapping[str, Any]) -> bool:
    """Whether the burst sends what the pending follow-up was to ask for: "PO attached, thx"."""
    purpose = fold(str(pending.get("purpose") or "")).text
    text = "\n".join(said.cues.folded.text for said in messages)
    return bool(_TO_GET.search(purpose) and _HERE_IT_IS.search(text) and not _NOT_YET.search(text))


def promises(messages: Sequence[Spoken], times: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Commitments in the customer's words, with the time that stands in the same clause."""
    found: list[dict[str, Any]] = []
    for said in messages:
        for who, pattern in (("us", _OUR_PROMISE), ("them", _PROMISE)):
            match = pattern.search(said.cues.folded.text)
            if not match:
                continue
            left, right = clause_with(said, *match.span())
            words = said.cues.folded.quote(max(left, match.start()), min(right, match.end()))
            if not words:
                continue
            when = next(
                (t for t in times if t.get("message_id") == said.id and t["quote"] and t["quote"] in words), None
            )
            found.append({"who": who, "what": words, "quote": words, "time": when})
    return found[:4]
