"""The next step of a conversation in a few words, and whose knot it is: for the list, the header and the card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from conversations.models import Conversation, NextKind
from crm.local_time import day, span, when
from crm.models import User

# The agent's own steps ring within seconds; a minute of grace keeps a busy moment from looking like a dropped thread.
GRACE = timedelta(minutes=2)


@dataclass(frozen=True)
class Step:
    """`knot` is agent, person, customer, late or closed; `who` the act in two words; `detail` the rest of the line."""

    knot: str
    who: str
    detail: str


def step(conversation: Conversation, user: User, now: datetime, home: str) -> Step:
    """`home` is the zone of the business: people's own dates stand in it, the customer's in theirs.

    Reads `contact`, `next_user` and `next_team`: select them with the conversation.
    """
    if conversation.status == "closed" or conversation.next_at is None:
        return Step("closed", "Closed", closed_words(conversation))
    if conversation.next_at < now - GRACE and not silence_ended(conversation):
        return Step("late", f"Late {span(now - conversation.next_at)}", owed(conversation, user))
    if conversation.next_kind == NextKind.WAIT_FOR_CUSTOMER:
        return waiting(conversation, user, now)
    if conversation.owner_is_agent:
        return agents(conversation, now)
    return persons(conversation, user, now, home)


def silence_ended(conversation: Conversation) -> bool:
    """The wait is over and the agent is about to look again: nobody is late yet."""
    return conversation.next_kind == NextKind.WAIT_FOR_CUSTOMER and conversation.owner_is_agent


def agents(conversation: Conversation, now: datetime) -> Step:
    if conversation.next_kind == NextKind.REPLY:
        return Step("agent", "Agent replies", "working on it" if conversation.turn_token else "in a moment")
    if conversation.next_kind == NextKind.FOLLOW_UP:
        return Step("agent", "Agent writes", in_their_time(conversation, now))
    return Step("agent", "Agent looks again", in_their_time(conversation, now))


def waiting(conversation: Conversation, user: User, now: datetime) -> Step:
    looks = "we look" if conversation.owner_is_agent else does(conversation, user, "look", "looks")
    zone = conversation.contact.timezone
    return Step("customer", "Customer replies", f"{looks} again {day(conversation.next_at or now, zone, now)}")


def persons(conversation: Conversation, user: User, now: datetime, home: str) -> Step:
    at = when(conversation.next_at or now, home, now)
    quiet = " · no contact" if conversation.contact.no_contact_since else ""
    if conversation.next_kind == NextKind.INTERNAL_REVIEW:
        return Step("person", does(conversation, user, "look again", "looks again"), at + quiet)
    if conversation.next_kind == NextKind.FOLLOW_UP:
        return Step("person", does(conversation, user, "write", "writes"), in_their_time(conversation, now))
    if conversation.waiting_since:
        waits = f"waiting {span(now - conversation.waiting_since)}"
        return Step("person", does(conversation, user, "reply", "replies"), waits)
    return Step("person", does(conversation, user, "have a task", "has a task"), f"by {at}")


def owner_name(conversation: Conversation, user: User) -> str:
    """`You`, a colleague's first name, a team's name or `Agent`."""
    if conversation.next_user_id:
        if conversation.next_user_id == user.pk:
            return "You"
        owner = conversation.next_user
        return (owner.first_name or str(owner)) if owner else "Somebody"
    return str(conversation.next_team) if conversation.next_team_id else "Agent"


def does(conversation: Conversation, user: User, you: str, they: str) -> str:
    name = owner_name(conversation, user)
    return f"{name} {you if name == 'You' else they}"


def owed(conversation: Conversation, user: User) -> str:
    """What is late: `Tomasz owes a reply`."""
    what = {
        NextKind.REPLY: "a reply",
        NextKind.FOLLOW_UP: "a follow-up",
        NextKind.INTERNAL_REVIEW: "a look",
    }.get(NextKind(conversation.next_kind), "a reply" if conversation.last_direction == "inbound" else "a task")
    return f"{does(conversation, user, 'owe', 'owes')} {what}"


def in_their_time(conversation: Conversation, now: datetime) -> str:
    return when(conversation.next_at or now, conversation.contact.timezone, now)


def closed_words(conversation: Conversation) -> str:
    return conversation.closed_reason.replace("_", " ")


def holder_words(conversation: Conversation, user: User) -> tuple[str, str]:
    """Who has the thread, as knot and words: `("agent", "Agent has it")`."""
    if conversation.status == "closed":
        return "closed", "Closed"
    if conversation.held_by_id:
        mine = conversation.held_by_id == user.pk
        holder = conversation.held_by
        return "person", "You have it" if mine else f"{(holder and holder.first_name) or holder} has it"
    if conversation.next_team_id or conversation.next_user_id:
        return "person", f"With {owner_name(conversation, user).replace('You', 'you')}"
    return "agent", "Agent has it"
