"""Gates for what we send unasked: holds, local hours, caps and gaps. Code only; one predicate for the card and the sender."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet

from conversations.gates import Defer, Proposal, Refuse, Ruling, rule
from conversations.models import Conversation, Outbox, OutboxState, Purpose
from conversations.models.message import PROACTIVE
from followups.models import LIVE, FollowUp
from followups.slots import EXACT, Hours

NEVER_LEFT = [OutboxState.REFUSED, OutboxState.FAILED]


def no_contact_hold(proposal: Proposal) -> Ruling | None:
    contact = proposal.contact
    if proposal.proactive and contact.no_contact_since:
        words = f" (“{contact.no_contact_quote}”)" if contact.no_contact_quote else ""
        return Refuse(f"They asked for room{words}: nothing until they write.", "no_contact")
    return None


def allowed_hours(proposal: Proposal) -> Ruling | None:
    if not proposal.proactive:
        return None
    hours = Hours.of(proposal.contact, proposal.business)
    live = live_follow_up(proposal.conversation)
    any_day = live is not None and live.precision in EXACT
    if hours.allows(proposal.now, any_day):
        return None
    until = hours.next_allowed(proposal.now, any_day)
    return Defer(until, f"It is outside {hours.start:%H:%M} to {hours.end:%H:%M} for them, or their day off.")


def unanswered_cap(proposal: Proposal) -> Ruling | None:
    if not proposal.proactive:
        return None
    unanswered = proactive_sent(proposal)
    if proposal.conversation.last_inbound_at:
        unanswered = unanswered.filter(send_at__gt=proposal.conversation.last_inbound_at)
    cap = proposal.business.max_unanswered
    if unanswered.count() >= cap:
        return Refuse(f"{cap} messages of ours are unanswered: no more until they write.", "unanswered_cap")
    return None


def gap_between(proposal: Proposal) -> Ruling | None:
    if not proposal.proactive:
        return None
    gap = timedelta(hours=proposal.business.min_gap_hours)
    last = proactive_sent(proposal).order_by("-send_at").first()
    if last and proposal.now < last.send_at + gap:
        return Defer(last.send_at + gap, f"The last message unasked is less than {gap.days} days old.")
    return None


def proactive_sent(proposal: Proposal) -> QuerySet[Outbox]:
    sent = Outbox.objects.filter(contact=proposal.contact, purpose__in=PROACTIVE).exclude(state__in=NEVER_LEFT)
    return sent.exclude(pk=proposal.outbox_id) if proposal.outbox_id else sent


def live_follow_up(conversation: Conversation) -> FollowUp | None:
    return FollowUp.objects.filter(conversation=conversation, state__in=LIVE).select_related("template").first()


def ruling_at_its_moment(conversation: Conversation, follow_up: FollowUp) -> Ruling | None:
    """What the door would say to this follow-up at its moment, as far as is known today."""
    last = conversation.messages.filter(direction="inbound").order_by("-id").values_list("id", flat=True).first()
    return rule(
        Proposal(
            conversation=conversation,
            contact=conversation.contact,
            purpose=Purpose.FOLLOW_UP,
            now=follow_up.planned_for,
            template=follow_up.template,
            based_on=last,
        )
    )


def will_not_if(conversation: Conversation, follow_up: FollowUp) -> list[str]:
    """Sentences for the card: what would stop it, beginning with what already does."""
    ruling = ruling_at_its_moment(conversation, follow_up)
    name = conversation.contact.first_name or "they"
    verb = "writes" if conversation.contact.first_name else "write"
    opts = "opts" if conversation.contact.first_name else "opt"
    sentences = [ruling.why] if ruling else []
    return [*sentences, f"{name} {verb} first", f"{name} {opts} out", "a colleague takes over"]
