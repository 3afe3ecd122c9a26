"""The demo's times: told as “three working days ago at 10:12”, laid out around now, always in office hours.

`-3 10:12`  three working days before today, at that local time    `+4 10:00`  so many working days ahead
`-40m`      forty minutes before the office's now                  `+3h`       in three hours if that is still polite
`late 25m`  was due so long ago
The office's now is now within office hours, else the last closing time before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Amsterdam")
OPENS, CLOSES = time(10, 0), time(17, 45)
POLITE_FROM, POLITE_UNTIL = time(9, 30), time(19, 0)
MORNING = time(10, 0)


@dataclass(frozen=True)
class Calendar:
    """`now`: aware. Every answer is aware."""

    now: datetime

    @property
    def office_now(self) -> datetime:
        local = self.now.astimezone(HOME)
        day = local.date()
        if local.weekday() < 5 and OPENS <= local.time() <= CLOSES:
            return self.now
        if local.weekday() > 4:
            day = working_day(day, 0)
        elif local.time() < OPENS:
            day = working_day(day, -1)
        return datetime.combine(day, CLOSES, HOME)

    def at(self, told: str, zone: str = "Europe/Amsterdam") -> datetime:
        """Raises ValueError for what is not told as above."""
        if told.startswith("late "):
            return self.now - span(told.removeprefix("late "))
        if told.startswith("+") and told[-1] in "mh":
            return self.polite(self.now + span(told[1:]), zone)
        if told[-1] in "mh":
            return self.office_now - span(told[1:])
        days, clock = told.split()
        ahead = days.startswith("+")
        start = (self.now if ahead else self.office_now).astimezone(ZoneInfo(zone)).date()
        return datetime.combine(working_day(start, int(days)), time.fromisoformat(clock), ZoneInfo(zone))

    def polite(self, moment: datetime, zone: str) -> datetime:
        """That moment, or the next morning at which one may write to somebody there."""
        local = moment.astimezone(ZoneInfo(zone))
        if local.weekday() < 5 and POLITE_FROM <= local.time() <= POLITE_UNTIL:
            return moment
        early = local.weekday() < 5 and local.time() < POLITE_FROM
        day = local.date() if early else working_day(local.date(), 1)
        return datetime.combine(day, MORNING, local.tzinfo)


def span(told: str) -> timedelta:
    unit = {"m": "minutes", "h": "hours"}[told[-1]]
    return timedelta(**{unit: float(told[:-1])})


def working_day(start: date, days: int) -> date:
    """So many working days from `start` (Monday to Friday; holidays are not asked: this is a story)."""
    step = timedelta(days=1 if days >= 0 else -1)
    day = start
    while day.weekday() > 4:
        day -= timedelta(days=1)
    for _ in range(abs(days)):
        day += step
        while day.weekday() > 4:
            day += step
    return day
