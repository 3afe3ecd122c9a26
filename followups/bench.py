"""`manage.py bench sweep`: a million scheduled follow-ups; how long a claim of a hundred due ones takes, and how many the
gates decide a second.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import psycopg

from conversations.bench import seed
from conversations.bench.floors import timed
from conversations.gates import Proposal, rule_all
from conversations.models import ContentTemplate, Conversation, Purpose
from conversations.turns.claim import claim_due
from crm import clock, scratch_database
from crm.bench import machine
from crm.bench.filling import filling
from crm.bench.report import Figure, Report, percentile
from crm.demo_environment import SENDER
from crm.models import Address, Contact
from followups.models import FollowUp

DUE = 3000  # of them due now, as after an outage
CLAIM = 100
ROUNDS = 20
CHUNK = 200
STEP = {"kind": "follow_up", "why": "because they asked", "trigger": "follow_up_due", "apart": "10 seconds"}
SCHEDULED = """
    INSERT INTO followups_followup (conversation_id, state, purpose, reason, quote, stance, tone, language, must_mention, must_not_say,
        agenda, earliest, best, planned_for, zone, precision, confidence, held_ref, held_words, moves, created_at, ended_reason)
    SELECT id, 'scheduled', 'parcels to Norway', 'the audit', 'could you write to us again', 'interested', 'friendly', 'en', '[]', '[]',
        '[]', next_at - interval '1 hour', next_at, next_at, 'Europe/Madrid', 'few_days', 1, '', '', 0, now(), ''
    FROM conversations_conversation;
    ANALYZE followups_followup;
"""


def bench(
    *, guidelines: int, conversations: int, seconds: float, plant: Callable[[int], None], say: Callable[[str], None]
) -> Report:
    """Inside a scratch database. `plant(n)` puts n guidelines in force."""
    began = time.monotonic()
    say(f"Seeding {conversations} scheduled follow-ups")
    schedule(conversations)
    plant(guidelines)
    seeded = time.monotonic() - began
    about = machine.about()
    say("Floor: psycopg alone; then the claim")
    floor = bare_claims()
    taken = timed(lambda: claim_due(CLAIM), ROUNDS)
    say(f"Gates: {seconds:.0f} s")
    decided, spent, allowed = decide(seconds)
    figures = [
        Figure(
            "claim_100_ms",
            percentile(taken, 0.5) * 1000,
            "ms",
            60,
            25,
            floor=f"psycopg alone, select and lock 100: {percentile(floor, 0.5) * 1000:.1f} ms",
        ),
        Figure(
            "gates_per_second",
            decided / spent,
            "/s",
            500,
            2000,
            "more",
            "all gates of settings, 200 proposals at a time",
        ),
    ]
    notes = [
        f"{conversations} scheduled, {DUE} of them due, {guidelines} guidelines; seeded in {seeded:.0f} s. The claim writes {CLAIM} turns "
        f"and fences and commits; worst of {ROUNDS}: {max(taken) * 1000:.0f} ms. {decided} proposals decided, {allowed} let through."
    ]
    return Report("sweep", conversations, figures, about, "", notes)


def schedule(count: int) -> None:
    """So many conversations, each with a follow-up, ten seconds apart; the first `DUE` are due."""
    with filling((Contact, Address, Conversation, FollowUp)):
        seed.conversations(count, SENDER, messages=False, step={**STEP, "earliest": f"-{10 * min(DUE, count)} seconds"})
        seed.run((SCHEDULED,), {}, (FollowUp,))


def bare_claims() -> list[float]:
    """Seconds of the bare select with locks, rolled back, each."""
    with psycopg.connect(scratch_database.url()) as raw:

        def once() -> None:
            raw.execute(
                "SELECT id FROM conversations_conversation WHERE status = 'open' AND wake_at <= now() ORDER BY wake_at LIMIT 100 "
                "FOR UPDATE SKIP LOCKED"
            ).fetchall()
            raw.rollback()

        return timed(once, ROUNDS)


def decide(seconds: float) -> tuple[int, float, int]:
    """(proposals decided, seconds, let through): every due follow-up as the sender would ask."""
    template = ContentTemplate.objects.filter(purpose="follow_up").first()
    decided = allowed = 0
    began = time.perf_counter()
    for chunk in again(began + seconds):
        proposals = [
            Proposal(
                conversation=conversation,
                contact=conversation.contact,
                purpose=Purpose.FOLLOW_UP,
                now=clock.now(),
                body="Hi Ana, you asked us to come back to you about your parcels to Norway after the audit.",
                template=template,
            )
            for conversation in chunk
        ]
        allowed += sum(ruling is None for ruling in rule_all(proposals))
        decided += len(proposals)
    return decided, time.perf_counter() - began, allowed


def again(until: float) -> Iterator[list[Conversation]]:
    """Due conversations, a chunk at a time, round and round until then (perf_counter)."""
    soon = clock.now() + timedelta(days=1)
    due = Conversation.objects.due(soon).select_related("contact", "held_by", "team").order_by("wake_at")
    start = 0
    while time.perf_counter() < until:
        chunk = list(due[start : start + CHUNK])
        start = start + CHUNK if len(chunk) == CHUNK and start < DUE else 0
        yield chunk
