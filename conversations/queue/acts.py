"""What a person does in the queue: claim, claim and send what is suggested, put it back, pass it on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from conversations import handoff
from conversations.handoff import NotWaiting, Taken, open_handoff
from conversations.inbox import acts
from conversations.inbox import thread as threads
from conversations.inbox.acts import NotPossible
from conversations.models import Conversation
from conversations.queue import views
from conversations.queue.lists import Choice, after
from conversations.queue.rows import waited
from crm.access import people_only
from crm.face import business_of, now_of
from crm.models import Team, User


@dataclass(frozen=True)
class Notice:
    """Why a claim did not go through, kindly, and the next thread that waits."""

    words: str
    next_up: Conversation | None = None
    next_words: str = ""


@people_only
@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Of two who press at once one gets it and stands in the thread; the other is told, with the next one."""
    conversation, user = threads.visible(request, pk), cast(User, request.user)
    name = str(conversation.contact)
    try:
        with transaction.atomic():
            locked = Conversation.objects.select_for_update().get(pk=pk)
            handoff.claim(locked, user)
    except Taken as lost:
        return offer_next(request, conversation, f"{lost.by} was quicker: {name} is in good hands.")
    except NotWaiting:
        return offer_next(request, conversation, f"{name} no longer waits for a person.")
    if request.POST.get("send") == "1":
        return send_suggestion(request, conversation, user)
    messages.success(request, "You have it. The agent reads along and says nothing.")
    edit = "?suggestion=1#body" if request.POST.get("edit") == "1" else "#body"
    return HttpResponseRedirect(reverse("thread", args=[pk]) + edit)


def send_suggestion(request: HttpRequest, conversation: Conversation, user: User) -> HttpResponse:
    """The suggestion as it was read: if it has changed since, or they wrote again, it is shown and not sent."""
    seen = request.POST.get("seen", "")
    told = open_handoff(conversation)
    body = request.POST.get("body", "").replace("\r\n", "\n").strip()
    thread = reverse("thread", args=[conversation.pk])
    if told is None or not body or body != told.suggestion.strip():
        messages.warning(request, "You have it. The suggestion has changed meanwhile: read it before you send.")
        return HttpResponseRedirect(f"{thread}?suggestion=1#body")
    try:
        acts.write(
            conversation,
            user,
            body,
            key=f"suggestion-{told.pk}",
            seen=int(seen) if seen.isdecimal() else 0,
            insists=False,
        )
    except NotPossible as refused:
        messages.warning(request, f"You have it. {refused.problem.words}")
        return HttpResponseRedirect(f"{thread}?suggestion=1#body")
    messages.success(request, "You have it, and your reply is on its way.")
    return HttpResponseRedirect(thread)


@people_only
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Back into the queue, or on to the team in `team`. Who may: whoever has it, and anybody while nobody has it."""
    conversation, user = threads.visible(request, pk), cast(User, request.user)
    given = request.POST.get("team", "")
    team = Team.objects.filter(pk=int(given)).first() if given.isdecimal() and len(given) < 10 else None
    with transaction.atomic():
        locked = Conversation.objects.select_for_update().get(pk=pk)
        owner = handoff.owner_of(locked, open_handoff(locked))
        theirs = owner is not None and owner.pk != user.pk
        over = locked.status == "closed" or (locked.owner_is_agent and locked.held_by_id is None)
        if not theirs and not over:
            goes_to = handoff.release(locked, user, team)
    if theirs or over:
        words = f"{owner} has it: only they can put it back." if theirs else "It waits for nobody any more."
        return views.page(request, threads.visible(request, pk), notice=Notice(words), status=409)
    messages.success(request, f"{conversation.contact} is in the queue of {goes_to}.")
    return HttpResponseRedirect(reverse("queue"))


def offer_next(request: HttpRequest, conversation: Conversation, words: str) -> HttpResponse:
    following = after(request, conversation, Choice.of(request))
    said = ""
    if following:
        clock = waited(following, now_of(request), business_of(request).timezone)
        said = f"{following.contact}, {clock.label} {clock.words}"
    current = threads.visible(request, conversation.pk)
    return views.page(request, current, notice=Notice(words, following, said), status=409)
