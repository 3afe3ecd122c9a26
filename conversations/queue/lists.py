"""The queue: every open conversation in which a person owes the next step, those at risk of leaving first, then the longest wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest

from conversations.inbox.lists import COUNT_LIMIT, end_of_today
from conversations.models import Conversation, Handoff, NextKind
from crm.access import for_user
from crm.face import business_of, now_of
from crm.models import Team, User

PAGE = 60
TABS = {"open": "Open", "mine": "Mine", "claimed": "Colleagues", "done": "Done today"}
TEACH = {
    "open": (
        "Nobody waits for a person",
        "When the agent is not sure, finds no answer, or somebody asks for a person or may leave, it stops and the thread "
        "stands here, with the reason and the customer’s words. Everything else is with the agent, or waits with a date.",
    ),
    "mine": (
        "You have nothing claimed",
        "What you claim stands here until you hand it back to the agent. C claims the thread that is open.",
    ),
    "claimed": ("No colleague has a thread", "What others have claimed stands here, so that nobody answers twice."),
    "done": ("Nothing handed back today", "Threads that people handed back to the agent today, with their notes."),
}


@dataclass(frozen=True)
class Choice:
    """Tab and team, kept in the address. `team` None: all of them."""

    tab: str = "open"
    team: int | None = None

    @classmethod
    def of(cls, request: HttpRequest) -> Choice:
        given = request.GET
        team = given.get("team", "")
        return cls(
            given["tab"] if given.get("tab") in TABS else "open",
            int(team) if team.isdecimal() and len(team) < 10 else None,
        )

    def address(self, **other: Any) -> str:
        """As a query string, `other` replacing parts; what is usual is left out."""
        wanted = {"tab": self.tab, "team": self.team} | other
        return urlencode({name: value for name, value in wanted.items() if value and value != "open"})


def waiting(request: HttpRequest, choice: Choice) -> list[Conversation]:
    """The rows of the tab, in order, with everything that a row shows. Two queries."""
    rows = visible(request).filter(filter_of(request, choice.tab))
    if choice.team is not None:
        rows = rows.filter(of_team(choice.team))
    people = ("contact__company", "next_user", "next_team", "held_by", "team")
    handoffs = Handoff.objects.filter(state__in=["open", "claimed"]).select_related("team", "claimed_by")
    if choice.tab == "done":
        handoffs = Handoff.objects.select_related("team", "closed_by")
        rows = rows.order_by("-last_at", "-id")
    else:
        rows = in_order(rows)
    return list(rows.select_related(*people).prefetch_related(Prefetch("handoffs", handoffs, to_attr="told"))[:PAGE])


def in_order(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """Who may leave first, then who waits longest, then what is due first. The index `queue_of_people` has this order."""
    return rows.order_by(F("priority").desc(), F("waiting_since").asc(), "next_at", "id")


def visible(request: HttpRequest) -> QuerySet[Conversation]:
    return for_user(cast(User, request.user), cast("QuerySet[Conversation]", Conversation.objects.all()))


def filter_of(request: HttpRequest, tab: str) -> Q:
    user, today_ends = request.user, end_of_today(now_of(request), business_of(request).timezone)
    owed = Q(status="open") & (Q(next_team__isnull=False) | Q(next_user__isnull=False))
    not_yet = Q(next_kind=NextKind.INTERNAL_REVIEW, next_at__gte=today_ends)  # a look in three months waits for nobody
    if tab == "mine":
        return (owed & Q(next_user=user) & ~not_yet) | Q(status="open", held_by=user)
    if tab == "claimed":
        return owed & ~not_yet & Q(next_user__isnull=False) & ~Q(next_user=user)
    if tab == "done":
        begins = end_of_today(now_of(request) - timedelta(days=1), business_of(request).timezone)
        today = Handoff.objects.filter(conversation=OuterRef("pk"), closed_by__isnull=False, closed_at__gte=begins)
        return Q(Exists(today))
    return owed & ~not_yet & Q(next_user=None, held_by=None)


def of_team(team: int) -> Q:
    """In that team's queue: by its step, or where a person has the step, by the team of the thread."""
    return Q(next_team=team) | Q(next_team=None, team=team)


def counts(request: HttpRequest) -> dict[str, int]:
    """How many stand behind each tab, capped; one query, once a request."""
    known = getattr(request, "queue_counts", None)
    if known is None:
        known = request.queue_counts = counted(  # type: ignore[attr-defined]
            {tab: visible(request).filter(filter_of(request, tab)) for tab in TABS}
        )
    return known


def unclaimed(request: HttpRequest) -> int:
    """What nobody has taken: the number in the rail. Every page asks, so only this is counted there."""
    known = getattr(request, "queue_counts", None)
    return known["open"] if known else counted({"open": visible(request).filter(filter_of(request, "open"))})["open"]


def team_counts(request: HttpRequest, choice: Choice) -> list[tuple[Team, int]]:
    """Each team with what is open in its queue."""
    teams = list(Team.objects.all())
    open_ones = visible(request).filter(filter_of(request, choice.tab))
    found = counted({team.pk: open_ones.filter(of_team(team.pk)) for team in teams})
    return [(team, found[team.pk]) for team in teams]


def counted(parts: dict[Any, QuerySet[Conversation]]) -> dict[Any, int]:
    """Each query under its own limit, all in one statement."""
    if not parts:
        return {}
    queries: list[str] = []
    params: list[Any] = []
    for number, rows in enumerate(parts.values()):
        sql, given = rows.order_by().values("id")[:COUNT_LIMIT].query.sql_with_params()
        queries.append(f"(SELECT count(*) FROM ({sql}) AS part_{number})")
        params += given
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(queries), params)
        return dict(zip(parts, cursor.fetchone(), strict=True))


def after(request: HttpRequest, conversation: Conversation, choice: Choice) -> Conversation | None:
    """The next one that nobody has taken, beside `conversation`: what a person is offered when they are done or too late."""
    rows = visible(request).filter(filter_of(request, "open")).exclude(pk=conversation.pk).select_related("contact")
    if choice.team is not None:
        rows = rows.filter(of_team(choice.team))
    return in_order(rows).first()
