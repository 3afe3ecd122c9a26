"""What is dated in some days: where each step stands is known of all of them, a whole row is fetched only of what is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from conversations.models import Conversation, NextKind
from crm import local_time
from crm.access import for_user
from crm.models import User
from followups.board.buckets import DATED, Scope
from followups.models import LIVE, FollowUp

MOST = 10_000  # steps whose place is looked up; a calendar in which more stand is read by team
READ = (
    *("status", "next_kind", "next_at", "next_why", "turn_token", "waiting_since", "last_direction", "closed_reason"),
    *("contact__name", "contact__phone", "contact__timezone", "contact__no_contact_since"),
    *("next_user__username", "next_user__first_name", "next_user__last_name", "next_team__name"),
)
FURTHEST_OFFSET = timedelta(hours=14)  # of any zone from UTC


@dataclass(frozen=True)
class Mark:
    """Where a step stands on the calendar: day and hour on the clock that was asked for (`zone`)."""

    pk: int
    at: datetime
    local: datetime
    zone: str
    country: str


@dataclass(frozen=True)
class Marks:
    """Those in the days that were asked for, in their order there. `until`: the moment of the last one where not all could
    be looked up; what comes after it is not known."""

    found: list[Mark]
    until: datetime | None


def marks(viewer: User, scope: Scope, first: date, end: date, home: str, ours: bool) -> Marks:
    """Everything dated on the days [first, end), one query. `ours`: all by our own clock. Else a message stands by the
    customer's clock, and a task of a colleague by ours: they do it in their own day."""
    start, stop = datetime.combine(first, time(), UTC), datetime.combine(end, time(), UTC)
    rows = for_user(viewer, Conversation.objects.all()).filter(
        scope.filter(),
        status="open",
        next_kind__in=DATED,
        next_at__gte=start - FURTHEST_OFFSET,
        next_at__lt=stop + FURTHEST_OFFSET,
    )
    fields = ("pk", "next_at", "next_kind", "next_user_id", "next_team_id", "contact__timezone", "contact__country")
    listed = list(rows.order_by("next_at", "id").values_list(*fields)[: MOST + 1])
    found = []
    for pk, at, kind, next_user, next_team, theirs, country in listed[:MOST]:
        zone = home if ours or ((next_user or next_team) and kind != NextKind.FOLLOW_UP) else theirs
        local = at.astimezone(local_time.zone_of(zone))
        if first <= local.date() < end:
            found.append(Mark(pk, at, local, zone, country))
    found.sort(key=lambda mark: (mark.local.replace(tzinfo=None), mark.pk))
    return Marks(found, listed[MOST - 1][1] if len(listed) > MOST else None)


def rows(shown: Iterable[Mark]) -> dict[int, tuple[Conversation, str]]:
    """By conversation, in two queries: what an entry says, the thread and what it is about. Of what `marks` gave to this
    viewer; only the fields that an entry reads, since there may be hundreds."""
    wanted = [mark.pk for mark in shown]
    threads = Conversation.objects.filter(pk__in=wanted).select_related("contact", "next_user", "next_team").only(*READ)
    live = FollowUp.objects.filter(conversation__in=wanted, state__in=LIVE).order_by()
    purposes = dict(live.values_list("conversation_id", "purpose"))
    return {each.pk: (each, purposes.get(each.pk) or each.next_why) for each in threads.order_by()}
