"""What a brief of the queue says of promises: what we owe them and what they owe us, with its date."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from conversations.models import Conversation
from crm.face import business_of, now_of
from followups.gates import live_follow_up
from followups.models import Commitment

SHOWN = 6


def promised(request: HttpRequest, conversation: Conversation) -> SafeString | str:
    """Nothing where nothing was promised and nothing is planned."""
    open_ones = list(Commitment.objects.filter(conversation=conversation, state="open")[:SHOWN])
    broken = list(Commitment.objects.filter(conversation=conversation, state="broken").order_by("-ended_at")[:2])
    live = live_follow_up(conversation)
    if not (open_ones or broken or live):
        return ""
    context = {
        "promises": [*broken, *open_ones],
        "live": live,
        "now": now_of(request),
        "home": business_of(request).timezone,
        "contact": conversation.contact,
    }
    return mark_safe(render_to_string("followups/brief.html", context, request))  # rendered, so escaped
