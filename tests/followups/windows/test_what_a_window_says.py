"""Whether there is a window at all, how exact it is, and the words that explain it."""

import pytest

from tests.followups.windows.said import days, said, window

PLANS_NOTHING = [
    said("vague", vague="later"),
    said("vague", vague="some_day"),
    said("none"),
    said("day", which="last"),
    said("weekday", weekday=4, role="past_fact"),
    said("month", month=5, role="not_time"),
    said("year", year=2020),
    said("date", day=3, month=3, year=2024),
    said("holiday", holiday="the feast of nothing"),
    said("in_duration", n=-2, unit="day"),
    said("in_duration", n=1e12, unit="year"),
]


@pytest.mark.parametrize("expression", PLANS_NOTHING)
def test_no_chase_comes_from_what_asks_for_none(expression):
    assert window(expression) is None
    assert window() is None


def test_an_event_without_a_date_is_asked_about_after_two_weeks_with_an_open_end():
    found = window(said("event_without_date", event="my house sells", role="event"))
    assert days(found) == ("2026-03-25", "2026-03-25", "open")
    assert found.precision == "event"
    assert found.confidence < 0.6


def test_precision_says_how_exactly_they_named_it():
    named = {
        "hour": said("clock", hour=4),
        "part_of_day": said("part_of_day", part_of_day="evening"),
        "day": said("weekday", weekday=4),
        "few_days": said("in_duration", n=3, unit="day", fuzzy=True),
        "week": said("week", which="next"),
        "month": said("month", month=8),
        "quarter": said("quarter", n=3),
        "season": said("season", season="summer"),
        "vague": said("vague", vague="soon"),
        "event": said("event_without_date"),
    }
    assert {name: window(expression).precision for name, expression in named.items()} == {name: name for name in named}


def test_the_reason_is_plain_words_with_the_arithmetic():
    expression = said("in_duration", quote="in a couple of weeks", n=2, unit="week", fuzzy=True)
    found = window(expression, at="2026-05-12T10:00:00+00:00")
    assert found.because == "“in a couple of weeks”, counted from 12 May: 24 to 30 May"
    assert found.quotes == ("in a couple of weeks",)
    january = window(said("month", quote="en enero", month=1))
    assert january.because == "“en enero”: 4 to 31 January 2027"
    exact = window(said("weekday", quote="Friday at 3", weekday=4, hour=15))
    assert exact.because == "“Friday at 3”, counted from 11 March: Friday 13 March, 15:00 to 15:30"


def test_relative_words_hang_on_their_message_and_not_on_now():
    found = window(said("day", which="next"), now="2026-03-20T09:00:00+00:00")
    assert days(found) == ("2026-03-12", "2026-03-12", "2026-03-12")
