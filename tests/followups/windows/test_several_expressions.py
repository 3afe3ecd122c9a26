"""What several expressions come to together: the last word, the narrower one, what is ruled out, and from when on."""

from datetime import UTC, datetime, timedelta

import pytest

from followups.windows import resolve
from tests.followups.windows.said import days, point, said, times, window

FRIDAY = said("weekday", "Friday", weekday=4)
MONDAY = said("weekday", "Monday", weekday=0)
NEXT_WEEK = said("week", "next week", which="next")
NEXT_MONTH = said("month", "next month", which="next")

TOGETHER = [
    ("Friday, at 3", [FRIDAY, said("clock", hour=3)], "13 15:00", "13 15:00", "13 15:30"),
    ("at 3, on Friday", [said("clock", hour=3), FRIDAY], "13 15:00", "13 15:00", "13 15:30"),
    ("Friday, in the evening at 8", [FRIDAY, said("part_of_day", part_of_day="evening"), said("clock", hour=8)], "13 20:00", "13 20:00", "13 20:30"),
    ("Friday, after 2 and before 4", [FRIDAY, said("clock", hour=2, relation="after"), said("clock", hour=4, relation="before")], "13 14:00", "13 14:15", "13 16:00"),
    ("Friday. No, Monday", [FRIDAY, said("weekday", weekday=0, corrects=True)], "16 00:00", "16 10:00", "16 23:59"),
    ("Friday at 3. Sorry, at 4", [FRIDAY, said("clock", hour=3), said("clock", hour=4, corrects=True)], "13 16:00", "13 16:00", "13 16:30"),
    ("Friday … Monday", [FRIDAY, MONDAY], "16 00:00", "16 10:00", "16 23:59"),
    ("tomorrow, not in the morning", [said("day", which="next"), said("part_of_day", part_of_day="morning", negated=True)], "12 12:00", "12 12:15", "12 18:00"),
    ("Friday, in a meeting till 3", [FRIDAY, said("weekday", weekday=4, hour=3, relation="until", role="unavailable")], "13 15:00", "13 15:15", "13 18:00"),
    ("next week, on Thursday", [NEXT_WEEK, said("weekday", weekday=3)], "19 00:00", "19 10:00", "19 23:59"),
    ("on Thursday next week", [said("weekday", weekday=3), NEXT_WEEK], "19 00:00", "19 10:00", "19 23:59"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "expressions", "earliest", "best", "latest"), TOGETHER, ids=[row[0] for row in TOGETHER]
)
def test_days_and_hours_together(words, expressions, earliest, best, latest):
    assert times(window(*expressions)) == (earliest, best, latest)


SEVERAL = [
    ("next month, say the 14th", [NEXT_MONTH, said("day_of_month", day=14)], "2026-04-14", "2026-04-14", "2026-04-14"),
    ("the 14th of next month", [said("day_of_month", day=14), NEXT_MONTH], "2026-04-14", "2026-04-14", "2026-04-14"),
    ("next month, before the 15th", [NEXT_MONTH, said("day_of_month", day=15, relation="before", role="contact_before")], "2026-04-01", "2026-04-02", "2026-04-14"),
    ("after the launch, so in a couple of weeks", [said("event_without_date", event="the launch", role="event"), said("in_duration", n=2, unit="week", fuzzy=True)], "2026-03-23", "2026-03-25", "2026-03-29"),
    ("the fair is on the 18th, so the week after", [said("day_of_month", day=18, role="event"), said("week", which="after_next")], "2026-03-23", "2026-03-24", "2026-03-27"),
    ("H2 plan, early next quarter", [said("half_year", n=2, role="event"), said("quarter", which="next", part="early")], "2026-04-01", "2026-04-07", "2026-04-16"),
    ("a few days before; the move is on 4 May", [said("date", day=4, month=5, role="event"), said("in_duration", n=3, unit="day", fuzzy=True, relation="before")], "2026-04-28", "2026-04-30", "2026-05-01"),
    ("out Thursday and Friday, Tuesday then", [said("weekday", weekday=3, role="unavailable"), said("weekday", weekday=4, role="unavailable"), said("weekday", weekday=1)], "2026-03-17", "2026-03-17", "2026-03-17"),
    ("out Thursday and Friday", [said("weekday", weekday=3, role="unavailable"), said("weekday", weekday=4, role="unavailable")], "2026-03-16", "2026-03-16", "2026-03-17"),
    ("next week, not on Monday and Tuesday", [NEXT_WEEK, said("weekday", weekday=0, negated=True), said("weekday", weekday=1, negated=True)], "2026-03-18", "2026-03-18", "2026-03-20"),
    ("next month, away from the 10th to the 30th", [NEXT_MONTH, said("range", start=point("date", day=10, month=4), end=point("date", day=30, month=4), role="unavailable")], "2026-04-01", "2026-04-02", "2026-04-09"),
    ("next week, but away until the 30th", [NEXT_WEEK, said("day_of_month", day=30, relation="until", role="unavailable")], "2026-03-31", "2026-03-31", "2026-04-04"),
    ("on leave until 29 May, on my first day back", [said("date", day=29, month=5, relation="until", role="unavailable"), said("return_from")], "2026-06-01", "2026-06-01", "2026-06-01"),
    ("Friday then, speak soon!", [FRIDAY, said("vague", vague="soon")], "2026-03-13", "2026-03-13", "2026-03-13"),
    ("later this year, as two", [said("vague", vague="later"), said("year", which="this")], "2026-09-24", "2026-10-01", "2026-12-31"),
    ("in a couple of weeks, say the 26th", [said("in_duration", n=2, unit="week", fuzzy=True), said("day_of_month", day=26)], "2026-03-26", "2026-03-26", "2026-03-26"),
    ("last week I was ill; Friday", [said("week", which="last", role="past_fact"), FRIDAY], "2026-03-13", "2026-03-13", "2026-03-13"),
    ("they decide by the 17th; write on the 24th", [said("day_of_month", day=17, role="their_commitment"), said("day_of_month", day=24)], "2026-03-24", "2026-03-24", "2026-03-24"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "expressions", "earliest", "best", "latest"), SEVERAL, ids=[row[0] for row in SEVERAL]
)
def test_several_days(words, expressions, earliest, best, latest):
    assert days(window(*expressions)) == (earliest, best, latest)


def test_the_friday_after_hangs_on_the_friday_taken_back():
    after = said("weekday", weekday=4, which="after_next", corrects=True)
    assert days(window(FRIDAY, after)) == ("2026-03-20", "2026-03-20", "2026-03-20")


def test_each_message_counts_from_its_own_day():
    sunday, monday = datetime(2026, 3, 15, 9, tzinfo=UTC), datetime(2026, 3, 16, 9, tzinfo=UTC)
    tomorrow = said("day", which="next", message_id="m1")
    hour = said("clock", hour=15, message_id="m2")
    found = resolve(
        [tomorrow, hour], now=monday, said_at={"m1": sunday, "m2": monday}, zone="Europe/Madrid", country="ES"
    )
    assert times(found) == ("16 15:00", "16 15:00", "16 15:30")


def test_a_later_message_wins_however_the_model_orders_them():
    early, late = datetime(2026, 3, 11, 9, tzinfo=UTC), datetime(2026, 3, 11, 9, 5, tzinfo=UTC)
    listed = [
        said("weekday", weekday=0, message_id="m2"),
        said("weekday", weekday=4, message_id="m1"),
    ]
    found = resolve(listed, now=late, said_at={"m1": early, "m2": late}, zone="Europe/Madrid", country="ES")
    assert days(found)[0] == "2026-03-16"


FORBIDDEN = [
    ("away till the 17th", [said("day_of_month", day=17, relation="until", role="unavailable")], "2026-03-18"),
    ("not before the 21st", [said("day_of_month", day=21, relation="before", negated=True)], "2026-03-21"),
    ("after the 20th", [said("day_of_month", day=20, relation="after")], "2026-03-21"),
    ("not next week", [said("week", which="next", negated=True)], "2026-03-23"),
    ("after Easter", [said("holiday", holiday="easter", relation="after")], "2026-04-07"),
    ("today is bad, Friday", [said("day", which="this", role="unavailable"), FRIDAY], "2026-03-12"),
    ("Friday", [FRIDAY], None),
    ("next month", [NEXT_MONTH], None),
    ("by Friday", [said("weekday", weekday=4, relation="by")], None),
]


@pytest.mark.parametrize(("words", "expressions", "day"), FORBIDDEN, ids=[row[0] for row in FORBIDDEN])
def test_no_contact_before_is_set_only_where_they_ruled_the_time_before_out(words, expressions, day):
    limit = window(*expressions).no_contact_before
    assert (limit.date().isoformat() if limit else None) == day


def test_only_the_expressions_that_count_are_quoted():
    found = window(FRIDAY, said("weekday", "no, Monday", weekday=0, corrects=True))
    assert found.quotes == ("no, Monday",)
    both = window(NEXT_WEEK, said("weekday", "Thursday", weekday=3))
    assert both.quotes == ("next week", "Thursday")


def test_doubt_of_any_kind_lowers_the_confidence():
    sure = window(FRIDAY).confidence
    assert window(said("weekday", weekday=4, which="next")).confidence < 0.6  # two readings
    assert window(said("weekday", weekday=4, confidence=0.5)).confidence < sure
    assert window(said("weekday", weekday=4, condition="if they agree")).confidence < sure
    assert window(said("date", day=31, month=2)).confidence <= 0.5
    assert window(said("date", day=24, month=3, weekday=0)).confidence <= 0.5  # the 24th is a Tuesday
    assert window(FRIDAY, zone="Nowhere/Land").confidence < sure
    assert window(said("year", year=2029)).confidence < window(said("year", which="next")).confidence


def test_the_weekday_wins_over_a_date_that_is_another_day():
    assert days(window(said("date", day=24, month=3, weekday=0)))[0] == "2026-03-23"


def test_a_date_that_does_not_exist_falls_back_to_the_last_of_the_month():
    assert days(window(said("date", day=31, month=6)))[0] == "2026-06-30"
    assert days(window(said("date", day=29, month=2), at="2027-06-01T10:00:00+00:00"))[0] == "2028-02-29"


def test_a_window_already_over_is_given_as_it_is():
    found = window(FRIDAY, now="2026-05-01T10:00:00+00:00")
    assert found.latest.date().isoformat() == "2026-03-13"


def test_a_window_that_covers_the_message_does_not_start_before_it():
    found = window(said("day", which="this"))
    assert found.earliest == datetime(2026, 3, 11, 14, 30, tzinfo=UTC)
    assert found.best - found.earliest == timedelta(hours=1)


def test_the_hour_of_an_event_is_not_the_hour_to_write():
    dentist = said("clock", hour=5, role="event")
    assert times(window(FRIDAY, dentist)) == ("13 00:00", "13 10:00", "13 23:59")
    assert times(window(dentist)) == ("11 17:00", "11 17:15", "11 20:00")
    ours = said("clock", hour=17, role="our_commitment")
    assert times(window(ours))[2] == "11 17:00"
