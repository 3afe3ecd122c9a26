"""What must come first: a person who looks before the agent goes on, or what is asked before a person gets the thread.

Both are read off what was kept: an Application says that a guideline called for it, the thread's timeline that a person
has handed back since. Reads only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from conversations.turns.situation import Said, Situation
from crm.models import Activity
from guidelines.models import Application
from guidelines.rules import Rule
from guidelines.schema import RequireFirst

KIND = "handoff.require_first"
ASKS_BEFORE = ("wants_person", "guideline")  # who is angry, or not understood, gets a person at once
LINES = {  # the first time, and the second: the very same text is never sent twice
    "en": ("Before I pass this to a colleague: could you send us {things}?",
           "Thanks. So that my colleague can look into it at once, we still need {things}. Could you send it?"),
    "es": ("Antes de pasárselo a una persona del equipo: ¿nos puedes enviar {things}?",
           "Gracias. Para que lo mire enseguida una persona, todavía falta: {things}. ¿Nos lo puedes enviar?"),
    "pt": ("Antes de passar para uma pessoa da equipe: pode nos enviar {things}?",
           "Obrigado. Para que uma pessoa veja logo, ainda falta: {things}. Pode nos enviar?"),
    "fr": ("Avant de transmettre à un collègue : pouvez-vous nous envoyer {things} ?",
           "Merci. Pour qu'un collègue s'en occupe tout de suite, il nous manque : {things}. Pouvez-vous l'envoyer ?"),
    "de": ("Bevor ich das weitergebe: Können Sie uns noch Folgendes senden: {things}?",
           "Danke. Damit es gleich weitergeht, fehlt uns noch: {things}. Können Sie das senden?"),
    "it": ("Prima di passare la richiesta a un collega: può inviarci {things}?",
           "Grazie. Per procedere subito ci manca ancora: {things}. Può inviarcelo?"),
    "nl": ("Voordat ik dit doorgeef: kun je ons nog sturen: {things}?",
           "Bedankt. Om meteen verder te kunnen missen we nog: {things}. Kun je dat sturen?"),
}  # fmt: skip
MOST_TRIES = 2
AND = {"en": "and", "es": "y", "pt": "e", "fr": "et", "de": "und", "it": "e", "nl": "en"}
OWN = {"en": "your {thing}"}  # elsewhere the thing stands as the author wrote it

# What an answer must hold to count as the thing asked for; where nothing is known of a thing, any answer to it counts.
SHAPES = (
    (re.compile(r"e-?mail|correo", re.I), re.compile(r"[\w.+-]+@[\w-]+\.\w+")),
    (re.compile(r"phone|telephone|mobile|tel[eé]fon|celular|m[oó]vil", re.I), re.compile(r"\d(?:[ ()./-]?\d){6,}")),
    (re.compile(r"number|n[uú]mero|\bno\.|reference|referencia|order|invoice|tracking|booking|pedido|factura|fatura|"
                r"date|fecha|data|amount|importe|weight|peso|dimensions|medidas|postcode|zip", re.I), re.compile(r"\d")),
)  # fmt: skip
PICTURE = re.compile(r"photo|picture|image|screenshot|scan|foto|imagen|captura|imagem", re.I)
PICTURES = ("image", "document", "video", "media")


def looked_at(rule: Rule, conversation_id: int) -> bool:
    """Whether a person has had the thread, and handed it back, since this guideline first called for one."""
    called = Application.objects.filter(
        conversation_id=conversation_id,
        kind=KIND,
        outcome__in=[Application.Outcome.HANDED_OVER, Application.Outcome.PREVENTED],
        revision__guideline_id=rule.guideline_id,
    )
    first = called.order_by("at").values_list("at", flat=True).first()
    if first is None:
        return False
    back = Activity.objects.filter(conversation_id=conversation_id, action="handed-back", at__gte=first)
    return back.exclude(user=None).exists()


def asked(rule: Rule, conversation_id: int) -> int:
    """How often it was asked for since a person last had the thread."""
    rows = Application.objects.filter(
        conversation_id=conversation_id,
        kind=KIND,
        outcome=Application.Outcome.APPLIED,
        revision__guideline_id=rule.guideline_id,
    )
    last = Activity.objects.filter(conversation_id=conversation_id, action__in=["handoff-raised", "handed-back"])
    since = last.order_by("-at").values_list("at", flat=True).first()
    return rows.filter(at__gt=since).count() if since else rows.count()


def missing(effect: RequireFirst, facts: Situation, times_asked: int) -> list[str]:
    """What of it they have not given yet, in the author's words. Nothing, once it was asked for often enough."""
    if times_asked >= tries(effect):
        return []
    said = [each for each in (*facts.recent, *facts.burst) if each.sender == "customer"]
    return [thing for thing in effect.collect if thing.strip() and not given(thing, said, times_asked)]


def tries(effect: RequireFirst) -> int:
    return min(max(effect.give_up_after, 1), MOST_TRIES)


def given(thing: str, said: Sequence[Said], times_asked: int) -> bool:
    if PICTURE.search(thing):
        return any(each.kind in PICTURES for each in said)
    shape = next((shape for name, shape in SHAPES if name.search(thing)), None)
    if shape:
        return any(shape.search(each.text) for each in said)
    return times_asked > 0  # they were asked and have answered: a person reads what


def line(things: Sequence[str], language: str, times_asked: int = 0) -> str:
    """The question, in their language; "" in one that we have no words for, where a person takes it as it is."""
    spoken = language[:2].lower()
    if spoken not in LINES:
        return ""
    own = OWN.get(spoken, "{thing}")
    named = [
        own.format(thing=thing) if not thing.lower().startswith(("a ", "an ", "the ")) else thing for thing in things
    ]
    listed = ", ".join(named[:-1]) + f" {AND[spoken]} {named[-1]}" if len(named) > 1 else named[0]
    return LINES[spoken][min(times_asked, MOST_TRIES - 1)].format(things=listed)
