"""What a person chose to see of the follow-ups: kept in the address, so that back, reload and sharing work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest

from crm.models import Team, User
from followups.board.buckets import NAMES, Scope

MINE, MY_TEAM, EVERYONE, TEAM = "mine", "team", "all", "team-"


@dataclass(frozen=True)
class Choice:
    """`who`: mine, team (one's own), all, or team-<id>. `show`: one bucket alone; empty: all of them side by side."""

    who: str = EVERYONE
    show: str = ""
    after: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> Choice:
        """Unknown words fall back to the usual ones."""
        given = request.GET
        who, show = given.get("who", ""), given.get("show", "")
        known = who in (MINE, MY_TEAM) or (who.startswith(TEAM) and number_of(who) is not None)
        return cls(who if known else EVERYONE, show if show in NAMES else "", given.get("after", ""))

    def address(self, **changed: str) -> str:
        """As a query string, with what is usual left out and no page: `?who=mine`, or nothing at all."""
        wanted = replace(self, **{"after": "", **changed})
        usual = Choice()
        given = {name: getattr(wanted, name) for name in ("who", "show", "after")}
        query = urlencode({name: value for name, value in given.items() if value != getattr(usual, name)})
        return f"?{query}" if query else "?"

    @property
    def all_columns(self) -> str:
        return self.address(show="")


def number_of(who: str) -> int | None:
    digits = who.removeprefix(TEAM)
    return int(digits) if digits.isdecimal() and len(digits) < 19 else None


def scope_of(request: HttpRequest, choice: Choice) -> Scope:
    """Whose steps are meant. A team that does not exist (any more), or that one does not have, means everyone."""
    user = cast(User, request.user)
    if choice.who == MINE:
        return Scope(user=user)
    if choice.who == MY_TEAM and user.team_id:
        return Scope(team=user.team)
    if choice.who.startswith(TEAM):
        return Scope(team=Team.objects.filter(pk=number_of(choice.who) or 0).first())
    return Scope()


def choices_of(request: HttpRequest, choice: Choice) -> list[tuple[str, str, bool]]:
    """(address, words, chosen) for the menu: everyone, mine, my team, and the other teams. One query."""
    user = cast(User, request.user)
    found = [(EVERYONE, "Everyone"), (MINE, "Mine")]
    for team in Team.objects.all():
        own = team.pk == user.team_id
        found.append((MY_TEAM if own else f"{TEAM}{team.pk}", f"{team} (my team)" if own else str(team)))
    chosen = choice.who if choice.who in {value for value, _ in found} else EVERYONE
    return [(choice.address(who=value), words, value == chosen) for value, words in found]
