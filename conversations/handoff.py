"""Handing a thread to a person, and back. Call inside a transaction, with the conversation's row locked."""

from __future__ import annotations

from conversations.models import Conversation, Handoff, NextKind, Trigger, Turn
from conversations.next_step import default_team, person_due, set_next, wake
from crm import clock
from crm.models import Activity, Actor, Business, User

NOTICES = {
    "en": "Thanks for your message. I'm passing this to a colleague, who will read the whole conversation and reply to you here.",
    "es": "Gracias por tu mensaje. Se lo paso a una persona del equipo, que leerá toda la conversación y te responderá por aquí.",
    "pt": "Obrigado pela mensagem. Vou passar para uma pessoa da equipe, que vai ler toda a conversa e responder por aqui.",
    "fr": "Merci pour votre message. Je le transmets à une personne de l'équipe, qui lira toute la conversation et vous répondra ici.",
    "de": "Danke für Ihre Nachricht. Ich gebe sie an eine Kollegin oder einen Kollegen weiter; die Antwort kommt hier.",
    "it": "Grazie per il messaggio. Lo passo a una persona del team, che leggerà tutta la conversazione e risponderà qui.",
    "nl": "Bedankt voor je bericht. Ik geef het door aan een collega, die het hele gesprek leest en hier antwoordt.",
    "he": "תודה על ההודעה. אני מעביר אותה לאדם מהצוות, שיקרא את כל השיחה ויענה כאן.",
    "ar": "شكراً على رسالتك. سأحوّلها إلى أحد أفراد الفريق، وسيقرأ المحادثة كاملة ويردّ هنا.",
    "hi": "आपके संदेश के लिए धन्यवाद। मैं इसे टीम के एक सदस्य को दे रहा हूँ, जो पूरी बातचीत पढ़कर यहीं जवाब देंगे।",
}


def notice(language: str) -> str:
    """What the customer is told, once, when a person takes over: honest, with what happens next and no false time."""
    return NOTICES.get(language[:2].lower() if language else "en", NOTICES["en"])


def open_handoff(conversation: Conversation) -> Handoff | None:
    return conversation.handoffs.filter(state__in=["open", "claimed"]).first()


def raise_handoff(
    conversation: Conversation,
    reason: str,
    words: str,
    quote: str = "",
    turn: Turn | None = None,
    suggestion: str = "",
    user: User | None = None,
) -> Handoff | None:
    """Make the thread a person's task, `user`'s if given: anybody may still claim it. Returns None if one was open
    already (its next step is kept with people)."""
    existing = open_handoff(conversation)
    team = existing.team if existing else default_team(conversation)
    owner = existing.claimed_by if existing else conversation.held_by
    raised = None
    if existing is None:
        raised = Handoff.objects.create(
            conversation=conversation,
            reason=reason,
            words=words[:300],
            quote=quote[:300],
            team=team,
            turn=turn,
            suggestion=suggestion,
            state="claimed" if owner else "open",
            claimed_by=owner,
            claimed_at=clock.now() if owner else None,
        )
        Activity.record(
            "handoff-raised",
            f"Handed to {owner or team}: {words}",
            actor=Actor.AGENT,
            contact=conversation.contact,
            conversation_id=conversation.pk,
            quote=quote,
        )
    due = person_due(clock.now(), Business.get())
    set_next(conversation, NextKind.HUMAN_TASK, due, why=words, user=owner or user, team=team)
    return raised


def take_over(conversation: Conversation, user: User) -> None:
    """A person holds the thread: the agent goes on reading in silence."""
    now = clock.now()
    conversation.held_by = user
    conversation.held_at = now
    conversation.save(update_fields=["held_by", "held_at"])
    conversation.handoffs.filter(state="open").update(state="claimed", claimed_by=user, claimed_at=now)
    set_next(
        conversation,
        NextKind.HUMAN_TASK,
        person_due(now, Business.get()),
        why=f"{user} has taken over.",
        user=user,
    )
    Activity.record(
        "taken-over", f"{user} took over.", user=user, contact=conversation.contact, conversation_id=conversation.pk
    )


def hand_back(conversation: Conversation, user: User, note: str = "") -> None:
    """The agent has the thread again; `note` is what it should know. It wakes at once and plans the next step."""
    now = clock.now()
    conversation.held_by = None
    conversation.held_at = None
    conversation.save(update_fields=["held_by", "held_at"])
    conversation.handoffs.filter(state__in=["open", "claimed"]).update(state="closed", closed_at=now, note=note)
    words = f"{user} handed back to the agent." + (f" Note: {note}" if note else "")
    Activity.record(
        "handed-back", words, user=user, contact=conversation.contact, conversation_id=conversation.pk, note=note
    )
    set_next(conversation, NextKind.REPLY, now, why="Handed back to the agent.", trigger=Trigger.HANDED_BACK)
    wake(conversation, Trigger.HANDED_BACK)
