"""The page of what was not sent: restraint that can be read, with the words that asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from crm import local_time
from crm.access import people_only
from crm.face import business_of, now_of
from crm.models import User
from followups.board.choice import Choice, choices_of, scope_of
from followups.board.not_sent import KINDS, NotSent, feed

ICONS = {
    "cancelled": "calendar-x",
    "held": "lock",
    "refused": "ban",
    "put_off": "clock",
    "expired": "history",
    "approval": "circle-help",
    "polite_no": "undo-2",
    "room": "bell-off",
    "silence": "circle-pause",
}
TEACH = {
    "": (
        "Nothing was held back yet",
        "Whenever the agent decides not to write, because of their words, your rules, hours or limits, it stands here.",
    ),
    "cancelled": (
        "Nothing was cancelled",
        "What settled itself, or what somebody cancelled, stands here with the reason.",
    ),
    "held": (
        "No rule held anything back",
        "When a guideline keeps a message, it stands here with its name and the words.",
    ),
    "refused": ("The door refused nothing", "What opt-outs, limits or a forbidden word stopped at the last moment."),
    "put_off": ("Nothing was put off", "Night, weekends, holidays and the gap between two messages move a message on."),
    "expired": ("No moment was missed", "After an outage, what makes no sense any more is not sent late."),
    "approval": ("Nothing waits for a yes", "Risky messages are proposed first. A person approves them on the board."),
    "polite_no": ("No polite no so far", "“Maybe some day” is a no. It is never chased."),
    "room": ("Nobody asked for room", "“Please give me time” is kept: nothing is sent until they write."),
    "silence": ("No silence to respect yet", "One gentle word at most; a second one is never written by itself."),
}


@dataclass(frozen=True)
class Day:
    words: str
    items: list[NotSent]


@people_only
@require_safe
def not_sent(request: HttpRequest) -> HttpResponse:
    choice, kind, before = Choice.of(request), request.GET.get("kind", ""), request.GET.get("before", "")
    kind = kind if kind in KINDS else ""
    scope = scope_of(request, choice)
    found = feed(cast(User, request.user), scope, kind, before)
    page = reverse("followups-not-sent")
    older = {"who": choice.who, "kind": kind, "before": found.before}
    context = {
        "choice": choice,
        "people": people(request, choice, kind),
        "days": by_day(found.items, request),
        "kinds": [
            (page + address(choice, each), words, ICONS.get(each, ""), each == kind) for each, words in filters()
        ],
        "icons": ICONS,
        "older": f"{page}?{urlencode(older)}" if found.before else "",
        "teach": TEACH[kind],
        "home": business_of(request).timezone,
    }
    template = "followups/not_sent_days.html" if request.headers.get("HX-Request") else "followups/not_sent.html"
    return render(request, template, context)


def filters() -> list[tuple[str, str]]:
    return [("", "All"), *KINDS.items()]


def address(choice: Choice, kind: str) -> str:
    given = {"who": choice.who if choice.who != "all" else "", "kind": kind}
    return "?" + urlencode({name: value for name, value in given.items() if value})


def people(request: HttpRequest, choice: Choice, kind: str) -> list[tuple[str, str, bool]]:
    """The menu of whose, keeping the filter."""
    more = f"&kind={kind}" if kind else ""
    return [(each + more, words, chosen) for each, words, chosen in choices_of(request, choice)]


def by_day(items: list[NotSent], request: HttpRequest) -> list[Day]:
    """Under the days of our own calendar, the latest first."""
    home, now = business_of(request).timezone, now_of(request)
    days: list[Day] = []
    for item in items:
        words = local_time.long_day(item.at, home, now)
        if not days or days[-1].words != words:
            days.append(Day(words, []))
        days[-1].items.append(item)
    return days
