"""`manage.py bench turns`: real customers' webhooks, two worker processes, a model that takes three seconds a call.

First a quiet house (a message now and then) for the time of a turn outside the model; then as many customers as wait for an
answer at once, each writing again when answered, so that what comes in is what goes out: sustained by construction.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q

from conversations.bench import floors, seed, watch
from conversations.bench.house import MODEL, House, house
from conversations.models import Turn
from crm import clock
from crm.bench import machine
from crm.bench.report import Figure, Report, percentile
from crm.demo_environment import SENDER
from crm.models import LLMCall, LLMOutcome

MODEL_SECONDS = 3.0
QUIET_RATE = 1.5  # messages a second in the quiet house
QUIET_SECONDS = 24.0
TALKING = 800  # customers who wait for an answer at once
WARM_UP_SECONDS = 25.0
PROFILE_SECONDS = 12.0


@dataclass
class Load:
    turns: int
    seconds: float
    cpu_ms: float
    memory_mb: float
    by_part: dict[str, float]
    busy: float
    model_calls: float
    repairs: float
    outcomes: dict[str, int]


def bench(
    *, guidelines: int, conversations: int, seconds: float, plant: Callable[[int], None], say: Callable[[str], None]
) -> Report:
    """Inside a scratch database. `plant(n)` puts n guidelines in force."""
    settings.PUBLIC_URL = "https://bench.example.org"
    say(f"Seeding {conversations} conversations and {guidelines} guidelines")
    seed.conversations(conversations, SENDER)
    plant(guidelines)
    about = machine.about()
    with house(MODEL_SECONDS) as running:
        folder = running.folder / "watch"
        say("Floors: psycopg and litellm alone")
        rows = floors.inserts()
        alone = floors.bare_calls(running, MODEL_SECONDS, calls=10, wide=1)
        running.tell(customers=conversations, callbacks=True)
        say(f"Warming up, then a quiet house: {QUIET_SECONDS:.0f} s")
        write_for(running, 12.0, QUIET_RATE)
        since = clock.machine_now()
        write_for(running, QUIET_SECONDS, QUIET_RATE)
        overheads = overhead_of(since)
        quiet_load = machine.about()["load"]
        say(f"{TALKING} customers at once: {WARM_UP_SECONDS:.0f} s to settle, then {seconds:.0f} s")
        running.tell(talking=min(TALKING, conversations // 2))
        time.sleep(WARM_UP_SECONDS)
        running.tell(forget=True)
        load = measure(running, seconds)
        seen = running.seen()
        say(f"Once more with a profile, which is in no figure: {PROFILE_SECONDS:.0f} s")
        watch.sample(folder)
        before = watch.read(folder)
        profiled = measure(running, PROFILE_SECONDS)
        after = watch.read(folder)
        running.tell(talking=0)
        many = floors.bare_calls(running, MODEL_SECONDS, calls=256, wide=128)
    about["load in the quiet house"] = quiet_load
    return report(
        overheads, load, seen, about, rows, alone, many, guidelines, watch.table(before, after, profiled.turns)
    )


def write_for(running: House, seconds: float, rate: float) -> None:
    """Messages at `rate` for so long, and then until they are answered."""
    running.tell(rate=rate)
    time.sleep(seconds)
    running.tell(rate=0)
    time.sleep(2 * MODEL_SECONDS + settings.TURN_QUIET_SECONDS + 1.5)


def overhead_of(since: datetime) -> list[float]:
    """Milliseconds of each turn begun since that were not the model's own time."""
    calls = dict(
        LLMCall.objects.filter(turn_id__isnull=False, created_at__gte=since, attempt__gt=0)
        .values_list("turn_id")
        .annotate(n=Count("id"))
    )
    turns = Turn.objects.filter(started_at__gte=since, state="committed").values_list("id", "started_at", "finished_at")
    return [
        ((finished - started).total_seconds() - calls.get(pk, 0) * MODEL_SECONDS) * 1000
        for pk, started, finished in turns
        if finished
    ]


def measure(running: House, seconds: float) -> Load:
    names = ("web", "workers", "database")
    at, cpu, ticks = (
        clock.machine_now(),
        {name: machine.cpu_seconds(running.of(name)) for name in names},
        machine.processor_ticks(),
    )
    time.sleep(seconds)
    until, spent = clock.machine_now(), {name: machine.cpu_seconds(running.of(name)) - cpu[name] for name in names}
    done = Turn.objects.filter(finished_at__gt=at, finished_at__lte=until)
    committed = done.filter(state="committed").count()
    calls = LLMCall.objects.filter(turn_id__in=done.filter(state="committed").values("id"), attempt__gt=0)
    repaired = calls.filter(Q(outcome=LLMOutcome.REPAIRED) | Q(attempt__gt=1)).values("turn_id").distinct().count()
    twice = calls.filter(task="compose").values("turn_id").annotate(n=Count("id")).filter(n__gt=1).count()
    per_turn = max(committed, 1)
    outcomes = dict(done.annotate(told=F("outcome")).values_list("told").annotate(n=Count("id")))
    return Load(
        turns=committed,
        seconds=(until - at).total_seconds(),
        cpu_ms=sum(spent.values()) / per_turn * 1000,
        memory_mb=sum(machine.memory_mb(running.of(name)) for name in names),
        by_part={name: value / per_turn * 1000 for name, value in spent.items()},
        busy=machine.busy_share(ticks, machine.processor_ticks()),
        model_calls=calls.count() / per_turn,
        repairs=(repaired + twice) / per_turn,
        outcomes=outcomes,
    )


def report(
    overheads: list[float],
    load: Load,
    seen: dict[str, Any],
    about: dict[str, str],
    rows: list[float],
    alone: dict[str, Any],
    many: dict[str, Any],
    guidelines: int,
    profile: list[tuple[str, list[str]]],
) -> Report:
    calls = load.model_calls
    floor_of = f"{calls:.1f} bare litellm calls: {{}} ms; one committed insert: {percentile(rows, 0.5) * 1000:.1f} ms"
    figures = [
        Figure("model_calls_per_turn", calls, "", 2, 1.6),
        Figure("repair_share", load.repairs, ""),
        Figure("overhead_p50_ms", percentile(overheads, 0.5), "ms", 80, 40, floor=floor_of.format(f"{alone['p50_ms'] * calls:.0f}")),
        Figure("overhead_p95_ms", percentile(overheads, 0.95), "ms", 200, 100, floor=f"the same calls, p95: {alone['p95_ms'] * calls:.0f} ms"),
        Figure("turns_per_second", load.turns / load.seconds, "/s", 35, 70, "more", f"one process, 128 bare calls at once: {many['rate'] / calls:.0f}/s"),
        Figure("cpu_ms_per_turn", load.cpu_ms, "ms", 50, 25, floor=f"bare calls: {many['cpu'] * calls * 1000:.1f} ms"),
        Figure("memory_mb", load.memory_mb, "MB", 1200, 800),
    ]  # fmt: skip
    shares = ", ".join(f"{name} {ms:.1f}" for name, ms in load.by_part.items())
    notes = [
        f"CPU a turn by process: {shares} ms. All processors were {load.busy:.0%} busy, by us, the outside world and "
        "whoever else was on the machine.",
        f"{guidelines} guidelines, {MODEL_SECONDS:g} s a model call, {len(overheads)} turns in the quiet house. Each turn brought one "
        f"webhook and two status callbacks, whose cost is in the CPU a turn.",
        f"Under load: webhook answered in p50 {percentile(seen['acks'], 0.5) * 1000:.0f} / p99 {percentile(seen['acks'], 0.99) * 1000:.0f} ms; "
        f"from message to answer p50 {percentile(seen['rounds'], 0.5):.1f} s / p95 {percentile(seen['rounds'], 0.95):.1f} s; "
        f"{seen['unanswered']} given up after a long wait, {seen['refused']} posts refused; the outside world was late by "
        f"{seen['lag'] * 1000:.0f} ms at most. Outcomes: {load.outcomes}.",
    ]
    return Report("turns", load.turns, figures, about, MODEL, notes, profile)
