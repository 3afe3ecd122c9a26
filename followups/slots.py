"""From a window to a moment: allowed local hours, no weekend or public holiday unless the customer named that very day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from conversations.next_step import public_holidays
from crm import local_time
from crm.models import Business, Contact

# The customer named the day (or the hour) themselves: then a Saturday is as good as a Tuesday.
EXACT = frozenset({"hour", "part_of_day", "day"})
TIMED = frozenset({"hour", "part_of_day"})  # the hour counts, not the rest of its day
FRIDAY_WEEKENDS = frozenset({"SA", "EG", "KW", "QA", "BH", "OM", "JO", "IQ", "DZ", "LY", "SY", "YE", "IR"})


@dataclass(frozen=True)
class Hours:
    """When a contact may be written to: local wall times in their zone."""

    zone: str
    country: str
    start: time
    end: time

    @classmethod
    def of(cls, contact: Contact, business: Business) -> Hours:
        return cls(contact.timezone, contact.country or business.country, business.write_from, business.write_until)

    def is_weekend(self, local: datetime) -> bool:
        if self.country == "IL":
            return local.weekday() in (4, 5)
        return local.weekday() in ((4, 5) if self.country in FRIDAY_WEEKENDS else (5, 6))

    def is_off_day(self, local: datetime) -> bool:
        return self.is_weekend(local) or local.date() in public_holidays(self.country)

    def allows(self, moment: datetime, any_day: bool = False) -> bool:
        local = moment.astimezone(ZoneInfo(self.zone))
        return self.start <= local.time() < self.end and (any_day or not self.is_off_day(local))

    def next_allowed(self, moment: datetime, any_day: bool = False) -> datetime:
        """`moment` itself if it is allowed, else the first allowed one after it. Never jumps over a daylight-saving gap."""
        zone = ZoneInfo(self.zone)
        local = moment.astimezone(zone)
        if self.allows(moment, any_day):
            return moment
        day = local.date() if local.time() < self.start else local.date() + timedelta(days=1)
        for _ in range(40):
            opening = datetime.combine(day, self.start, zone)
            if any_day or not self.is_off_day(opening):
                return opening
            day += timedelta(days=1)
        return datetime.combine(day, self.start, zone)


def slot(
    earliest: datetime, best: datetime, latest: datetime | None, precision: str, hours: Hours, now: datetime
) -> datetime:
    """The moment to write: the best one if allowed, else the first allowed after it inside the window, else inside it at all.

    Where the window holds no allowed moment (it lies in the night), the first allowed one after its start is taken.
    """
    any_day = precision in EXACT
    soonest = max(earliest, now + timedelta(minutes=1))
    wanted = hours.next_allowed(max(best, soonest), any_day)
    if latest is None or wanted <= latest:
        return wanted
    from_start = hours.next_allowed(soonest, any_day)
    if from_start <= latest:
        return from_start
    return hours.next_allowed(soonest, any_day=True)


def working_days_before(moment: datetime, days: int, business: Business) -> datetime:
    """So many of our working days before, at the opening of the office."""
    local = moment.astimezone(local_time.zone_of(business.timezone))
    closed = public_holidays(business.country)
    while days > 0:
        local -= timedelta(days=1)
        if local.weekday() < 5 and local.date() not in closed:
            days -= 1
    return local.replace(hour=business.office_from.hour, minute=business.office_from.minute, second=0, microsecond=0)
