"""What a person does with the next-step card: move the message, or cancel it."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from conversations.inbox import thread as threads
from crm import clock, local_time
from crm.access import for_user, people_only
from crm.models import User
from followups import acts
from followups.models import FollowUp
from followups.panels import Refused

YEARS_AHEAD = 3


@people_only
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("inbox") + "?tab=due")


@people_only
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    follow_up = visible(request, pk)
    try:
        acts.cancel(follow_up, cast(User, request.user), request.POST.get("why", "").replace("\0", "").strip()[:200])
    except acts.NotPossible as refused:
        return told(request, follow_up, refused=Refused(str(refused)))
    return told(request, follow_up, "Cancelled. Nothing is sent; the thread waits for the customer.")


@people_only
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """To a date and a time of the customer's own clock; the first allowed moment from there on is taken."""
    follow_up = visible(request, pk)
    date, time = request.POST.get("date", ""), request.POST.get("time", "")
    wanted = moment_of(date, time, follow_up.zone)
    if wanted is None:
        return told(
            request, follow_up, refused=Refused("Give a date within three years and a time, such as 10:00.", date, time)
        )
    try:
        moved = acts.move(follow_up, cast(User, request.user), wanted)
    except acts.NotPossible as refused:
        return told(request, follow_up, refused=Refused(str(refused), date, time))
    words = f"Moved to {local_time.when(moved, follow_up.zone, clock.now())}."
    if moved != wanted:
        words += " That is the first moment from then on at which we may write to them."
    return told(request, follow_up, words)


def moment_of(date: str, time: str, zone: str) -> datetime | None:
    """None where that is no moment, or one further away than anybody plans (and than calendars of holidays reach)."""
    try:
        moment = datetime.fromisoformat(f"{date}T{time}").replace(tzinfo=local_time.zone_of(zone))
    except ValueError:
        return None
    return moment if abs(moment.year - clock.now().year) <= YEARS_AHEAD else None


def visible(request: HttpRequest, pk: int) -> FollowUp:
    return get_object_or_404(for_user(cast(User, request.user), FollowUp.objects.all()), pk=pk)


def told(request: HttpRequest, follow_up: FollowUp, words: str = "", refused: Refused | None = None) -> HttpResponse:
    """The answer to an act: the renewed thread, or without htmx the page again."""
    if request.headers.get("HX-Request"):
        request.card_refused = refused  # type: ignore[attr-defined]
        return threads.changed_answer(request, follow_up.conversation_id, notice=words, status=422 if refused else 200)
    if refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, words)
    return HttpResponseRedirect(reverse("thread", args=[follow_up.conversation_id]))
