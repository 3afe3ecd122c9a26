"""The panel of a thread that shows what the agent's last answer stands on."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from conversations.models import Conversation
from crm.access import is_lead
from crm.face import business_of
from guidelines.models import Citation


@dataclass(frozen=True)
class Source:
    """A passage as it was when it was said. `url` is the article's page, for those who may open it."""

    title: str
    text: str
    language: str
    url: str
    changed: bool  # the article says something else by now, or is gone


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
        "sources": [source_of(row, lead) for row in latest if row.message_id == message.pk],
    }
    return mark_safe(render_to_string("guidelines/citations.html", context, request))  # rendered, so escaped


def source_of(row: Citation, lead: bool) -> Source:
    article = row.article
    return Source(
        title=row.title,
        text=row.text,
        language=article.language if article else "",
        url=reverse("admin:guidelines_article_change", args=[article.pk]) if article and lead else "",
        changed=article is None or article.revision != row.revision,
    )
