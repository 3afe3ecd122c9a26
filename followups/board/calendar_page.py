"""The calendar of follow-ups: week, month, and the same as a table."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from crm.access import people_only
from crm.face import business_of, now_of
from crm.local_time import zone_of
from crm.models import User
from followups.board import calendar as drawn
from followups.board.buckets import between
from followups.board.choice import Choice, choices_of, scope_of

MOST = 1000  # of `between`
VIEWS: dict[str, str] = {"week": "Week", "month": "Month", "table": "Table"}
CLOCKS = {"theirs": "Their time", "ours": "My time"}
NEAR = timedelta(days=366 * 5)  # nobody plans further, and calendars of holidays end


@people_only
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    user, now, business = cast(User, request.user), now_of(request), business_of(request)
    choice, today = Choice.of(request), now.astimezone(zone_of(business.timezone)).date()
    given = request.GET.get("view", "")
    view = cast(drawn.View, given if given in VIEWS else "week")
    clock = "ours" if request.GET.get("clock") == "ours" else "theirs"
    day = chosen_day(request.GET.get("day", ""), today)
    first, end = drawn.span(view, day)
    rows = between(user, scope_of(request, choice), *drawn.asked_for(first, end))
    found = drawn.entries(rows, user, now, business.timezone, clock == "ours")
    within = [each for each in found if first <= each.day < end]
    countries = sorted({row.conversation.contact.country for row in rows} - {""})
    shown = drawn.days(first, end, today, day.month if view == "month" else None, within, countries)
    before, after = drawn.neighbours(view, day)
    here: dict[str, str] = {"who": choice.who, "view": view, "clock": clock, "day": day.isoformat()}
    context: dict[str, Any] = {
        "choice": choice,
        "people": [(link(here, who=each), words, chosen) for each, words, chosen in people(request, choice)],
        "view": view,
        "clock": clock,
        "title": drawn.title(first, end, view, day),
        "days": shown,
        "weeks": [shown[at : at + 7] for at in range(0, len(shown), 7)],
        "hours": drawn.hours(shown, business) if view == "week" else [],
        "views": [(link(here, view=name), words, name == view) for name, words in VIEWS.items()],
        "clocks": [(link(here, clock=name), words, name == clock) for name, words in CLOCKS.items()],
        "before": link(here, day=before.isoformat()),
        "today": link(here, day=today.isoformat()),
        "after": link(here, day=after.isoformat()),
        "day_link": {each.date: link(here, view="table", day=each.date.isoformat()) for each in shown},
        "too_many": len(rows) >= MOST,
        "nothing": not within,
    }
    return render(request, "followups/calendar.html", context)


def people(request: HttpRequest, choice: Choice) -> list[tuple[str, str, bool]]:
    """The menu of whose: (value of `who`, words, chosen)."""
    values = choices_of(request, choice)
    return [(address.partition("who=")[2] or "all", words, chosen) for address, words, chosen in values]


def link(here: dict[str, str], **changed: str) -> str:
    return f"{reverse('followups-calendar')}?{urlencode(here | changed)}"


def chosen_day(given: str, today: date) -> date:
    """Today for what is no day, or one further away than anybody plans."""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return today
    return day if abs(day - today) < NEAR else today
