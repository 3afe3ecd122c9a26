"""What is planned is looked at again when what it stood on has changed: their zone, our hours, the rules of time itself.

The local wall time is what was meant, so it stays: the instant is computed anew. Everything leaves a Decision; what is still
right is kept without one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

import holidays
from django.db import transaction
from django_q.tasks import async_task

from conversations.models import Conversation, NextKind, Trigger
from conversations.next_step import set_next
from conversations.threads import lock_all
from crm import clock, local_time
from crm.models import Activity, Actor, Business, Contact
from followups.deliverables import first_look
from followups.models import LIVE, Decision, FollowUp, FollowUpState, Mark
from followups.models.follow_up import WALL
from followups.record import shift, snapshot
from followups.slots import EXACT, Hours

CHUNK = 200
RULES = "rules-of-time"  # the Mark: with which time zone data and holiday calendars all moments were last computed


def place_changed(contact: Contact, old_zone: str) -> int:
    """Their zone or country is another: the same local hours there, and allowed ones. Runs in the transaction that changes
    the contact, before its row is locked (threads first: the lock order of the house). Returns how many moved."""
    moved = 0
    for thread in lock_all(contact.pk):
        thread.contact = contact
        live = FollowUp.objects.filter(conversation=thread, state__in=LIVE).first()
        if live is None:
            continue
        before = snapshot(live)
        if live.zone == old_zone != contact.timezone:  # a zone that they named for this one message stays
            live.zone = contact.timezone
            from_the_wall(live)
        why = f"They are in {local_time.city(contact.timezone)} now: the same hour on their clock"
        moved += settle(thread, live, before, why)
    return moved


def policy_changed() -> None:
    """Our writing hours or calendar changed: a task looks at everything planned. The door asks again anyway."""
    async_task("followups.reconsider.look_at_all", "Our hours or holidays changed", group="follow-ups")


def look_at_all(why: str) -> int:
    """Task: every scheduled follow-up whose moment is not allowed any more, or is another instant by now, moves. Safe to
    run twice. Returns how many moved."""
    moved, last = 0, 0
    while ids := list(
        FollowUp.objects.filter(state__in=LIVE, pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        moved += sum(look_at(pk, why) for pk in ids)
        last = ids[-1]
    return moved


@transaction.atomic
def look_at(follow_up_id: int, why: str) -> bool:
    pointer = FollowUp.objects.filter(pk=follow_up_id).values_list("conversation_id", flat=True).first() or 0
    thread = Conversation.objects.select_for_update(of=("self",)).select_related("contact").filter(pk=pointer).first()
    live = FollowUp.objects.filter(pk=follow_up_id, state__in=LIVE).first()
    if thread is None or live is None:
        return False
    before = snapshot(live)
    from_the_wall(live)
    return settle(thread, live, before, why)


def from_the_wall(live: FollowUp) -> None:
    """The instants anew from what the clock on their wall was to show."""
    zone = ZoneInfo(live.zone)
    for name in WALL:
        if said := live.wall.get(name):
            setattr(live, name, datetime.fromisoformat(said).replace(tzinfo=zone))


def settle(thread: Conversation, live: FollowUp, before: dict, why: str) -> bool:
    """Put it on an allowed moment, with its step; a Decision where that moved it."""
    was = datetime.fromisoformat(before["planned_for"])
    now = clock.now()
    if live.planned_for > now:
        hours = Hours.of(thread.contact, Business.get())
        allowed = hours.next_allowed(live.planned_for, live.precision in EXACT)
        if allowed != live.planned_for:
            shift(live, allowed)
    live.save()
    if live.planned_for == was:
        return False
    words = f"{why}: {local_time.when(live.planned_for, live.zone, now)}."
    Decision.objects.create(
        conversation=thread, follow_up=live, verdict="move", words=words, before=before, after=snapshot(live), at=now
    )
    Activity.record("follow-up-move", words, actor=Actor.SYSTEM, contact=thread.contact, conversation_id=thread.pk)
    if thread.status == "open" and thread.next_kind == NextKind.FOLLOW_UP and live.state == FollowUpState.SCHEDULED:
        at = max(live.planned_for, now + timedelta(seconds=1)) if live.planned_for <= now else live.planned_for
        look, trigger = first_look(thread.pk, at, now)
        if at == live.planned_for:
            set_next(thread, NextKind.FOLLOW_UP, at, why=thread.next_why, wake_at=look, trigger=trigger)
        else:  # its new instant has passed already: due at once
            live.planned_for = at
            live.save()
            set_next(thread, NextKind.FOLLOW_UP, at, why=thread.next_why, trigger=Trigger.FOLLOW_UP_DUE)
    return True


# --- the rules of time themselves ------------------------------------------------------------------------------------------


def rules_changed() -> bool:
    """Scheduled: whether another edition of the time zone data or of the holiday calendars is installed; then all is
    looked at again."""
    edition = f"tz {tz_edition(TZPATH)}, holidays {holidays.__version__}"
    mark, new = Mark.objects.get_or_create(name=RULES, defaults={"value": edition})
    if new or mark.value == edition:
        return False
    look_at_all("The rules of time zones or holidays changed")
    Mark.objects.filter(name=RULES).update(value=edition)
    return True


def tz_edition(paths: Iterable[str]) -> str:
    """`2026b`: of the system's data, which Python prefers, else of the package."""
    for folder in paths:
        table = Path(folder) / "tzdata.zi"
        if table.is_file():
            with table.open(encoding="utf-8") as lines:
                return lines.readline().removeprefix("# version").strip()[:40]
    import tzdata

    return str(tzdata.IANA_VERSION)
