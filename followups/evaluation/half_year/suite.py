"""The suite `half-year`: one play, its totals, and what it found."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

from django.db import connection
from django.db.models import Count, F

from conversations.models import Handoff, Outbox, OutboxState, Turn
from crm import clock
from crm.llm.choice import describe_model
from crm.models import Business
from followups.evaluation.half_year import rules_house
from followups.evaluation.half_year.customers import Customer, draw
from followups.evaluation.half_year.house import ProductHouse
from followups.evaluation.half_year.ledger import Ledger, Timeline
from followups.evaluation.half_year.outages import outages
from followups.evaluation.suite import approve_templates
from followups.models import Decision

START = date(2026, 1, 5)  # Ramadan, Easter, and a change of the clocks in each hemisphere lie ahead
WEEKS = 26
CUSTOMERS = 500
RULES = (
    "dropped thread", "open without a dated next step", "next step without its follow-up", "a follow-up scheduled beside another step",
    "a follow-up of a closed thread", "planned for somebody who opted out", "planned against their wish for room", "unread for an hour",
    "waiting to be sent for an hour", "work that is due and never done", "asked for, and nothing planned", "outside their hours",
    "before the day they named", "after opt-out", "after they asked for room", "after polite_no", "after angry", "stale",
)  # fmt: skip


def evaluate(
    customers: int = CUSTOMERS,
    seed: int = 1,
    weeks: int = WEEKS,
    baseline: str = "",
    each_week: Callable[[dict[str, Any]], None] | None = None,
) -> dict[str, Any]:
    """`{suite, model, n, seed, weeks, played, seconds, metrics, harmful, findings}`; `played` is in weeks. The product's
    needs a scratch database with a movable clock. `each_week` gets the same, so far: a stop loses nothing."""
    start = datetime(START.year, START.month, START.day, tzinfo=UTC)
    people = draw(customers, seed, START, weeks * 7)
    ledger, down = Ledger(Timeline(start + timedelta(weeks=weeks)), seed), outages(start)
    play = Play(ledger, people, weeks, time.perf_counter(), "rules" if baseline else describe_model("read"))
    if baseline:
        rules_house.play(ledger, people, down, start)
        return play.report(weeks)
    house = ProductHouse(ledger, people, down)
    if each_week:
        house.each_week = lambda week: each_week(play.report(week, house))
    make_ready(start)
    house.play(start)
    return play.report(weeks, house)


@dataclass(frozen=True)
class Play:
    """What a report is made of, also in the middle of a play."""

    ledger: Ledger
    people: list[Customer]
    weeks: int
    began: float
    model: str

    def report(self, played: int, house: ProductHouse | None = None) -> dict[str, Any]:
        found, today = self.ledger.findings, START + timedelta(weeks=played)
        metrics = {**self.ledger.close(self.people, today), **(figures(house) if house else {})}
        return {
            "suite": "half-year",
            "model": self.model,
            "n": len(self.people),
            "seed": self.ledger.seed,
            "weeks": self.weeks,
            "played": played,
            "seconds": round(time.perf_counter() - self.began, 1),
            "metrics": {**metrics, **{f"found: {rule}": len(found.get(rule, [])) for rule in RULES}},
            "harmful": [line for rule in RULES[-7:] for line in found.get(rule, [])],
            "findings": {rule: lines[:50] for rule, lines in found.items()},
        }


def make_ready(start: datetime) -> None:
    with connection.cursor() as cursor:  # a play of minutes need not survive a crash
        cursor.execute("SET synchronous_commit TO off")
    Business.get()
    approve_templates()
    clock.set_to(start)


def figures(house: ProductHouse) -> dict[str, Any]:
    """What the database tells about the half year. Milliseconds of machine time."""
    turns = Turn.objects.filter(trigger="inbound", state="committed", finished_at__isnull=False)
    took = [
        span.total_seconds() * 1000
        for span in turns.annotate(took=F("finished_at") - F("started_at")).values_list("took", flat=True)
    ]
    refused = Outbox.objects.filter(state=OutboxState.REFUSED)
    reasons = dict(Handoff.objects.values_list("reason").annotate(n=Count("id")).order_by("-n"))
    own = reasons.get("taken_over", 0)
    return {
        "turns": Turn.objects.count(),
        "handed_to_people": sum(reasons.values()) - own,
        "for_their_answer": sum(n for reason, n in reasons.items() if reason not in ("taken_over", "overdue")),
        "overdue_told": reasons.get("overdue", 0),
        "seen_to_by_themselves": own,
        "refused_at_the_door": refused.count(),
        "handoffs": reasons,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "expired": Decision.objects.filter(verdict="expire").count(),
        "handling_ms_median": round(median(took) + median(house.store_ms)) if took else 0,
    }


ROWS = (
    ("inbound", "messages of customers"), ("messages", "messages sent"), ("asked", "follow-ups asked for"), ("kept", "… kept on time"),
    ("kept_with_people", "… of all kept or late: with a person's help"), ("late", "… late"), ("missed", "… missed"),
    ("settled", "… settled before"), ("replaced", "… replaced by another time"), ("ahead", "… still ahead at the end"),
    ("unasked", "messages sent unasked"), ("not_asked_for", "… after silence, not asked for"),
    ("unanswered_chases", "… after one that was not answered"), ("harmful", "harmful messages"),
    ("handed_to_people", "handed to people by the product"), ("for_their_answer", "… because of what a customer wrote or wants"),
    ("overdue_told", "… as overdue"), ("seen_to_by_themselves", "reviews and tasks that people saw to on their date"),
    ("late_with_people", "most late with people at a midnight"), ("handling_ms_median", "median handling by the agent, ms"),
)  # fmt: skip


def table(*reports: dict[str, Any]) -> str:
    """Side by side, as the lines of a Markdown table."""
    heads = ["product" if report["model"] != "rules" else "rules" for report in reports]
    first = reports[0]
    lines = [
        f"half-year: {first['n']} customers, {first['weeks']} weeks, seed {first['seed']}, {first['model']}; {first['seconds']} s",
        "",
        f"| | {' | '.join(heads)} |",
        "|---|" + "---:|" * len(reports),
    ]
    rows = [*ROWS, *((f"found: {rule}", rule) for rule in RULES)]
    for name, words in rows:
        lines.append(f"| {words} | {' | '.join(str(report['metrics'].get(name, '–')) for report in reports)} |")
    return "\n".join(lines)
