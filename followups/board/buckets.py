"""Today, Late, This week, Later, Waiting on them, Holds: whose next step is when. Keyset pages, counts with a limit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet

from conversations.inbox.lists import COUNT_LIMIT, after_cursor, cursor, end_of_today
from conversations.models import Conversation, NextKind
from crm.access import for_user, has_role
from crm.models import Team, User
from followups.dry_run import DRY_RUN
from followups.models import LIVE, FollowUp, FollowUpState

PAGE = 30
BUCKETS = {
    "today": "Today",
    "late": "Late",
    "week": "This week",
    "later": "Later",
    "waiting": "Waiting on them",
    "holds": "Holds",
}
DRY = "dry"  # shown by itself only: what a dry run has held
NAMES = BUCKETS | {DRY: "Would have gone"}
TEACH = {
    "dry": (
        "Nothing would have gone yet",
        "While a dry run lasts, what the agent would have sent stands here with its moment and its reason.",
    ),
    "today": ("Nothing is due today", "Messages and tasks of the day stand here in the order of their hour."),
    "late": (
        "Nothing is late",
        "A step that has passed its date stands here until somebody has looked. It should be empty.",
    ),
    "week": ("Nothing more this week", "What is due in the next seven days stands here, the soonest first."),
    "later": (
        "Nothing is dated later",
        "“After the summer” is kept, too: what is due after these seven days stands here.",
    ),
    "waiting": (
        "We wait for nobody",
        "After an answer of ours the thread waits here until the day on which the agent looks again.",
    ),
    "holds": (
        "Nothing is held back",
        "Messages that a guideline, a missing yes or a customer's wish for room keeps from leaving stand here.",
    ),
}
AGENT_GRACE = timedelta(minutes=10)  # the agent's own steps run within seconds; a moment's delay is not late
WEEK = timedelta(days=7)
DATED = [NextKind.FOLLOW_UP, NextKind.HUMAN_TASK, NextKind.INTERNAL_REVIEW, NextKind.REPLY]


@dataclass(frozen=True)
class Scope:
    """Whose steps: everybody's, one person's, or one team's."""

    user: User | None = None
    team: Team | None = None

    def filter(self) -> Q:
        if self.user is not None:
            return Q(held_by=self.user) | Q(next_user=self.user)
        if self.team is not None:
            return Q(next_team=self.team) | Q(team=self.team)
        return Q()


@dataclass(frozen=True)
class Row:
    """One line of the board. `follow_up` is the live one, None where the step is another (a task, a wait)."""

    conversation: Conversation
    follow_up: FollowUp | None
    late: bool


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    after: str  # the cursor of the next page; empty: there is none


def page(viewer: User, bucket: str, scope: Scope, now: datetime, home: str, after: str = "", size: int = PAGE) -> Page:
    """One page of a bucket, soonest first: two queries. `home`: the business's zone, whose days are meant; `after`: the
    cursor of the page before. Who has no role sees nothing."""
    rows = chosen(viewer, bucket, scope, now, home).select_related(
        "contact__company", "next_user", "next_team", "held_by"
    )
    found = list(after_cursor(rows, "next_at", after).order_by("next_at", "id")[: size + 1])
    more = cursor(found[size - 1], "next_at") if len(found) > size else ""
    shown = found[:size]
    live = {each.conversation_id: each for each in live_of(shown)}
    return Page([Row(each, live.get(each.pk), is_late(each, now)) for each in shown], more)


def counts(viewer: User, scope: Scope, now: datetime, home: str) -> dict[str, int]:
    """How many stand in each bucket, up to `COUNT_LIMIT`; one statement."""
    if not has_role(viewer):
        return dict.fromkeys(BUCKETS, 0)
    parts: list[str] = []
    params: list[Any] = []
    for bucket in BUCKETS:
        rows = chosen(viewer, bucket, scope, now, home).order_by().values("id")[:COUNT_LIMIT]
        sql, given = rows.query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS in_{bucket})")
        params += given
    with connection.cursor() as asked:
        asked.execute("SELECT " + ", ".join(parts), params)
        return dict(zip(BUCKETS, asked.fetchone(), strict=True))


def chosen(viewer: User, bucket: str, scope: Scope, now: datetime, home: str) -> QuerySet[Conversation]:
    """Raises KeyError for a bucket that does not exist."""
    rows = for_user(viewer, Conversation.objects.all()).filter(scope.filter(), status="open")
    return rows.filter(bucket_filter(bucket, now, end_of_today(now, home)))


def bucket_filter(bucket: str, now: datetime, today_ends: datetime) -> Q:
    """Every open thread is in one of them; what is held stands besides among the holds."""
    return {
        "today": Q(next_kind__in=DATED, next_at__lt=today_ends) & ~late(now),
        "late": late(now),
        "week": Q(next_kind__in=DATED, next_at__gte=today_ends, next_at__lt=today_ends + WEEK),
        "later": Q(next_kind__in=DATED, next_at__gte=today_ends + WEEK),
        "waiting": Q(next_kind=NextKind.WAIT_FOR_CUSTOMER) & ~late(now),
        "holds": kept_back(),
        "dry": Q(
            one_of(
                FollowUp.objects.filter(state=FollowUpState.HELD, held_ref=DRY_RUN).order_by().values("conversation_id")
            )
        ),
    }[bucket]


def late(now: datetime) -> Q:
    return Q(next_at__lt=now) & ~is_agents() | Q(next_at__lt=now - AGENT_GRACE)


def kept_back() -> Q:
    """Threads in which nothing goes out unasked: a message waits for a yes or is held, or they asked for room.

    Two small indexes say which, once, as arrays: joined with the threads, PostgreSQL walks through all of these in the
    order of their dates and looks each one up (0.3 s of a hundred thousand).
    """
    kept = FollowUp.objects.filter(state__in=[FollowUpState.HELD, FollowUpState.PROPOSED])
    room = Conversation.objects.filter(status="open", contact__no_contact_since__isnull=False)
    return Q(one_of(kept.order_by().values("conversation_id"))) | Q(one_of(room.order_by().values("pk")))


def one_of(ids: QuerySet) -> Func:
    return Func(
        F("pk"), ArraySubquery(ids), template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField()
    )


def is_agents() -> Q:
    return Q(next_user=None, next_team=None)


def is_late(conversation: Conversation, now: datetime) -> bool:
    if conversation.next_at is None:
        return False
    return conversation.next_at < (now - AGENT_GRACE if conversation.owner_is_agent else now)


def live_of(conversations: Iterable[Conversation]) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(conversation__in=list(conversations), state__in=LIVE).select_related(
        "template", "approved_by"
    )


def late_ones(viewer: User, scope: Scope, now: datetime) -> int:
    """How many steps have passed their date, up to `COUNT_LIMIT`; one query."""
    rows = for_user(viewer, Conversation.objects.all()).filter(scope.filter(), late(now), status="open")
    return rows.order_by()[:COUNT_LIMIT].count()
