"""What the agent's answers stand on: as digits under each bubble, and for the last one as a panel of the thread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from conversations.inbox.timeline import Source
from conversations.models import Conversation
from crm.access import is_lead
from crm.face import business_of
from guidelines.models import Citation


def citations(request: HttpRequest, conversation: Conversation) -> SafeString | str:
    """Nothing where no answer of this thread cites an article. One query."""
    rows = Citation.objects.filter(message__conversation=conversation).select_related("article", "message")
    latest = list(rows.order_by("-message_id", "id")[:6])
    if not latest:
        return ""
    message = latest[0].message
    lead = is_lead(request.user)
    context = {
        "message": message,
        "home": business_of(request).timezone,
        "sources": numbered([row for row in latest if row.message_id == message.pk], lead),
    }
    return mark_safe(render_to_string("guidelines/citations.html", context, request))  # rendered, so escaped


def under_bubbles(request: HttpRequest, message_ids: Sequence[int]) -> dict[int, tuple[Source, ...]]:
    """The sources of each of these messages that has any. One query."""
    rows = Citation.objects.filter(message__in=message_ids).select_related("article").order_by("message_id", "id")
    by_message: dict[int, list[Citation]] = defaultdict(list)
    for row in rows:
        by_message[row.message_id].append(row)
    lead = is_lead(request.user)
    return {message: tuple(numbered(cited, lead)) for message, cited in by_message.items()}


def numbered(rows: Sequence[Citation], lead: bool) -> list[Source]:
    return [
        Source(
            digit=digit,
            title=row.title,
            text=row.text,
            language=row.article.language if row.article else "",
            url=reverse("admin:guidelines_article_change", args=[row.article.pk]) if row.article and lead else "",
            changed=row.article is None or row.article.revision != row.revision,
        )
        for digit, row in enumerate(rows, 1)
    ]
