"""Working days, weekends and the week's first day of a country."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

MONTH_FIRST = frozenset({"US", "FM", "MH", "PW", "GU", "AS", "MP", "VI", "PR"})
MIXED_ORDER = frozenset({"CA", "PH", "PA", "BZ"})
SOUTHERN = frozenset(
    "AR AU BO BR BW CL FJ LS MG MU MW MZ NA NC NZ PE PF PG PY RE RW SB SZ TL TO TZ UY VU WS ZA ZM ZW AO BI CK".split()
)
SOUTHERN_ZONES = ("Australia/", "Antarctica/", "America/Argentina/", "Pacific/Auckland", "Pacific/Fiji", "America/Lima")
SOUTHERN_CITIES = frozenset(
    "Sao_Paulo Buenos_Aires Santiago Montevideo Asuncion La_Paz Johannesburg Harare Maputo Windhoek Gaborone "
    "Lusaka Luanda Antananarivo Mauritius Punta_Arenas Bahia Recife Fortaleza Brasilia Cuiaba".split()
)
# Where the calendar of the whole lacks days that nearly everyone has off: Easter Monday in England.
MAIN_PART = {"GB": "ENG"}
DAY = timedelta(days=1)


class Calendar:
    """The working calendar of one country. An unknown country has Saturday and Sunday off and no public holidays."""

    def __init__(self, country: str) -> None:
        self.country = country
        self.public: holidays.HolidayBase | set[date] = set()
        self.weekend = frozenset({5, 6})
        try:
            self.public = holidays.country_holidays(country, subdiv=MAIN_PART.get(country))
        except (NotImplementedError, KeyError):
            return
        self.weekend = frozenset(self.public.weekend) or self.weekend

    def works(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.public

    def at_or_after(self, day: date) -> date:
        for _ in range(40):
            if self.works(day):
                return day
            day += DAY
        return day

    def at_or_before(self, day: date) -> date:
        for _ in range(40):
            if self.works(day):
                return day
            day -= DAY
        return day

    def add(self, day: date, count: int) -> date:
        """`day` plus so many working days; with 0 the day itself or the next that is one."""
        for _ in range(count):
            day = self.at_or_after(day + DAY)
        return self.at_or_after(day)

    def nearest(self, day: date, first: date, last: date | None) -> date:
        """A working day as near to `day` as can be inside first..last, a later one first; `day` if there is none."""
        later = self.at_or_after(day)
        if last is None or later <= last:
            return later
        sooner = self.at_or_before(day)
        return sooner if sooner >= first else day

    @property
    def week_starts(self) -> int:
        """The weekday after the weekend: Monday, or Sunday where Friday and Saturday are off."""
        if self.weekend == {5, 6} or not self.weekend:
            return 0
        after = [(off + 1) % 7 for off in self.weekend if (off + 1) % 7 not in self.weekend]
        return after[0] if len(after) == 1 else 0

    def week_of(self, day: date) -> date:
        """The first day of the week that holds `day`."""
        return day - timedelta(days=(day.weekday() - self.week_starts) % 7)

    def weekend_after(self, day: date) -> tuple[date, date]:
        """The first and last day of the weekend on or next after `day`."""
        start = self.week_of(day)
        off = [start + timedelta(days=n) for n in range(7) if (start + timedelta(days=n)).weekday() in self.weekend]
        off = off or [start + timedelta(days=5), start + timedelta(days=6)]
        return off[0], off[-1]


@lru_cache(maxsize=64)
def calendar_of(country: str | None) -> Calendar:
    return Calendar((country or "").strip().upper())


def is_southern(country: str, zone: str) -> bool:
    if country:
        return country in SOUTHERN
    return zone.startswith(SOUTHERN_ZONES) or zone.rsplit("/", 1)[-1] in SOUTHERN_CITIES


def month_first(country: str) -> bool:
    return country in MONTH_FIRST
