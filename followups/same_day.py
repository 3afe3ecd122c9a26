"""Two messages for one customer on one day become one, also across their threads: in the thread that was planned last."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from conversations.models import Conversation, NextKind
from conversations.next_step import add_working_days, set_next
from conversations.turns.turn import Commit
from crm.compiled import Compiled
from crm.models import Activity, Actor, Business
from followups.models import Decision, FollowUp, FollowUpState
from followups.plan import write_at
from followups.slots import TIMED
from followups.states import end, snapshot


def merge_same_day(live: FollowUp, commit: Commit) -> None:
    """Take up in `live` what another thread of the same customer has planned for that day. A thread that is busy at this
    moment is left: the door lets one message a day through anyway."""
    if live.state != FollowUpState.SCHEDULED:
        return
    for thread in others(commit.conversation):
        other = FollowUp.objects.filter(
            conversation=thread, state=FollowUpState.SCHEDULED, planned_for__range=day_of(live)
        ).first()
        if other is None or thread.next_kind != NextKind.FOLLOW_UP or not thread.owner_is_agent:
            continue
        if two_hours_were_named(live, other):
            continue
        if take_up(live, other) and commit.next_step is not None and commit.next_step.kind == NextKind.FOLLOW_UP:
            commit.next_step = write_at(live.planned_for, commit.next_step.why)
        let_wait(thread, other, live, commit.now)


def two_hours_were_named(live: FollowUp, other: FollowUp) -> bool:
    """Then two messages were asked for."""
    return other.precision in TIMED and live.precision in TIMED and other.planned_for != live.planned_for


def others(conversation: Conversation) -> list[Conversation]:
    return OTHERS.rows(conversation.contact_id, conversation.pk)


OTHERS = Compiled(
    lambda contact, but: (
        Conversation.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(contact_id=contact, status="open")
        .exclude(pk=but)
        .select_related("contact")
        .order_by("id")
    )
)


def day_of(live: FollowUp) -> tuple[datetime, datetime]:
    zone = ZoneInfo(live.zone)
    start = datetime.combine(live.local(live.planned_for).date(), time(), zone)
    return start, start + timedelta(days=1) - timedelta(microseconds=1)


def take_up(live: FollowUp, other: FollowUp) -> bool:
    """The other's matter goes on the agenda of `live`. Whether `live` moved for it, to the hour that they named there."""
    matter = [each for each in (other.purpose or other.quote, *other.agenda) if each]
    live.agenda = list(dict.fromkeys([*live.agenda, *matter]))
    live.must_mention = list(dict.fromkeys([*live.must_mention, *other.must_mention]))
    live.must_not_say = list(dict.fromkeys([*live.must_not_say, *other.must_not_say]))
    moved = other.precision in TIMED and live.precision not in TIMED  # the hour that they named counts
    if moved:
        live.planned_for, live.precision = other.planned_for, other.precision
        live.earliest, live.best = min(live.earliest, other.planned_for), other.planned_for
        live.latest = max(live.latest, other.planned_for) if live.latest else None
    live.save()
    return moved


def let_wait(thread: Conversation, other: FollowUp, live: FollowUp, now: datetime) -> None:
    before = snapshot(other)
    words = f"Taken up together with the message planned for the same day: “{live.purpose or live.quote}”."
    end(other, FollowUpState.CANCELLED, words, now)
    Decision.objects.create(
        conversation=thread, follow_up=other, verdict="merge", words=words[:500], before=before,
        after=snapshot(other), at=now,
    )  # fmt: skip
    Activity.record("follow-up-merge", words, actor=Actor.AGENT, contact=thread.contact, conversation_id=thread.pk)
    business = Business.get()
    at = add_working_days(live.planned_for, business.silence_working_days, business.timezone, business.country)
    set_next(thread, NextKind.WAIT_FOR_CUSTOMER, at, why=words)
