"""Times in words: every one names its city, and the year only where it is another."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NOBODYS_CITY = {"UTC", "GMT", "Etc/UTC", "Zulu", ""}


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name; UTC for a name that this machine does not know."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def city(zone: str) -> str:
    """`America/Sao_Paulo` → `Sao Paulo`; `UTC` stays."""
    return "UTC" if zone in NOBODYS_CITY else zone.rsplit("/", 1)[-1].replace("_", " ")


def day(moment: datetime, zone: str, now: datetime) -> str:
    """`Tue 12 May`, with the year where it is not this one."""
    local, today = moment.astimezone(zone_of(zone)), now.astimezone(zone_of(zone))
    words = f"{local:%a} {local.day} {local:%b}"
    return words if local.year == today.year else f"{words} {local.year}"


def long_day(moment: datetime, zone: str, now: datetime) -> str:
    """`Today`, `Yesterday`, else `Wednesday 29 April`: what separates the days of a thread."""
    local, today = moment.astimezone(zone_of(zone)), now.astimezone(zone_of(zone))
    if local.date() == today.date():
        return "Today"
    if local.date() == today.date() - timedelta(days=1):
        return "Yesterday"
    words = f"{local:%A} {local.day} {local:%B}"
    return words if local.year == today.year else f"{words} {local.year}"


def clock_time(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(zone_of(zone)):%H:%M}"


def when(moment: datetime, zone: str, now: datetime) -> str:
    """`today, 18:00 Madrid`, `tomorrow, 09:00 Madrid` or `Tue 12 May, 10:00 Madrid`."""
    local, today = moment.astimezone(zone_of(zone)), now.astimezone(zone_of(zone))
    ahead = (local.date() - today.date()).days
    word = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(ahead) or day(moment, zone, now)
    return f"{word}, {local:%H:%M} {city(zone)}"


def short(moment: datetime, zone: str, now: datetime) -> str:
    """For a list: `15:52` today, `Tue` within the week, else `12 May` or `12 May 2025`."""
    local, today = moment.astimezone(zone_of(zone)), now.astimezone(zone_of(zone))
    ago = (today.date() - local.date()).days
    if ago == 0:
        return f"{local:%H:%M}"
    if 0 < ago < 7:
        return f"{local:%a}"
    words = f"{local.day} {local:%b}"
    return words if local.year == today.year else f"{words} {local.year}"


def span(length: timedelta) -> str:
    """`16 min`, `3 h 20 min`, `12 days`: two units at most, never negative."""
    minutes = max(0, int(length.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min" if minutes else "under a minute"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {rest} min" if rest and hours < 24 else f"{hours} h"
    return f"{hours // 24} days"
