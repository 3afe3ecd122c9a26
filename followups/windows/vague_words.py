"""What loose words mean, in one place; nothing else in the package holds such a figure.

`VagueWords` is the part that a team changes in the admin (`followups.models.VagueWord`); these are its defaults.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

Triple = tuple[float, float, float]

# A length of time, times (earliest, best, latest). "in two weeks" is 14 days: 13, 14 and 17.
SAID_PLAINLY = {
    "minute": (1.0, 1.0, 1.5),
    "hour": (1.0, 1.0, 1.25),
    "day": (1.0, 1.0, 1.0),
    "business_day": (1.0, 1.0, 1.0),
    "week": (0.93, 1.0, 1.2),
    "fortnight": (0.93, 1.0, 1.2),
    "month": (0.92, 1.0, 1.2),
    "quarter": (0.92, 1.0, 1.15),
    "year": (0.97, 1.0, 1.1),
}
# However many they are, the span grows no wider than this on either side, in the same unit.
WIDEST = {"week": 0.6, "month": 0.5, "quarter": 0.3, "year": 0.2}
# The same for "about", "or so", "a couple of", "a few": a couple of weeks is 12 to 18 days.
SAID_LOOSELY = {
    "minute": (1.0, 1.2, 2.0),
    "hour": (1.0, 1.1, 1.5),
    "day": (0.9, 1.0, 1.2),
    "business_day": (0.9, 1.0, 1.2),
    "week": (0.94, 1.0, 1.29),
    "fortnight": (0.86, 1.0, 1.29),
    "month": (0.83, 1.0, 1.25),
    "quarter": (0.85, 1.0, 1.2),
    "year": (0.9, 1.0, 1.15),
}
# So small counts of loose days and weeks are rows of the team's table; larger ones follow the factors above.
FEW_DAYS_UP_TO = 4

DAYS_IN = {"day": 1, "week": 7, "fortnight": 14, "month": 30.4, "quarter": 91.3, "year": 365.25}
SHORTEST_HOUR_SLACK = 15  # minutes: nobody means a moment narrower than this


# Parts of a period longer than a month by share of its length.
PERIOD_PARTS = {"early": (0.0, 0.163), "mid": (0.33, 0.66), "late": (0.67, 1.0)}
# Parts of a week by its working days, counted from 0.
WEEK_PARTS = {"early": (0, 1), "mid": (1, 3), "late": (3, 4)}

# The end or the start of something: how many days of it.
END_DAYS = {"month": 6, "quarter": 15, "year": 21}
START_DAYS = {"month": 7, "quarter": 15, "year": 21}

END_OF_DAY = (16.0, 17.0, 19.0)  # "at the end of the day"
START_OF_DAY = (8.5, 9.5, 11.0)
BEST_HOUR = 10.0  # of a day about whose hours nothing was said
AFTER_HOURS = 3.0  # "after 3" is 15:00 to 18:00
FREE_AT_HOURS = 2.0  # "in a workshop till 5": 17:00 to 19:00
AT_HOURS = 0.5  # "at 3" is 15:00 to 15:30

# After a day named with "after" or "from": so many days are still right.
AFTER_DAY = 4
AFTER_PERIOD = 13
AFTER_HOLIDAY = 7
AFTER_RETURN = 2
AFTER_THEIR_PROMISE = 5
AFTER_EVENT = 4
BEFORE_HOLIDAY = 14
# When they cannot: how long after it still suits, by what was ruled out.
AFTER_CUT = {"day": 1, "weekend": 1, "until": 4, "longer": 8}

EVENT_FIRST_LOOK = 14  # days: an event without a date is asked about after two weeks
SMALL_HOURS = 4  # "tomorrow" said before four in the morning means after the sleep
HORIZON_DAYS = 550  # dates further away than 18 months are doubted
FARTHEST_DAYS = 1830  # and beyond five years not believed
EVENT_JUST_OVER = 4  # days: "after Easter" said on Easter Tuesday is this Easter
EVENT_ASK = 100  # days: said that long after it, nobody knows which one is meant

DAYS, HOURS, CLOCK, DAY_OF_MONTH = "days", "hours", "clock", "day of month"


@dataclass(frozen=True)
class VagueWords:
    """(earliest, best, latest) of each word, each no less than the one before.

    In days or hours from the message, as hours of the clock (12.5 is 12:30), or as days of the month.
    """

    soon: Triple = (2, 4, 7)
    in_a_bit: Triple = (1, 3, 6)
    couple_of_days: Triple = (2, 2, 4)
    few_days: Triple = (3, 4, 6)
    couple_of_weeks: Triple = (12, 14, 18)
    few_weeks: Triple = (21, 28, 35)
    early_in_the_month: Triple = (1, 2, 9)
    middle_of_the_month: Triple = (11, 15, 19)
    late_in_the_month: Triple = (21, 24, 31)
    morning: Triple = (9, 10, 12)
    noon: Triple = (12, 12.25, 13)
    lunch: Triple = (12, 12.5, 14)
    afternoon: Triple = (13, 15, 18)
    evening: Triple = (18, 18.5, 21)
    night: Triple = (19, 19.5, 22)

    def changed(self, **rows: Triple) -> VagueWords:
        return replace(self, **rows)

    def days(self, word: str) -> tuple[int, int, int]:
        low, best, high = getattr(self, word)
        return round(low), round(best), round(high)


DEFAULTS = VagueWords()
UNITS = {
    **dict.fromkeys(("soon", "couple_of_days", "few_days", "couple_of_weeks", "few_weeks"), DAYS),
    "in_a_bit": HOURS,
    **dict.fromkeys(("early_in_the_month", "middle_of_the_month", "late_in_the_month"), DAY_OF_MONTH),
    **dict.fromkeys(("morning", "noon", "lunch", "afternoon", "evening", "night"), CLOCK),
}
VAGUE_CONFIDENCE = 0.45  # "soon": below the confidence from which nobody need be asked
