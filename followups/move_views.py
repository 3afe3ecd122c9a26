"""Moving by typing: what the words mean is echoed first; only then, and if it still means that, it is saved."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_safe

from crm import clock, local_time
from crm.access import people_only
from crm.models import User
from followups import acts
from followups.card import Refused
from followups.models import LIVE, FollowUp
from followups.moved_by_words import LONGEST, NotUnderstood, Understood, understand
from followups.views import back_to, thread_of, told, visible

YEARS_AHEAD = 3
SAME = timedelta(minutes=30)  # “in two hours” means a little later by the time the button is pressed


@people_only
@require_safe
def echo(request: HttpRequest, pk: int) -> HttpResponse:
    """What the typed words mean, as a part of the page; empty for no words."""
    return render(request, "followups/echo.html", asked(request, visible(request, pk)))


@people_only
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: where one types, alone or as a panel of the board. POST: `text` as it was echoed, or a `date` and a `time`."""
    follow_up = visible(request, pk)
    if request.method == "POST":
        return by_words(request, follow_up) if request.POST.get("text") else by_date(request, follow_up)
    context = asked(request, follow_up)
    if request.headers.get("HX-Request"):
        return render(request, "followups/mover.html", context)
    return render(request, "followups/move_page.html", context)


def asked(request: HttpRequest, follow_up: FollowUp) -> dict[str, Any]:
    """`text` read for this follow-up; `understood` or `refused`, or neither where nothing was typed."""
    text, now = request.GET.get("text", "").replace("\0", ""), clock.now()
    found = understand(follow_up, text) if text.strip() else None
    understood = found if isinstance(found, Understood) else None
    refused = found if isinstance(found, NotUnderstood) else None
    context: dict[str, Any] = {
        "follow_up": follow_up,
        "contact": follow_up.conversation.contact,
        "text": text,
        "longest": LONGEST,
        "understood": understood,
        "refused": refused,
        "planned": local_time.when(follow_up.planned_for, follow_up.zone, now),
        "back": back_to(request, request.GET.get("back", "")) or thread_of(follow_up),
        "in_card": request.GET.get("card") == "1",
    }
    if understood:
        context["moment"] = local_time.when(understood.moment, follow_up.zone, now)
    if refused and refused.next_allowed:
        allowed = follow_up.local(refused.next_allowed)
        context |= {
            "allowed": local_time.when(allowed, follow_up.zone, now),
            "allowed_date": f"{allowed:%Y-%m-%d}",
            "allowed_time": f"{allowed:%H:%M}",
        }
    return context


def by_words(request: HttpRequest, follow_up: FollowUp) -> HttpResponse:
    text = request.POST["text"].replace("\0", "")
    echoed = moment_in(request.POST.get("moment", ""))
    found = understand(follow_up, text)
    if isinstance(found, Understood) and echoed and abs(found.moment - echoed) > SAME:
        words = f"By now it means something else: {found.words}. Look at it, then move it."
        return not_moved(request, follow_up, Refused(words, text=text))
    try:
        moved = acts.move_by_words(follow_up, cast(User, request.user), text, moment_in(request.POST.get("was", "")))
    except acts.NotPossible as refused:
        return not_moved(request, follow_up, Refused(str(refused), text=text))
    return told(request, follow_up, f"Moved to {local_time.when(moved.moment, follow_up.zone, clock.now())}.")


def not_moved(request: HttpRequest, follow_up: FollowUp, refused: Refused) -> HttpResponse:
    """From the board, or without a script: back to where one types, with the words that were typed."""
    if request.headers.get("HX-Request") or not FollowUp.objects.filter(pk=follow_up.pk, state__in=LIVE).exists():
        return told(request, follow_up, refused=refused)
    messages.error(request, refused.words)
    given = {"text": refused.text, "back": back_to(request, request.POST.get("back", ""))}
    return HttpResponseRedirect(f"{reverse('follow-up-move', args=[follow_up.pk])}?{urlencode(given)}")


def by_date(request: HttpRequest, follow_up: FollowUp) -> HttpResponse:
    """To a date and a time of the customer's own clock; the first allowed moment from there on is taken."""
    date, time = request.POST.get("date", ""), request.POST.get("time", "")
    wanted = moment_of(date, time, follow_up.zone)
    if wanted is None:
        refused = Refused("Give a date within three years and a time, such as 10:00.", date, time)
        return told(request, follow_up, refused=refused)
    try:
        moved = acts.move(follow_up, cast(User, request.user), wanted, moment_in(request.POST.get("was", "")))
    except acts.NotPossible as not_possible:
        return told(request, follow_up, refused=Refused(str(not_possible), date, time))
    words = f"Moved to {local_time.when(moved, follow_up.zone, clock.now())}."
    if moved != wanted:
        words += " That is the first moment from then on at which we may write to them."
    return told(request, follow_up, words)


def moment_in(given: str) -> datetime | None:
    try:
        moment = parse_datetime(given)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def moment_of(date: str, time: str, zone: str) -> datetime | None:
    """None where that is no moment, or one further away than anybody plans (and than calendars of holidays reach)."""
    try:
        moment = datetime.fromisoformat(f"{date}T{time}").replace(tzinfo=local_time.zone_of(zone))
    except ValueError:
        return None
    return moment if abs(moment.year - clock.now().year) <= YEARS_AHEAD else None
