"""One expression, one window. Said on Wednesday 11 March 2026, 14:30, by somebody in London, where nothing else stands."""

import pytest

from tests.followups.windows.said import days, point, said, times, window

DAYS = [
    # lengths
    ("in ten days", said("in_duration", n=10, unit="day"), "2026-03-21", "2026-03-21", "2026-03-21"),
    ("a few days", said("in_duration", n=3, unit="day", fuzzy=True), "2026-03-14", "2026-03-16", "2026-03-17"),
    ("in two weeks", said("in_duration", n=2, unit="week"), "2026-03-24", "2026-03-25", "2026-03-28"),
    ("a couple of weeks", said("in_duration", n=2, unit="week", fuzzy=True), "2026-03-23", "2026-03-25", "2026-03-29"),
    ("two or three weeks", said("in_duration", n=2, n_max=3, unit="week"), "2026-03-25", "2026-03-30", "2026-04-01"),
    ("two working days", said("in_duration", n=2, unit="business_day"), "2026-03-13", "2026-03-13", "2026-03-13"),
    (
        "within two weeks",
        said("in_duration", n=2, unit="week", relation="by"),
        "2026-03-11",
        "2026-03-23",
        "2026-03-25",
    ),
    ("soon", said("vague", vague="soon"), "2026-03-13", "2026-03-16", "2026-03-18"),
    # days
    ("today", said("day", which="this"), "2026-03-11", "2026-03-11", "2026-03-11"),
    ("tomorrow", said("day", which="next"), "2026-03-12", "2026-03-12", "2026-03-12"),
    ("the day after tomorrow", said("day", which="after_next"), "2026-03-13", "2026-03-13", "2026-03-13"),
    ("Friday", said("weekday", weekday=4), "2026-03-13", "2026-03-13", "2026-03-13"),
    ("Monday, past this week", said("weekday", weekday=0), "2026-03-16", "2026-03-16", "2026-03-16"),
    ("Wednesday, said on one", said("weekday", weekday=2), "2026-03-18", "2026-03-18", "2026-03-18"),
    ("this Friday", said("weekday", weekday=4, which="this"), "2026-03-13", "2026-03-13", "2026-03-13"),
    ("next Friday", said("weekday", weekday=4, which="next"), "2026-03-20", "2026-03-20", "2026-03-20"),
    (
        "the first Monday of April",
        said("weekday", weekday=0, which="first", month=4),
        "2026-04-06",
        "2026-04-06",
        "2026-04-06",
    ),
    (
        "the last Friday of May",
        said("weekday", weekday=4, which="last", month=5),
        "2026-05-29",
        "2026-05-29",
        "2026-05-29",
    ),
    ("on the 12th", said("day_of_month", day=12), "2026-03-12", "2026-03-12", "2026-03-12"),
    ("on the 9th, past this month", said("day_of_month", day=9), "2026-04-09", "2026-04-09", "2026-04-09"),
    ("the 31st", said("day_of_month", day=31), "2026-03-31", "2026-03-31", "2026-03-31"),
    ("Tuesday the 23rd", said("weekday", weekday=1, day=23), "2026-06-23", "2026-06-23", "2026-06-23"),
    ("4 January", said("date", day=4, month=1), "2027-01-04", "2027-01-04", "2027-01-04"),
    ("the weekend", said("weekend"), "2026-03-14", "2026-03-14", "2026-03-15"),
    ("after the weekend", said("weekend", relation="after"), "2026-03-16", "2026-03-16", "2026-03-17"),
    # relations
    ("after the 20th", said("day_of_month", day=20, relation="after"), "2026-03-23", "2026-03-23", "2026-03-27"),
    ("from the 20th", said("day_of_month", day=20, relation="from"), "2026-03-20", "2026-03-20", "2026-03-24"),
    ("by Tuesday", said("weekday", weekday=1, relation="by"), "2026-03-11", "2026-03-16", "2026-03-17"),
    ("before Tuesday", said("weekday", weekday=1, relation="before"), "2026-03-11", "2026-03-13", "2026-03-16"),
    (
        "not before the 20th",
        said("day_of_month", day=20, relation="before", negated=True),
        "2026-03-20",
        "2026-03-20",
        "2026-03-24",
    ),
    (
        "not after Friday",
        said("weekday", weekday=4, relation="after", negated=True),
        "2026-03-11",
        "2026-03-12",
        "2026-03-13",
    ),
    # weeks
    ("this week", said("week", which="this"), "2026-03-12", "2026-03-12", "2026-03-13"),
    ("next week", said("week", which="next"), "2026-03-16", "2026-03-17", "2026-03-20"),
    ("early next week", said("week", which="next", part="early"), "2026-03-16", "2026-03-16", "2026-03-17"),
    ("the week after next", said("week", which="after_next"), "2026-03-23", "2026-03-24", "2026-03-27"),
    ("the week of the 15th of April", said("week_of", day=15, month=4), "2026-04-13", "2026-04-14", "2026-04-17"),
    ("the end of the week", said("end_of", unit="week"), "2026-03-12", "2026-03-13", "2026-03-13"),
    ("the first week of June", said("week", which="first", month=6), "2026-06-01", "2026-06-02", "2026-06-05"),
    # months and longer
    ("next month", said("month", which="next"), "2026-04-01", "2026-04-02", "2026-04-30"),
    ("in August", said("month", month=8), "2026-08-03", "2026-08-04", "2026-08-31"),
    ("in March, that it is", said("month", month=3), "2026-03-12", "2026-03-13", "2026-03-31"),
    ("in February", said("month", month=2), "2027-02-01", "2027-02-02", "2027-02-28"),
    ("mid May", said("month", month=5, part="mid"), "2026-05-11", "2026-05-15", "2026-05-19"),
    ("late June", said("month", month=6, part="late"), "2026-06-22", "2026-06-24", "2026-06-30"),
    ("the end of the month", said("end_of", unit="month"), "2026-03-26", "2026-03-30", "2026-03-31"),
    ("the end of next month", said("end_of", unit="month", which="next"), "2026-04-27", "2026-04-29", "2026-04-30"),
    ("Q3", said("quarter", n=3), "2026-07-01", "2026-07-09", "2026-09-30"),
    ("next quarter", said("quarter", which="next"), "2026-04-01", "2026-04-13", "2026-06-30"),
    ("H2", said("half_year", n=2), "2026-07-01", "2026-07-15", "2026-12-31"),
    ("next year", said("year", which="next"), "2027-01-04", "2027-01-12", "2027-12-31"),
    ("later this year", said("year", which="this", part="late"), "2026-09-24", "2026-10-01", "2026-12-31"),
    ("in the summer", said("season", season="summer"), "2026-06-01", "2026-06-15", "2026-08-31"),
    # ranges
    (
        "between the 20th and the 25th of March",
        said("range", start=point("day_of_month", day=20), end=point("date", day=25, month=3)),
        "2026-03-20",
        "2026-03-23",
        "2026-03-25",
    ),
    (
        "from the 28th to the 3rd",
        said("range", start=point("day_of_month", day=28), end=point("day_of_month", day=3)),
        "2026-03-28",
        "2026-03-30",
        "2026-04-03",
    ),
    (
        "Monday to Wednesday",
        said("range", start=point("weekday", weekday=0), end=point("weekday", weekday=2)),
        "2026-03-16",
        "2026-03-16",
        "2026-03-18",
    ),
    (
        "between the 5th and the 20th, said on the 11th",
        said("range", start=point("day_of_month", day=5), end=point("day_of_month", day=20)),
        "2026-03-11",
        "2026-03-16",
        "2026-03-20",
    ),
    (
        "May to August next year",
        said("range", start=point("month", month=5), end=point("month", month=8, year=2027)),
        "2027-05-04",
        "2027-06-14",
        "2027-08-31",
    ),
    ("in two months", said("in_duration", n=2, unit="month"), "2026-05-06", "2026-05-11", "2026-05-23"),
    (
        "back on Saturday the 21st",
        said("return_from", start=point("day_of_month", day=21)),
        "2026-03-21",
        "2026-03-23",
        "2026-03-24",
    ),
    (
        "two weeks before Christmas",
        said("holiday", holiday="christmas", relation="before", offset=point("in_duration", n=2, unit="week")),
        "2026-12-08",
        "2026-12-11",
        "2026-12-12",
    ),
    ("the 20th to 24th", said("day_of_month", day=20, day_max=24), "2026-03-20", "2026-03-20", "2026-03-24"),
    # returns, absence, events, promises
    (
        "back on the 24th",
        said("return_from", start=point("day_of_month", day=24)),
        "2026-03-24",
        "2026-03-24",
        "2026-03-26",
    ),
    (
        "away till the 17th",
        said("day_of_month", day=17, relation="until", role="unavailable"),
        "2026-03-18",
        "2026-03-18",
        "2026-03-22",
    ),
    (
        "away for two weeks",
        said("in_duration", n=2, unit="week", role="unavailable"),
        "2026-03-25",
        "2026-03-25",
        "2026-04-02",
    ),
    ("not this month", said("month", which="this", negated=True), "2026-04-01", "2026-04-01", "2026-04-09"),
    ("the launch is on the 18th", said("day_of_month", day=18, role="event"), "2026-03-19", "2026-03-19", "2026-03-23"),
    (
        "before the board on the 24th",
        said("day_of_month", day=24, role="event", relation="before"),
        "2026-03-11",
        "2026-03-20",
        "2026-03-23",
    ),
    (
        "we owe it by the 17th",
        said("day_of_month", day=17, role="our_commitment"),
        "2026-03-11",
        "2026-03-16",
        "2026-03-17",
    ),
    (
        "they decide by the 17th",
        said("day_of_month", day=17, role="their_commitment"),
        "2026-03-18",
        "2026-03-18",
        "2026-03-22",
    ),
    (
        "a few days before the move on 4 May",
        said(
            "date",
            day=4,
            month=5,
            role="event",
            relation="before",
            offset=point("in_duration", n=3, unit="day", fuzzy=True),
        ),
        "2026-04-28",
        "2026-04-30",
        "2026-05-01",
    ),
    (
        "away until Friday the 20th, the first working day after that",
        said("date", day=20, month=3, relation="after", offset=point("in_duration", n=1, unit="business_day")),
        "2026-03-23",
        "2026-03-23",
        "2026-03-23",
    ),
    (
        "a week after the move on 4 May",
        said("date", day=4, month=5, role="event", relation="after", offset=point("in_duration", n=1, unit="week")),
        "2026-05-11",
        "2026-05-11",
        "2026-05-12",
    ),
]


@pytest.mark.parametrize(("words", "expression", "earliest", "best", "latest"), DAYS, ids=[row[0] for row in DAYS])
def test_days(words, expression, earliest, best, latest):
    assert days(window(expression)) == (earliest, best, latest)


TIMES = [
    ("in half an hour", said("in_duration", n=0.5, unit="hour"), "11 15:00", "11 15:00", "11 15:15"),
    ("in two hours", said("in_duration", n=2, unit="hour"), "11 16:30", "11 16:30", "11 17:00"),
    ("in a bit", said("vague", vague="in_a_bit"), "11 15:30", "11 17:30", "11 20:30"),
    ("at 4", said("clock", hour=4), "11 16:00", "11 16:00", "11 16:30"),
    ("at 9", said("clock", hour=9), "12 09:00", "12 09:00", "12 09:30"),
    ("after 3", said("clock", hour=3, relation="after"), "11 15:00", "11 15:15", "11 18:00"),
    ("at 16:45", said("clock", hour=16, minute=45), "11 16:45", "11 16:45", "11 17:15"),
    ("between 3 and 5", said("clock", hour=3, hour_max=5), "11 15:00", "11 15:00", "11 17:00"),
    ("in the morning", said("part_of_day", part_of_day="morning"), "12 09:00", "12 10:00", "12 12:00"),
    ("this evening", said("part_of_day", part_of_day="evening"), "11 18:00", "11 18:30", "11 21:00"),
    ("tomorrow lunchtime", said("day", which="next", part_of_day="lunch"), "12 12:00", "12 12:30", "12 14:00"),
    ("Friday after 2", said("weekday", weekday=4, hour=2, relation="after"), "13 14:00", "13 14:15", "13 17:00"),
    (
        "in a meeting till 5",
        said("clock", hour=5, relation="until", role="unavailable"),
        "11 17:00",
        "11 17:15",
        "11 19:00",
    ),
    (
        "at 9am New York time",
        said("clock", hour=9, meridiem="am", zone_hint="New York"),
        "12 13:00",
        "12 13:00",
        "12 13:30",
    ),
    (
        "Friday 9am EST",
        said("weekday", weekday=4, hour=9, meridiem="am", zone_hint="EST"),
        "13 13:00",
        "13 13:00",
        "13 13:30",
    ),
]


@pytest.mark.parametrize(("words", "expression", "earliest", "best", "latest"), TIMES, ids=[row[0] for row in TIMES])
def test_hours(words, expression, earliest, best, latest):
    assert times(window(expression)) == (earliest, best, latest)
