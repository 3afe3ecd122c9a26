"""What loose words mean, in one place. Edit the figures here; nothing else in the package holds such a figure."""

from __future__ import annotations

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
WIDEST = {"week": 1.0, "month": 0.5, "quarter": 0.3, "year": 0.2}
# The same for "about", "or so", "a couple of", "a few": a couple of weeks is 12 to 18 days.
SAID_LOOSELY = {
    "minute": (1.0, 1.2, 2.0),
    "hour": (1.0, 1.1, 1.5),
    "day": (0.9, 1.0, 1.2),
    "business_day": (0.9, 1.0, 1.2),
    "week": (0.86, 1.0, 1.29),
    "fortnight": (0.86, 1.0, 1.29),
    "month": (0.83, 1.0, 1.25),
    "quarter": (0.85, 1.0, 1.2),
    "year": (0.9, 1.0, 1.15),
}
# A few days is 3 to 6, a couple of days 2 to 4: small counts stretch further than the factors above.
FEW_DAYS_UP_TO = 4
FEW_DAYS = (1.0, 1.2, 2.0)

DAYS_IN = {"day": 1, "week": 7, "fortnight": 14, "month": 30.4, "quarter": 91.3, "year": 365.25}
SHORTEST_HOUR_SLACK = 15  # minutes: nobody means a moment narrower than this

# Words without any amount, in days from the message: (earliest, best, latest, confidence). None plans nothing.
VAGUE_DAYS: dict[str, tuple[int, int, int, float] | None] = {
    "soon": (2, 4, 7, 0.45),
    "later": None,
    "some_day": None,
}
IN_A_BIT_HOURS = (1.0, 3.0, 6.0)

# Parts of a month by day; of a longer period by share of its length.
MONTH_PARTS = {"early": (1, 9), "mid": (11, 19), "late": (21, 31)}
PERIOD_PARTS = {"early": (0.0, 0.17), "mid": (0.33, 0.66), "late": (0.67, 1.0)}
# Parts of a week by its working days, counted from 0.
WEEK_PARTS = {"early": (0, 1), "mid": (1, 3), "late": (3, 4)}

# The end or the start of something: how many days of it.
END_DAYS = {"month": 6, "quarter": 15, "year": 21}
START_DAYS = {"month": 7, "quarter": 15, "year": 21}

# Parts of a day: from, best, until, as hours.
DAY_PARTS = {
    "morning": (9.0, 10.0, 12.0),
    "noon": (12.0, 12.25, 13.0),
    "lunch": (12.0, 12.5, 14.0),
    "afternoon": (13.0, 15.0, 18.0),
    "evening": (18.0, 18.5, 21.0),
    "night": (19.0, 19.5, 22.0),
}
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
