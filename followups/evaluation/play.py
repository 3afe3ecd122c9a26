"""Plays one case through the house: the same turn, the same code at commit, the same moment. Nothing can be sent."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from asgiref.sync import async_to_sync
from django.db import transaction

from conversations.models import Conversation, Event, Message, NextKind, Outbox, OutboxState, Trigger, Turn
from conversations.next_step import close
from conversations.turns.claim import Claim, claim
from conversations.turns.run import run_turn
from conversations.whatsapp import opt_out
from crm import clock
from crm.models import Contact
from followups.evaluation.cases import Case, CasePending
from followups.gates import live_follow_up
from followups.models import FollowUp

SENDER = "whatsapp:+15005550006"
# No knowledge is loaded here, so an answer that stands on no article says nothing about the follow-up.
ABOUT_THE_ANSWER = {"not_grounded"}


@dataclass
class Played:
    """What the product did. `window` holds aware datetimes; `draft` is the follow-up's text as it would leave."""

    stance: str = ""
    wants_followup: bool = False
    pending_action: str = "none"
    window: dict[str, Any] = field(default_factory=dict)
    planned_for: datetime | None = None
    tone: str = ""
    reason: str = ""
    person: str = ""
    reply: str = ""
    draft: str = ""
    refused: str = ""  # why a person had to write it after all, at its moment
    seconds: float = 0.0


def play(case: Case) -> Played:
    started = time.perf_counter()
    clock.set_to(case.now)
    conversation = stage(case)
    if words := stop_word(case):
        played = stopped(conversation, words, case)
    else:
        trigger = Trigger.INBOUND if case.messages and case.messages[-1].sender == "customer" else Trigger.EVENT
        played = outcome(conversation, run(conversation, trigger), case)
    live = live_follow_up(conversation)
    if live and not played.person:
        played.draft, played.refused = at_its_moment(conversation, live)
    put_away(conversation)
    played.seconds = round(time.perf_counter() - started, 3)
    return played


def stop_word(case: Case) -> str:
    """The STOP of the burst that no START takes back: obeyed at the door by code, so that no turn reads it."""
    heard = ""
    for said in case.messages[len(case.messages) - burst_length(case) :]:
        wish, _ = opt_out.wish_of(said.text) or ("", ())
        heard = said.text if wish == "stop" else "" if wish == "start" else heard
    return heard


@transaction.atomic
def stopped(conversation: Conversation, words: str, case: Case) -> Played:
    """What the webhook does with it, by the same function."""
    opt_out.leave([conversation], conversation.contact, words, "whatsapp")
    live = live_follow_up(conversation)
    action = "cancel" if case.pending_followup and live is None else "none"
    return Played(stance="opt_out", wants_followup=live is not None, pending_action=action)


@transaction.atomic
def put_away(conversation: Conversation) -> None:
    """Each case stands alone: what it left must not count as a burst in the next one, which plays at another time."""
    conversation.follow_ups.update(sent_at=None)
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if conversation.status == "open":
        close(conversation, "evaluated")


@transaction.atomic
def stage(case: Case) -> Conversation:
    """The case's thread as it would stand in the house, with the burst unread."""
    contact = Contact.objects.create(
        timezone=case.contact_tz, timezone_source="said", country=country_of(case.contact_tz)
    )
    inbound = [message.at for message in case.messages if message.sender == "customer"]
    conversation = Conversation.objects.create(
        contact=contact,
        sender=SENDER,
        address=f"whatsapp:+1000{contact.pk}",
        next_kind=NextKind.REPLY,
        next_at=case.now,
        wake_at=case.now,
        wake_trigger=Trigger.INBOUND,
        last_inbound_at=max(inbound, default=None),
    )
    earlier = finished_turn(conversation)
    burst = burst_length(case)
    for number, said in enumerate(case.messages):
        ours = said.sender == "us"
        unread = number >= len(case.messages) - burst
        Message.objects.create(
            conversation=conversation,
            direction="outbound" if ours else "inbound",
            author="agent" if ours else "customer",
            body=said.text,
            at=said.at,
            turn=None if unread else earlier,
        )
    for event in case.other_channel_events:
        Event.objects.create(contact=contact, channel=event.channel[:20], kind=event.kind, note=event.note, at=event.at)
    if case.pending_followup:
        plan_pending(conversation, case.pending_followup, case)
    return conversation


def burst_length(case: Case) -> int:
    length = 0
    for said in reversed(case.messages):
        if said.sender != "customer":
            break
        length += 1
    return length


def finished_turn(conversation: Conversation) -> Turn:
    now = clock.machine_now()
    return Turn.objects.create(
        conversation=conversation, trigger=Trigger.INBOUND, state="committed", lease_until=now, finished_at=now
    )


def plan_pending(conversation: Conversation, pending: CasePending, case: Case) -> None:
    zone = ZoneInfo(case.contact_tz)
    earliest = at_hour(pending.earliest, 10, zone)
    latest = at_hour(pending.latest or pending.earliest + timedelta(days=14), 18, zone)
    FollowUp.objects.create(
        conversation=conversation,
        purpose=pending.purpose,
        stance="interested",
        language=case.lang,
        earliest=earliest,
        best=earliest,
        latest=latest,
        planned_for=earliest,
        zone=case.contact_tz,
        precision="day" if pending.latest == pending.earliest else "few_days",
        created_at=case.now - timedelta(days=3),
    )


def at_hour(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone)


def run(conversation: Conversation, trigger: str) -> Turn:
    """One real turn. What it queues is taken out of the outbox at once: it counts as said, and nothing can leave."""
    claimed = claimed_for(conversation, trigger)
    async_to_sync(run_turn)(claimed)
    Outbox.objects.filter(conversation=conversation, state=OutboxState.QUEUED).update(state=OutboxState.DELIVERED)
    return Turn.objects.get(pk=claimed.turn_id)


@transaction.atomic
def claimed_for(conversation: Conversation, trigger: str) -> Claim:
    locked = Conversation.objects.select_for_update(of=("self",)).get(pk=conversation.pk)
    locked.wake_trigger = trigger
    return claim(locked)


def outcome(conversation: Conversation, record: Turn, case: Case) -> Played:
    trace = record.trace
    answer = (trace.get("reading") or {}).get("answer") or {}
    live = live_follow_up(conversation)
    handed = trace.get("handoff") or ["", ""]
    played = Played(
        stance=answer.get("stance") or stance_of_moment(trace),
        wants_followup=live is not None,
        pending_action=pending_action(trace, case),
        tone=answer.get("tone", ""),
        reason=answer.get("reason", ""),
        person="" if handed[0] in ABOUT_THE_ANSWER else str(handed[0]),
        reply=(trace.get("draft") or {}).get("text", ""),
    )
    if live:
        played.planned_for = live.planned_for
        played.window = {
            "earliest": live.earliest,
            "best": live.best,
            "latest": live.latest,
            "precision": live.precision,
        }
    return played


def stance_of_moment(trace: dict[str, Any]) -> str:
    """Nothing was said, only something happened: settled if it ended the follow-up, else as it was."""
    verdict = (trace.get("moment") or {}).get("verdict")
    if verdict == "cancel":
        return "resolved"
    return (trace.get("pending") or {}).get("stance", "") if verdict else ""


def pending_action(trace: dict[str, Any], case: Case) -> str:
    action = str((trace.get("plan") or {}).get("action", "none"))
    if case.pending_followup is None:
        return "none"
    return {"make": "move", "write": "keep", "expire": "cancel"}.get(action, action)


def at_its_moment(conversation: Conversation, live: FollowUp) -> tuple[str, str]:
    """The words as they would go: time moves to the planned moment and the turn of the due follow-up runs.

    A draft that the check refused never leaves: a person has it then, and the second place says so.
    """
    clock.set_to(live.planned_for)
    trace = run(Conversation.objects.get(pk=conversation.pk), Trigger.FOLLOW_UP_DUE).trace
    if (trace.get("handoff") or [""])[0] == "check_failed":
        return "", "check_failed"
    return str((trace.get("draft") or {}).get("text", "")), ""


def country_of(zone: str) -> str:
    """ISO 3166 of an IANA zone, from the time zone database's own table; "" if it names none."""
    return countries().get(zone, "")


_COUNTRIES: dict[str, str] = {}


def countries() -> dict[str, str]:
    if not _COUNTRIES:
        table = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
        rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
        _COUNTRIES.update({row[2]: row[0] for row in rows})
    return _COUNTRIES
