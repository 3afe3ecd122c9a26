"""When the workers are down: hours at night, a working day, a weekend and more. Customers write on, webhooks are stored."""

from __future__ import annotations

from datetime import datetime, timedelta

# day of the simulation, hour UTC, length in hours
OUTAGES = ((9, 2, 5), (30, 8, 26), (58, 7, 9), (83, 17, 62), (117, 9, 4), (150, 6, 76))


def outages(start: datetime) -> list[tuple[datetime, datetime]]:
    begun = [(start + timedelta(days=day, hours=hour), length) for day, hour, length in OUTAGES]
    return [(at, at + timedelta(hours=length)) for at, length in begun]


def back_at(moment: datetime, down: list[tuple[datetime, datetime]]) -> datetime | None:
    """When the workers are back, if they are down at `moment`."""
    return next((until for since, until in down if since <= moment < until), None)
