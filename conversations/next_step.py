"""The one next step of a conversation: set it, wake it, close it. Call inside a transaction, with the row locked."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from django.db import transaction

from conversations.models import Conversation, Direction, Message, NextKind, Trigger
from conversations.signals import conversation_closed
from crm import clock
from crm.compiled import Compiled
from crm.models import Activity, Business, Team, User


def set_next(
    conversation: Conversation,
    kind: str,
    at: datetime,
    *,
    why: str,
    user: User | None = None,
    team: Team | None = None,
    wake_at: datetime | None = None,
    trigger: str = "",
) -> None:
    """Replace the next step and save it. Without user and team the agent owns it and is woken at `wake_at` or `at`."""
    conversation.next_kind = kind
    conversation.next_at = at
    conversation.next_user = user
    conversation.next_team = None if user else team
    conversation.next_why = why[:300]
    agents = user is None and team is None
    rings_for_unread = conversation.wake_at if conversation.wake_trigger == Trigger.INBOUND else None
    conversation.wake_at = (wake_at or at) if agents else wake_at
    conversation.wake_trigger = trigger or (Trigger.SILENCE if agents else "")
    if rings_for_unread and has_unread(conversation):
        # Whatever else is decided, a message that nobody has read yet keeps its alarm.
        conversation.wake_at = min(rings_for_unread, conversation.wake_at or rings_for_unread)
        conversation.wake_trigger = Trigger.INBOUND
    conversation.save(
        update_fields=["next_kind", "next_at", "next_user", "next_team", "next_why", "wake_at", "wake_trigger"]
    )


def has_unread(conversation: Conversation) -> bool:
    return UNREAD.first(conversation.pk) is not None


UNREAD = Compiled(
    lambda thread: (
        Message.objects.filter(conversation=thread, direction=Direction.INBOUND, turn=None)
        .order_by()
        .values_list("id", flat=True)[:1]
    )
)


def wake(conversation: Conversation, trigger: str, at: datetime | None = None) -> None:
    """Let the agent run a turn at `at` (now if None); the next step itself stays until that turn decides.

    A turn that is running does not know what happened: it is overtaken.
    """
    from conversations.drains import ring

    moment = at or clock.now()
    if conversation.status != "open":
        return
    if conversation.owner_is_agent and conversation.next_at and moment > conversation.next_at:
        moment = conversation.next_at
    conversation.wake_at = moment
    conversation.wake_trigger = trigger
    conversation.save(update_fields=["wake_at", "wake_trigger"])
    overtake(conversation)
    ring()


def overtake(conversation: Conversation) -> None:
    """A turn that is running here loses its claim: it decides on what no longer holds, so it may change nothing."""
    conversation.turn_token = None
    conversation.save(update_fields=["turn_token"])


def close(conversation: Conversation, reason: str, words: str = "") -> None:
    """Close it. Listeners of `conversation_closed` end what hangs on it, in the same transaction."""
    conversation.status = "closed"
    conversation.closed_at = clock.now()
    conversation.closed_reason = reason
    conversation.next_kind = ""
    conversation.next_at = conversation.wake_at = None
    conversation.next_user = conversation.next_team = None
    conversation.next_why = conversation.wake_trigger = ""
    conversation.held_by = None
    conversation.held_at = None
    conversation.turn_token = None
    conversation.supersessions = 0
    conversation.priority, conversation.priority_quote, conversation.waiting_since = 0, "", None
    conversation.handoffs.filter(state__in=["open", "claimed"]).update(state="closed", closed_at=conversation.closed_at)
    conversation.save()
    Activity.record(
        "conversation-closed",
        words or f"Closed: {reason.replace('_', ' ')}.",
        contact=conversation.contact,
        conversation_id=conversation.pk,
    )
    conversation_closed.send(sender=Conversation, conversation=conversation, reason=reason)


def default_team(conversation: Conversation | None = None) -> Team:
    """The team that gets what the agent gives away: the conversation's own, that of its topic, else the default one."""
    if conversation and conversation.team_id:
        return conversation.team  # type: ignore[return-value]
    if conversation and (team := team_of(conversation.topic)):
        return team
    team = Team.objects.filter(is_default=True).first()
    if team is None:
        with transaction.atomic():
            team, _ = Team.objects.get_or_create(name="Support", defaults={"is_default": True})
    return team


def team_of(topic: str) -> Team | None:
    """The team that serves a topic. Of several the one with the fewest topics: the specialist."""
    serving = list(Team.objects.filter(topics__contains=[topic])) if topic else []
    return min(serving, key=lambda team: (len(team.topics), team.pk), default=None)


def add_working_days(start: datetime, days: int, zone: str, country: str) -> datetime:
    """`start` plus so many working days of `country`, at the same local hour, as an aware UTC-comparable datetime."""
    local = start.astimezone(ZoneInfo(zone))
    closed = public_holidays(country)
    while days > 0:
        local += timedelta(days=1)
        if local.weekday() < 5 and local.date() not in closed:
            days -= 1
    return local


def next_office_morning(now: datetime, business: Business) -> datetime:
    """The start of our next working day (or today's, if it has not begun): when a person can be expected to look."""
    zone = ZoneInfo(business.timezone)
    local = now.astimezone(zone)
    day = local.date() if local.time() < business.office_from else local.date() + timedelta(days=1)
    closed = public_holidays(business.country)
    while day.weekday() > 4 or day in closed:
        day += timedelta(days=1)
    return datetime.combine(day, business.office_from or time(9), zone)


def person_due(now: datetime, business: Business) -> datetime:
    """When a person should have looked: within the hour in office time, else at the next office morning."""
    local = now.astimezone(ZoneInfo(business.timezone))
    in_office = (
        local.weekday() < 5
        and local.date() not in public_holidays(business.country)
        and business.office_from <= local.time() < business.office_until
    )
    return now + timedelta(hours=1) if in_office else next_office_morning(now, business)


@lru_cache(maxsize=64)
def public_holidays(country: str) -> holidays.HolidayBase | set[object]:
    try:
        return holidays.country_holidays(country)
    except (NotImplementedError, KeyError):
        return set()


__all__ = [
    "NextKind",
    "add_working_days",
    "close",
    "default_team",
    "next_office_morning",
    "overtake",
    "person_due",
    "set_next",
    "team_of",
    "wake",
]
