"""The days of a named holiday: computed where a rule exists, else looked up in the country's public holidays.

Movable Christian feasts by `dateutil.easter`, Jewish and Muslim ones by `convertdate` (Muslim days may differ by one
with the sighting of the moon), the rest from the `holidays` package.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

import holidays
from convertdate import hebrew, islamic
from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from followups.windows.holiday_aliases import ALIASES
from followups.windows.working_days import is_southern

Days = tuple[date, date]
ORTHODOX = frozenset("GR CY RO BG RS ME MK UA RU BY MD GE ET".split())
# Where Christmas lasts until Epiphany, or comes after New Year.
UNTIL_EPIPHANY = frozenset("ES IT AT PL SE FI SK HR PT GR CY DO PR MX CO AR UY VE".split())
ORTHODOX_CHRISTMAS = frozenset("RU RS ME MK BY GE ET".split())
SUMMER_IS_THE_HOLIDAYS = frozenset("GB IE FR ES PT IT DE AT NL BE CH DK SE NO FI PL".split())


def _fixed(month: int, day: int, length: int = 1) -> Callable[[int, str], Days]:
    def days(year: int, country: str) -> Days:
        first = date(year, month, day)
        return first, first + timedelta(days=length - 1)

    return days


def _from_easter(start: int, end: int) -> Callable[[int, str], Days]:
    def days(year: int, country: str) -> Days:
        sunday = easter(year, EASTER_ORTHODOX if country in ORTHODOX else EASTER_WESTERN)
        return sunday + timedelta(days=start), sunday + timedelta(days=end)

    return days


def _hebrew(month: int, day: int, length: int) -> Callable[[int, str], Days]:
    """Months as in convertdate: 1 Nisan, 7 Tishri, 9 Kislev; Purim's Adar is looked up with the leap year."""

    def days(year: int, country: str) -> Days:
        jewish = year + 3760 + (1 if month >= 7 and month < 12 else 0)
        at = 13 if month == 12 and hebrew.leap(jewish) else month
        first = date(*hebrew.to_gregorian(jewish, at, day))
        return first, first + timedelta(days=length - 1)

    return days


def _muslim(month: int, day: int, length: int) -> Callable[[int, str], Days]:
    """The first one of the Gregorian year (very rarely there are two)."""

    def days(year: int, country: str) -> Days:
        first = date(*islamic.to_gregorian(_muslim_year(year, month, day), month, day))
        return first, first + timedelta(days=length - 1)

    return days


def _muslim_year(year: int, month: int, day: int) -> int:
    """The Muslim year whose `month` and `day` come first in the Gregorian `year`."""
    guess = islamic.from_gregorian(year, 1, 1)[0]
    return next((m for m in (guess, guess + 1) if islamic.to_gregorian(m, month, day)[0] == year), guess)


def _ramadan(year: int, country: str) -> Days:
    muslim = _muslim_year(year, 9, 1)
    last = date(*islamic.to_gregorian(muslim, 10, 1)) - timedelta(days=1)
    return date(*islamic.to_gregorian(muslim, 9, 1)), last


def _the_holidays(year: int, country: str) -> Days:
    """Christmas to New Year, begun in `year`."""
    if country in ORTHODOX_CHRISTMAS:
        return date(year, 12, 31), date(year + 1, 1, 8)
    return date(year, 12, 24), date(year + 1, 1, 6 if country in UNTIL_EPIPHANY else 1)


def _summer_holidays(year: int, country: str) -> Days:
    if is_southern(country, ""):
        return date(year, 12, 20), date(year + 1, 1, 31)
    return (date(year, 6, 15), date(year, 8, 31)) if country != "US" else (date(year, 6, 10), date(year, 9, 1))


def _nth_weekday(month: int, weekday: int, nth: int, length: int = 1) -> Callable[[int, str], Days]:
    def days(year: int, country: str) -> Days:
        start = date(year, month, 1)
        first = start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * (nth - 1))
        return first, first + timedelta(days=length - 1)

    return days


def _thanksgiving(year: int, country: str) -> Days:
    return _nth_weekday(10, 0, 2)(year, country) if country == "CA" else _nth_weekday(11, 3, 4, 2)(year, country)


def _labor_day(year: int, country: str) -> Days:
    if country in ("US", "CA"):
        return _nth_weekday(9, 0, 1)(year, country)
    if country in ("NZ", "AU"):  # in Australia by state: that of Sydney, Canberra and Adelaide
        return _nth_weekday(10, 0, 4 if country == "NZ" else 1)(year, country)
    return date(year, 5, 1), date(year, 5, 1)


def _mothers_day(year: int, country: str) -> Days:
    if country in ("GB", "IE"):
        return _from_easter(-21, -21)(year, country)
    return _nth_weekday(5, 6, 1 if country in ("ES", "PT") else 2)(year, country)


def _golden_week(year: int, country: str) -> Days:
    return (date(year, 10, 1), date(year, 10, 7)) if country == "CN" else (date(year, 4, 29), date(year, 5, 5))


def _christmas(year: int, country: str) -> Days:
    if country in ORTHODOX_CHRISTMAS:
        return date(year, 1, 7), date(year, 1, 7)
    return date(year, 12, 25), date(year, 12, 26)


RULES: dict[str, Callable[[int, str], Days]] = {
    "christmas": _christmas,
    "christmas_eve": _fixed(12, 24),
    "boxing_day": _fixed(12, 26),
    "the_holidays": _the_holidays,
    "new_year": _fixed(1, 1),
    "new_years_eve": _fixed(12, 31),
    "epiphany": _fixed(1, 6),
    "valentines": _fixed(2, 14),
    "st_patricks_day": _fixed(3, 17),
    "nowruz": _fixed(3, 20, 14),
    "may_day": _fixed(5, 1),
    "juneteenth": _fixed(6, 19),
    "july_4": _fixed(7, 4),
    "bastille_day": _fixed(7, 14),
    "canada_day": _fixed(7, 1),
    "australia_day": _fixed(1, 26),
    "anzac_day": _fixed(4, 25),
    "ferragosto": _fixed(8, 15),
    "obon": _fixed(8, 13, 4),
    "halloween": _fixed(10, 31),
    "all_saints": _fixed(11, 1),
    "day_of_the_dead": _fixed(11, 1, 2),
    "easter": _from_easter(-2, 1),
    "orthodox_easter": lambda year, country: (
        easter(year, EASTER_ORTHODOX),
        easter(year, EASTER_ORTHODOX) + timedelta(days=1),
    ),
    "good_friday": _from_easter(-2, -2),
    "easter_monday": _from_easter(1, 1),
    "palm_sunday": _from_easter(-7, -7),
    "holy_week": _from_easter(-7, 0),
    "carnival": _from_easter(-50, -47),
    "ash_wednesday": _from_easter(-46, -46),
    "lent": _from_easter(-46, -1),
    "ascension": _from_easter(39, 39),
    "pentecost": _from_easter(49, 50),
    "corpus_christi": _from_easter(60, 60),
    "passover": _hebrew(1, 15, 8),
    "shavuot": _hebrew(3, 6, 2),
    "rosh_hashanah": _hebrew(7, 1, 2),
    "yom_kippur": _hebrew(7, 10, 1),
    "sukkot": _hebrew(7, 15, 8),
    "simchat_torah": _hebrew(7, 22, 2),
    "high_holidays": _hebrew(7, 1, 22),
    "hanukkah": _hebrew(9, 25, 8),
    "purim": _hebrew(12, 14, 2),
    "ramadan": _ramadan,
    "eid_al_fitr": _muslim(10, 1, 3),
    "eid_al_adha": _muslim(12, 10, 4),
    "islamic_new_year": _muslim(1, 1, 1),
    "ashura": _muslim(1, 10, 1),
    "prophets_birthday": _muslim(3, 12, 1),
    "thanksgiving": _thanksgiving,
    "black_friday": lambda year, country: (_nth_weekday(11, 3, 4)(year, country)[0] + timedelta(days=1),) * 2,
    "cyber_monday": lambda year, country: (_nth_weekday(11, 3, 4)(year, country)[0] + timedelta(days=4),) * 2,
    "labor_day": _labor_day,
    "memorial_day": lambda year, country: (_nth_weekday(6, 0, 1)(year, country)[0] - timedelta(days=7),) * 2,
    "mothers_day": _mothers_day,
    "fathers_day": _nth_weekday(6, 6, 3),
    "golden_week": _golden_week,
    "summer_holidays": _summer_holidays,
}
# Names that the `holidays` package has under one country's calendar, valid for people elsewhere too.
LOOKED_UP = {
    "diwali": ("IN", "diwali", 5),
    "holi": ("IN", "holi", 1),
    "dussehra": ("IN", "dussehra", 1),
    "navratri": ("IN", "dussehra", 1),
    "janmashtami": ("IN", "janmashtami", 1),
    "lunar_new_year": ("SG", "chinese new year", 5),
    "mid_autumn_festival": ("CN", "mid-autumn", 1),
    "dragon_boat_festival": ("CN", "dragon boat", 1),
    "chuseok": ("KR", "chuseok", 3),
    "vesak": ("SG", "vesak", 1),
}
MOVES_WITH_THE_MOON = frozenset(
    {"ramadan", "eid_al_fitr", "eid_al_adha", "islamic_new_year", "ashura", "prophets_birthday"}
)


def key_of(name: str) -> str:
    """ "Eid al-Adha" -> eid_al_adha, then through the aliases."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    key = "_".join(words).removeprefix("the_")
    key = "the_holidays" if key == "holidays" else key
    return ALIASES.get(key, key)


@lru_cache(maxsize=2048)
def holiday_days(name: str, year: int, country: str) -> Days | None:
    """First and last day of the holiday in (or begun in) `year`, None if nobody knows it."""
    key = key_of(name)
    if key in RULES:
        return RULES[key](year, country)
    if key in LOOKED_UP:
        source, words, length = LOOKED_UP[key]
        found = _named_in(source, words, year)
        return (found, found + timedelta(days=length - 1)) if found else None
    words = key.replace("_", " ").strip()
    found = _named_in(country, words, year) if len(words) > 3 else None
    return (found, found) if found else None


def _named_in(country: str, words: str, year: int) -> date | None:
    try:
        listed = holidays.country_holidays(country, years=year, language="en_US")
    except (NotImplementedError, KeyError):
        return None
    for day, name in sorted(listed.items()):
        if words in name.lower().replace("'", "") and "observed" not in name:
            return day
    return None
