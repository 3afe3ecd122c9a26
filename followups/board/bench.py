"""`manage.py bench board`: what the board, the calendar, the feed of what was not sent and a calendar address take in a big house."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils.http import urlencode

from conversations.bench import seed
from conversations.inbox.lists import cursor
from conversations.models import Conversation
from crm import clock
from crm.access import SUPPORT_AGENT, give_role
from crm.bench import machine
from crm.bench.filling import filling
from crm.bench.report import Figure, Profile, Report, percentile
from crm.demo_environment import SENDER
from crm.models import Address, Business, Contact, Team, User
from followups.bench import SCHEDULED
from followups.board.buckets import Scope, page
from followups.calendar_feed import make
from followups.models import Decision, FollowUp

MUST, GOAL = 300, 150  # ms
LEAST = 20  # requests for each page
DECISIONS_EACH = 10
# Every 100 seconds one, so that they reach months ahead; the first hundred are past.
STEP = {"kind": "follow_up", "why": "because they asked", "trigger": "follow_up_due", "earliest": "-3 hours", "apart": "100 seconds"}  # fmt: skip
MIXED = """
    UPDATE conversations_conversation SET next_kind = 'wait_for_customer', next_why = 'Answered; now it is their turn.' WHERE id %% 10 IN (1, 2);
    UPDATE conversations_conversation SET next_kind = 'human_task', next_team_id = %(team)s, team_id = %(team)s WHERE id %% 10 = 3;
    UPDATE conversations_conversation SET next_kind = 'human_task', next_user_id = %(user)s, held_by_id = %(user)s, held_at = now() WHERE id %% 200 = 5;
    UPDATE crm_contact SET no_contact_since = now(), no_contact_quote = 'please give me time' WHERE id %% 400 = 7;
    VACUUM ANALYZE conversations_conversation;
    VACUUM ANALYZE crm_contact
"""
KEPT_BACK = """
    DELETE FROM followups_followup WHERE conversation_id %% 10 IN (1, 2);
    UPDATE followups_followup SET state = 'held', held_ref = 'guideline:1', held_words = 'Held: the invoice comes first.' WHERE conversation_id %% 50 = 13;
    UPDATE followups_followup SET state = 'proposed', asks_approval = 'They may be about to leave.' WHERE conversation_id %% 50 = 23;
    VACUUM ANALYZE followups_followup
"""
DECIDED = """
    INSERT INTO followups_decision (conversation_id, follow_up_id, verdict, words, quote, before, after, facts, at)
    SELECT 1 + n %% %(count)s, NULL,
        (ARRAY['make', 'keep', 'write', 'move', 'make', 'cancel', 'defer', 'cancel', 'hold', 'none'])[1 + (n / 7) %% 10],
        'They wrote that the matter has settled itself.', 'it is settled, thank you', '{}', '{}',
        CASE WHEN (n / 7) %% 1000 = 9 THEN '{"not_sent": "polite_no"}'::jsonb WHEN n %% 5000 = 36 THEN '{"refused": "opted_out"}'::jsonb ELSE '{}'::jsonb END,
        now() - (%(decisions)s - n) * interval '20 seconds'
    FROM generate_series(0, %(decisions)s - 1) n;
    VACUUM ANALYZE followups_decision
"""


def bench(
    *, guidelines: int, conversations: int, seconds: float, plant: Callable[[int], None], say: Callable[[str], None]
) -> Report:
    """Inside a scratch database: each page is asked for `seconds`, by somebody of whom a part of the steps are."""
    say(f"Seeding {conversations} open threads and {conversations * DECISIONS_EACH} decisions")
    person = fill(conversations)
    plant(guidelines)
    about = machine.about()
    found: list[Measured] = []
    with override_settings(ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False):
        client = Client()
        client.force_login(person)
        for face, path in pages(person, conversations):
            say(path)
            found.append(asked(client, face, path, seconds))
    figures = [figure(face, found) for face in ("board", "calendar", "not_sent", "feed")]
    note = f"{conversations} open threads, {conversations * DECISIONS_EACH} decisions, one request at a time, templates included."
    profile: Profile = [("p50, p95, processor; queries and size of each page", [str(row) for row in found])]
    return Report("board", conversations, figures, about, "", [note], profile)


def fill(count: int) -> User:
    """A mixed house; gives one of its support agents."""
    team = Team.objects.get_or_create(name="Support", defaults={"is_default": True})[0]
    person = User.objects.create(username="bench", first_name="Ana", team=team)
    give_role(person, SUPPORT_AGENT)
    values = {"team": team.pk, "user": person.pk, "count": count, "decisions": count * DECISIONS_EACH}
    with filling((Contact, Address, Conversation, FollowUp, Decision)):
        seed.conversations(count, SENDER, messages=False, step=STEP)
        seed.run((SCHEDULED, MIXED, KEPT_BACK, DECIDED), values, (FollowUp, Decision))
    return person


def pages(person: User, count: int) -> Iterator[tuple[str, str]]:
    """(face, address) of everything that is measured."""
    board, calendar, feed = reverse("followups"), reverse("followups-calendar"), reverse("followups-not-sent")
    for query in (
        "",
        "?who=mine",
        "?who=team",
        "?show=week",
        "?show=later",
        "?show=waiting",
        "?show=holds",
        "?show=late&who=mine",
    ):
        yield "board", board + query
    yield "board", reverse("followups-changes")
    now, home = clock.now(), Business.get().timezone
    first = page(person, "later", Scope(), now, home).after
    deep = Conversation.objects.get(pk=count // 2)
    yield "board", f"{board}?{urlencode({'show': 'later', 'after': first})}"
    yield "board", f"{board}?{urlencode({'show': 'later', 'after': cursor(deep, 'next_at')})}"
    ahead = (clock.now() + timedelta(days=40)).date()
    for view in ("week", "month", "table"):
        yield "calendar", f"{calendar}?view={view}"
        yield "calendar", f"{calendar}?view={view}&who=mine&day={ahead}"
    for query in (
        "",
        "?kind=held",
        "?kind=refused",
        "?kind=polite_no",
        "?kind=room",
        "?kind=expired",
        "?who=mine",
        "?who=team",
        "?who=mine&kind=refused",
    ):
        yield "not_sent", feed + query
    yield "not_sent", f"{feed}?before={count * DECISIONS_EACH // 2}"
    yield "feed", reverse("calendar-feed", args=[make(person)])


@dataclass(frozen=True)
class Measured:
    """`taken`: seconds of each request, by the wall; `cpu`: processor seconds of one, ours and PostgreSQL's."""

    face: str
    path: str
    taken: list[float]
    cpu: float
    queries: int
    size: int

    @property
    def p95(self) -> float:
        return percentile(self.taken, 0.95) * 1000

    def __str__(self) -> str:
        p50, cpu = percentile(self.taken, 0.5) * 1000, self.cpu * 1000
        return (
            f"{p50:5.0f} {self.p95:5.0f} {cpu:5.0f} ms  {self.queries:3} queries {self.size // 1024:4} kB  {self.path}"
        )


def asked(client: Client, face: str, path: str, seconds: float) -> Measured:
    """The first answer, which compiles templates, is not counted."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}.")
    asked, size, server = len(queries), len(answer.content), machine.postgres()
    taken: list[float] = []
    until, before = time.perf_counter() + seconds, spent(server)
    while time.perf_counter() < until or len(taken) < LEAST:
        began = time.perf_counter()
        client.get(path)
        taken.append(time.perf_counter() - began)
    return Measured(face, path, taken, (spent(server) - before) / len(taken), asked, size)


def spent(server: int | None) -> float:
    """Processor seconds so far: this process, and the database if it runs on this machine."""
    return time.process_time() + (machine.cpu_seconds(machine.family(server)) if server else 0.0)


def figure(face: str, found: list[Measured]) -> Figure:
    """The slowest of its pages."""
    rows = [row for row in found if row.face == face]
    slowest, most = max(rows, key=lambda row: row.p95), max(row.queries for row in rows)
    told = f"slowest: {slowest.path}; {most} queries at most"
    return Figure(f"{face}_p95_ms", slowest.p95, "ms", MUST, GOAL, floor=told)
