"""What a person does with a follow-up, from its card or from the board: send now, approve, let go, cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from conversations.inbox import thread as threads
from crm import clock, local_time
from crm.access import for_user, people_only
from crm.models import User
from followups import acts
from followups.card import Refused
from followups.models import FollowUp


@people_only
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    why = request.POST.get("why", "").replace("\0", "").strip()[:200]

    def act(follow_up: FollowUp, user: User) -> str:
        acts.cancel(follow_up, user, why)
        return "Cancelled. Nothing is sent; the thread waits for the customer."

    return done(request, pk, act)


@people_only
@require_POST
def send_now(request: HttpRequest, pk: int) -> HttpResponse:
    def act(follow_up: FollowUp, user: User) -> str:
        acts.send_now(follow_up, user)
        return "The agent writes it now, on what is known by now."

    return done(request, pk, act)


@people_only
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    def act(follow_up: FollowUp, user: User) -> str:
        moment = acts.approve(follow_up, user)
        return f"Approved. It goes {local_time.when(moment, follow_up.zone, clock.now())}."

    return done(request, pk, act)


@people_only
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    def act(follow_up: FollowUp, user: User) -> str:
        moment = acts.release(follow_up, user)
        return f"Let go. It goes {local_time.when(moment, follow_up.zone, clock.now())}, if nothing forbids it by then."

    return done(request, pk, act)


def done(request: HttpRequest, pk: int, act: Callable[[FollowUp, User], str]) -> HttpResponse:
    follow_up = visible(request, pk)
    try:
        words = act(follow_up, cast(User, request.user))
    except acts.NotPossible as refused:
        return told(request, follow_up, refused=Refused(str(refused)))
    return told(request, follow_up, words)


def visible(request: HttpRequest, pk: int) -> FollowUp:
    return get_object_or_404(for_user(cast(User, request.user), FollowUp.objects.all()), pk=pk)


def told(request: HttpRequest, follow_up: FollowUp, words: str = "", refused: Refused | None = None) -> HttpResponse:
    """The answer to an act: the renewed thread, or without htmx the page that the person came from."""
    if request.headers.get("HX-Request"):
        request.card_refused = refused  # type: ignore[attr-defined]
        return threads.changed_answer(request, follow_up.conversation_id, notice=words, status=422 if refused else 200)
    if refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, words)
    return HttpResponseRedirect(back_to(request, request.POST.get("back", "")) or thread_of(follow_up))


def thread_of(follow_up: FollowUp) -> str:
    return reverse("thread", args=[follow_up.conversation_id])


def back_to(request: HttpRequest, given: str) -> str:
    """The address they came from, if it is one of our own; else nothing."""
    safe = url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return given if given and safe else ""
