"""The words of a message to come: have them written as of today, see them, and put one's own in their place."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from conversations.inbox.thread import visible as visible_thread
from conversations.models import Conversation
from conversations.whatsapp import window as service_window
from crm.access import people_only
from crm.face import now_of
from crm.models import User
from followups import prepared
from followups.card import Refused, text_of
from followups.decided import page
from followups.models import FollowUp
from followups.views import told, visible

PLACE = "place-"


@people_only
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    follow_up = visible(request, pk)
    prepared.ask(follow_up)
    if request.headers.get("HX-Request"):
        return drawn(request, follow_up)
    return told(request, follow_up, "It is being written. Reload in a moment.")


@people_only
@require_safe
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the card with the words; asked for every second while they are being written."""
    return drawn(request, visible(request, pk))


@people_only
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    follow_up, text = visible(request, pk), request.POST.get("text", "")
    places = {name.removeprefix(PLACE): str(value) for name, value in request.POST.items() if name.startswith(PLACE)}
    try:
        prepared.keep(follow_up, cast(User, request.user), text, places)
    except prepared.NotPossible as refused:
        return told(request, follow_up, refused=Refused(str(refused), draft=text, places=tuple(places.items())))
    return told(request, follow_up, "Kept. Your words go out at that moment, if they still stand.")


@people_only
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    follow_up = visible(request, pk)
    prepared.drop(follow_up, cast(User, request.user))
    return told(request, follow_up, "The agent writes it again.")


def drawn(request: HttpRequest, follow_up: FollowUp) -> HttpResponse:
    now = now_of(request)
    conversation = Conversation.objects.select_related("contact").get(pk=follow_up.conversation_id)
    free = service_window.is_open(conversation.last_inbound_at, max(follow_up.planned_for, now))
    context = {"follow_up": follow_up, "contact": conversation.contact, "text": text_of(follow_up, now, free)}
    return render(request, "followups/text.html", context)


@people_only
@require_safe
def older_decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """The decisions about a thread before `before`, to be put after those that are there."""
    conversation = visible_thread(request, pk)
    before = request.GET.get("before", "")
    older = page(conversation, int(before) if before.isdecimal() and len(before) < 19 else None)
    context = {"decided": older, "contact": conversation.contact, "conversation": conversation}
    return render(request, "followups/decisions.html", context)
