"""What a customer asked to be sent, and whether we have it already: the sources are named in the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Ready:
    """Something that can be sent as it is. `source` names it for people: “the article Prices to Portugal”."""

    text: str
    source: str


Source = Callable[[str, str], Ready | None]


def find(what: str, language: str) -> Ready | None:
    """The first source that has it, in the customer's language; None if somebody has to make it. Reads only."""
    for path in settings.DELIVERABLE_SOURCES:
        source: Source = import_string(path)
        if what and (ready := source(what, language)):
            return ready
    return None
