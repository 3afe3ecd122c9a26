"""Who may do what. Two roles, as groups: a support agent works in the inbox, a team lead also sets policy in the admin.
A third group is for other systems: their tokens report what happened elsewhere, and see nobody.

Teams route work, they do not hide it: whoever has a role sees every conversation. Whoever has none sees nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render, resolve_url

from crm.models import User

SUPPORT_AGENT = "Support agent"
TEAM_LEAD = "Team lead"
ROLES = (SUPPORT_AGENT, TEAM_LEAD)  # of people
INTEGRATION = "Integration"  # of other systems: no page is open to it

# What a team lead does in the admin. Append-only tables are looked at; the admin offers no way to change them.
LEAD_EDITS = (
    "article",
    "gap",
    "guideline",
    "business",
    "company",
    "contact",
    "address",
    "team",
    "user",
    "contenttemplate",
    "vagueword",
)
LEAD_LOOKS_AT = (
    "activity",
    "application",
    "effect",
    "revision",
    "commitment",
    "consent",
    "conversation",
    "decision",
    "event",
    "followup",
    "handoff",
    "llmcall",
    "message",
    "outbox",
    "reading",
    "senderstate",
)
NEVER_DELETED = ("business", "contact", "vagueword")  # erasing a person is an act of its own, with its own page

M = TypeVar("M", bound=models.Model)
View = Callable[..., HttpResponseBase]


def has_role(user: User | AnonymousUser) -> bool:
    """Whether this person may see customers at all. Remembered on the user object: asked several times a request."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    return bool(roles(user) & set(ROLES))


def is_lead(user: User | AnonymousUser) -> bool:
    """Whether this person sets policy."""
    return has_role(user) and (user.is_superuser or TEAM_LEAD in roles(user))


def roles(user: User | AnonymousUser) -> set[str]:
    known = getattr(user, "_role_names", None)
    if known is None:
        known = set(user.groups.values_list("name", flat=True))
        user._role_names = known  # type: ignore[union-attr]
    return known


def is_integration(user: User | AnonymousUser) -> bool:
    """Whether this is another system that may report events."""
    return user.is_authenticated and user.is_active and INTEGRATION in roles(user)


def role_words(user: User) -> str:
    """The role as it is shown beside a name."""
    if INTEGRATION in roles(user):
        return INTEGRATION
    return TEAM_LEAD if is_lead(user) else SUPPORT_AGENT


def for_user(user: User | AnonymousUser, queryset: models.QuerySet[M]) -> models.QuerySet[M]:
    """The rows of `queryset` that this person may see: every view begins with it."""
    return queryset if has_role(user) else queryset.none()


def people_only(view: View) -> View:
    """A view for people with a role. Others are sent to the login page or told, kindly, that they have no role yet."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return ask_to_log_in(request)
        if not has_role(request.user):
            return render(request, "no_role.html", status=403)
        return view(request, *args, **kwargs)

    return guarded


def ask_to_log_in(request: HttpRequest) -> HttpResponseBase:
    """A page is redirected; a part of a page is not (the form would land in the middle of it), so htmx is told to go."""
    if request.headers.get("HX-Request") or request.headers.get("X-Part"):
        return HttpResponse("Log in again.", status=401, headers={"HX-Redirect": resolve_url("login")})
    return redirect_to_login(request.get_full_path())


def give_role(user: User, role: str) -> None:
    """Make `user` a support agent, a team lead or another system; only a lead enters the admin. Raises ValueError for others."""
    if role not in (*ROLES, INTEGRATION):
        raise ValueError(f"No such role: {role}. Roles: {', '.join((*ROLES, INTEGRATION))}.")
    ensure_roles()
    user.groups.set([Group.objects.get(name=role)])
    user.is_staff = user.is_superuser or role == TEAM_LEAD
    user.save(update_fields=["is_staff"])
    user.__dict__.pop("_role_names", None)


def ensure_roles(**_: Any) -> None:
    """Create the groups with their permissions; safe to repeat. Connect it to `post_migrate` or call it in a seed."""
    lead, _created = Group.objects.get_or_create(name=TEAM_LEAD)
    for name in (SUPPORT_AGENT, INTEGRATION):
        Group.objects.get_or_create(name=name)
    wanted = models.Q(codename__in=[f"view_{name}" for name in (*LEAD_EDITS, *LEAD_LOOKS_AT)])
    for act in ("add", "change", "delete"):
        names = [name for name in LEAD_EDITS if act == "change" or name not in NEVER_DELETED]
        wanted |= models.Q(codename__in=[f"{act}_{name}" for name in names])
    house = models.Q(content_type__app_label__in=["crm", "conversations", "followups", "guidelines"])
    lead.permissions.set(Permission.objects.filter(house & wanted))
