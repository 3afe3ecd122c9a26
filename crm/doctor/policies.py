"""The business's own row: what the agent keeps to must make sense."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import holidays
from django.db import DatabaseError

from crm.access import TEAM_LEAD
from crm.doctor.findings import Finding
from crm.models import Business, Team, User

GROUP = "Business"
ADMIN = "In the admin, under Business: "


def check() -> Iterator[Finding]:
    try:
        business = Business.objects.filter(pk=1).first()
        yield from of(business) if business else [nobody_yet()]
        yield from people()
    except DatabaseError:
        yield Finding(GROUP, "Policies", "error", "cannot be read", "First the database.")


def nobody_yet() -> Finding:
    return Finding(GROUP, "Name", "warning", "never set", ADMIN + "give the name that customers know.")


def of(business: Business) -> Iterator[Finding]:
    if business.name == Business._meta.get_field("name").default:
        yield nobody_yet()
    else:
        yield Finding(GROUP, "Name", "ok", business.name)
    try:
        ZoneInfo(business.timezone)
        yield Finding(GROUP, "Time zone", "ok", business.timezone)
    except (KeyError, ValueError, OSError):
        yield Finding(GROUP, "Time zone", "error", f"“{business.timezone}” is none", ADMIN + "as Europe/Madrid.")
    if business.country not in holidays.list_supported_countries():
        said = f"no calendar of holidays for “{business.country}”"
        yield Finding(
            GROUP, "Country", "warning", said, ADMIN + "two letters, as ES. Without it holidays count as working days."
        )
    hours = business.write_until.hour - business.write_from.hour
    told = f"{business.write_from:%H:%M} to {business.write_until:%H:%M}, their time"
    wide = hours > 14 or business.write_from.hour < 7 or business.write_until.hour >= 22
    do = ADMIN + "narrow them, or follow-ups ring at night." if wide else ""
    yield Finding(GROUP, "Writing hours", "warning" if wide else "ok", told, do)
    if business.office_from >= business.office_until:
        yield Finding(
            GROUP, "Office hours", "error", "end before they begin", ADMIN + "correct them: tasks hang on them."
        )
    if business.max_unanswered == 0:
        yield Finding(GROUP, "Unanswered messages", "warning", "0: no follow-up is ever sent", ADMIN + "1 or 2.")
    if not 0.2 <= business.confidence_limit <= 0.9:
        said = f"limit {business.confidence_limit:.2f}: " + (
            "almost nothing goes to people" if business.confidence_limit < 0.2 else "almost everything goes to people"
        )
        yield Finding(GROUP, "Confidence", "warning", said, ADMIN + "0.5 is a good start.")


def people() -> Iterator[Finding]:
    teams = Team.objects.count()
    if not Team.objects.filter(is_default=True).exists():
        do = "In the admin, under Teams: make one and tick “default”. Until then a team “Support” is made when needed."
        yield Finding(GROUP, "Teams", "warning", f"{teams}, none of them the default", do)
    else:
        yield Finding(GROUP, "Teams", "ok", f"{teams}")
    active = User.objects.filter(is_active=True)
    if not (active.filter(groups__name=TEAM_LEAD) | active.filter(is_superuser=True)).exists():
        yield Finding(
            GROUP, "People", "error", "no team lead", "Run `manage.py createsuperuser`, then give roles in the admin."
        )
