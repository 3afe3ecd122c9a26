"""The demo's people and house rules: logins, teams, the business. Repeatable: a second run changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group
from rest_framework.authtoken.models import Token

from crm.access import INTEGRATION, ensure_roles, give_role
from crm.models import Business, Team, User

PASSWORD = "follow-through"  # the demo listens on this machine only


@dataclass(frozen=True)
class Login:
    role: str
    user: str
    password: str


PEOPLE = [
    # role, user name, first and last name, team
    ("lead", "mara", "Mara", "Wouters", "Sales"),
    ("agent", "tomasz", "Tomasz", "Zielinski", "Sales"),
    ("agent", "amina", "Amina", "Haddad", "Billing"),
]
TEAMS = [
    ("Sales", ["sales"], True),
    ("Billing", ["billing"], False),
    ("Operations", ["logistics", "technical"], False),
]


def seed() -> list[Login]:
    """Create what is missing and return the logins."""
    ensure_roles()
    Business.objects.get_or_create(
        pk=1, defaults={"name": "Noordkade Freight", "timezone": "Europe/Amsterdam", "country": "NL"}
    )
    for name, topics, is_default in TEAMS:
        Team.objects.get_or_create(name=name, defaults={"topics": topics, "is_default": is_default})
    return [login(*person) for person in PEOPLE]


def login(role: str, username: str, first: str, last: str, team: str) -> Login:
    user, created = User.objects.get_or_create(
        username=username,
        defaults={
            "first_name": first,
            "last_name": last,
            "team": Team.objects.get(name=team),
            "is_staff": role == "lead",
        },
    )
    if created:
        user.set_password(PASSWORD)
        user.save()
        user.groups.add(Group.objects.get(name="Team lead" if role == "lead" else "Support agent"))
    return Login(role, username, PASSWORD)


def api_token() -> str:
    """The token of the demo's integration user, for the header `Authorization: Token …`."""
    user, _ = User.objects.get_or_create(username="integration", defaults={"first_name": "Integration"})
    give_role(user, INTEGRATION)
    return Token.objects.get_or_create(user=user)[0].key
