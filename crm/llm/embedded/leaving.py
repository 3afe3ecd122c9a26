"""Words of leaving: they look at others, think of going, or say what will make them go. Structure, not a list of sentences:
a verb of looking, comparing or going, and somebody else who does what we do.

Beside the heads, which have seen few examples of it. A question whether we work with others is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.llm.embedded.quotes import Spoken, clause_with

# Who else could do it, as said in folded text.
_TRADE = (
    r"(?:carriers?|couriers?|forwarders?|compan(?:y|ies)|providers?|suppliers?|vendors?|partners?|agenc(?:y|ies)|agents?|firms?|services?|"
    r"operators?|shippers?|logistics \w+|competitors?|competition|"
    r"transportistas?|empresas?|agencias?|proveedor(?:es)?|companias?|operador(?:es)?|couriers?|competidor(?:es)?|mensajeria\w*|"
    r"transportadoras?|fornecedor(?:es)?|operador(?:a|as|es)?|companhias?|concorrentes?|parceir[oa]s?)"
)
_RIVALS = r"(?:dhl|ups|fedex|dpd|gls|tnt|dsv|maersk|kuehne|schenker|amazon shipping|correos|seur|mrw|correios|jadlog|loggi|ctt)"
_OTHER_EN = rf"(?:(?:an)?other|different|new|some other|rival|alternative)(?: \w+){{0,2}} {_TRADE}|(?:your |a |the )?(?:competitors?|competition|rivals?)|alternatives|someone else|somebody else|elsewhere|{_RIVALS}"
_OTHER_ES = rf"(?:otr[oa]s?|nuev[oa]s?|divers[oa]s)(?: \w+){{0,2}} {_TRADE}|(?:la |vuestra |su )?competencia|alternativas|otr[oa] (?:lado|sitio)|otra parte"
_OTHER_PT = rf"(?:outr[oa]s?|nov[oa]s?)(?: \w+){{0,2}} {_TRADE}|(?:a |seu |seus |os )?concorren(?:te|tes|cia)|alternativas|outro lugar|outra opcao"
_OTHER = rf"(?:{_OTHER_EN}|{_OTHER_ES}|{_OTHER_PT})"
_TO_DO = (
    r"(?:look(?:ing)?(?: (?:at|for|into|around(?: for)?|round))?|check(?:ing)?(?: out)?|compar(?:e|ing)(?: \w+){0,3}(?: (?:with|to|against))?|talk(?:ing)? (?:to|with)|"
    r"speak(?:ing)? (?:to|with)|shop(?:ping)?(?: around)?(?: for)?|search(?:ing)? for|evaluat\w+|consider\w*|try(?:ing)?|try out|get(?:ting)? (?:quotes?|offers?|prices?) from|ask(?:ing)?|"
    r"go(?:ing)?(?: \w+)?(?: (?:to|with))?|mov(?:e|ing)(?: \w+){0,3} to|switch(?:ing)?(?: \w+){0,3} to|chang(?:e|ing) (?:to|over to)|find(?:ing)?|us(?:e|ing)|tak(?:e|ing) (?:\w+ ){1,4}(?:to)?|"
    r"mir(?:o|ando|amos|aremos|ar)|busc(?:o|ando|amos|aremos|ar)|compar(?:o|ando|amos|ar)(?: \w+){0,3}?(?: con)?|habl(?:o|ando|amos|ar) con|valor(?:o|ando|amos|ar)|prob(?:ando|ar|aremos)|"
    r"(?:me|nos) (?:voy|vamos|ire|iremos|cambio|cambiamos|cambiare|cambiaremos|paso|pasamos)(?: a| con)?|irnos|irme(?: a)?|pasarnos a|(?:pid|ped)\w+ (?:precios?|presupuestos?|ofertas?) a|"
    r"vend[o]|vendo|olh(?:o|ando|amos)|procur(?:o|ando|amos|ar)|pesquis\w+|compar(?:o|ando|amos)(?: \w+){0,3}?(?: com)?|fal(?:o|ando|amos) com|avali\w+|cot(?:o|ando|amos)(?: com)?|(?:peca|pec|ped)\w* (?:precos?|orcamentos?|propostas?) a|"
    r"(?:vou|vamos)(?: \w+)? (?:para|pra|com|procurar|buscar|testar)|mud(?:o|ar|ando|amos|aremos)(?: \w+)? (?:para|pra)|pass(?:o|ar|amos) (?:para|pra))"
)
_LEAVING = (
    # "I'm looking at other carriers", "estoy mirando otras empresas", "estou vendo outras transportadoras"
    rf"\b{_TO_DO}(?: (?:a|an|the|with|to|at|for|into|el|la|los|las|con|a|de|o|os|as|um|uma|com|para|some|our \w+|it|them|all)){{0,3}} {_OTHER}\b",
    # "take our business elsewhere", "cambiar de proveedor", "trocar de transportadora"
    r"\bshop(?:ping)? around\b|\blook(?:ing)? around for\b",
    r"\btak(?:e|ing) (?:my|our) [\w ]{2,24} (?:elsewhere|to (?:someone|somebody) else|away)\b|\blos(?:e|ing) (?:us|me|a customer|our business)\b",
    r"\b(?:me|nos) (?:llev\w+)(?: [\w]+){0,4} a otr[oa]s?\b|\blev(?:o|amos|ar|arei|aremos)(?: [\w]+){1,4} (?:para|pra) outr[oa]s?\b",
    rf"\b(?:switch(?:ing)?|chang(?:e|ing)) (?:carriers?|couriers?|forwarders?|providers?|suppliers?|compan(?:y|ies))\b|\b(?:cambi\w+|mud\w+|troc\w+) de {_TRADE}\b",
    # "we may leave you", "not sure we'll stay", "stop working with you", "dejar de trabajar con vosotros"
    r"\b(?:leav(?:e|ing)|dropp?ing|ditch(?:ing)?|part(?:ing)? ways with) (?:you|u|your (?:service|company))\b|\b(?:not|n't|don'?t know|unsure|doubt)(?: [\w']+){0,4} (?:stay|remain|continue|keep|go on)(?:ing)?(?: \w+ing)? with you\b",
    r"\b(?:stop(?:ping)?|quit(?:ting)?) (?:working|shipping|doing business|using|being a customer)\b(?: with)?(?: you)?|\b(?:last|final) (?:straw|chance|time (?:i|we) (?:ship|order|use|work))\b|\b(?:done|finished|through|had it|had enough) with (?:you|your (?:company|service))\b",
    r"\b(?:dejar|dejamos|dejare|dejaremos|dejando)(?: de (?:trabajar|enviar|contar|usar|ser clientes?)[\w ]{0,20})(?: con)? ?(?:vosotros|ustedes|usted|vuestr\w+|sus? \w+)\b|\bdejar(?:os|les|lo|la)\b|\b(?:perd(?:er|eis|eran|ereis|erme|ernos)) (?:un|a un|como|este|nuestro)? ?cliente\b|\bno (?:se|estoy segur[oa]|estamos segur[oa]s)(?: \w+){0,3} (?:seguir|seguimos|sigamos|continuar)\w*(?: \w+ndo)? con (?:vosotros|ustedes|usted)\b",
    r"\b(?:deixar|deixamos|deixarei|parar|paramos)(?: de (?:trabalhar|enviar|usar|ser clientes?)[\w ]{0,20})(?: com)? ?(?:voces?|vcs?)\b|\bdeixar (?:voces?|vcs?)\b|\bperder (?:um|o|este|esse|mais um)? ?cliente\b|\bnao (?:sei|tenho certeza)(?: \w+){0,4} (?:continu|fic|segu)\w*(?: \w+ndo)? com (?:voces?|vcs?)\b",
    # an end of the contract
    r"\b(?:cancel(?:l?ing)?|clos(?:e|ing)|terminat\w+|end(?:ing)?) (?:my|our|the|this) (?:account|contract|subscription|agreement|plan|service)\b|\b(?:won'?t|will not|not going to|not) renew(?:ing)?\b",
    r"\b(?:cancel[oae]\w*|rescind\w+|cerrar|cierro|anul\w+|encerr\w+|dar de baja)(?: \w+)? (?:el|la|mi|nuestr[oa]|o|a|meu|minha|noss[oa]) ?(?:contrato|cuenta|servicio|plan|conta|servico|plano|acuerdo|acordo)\b|\bno (?:vamos a )?renov\w+|\bnao (?:vamos|vou) renovar\b",
    # somebody else's better offer to them
    r"\b(?:offered|quoted|gave|promised) (?:me|us) (?:a )?(?:better|lower|cheaper)\b|\b(?:better|lower|cheaper) \w+ (?:from|at|with)(?: \w+){0,3} (?:competitors?|other|another|rivals?|somebody|someone)\b|\b(?:competitors?|competencia|competidor(?:es)?|concorren(?:te|cia))(?: \w+){0,4} (?:offer\w*|quot\w+|ofrec\w+|ofrece|propuso|fez|ofereceu|oferece)\b",
)
LEAVING = tuple(re.compile(pattern) for pattern in _LEAVING)
# "Do you work with other carriers?": a question about us.
_ABOUT_US = re.compile(
    r"\b(?:(?:do|can|could|will|would|did|are|have) (?:you|u)|how many|which (?:other )?carriers|trabaja\w* (?:con|vosotros|ustedes)|teneis|tienen|usais|usan|voces? (?:trabalham|usam|tem)|trabalham)\b"
)


def leaving(messages: Sequence[Spoken]) -> str:
    """The clause by which they say or hint that they may leave, verbatim; "" for none."""
    for said in reversed(messages):
        text = said.cues.folded.text
        for pattern in LEAVING:
            for found in pattern.finditer(text):
                left, right = clause_with(said, *found.span())
                asks = text[right : right + 1] == "?" or "?" in text[left:right]
                if not (asks and _ABOUT_US.search(text[left:right])):
                    return said.cues.folded.quote(left, right).strip(" ,;:-")
    return ""
