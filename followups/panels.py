"""The panels of a thread: the card of the next step, what was promised, and what was decided and why."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from conversations.inbox.words import step
from conversations.models import Conversation
from crm.face import business_of, now_of
from crm.models import User
from followups.card import ahead, card
from followups.decided import page
from followups.gates import live_follow_up
from followups.models import Commitment
from followups.silence import what_if_silent

PROMISES_SHOWN = 8


def next_step(request: HttpRequest, conversation: Conversation) -> SafeString:
    now, home = now_of(request), business_of(request).timezone
    live = live_follow_up(conversation)
    current = step(conversation, cast(User, request.user), now, home)
    context: dict[str, Any] = {
        "conversation": conversation,
        "contact": conversation.contact,
        "step": current,
        "ahead": ahead(conversation.next_at, now),
        "card": card(conversation, live, current, now, home) if live else None,
        "after": [] if live else what_if_silent(conversation),
        "refused": getattr(request, "card_refused", None),
        "decided": page(conversation),
        "promises": Commitment.objects.filter(conversation=conversation, state="open")[:PROMISES_SHOWN],
        "home": home,
    }
    return mark_safe(render_to_string("followups/next_step.html", context, request))  # rendered, so escaped
