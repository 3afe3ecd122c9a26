"""A step as it stands on the board: whose knot, who, when for them, what about, because of which words, and how it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from conversations.inbox.parts import fingerprint
from conversations.inbox.words import Step, in_their_time, owner_name, step
from conversations.models import Conversation, NextKind
from conversations.whatsapp import window as service_window
from crm import local_time
from crm.models import User
from followups.board.buckets import Row
from followups.bursts import BREAKER
from followups.models import FollowUp, FollowUpState

MESSAGES = ("follow_up", "reply")


@dataclass(frozen=True)
class Card:
    """`when` is their time with its city, `ours` the same moment at home where the clocks differ. `why` is a sentence of
    ours, `quote` their words. `badges`: (icon, words, mood). What is None or False is not offered."""

    conversation: Conversation
    follow_up: FollowUp | None
    knot: str
    who: str
    when: str
    ours: str
    about: str
    why: str
    quote: str
    way: str
    owner: str
    badges: tuple[tuple[str, str, str], ...]
    approve: bool
    release: bool
    url: str
    key: str
    version: str


def card(row: Row, user: User, now: datetime, home: str) -> Card:
    """Reads only what `buckets.page` fetched: no query."""
    conversation, live = row.conversation, row.follow_up
    said = step(conversation, user, now, home)
    who, knot = said.who, "late" if row.late else said.knot
    waits = conversation.next_kind == NextKind.WAIT_FOR_CUSTOMER
    about, why, quote = sentence(conversation, live)
    when, ours = times(conversation, now, home)
    owner = owner_words(said, conversation, user)
    way = way_out(conversation, live, now)
    badges = tuple(badges_of(conversation, live))
    url = reverse("thread", args=[conversation.pk])
    approve = live is not None and live.state == FollowUpState.PROPOSED
    release = live is not None and live.state == FollowUpState.HELD and not conversation.contact.no_contact_since
    if waits and not row.late:
        who, when = "Customer replies", said.detail
        ours = ""
    shown = (str(conversation.contact), knot, who, when, ours, about, why, quote, way, owner, badges, approve, release)
    live_id = live.pk if live else None
    return Card(
        conversation,
        live,
        knot,
        who,
        when,
        ours,
        about,
        why,
        quote,
        way,
        owner,
        badges,
        approve,
        release,
        url,
        f"c{conversation.pk}",
        fingerprint(shown, live_id, live.planned_for if live else None),
    )


def owner_words(said: Step, conversation: Conversation, user: User) -> str:
    """Who owes it, where the first words do not say so; the agent's own waiting goes without saying."""
    if said.knot == "late":
        return said.detail
    name = owner_name(conversation, user)
    return "" if conversation.owner_is_agent or said.who.startswith(name) else f"with {name.replace('You', 'you')}"


def times(conversation: Conversation, now: datetime, home: str) -> tuple[str, str]:
    """Their time, and ours where it is another. A person's own date stands in our time alone."""
    at = conversation.next_at or now
    theirs = in_their_time(conversation, now)
    here = local_time.when(at, home, now)
    if not conversation.owner_is_agent and conversation.next_kind != NextKind.FOLLOW_UP:
        return here, ""
    zone = conversation.contact.timezone
    same = at.astimezone(local_time.zone_of(zone)).utcoffset() == at.astimezone(local_time.zone_of(home)).utcoffset()
    return theirs, "" if same else here


def sentence(conversation: Conversation, live: FollowUp | None) -> tuple[str, str, str]:
    """What it is about, why, and their words for it."""
    if live is None:
        return "", conversation.next_why, ""
    if live.state == FollowUpState.HELD and live.held_ref == BREAKER:
        return live.purpose, "Held with the others: too many at once.", live.quote
    if live.state == FollowUpState.HELD and live.held_words:
        return live.purpose, live.held_words, live.quote
    if live.state == FollowUpState.PROPOSED and live.asks_approval:
        return live.purpose, live.asks_approval, live.quote
    if conversation.next_kind in MESSAGES and live.reason:
        return live.purpose, f"because {live.reason}", live.quote
    return live.purpose, conversation.next_why if conversation.next_kind not in MESSAGES else "", live.quote


def way_out(conversation: Conversation, live: FollowUp | None, now: datetime) -> str:
    """How it would leave the house, as far as is known today; empty where nothing is to leave."""
    if live is None:
        return ""
    if service_window.is_open(conversation.last_inbound_at, max(live.planned_for, now)):
        return "Free text: the 24-hour window is open"
    if live.template is None:
        return "No approved template: a person gets it as a task"
    if live.template.status != "approved":
        return f"Template {live.template.name}, {live.template.status}"
    return f"Template {live.template.name}"


def badges_of(conversation: Conversation, live: FollowUp | None) -> list[tuple[str, str, str]]:
    contact = conversation.contact
    if contact.opted_out_at:
        return [("ban", "Opted out", "bad")]
    found = []
    if contact.no_contact_since:
        found.append(("lock", "No contact until they write", "thread"))
    if live and live.state == FollowUpState.HELD:
        found.append(("lock", "Held", "thread"))
    if live and live.state == FollowUpState.PROPOSED:
        found.append(("circle-help", "Needs a yes", "warn"))
    if conversation.held_by and conversation.held_by_id != conversation.next_user_id:
        found.append(("user", f"{conversation.held_by.first_name or conversation.held_by} has it", "sea"))
    return found
