"""The list of the inbox: tabs, counts, search, and pages by keyset (`last_at, id`), so that page 1000 costs what page 1 does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, cast

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from conversations.models import Conversation, Message, NextKind
from crm.access import for_user
from crm.face import business_of, now_of
from crm.local_time import zone_of
from crm.models import User

PAGE = 30
COUNT_LIMIT = 1000  # a tab says "999+": counting a million rows would cost more than the whole page
SEARCH_LIMIT = 300
TABS = {
    "mine": "Mine",
    "ai": "AI",
    "waiting": "Waiting on us",
    "due": "Follow-ups due",
    "all": "All",
}
TEACH = {
    "mine": (
        "Nothing waits for you",
        "Conversations that you take over, or that are given to you, stand here with their date.",
    ),
    "ai": (
        "The agent has no conversation",
        "When a customer writes, the agent reads it, answers, and sets the next step. You will see it here.",
    ),
    "waiting": (
        "Nobody waits for our answer",
        "Conversations in which the customer wrote last and an answer is owed stand here, the newest first.",
    ),
    "due": (
        "No follow-up is due today",
        "When a customer says “write to me next week”, the agent plans the message. On its day it stands here.",
    ),
    "all": (
        "No conversation yet",
        "When a customer writes to your WhatsApp number, the conversation appears here by itself.",
    ),
}
ORDERS = {"newest": "Newest first", "next": "Next step first", "closed": "Closed"}


@dataclass(frozen=True)
class Choice:
    """What the person chose to see: kept in the address, so that back, reload and sharing work."""

    tab: str = "all"
    order: str = "newest"
    q: str = ""
    before: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> Choice:
        """Unknown words fall back to the usual ones."""
        given = request.GET
        tab, order = given.get("tab", ""), given.get("order", "")
        return cls(
            tab if tab in TABS else "all",
            order if order in ORDERS else "newest",
            given.get("q", "").replace("\0", "").strip()[:100],
            given.get("before", ""),
        )


@dataclass(frozen=True)
class Page:
    conversations: list[Conversation]
    older: str  # the cursor of the next page; empty: there is none


def page(user: User, choice: Choice, today_ends: datetime, size: int = PAGE) -> Page:
    """One page of `size` rows. Two queries at most, whatever its length: the rows with their people, and the search if there is one."""
    rows = chosen(user, choice, today_ends).select_related("contact__company", "next_user", "next_team", "held_by")
    key = "next_at" if choice.order == "next" and not choice.q else "last_at"
    rows = after_cursor(rows, key, choice.before)
    rows = rows.order_by("next_at", "id") if key == "next_at" else rows.order_by("-last_at", "-id")
    found = list(rows[: size + 1])
    older = cursor(found[size - 1], key) if len(found) > size else ""
    return Page(found[:size], older)


def chosen(user: User, choice: Choice, today_ends: datetime) -> QuerySet[Conversation]:
    visible = for_user(user, cast("QuerySet[Conversation]", Conversation.objects.all()))
    if choice.q:
        return visible.filter(pk__in=search(choice.q))
    if choice.order == "closed":
        return visible.filter(status="closed")
    return visible.filter(tab_filter(choice.tab, user, today_ends))


def tab_filter(tab: str, user: User, today_ends: datetime) -> Q:
    is_open = Q(status="open")
    ours = Q(next_user=None, next_team=None, held_by=None)
    return {
        "mine": is_open & (Q(held_by=user) | Q(next_user=user)),
        "ai": is_open & ours,
        "waiting": is_open & Q(next_kind__in=[NextKind.REPLY, NextKind.HUMAN_TASK], last_direction="inbound"),
        "due": is_open & Q(next_kind=NextKind.FOLLOW_UP, next_at__lt=today_ends),
        "all": is_open,
    }[tab]


def end_of_today(now: datetime, home: str) -> datetime:
    """Midnight of the business's own day; `home` is its zone."""
    zone = zone_of(home)
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(), zone)


def cursor(conversation: Conversation, key: str) -> str:
    return f"{getattr(conversation, key).isoformat()}_{conversation.pk}"


def after_cursor(rows: QuerySet[Conversation], key: str, given: str) -> QuerySet[Conversation]:
    """Rows beyond the cursor in the order of the list. A cursor that nobody of ours wrote is ignored."""
    at, _, number = given.rpartition("_")
    moment = parse_or_none(at)
    if moment is None or not number.isdecimal():
        return rows
    # The first condition is implied by the second; PostgreSQL needs it to walk the index from there.
    if key == "next_at":
        return rows.filter(next_at__gte=moment).filter(Q(next_at__gt=moment) | Q(next_at=moment, id__gt=int(number)))
    return rows.filter(last_at__lte=moment).filter(Q(last_at__lt=moment) | Q(last_at=moment, id__lt=int(number)))


def parse_or_none(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def search(words: str) -> list[int]:
    """Ids of conversations whose contact, company, number or messages match, the latest first."""
    people = Q(contact__name__icontains=words) | Q(contact__company__name__icontains=words)
    if digits(words):
        people |= Q(contact__phone__contains=digits(words))
    by_people = Conversation.objects.filter(people).order_by("-last_at").values_list("pk", flat=True)
    found = list(by_people[:SEARCH_LIMIT])
    if prefixes(words):
        query = SearchQuery(prefixes(words), config="simple", search_type="raw")
        by_words = Message.objects.annotate(words=SearchVector("body", config="simple")).filter(words=query)
        found += by_words.order_by("-id").values_list("conversation_id", flat=True)[:SEARCH_LIMIT]
    return found


def digits(words: str) -> str:
    """A phone number however it is written, from four digits on."""
    only = "".join(letter for letter in words if letter.isdigit())
    return only if len(only) >= 4 and not any(letter.isalpha() for letter in words) else ""


def prefixes(words: str) -> str:
    """`Quote Casa` → `'quote':* & 'casa':*`: all the words, each as the beginning of one."""
    kept = ["".join(letter for letter in word if letter.isalnum()) for word in words.split()]
    return " & ".join(f"'{word}':*" for word in kept if word)


def counts(request: HttpRequest) -> dict[str, int]:
    """How many stand behind each tab, capped at `COUNT_LIMIT`; one query, once a request."""
    known = getattr(request, "inbox_counts", None)
    if known is None:
        today_ends = end_of_today(now_of(request), business_of(request).timezone)
        known = count_tabs(cast(User, request.user), today_ends)
        request.inbox_counts = known  # type: ignore[attr-defined]
    return known


def count_tabs(user: User, today_ends: datetime) -> dict[str, int]:
    """Each tab's own filter under its own limit, all in one statement."""
    visible = for_user(user, cast("QuerySet[Conversation]", Conversation.objects.all())).order_by()
    parts: list[str] = []
    params: list[Any] = []
    for tab in TABS:
        sql, given = (
            visible.filter(tab_filter(tab, user, today_ends)).values("id")[:COUNT_LIMIT].query.sql_with_params()
        )
        parts.append(f"(SELECT count(*) FROM ({sql}) AS in_{tab})")
        params += given
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), params)
        return dict(zip(TABS, cursor.fetchone(), strict=True))
