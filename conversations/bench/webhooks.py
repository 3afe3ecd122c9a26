"""`manage.py bench webhooks`: how soon Twilio gets its answer, at a hundred posts a second while the workers are saturated."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings

from conversations.bench import floors, seed, watch
from conversations.bench.house import MODEL, house
from conversations.bench.turns import MODEL_SECONDS, PROFILE_SECONDS
from conversations.models import Turn
from crm import clock
from crm.bench import machine
from crm.bench.report import Figure, Report, percentile
from crm.demo_environment import SENDER

RATE = 100.0  # messages a second; answers bring their status callbacks on top
WARM_UP_SECONDS = 15.0


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
        say("Floors: HTTP and psycopg alone")
        http, rows = floors.bare_http(), floors.inserts()
        running.tell(customers=conversations, callbacks=False, rate=RATE)
        say(f"{RATE:.0f} messages a second: {WARM_UP_SECONDS:.0f} s to settle, then {seconds:.0f} s")
        time.sleep(WARM_UP_SECONDS)
        running.tell(forget=True)
        at, ticks = clock.machine_now(), machine.processor_ticks()
        cpu = machine.cpu_seconds(running.of("web"))
        time.sleep(seconds)
        seen, busy = running.seen(), machine.busy_share(ticks, machine.processor_ticks())
        cpu = machine.cpu_seconds(running.of("web")) - cpu
        turns = Turn.objects.filter(finished_at__gt=at).count()
        say(f"Once more with a profile, which is in no figure: {PROFILE_SECONDS:.0f} s")
        watch.sample(folder)
        before, since = watch.read(folder), clock.machine_now()
        time.sleep(PROFILE_SECONDS)
        profile = watch.table(before, watch.read(folder), Turn.objects.filter(finished_at__gt=since).count())
        running.tell(rate=0)
    acks = seen["acks"]
    floor = (percentile(http, 0.5) + percentile(rows, 0.5)) * 1000
    figures = [
        Figure("ack_p50_ms", percentile(acks, 0.5) * 1000, "ms", 20, 10, floor="see floor_p50_ms"),
        Figure("ack_p99_ms", percentile(acks, 0.99) * 1000, "ms", 150, 60),
        Figure("floor_p50_ms", floor, "ms", floor="a bare HTTP answer and one committed insert, before the load"),
    ]
    notes = [
        f"{len(acks) / seconds:.0f} webhooks a second, {seen['refused']} refused; the workers ended {turns / seconds:.0f} turns a second "
        f"beside it. Web: {cpu / max(len(acks), 1) * 1000:.1f} ms CPU a webhook. All processors were {busy:.0%} busy; the outside "
        f"world was late by {seen['lag'] * 1000:.0f} ms at most, which is in the figures."
    ]
    return Report("webhooks", len(acks), figures, about, MODEL, notes, profile)
