"""Approved templates: the only thing that may be written outside the 24-hour window. Chosen, synced and created here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from conversations.models import ContentTemplate
from conversations.whatsapp import twilio
from crm import clock
from crm.models import Lease

SYNC_EVERY = timedelta(hours=1)
UNDECIDED = ("unsubmitted", "received", "pending")
GONE = "deleted"  # Twilio does not list it any more
PLACE = re.compile(r"\{\{(\w+)\}\}")
FOLLOW_UP = "follow_up"  # names what they wanted and why they asked for time
FOLLOW_UP_QUOTE = "follow_up_quote"  # quotes their own words, where neither is known in words that fit a sentence
NEXT_SYNC = "template-sync"  # until: machine time


class NotAllowed(ValueError):
    """WhatsApp would reject this template; the text says why."""


def choose(purpose: str, language: str, *, marketing: bool = False) -> ContentTemplate | None:
    """The approved template for `purpose` in the customer's language (en, pt, pt-BR …), or None: then a person writes.

    Never one in another language, and none of the marketing category unless they opted in to that.
    """
    wanted = _normal(language)
    base = wanted.split("_")[0]
    found = ContentTemplate.objects.filter(purpose=purpose, status="approved").exclude(category="AUTHENTICATION")
    if not marketing:
        found = found.exclude(category="MARKETING")
    fitting = [one for one in found.order_by("id") if base and _normal(one.language).split("_")[0] == base]
    return min(fitting, key=lambda one: (_normal(one.language) != wanted, "_" in one.language, one.pk), default=None)


def _normal(language: str) -> str:
    return language.strip().lower().replace("-", "_")


def sync() -> int:
    """Take over every template and its review from Twilio. Returns how many are approved. Raises Unreachable.

    One that was paused, disabled or put in another category is not used any more, or used as what it now is.
    """
    listed = twilio.list_templates()
    with transaction.atomic():
        for template in listed:
            seen = {
                "name": template.name[:120],
                "language": template.language[:12],
                "body": template.body,
                "variables": template.variables,
                "status": template.status[:20],
                **({"category": template.category[:20]} if template.category else {}),
            }
            ContentTemplate.objects.update_or_create(
                sid=template.sid, defaults=seen, create_defaults={**seen, "purpose": purpose_of(template.name)}
            )
        gone = ContentTemplate.objects.exclude(sid__in=[template.sid for template in listed])
        gone.update(status=GONE)
    return sum(template.status == "approved" for template in listed)


def purpose_of(name: str) -> str:
    """What a template made elsewhere is for, by its name; a team lead can change it."""
    plain = name.lower().replace("-", "_").replace("followup", "follow_up")
    if FOLLOW_UP not in plain:
        return "other"
    return FOLLOW_UP_QUOTE if "quote" in plain else FOLLOW_UP


def sync_if_due() -> None:
    """Every hour, and at every call while a review is under way. Raises Unreachable."""
    due = not Lease.objects.filter(name=NEXT_SYNC, until__gt=clock.machine_now()).exists()
    if due or ContentTemplate.objects.filter(status__in=UNDECIDED).exists():
        sync()
        Lease.objects.update_or_create(name=NEXT_SYNC, defaults={"until": clock.machine_now() + SYNC_EVERY})


def create(
    name: str,
    language: str,
    body: str,
    variables: Mapping[str, str],
    category: str = "UTILITY",
    purpose: str = "follow_up",
) -> ContentTemplate:
    """Create a text template and ask WhatsApp to approve it. Raises NotAllowed, or Unreachable."""
    check(body, variables)
    sid = twilio.create_template(name, language, body, variables, category)
    return ContentTemplate.objects.create(
        sid=sid,
        name=name,
        language=language,
        category=category,
        purpose=purpose,
        body=body,
        variables=dict(variables),
        status="received",
    )


def check(body: str, variables: Mapping[str, str]) -> None:
    """WhatsApp's rules for places in a template, before it takes two days to reject it. Raises NotAllowed."""
    places = PLACE.findall(body)
    if places != [str(number) for number in range(1, len(places) + 1)]:
        raise NotAllowed("The places must be {{1}}, {{2}} … in order, each once.")
    if re.search(r"\}\}\s*\{\{", body):
        raise NotAllowed("Two places must not stand side by side.")
    if re.match(r"\s*\{\{", body) or re.search(r"\}\}\s*$", body):
        raise NotAllowed("The text must not begin or end with a place.")
    if missing := [place for place in places if not variables.get(place, "").strip()]:
        raise NotAllowed(f"The place {missing[0]} has no sample.")
    words = len(PLACE.sub(" ", body).split())
    if words < 2 * len(places) + 1:
        raise NotAllowed("There are too few words for so many places.")
