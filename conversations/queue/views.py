"""The pages of the queue: the list with the brief of one thread beside it, and what keeps both fresh."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conversations.inbox import thread as threads
from conversations.inbox.parts import Part, answer, fingerprint, part
from conversations.inbox.views import named, number
from conversations.models import Conversation
from conversations.queue import brief as briefs
from conversations.queue.lists import Choice, waiting
from conversations.queue.rows import Listing, list_parts, listing
from crm.access import people_only
from crm.face import business_of, now_of


@people_only
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The list, and beside it the first brief: what should be done next is open already."""
    first = next(iter(waiting(request, Choice.of(request))), None)
    return page(request, first, at_list=True)


@people_only
@require_safe
def brief(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, threads.visible(request, pk))


def page(
    request: HttpRequest,
    conversation: Conversation | None,
    *,
    at_list: bool = False,
    notice: Any = None,
    status: int = 200,
) -> HttpResponse:
    shown = listing(request, conversation.pk if conversation else None)
    context: dict[str, Any] = {
        "list": shown,
        "list_parts": named(list_parts(request, shown)),
        "conversation": conversation,
        "contact": conversation.contact if conversation else None,
        "at_list": at_list,
        "notice": notice,
        "cursor": cursor(request, shown, conversation),
        "parts": named(brief_parts(request, conversation)) if conversation else {},
    }
    return render(request, "queue/queue.html", context, status=status)


@people_only
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """204 while list and open brief look as they did at `after`."""
    pk = number(request, "open")
    conversation = threads.visible(request, pk) if pk else None
    shown = listing(request, pk)
    now = cursor(request, shown, conversation)
    if request.GET.get("after") == now:
        return HttpResponse(status=204)
    parts = list_parts(request, shown) + (brief_parts(request, conversation) if conversation else [])
    return answer(parts, cursor=now)


def cursor(request: HttpRequest, shown: Listing, conversation: Conversation | None) -> str:
    return fingerprint(shown.cursor, threads.cursor(conversation, now_of(request)) if conversation else "")


def brief_parts(request: HttpRequest, conversation: Conversation) -> list[Part]:
    context = {
        "brief": briefs.of(request, conversation, Choice.of(request)),
        "conversation": conversation,
        "contact": conversation.contact,
        "home": business_of(request).timezone,
        "now": now_of(request),
    }
    return [
        part(request, "brief", "queue/brief.html", context, css="brief-body"),
        part(request, "aside", "queue/aside.html", context, css="brief-aside"),
    ]
