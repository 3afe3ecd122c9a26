"""What the embedded model refuses by rule: lies, opt-outs broken, discrimination, secrets, pressure, other people's data."""

from __future__ import annotations

import re

from crm.llm.embedded.interpreting.pacing import NEVER

_OPTED_OUT = r"(?:unsubscri\w+|opt(?:s|ed|ing)?[ -]?outs?|(?:said|says|wrote|write|writes|sent|send) [\"']?stop|stop list|blocked (?:us|our)|asked (?:us )?(?:not to be|never to be|to be removed|for no more)|no longer want (?:our )?messages|(?:do not|don'?t) want (?:any )?(?:more )?(?:our )?messages|dados? de baja|di\w+ de baja|(?:pidi|solicit)\w+ (?:la )?baja|desuscri\w+|descadastr\w+|pedi\w+ para (?:sair|nao receber)|pidi\w+ (?:no|que no))"
_ANYWAY = r"(?:can|may|could|should|again|anyway|still|one more|once more|get|keep|continue|send|write|message|contact|remind|add|resume|include|back on|igual|pueden|puede|podemos|volv\w+|otra vez|sigue|siga|mesmo assim|podem|pode|de novo|ainda|continu\w+|mand\w+|escrib\w+|envi\w+)"
_RULES: tuple[tuple[str, str], ...] = (
    ("opt_out_override", rf"{_OPTED_OUT}\b.{{0,90}}\b{_ANYWAY}\b|\b{_ANYWAY}\b.{{0,60}}\b{_OPTED_OUT}\b|\bignore\b.{{0,20}}\b(?:stop|opt[ -]?outs?|unsubscribe\w*)\b"),
    ("denies_being_automated", r"\b(?:bot|robot|machine|automated|\bai\b|\bia\b|maquina|automatic\w+|computer|human|humano|humana|pessoa|persona|real person)\b.{0,70}\b(?:say|tell|answer|claim|insist|reply|pretend|swear|di|diles?|decir|responde\w*|contesta\w*|diga|dizer|diz|fale)\b.{0,40}\b(?:human|person\b|real|no\b|not a|nao|humano|humana|persona|pessoa|(?:you are|you'?re|eres|soy|sou|voce e)\b(?! (?:an? |un[ao]? |uma? |the |our )?(?:\w+ )?(?:bot|automated|assistant|ai|virtual|machine|robot|digital|automatic\w*|asistente|assistente|ia)\b)|you work|your name|[a-z]+ from (?:the|our))|"
     r"\b(?:pretend|pose|claim|swear|insist|act|finge|fingir|finja|hazte|passe)\b.{0,30}\b(?:human|person\b|humano|humana|persona|pessoa|not (?:a|an) (?:bot|ai|machine))|\b(?:deny|hide|conceal|nunca admit\w+|niega|negar|negue|esconde\w*|oculta\w*)\b.{0,40}\b(?:bot|automated|\bai\b|\bia\b|machine|robot|robo|maquina)|\bnever (?:admit|reveal|say|tell|let)\b.{0,40}\b(?:bot|automated|\bai\b|machine|robot)"),
    ("dishonest", r"\b(?:lie|lies|lying|fake|invent\w*|make up|made[- ]up|fabricat\w*|pretend|bluff|mislead\w*|trick|mient\w+|mentir|minta|inventa\w*|invente\w*|finge\w*|finja|fals[oa]s?)\b|"
     r"\b(?:say|tell|claim|diles?|di|diga)\b.{0,60}\b(?:even (?:if|though|when) (?:it|that|we|there)|although (?:it|we)|aunque no|aunque (?:sea|haya|queden?)|mesmo que (?:nao|haja))|\b(?:only|just|solo|so|apenas) (?:\w+ )?(?:left|quedan?|resta\w*)\b.{0,40}\b(?:even|always|every|aunque|mesmo|sempre|siempre)|\b(?:don'?t tell|do not tell|never tell|hide|conceal|oculta\w*|esconde\w*|no (?:les )?digas|nao (?:conte|diga))\b.{0,50}\b(?:fees?|surcharges?|hidden|extra costs?|defects?|recall|delay is our|comision\w*|recargo\w*|costes? extra|taxas? (?:extra|ocult\w+)|defeito\w*|defecto\w*)"),
    ("asks_for_secrets", r"\b(?:ask|request|collect|get|take|have them (?:send|type)|need|pide\w*|solicit\w+|peca\w*|pedir|pegue)\b.{0,45}\b(?:card numbers?|credit cards? (?:number|detail)\w*|card details|cvv|cvc|passwords?|passcodes?|pin\b|one[- ]time codes?|verification codes?|contrasenas?|numero de (?:la |su )?tarjeta|clave|senhas?|numero do cartao|dados do cartao|datos de (?:la |su )?tarjeta)"),
    ("discrimination", r"\b(?:muslims?|jews?|jewish|christians?|gays?|lesbians?|black people|blacks|immigrants?|foreigners|gypsies|arabs?|disabled|women|elderly|old people|foreign(?:-| )?sounding|their (?:religion|race|gender|skin)|musulman\w+|judi[oa]s?|inmigrantes?|extranjer\w+|mujeres|gitan\w+|negr[oa]s|muculman\w+|judeus|imigrantes?|estrangeir\w+|mulheres|idosos)\b.{0,80}\b(?:no|not|don'?t|never|higher|more|less|refuse|ignore|last|slower|lower|worse|charge|reject|no les?|nunca|menos|mas|nao|mais)\b|\b(?:refuse|ignore|reject|don'?t (?:serve|answer|offer)|charge)\b.{0,40}\b(?:muslims?|jews?|gays?|immigrants?|foreigners|women|arabs?|disabled|elderly)"),
    ("pressure", r"\b(?:threaten\w*|scare\w*|intimidat\w*|harass\w*|guilt\w*|shame|blackmail\w*|bully\w*|amenaz\w+|asust\w+|intimid\w+|acos\w+|ameac\w+|assust\w+|chantag\w+)\b.{0,40}\b(?:them|people|customers?|leads?|clients?|late payers?|into|a los|con|clientes?|los|os|with|que|quem|quien\w*)\b|\b(?:until they (?:give in|cave)|wear them down|hasta que cedan|ate cederem)\b"),
    ("channel_rules", r"\b(?:ignor\w+|bypass\w*|work ?around|get (?:a)?round|circumvent\w*|skip\w*|salt\w+|burl\w+|pul\w+|evita\w*|driblar?)\b.{0,40}\b(?:24[ -]?(?:hour|h|horas?)\w*|24-hour|window|templates?|whatsapp'?s? (?:rules|limit)|ventana|janela|plantillas?|reglas de whatsapp|regras do whatsapp)"),
    ("privacy", r"\b(?:tell|share|show|give|send|forward|reveal|compart\w+|muestr\w+|da\b|envia\w*|mostr\w+|passe|conte)\b.{0,40}\b(?:other|another|someone else'?s|different|otros?|otras?|outros?|outras?) (?:customers?|clients?|people|contacts?|clientes?|contactos?|pessoas?)(?:'s?|s')?\b.{0,30}\b(?:order|address|price|number|phone|name|data|details|invoice|pay|pedido|direccion|precio|telefono|datos|endereco|preco|telefone|dados|nome)|\bwhat (?:other|another) (?:customer|client)s? (?:pay|paid|order)"),
    ("illegal", r"\b(?:without (?:an? )?invoices?|off the books|under the table|evade (?:tax|customs|duty|vat)\w*|avoid (?:customs|duty|vat|tax)\w*|false (?:customs )?declar\w+|declare (?:a )?(?:less|lower|wrong|false)|undervalue\w*|smuggl\w*|bribe\w*|launder\w*|sin factura|en negro|evad\w+ (?:impuestos|aduana)|sem nota|caixa dois|sonega\w*|contrabando|soborn\w+|suborn\w+|declar\w+ (?:menos|menor|un valor menor))\b"),
    ("injection", r"\b(?:ignore|disregard|forget|override|bypass)\b (?:all |any |the |your |every |previous |prior |other |these |those |above |of )+(?:\w+ )?(?:rules?|instructions?|guidelines?|prompts?)|\b(?:ignora|olvida|ignore|esqueca)\b (?:todas? |las? |os |as |tus |suas |sus |todos )+(?:\w+ )?(?:reglas|instrucciones|regras|instrucoes)|\bsystem prompt\b|\byou are now\b|\bdeveloper mode\b|\b(?:print|reveal|show) (?:me )?your (?:prompt|instructions)"),
)  # fmt: skip
_COMPILED = tuple((reason, re.compile(pattern)) for reason, pattern in _RULES)
_FORBIDDING = re.compile(rf"\b{NEVER}\b(?:\s+\w+){{0,4}}\s*$")
_KEEPS = re.compile(
    r"\b(?:never|no longer|don'?t|do not|nunca|jamas|no|nao|must not|may not|not|nothing|final|stop|remove\w*|respect\w*|without exception)\b"
)
_CONCEALS = re.compile(
    r"^(?:never (?:admit|reveal|say|tell|let)|don'?t tell|do not tell|never tell|no (?:les )?digas|nao (?:conte|diga)|nunca admit)"
)
_AS_RULE = re.compile(
    r"\b(?:if|when|whenever|anyone|someone|people who|customers who|leads who|cuando|si|quien\w*|quando|se|quem)\b"
)


def refused(text: str) -> str:
    """The reason to refuse folded `text`, or nothing. A sentence that forbids the bad thing is a good one."""
    for reason, pattern in _COMPILED:
        for match in pattern.finditer(text):
            if _is_forbidden_there(reason, text, match):
                continue
            return reason
    return ""


def _is_forbidden_there(reason: str, text: str, match: re.Match[str]) -> bool:
    if reason == "injection":
        return False
    if reason == "opt_out_override":  # "whoever unsubscribed must never get one again" keeps the promise
        around = text[max(0, match.start() - 40) : match.end() + 30]
        return bool(
            _KEEPS.search(
                re.sub(
                    r"\b(?:no more|not to be|never to be|said stop|wrote stop|says? stop|no longer want|don'?t want|no recibir|nao receber|not want|stop list|pidi\w+ (?:que )?no)\b",
                    "",
                    around,
                )
            )
        )
    if reason in ("dishonest", "pressure", "denies_being_automated") and _subject_is_theirs(text, match):
        return True
    if _CONCEALS.match(match[0]):
        return reason == "denies_being_automated" and "human" in match[0] and "not" not in match[0]
    return bool(_FORBIDDING.search(text[: match.start()]))


def _subject_is_theirs(text: str, match: re.Match[str]) -> bool:
    """ "When a customer threatens us with …": they do it, not we."""
    before = text[max(0, match.start() - 30) : match.start()]
    return bool(re.search(r"\b(?:customers?|clients?|leads?|they|someone|somebody|anyone|anybody|who|he|she|clientes?|alguien|quien|alguem|quem)\b(?:\s+\w+)?\s*$", before)) and bool(_AS_RULE.search(text))  # fmt: skip
