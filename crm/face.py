"""What stands on every page: our name, the rail, the theme, the model at work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from crm import clock
from crm.access import has_role, role_words
from crm.models import Business, User

# Each entry is the path of `place(request) -> Place | None`; None where this person has no business there.
RAIL = [
    "conversations.inbox.place.inbox",
    "conversations.queue.place.queue",
    "followups.board.place.followups",
    "crm.face.admin",
]
THEMES = ("system", "light", "dark")


@dataclass(frozen=True)
class Place:
    """One entry of the rail. `count` is what waits there; None shows no number. `low` puts it at the foot."""

    name: str
    url: str
    icon: str
    current: bool
    count: int | None = None
    count_words: str = ""
    low: bool = False


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The context processor. Everything that needs the database is lazy: a page that does not show it pays nothing."""
    user = getattr(request, "user", None)
    return {
        "business": SimpleLazyObject(lambda: business_of(request)),
        "rail": SimpleLazyObject(lambda: rail(request)),
        "theme": user.theme if isinstance(user, User) and user.theme in THEMES else "system",
        "themes": User._meta.get_field("theme").choices,
        "role": SimpleLazyObject(lambda: role_words(user) if isinstance(user, User) else ""),
        "model_at_work": model_at_work(),
        "demo": settings.DEMO,
        "demo_logins": SimpleLazyObject(demo_logins),
    }


def business_of(request: HttpRequest) -> Business:
    """Our own side, read once a request."""
    known = getattr(request, "our_business", None)
    if known is None:
        known = request.our_business = Business.get()  # type: ignore[attr-defined]
    return known


def now_of(request: HttpRequest) -> datetime:
    """Business time, one moment for the whole page: no two of its parts disagree."""
    known = getattr(request, "its_moment", None)
    if known is None:
        known = request.its_moment = clock.now()  # type: ignore[attr-defined]
    return known


def demo_logins() -> list[dict[str, str]]:
    """Who one may be in the practice house; nobody anywhere else."""
    if not settings.DEMO:
        return []
    from crm.demo import PASSWORD, PEOPLE

    names = {"lead": "team lead", "agent": "support agent"}
    return [
        {"user": user, "password": PASSWORD, "words": f"{first} {last}, {names.get(role, role)}"}
        for role, user, first, last, *_ in PEOPLE
    ]


def rail(request: HttpRequest) -> list[Place]:
    if not has_role(request.user):
        return []
    places = (place_of(path)(request) for path in getattr(settings, "RAIL", RAIL))
    return [place for place in places if place]


def place_of(path: str) -> Callable[[HttpRequest], Place | None]:
    return import_string(path)


def admin(request: HttpRequest) -> Place | None:
    """Only for those who may enter it."""
    if not request.user.is_staff:
        return None
    url = reverse("admin:index")
    return Place("Admin", url, "settings", current=request.path.startswith(url), low=True)


def model_at_work() -> str:
    """Which model reads and writes, in words."""
    return settings.LLM_MODEL or "embedded model"
