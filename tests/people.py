"""People of ours, and a browser that one of them is logged in with."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.test import Client

from crm.access import SUPPORT_AGENT, give_role
from crm.models import User

_numbers = count(1)


def a_person(role: str = SUPPORT_AGENT, **fields: Any) -> User:
    user = User.objects.create(
        **{"username": f"person{next(_numbers)}", "first_name": "Mara", "last_name": "Wouters", **fields}
    )
    if role:
        give_role(user, role)
    return user


def browser(user: User | None = None, **options: Any) -> Client:
    client = Client(**options)
    if user:
        client.force_login(user)
    return client


def part(html: str, name: str) -> str:
    """The HTML of one `data-part`, up to the next one."""
    return html.split(f'data-part="{name}"', 1)[1].split("data-part=", 1)[0]
