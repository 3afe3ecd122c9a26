"""Handing a thread to a person, and back. Call inside a transaction, with the conversation's row locked."""

from __future__ import annotations

from datetime import datetime

from conversations.models import Conversation, Handoff, NextKind, OutboxState, Purpose, Trigger, Turn
from conversations.next_step import default_team, person_due, set_next, wake
from conversations.waiting import first_unanswered
from crm import clock
from crm.compiled import Compiled
from crm.models import Activity, Actor, Business, Team, User

OPEN = ("open", "claimed")
NOT_SENT = ("delivery", "no_template")  # reasons by which an answer of ours did not arrive: they wait on

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


class Taken(Exception):
    """Somebody else was quicker: `by` has it."""

    def __init__(self, by: User) -> None:
        super().__init__(f"{by} has it.")
        self.by = by


class NotWaiting(Exception):
    """It waits for nobody any more."""


def open_handoff(conversation: Conversation) -> Handoff | None:
    found = OPEN_ONE.first(conversation.pk)
    if found:
        found.conversation = conversation  # the caller's own: it may be locked, and changed
    return found


OPEN_ONE = Compiled(lambda thread: Handoff.objects.filter(conversation=thread, state__in=OPEN).order_by("-id")[:1])


def owner_of(conversation: Conversation, handoff: Handoff | None) -> User | None:
    """Who has it. A handoff that is only meant for somebody may be claimed by anybody; a task given to one is theirs."""
    if conversation.held_by or handoff:
        return conversation.held_by or (handoff.claimed_by if handoff else None)
    return conversation.next_user


def told_already(conversation: Conversation) -> bool:
    """Whether the last that they heard from us is that a person takes over: it is not said twice."""
    last = conversation.outbox.exclude(state__in=[OutboxState.REFUSED, OutboxState.FAILED]).order_by("-id").first()
    return last is not None and last.purpose == Purpose.HANDOFF_NOTICE


def raise_handoff(
    conversation: Conversation,
    reason: str,
    words: str,
    quote: str = "",
    turn: Turn | None = None,
    suggestion: str = "",
    sources: list[dict[str, str]] | None = None,
    user: User | None = None,
) -> Handoff | None:
    """Make the thread a person's task, `user`'s if given: anybody may still claim it. Returns None if one was open
    already (its next step is kept with people)."""
    existing = open_handoff(conversation)
    team = existing.team if existing else default_team(conversation)
    owner = existing.claimed_by if existing else conversation.held_by
    raised = None
    if reason in NOT_SENT and conversation.waiting_since is None:
        conversation.waiting_since = first_unanswered(conversation)
        conversation.save(update_fields=["waiting_since"])
    if existing is None:
        raised = Handoff.objects.create(
            conversation=conversation,
            reason=reason,
            words=words[:300],
            quote=quote[:300],
            team=team,
            turn=turn,
            suggestion=suggestion,
            sources=sources or [],
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


def claim(conversation: Conversation, user: User) -> None:
    """Take it out of the queue. Of two who claim at once the lock lets one through; the other gets Taken.

    Raises NotWaiting if no person owes anything here. Claiming twice is claiming once.
    """
    if conversation.held_by_id == user.pk:
        return
    handoff = open_handoff(conversation)
    owner = owner_of(conversation, handoff)
    if owner and owner.pk != user.pk:
        raise Taken(owner)
    if conversation.status != "open" or (conversation.owner_is_agent and handoff is None):
        raise NotWaiting
    take_over(conversation, user)


def take_over(conversation: Conversation, user: User) -> None:
    """A person holds the thread: the agent goes on reading in silence. Every such stretch has its handoff."""
    now = clock.now()
    before = conversation.held_by
    conversation.held_by = user
    conversation.held_at = now
    conversation.save(update_fields=["held_by", "held_at"])
    handoff = open_handoff(conversation)
    if handoff is None:
        handoff = Handoff(
            conversation=conversation,
            reason="taken_over",
            words=f"{user} took over.",
            team=user.team or default_team(conversation),
        )
    handoff.state, handoff.claimed_by, handoff.claimed_at = "claimed", user, now
    handoff.save()
    kind = NextKind.REPLY if conversation.waiting_since else NextKind.HUMAN_TASK
    set_next(conversation, kind, persons_date(conversation, now), why=f"{user} has taken over.", user=user)
    words = f"{user} took over from {before}." if before and before.pk != user.pk else f"{user} took over."
    Activity.record("taken-over", words, user=user, contact=conversation.contact, conversation_id=conversation.pk)


def persons_date(conversation: Conversation, now: datetime) -> datetime:
    """By when a person should have acted. Changing hands never makes a customer wait longer."""
    due = person_due(now, Business.get())
    owed = conversation.next_kind in (NextKind.REPLY, NextKind.HUMAN_TASK) and not conversation.owner_is_agent
    return min(conversation.next_at, due) if owed and conversation.next_at else due


def release(conversation: Conversation, user: User, team: Team | None = None) -> Team:
    """Back into the queue, unclaimed, or on to another team. Returns whose queue it is in."""
    now = clock.now()
    due = persons_date(conversation, now)
    handoff = open_handoff(conversation)
    goes_to = team or (handoff.team if handoff else default_team(conversation))
    conversation.held_by = conversation.held_at = None
    if team:
        conversation.team = team
    conversation.save(update_fields=["held_by", "held_at", "team"])
    if handoff:
        handoff.state, handoff.claimed_by, handoff.claimed_at, handoff.team = "open", None, None, goes_to
        handoff.save(update_fields=["state", "claimed_by", "claimed_at", "team"])
    kind = NextKind.REPLY if conversation.waiting_since else NextKind.HUMAN_TASK
    words = f"{user} passed it on to {goes_to}." if team else f"{user} put it back into the queue of {goes_to}."
    set_next(conversation, kind, due, why=handoff.words if handoff else words, team=goes_to)
    Activity.record("released", words, user=user, contact=conversation.contact, conversation_id=conversation.pk)
    return goes_to


def hand_back(conversation: Conversation, user: User, note: str = "") -> None:
    """The agent has the thread again; `note` is what it should know. It wakes at once and plans the next step."""
    now = clock.now()
    conversation.held_by = None
    conversation.held_at = None
    conversation.priority, conversation.priority_quote = 0, ""  # a person has seen to it
    conversation.save(update_fields=["held_by", "held_at", "priority", "priority_quote"])
    handoff = open_handoff(conversation) or Handoff(
        conversation=conversation,
        reason="taken_over",
        words=f"{user} saw to it.",
        team=user.team or default_team(conversation),
        claimed_by=user,
        claimed_at=now,
    )
    handoff.state, handoff.closed_at, handoff.closed_by, handoff.note = "closed", now, user, note
    handoff.save()
    words = f"{user} handed back to the agent."
    Activity.record(
        "handed-back", words, user=user, contact=conversation.contact, conversation_id=conversation.pk, note=note
    )
    set_next(conversation, NextKind.REPLY, now, why="Handed back to the agent.", trigger=Trigger.HANDED_BACK)
    wake(conversation, Trigger.HANDED_BACK)
