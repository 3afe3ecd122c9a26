"""`manage.py bench board`: what the board, the calendar, the feed of what was not sent and a calendar address take in a big house."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
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
    about, found = machine.about(), []
    with override_settings(ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False):
        client = Client()
        client.force_login(person)
        for face, path in pages(person, conversations):
            say(path)
            found.append((face, path, *asked(client, path, seconds)))
    figures = [
        figure(face, [row for row in found if row[0] == face]) for face in ("board", "calendar", "not_sent", "feed")
    ]
    lines = [
        f"{percentile(taken, 0.5) * 1000:6.0f} {percentile(taken, 0.95) * 1000:6.0f} ms  {queries:3} queries {size // 1024:5} kB  {path}"
        for _, path, taken, queries, size in found
    ]
    notes = [
        f"{conversations} open threads, {conversations * DECISIONS_EACH} decisions, one request at a time, templates included."
    ]
    profile: Profile = [("p50, p95, queries and size of each page", lines)]
    return Report("board", conversations, figures, about, "", notes, profile)


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


def asked(client: Client, path: str, seconds: float) -> tuple[list[float], int, int]:
    """(seconds each, queries, bytes). The first answer, which compiles templates, is not counted."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}.")
    asked, size = len(queries), len(answer.content)
    taken: list[float] = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until or len(taken) < LEAST:
        began = time.perf_counter()
        client.get(path)
        taken.append(time.perf_counter() - began)
    return taken, asked, size


def figure(face: str, rows: list[tuple[str, str, list[float], int, int]]) -> Figure:
    """The slowest of its pages."""
    slowest = max(rows, key=lambda row: percentile(row[2], 0.95))
    most = max(row[3] for row in rows)
    return Figure(
        f"{face}_p95_ms",
        percentile(slowest[2], 0.95) * 1000,
        "ms",
        MUST,
        GOAL,
        floor=f"slowest: {slowest[1]}; {most} queries at most",
    )
