"""Gates for what we send unasked: holds, local hours, caps and gaps. Code only; one predicate for the card and the sender."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any, cast

from django.db.models import QuerySet

from conversations.gates import HELD, Defer, Proposal, Refuse, Ruling, rule
from conversations.models import Conversation, Outbox, OutboxState, Purpose
from conversations.models.message import PROACTIVE
from crm.compiled import Compiled
from crm.local_time import zone_of
from followups.bursts import BREAKER, too_many
from followups.dry_run import DRY_RUN
from followups.dry_run import WORDS as DRY_RUN_WORDS
from followups.models import LIVE, FollowUp, FollowUpState, Origin
from followups.slots import EXACT, TIMED, Hours

APPROVAL = "approval"
SENT_LOOKED_AT = 200  # more than any cap of ours

NEVER_LEFT = [OutboxState.REFUSED, OutboxState.FAILED]


def look_up(proposals: Sequence[Proposal]) -> None:
    """What our gates ask of the database, for many proposals at once (conversations.gates.rule_all)."""
    threads = {proposal.conversation.pk for proposal in proposals}
    contacts = {proposal.contact.pk for proposal in proposals}
    rows = FollowUp.objects.filter(conversation__in=threads, state__in=LIVE).select_related("template")
    live = {row.conversation_id: row for row in rows}
    sent: dict[int, list[tuple[int, datetime]]] = {}
    left = Outbox.objects.filter(contact__in=contacts, purpose__in=PROACTIVE).exclude(state__in=NEVER_LEFT)
    for contact, pk, at in left.order_by("-send_at").values_list("contact_id", "pk", "send_at"):
        sent.setdefault(contact, []).append((pk, at))
    stop = too_many(min(proposal.now for proposal in proposals)) if proposals else ""
    for proposal in proposals:
        mine = [at for pk, at in sent.get(proposal.contact.pk, []) if pk != proposal.outbox_id]
        found = live.get(proposal.conversation.pk)
        proposal.notes.update({"live": found, "sent": mine[:SENT_LOOKED_AT], "too_many": stop})


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
    live = live_of(proposal)
    any_day = proposal.any_day or (live is not None and live.precision in EXACT)
    if hours.allows(proposal.now, any_day):
        return None
    until = hours.next_allowed(proposal.now, any_day)
    return Defer(until, f"It is outside {hours.start:%H:%M} to {hours.end:%H:%M} for them, or their day off.")


def unanswered_cap(proposal: Proposal) -> Ruling | None:
    if not proposal.proactive:
        return None
    cap = proposal.business.max_unanswered
    if len(unanswered(proposal)) >= cap:
        return Refuse(f"{cap} messages of ours are unanswered: no more until they write.", "unanswered_cap")
    return None


def gap_between(proposal: Proposal) -> Ruling | None:
    """Between messages that nobody answered. Who answers and asks for tomorrow is written to tomorrow."""
    if not proposal.proactive:
        return None
    gap = timedelta(hours=proposal.business.min_gap_hours)
    last = max(unanswered(proposal), default=None)
    if last and proposal.now < last + gap:
        return Defer(last + gap, f"The last message unasked is less than {gap.days} days old.")
    return None


def day_limit(proposal: Proposal) -> Ruling | None:
    """One message unasked a day, whatever it is about and in whichever thread; not for an hour that they named since."""
    if not proposal.proactive:
        return None
    zone = zone_of(proposal.contact.timezone)
    today = datetime.combine(proposal.now.astimezone(zone).date(), time(), zone)
    last = max((at for at in sent_before(proposal) if today <= at <= proposal.now), default=None)
    if last is None:
        return None
    live = live_of(proposal)
    if live and live.origin == Origin.ASKED and live.precision in TIMED and live.created_at > last:
        return None
    hours = Hours.of(proposal.contact, proposal.business)
    until = hours.next_allowed(today + timedelta(days=1), any_day=live is not None and live.precision in EXACT)
    return Defer(until, "They have had a message from us today: one a day at most.")


def approved(proposal: Proposal) -> Ruling | None:
    """What asks for a person's yes does not leave without it."""
    if not proposal.proactive:
        return None
    live = live_of(proposal)
    if live is None or live.state != FollowUpState.PROPOSED:
        return None
    return Refuse(live.asks_approval or "A person has to approve it first.", HELD + APPROVAL)


def breaker(proposal: Proposal) -> Ruling | None:
    """Too many at once: nothing leaves unasked until a person has let it go."""
    if not proposal.proactive:
        return None
    live = live_of(proposal)
    if live and live.approved_at:
        return None
    stop = proposal.notes["too_many"] if "too_many" in proposal.notes else too_many(proposal.now)
    return Refuse(stop, HELD + BREAKER) if stop else None


def dry_run(proposal: Proposal) -> Ruling | None:
    """Nothing leaves unasked, except what a person said yes to."""
    if not proposal.proactive or not proposal.business.dry_run:
        return None
    live = live_of(proposal)
    return None if live and live.approved_at else Refuse(DRY_RUN_WORDS, HELD + DRY_RUN)


def unanswered(proposal: Proposal) -> list[datetime]:
    """When our messages since their last words were to leave."""
    return [at for at in sent_before(proposal) if proposal.last_heard is None or at > proposal.last_heard]


def sent_before(proposal: Proposal) -> list[datetime]:
    """When the latest of what we sent them unasked was to leave, the newest first. Looked up once for all gates."""
    if "sent" not in proposal.notes:
        latest = proactive_sent(proposal).order_by("-send_at").values_list("send_at", flat=True)
        proposal.notes["sent"] = list(latest[:SENT_LOOKED_AT])
    return cast(list[datetime], proposal.notes["sent"])


def proactive_sent(proposal: Proposal) -> QuerySet[Outbox]:
    sent = Outbox.objects.filter(contact=proposal.contact, purpose__in=PROACTIVE).exclude(state__in=NEVER_LEFT)
    return sent.exclude(pk=proposal.outbox_id) if proposal.outbox_id else sent


def live_of(proposal: Proposal) -> FollowUp | None:
    """The one that it is about: what waits in the outbox counts as sent already. Looked up once for all gates."""
    if "live" not in proposal.notes:
        proposal.notes["live"] = on_its_way(proposal) or live_follow_up(proposal.conversation)
    return cast(FollowUp | None, proposal.notes["live"])


def on_its_way(proposal: Proposal) -> FollowUp | None:
    """Its day and hour, and a person's yes, hold until it has really left."""
    if proposal.outbox_id is None:
        return None
    return FollowUp.objects.filter(message__outbox=proposal.outbox_id).select_related("template").first()


def live_follow_up(conversation: Conversation) -> FollowUp | None:
    return LIVE_OF.first(conversation.pk)


LIVE_OF = Compiled(
    lambda thread: FollowUp.objects.filter(conversation=thread, state__in=LIVE).select_related("template")[:1]
)


def ruling_at_its_moment(
    conversation: Conversation, follow_up: FollowUp, notes: dict[str, Any] | None = None
) -> Ruling | None:
    """What the door would say to this follow-up at its moment, as far as is known today. `notes`: what was looked up for
    another question about the same thread."""
    last = conversation.messages.filter(direction="inbound").order_by("-id").values_list("id", flat=True).first()
    return rule(
        Proposal(
            conversation=conversation,
            contact=conversation.contact,
            purpose=Purpose.FOLLOW_UP,
            now=follow_up.planned_for,
            template=follow_up.template,
            based_on=last,
            notes={} if notes is None else notes,
        )
    )


def will_not_if(conversation: Conversation, follow_up: FollowUp, notes: dict[str, Any] | None = None) -> list[str]:
    """Sentences for the card: what would stop it, beginning with what already does."""
    ruling = ruling_at_its_moment(conversation, follow_up, notes)
    name = conversation.contact.first_name or "they"
    verb = "writes" if conversation.contact.first_name else "write"
    opts = "opts" if conversation.contact.first_name else "opt"
    sentences = [ruling.why] if ruling else []
    return [*sentences, f"{name} {verb} first", f"{name} {opts} out", "a colleague takes over"]
