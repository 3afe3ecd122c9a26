"""No thread is dropped. Each minute: what is late is told to people, once; what we promised and did not keep, too.

Late is another thing for the agent (its steps run within seconds) than for people (an hour of office time). The agent's own
late steps get a few minutes of machine time first: after an outage a drain is just working them off.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from conversations.drains import ring
from conversations.handoff import open_handoff, raise_handoff
from conversations.models import Conversation, NextKind, Turn
from conversations.next_step import public_holidays
from crm import clock, local_time
from crm.models import Business
from followups.models import Commitment, FollowUp, FollowUpState, Overdue
from followups.reconsider import rules_changed

HOUR = timedelta(hours=1)
PATIENCE = timedelta(minutes=3)  # machine time
AT_ONCE = 200
OLD_HOLD = timedelta(days=30)
OFFICE_DAYS_BACK = timedelta(days=30)


def sweep() -> int:
    """Scheduled each minute, and safe to run twice: returns how many threads were given to people."""
    rules_changed()
    return sum(tell(pk) for pk in late(clock.now())) + tell_broken_promises()


def late(now: datetime) -> list[int]:
    """Ids of open conversations whose next step has passed, the longest first, and that nobody was told of."""
    mine = Q(next_user=None, next_team=None, next_at__lt=now - HOUR)
    theirs = ~Q(next_user=None, next_team=None) & late_for_people(now)
    told = Overdue.objects.filter(conversation=OuterRef("pk"), step_at=OuterRef("next_at"), told_at__isnull=False)
    rows = Conversation.objects.open().filter(mine | theirs).filter(~Exists(told)).order_by("next_at")
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def tell(conversation_id: int) -> bool:
    """Give one late thread to people, with the reason "overdue". True if they had not been told before."""
    thread = Conversation.objects.select_for_update(skip_locked=True).filter(pk=conversation_id, status="open").first()
    if thread is None or thread.next_at is None or thread.next_at > clock.now() - HOUR:
        return False
    machine, step_at = clock.machine_now(), thread.next_at
    seen, new = Overdue.objects.get_or_create(conversation=thread, defaults={"step_at": step_at, "seen_at": machine})
    if not new and seen.step_at != step_at:
        seen.step_at, seen.seen_at, seen.told_at = step_at, machine, None
        seen.save()
    if seen.told_at is not None:
        return False
    if thread.owner_is_agent and (at_work(thread, machine) or machine - seen.seen_at < PATIENCE):
        ring()
        return False
    seen.told_at = clock.now()
    seen.save()
    if open_handoff(thread) is not None:
        return False  # it stands in the queue already
    raise_handoff(thread, "overdue", words_for(thread))
    return True


def at_work(thread: Conversation, machine: datetime) -> bool:
    return Turn.objects.filter(conversation=thread, state="running", lease_until__gt=machine).exists()


def words_for(thread: Conversation) -> str:
    who = thread.next_user or thread.next_team or "the agent"
    home = Business.get().timezone
    when = local_time.when(thread.next_at or clock.now(), home, clock.now())
    return f"Overdue: {thread.get_next_kind_display().lower()} of {who}, {when}. {thread.next_why}"[:300]


def tell_broken_promises() -> int:
    """What we promised by a day that has passed: a person's task, once; never a message that pretends."""
    due = office_hour_ago(clock.now(), Business.get())
    broken = Commitment.objects.filter(who="us", state="open", kind="promise", told_at=None, due_by__lt=due)
    ours = broken.filter(conversation__status="open").order_by("due_by")
    return sum(
        tell_of(pk, conversation_id) for pk, conversation_id in ours.values_list("pk", "conversation_id")[:AT_ONCE]
    )


@transaction.atomic
def tell_of(commitment_id: int, conversation_id: int) -> bool:
    thread = Conversation.objects.select_for_update(skip_locked=True).filter(pk=conversation_id, status="open").first()
    promise = Commitment.objects.filter(pk=commitment_id, state="open", told_at=None).first()
    if thread is None or promise is None or promise.due_by is None:
        return False
    promise.told_at = clock.now()
    promise.save(update_fields=["told_at"])
    if not thread.owner_is_agent:
        return False  # whoever has the step has the promise; a late step is told by itself
    when = local_time.day(promise.due_by, Business.get().timezone, clock.now())
    words = f"We promised “{promise.what}” by {when} and have not kept it: keep it, or tell them."
    raise_handoff(thread, "overdue", words[:300], quote=promise.quote)
    return True


def late_for_people(now: datetime) -> Q:
    """A task is late after an hour of office time; a review is a look on a day, so it is late when that day is over."""
    business, looks = Business.get(), Q(next_kind=NextKind.INTERNAL_REVIEW)
    task = ~looks & Q(next_at__lt=office_hour_ago(now, business))
    return task | looks & Q(next_at__lt=last_closing(now, business))


def last_closing(now: datetime, business: Business) -> datetime:
    """The last moment at which a working day of ours ended."""
    closings = (closes for _, closes in office_days(now, business) if closes <= now)
    return next(closings, now - OFFICE_DAYS_BACK)


def office_hour_ago(now: datetime, business: Business) -> datetime:
    """The moment since which one hour of our office time has passed."""
    local, left = now.astimezone(ZoneInfo(business.timezone)), HOUR
    for opens, closes in office_days(now, business):
        until = min(local, closes)
        if until > opens:
            if until - opens >= left:
                return until - left
            left -= until - opens
    return now - OFFICE_DAYS_BACK


def office_days(now: datetime, business: Business) -> Iterator[tuple[datetime, datetime]]:
    """Opening and closing of our working days, from today's back, a month at most."""
    zone, closed = ZoneInfo(business.timezone), public_holidays(business.country)
    today = now.astimezone(zone).date()
    for back in range(OFFICE_DAYS_BACK.days):
        day = today - timedelta(days=back)
        if day.weekday() < 5 and day not in closed:
            yield datetime.combine(day, business.office_from, zone), datetime.combine(day, business.office_until, zone)


# --- the figures -----------------------------------------------------------------------------------------------------------


def counts(now: datetime) -> dict[str, int]:
    """For the board and the health page. `dropped` must be 0: an agent's step passed by an hour with nobody told.
    `late_with_people` is the other, honest figure; `old_holds` are held for more than 30 days."""
    theirs: QuerySet[Conversation] = Conversation.objects.open().exclude(next_user=None, next_team=None)
    return {
        "dropped": Conversation.objects.dropped(now).count(),
        "late_with_people": theirs.filter(late_for_people(now)).count(),
        "old_holds": FollowUp.objects.filter(state=FollowUpState.HELD, planned_for__lt=now - OLD_HOLD).count(),
        "broken_promises": Commitment.objects.filter(who="us", state="open", due_by__lt=now).count(),
    }
