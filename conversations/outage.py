"""The model is out: one honest line to the customer, the thread to people, and back to the agent by itself.

While no model answers, each thread that needs one waits in the queue (reason `model_failed`). Once the model answers
again, what nobody has claimed meanwhile goes back to the agent, which then answers; what a colleague has claimed is theirs.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from asgiref.sync import async_to_sync
from django.db import models, transaction
from pydantic import BaseModel

from conversations.models import Conversation, Handoff, NextKind, Trigger
from conversations.next_step import set_next, wake
from crm import clock
from crm.llm import gateway
from crm.llm.choice import is_embedded, model_for, use_model
from crm.llm.embedded.language import language_of
from crm.llm.errors import ModelError, ModelPaused
from crm.models import Activity, Actor, LLMCall, LLMOutcome

log = logging.getLogger(__name__)
REASON = "model_failed"
NOTE = "The model answers again and nobody had taken it: back to the agent."
AT_ONCE = 50  # threads given back at one look: the model that has just come back is not flooded
TRIED_LATELY = timedelta(hours=1)  # given back and failed again within it: the fault is in the thread, people keep it
PROOF = timedelta(minutes=2)  # of machine time: an answer so fresh shows that the model is there
LINES = {
    "en": "Thanks for your message, we have it. We can't answer right away at the moment; you'll get an answer here as soon as we can.",
    "es": "Gracias por tu mensaje, lo hemos recibido. Ahora mismo no podemos contestar enseguida; te responderemos por aquí en cuanto podamos.",
    "pt": "Obrigado pela mensagem, ela chegou. Neste momento não conseguimos responder logo; você terá a resposta por aqui assim que possível.",
    "fr": "Merci pour votre message, il est bien arrivé. Nous ne pouvons pas répondre tout de suite ; vous aurez une réponse ici dès que possible.",
    "de": "Danke für Ihre Nachricht, sie ist angekommen. Wir können gerade nicht sofort antworten; die Antwort kommt hier, sobald es geht.",
    "it": "Grazie per il messaggio, lo abbiamo ricevuto. Ora non riusciamo a rispondere subito; risponderemo qui appena possibile.",
    "nl": "Bedankt voor je bericht, het is aangekomen. We kunnen nu niet meteen antwoorden; je krijgt hier antwoord zodra het kan.",
    "he": "תודה על ההודעה, היא התקבלה. כרגע איננו יכולים להשיב מיד; נענה כאן ברגע שנוכל.",
    "ar": "شكراً على رسالتك، لقد وصلتنا. لا يمكننا الرد فوراً الآن؛ سنجيبك هنا في أقرب وقت ممكن.",
    "hi": "आपके संदेश के लिए धन्यवाद, वह हमें मिल गया है। अभी हम तुरंत जवाब नहीं दे पा रहे; जैसे ही हो सकेगा, यहीं जवाब देंगे।",
}


class Sign(BaseModel):
    """The smallest question that shows that a model answers as it should."""

    ready: bool


def line(known_language: str, said: str) -> str:
    """What the customer is told, once. Nobody has read what they wrote, so the language is told from their words."""
    spoken = language_of(said, known_language) if said else known_language
    return LINES.get((spoken or "en")[:2].lower(), LINES["en"])


def words(error: ModelError) -> str:
    """For the queue: what failed, in words for people; the provider's own stand in the list of model calls."""
    return f"The model did not answer {in_brackets(type(error))}, so nobody has read this yet."


def in_brackets(kind: type[ModelError]) -> str:
    return f"({kind.__name__.removeprefix('Model').lower()})"


def resume_if_back() -> int:
    """Give the unclaimed threads back to the agent if the model answers. Returns how many. Asks it only if one waits."""
    waiting = list(unclaimed().values_list("conversation_id", flat=True)[:AT_ONCE])
    if not waiting or not answers():
        return 0
    return sum(give_back(each) for each in waiting)


def unclaimed() -> models.QuerySet[Handoff]:
    """Not what came back and failed again a moment ago; but each process has its breaker, and one that was still open only
    put it off."""
    lately = Handoff.objects.filter(
        reason=REASON, state="closed", closed_by=None, closed_at__gte=clock.now() - TRIED_LATELY
    )
    rows = Handoff.objects.filter(reason=REASON, state="open", conversation__status="open", conversation__held_by=None)
    put_off = models.Q(words__contains=in_brackets(ModelPaused))
    return rows.filter(put_off | ~models.Q(conversation__in=lately.values("conversation"))).order_by("id")


def answers() -> bool:
    """Whether the model of the reading answers: it has just done so, or does so now. Its breaker lets one through as
    soon as it is time, and until then nothing is asked."""
    model = model_for("read")
    if is_embedded(model):
        return True
    calls = LLMCall.objects.filter(model=model, attempt__gt=0).order_by("-id")
    last = calls.filter(created_at__gte=clock.machine_now() - PROOF).first()
    if last and last.outcome in (LLMOutcome.OK, LLMOutcome.REPAIRED):
        return True
    try:
        with use_model(model):
            async_to_sync(gateway.ask)("ready", Sign, system="Answer with ready set to true.", data={})
    except ModelError as error:
        log.info("The model does not answer yet (%s)", type(error).__name__)
        return False
    return True


@transaction.atomic
def give_back(conversation_id: int) -> bool:
    conversation = Conversation.objects.select_for_update(of=("self",)).get(pk=conversation_id)
    handoff = conversation.handoffs.filter(state="open", reason=REASON).first()
    if handoff is None or conversation.held_by_id or conversation.status != "open":
        return False  # somebody was quicker
    now = clock.now()
    handoff.state, handoff.closed_at, handoff.note = "closed", now, NOTE
    handoff.save(update_fields=["state", "closed_at", "note"])
    Activity.record(
        "model-back", NOTE, actor=Actor.SYSTEM, contact=conversation.contact, conversation_id=conversation.pk
    )
    set_next(conversation, NextKind.REPLY, now, why=NOTE, trigger=Trigger.HANDED_BACK)
    wake(conversation, Trigger.HANDED_BACK)
    return True
