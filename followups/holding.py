"""Follow-ups that a rule of the team holds back: in a turn, by one pass over many, and let go again by that very rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from conversations.models import Conversation, NextKind, Trigger
from conversations.next_step import add_working_days, default_team, set_next
from conversations.turns.turn import Held, NextStep, Turn
from crm import clock
from crm.models import Activity, Actor, Business, Team
from followups.models import Decision, FollowUp, FollowUpState
from followups.pace import Pace
from followups.plan import Decided, wait
from followups.record import free, hold, shift, snapshot

CHUNK = 500
ARMED = [FollowUpState.SCHEDULED, FollowUpState.HELD]
SOON = timedelta(hours=1)  # a review is never dated in the past


def held_back(turn: Turn, decided: Decided) -> Decided:
    """The same plan under a hold: what was to be written is kept, the team looks on the date, and no date is promised."""
    held, step = turn.effects.held, decided.plan.next_step
    if held is None or (step.kind != NextKind.FOLLOW_UP and decided.verdict != "write"):
        return decided
    if held.final:
        return ended(turn, decided, held)
    planned = step.at if step.kind == NextKind.FOLLOW_UP or turn.pending is None else turn.pending.planned_for
    plan = replace(
        decided.plan,
        words=f"Held, not sent. {held.words}",
        next_step=NextStep(NextKind.INTERNAL_REVIEW, review_at(planned, turn.facts.now), held.words, to_team=True),
        speak="" if decided.plan.speak == "follow_up" else decided.plan.speak,
        when_text="",
        confirm_date=False,
        held=True,
        template=None,
    )
    return replace(decided, plan=plan, held=held)


def ended(turn: Turn, decided: Decided, held: Held) -> Decided:
    """The same turn under a stop: what is planned is cancelled, nothing new is planned, and no date is promised."""
    plan = replace(
        decided.plan,
        action="cancel" if turn.pending else "none",
        words=f"Cancelled: {held.words}" if turn.pending else f"Not planned: {held.words}",
        next_step=wait(turn.facts, held.words),
        speak="" if decided.plan.speak == "follow_up" else decided.plan.speak,
        when_text="",
        confirm_date=False,
        held=True,
        template=None,
    )
    return Decided(plan, "cancel" if turn.pending else "none", quote=held.quote)


def review_at(planned_for: datetime, now: datetime) -> datetime:
    """A look at the planned moment; where that is past, on the next working day."""
    if planned_for > now + SOON:
        return planned_for
    business = Business.get()
    return add_working_days(now, 1, business.timezone, business.country)


# --- many at once ------------------------------------------------------------------------------------------------------


@transaction.atomic
def hold_all(ref: str, holds: Mapping[int, tuple[str, str]]) -> dict[int, int]:
    """Hold what is planned for these conversations; `holds` gives each its (words, quote). Returns conversation to
    follow-up. What is not armed (a reply comes first, a person has it) is left to the turn that decides next."""
    done: dict[int, int] = {}
    ids = sorted(holds)
    for start in range(0, len(ids), CHUNK):
        done |= _hold(ref, {each: holds[each] for each in ids[start : start + CHUNK]})
    return done


def _hold(ref: str, holds: Mapping[int, tuple[str, str]]) -> dict[int, int]:
    now = clock.now()
    threads = _locked(list(holds), NextKind.FOLLOW_UP)
    live = FollowUp.objects.filter(conversation__in=threads, state=FollowUpState.SCHEDULED)
    rows, kept, decisions = [], [], []
    teams: dict[tuple[int | None, str], Team] = {}
    for follow_up in live:
        thread = threads[follow_up.conversation_id]
        words, quote = holds[thread.pk]
        before = snapshot(follow_up)
        follow_up.state, follow_up.held_ref, follow_up.held_words = FollowUpState.HELD, ref[:40], words[:300]
        thread.next_kind, thread.next_at = NextKind.INTERNAL_REVIEW, review_at(follow_up.planned_for, now)
        about = thread.team_id, thread.topic
        thread.next_team = teams[about] = teams.get(about) or default_team(thread)
        thread.next_why = words[:300]
        thread.wake_at, thread.wake_trigger = None, ""
        rows.append(follow_up)
        kept.append(thread)
        decisions.append(_decision(follow_up, "hold", f"Held, not sent. {words}", quote, before, now))
    _write(rows, kept, decisions)
    return {row.conversation_id: row.pk for row in rows}


@transaction.atomic
def stop_all(stops: Mapping[int, tuple[str, str]]) -> dict[int, int]:
    """Cancel what is planned or held for these conversations; `stops` gives each its (words, quote). What is not armed is
    left to the turn that decides next. Returns conversation to follow-up."""
    done: dict[int, int] = {}
    ids = sorted(stops)
    for start in range(0, len(ids), CHUNK):
        done |= _stop({each: stops[each] for each in ids[start : start + CHUNK]})
    return done


def _stop(stops: dict[int, tuple[str, str]]) -> dict[int, int]:
    now, business = clock.now(), Business.get()
    look = add_working_days(now, business.silence_working_days, business.timezone, business.country)
    threads = _locked(list(stops))
    rows, quiet, decisions = [], [], []
    for follow_up in FollowUp.objects.filter(conversation__in=threads, state__in=ARMED):
        thread = threads[follow_up.conversation_id]
        words, quote = stops[thread.pk]
        before, was_held = snapshot(follow_up), follow_up.state == FollowUpState.HELD
        follow_up.state, follow_up.ended_at = FollowUpState.CANCELLED, now
        follow_up.ended_reason = f"Cancelled: {words}"[:300]
        reviewed = was_held and bool(follow_up.held_ref) and thread.next_kind == NextKind.INTERNAL_REVIEW
        if thread.status == "open" and (reviewed or (thread.next_kind == NextKind.FOLLOW_UP and thread.owner_is_agent)):
            thread.next_kind, thread.next_at = NextKind.WAIT_FOR_CUSTOMER, look
            thread.next_user = thread.next_team = None
            thread.next_why = words[:300]
            thread.wake_at, thread.wake_trigger = look, Trigger.SILENCE
            quiet.append(thread)
        rows.append(follow_up)
        decisions.append(_decision(follow_up, "cancel", f"Cancelled: {words}", quote, before, now))
    _write(rows, quiet, decisions)
    return {row.conversation_id: row.pk for row in rows}


@transaction.atomic
def release_all(ref: str, words: str, conversation_ids: Sequence[int] | None = None) -> dict[int, int]:
    """Let go exactly what `ref` holds (of these conversations, if given): back to the planned moment if that is still
    ahead, else to the next one at which we may write. Returns conversation to follow-up."""
    held = FollowUp.objects.filter(state=FollowUpState.HELD, held_ref=ref)
    if conversation_ids is not None:
        held = held.filter(conversation_id__in=conversation_ids)
    ids = sorted(set(held.values_list("conversation_id", flat=True)))
    done: dict[int, int] = {}
    for start in range(0, len(ids), CHUNK):
        done |= _release(ref, words, ids[start : start + CHUNK])
    return done


def _release(ref: str, words: str, conversation_ids: list[int]) -> dict[int, int]:
    now, pace = clock.now(), Pace()
    threads = _locked(conversation_ids)
    rows, freed, decisions = [], [], []
    for follow_up in FollowUp.objects.filter(conversation__in=threads, state=FollowUpState.HELD, held_ref=ref):
        thread = threads[follow_up.conversation_id]
        before, review = snapshot(follow_up), review_at(follow_up.planned_for, now)
        ours = thread.status == "open" and thread.next_kind == NextKind.INTERNAL_REVIEW
        free(follow_up)
        if follow_up.planned_for <= now:
            shift(follow_up, pace.next_free(follow_up, thread, now + timedelta(minutes=1)))
        if ours and thread.next_at is not None and thread.next_at <= max(review, follow_up.planned_for):
            thread.next_kind, thread.next_at = NextKind.FOLLOW_UP, follow_up.planned_for
            thread.next_user = thread.next_team = None
            thread.next_why = (f"because {follow_up.reason}" if follow_up.reason else words)[:300]
            thread.wake_at, thread.wake_trigger = follow_up.planned_for, Trigger.FOLLOW_UP_DUE
            freed.append(thread)
        rows.append(follow_up)
        decisions.append(_decision(follow_up, "release", words, "", before, now))
    _write(rows, freed, decisions)
    return {row.conversation_id: row.pk for row in rows}


def hold_again(follow_up: FollowUp, ref: str, words: str) -> None:
    """It was on its way when the door shut: it is kept, as if it had been held before. The conversation is locked."""
    now, before = clock.now(), snapshot(follow_up)
    thread = Conversation.objects.get(pk=follow_up.conversation_id)
    follow_up.sent_at = follow_up.message = follow_up.ended_at = None
    follow_up.ended_reason = ""
    hold(follow_up, Held(ref, words))
    decision = _decision(follow_up, "hold", f"Held, not sent. {words}", "", before, now)
    decision.save()
    if thread.status == "open" and thread.owner_is_agent and thread.next_kind != NextKind.REPLY:
        at = review_at(follow_up.planned_for, now)
        set_next(thread, NextKind.INTERNAL_REVIEW, at, why=words, team=default_team(thread))


# --- small parts --------------------------------------------------------------------------------------------------------


def _locked(conversation_ids: list[int], kind: str = "") -> dict[int, Conversation]:
    """Open conversations, locked in the order of their ids; of one kind of next step, and still the agent's, if given."""
    rows = Conversation.objects.select_for_update(of=("self",)).filter(pk__in=conversation_ids)
    if kind:
        rows = rows.filter(status="open", next_kind=kind, next_user=None, next_team=None)
    return {row.pk: row for row in rows.select_related("contact", "team").order_by("id")}


def _decision(
    follow_up: FollowUp, verdict: str, words: str, quote: str, before: dict[str, Any], now: datetime
) -> Decision:
    return Decision(
        conversation_id=follow_up.conversation_id,
        follow_up=follow_up,
        verdict=verdict,
        words=words[:500],
        quote=quote[:500],
        before=before,
        after=snapshot(follow_up),
        at=now,
    )


def _write(rows: list[FollowUp], threads: list[Conversation], decisions: list[Decision]) -> None:
    for row in rows:
        row.note_wall()
    FollowUp.objects.bulk_update(
        rows,
        [
            "state",
            "held_ref",
            "held_words",
            "planned_for",
            "best",
            "latest",
            "missed_after",
            "wall",
            "asks_approval",
            "ended_at",
            "ended_reason",
        ],
        batch_size=CHUNK,
    )
    Conversation.objects.bulk_update(
        threads,
        ["next_kind", "next_at", "next_user", "next_team", "next_why", "wake_at", "wake_trigger"],
        batch_size=CHUNK,
    )
    Decision.objects.bulk_create(decisions)
    contacts = {
        row.pk: row.contact
        for row in Conversation.objects.filter(pk__in=[each.conversation_id for each in decisions]).select_related(
            "contact"
        )
    }
    Activity.objects.bulk_create(
        [
            Activity(
                actor=Actor.SYSTEM,
                action=f"follow-up-{each.verdict}",
                contact=contacts[each.conversation_id],
                conversation_id=each.conversation_id,
                words=each.words,
                at=each.at,
            )
            for each in decisions
        ]
    )
