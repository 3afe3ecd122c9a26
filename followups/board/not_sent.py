"""The feed of what was not written, and why, with the words that say so: restraint that can be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from crm.access import for_user
from crm.models import User
from followups.board.buckets import Scope
from followups.decided import after_verdict
from followups.models import Decision

PAGE = 30
KINDS = {
    "cancelled": "Cancelled",
    "held": "Held back",
    "refused": "Stopped at the door",
    "put_off": "Put off",
    "expired": "Its moment passed",
    "approval": "Waits for a yes",
    "polite_no": "A polite no",
    "room": "Asked for room",
    "silence": "No second message",
}
VERDICTS = ("cancel", "hold", "expire", "defer", "propose")


@dataclass(frozen=True)
class NotSent:
    """One thing that we did not write. `quote` are their words, "" where the reason is ours (hours, limits)."""

    decision: Decision
    kind: str
    words: str
    quote: str
    at: datetime

    @property
    def label(self) -> str:
        return KINDS[self.kind]


@dataclass(frozen=True)
class Feed:
    items: list[NotSent]
    before: str  # the cursor of the next page; empty: there is none


def feed(viewer: User, scope: Scope | None = None, kind: str = "", before: str = "", size: int = PAGE) -> Feed:
    """The latest first; `kind` one of KINDS or "" for all; `before` the cursor of the page before. One query."""
    rows = chosen(viewer, scope, kind)
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.select_related("conversation__contact", "follow_up").order_by("-id")[: size + 1])
    more = str(found[size - 1].pk) if len(found) > size else ""
    return Feed([as_not_sent(each) for each in found[:size]], more)


def chosen(viewer: User, scope: Scope | None, kind: str) -> QuerySet[Decision]:
    rows = for_user(viewer, Decision.objects.all()).filter(of_kind(kind) if kind in KINDS else not_sent())
    if scope is not None and scope.user is not None:
        rows = rows.filter(Q(conversation__held_by=scope.user) | Q(conversation__next_user=scope.user))
    if scope is not None and scope.team is not None:
        rows = rows.filter(Q(conversation__next_team=scope.team) | Q(conversation__team=scope.team))
    return rows


def not_sent() -> Q:
    return Q(verdict__in=VERDICTS) | Q(verdict="none", facts__has_key="not_sent")


def of_kind(kind: str) -> Q:
    """Each is the condition of an index of decisions, or begins as one: a rare kind must not cost a walk through all."""
    door, restraint = Q(facts__has_key="refused"), Q(verdict="none", facts__has_key="not_sent")
    return {
        "cancelled": Q(verdict="cancel") & ~door,
        "refused": Q(verdict="cancel") & door,
        "held": Q(verdict="hold"),
        "put_off": Q(verdict="defer"),
        "expired": Q(verdict="expire"),
        "approval": Q(verdict="propose"),
        "polite_no": restraint & Q(facts__not_sent="polite_no"),
        "room": restraint & Q(facts__not_sent="room"),
        "silence": restraint & Q(facts__not_sent="silence"),
    }[kind]


def as_not_sent(decision: Decision) -> NotSent:
    return NotSent(decision, kind_of(decision), after_verdict(decision), decision.quote, decision.at)


def kind_of(decision: Decision) -> str:
    if decision.verdict == "none":
        return str(decision.facts.get("not_sent", "silence"))
    if decision.verdict == "cancel" and "refused" in decision.facts:
        return "refused"
    return {"cancel": "cancelled", "hold": "held", "defer": "put_off", "expire": "expired", "propose": "approval"}[
        decision.verdict
    ]
