"""The panel "Why?": which guideline was at work in a thread, which words triggered it, what was held or not sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from conversations.models import Conversation
from crm.access import is_lead
from crm.face import business_of
from guidelines.models import Application
from guidelines.schema import enforcement

SHOWN = 20
BADGES = {"always": "Always", "checked": "Checked", "best_effort": "Best effort"}


@dataclass(frozen=True)
class Why:
    """One guideline in this thread: what it did, the words that triggered it, how firmly it holds."""

    application: Application
    name: str
    badge: str
    kind: str
    times: int
    url: str


def why(request: HttpRequest, conversation: Conversation) -> SafeString:
    """Empty where no guideline was at work."""
    context: dict[str, Any] = {
        "whys": whys(conversation, is_lead(request.user)),
        "contact": conversation.contact,
        "home": business_of(request).timezone,
    }
    return mark_safe(render_to_string("guidelines/why.html", context, request))  # rendered, so escaped


def whys(conversation: Conversation, may_open: bool) -> list[Why]:
    """The latest of each guideline and outcome, with how often."""
    rows = Application.objects.filter(conversation=conversation).select_related("revision__guideline")
    found: dict[tuple[int, str, str], list[Application]] = {}
    for row in rows.order_by("-id")[: SHOWN * 5]:
        found.setdefault((row.revision.guideline_id, row.kind, row.outcome), []).append(row)
    return [one(same, may_open) for same in list(found.values())[:SHOWN]]


def one(same: list[Application], may_open: bool) -> Why:
    latest = same[0]
    guideline = latest.revision.guideline
    effect = next((each for each in latest.revision.meaning.effects if each.kind == latest.kind), None)
    kind = enforcement(effect) if effect else "always"
    url = reverse("admin:guidelines_guideline_change", args=[guideline.pk]) if may_open else ""
    return Why(latest, guideline.name, BADGES[kind], kind, len(same), url)
