"""The one door: what may leave the house. Code only; asked when something is queued, again when it is sent, and by the card."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, cached_property
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils.module_loading import import_string

from conversations.models import ContentTemplate, Conversation, Direction, Message, Outbox, OutboxState, Purpose
from conversations.models.message import PROACTIVE
from conversations.whatsapp import window
from conversations.whatsapp.content_templates import MARKETING, may_advertise_to
from crm import clock
from crm.compiled import Compiled
from crm.models import Business, Contact

HELD = "held:"  # a refusal with this code and a ref is no end: who keeps follow-ups holds it until the ref is released
NEVER_LEFT = (OutboxState.REFUSED, OutboxState.FAILED)
SAME_TEXT_WITHIN = timedelta(days=14)
SAID_AGAIN = (Purpose.OPT_OUT_CONFIRMATION, Purpose.HANDOFF_NOTICE)  # fixed lines, each for an occasion of its own


@dataclass(frozen=True)
class Proposal:
    """Something that wants to be sent, here and now: asked once, of all gates. `based_on` is the id of the last customer
    message that it knows of."""

    conversation: Conversation
    contact: Contact
    purpose: str
    now: datetime
    body: str = ""
    template: ContentTemplate | None = None
    based_on: int | None = None
    outbox_id: int | None = None
    any_day: bool = False  # that very day was named: a weekend or public holiday is no obstacle
    notes: dict[str, Any] = field(
        default_factory=dict, compare=False, repr=False
    )  # what our gates found for each other

    @property
    def proactive(self) -> bool:
        return self.purpose in PROACTIVE

    @cached_property
    def business(self) -> Business:
        """Our policies, read once however many gates ask."""
        return Business.get()

    @cached_property
    def last_heard(self) -> datetime | None:
        """When they last wrote, in whichever of their threads: from then on nothing of ours is unanswered."""
        return Conversation.objects.filter(contact=self.contact).aggregate(at=Max("last_inbound_at"))["at"]

    @property
    def by_person(self) -> bool:
        return self.purpose == Purpose.PERSON


@dataclass(frozen=True)
class Defer:
    """Not now: not before `until` (business time)."""

    until: datetime
    why: str


@dataclass(frozen=True)
class Refuse:
    why: str
    code: str = "refused"


Ruling = Defer | Refuse
Gate = Callable[[Proposal], Ruling | None]


@cache
def gates() -> tuple[Gate, ...]:
    return tuple(import_string(path) for path in settings.SEND_GATES)


def rule(proposal: Proposal, without: Collection[str] = ()) -> Ruling | None:
    """The most restrictive ruling of all gates: a refusal before a deferral, the latest deferral before an earlier one.

    `without`: codes of refusals that are judged elsewhere, because what they are about is not known yet.
    """
    every = [ruling for gate in gates() if (ruling := gate(proposal))]
    rulings = [ruling for ruling in every if not (isinstance(ruling, Refuse) and ruling.code in without)]
    for ruling in rulings:
        if isinstance(ruling, Refuse):
            return ruling
    return max((r for r in rulings if isinstance(r, Defer)), key=lambda r: r.until, default=None)


def rule_all(proposals: Sequence[Proposal]) -> list[Ruling | None]:
    """As `rule`, for many at once: what the gates would look up for each is looked up together, by the function `look_up`
    of their modules. For a sweep over what is due: what really leaves is asked again, alone and under its lock."""
    modules = dict.fromkeys(import_module(path.rpartition(".")[0]) for path in settings.SEND_GATES)
    for module in modules:
        if look_up := getattr(module, "look_up", None):
            look_up(proposals)
    return [rule(proposal) for proposal in proposals]


def look_up(proposals: Sequence[Proposal]) -> None:
    """What our own gates ask of the database."""
    ids = {proposal.conversation.pk for proposal in proposals}
    inbound = Message.objects.filter(conversation__in=ids, direction=Direction.INBOUND)
    newest = dict(inbound.order_by().values_list("conversation").annotate(newest=Max("id")))
    lately = Outbox.objects.filter(conversation__in=ids, send_at__gt=clock.now() - SAME_TEXT_WITHIN)
    rows = lately.exclude(state__in=NEVER_LEFT).values_list("conversation_id", "message__body", "pk")
    theirs = Conversation.objects.filter(contact__in={proposal.contact.pk for proposal in proposals})
    heard = dict(theirs.values_list("contact").order_by().annotate(at=Max("last_inbound_at")))
    business = Business.get()
    said: dict[int, list[tuple[str, int]]] = {}
    for conversation_id, body, pk in rows:
        said.setdefault(conversation_id, []).append((body, pk))
    for proposal in proposals:
        vars(proposal).update(business=business, last_heard=heard.get(proposal.contact.pk))
        proposal.notes["newest"] = newest.get(proposal.conversation.pk, 0)
        proposal.notes["said"] = said.get(proposal.conversation.pk, [])


def opted_out(proposal: Proposal) -> Ruling | None:
    if proposal.contact.opted_out_at and proposal.purpose != Purpose.OPT_OUT_CONFIRMATION:
        return Refuse("They opted out; nothing may be sent until they write START.", "opted_out")
    return None


def service_window(proposal: Proposal) -> Ruling | None:
    template = proposal.template
    if template is not None:
        if template.status != "approved":
            return Refuse(
                f"The template “{template.name}” is {template.status}, not approved.", "template_not_approved"
            )
        return None
    if proposal.purpose == Purpose.OPT_OUT_CONFIRMATION:
        return None
    since = proposal.conversation.last_inbound_at
    if window.is_open(since, proposal.now):
        if not window.shut_by_whatsapp(proposal.conversation.pk, since):
            return None
        return Refuse(
            "WhatsApp says that the 24-hour window is closed: only an approved template may be sent.", "window_closed"
        )
    return Refuse("The 24-hour window is closed: only an approved template may be sent.", "window_closed")


def advertising(proposal: Proposal) -> Ruling | None:
    """A template of the marketing category: only to those who agreed, and only where WhatsApp delivers such."""
    if proposal.template is None or proposal.template.category != MARKETING:
        return None
    if proposal.contact.advertising_since is None:
        return Refuse("It counts as advertising, and they never agreed to that.", "no_opt_in")
    if not may_advertise_to(proposal.contact):
        return Refuse("WhatsApp delivers no advertising to numbers of their country.", "no_advertising_there")
    return None


NEWEST_INBOUND = Compiled(
    lambda thread: (
        Message.objects.filter(conversation=thread, direction=Direction.INBOUND)
        .order_by("-id")
        .values_list("id", flat=True)[:1]
    )
)
SAME_TEXT = Compiled(
    lambda thread, body, since, but: (
        Outbox.objects.filter(conversation=thread, message__body=body, send_at__gt=since)
        .exclude(state__in=NEVER_LEFT)
        .exclude(pk=but)
        .order_by()
        .values_list("id", flat=True)[:1]
    )
)


def newer_inbound(proposal: Proposal) -> Ruling | None:
    if proposal.by_person or proposal.purpose == Purpose.OPT_OUT_CONFIRMATION:
        return None
    if newest_message(proposal) > (proposal.based_on or 0):
        return Refuse("They wrote again after this was written.", "newer_inbound")
    return None


def newest_message(proposal: Proposal) -> int:
    """The id of their newest message, 0 for none."""
    if "newest" not in proposal.notes:
        proposal.notes["newest"] = NEWEST_INBOUND.first(proposal.conversation.pk) or 0
    return int(proposal.notes["newest"])


def held_by_person(proposal: Proposal) -> Ruling | None:
    holder = proposal.conversation.held_by
    automatic = proposal.purpose in (Purpose.REPLY, Purpose.FOLLOW_UP)
    if holder and automatic:
        return Refuse(f"{holder} has taken over this conversation.", "held_by_person")
    return None


def duplicate_text(proposal: Proposal) -> Ruling | None:
    if proposal.by_person or not proposal.body or proposal.purpose in SAID_AGAIN:
        return None
    if "said" in proposal.notes:
        again = any(body == proposal.body and pk != proposal.outbox_id for body, pk in proposal.notes["said"])
        return Refuse("The very same text was sent to them lately.", "duplicate_text") if again else None
    since = proposal.now - SAME_TEXT_WITHIN
    if SAME_TEXT.first(proposal.conversation.pk, proposal.body, since, proposal.outbox_id or 0) is not None:
        return Refuse("The very same text was sent to them lately.", "duplicate_text")
    return None
