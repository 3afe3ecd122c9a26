"""What a brief of the queue says of guidelines and articles: which guideline called a person, and what no article answers."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from conversations.models import Conversation
from crm.access import is_lead
from guidelines.models import Application, Gap

CALLED = [Application.Outcome.HANDED_OVER]


def behind(request: HttpRequest, conversation: Conversation) -> SafeString | str:
    """The guideline by which the open handoff was raised, with the words that triggered it."""
    handoff = conversation.handoffs.filter(state__in=["open", "claimed"]).first()
    if handoff is None or handoff.turn_id is None:
        return ""
    row = (
        Application.objects.filter(turn_id=handoff.turn_id, outcome__in=CALLED)
        .select_related("revision__guideline")
        .first()
    )
    if row is None:
        return ""
    guideline = row.revision.guideline
    url = reverse("admin:guidelines_guideline_change", args=[guideline.pk]) if is_lead(request.user) else ""
    context = {"name": guideline.name, "url": url, "row": row, "contact": conversation.contact}
    return mark_safe(render_to_string("guidelines/brief.html", context, request))  # rendered, so escaped


def so_that_it_does_not_come_back(request: HttpRequest, conversation: Conversation) -> SafeString | str:
    """The question of this thread that no article answered, how often it was asked, and for a lead where to write it."""
    gap = Gap.objects.filter(conversation=conversation, state="open").order_by("-last_at").first()
    if gap is None:
        return ""
    url = reverse("admin:guidelines_gap_change", args=[gap.pk]) if is_lead(request.user) else ""
    return mark_safe(render_to_string("guidelines/brief_gap.html", {"gap": gap, "url": url}, request))
