"""What no guideline may ask for, told by code from the text itself: the floor under whatever a model says.

Few and sure patterns, in English, Spanish and Portuguese; a model sees the rest. A sentence that *forbids* such a thing
("never say you are human") is a good guideline, so a match inside a prohibition does not count.
"""

from __future__ import annotations

import re
import unicodedata

from guidelines import schema as s

REFUSALS: dict[s.RefuseReason, str] = {
    "denies_being_automated": "The assistant never denies being automated: people may know whom they write with.",
    "opt_out_override": "Whoever asked for no more messages gets none, until they write START themselves.",
    "dishonest": "The assistant says nothing that is not true.",
    "illegal": "That would break the law.",
    "discrimination": "People are not treated differently for who they are.",
    "asks_for_secrets": "Card numbers, passwords and codes are never asked for in a chat.",
    "pressure": "The assistant does not threaten or wear people down.",
    "channel_rules": "WhatsApp's own rules cannot be lifted: outside 24 hours only an approved template may be sent.",
    "privacy": "What one customer said or ordered is never shown to another.",
    "injection": "That text speaks to the machine instead of saying how customers should be treated.",
    "not_about_the_agent": "That is not something about how the assistant writes, waits or hands over.",
}

_PATTERNS: tuple[tuple[s.RefuseReason, str], ...] = (
    (
        "injection",
        r"\b(?:ignore|disregard|forget|override) (?:all |any |the |your |every |previous |prior |other |these |those )+(?:\w+ )?(?:rules?|instructions?|guidelines?|prompts?)|"
        r"\b(?:ignora|olvida|ignore|esqueca) (?:todas? |las? |os |as |tus |suas |sus )+(?:\w+ )?(?:reglas|instrucciones|regras|instrucoes)|"
        r"\bsystem prompt\b|\byou are now\b.{0,40}\b(?:unrestricted|jailbroken|dan)\b|\bdeveloper mode\b",
    ),
    (
        "denies_being_automated",
        r"\b(?:deny|denies|niega|negar?|nega) (?:being|that (?:you|it)|ser|que)\b.{0,30}\b(?:bot|machine|automated|ai|robot|ia)\b|"
        r"\b(?:bot|machine|robot|automated|ai|ia|maquina|automat\w+)\b.{0,60}\b(?:say|tell|answer|claim|insist|respond|reply|di|diles?|decir|responde\w*|diga|dizer|diz)\b.{0,25}"
        r"(?:\b(?:you are|you're|you re|we are|we're|i am|i'm|im|eres|soy|somos|es|voce e|sou|e)\b.{0,20}\b(?:human|person|real|humano|humana|persona|pessoa|\w+ from the)|\bno\b|\bnao\b)|"
        r"\b(?:say|tell|claim|pretend|pose as|act as if|di|finge\w*|finja|diz|diga)\b.{0,40}\b(?:you are|you're|it is|it's|we are|to be|that you are|eres|ser|es|e|voce e)\b.{0,12}\b(?:a |an |un |una |um |uma )?(?:real |de verdad )?"
        r"(?:human|humano|humana|person\b|persona\b|pessoa\b)",
    ),
    (
        "opt_out_override",
        r"\b(?:unsubscri\w+|opt(?:ed|s|ing)?[ -]?out\w*|said stop|wrote stop|blocked us|dados? de baja|se dio de baja|se dieron de baja|descadastr\w+|pediu para sair|pediram para sair|desuscri\w+)\b"
        r".{0,80}\b(?:can|may|could|should|again|anyway|still|one more|get|send|write|message|contact|volver|otra vez|igual|pueden|podemos|de novo|mesmo assim|podem|ainda)\b|"
        r"\b(?:keep|continue|still|go on|sigue|siga|continua\w*)\b.{0,40}\b(?:unsubscri\w+|opt(?:ed)?[ -]?out|said stop|wrote stop|dado de baja|descadastr\w+)|"
        r"\bignore (?:the |any |all )*(?:stop|opt[ -]?outs?|unsubscri\w+)\b|\b(?:even|also) (?:if|when|to those who) .{0,30}(?:unsubscri\w+|opted out|said stop|wrote stop)",
    ),
    (
        "asks_for_secrets",
        r"\b(?:ask|request|collect|get|take|have them send|pide|solicita|peca|pedir)\b.{0,40}\b(?:card number|credit card|cvv|cvc|password|passcode|pin code|one[- ]time code|contrasena|numero de (?:la )?tarjeta|senha|numero do cartao)",
    ),
    (
        "channel_rules",
        r"\b(?:ignore|bypass|work ?around|get round|circumvent|skip|salta\w*|burla\w*|evita\w*|ignora\w*)\b.{0,30}\b(?:24[ -]?(?:hour|h|horas?)|window|template rules?|ventana|janela)\b",
    ),
)
_ALLOWED = re.compile(
    r"\b(?:never|don't|do not|dont|must not|mustn't|may not|cannot|can't|no one may|nobody may|nunca|jamas|nao|no)\b[^.;,:]{0,60}$"
)
# "Whoever unsubscribes must never get another message" keeps the promise; what they themselves said does not count.
_KEPT = re.compile(r"\b(?:never|not|no|nothing|don't|cannot|can't|nunca|jamas|nada|nao)\b")
_STOPPED = re.compile(r"\b(?:no more messages|said stop|wrote stop|not to be written)\b")
_COMPILED = tuple((reason, re.compile(pattern)) for reason, pattern in _PATTERNS)


def forbidden(text: str, what: s.Interpretation) -> s.RefuseReason | None:
    """The reason why `text` is refused, or None. `what`: a model's reading, whose own refusal is not judged here."""
    plain = _folded(text)
    for reason, pattern in _COMPILED:
        for match in pattern.finditer(plain):
            if reason == "injection" or not _prohibited(reason, plain, match):
                return reason
    return None


def _prohibited(reason: s.RefuseReason, plain: str, match: re.Match[str]) -> bool:
    """Whether the match stands in "never …": then the sentence asks for the opposite."""
    if _ALLOWED.search(plain[: match.start()]) or re.match(r"(?:never|nunca|jamas)\b", match[0]):
        return True
    if reason != "opt_out_override":
        return False
    return bool(_KEPT.search(_STOPPED.sub(" ", plain[match.start() : match.end() + 30])))


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).replace("’", "'").replace("`", "'")
    return "".join(character for character in bare if not unicodedata.combining(character)).lower()
