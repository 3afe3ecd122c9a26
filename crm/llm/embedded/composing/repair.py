"""Reading why the last draft was refused, so that the second try avoids that very fault."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crm.llm.embedded.composing.lines import bans_of


@dataclass(frozen=True)
class Repair:
    """What the second try must do otherwise; all unset for a first try."""

    bans: tuple[frozenset[str], ...] = ()
    limit: int = 440
    generic: bool = False  # name more of what they said
    ungrounded: bool = False  # say nothing that stands on a passage
    no_dates: bool = False
    missing: tuple[str, ...] = ()  # things to mention that the first draft left out


NO_REPAIR = Repair()


def repair_of(why: str | None) -> Repair:
    """`why` is the check's plain sentence ("too generic", 'says "dentist"', "longer than 300 characters")."""
    if not why:
        return NO_REPAIR
    missing = re.findall(r"leaves out “([^”]{2,200})”", why)
    why = re.sub(r"leaves out “[^”]*”", "", why)
    low = why.lower()
    named = re.findall(r"[\"“«'‘]([^\"”»'’]{2,60})[\"”»'’]", why)
    after = re.search(r"(?:forbidden|not say|never say|must not|banned|says|mentions?)[^:]*: *([^.;]+)", why, re.I)
    if after and not named:
        named = [p.strip() for p in after.group(1).split(",")]
    named += re.findall(r"\bfigure (\d{2,})\b", why)
    number = re.search(r"(\d{2,4}) (?:char|zeichen|caract)", low)
    return Repair(
        bans=tuple(bans_of(named)),
        limit=(int(number.group(1)) if number else 240)
        if re.search(r"\b(long|length|characters|shorter)\b", low)
        else 440,
        generic=bool(re.search(r"generic|any customer|specific|names? nothing", low)),
        ungrounded=bool(re.search(r"ground|cite|cited|passage|stand in|not supported|unsupported|invent", low)),
        no_dates=bool(re.search(r"\b(dates?|promises?|promised)\b", low)),
        missing=tuple(missing),
    )
