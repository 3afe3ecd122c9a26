"""A person's own steps as an iCalendar feed (RFC 5545): what, for whom and when, and nothing that a customer wrote.

The address carries a secret, since calendar programs cannot log in. Only its digest is stored.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2s, sha256

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from icalendar import Calendar, Event, vDuration

from conversations.models import Conversation, NextKind
from crm import clock, local_time
from crm.access import for_user, has_role
from crm.models import User
from followups.models import LIVE, CalendarFeed, CalendarStep, FollowUp

MOST = 500
TAKES = timedelta(minutes=15)
REFRESH = timedelta(minutes=30)
NOTE_READ_EVERY = timedelta(hours=1)
OWED = [NextKind.REPLY, NextKind.FOLLOW_UP, NextKind.HUMAN_TASK, NextKind.INTERNAL_REVIEW]


@dataclass(frozen=True)
class Step:
    """One event. `title` holds a name and a purpose at most."""

    conversation_id: int
    title: str
    at: datetime
    zone: str
    sequence: int = 0
    changed_at: datetime | None = None

    @property
    def seen(self) -> str:
        return blake2s(repr((self.title, self.at.isoformat(), self.zone)).encode(), digest_size=8).hexdigest()


# --- the address ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def make(user: User) -> str:
    """A new secret for `user`; whatever address they had before ends. It is returned once and cannot be read again."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        user=user, defaults={"digest": digest(secret), "made_at": clock.now(), "read_at": None}
    )
    return secret


def switch_off(user: User) -> None:
    CalendarFeed.objects.filter(user=user).delete()


def of_secret(secret: str) -> CalendarFeed | None:
    """The feed behind an address, while its person works here and has a role."""
    feed = CalendarFeed.objects.select_related("user").filter(digest=digest(secret)).first()
    return feed if feed and has_role(feed.user) else None


def digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


# --- the steps -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def steps(feed: CalendarFeed, now: datetime) -> list[Step]:
    """What stands in the feed now. A step that has changed since it was last fetched gets the next SEQUENCE."""
    found = own_steps(feed.user)
    known = {each.conversation_id: each for each in CalendarStep.objects.select_for_update().filter(feed=feed)}
    changed = [renewed(feed, each, known.get(each.conversation_id), now) for each in found]
    CalendarStep.objects.bulk_create(
        [row for row in changed if row],
        update_conflicts=True,
        unique_fields=["feed", "conversation"],
        update_fields=["sequence", "seen", "changed_at"],
    )
    current = known | {row.conversation_id: row for row in changed if row}
    if feed.read_at is None or feed.read_at < now - NOTE_READ_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)
    return [numbered(each, current[each.conversation_id]) for each in found]


def own_steps(user: User) -> list[Step]:
    """Two queries: what is theirs or stands in a thread that they hold, the soonest first."""
    theirs = Q(next_user=user) | Q(held_by=user)
    rows = for_user(user, Conversation.objects.all()).filter(theirs, status="open", next_kind__in=OWED)
    found = list(rows.select_related("contact").order_by("next_at", "id")[:MOST])
    live = FollowUp.objects.filter(conversation__in=found, state__in=LIVE).values_list("conversation_id", "purpose")
    purposes = dict(live)
    return [
        Step(each.pk, title(each, user, purposes.get(each.pk, "")), each.next_at, each.contact.timezone)
        for each in found
        if each.next_at
    ]


def title(conversation: Conversation, user: User, purpose: str) -> str:
    who = str(conversation.contact)
    if conversation.next_kind == NextKind.INTERNAL_REVIEW:
        return f"Look at {who} (nothing is sent)"
    if conversation.next_kind == NextKind.FOLLOW_UP:
        writes = "Write to" if conversation.next_user_id == user.pk else "The agent writes to"
        return f"{writes} {who}: {purpose}" if purpose else f"{writes} {who}"
    return f"Reply to {who}" if conversation.last_direction == "inbound" else f"Task: {who}"


def renewed(feed: CalendarFeed, step: Step, known: CalendarStep | None, now: datetime) -> CalendarStep | None:
    if known is not None and known.seen == step.seen:
        return None
    sequence = known.sequence + 1 if known is not None else 0
    return CalendarStep(
        feed=feed, conversation_id=step.conversation_id, sequence=sequence, seen=step.seen, changed_at=now
    )


def numbered(step: Step, row: CalendarStep) -> Step:
    return Step(step.conversation_id, step.title, step.at, step.zone, row.sequence, row.changed_at)


# --- as RFC 5545 ---------------------------------------------------------------------------------------------------------


def as_icalendar(found: Iterable[Step], name: str) -> bytes:
    """The whole feed. Moments stand in UTC, which every program shows in its own zone; the customer's hour is in words."""
    calendar = Calendar()
    calendar.add("prodid", "-//Followthrough//Own steps//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    for step in found:
        calendar.add_component(event(step))
    return calendar.to_ical()


def event(step: Step) -> Event:
    url = settings.PUBLIC_URL + reverse("thread", args=[step.conversation_id])
    local = f"{local_time.clock_time(step.at, step.zone)} {local_time.city(step.zone)}"
    start = step.at.astimezone(UTC).replace(microsecond=0)
    entry = Event()
    # One step a conversation, always: a step that moves is the same event at another time.
    entry.add("uid", f"next-step-{step.conversation_id}@{settings.PUBLIC_URL.split('://')[-1].split(':')[0]}")
    entry.add("summary", step.title)
    entry.add("description", f"For them it is {local}.\n{url}")
    entry.add("url", url)
    entry.add("dtstart", start)
    entry.add("dtend", start + TAKES)
    changed = (step.changed_at or step.at).astimezone(UTC).replace(microsecond=0)
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("sequence", step.sequence)
    entry.add("transp", "TRANSPARENT")  # it does not make the person busy
    entry.add("class", "PRIVATE")
    return entry
