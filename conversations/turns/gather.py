"""Step 1: the burst, the recent messages, what happened elsewhere. Reads only."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from conversations.models import Conversation, Direction, Event, Handoff, Message, OutboxState, Purpose, Trigger
from conversations.turns.turn import HandedBack, Happening, House, Person, Said, Situation, Turn
from conversations.whatsapp import opt_out
from conversations.whatsapp.kinds import name_of
from crm import clock
from crm.compiled import Compiled
from crm.models import Business

RECENT_MESSAGES = 20
NOTES = 3
QUOTED = 300  # characters of what they quoted, or of the ad they came from
EVENTS_BACK = timedelta(days=60)


def gather(turn: Turn) -> None:
    # What is unread and what is newest first of all, in one statement: what comes while the rest is read counts as news,
    # and is not lost.
    conversation = WITH_NEWS.first(turn.conversation_id)
    if conversation is None:
        raise Conversation.DoesNotExist(f"conversation {turn.conversation_id}")
    turn.thread = conversation
    messages = heard(conversation)
    unread = tuple(conversation.unread_ids)  # type: ignore[attr-defined]
    waits = conversation.waiting_since if turn.trigger == Trigger.INBOUND else None
    before, burst = split(messages, frozenset(unread), waits)
    inbound = [message for message in messages if message.sender == "customer"]
    turn.situation = Situation(
        now=clock.now(),
        contact=person(conversation),
        house=house(turn.business),
        burst=tuple(burst),
        recent=tuple(before[-RECENT_MESSAGES:]),
        events=tuple(happenings(conversation, before)) if conversation.newest_event else (),  # type: ignore[attr-defined]
        unread_ids=unread,
        last_inbound_id=conversation.newest_inbound,  # type: ignore[attr-defined]
        last_inbound_at=inbound[-1].at if inbound else conversation.last_inbound_at,
        last_topic=conversation.topic,
        held_by_id=conversation.held_by_id,
        handoff_open=conversation.handoff_open,  # type: ignore[attr-defined]
        last_event_id=conversation.newest_event,  # type: ignore[attr-defined]
        handed_back=tuple(handed_back(conversation)) if conversation.was_handed_back else (),  # type: ignore[attr-defined]
        last_inbound_sid=conversation.newest_sid or "",  # type: ignore[attr-defined]
    )


def with_news() -> QuerySet[Conversation]:
    """Conversations with contact, company and team, and with what is unread, newest and open."""
    inbound = Message.objects.filter(conversation=OuterRef("pk"), direction=Direction.INBOUND)
    handoffs = Handoff.objects.filter(conversation=OuterRef("pk"))
    return newest(Conversation.objects.select_related("contact__company", "team")).annotate(
        unread_ids=ArraySubquery(inbound.filter(turn=None).order_by("id").values("id")),
        newest_sid=Subquery(inbound.order_by("-id").values("provider_sid")[:1]),
        handoff_open=Exists(handoffs.filter(state__in=["open", "claimed"])),
        was_handed_back=Exists(handoffs.filter(state="closed")),
    )


WITH_NEWS = Compiled(lambda pk: with_news().filter(pk=pk).order_by())


def newest(conversations: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """With the ids of their newest message from the customer and of the newest event of the contact, None for none."""
    inbound = Message.objects.filter(conversation=OuterRef("pk"), direction=Direction.INBOUND)
    events = Event.objects.filter(contact=OuterRef("contact"))
    return conversations.annotate(
        newest_inbound=Subquery(inbound.order_by("-id").values("id")[:1]),
        newest_event=Subquery(events.order_by("-id").values("id")[:1]),
    )


def heard(conversation: Conversation) -> list[Said]:
    """The latest messages, oldest first, without what never left the house and without the line that a person takes over:
    it answers nothing, so that a thread handed back still holds the question."""
    return [as_said(message) for message in reversed(LATEST.rows(conversation.pk))]


LATEST = Compiled(
    lambda thread: (
        Message.objects.filter(conversation=thread)
        .exclude(outbox__state__in=[OutboxState.REFUSED, OutboxState.FAILED])
        .exclude(outbox__purpose=Purpose.HANDOFF_NOTICE)
        .select_related("replies_to")
        .order_by("-at", "-id")[: RECENT_MESSAGES * 2]
    )
)


def as_said(message: Message) -> Said:
    details, original = message.details, message.replies_to
    return Said(
        id=message.pk,
        sender="customer" if message.direction == Direction.INBOUND else "us",
        at=message.at,
        text=message.body,
        kind=message.kind,
        by="" if message.direction == Direction.INBOUND else message.author,
        quoted=(original.body or name_of(original.kind))[:QUOTED] if original else "",
        tapped=details.get("tapped", ""),
        passed_on="forwarded" in details,
        ad=(details.get("ad_headline") or details.get("ad_words") or "")[:QUOTED],
    )


def split(
    messages: list[Said], unread: frozenset[int], waits_since: datetime | None = None
) -> tuple[list[Said], list[Said]]:
    """(before, burst): the burst is what waits for an answer. That is the run of customer messages at the end, and any
    before our last words that no turn has read: it crossed ours, or came late by the backfill.

    `waits_since`: what was read before that waits for nothing any more, though nobody wrote an answer: a colleague gave
    the thread back with a note. Read once more beside a new message it would be planned from once more.
    """
    start = len(messages)
    while start and messages[start - 1].sender == "customer":
        start -= 1
    burst = [said for n, said in enumerate(messages) if said.sender == "customer" and (n >= start or said.id in unread)]
    if waits_since:
        burst = [said for said in burst if said.at >= waits_since or said.id in unread]
    burst = since_stop(burst)
    waiting = {said.id for said in burst}
    return [said for said in messages if said.id not in waiting], burst


def since_stop(burst: list[Said]) -> list[Said]:
    """What they wrote after a STOP that code has obeyed already: it ended what came before it. Read once more, beside the
    START that followed, it would end everything again."""
    stops = [n for n, said in enumerate(burst) if (opt_out.wish_of(said.text) or ("",))[0] == "stop"]
    return burst[stops[-1] + 1 :] if stops else burst


def happenings(conversation: Conversation, before: list[Said]) -> list[Happening]:
    """Events elsewhere since our last word, or reported since: they may settle or move what is planned."""
    ours = [message.at for message in before if message.sender == "us"]
    since = ours[-1] if ours else clock.now() - EVENTS_BACK
    return [
        Happening(channel=event.channel, kind=event.kind, at=event.at, note=event.note)
        for event in Event.objects.filter(
            Q(at__gte=since) | Q(received_at__gte=since), contact_id=conversation.contact_id
        ).order_by("at")[:20]
    ]


def handed_back(conversation: Conversation) -> list[HandedBack]:
    """The latest times that a colleague gave the thread back: what happened then is not forgotten."""
    rows = conversation.handoffs.filter(
        state="closed", closed_by__isnull=False, closed_at__gte=clock.now() - EVENTS_BACK
    ).select_related("closed_by")
    latest = rows.order_by("-closed_at", "-id")[:NOTES]
    return [
        HandedBack(row.closed_at, str(row.closed_by), row.closed_by_id, row.note, row.reason)
        for row in reversed(latest)
        if row.closed_at
    ]


def person(conversation: Conversation) -> Person:
    contact = conversation.contact
    return Person(
        id=contact.pk,
        name=contact.name,
        language=contact.language,
        country=contact.country,
        zone=contact.timezone,
        opted_out=contact.opted_out_at is not None,
        asked_for_room=contact.no_contact_since is not None,
    )


def house(business: Business) -> House:
    return House(
        name=business.name,
        zone=business.timezone,
        country=business.country,
        silence_working_days=business.silence_working_days,
        polite_no_review_days=business.polite_no_review_days,
        no_contact_review_days=business.no_contact_review_days,
        confidence_limit=business.confidence_limit,
        office_from=business.office_from,
        office_until=business.office_until,
    )
