"""Approved templates: the only thing that may be written outside the 24-hour window. Chosen, synced and created here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from conversations.models import ContentTemplate
from conversations.signals import templates_approved, templates_changed
from conversations.whatsapp import twilio
from crm import clock
from crm.compiled import Compiled
from crm.models import Contact, Lease

SYNC_EVERY = timedelta(hours=1)
UNDECIDED = ("unsubmitted", "received", "pending")
APPROVED = "approved"
MARKETING = "MARKETING"
GONE = "deleted"  # Twilio does not list it any more
NO_ADVERTISING = frozenset({"US"})  # countries (ISO 3166), by error 63049
FILLED_LIMIT = 1024  # characters of the body with its values; WhatsApp refuses more (63021)
# Tone of a reading to tone of a template.
TONES = {
    "warm": "warm",
    "gentle": "warm",
    "apologetic": "warm",
    "friendly": "friendly",
    "businesslike": "formal",
    "formal": "formal",
}
PLACE = re.compile(r"\{\{(\w+)\}\}")
FOLLOW_UP = "follow_up"  # names what they wanted and why they asked for time
FOLLOW_UP_MATTER = "follow_up_matter"  # names what they wanted, nothing else
FOLLOW_UP_TOLD = "follow_up_told"  # names what they wanted and quotes why they asked for time
FOLLOW_UP_QUOTE = "follow_up_quote"  # quotes their own words, where neither is known in words that fit a sentence
FOLLOW_UPS = (FOLLOW_UP, FOLLOW_UP_TOLD, FOLLOW_UP_MATTER, FOLLOW_UP_QUOTE)
NEXT_SYNC = "template-sync"  # until: machine time


class NotAllowed(ValueError):
    """WhatsApp would reject this template; the text says why."""


def choose(purpose: str, language: str, *, marketing: bool = False, tone: str = "") -> ContentTemplate | None:
    """The approved template for `purpose` in the customer's language (en, pt, pt-BR …), or None: then a person writes.

    Never one in another language, and none of the marketing category unless they may get that (`may_advertise_to`). Of
    several: the nearest language, then the tone in which they write (a reading's), then one that is no marketing.
    """
    wanted = _normal(language)
    base = wanted.split("_")[0]
    found = [one for one in APPROVED_FOR.rows(purpose) if marketing or one.category != MARKETING]
    fitting = [one for one in found if base and _normal(one.language).split("_")[0] == base]
    nearest = TONES.get(tone, "friendly")
    return min(
        fitting,
        key=lambda one: (
            _normal(one.language) != wanted,
            "_" in _normal(one.language),
            one.tone != nearest,
            one.category == MARKETING,
            one.pk,
        ),
        default=None,
    )


APPROVED_FOR = Compiled(
    lambda purpose: (
        ContentTemplate.objects.filter(purpose=purpose, status=APPROVED)
        .exclude(category="AUTHENTICATION")
        .order_by("id")
    )
)


def choose_for(contact: Contact, purpose: str, language: str, tone: str = "") -> ContentTemplate | None:
    """As `choose`, with what this customer may be sent."""
    return choose(purpose, language, marketing=may_advertise_to(contact), tone=tone)


def may_advertise_to(contact: Contact) -> bool:
    """Whether a template of the marketing category may go to them: they agreed to it, and WhatsApp delivers it there.
    To numbers of the United States it delivers none since 1 April 2025 (error 63049)."""
    return contact.advertising_since is not None and contact.country not in NO_ADVERTISING


def _normal(language: str) -> str:
    return language.strip().lower().replace("-", "_")


def sync() -> int:
    """Take over every template and its review from Twilio. Returns how many are approved. Raises Unreachable.

    One that was paused, disabled or put in another category is not used any more, or used as what it now is.
    """
    listed = twilio.list_templates()
    with transaction.atomic():
        before = {one.sid: one for one in ContentTemplate.objects.select_for_update()}
        for template in listed:
            seen = {
                "name": template.name[:120],
                "language": template.language[:12],
                "body": template.body,
                "variables": template.variables,
                "status": template.status[:20],
                **({"category": template.category[:20]} if template.category else {}),
            }
            fresh = {**seen, "purpose": purpose_of(template.name), "tone": tone_of(template.name)}
            ContentTemplate.objects.update_or_create(sid=template.sid, defaults=seen, create_defaults=fresh)
        gone = ContentTemplate.objects.exclude(sid__in=[template.sid for template in listed])
        gone.update(status=GONE)
        _tell_of_changes(before)
    return sum(template.status == APPROVED for template in listed)


def _tell_of_changes(before: dict[str, ContentTemplate]) -> None:
    """What relied on a template that is not what it was is planned again, in the same transaction."""
    now = ContentTemplate.objects.filter(sid__in=before)
    changed = [
        one.pk
        for one in now
        if (one.status, one.category, one.body)
        != (before[one.sid].status, before[one.sid].category, before[one.sid].body)
        and before[one.sid].status == APPROVED
    ]
    if changed:
        templates_changed.send(sender=ContentTemplate, template_ids=changed)
    were = [sid for sid, one in before.items() if one.status == APPROVED]
    new = list(ContentTemplate.objects.filter(status=APPROVED).exclude(sid__in=were).values_list("pk", flat=True))
    if new:
        templates_approved.send(sender=ContentTemplate, template_ids=new)


@transaction.atomic
def set_status(sid: str, status: str) -> None:
    """WhatsApp said what became of a template before the next sync did."""
    template = ContentTemplate.objects.select_for_update().filter(sid=sid).first()
    if template is None or template.status == status:
        return
    was = template.status
    template.status = status
    template.save(update_fields=["status", "synced_at"])
    if was == APPROVED:
        templates_changed.send(sender=ContentTemplate, template_ids=[template.pk])
    if status == APPROVED:
        templates_approved.send(sender=ContentTemplate, template_ids=[template.pk])


def tone_of(name: str) -> str:
    """The tone of a template made elsewhere, by its name; a team lead can change it."""
    words = re.split(r"[^a-z]+", name.lower())
    return next((tone for tone in ("formal", "warm") if tone in words), "friendly")


def purpose_of(name: str) -> str:
    """What a template made elsewhere is for, by its name; a team lead can change it."""
    plain = name.lower().replace("-", "_").replace("followup", "follow_up")
    if FOLLOW_UP not in plain:
        return "other"
    return next((kind for kind in (FOLLOW_UP_QUOTE, FOLLOW_UP_TOLD, FOLLOW_UP_MATTER) if kind in plain), FOLLOW_UP)


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
