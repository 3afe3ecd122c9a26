"""Effects on what we offer and what is true: limits of offers, corrected prices and facts."""

from __future__ import annotations

import re

from crm.llm.embedded.interpreting.amounts import MONEY, PERCENT, money, number
from crm.llm.embedded.interpreting.found import Found, Sentence

_OFFER = re.compile(
    r"\b(?:discounts?|rebates?|offers?|price reductions?|concessions?|vouchers?|credits?|goodwill|compensat\w+|refunds?|coupons?|reductions?|descuentos?|rebajas?|ofertas?|bonificacion\w*|compensacion\w*|reembolsos?|descontos?|abatimentos?|vales?|knock\w* off|off)\b"
)
_BOUND = re.compile(
    r"\b(?:stops?|max(?:imum)?|at most|no more than|not more than|more than|never (?:\w+ )*(?:above|over|beyond|exceed\w*|more)|up to|limit\w*|cap(?:ped|s)?|above|over|beyond|exceed\w*|ceiling|higher than|go past|past|top out|end at|largest|biggest|only|maximo|no mas de|mas de|hasta|limite|superar|superior\w*|pasar de|por encima|como mucho|tope|mais de|ate|acima|ultrapass\w+|passar de|exceda\w*|no maximo)\b"
)


def values(sentence: Sentence) -> list[Found]:
    limit = _limit(sentence)
    return limit or _fact(sentence)


def _limit(sentence: Sentence) -> list[Found]:
    text = sentence.text
    if not _OFFER.search(text) or not _BOUND.search(text):
        return []
    percent = PERCENT.search(text)
    if percent:
        amount = number(percent[1])
        return [Found("offer.limit", {"max_discount_percent": amount}, (percent.span(),))] if amount is not None else []
    worth = money(text)
    found = MONEY.search(text)
    if (
        worth
        and found
        and re.search(
            r"\b(?:discount|rebate|credit|voucher|goodwill|compensat|refund|coupon|offer|descuent|rebaj|compensac|reembols|descont|vale|bonific)",
            text,
        )
    ):
        if re.search(
            r"\b(?:orders?|invoices?|quotes?|shipments?|pedidos?|facturas?|compras?)\b[^.,;]{0,20}$",
            text[: found.start()],
        ):
            return []
        return [Found("offer.limit", {"max_amount": worth[0], "currency": worth[1]}, (found.span(),))]
    if re.search(r"\b(?:big|large|high|huge|generous|too (?:big|large|much|high)|grandes?|altos?|demasiado)\b", text):
        return [Found("offer.limit", {}, (), "Up to how many percent, or up to what amount?")]
    return []


_IS_NOW = re.compile(
    r"^(?P<topic>[^.,;:]{3,70}?)\s+(?:(?:is|are|costs?|will be|starts at|es|son|cuestan?|vale|esta a|e|sao|custam?|fica|ficam)\s+(?:now|from now on|currently|ahora|agora|ya)|(?:now|ahora|agora)\s+(?:is|are|costs?|takes?|opens?|closes?|runs?|starts?|es|son|cuestan?|vale|abren?|cierran?|tardan?|e|custam?|sao|fecham?|demoram?|leva|levam)|(?:has |have |ha |han )?(?:changed|gone up|went up|gone down|dropped|increased|rose|risen|moved|subio|subido|bajo|bajado|cambio|cambiado|pasa|pasado|subiu|caiu|mudou|passou)(?:\s+\w+)?\s+(?:to|a|para))\s+(?P<value>[^.;]+)"
)
_COSTS_NOW = re.compile(
    r"^(?P<topic>[^.,;:]{3,70}?)\s+(?:is|are|costs?|takes?|es|cuestan?|e|custam?)\s+(?P<value>[^.,;]*\d[^.,;]*?)\s+(?:now|from now on|ahora|agora)\b"
)
_PLAIN_IS = re.compile(
    r"^(?:the |el |la |o |a )?(?P<topic>[^.,;:]{0,10}?(?:price|rate|fee|cost|opening hours|address|deadline|phone number|precio|tarifa|horario|direccion|plazo|preco|taxa|endereco|prazo)\b[^.,;:]{0,50}?)\s+(?:is|are|es|son|e|sao)\s+(?P<value>[^.,;]*\d[^.,;]*)"
)
_OLD = re.compile(
    r"\b(?:(?:the )?(?:articles?|website|page|site|faq|knowledge base|docs?|they|it|price list|articulos?|web|pagina|artigos?)\s+(?:still |all |aun |todavia |ainda )*(?:say|says|said|show|shows|list|lists|has|have|dicen?|ponen?|muestra\w*|dizem?|mostra\w*)|not|no longer|instead of|rather than|it was|was|before|used to be|up from|down from|from|antes|en vez de|en lugar de|no|ya no|em vez de|nao|antes era)\s+(?:the |el |a |la |los |o |os )?(?P<old>[^.,;()]*\d[^.,;()]*)"
)


def _fact(sentence: Sentence) -> list[Found]:
    text = sentence.text
    match = _IS_NOW.search(text) or _COSTS_NOW.search(text) or _PLAIN_IS.search(text)
    if not match:
        return []
    value = match["value"]
    old = _OLD.search(text, match.start("value"))
    if old:
        value = text[match.start("value") : min(match.end("value"), old.start())]
    value = re.split(r",|\(|\s+(?:instead|and not|rather|en vez|em vez|not|until|from|hasta|desde|ate)\b", value)[0]
    value_words = sentence.folded.quote(match.start("value"), match.start("value") + len(value)).strip(" ,.;:")
    topic = sentence.folded.quote(match.start("topic"), match.end("topic"))
    if re.search(
        r"\b(?:when|if|you|we|people|they|customers?|never|don'?t|limit|max\w*|cuando|si|quando|se)\b", topic.lower()
    ) and not re.search(r"^(?:our|the)\b", topic.lower()):
        return []
    if not re.search(r"\d", value) and not re.search(r"\b(?:now|ahora|agora)\b", match[0]):
        return []
    params = {"topic": topic_key(topic, value), "value": value_words}
    if old:
        params["replaces"] = sentence.folded.quote(*old.span("old")).strip()
    return [Found("fact.override", params, (match.span(),))]


def topic_key(topic: str, value: str) -> str:
    """A key in snake_case: "The Basic plan" worth money is basic_plan_price."""
    bare = re.sub(r"(?i)^(?:the|our|el|la|los|las|nuestro|nuestra|o|a|os|as|nosso|nossa)\s+", "", topic.strip())
    words = re.findall(r"\w+", bare.lower())
    of = re.match(
        r"(?i)(?:price|rate|fee|cost|precio|tarifa|preco|taxa)s? (?:of|for|de|del|do|da) (?:the |la |el |o |a )?(.+)",
        bare,
    )
    if of:
        words = [*re.findall(r"\w+", of[1].lower()), "price"]
    elif MONEY.search(value) and not {"price", "rate", "fee", "cost", "precio", "tarifa", "preco", "taxa"} & set(words):
        words.append("price")
    return "_".join(words)[:120]
