"""What must be so after every single act, said anew from the rows and from what really reached Twilio: none of it asks the gates.

Each claim is a sentence and, after a colon, what is not so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import holidays
from django.conf import settings
from django.db import connection
from django.db.models import Max

from conversations.models import ContentTemplate, Conversation, Handoff, Message, Outbox
from conversations.models import Turn as TurnRecord
from conversations.turns.turn import Turn
from crm import clock
from crm.models import Business
from followups.models import LIVE, FollowUp
from guidelines.models import Guideline
from tests.invariants.scripted_twilio import Copy, ScriptedTwilio

AUTOMATIC = ("reply", "follow_up")
NAMED_THE_DAY = ("hour", "part_of_day", "day")
HISTORY = ("conversations_reading", "followups_decision", "guidelines_application", "guidelines_revision")
TRIES_TOOK = timedelta(hours=1)  # between the moment of a message and when it really leaves, with tries between
# From where a row of the outbox may get to each state. Back to `queued` only what certainly did not go, or did not arrive.
ONWARD = {
    "queued": {"sending", "refused", "accepted", "sent", "delivered", "read", "failed", "unknown"},
    "sending": {"queued", "accepted", "sent", "delivered", "read", "failed", "unknown"},
    "unknown": {"accepted", "sent", "delivered", "read", "failed", "queued"},
    "accepted": {"sent", "delivered", "read", "failed", "queued"},
    "sent": {"delivered", "read", "failed", "queued"},
    "failed": {"delivered", "read"},
    "delivered": {"read"},
    "read": set(),
    "refused": set(),
}


@dataclass
class Ledger:
    """What was seen before: states of the outbox, history as it was written, what turns knew, what left and when."""

    states: dict[int, tuple[str, int]] = field(default_factory=dict)  # outbox -> state, tries that had not arrived
    history: dict[str, dict[int, str]] = field(default_factory=dict)
    heard: dict[int, int] = field(default_factory=dict)  # turn -> the newest message it knows of
    may_not_commit: dict[int, list[str]] = field(default_factory=dict)
    left: list[tuple[Copy, Outbox]] = field(default_factory=list)
    cancelled: set[int] = field(default_factory=set)


def newest_inbound(conversation_id: int) -> int:
    rows = Message.objects.filter(conversation=conversation_id, direction="inbound")
    return rows.aggregate(newest=Max("id"))["newest"] or 0


# --- the state ----------------------------------------------------------------------------------------------------------


def of_the_state(ledger: Ledger, twilio: ScriptedTwilio) -> list[str]:
    found = [*of_threads(), *of_follow_ups(), *of_turns_and_handoffs(), *of_the_outbox(ledger), *of_history(ledger)]
    return list(dict.fromkeys(found))


def of_threads() -> Iterator[str]:
    unread = dict(
        Message.objects.filter(direction="inbound", turn=None)
        .order_by()
        .values_list("conversation")
        .annotate(newest=Max("at"))
    )
    quiet, now = timedelta(seconds=settings.TURN_QUIET_CAP_SECONDS + 1), clock.now()
    for thread in Conversation.objects.select_related("contact"):
        agents = thread.next_user_id is None and thread.next_team_id is None
        name = f"thread {thread.pk} ({thread.next_kind} at {thread.next_at}, alarm {thread.wake_at})"
        if thread.status == "closed":
            if thread.next_kind or thread.wake_at or thread.next_at or not thread.closed_reason or thread.held_by_id:
                yield f"a closed thread owes nothing: {name} is closed ({thread.closed_reason})"
            if thread.pk in unread and not thread.contact.opted_out_at and thread.closed_reason != "opted_out":
                yield f"an unread message has an alarm: {name} is closed over one"
            continue
        if not thread.next_kind or thread.next_at is None:
            yield f"an open thread has one next step with a date: {name}"
        if agents and thread.next_kind in ("human_task", "internal_review"):
            yield f"a person's step has a person: {name}"
        if agents and (thread.wake_at is None or thread.next_at is None or thread.wake_at > thread.next_at):
            yield f"the agent is woken in time: {name}"
        by = max(unread.get(thread.pk, now), now) + quiet
        if agents and thread.pk in unread and (thread.wake_at is None or thread.wake_at > by):
            yield f"an unread message has an alarm: {name}, they wrote at {unread[thread.pk]}"
        # In a thread that a person has, the agent only wakes: to silence, or to say that the moment has come.
        if thread.held_by_id and agents and thread.next_kind not in ("wait_for_customer", "follow_up"):
            yield f"who took a thread over owns its next step: {name}"


def of_follow_ups() -> Iterator[str]:
    live: dict[int, list[FollowUp]] = {}
    for row in FollowUp.objects.filter(state__in=LIVE).select_related("conversation"):
        live.setdefault(row.conversation_id, []).append(row)
    for thread in Conversation.objects.filter(next_kind="follow_up", status="open"):
        if [row.planned_for for row in live.get(thread.pk, [])] != [thread.next_at]:
            yield f"a step to follow up has its follow-up: thread {thread.pk} at {thread.next_at}"
    for rows in live.values():
        row, thread = rows[0], rows[0].conversation
        if len(rows) > 1:
            yield f"at most one live follow-up: thread {thread.pk} has {len(rows)}"
        if thread.status == "closed":
            yield f"a closed thread owes nothing: follow-up {row.pk} is {row.state}"
        waits = thread.owner_is_agent and thread.next_kind == "wait_for_customer" and thread.held_by_id is None
        if waits and row.state == "scheduled" and thread.wake_trigger not in ("event", "facts_changed", "person_wrote"):
            yield f"a follow-up to come has its step: {row.pk} is scheduled, and thread {thread.pk} waits for them"


def of_turns_and_handoffs() -> Iterator[str]:
    running = list(TurnRecord.objects.filter(state="running").values_list("conversation", flat=True))
    if len(running) != len(set(running)):
        yield f"at most one running turn: threads {running}"
    handoffs = list(Handoff.objects.filter(state__in=["open", "claimed"]).values_list("conversation", "claimed_by"))
    if len(handoffs) != len({thread for thread, _ in handoffs}):
        yield f"at most one open handoff: threads {handoffs}"
    for pk, holder in Conversation.objects.exclude(held_by=None).values_list("pk", "held_by"):
        if (pk, holder) not in handoffs:
            yield f"every stretch with a person has its handoff: thread {pk} is held by {holder}"


def of_the_outbox(ledger: Ledger) -> Iterator[str]:
    rows = Outbox.objects.select_related("contact")
    for row in rows:
        before, tries = ledger.states.get(row.pk, ("queued", 0))
        if row.state != before and row.state not in ONWARD[before]:
            yield f"the outbox only moves forward: {row.pk} went from {before} to {row.state}"
        if row.state == "queued" and before in ("accepted", "sent", "unknown") and len(row.former_sids) <= tries:
            yield f"the outbox only moves forward: {row.pk} was {before} and waits again"
        ledger.states[row.pk] = (row.state, len(row.former_sids))
        if row.state in ("queued", "sending") and row.contact.opted_out_at and row.purpose != "opt_out_confirmation":
            gone = row.state == "sending" and row.sending_at and row.sending_at <= row.contact.opted_out_at
            if not (gone or row.state == "sending"):  # what was leaving when STOP came may cross it
                yield f"nothing waits for who opted out: {row.pk} is {row.state}"
        if row.state in ("failed", "refused", "unknown") and not row.why:
            yield f"what was not sent says why: {row.pk} is {row.state}"


def of_history(ledger: Ledger) -> Iterator[str]:
    with connection.cursor() as cursor:
        for table in HISTORY:
            cursor.execute(f"SELECT id, md5(t::text) FROM {table} t")
            rows = dict(cursor.fetchall())
            for pk, was in ledger.history.get(table, {}).items():
                if rows.get(pk) != was:
                    yield f"history is not rewritten: {table} {pk}"
            ledger.history[table] = rows


def against_the_commit(ledger: Ledger, turn: Turn) -> list[str]:
    """Why this turn, about to be committed, must not be."""
    thread = Conversation.objects.get(pk=turn.conversation_id)
    found = []
    if thread.turn_token != turn.token or thread.status != "open":
        found.append(f"a turn that lost its fence changes nothing: turn {turn.id} committed")
    newest = newest_inbound(thread.pk)
    if newest > ledger.heard.get(turn.id, newest) and thread.supersessions < settings.TURN_MAX_SUPERSESSIONS:
        found.append(f"a turn that they wrote into is dropped: turn {turn.id} did not know of {newest}")
    return found


def at_rest() -> list[str]:
    """When everything had its time."""
    now, found = clock.now(), []
    for turn in TurnRecord.objects.filter(state="running"):
        found.append(f"every turn ends: {turn.pk} is still running")
    for thread in Conversation.objects.due(now):
        found.append(f"no alarm is unheard: thread {thread.pk}, {thread.wake_trigger} at {thread.wake_at}")
    for thread in Conversation.objects.dropped(now):
        found.append(f"no thread is dropped: {thread.pk}, {thread.next_kind} at {thread.next_at}")
    for row in Outbox.objects.filter(state="sending"):
        found.append(f"no send stays open: {row.pk} since {row.sending_at}")
    return found


# --- what leaves ----------------------------------------------------------------------------------------------------------


def of_what_waits() -> dict[int, list[str]]:
    """Outbox id to why it must not leave at this moment, for whatever waits."""
    now = clock.now()
    rows = Outbox.objects.filter(state__in=["queued", "sending"]).select_related("message", "conversation", "contact")
    rules = [row.active_revision.meaning for row in Guideline.objects.filter(status="active") if row.active_revision]
    effects = [effect for meaning in rules for effect in meaning.effects]
    return {row.pk: [*for_everything(row, now), *for_the_agents_own(row, effects), *for_the_unasked(row, now, effects)]
            for row in rows}  # fmt: skip


def for_everything(row: Outbox, now: datetime) -> Iterator[str]:
    if row.purpose == "opt_out_confirmation":
        return
    if row.contact.opted_out_at:
        yield f"nobody is written to who opted out: {row.pk} ({row.purpose})"
    template = ContentTemplate.objects.filter(sid=row.content_sid).first() if row.content_sid else None
    since = row.conversation.last_inbound_at
    if template is None and (since is None or now >= since + timedelta(hours=24)):
        yield f"outside the window only an approved template leaves: {row.pk}, they wrote at {since}"
    if template is not None and template.status != "approved":
        yield f"outside the window only an approved template leaves: {row.pk}, it is {template.status}"
    if template is not None and template.category == "MARKETING" and not row.contact.advertising_since:
        yield f"advertising goes to who agreed: {row.pk}"


def for_the_agents_own(row: Outbox, effects: list[Any]) -> Iterator[str]:
    if row.purpose not in AUTOMATIC:
        return
    if newest_inbound(row.conversation_id) > (row.based_on or 0):
        yield f"no message leaves that does not know of their last: {row.pk}"
    if row.conversation.held_by_id:
        yield f"a thread that was taken over gets no automatic message: {row.pk}"
    for effect in effects:
        if effect.kind == "reply.never_say" and any(each in row.message.body.lower() for each in effect.phrases):
            yield f"what may never be said is not said: {row.pk} {row.message.body!r}"
        if effect.kind == "handoff.require_first" and not a_person_saw(row):
            yield f"a person looks first: {row.pk}"


def a_person_saw(row: Outbox) -> bool:
    return row.conversation.handoffs.filter(closed_by__isnull=False).exists()


def for_the_unasked(row: Outbox, now: datetime, effects: list[Any]) -> Iterator[str]:
    if row.purpose != "follow_up":
        return
    if row.contact.no_contact_since:
        yield f"who asked for room is left alone: {row.pk}"
    follow_up = FollowUp.objects.filter(message=row.message).first()
    if follow_up and follow_up.state == "cancelled":
        yield f"what a person cancelled is not sent: {row.pk}"
    if FollowUp.objects.filter(conversation=row.conversation, state="proposed").exists():
        yield f"what wants a person's yes does not leave without it: {row.pk}"
    if Business.objects.filter(dry_run=True).exists() and not (follow_up and follow_up.approved_at):
        yield f"a dry run lets nothing unasked out: {row.pk}"
    local = now.astimezone(ZoneInfo(row.contact.timezone))
    if not 9 <= local.hour < 20:
        yield f"nothing unasked outside their hours: {row.pk} at {local:%a %H:%M}"
    off = local.weekday() > 4 or local.date() in holidays.country_holidays(row.contact.country or "ES")
    if off and not (follow_up and follow_up.precision in NAMED_THE_DAY):
        yield f"nothing unasked outside their hours: {row.pk} on {local:%a %d %b}"
    for effect in effects:
        if effect.kind == "followup.hold":
            yield f"nothing unasked that a guideline holds: {row.pk}"
        if effect.kind == "send.quiet_hours" and effect.from_ <= f"{local:%H:%M}" < effect.to:
            yield f"nothing unasked in a guideline's quiet hours: {row.pk} at {local:%H:%M}"


def of_what_left(ledger: Ledger, twilio: ScriptedTwilio, before: int, forbidden: dict[int, list[str]]) -> list[str]:
    """What reached Twilio since it had `before` messages, held against what was forbidden and what left earlier."""
    found: list[str] = []
    for number, copy in enumerate(twilio.copies[before:], start=before):
        row = Outbox.objects.select_related("message", "contact", "conversation").get(pk=copy.outbox)
        found += forbidden.get(row.pk, [f"only what waits in the outbox leaves: {row.pk}"])
        if any(not one.failed for one in twilio.copies[:number] if one.outbox == row.pk):
            found.append(f"nothing is sent twice: {row.pk} ({row.message.body!r})")
        found += [*said_before(ledger, copy, row), *too_often(ledger, copy, row)]
        ledger.left.append((copy, row))
    return found


def said_before(ledger: Ledger, copy: Copy, row: Outbox) -> Iterator[str]:
    if row.purpose not in AUTOMATIC:
        return
    for earlier, one in ledger.left:
        same = one.conversation_id == row.conversation_id and one.message.body == row.message.body
        if same and one.pk != row.pk and not earlier.failed and copy.at - earlier.at < timedelta(days=14):
            yield f"the very same words are not said twice: {one.pk} and {row.pk} ({row.message.body!r})"


def too_often(ledger: Ledger, copy: Copy, row: Outbox) -> Iterator[str]:
    if row.purpose != "follow_up":
        return
    business = Business.get()
    theirs = [(earlier.at, one) for earlier, one in ledger.left if not earlier.failed and one.pk != row.pk
              and one.purpose == "follow_up" and one.contact_id == row.contact_id]  # fmt: skip
    heard = row.contact.conversations.aggregate(at=Max("last_inbound_at"))["at"]
    unanswered = [at for at, _ in theirs if heard is None or at > heard]
    if len(unanswered) >= business.max_unanswered:
        yield f"no more than so many unanswered: {row.pk} is number {len(unanswered) + 1}"
    gap = timedelta(hours=business.min_gap_hours)
    if unanswered and copy.at < max(unanswered) + gap - TRIES_TOOK:
        yield f"a gap between what nobody answered: {row.pk} after {copy.at - max(unanswered)}"
    zone = ZoneInfo(row.contact.timezone)
    day = copy.at.astimezone(zone).date()
    follow_up = FollowUp.objects.filter(message=row.message).first()
    named = follow_up is not None and follow_up.precision in ("hour", "part_of_day")
    if not named and any(at.astimezone(zone).date() == day for at, _ in theirs):
        yield f"one message unasked a day: {row.pk} on {day}"
    for meaning in (
        each.active_revision.meaning for each in Guideline.objects.filter(status="active") if each.active_revision
    ):
        yield from by_guideline(meaning.effects, copy, row, [at for at, _ in theirs])
    yield from at_once(ledger, copy, row)


def by_guideline(effects: list[Any], copy: Copy, row: Outbox, sent: list[datetime]) -> Iterator[str]:
    for effect in effects:
        if effect.kind == "followup.cap" and effect.per == "week":
            lately = [at for at in sent if at > copy.at - timedelta(days=7) + TRIES_TOOK]
            if len(lately) >= effect.max:
                yield f"no more than a guideline allows: {row.pk} is number {len(lately) + 1} of the week"
        gap = timedelta(hours=effect.hours) - TRIES_TOOK if effect.kind == "followup.min_gap" else None
        if gap and sent and copy.at < max(sent) + gap:
            yield f"a guideline's gap is kept: {row.pk} after {copy.at - max(sent)}"


def at_once(ledger: Ledger, copy: Copy, row: Outbox) -> Iterator[str]:
    """The breaker: what people let go does not count."""
    if FollowUp.objects.filter(message=row.message, approved_at__isnull=False).exists():
        return
    hour = FollowUp.objects.filter(
        approved_at=None, sent_at__gt=copy.at - timedelta(hours=1), sent_at__lte=copy.at + timedelta(seconds=1)
    ).exclude(message=row.message)
    if hour.count() > 25:
        yield f"a flood of unasked messages stops: {row.pk} after {hour.count()} within the hour"
