"""The calendar of follow-ups: week, month, and the same as a table."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conversations.inbox.lists import COUNT_LIMIT
from crm import local_time
from crm.access import people_only
from crm.face import business_of, now_of
from crm.local_time import zone_of
from crm.models import User
from followups.board import calendar as drawn
from followups.board.buckets import late_ones
from followups.board.choice import Choice, choices_of, scope_of
from followups.board.dated import MOST, Marks, marks, rows

VIEWS: dict[str, str] = {"week": "Week", "month": "Month", "table": "Table"}
CLOCKS = {"theirs": "Their time", "ours": "My time"}
NEAR = timedelta(days=366 * 5)  # nobody plans further, and calendars of holidays end


@people_only
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Five queries for what is dated, however much it is."""
    user, now, business = cast(User, request.user), now_of(request), business_of(request)
    choice, today = Choice.of(request), now.astimezone(zone_of(business.timezone)).date()
    scope, given = scope_of(request, choice), request.GET.get("view", "")
    view = cast(drawn.View, given if given in VIEWS else "week")
    clock = "ours" if request.GET.get("clock") == "ours" else "theirs"
    day = chosen_day(request.GET.get("day", ""), today)
    first, end = drawn.span(view, day)
    dated = marks(user, scope, first, end, business.timezone, clock == "ours")
    page = chosen_page(request.GET.get("page", ""), len(dated.found)) if view == "table" else 0
    wanted = drawn.shown_of(view, dated.found, page)
    known = rows(wanted)
    entries = {
        mark.pk: drawn.entry(mark, *known[mark.pk], user, now, business.timezone) for mark in wanted if mark.pk in known
    }
    countries = sorted({business.country, *(mark.country for mark in dated.found)} - {""})
    shown = drawn.days(first, end, today, day.month if view == "month" else None, dated.found, entries, countries)
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
        "hours": drawn.hours(shown, business, entries) if view == "week" else [],
        "views": [(link(here, view=name), words, name == view) for name, words in VIEWS.items()],
        "clocks": [(link(here, clock=name), words, name == clock) for name, words in CLOCKS.items()],
        "before": link(here, day=before.isoformat()),
        "today": link(here, day=today.isoformat()),
        "after": link(here, day=after.isoformat()),
        "further": further(here, page, dated) if view == "table" else "",
        "most": f"{MOST:,}",
        "until": local_time.when(dated.until, business.timezone, now) if dated.until else "",
        "late": late_words(late_ones(user, scope, now)) if first <= today < end else "",
        "late_address": choice.address(show="late"),
        "nothing": not dated.found,
    }
    return render(request, "followups/calendar.html", context)


def people(request: HttpRequest, choice: Choice) -> list[tuple[str, str, bool]]:
    """The menu of whose: (value of `who`, words, chosen)."""
    values = choices_of(request, choice)
    return [(address.partition("who=")[2] or "all", words, chosen) for address, words, chosen in values]


def link(here: dict[str, str], **changed: str) -> str:
    return f"{reverse('followups-calendar')}?{urlencode(here | changed)}"


def late_words(number: int) -> str:
    """For the head of a calendar that begins today: what has passed its date is not to be overlooked."""
    if not number:
        return ""
    return "One step is late" if number == 1 else f"{'999+' if number >= COUNT_LIMIT else number} steps are late"


def further(here: dict[str, str], page: int, dated: Marks) -> str:
    """The address of the next page of the table, if there is one."""
    return link(here, page=str(page + 1)) if len(dated.found) > (page + 1) * drawn.IN_TABLE else ""


def chosen_day(given: str, today: date) -> date:
    """Today for what is no day, or one further away than anybody plans."""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return today
    return day if abs(day - today) < NEAR else today


def chosen_page(given: str, found: int) -> int:
    """The first one for what is no page, the last one for what lies beyond."""
    last = max(0, (found - 1) // drawn.IN_TABLE)
    return min(int(given), last) if given.isdecimal() and len(given) < 6 else 0
