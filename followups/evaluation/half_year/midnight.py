"""What must be true at every midnight, on the universal clock and on that of each contact: asked of the database itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from conversations.models import Conversation, Message, NextKind, Outbox, OutboxState
from crm import clock
from followups.models import LIVE, FollowUp, FollowUpState
from followups.sweep import counts

if TYPE_CHECKING:
    from followups.evaluation.half_year.house import ProductHouse

HOUR = timedelta(hours=1)


def strikes(at: datetime, zones: list[str]) -> list[str]:
    """The zones, and UTC, in which this hour is the first of a day."""
    return [zone for zone in ["UTC", *zones] if at.astimezone(ZoneInfo(zone)).hour == 0]


def check(at: datetime, house: ProductHouse) -> None:
    """Look wherever it has just struck midnight. What is wrong becomes a finding."""
    midnight_in = strikes(at, house.zones)
    if at.hour == 0:
        house.ledger.totals["midnights"] += 1
        house.ledger.midnight(house.customers, house, at)
        note(house, at, Conversation.objects.all())
        people = counts(clock.now())
        house.ledger.totals["late_with_people"] = max(
            house.ledger.totals["late_with_people"], people["late_with_people"]
        )
    else:
        house.ledger.totals["local_midnights"] += len(midnight_in)
        note(house, at, Conversation.objects.filter(contact__timezone__in=midnight_in))


def note(house: ProductHouse, at: datetime, threads: QuerySet[Conversation]) -> None:
    for kind, ids in wrong(threads, clock.now()):
        if ids:
            house.ledger.find(kind, f"{at:%d %b %H:%M} UTC: conversations {ids[:5]}")


def wrong(threads: QuerySet[Conversation], now: datetime) -> Iterator[tuple[str, list[int]]]:
    """Each rule, with the ids of the conversations that break it."""
    ids = threads.values("pk")
    open_ones = threads.filter(status="open")
    live = FollowUp.objects.filter(conversation=OuterRef("pk"), state__in=LIVE)
    dropped = Conversation.objects.dropped(now).filter(pk__in=ids)
    yield "dropped thread", found(dropped)
    yield "open without a dated next step", found(open_ones.filter(Q(next_kind="") | Q(next_at=None)))
    tied = live.filter(state=FollowUpState.SCHEDULED, planned_for=OuterRef("next_at"))
    yield "next step without its follow-up", found(open_ones.filter(next_kind=NextKind.FOLLOW_UP).filter(~Exists(tied)))
    armed = live.filter(state=FollowUpState.SCHEDULED)
    other = open_ones.filter(next_user=None, next_team=None, held_by=None).exclude(
        next_kind__in=[NextKind.FOLLOW_UP, NextKind.REPLY]
    )
    yield "a follow-up scheduled beside another step", found(other.filter(Exists(armed)))
    yield "a follow-up of a closed thread", found(threads.filter(status="closed").filter(Exists(live)))
    yield (
        "planned for somebody who opted out",
        found(threads.filter(contact__opted_out_at__isnull=False).filter(Exists(armed))),
    )
    yield (
        "planned against their wish for room",
        found(
            threads.filter(contact__no_contact_since__isnull=False).filter(
                Exists(armed.filter(planned_for__gt=F("created_at")))
            )
        ),
    )
    unread = Message.objects.filter(conversation=OuterRef("pk"), direction="inbound", turn=None, at__lt=now - HOUR)
    yield "unread for an hour", found(open_ones.filter(next_user=None, next_team=None).filter(Exists(unread)))
    waiting = Outbox.objects.filter(conversation=OuterRef("pk"), state=OutboxState.QUEUED, send_at__lt=now - HOUR)
    yield "waiting to be sent for an hour", found(threads.filter(Exists(waiting)))


def found(rows: QuerySet[Conversation]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:20])
