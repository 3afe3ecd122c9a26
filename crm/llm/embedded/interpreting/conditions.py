"""Whom and when a guideline speaks of: signals of the reading and facts of the contact, from the author's words.

The names are those of the guidelines' vocabulary. A group of people that nothing defines ("important clients") is no
condition but a question to the author.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from crm.llm.embedded.interpreting.amounts import NUMBER, money, number
from crm.llm.embedded.text import Folded

_SIGNALS: dict[str, str] = {
    "asked_for_time": r"(?:asks?|asked|asking|needs?|wants?|requests?|begs?|looking) (?:us )?(?:for )?(?:some |more |a little |a bit of |a bit more |extra )*(?:time|space|room|a break|breathing)|"
    r"(?:says?|tells? us|said|told us) (?:that )?(?:they|he|she)(?:'s| is| are|'re|'ll| will)? (?:too |very )?(?:busy|swamped|snowed|get back|be in touch|come back|let us know|not ready|need)|"
    r"(?:will|'ll) (?:get back|be in touch|come back|let us know|write when)|need(?:s)? to think|wants? to think|think(?:ing)? (?:it|about|things)|not ready|(?:is|are|'s|'re) (?:too )?(?:busy|swamped)\b|still thinking|"
    r"pid\w+ (?:mas |un poco de |algo de |un )*(?:tiempo|espacio)|neces\w+ (?:mas |un poco de )*tiempo|(?:esta|estan) (?:muy )?ocupad|(?:quier\w+|necesit\w+|tien\w+ que) pensar|"
    r"ped\w+ (?:mais |um |um pouco de )*(?:tempo|espaco)|precis\w+ (?:de )?(?:mais |um pouco de )*tempo|(?:esta|estao) (?:muito )?ocupad|precis\w+ pensar|quer\w* pensar",
    "asked_for_human": r"(?:asks?|wants?|asking|wishes|requests?|insists?|demands?|prefers?) (?:for |to (?:talk|speak|chat|deal) (?:to|with) )(?:a |an |some|the )?(?:real |human |live )?(?:person|human|body|someone|agent|people|operator|manager|colleague|advisor)|"
    r"(?:pid\w+|quier\w+|solicit\w+|quer\w*|quis\w+|ped\w+) (?:para )?(?:hablar|falar|un|uma?|a|con|com| )+(?:persona|humano|alguien|asesor|pessoa|atendente|alguem|humana)",
    "opt_out": r"unsubscrib\w+|opt(?:s|ed|ing)?[ -]?out|says? stop|writes? stop|no more messages|darse de baja|se (?:da|dan) de baja|descadastr\w+",
    "legal_threat": r"lawyers?|attorney|legal|court|sue\b|suing|lawsuit|chargeback|solicitor|tribunal|police|ombudsman|regulator|consumer protection|abogad\w+|demanda\b|demandar\w*|juicio|denuncia\w*|contracargo|advogad\w+|processo\b|process\w+ judicial|procon|justica",
    "angry": r"\bangry\b|furious|\bmad\b|upset|rude|swear\w*|curs(?:es|ing)|shout\w*|insult\w*|aggressive|enfadad\w+|enojad\w+|furios\w+|molest[oa]s?\b|insulta\w*|irritad\w+|bravo[s]?\b|xing\w+|com raiva|zangad\w+",
    "damaged_goods": r"damag\w+|broken (?:goods|parcel|item|package|box)|(?:arriv\w+|came|comes|goods|items?|parcels?|boxes) (?:\w+ )?(?:broken|crushed|smashed|missing)|missing (?:goods|items?|parcels?|boxes|pallets?)|danad\w+|roto[s]?\b|mercancia (?:rota|perdida)|danificad\w+|quebrad\w+|avari\w+",
    "refund_request": r"refunds?|money back|reimburse\w*|reembols\w+|devolucion\w*|devolucao|dinheiro de volta|dinero de vuelta|estorno",
    "asked_for_discount": r"(?:ask\w*|want\w*|request\w*|beg\w*|push\w*|haggl\w*|bargain\w*|negotiat\w*|pid\w+|ped\w+|quier\w+|quer\w*)[^.,;]{0,30}(?:discounts?|rebates?|coupons?|deal\b|better price|lower price|cheaper price|descuentos?|rebajas?|descontos?|cupom|on the price)|haggl\w+|bargain\w+",
    "price_objection": r"too expensive|too (?:dear|pricey|high|much)|(?:complain\w*|object\w*|unhappy)[^.,;]{0,20}(?:price|cost|rate)|over (?:their |the )?budget|can(?:'t|not) afford|muy car[oa]|demasiado car[oa]|no (?:les )?alcanza|muito car[oa]|car[oa] demais|price objection",
    "delivery_question": r"(?:ask\w*|question\w*|wonder\w*|inquir\w*|enquir\w*|want\w* to know|pregunt\w+|pergunt\w+|consult\w+)[^.;]{0,40}(?:deliver\w*|parcel|shipment|shipping|arriv\w*|tracking|transit|eta\b|entrega\w*|envio\w*|paquete|encomenda|pedido|rastre\w*)|where (?:is )?(?:their|the) (?:parcel|order|shipment)",
    "billing_question": r"invoic\w*|billing|bill\b|(?:double |over)?charg(?:ed|es)\b|payments?\b|factura\w*|cobr\w+|pagos?\b|fatura\w*|pagamentos?|boleto",
    "technical_question": r"technical|bugs?\b|error\b|errors\b|log ?in\b|password|website|app\b|crash\w*|tecnic\w+|erro[s]?\b|site\b",
    "competitor_mention": r"competitors?|competition|rivals?|another (?:carrier|company|provider|supplier)|competencia|competidor\w*|concorren\w+|otr[oa] (?:empresa|proveedor)|outr[oa] (?:empresa|fornecedor)",
    "churn_risk": r"cancel(?:s|ling|ing)? (?:the|their|a|his|her) (?:contract|account|subscription|plan)|threaten\w* to (?:leave|cancel)|(?:looking|look|goes|going) elsewhere|leav(?:e|es|ing) us|switch\w* (?:to|away)|churn\w*|cancelar (?:el|su|la|o|a|seu|sua) (?:contrato|cuenta|plan|conta|plano)|irse\b|ir embora",
    "complaint": r"complain\w*|complaints?|dissatisf\w+|unhappy|unsatisf\w+|disappoint\w*|queja\w*|reclam\w+|insatisf\w+|descontent\w+",
    "sensitive_data": r"(?:send|sends|share|shares|give|gives|post|posts)[^.,;]{0,20}(?:card|passport|password|id number|bank details|health)|(?:envi\w+|manda\w*|compart\w+)[^.,;]{0,20}(?:tarjeta|pasaporte|contrasena|cartao|passaporte|senha|documento)",
    "purchase_intent": r"(?:want\w*|ready|decide\w*|about|ask\w*) to (?:buy|order|pay|sign|book|purchase)|place an order|quier\w+ (?:comprar|pedir|contratar|pagar|firmar)|(?:quer|quis)\w* (?:comprar|pedir|contratar|pagar|assinar|fechar)",
    "polite_no": r"(?:says?|said|saying|told us) (?:us )?no\b|declin\w+|not interested|turn(?:s|ed)? (?:us|it) down|pass(?:es|ed)? on (?:it|the offer|our)|lost interest|bought (?:it )?(?:elsewhere|from)|dic\w+ que no|no (?:les |le )?interes\w+|rechaz\w+|diz\w* (?:que )?nao\b|nao (?:tem|tenh\w+|estao|esta) (?:interesse|interessad)|recus\w+",
    "undecided": r"undecided|(?:still|are|is) deciding|hesita\w+|unsure|not sure|on the fence|comparing|indecis\w+|dud\w+\b|compara\w+|em duvida",
    "asked_if_bot": r"(?:ask\w*|want\w* to know|wonder\w*|pregunt\w+|pergunt\w+)[^.;]{0,30}(?:bot\b|robot|machine|automated|human|a real person|\bai\b|\bia\b|maquina|humano|robo\b)",
    "job_application": r"(?:job|jobs|job seekers?|vacanc\w+|hiring|a cv|resume\b|apply for|applicants?|trabajo con nosotros|empleo|vacante\w*|emprego|vaga[s]?\b|curriculo|curriculum)",
    "press_inquiry": r"journalis\w+|press\b|reporters?|media requests?|newspaper|periodist\w+|prensa|jornalist\w+|imprensa",
    "resolved": r"(?:problem|issue|matter|ticket|case)s? (?:is|are|was|has been|have been|gets) (?:solved|resolved|settled|fixed|closed)|(?:solved|resolved|settled) (?:problem|issue|matter|case)|(?:problema|asunto|caso) (?:esta |ya )*resuelto|(?:problema|assunto|caso) (?:esta |ja )*resolvido",
    "interested": r"\binterested\b(?<!not interested)|shows? interest|hot leads?|warm leads?|interesad\w+|interessad\w+",
    "asked_for_price": r"(?:ask\w*|request\w*|want\w*|pregunt\w+|pergunt\w+|pid\w+|ped\w+)[^.,;]{0,25}(?:prices?|quotes?|rates?|costs?|how much|precios?|tarifas?|cotizacion|presupuesto|cuanto|precos?|orcamento|quanto|cotacao)",
    "thanks": r"(?:say|says|saying|write|writes) (?:thanks|thank you)|thank(?:s|ed)? us|da las gracias|dan las gracias|agradec\w+",
}  # fmt: skip
_ALSO = {"price_objection": "asked_for_discount", "asked_for_price": "asked_for_discount", "complaint": "legal_threat"}
_COMPILED = {name: re.compile(rf"(?:{pattern})") for name, pattern in _SIGNALS.items()}

_OPENS = re.compile(
    r"\b(?:when(?:ever)?|if|once|as soon as|in case|every time|each time|should|unless|except|where|anyone|anybody|someone|somebody|people|those|whoever|"
    r"everyone|customers?|clients?|contacts?|leads?|prospects?|questions?|requests?|complaints?|messages? about|for|with|to|after|about|"
    r"cuando|si|cada vez que|a quien\w*|quien\w*|clientes?|contactos?|los que|las que|a los|con|para|salvo|excepto|preguntas|quejas|"
    r"quando|se|sempre que|quem|os que|aos?|com|exceto|perguntas|reclamacoes|pessoas|alguem|alguien|any|anything|every|all|todas?|todos?|qualquer|cualquier\w*|refunds?|legal|angry|furious|upset)\b"
)
_UNLESS = re.compile(r"\b(?:unless|except|salvo|excepto|a menos que|exceto|a nao ser que|but not)\b")


@dataclass
class Conditions:
    """Groups as in `When.all` of the guidelines' schema, and people the text speaks of without saying who they are."""

    groups: list[list[dict[str, Any]]] = field(default_factory=list)
    undefined: str = ""
    open: str = ""  # a condition in words that were not understood

    @property
    def signals(self) -> set[str]:
        return {item["signal"] for group in self.groups for item in group if item["type"] == "signal"}


def conditions_of(folded: Folded, hidden: list[tuple[int, int]], *, anywhere: bool = False) -> Conditions:
    """`hidden`: spans that say what to do, not when ("until they write"). `anywhere`: no opening word is needed."""
    text = _without(folded.text, hidden)
    found = Conditions()
    cut = _UNLESS.search(text)
    main, excepted = (text[: cut.start()], text[cut.end() :]) if cut else (text, "")
    if signals := _signals(main, anywhere):
        found.groups.append([{"type": "signal", "signal": name} for name in signals])
    found.groups += [[{**item, "type": "fact"}] for item in _facts(main, folded)]
    found.groups += [[{"type": "signal", "signal": name, "negated": True}] for name in _signals(f"if {excepted}") if excepted]  # fmt: skip
    found.groups += [[{**item, "type": "fact", "negated": True}] for item in _facts(excepted, folded) if excepted]
    if not found.groups:
        _add_unknown(found, main, folded)
    found.undefined = "" if found.groups and not _VAGUE_SURE.search(text) else _undefined(text)
    return found


_CLAUSE = re.compile(
    r"\b(?:when(?:ever)?|if|once|in case|every time|each time|cuando|si|cada vez que|quando|sempre que|se (?=o |a |os |as |um|algu|ele|ela|el))\s+(?P<what>[^,;.:]{6,160})"
)
_RELATIVE = re.compile(
    r"\b(?:customers?|people|clients?|leads?|contacts?|anyone|anybody|someone|somebody|those|clientes?|contactos?|pessoas)\s+(?:who|that|which|que)\s+(?P<what>[^,;.:]{6,80})"
)
_OURS = re.compile(r"(?:you|we|the assistant|the bot)\b")
_TESTS = (
    ("contains_price", r"\b(?:prices?|quotes?|rates?|costs?)\b"),
    ("contains_date", r"\b(?:dates?|deadlines?)\b"),
    ("contains_url", r"\b(?:links?|urls?)\b"),
    ("contains_discount", r"\b(?:discounts?|rebates?)\b"),
)  # fmt: skip


def _add_unknown(found: Conditions, text: str, folded: Folded) -> None:
    """A condition that is said but not known becomes a question to the reading; one about us a test of our text."""
    match = _CLAUSE.search(text)
    if match and match["what"].strip():
        what = match["what"].strip()
        if not _OURS.match(what):
            words = folded.quote(match.start("what"), match.end("what")).strip()
            found.groups.append([{"type": "custom", "question": f"Is this so: {words}?"[:300]}])
            return
        for test, pattern in _TESTS:
            if re.search(pattern, what):
                found.groups.append([{"type": "agent_side", "test": test}])
                return
        found.open = what
    elif relative := _RELATIVE.search(text):
        found.open = relative[0]


def _without(text: str, hidden: list[tuple[int, int]]) -> str:
    for start, end in hidden:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _signals(text: str, anywhere: bool = False) -> list[str]:
    """Signals behind a word that opens a condition, in the order of the text; the more special one of a pair."""
    opened = _OPENS.search(text)
    if not opened and not anywhere:
        return []
    hits = {
        name: match.start()
        for name, pattern in _COMPILED.items()
        if (match := pattern.search(text, opened.start() if opened and not anywhere else 0))
    }
    for general, special in _ALSO.items():
        if special in hits:
            hits.pop(general, None)
    if "delivery_question" in hits and "asked_for_price" in hits:
        hits.pop("asked_for_price")
    if "refund_request" in hits or "asked_for_discount" in hits:
        hits.pop("purchase_intent", None)
    if "asked_for_human" in hits:
        hits.pop("asked_if_bot", None)
    return sorted(hits, key=lambda name: hits[name])[:4]


_STAGE = (
    ("lead", r"\b(?:leads?|prospects?|prospectos?|potential customers?)\b"),
    ("customer", r"\b(?:existing|current|paying|actuales|atuais) (?:customers?|clients?|clientes)|\bclientes (?:actuales|atuais|existentes)"),
    ("former_customer", r"\b(?:former|past|lapsed|old) (?:customers?|clients?)|\b(?:ex-?clientes?|clientes antiguos|antigos clientes)"),
)  # fmt: skip
_TENURE = re.compile(
    rf"\b(?:(?P<over>more than|over|longer than|mas de|mais de|ha mais de)|at least|al menos|pelo menos)\s+(?P<n>{NUMBER})\s+(?:years?|anos?)"
)
_BIG = re.compile(
    r"\b(?:orders?|quotes?|invoices?|shipments?|deals?|amounts?|pedidos?|facturas?|orcamentos?|cotizaciones|encomendas|purchases?|compras?)\b[^.,;]{0,15}"
    r"\b(?P<op>over|above|more than|worth more than|exceeding|under|below|less than|de mas de|mas de|superiores a|por encima de|acima de|mais de|menos de|abaixo de)\b"
)
_TAGGED = re.compile(
    r"\b(?:with|for|to|from|by|our|con|para|a|aos|com|los|las|os|as|dos|de)\s+(?:the |our |all |all our |los |las |os |as |nuestros |nossos )?"
    r"(?:(?P<en>[a-z][\w-]{3,})\s+(?:customers?|clients?|contacts?|accounts?|companies)|(?:clientes|contactos|contatos|empresas)\s+(?:de |del |da |do |dos |das )?(?P<es>[a-z][\w-]{3,}))\b"
)
_NO_TAG = frozenset(
    "existing current paying new their other these those some many most several former past lapsed angry potential actuales atuais existentes nuevos novos que "
    "cuando quando when with para sin sem nunca never always siempre sempre more less different same have last such your upset furious unhappy whose each every "
    "portal email phone about between real human antiguos antigos estan estao quieren querem piden pedem enfadados irritados".split()
)
_SUBJECTIVE = (
    r"vips?|important\w*|big|large|bigger|small|key|premium|special|valued?|valuable|loyal|good|best|top|serious|difficult|strategic|grandes?|importantes?|"
    r"especiales|especiais|buenos|bons|fieles|fieis|pequenos|regular|hot|high[- ]value|problem"
)
_GROUP = r"(?:customers?|clients?|contacts?|accounts?|leads?|orders?|people|deals?|ones|buyers?|cases?|clientes|pedidos|contactos|contatos)"
_VAGUE_SURE = re.compile(
    rf"\b(?:vips?|(?:{_SUBJECTIVE}) {_GROUP}|clientes (?:{_SUBJECTIVE})|pedidos (?:grandes|pequenos))\b"
)
_COUNTRIES = {
    "spain": "ES", "espana": "ES", "espanha": "ES", "portugal": "PT", "brazil": "BR", "brasil": "BR", "france": "FR", "francia": "FR", "franca": "FR",
    "germany": "DE", "alemania": "DE", "alemanha": "DE", "italy": "IT", "italia": "IT", "mexico": "MX", "argentina": "AR", "chile": "CL", "colombia": "CO",
    "peru": "PE", "switzerland": "CH", "suiza": "CH", "austria": "AT", "india": "IN", "israel": "IL", "the united states": "US", "the us": "US",
    "the usa": "US", "estados unidos": "US", "the uk": "GB", "the united kingdom": "GB", "reino unido": "GB", "canada": "CA", "netherlands": "NL",
}  # fmt: skip
_COUNTRY = re.compile(
    r"\b(?:in|from|of|en|de|em|do|da)\s+(" + "|".join(sorted(_COUNTRIES, key=len, reverse=True)) + r")\b"
)


def _facts(text: str, folded: Folded) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"fact": "stage", "op": "is", "value": stage} for stage, pattern in _STAGE if re.search(pattern, text)
    ]
    if tenure := _TENURE.search(text):
        years = number(tenure["n"])
        operator = "more_than" if tenure["over"] else "at_least"
        found = [item for item in found if item["fact"] != "stage"]
        found.append({"fact": "customer_years", "op": operator, "value": f"{years:g}"})
    if (big := _BIG.search(text)) and (amount := money(text[big.end() :])):
        less = big["op"] in ("under", "below", "less than", "menos de", "abaixo de")
        found.append(
            {"fact": "amount", "op": "less_than" if less else "more_than", "value": f"{amount[0]:g} {amount[1]}"}
        )
    if country := _COUNTRY.search(text):
        found.append({"fact": "country", "op": "is", "value": _COUNTRIES[country[1]]})
    for match in _TAGGED.finditer(text):
        word = match["en"] or match["es"]
        if word not in _NO_TAG and not re.fullmatch(_SUBJECTIVE, word) and not re.fullmatch(r"\w+ing|\w+ed", word):
            found.append({"fact": "tag", "op": "is", "value": word})
            break
    return found


def _undefined(text: str) -> str:
    match = _VAGUE_SURE.search(text)
    return match[0] if match else ""
