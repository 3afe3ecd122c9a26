"""The pages of the inbox, and what keeps them fresh."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conversations.handoff import open_handoff
from conversations.inbox import thread as threads
from conversations.inbox.composer import Problem
from conversations.inbox.lists import PAGE
from conversations.inbox.parts import Part, answer
from conversations.inbox.rows import Listing, list_parts, listing
from conversations.inbox.timeline import current_reading, timeline
from crm.access import people_only
from crm.face import now_of


@people_only
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    shown = listing(request)
    return render(request, "inbox/inbox.html", {"list": shown, "list_parts": named(list_parts(request, shown))})


@people_only
@require_safe
def older_rows(request: HttpRequest) -> HttpResponse:
    """The rows beyond the cursor, to be put after those that are there."""
    return render(request, "inbox/rows.html", {"list": listing(request, number(request, "open"))})


@people_only
@require_safe
def list_changes(request: HttpRequest) -> HttpResponse:
    """204 while the list looks as it did at `after`; else its parts. `size` is how many rows are shown there."""
    shown: Listing = listing(request, number(request, "open"), max(PAGE, number(request, "size") or PAGE))
    if request.GET.get("after") == shown.cursor:
        return HttpResponse(status=204)
    return answer(list_parts(request, shown), cursor=shown.cursor)


@people_only
@require_safe
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    return thread_page(request, pk)


def thread_page(request: HttpRequest, pk: int, body: str = "", problem: Problem | None = None) -> HttpResponse:
    """The whole page; 422 with a `problem`, whose words stand above the `body` that was not sent."""
    conversation = threads.visible(request, pk)
    cursor = threads.cursor(
        conversation, now_of(request)
    )  # before the rest is read: what comes meanwhile is not missed
    threads.mark_seen(conversation)
    if request.GET.get("suggestion") == "1" and not body:
        told = open_handoff(conversation)
        body = told.suggestion if told and told.claimed_by_id == request.user.pk else ""
    shown = threads.of(request, conversation, body=body, problem=problem, before=number(request, "before"))
    listed = listing(request, conversation.pk)
    context = {"thread": shown, "conversation": conversation, "contact": conversation.contact, "list": listed}
    context |= {"parts": named(threads.parts(request, shown)), "list_parts": named(list_parts(request, listed))}
    return render(request, "inbox/thread.html", context | {"cursor": cursor}, status=422 if problem else 200)


@people_only
@require_safe
def thread_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """204 while nothing can have changed since `after`; else the parts of the thread."""
    conversation = threads.visible(request, pk)
    cursor = threads.cursor(conversation, now_of(request))
    threads.mark_seen(conversation)
    if request.GET.get("after") == cursor:
        return HttpResponse(status=204)
    return answer(threads.parts(request, threads.of(request, conversation)), cursor=cursor)


@people_only
@require_safe
def earlier(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of the thread before message `before`, to be put above those that are there."""
    conversation = threads.visible(request, pk)
    shown = timeline(request, conversation, current_reading(conversation), now_of(request), number(request, "before"))
    context = {"conversation": conversation, "contact": conversation.contact, "timeline": shown, "old": True}
    return render(request, "inbox/entries.html", context)


def named(parts: list[Part]) -> dict[str, Part]:
    return {each.name: each for each in parts}


def number(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 19 else None
