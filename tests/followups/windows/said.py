"""Words to write tests with: an expression, a window, its dates."""

from datetime import datetime

from conversations.turns.meaning import TimeExpression, TimePoint
from followups.windows import Window, resolve

WEDNESDAY = "2026-03-11T14:30:00+00:00"


def said(kind, quote="their words", **fields) -> TimeExpression:
    return TimeExpression(kind=kind, quote=quote, **fields)


def point(kind="none", **fields) -> TimePoint:
    return TimePoint(kind=kind, **fields)


def window(*expressions, at=WEDNESDAY, zone="Europe/London", country="GB", now=None) -> Window | None:
    moment = datetime.fromisoformat(at)
    later = datetime.fromisoformat(now) if now else moment
    return resolve(expressions, now=later, said_at=moment, zone=zone, country=country)


def days(found: Window | None) -> tuple[str, str, str]:
    """Earliest, best and latest day as ISO dates."""
    assert found is not None
    latest = found.latest.date().isoformat() if found.latest else "open"
    return found.earliest.date().isoformat(), found.best.date().isoformat(), latest


def times(found: Window | None) -> tuple[str, str, str]:
    """The same with hours: “11 15:00”."""
    assert found is not None
    assert found.latest is not None
    return tuple(f"{moment:%-d %H:%M}" for moment in (found.earliest, found.best, found.latest))  # type: ignore[return-value]
