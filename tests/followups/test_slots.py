"""From a window to a moment: allowed local hours, no weekend or public holiday unless they named that very day."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followups.slots import Hours, slot

MADRID = ZoneInfo("Europe/Madrid")
HOURS = Hours("Europe/Madrid", "ES", time(9), time(20))
NOW = datetime(2026, 3, 11, 14, 30, tzinfo=MADRID)  # a Wednesday


def local(day, hour=10, minute=0, month=3):
    return datetime(2026, month, day, hour, minute, tzinfo=MADRID)


def chosen(earliest, best, latest, precision="week", hours=HOURS, now=NOW):
    return slot(earliest, best, latest, precision, hours, now).astimezone(ZoneInfo(hours.zone))


def test_the_best_moment_is_taken_where_it_is_allowed():
    assert chosen(local(16, 0), local(17), local(20, 23)) == local(17)


def test_a_loose_window_avoids_the_weekend_and_the_public_holiday():
    assert chosen(local(13, 0), local(14), local(18)) == local(16, 9)
    # Thursday and Friday of Holy Week, then the weekend; Easter Monday is a working day in most of Spain.
    assert chosen(local(1, 0, month=4), local(3, month=4), local(10, month=4)) == local(6, 9, month=4)


@pytest.mark.parametrize("precision", ["hour", "part_of_day", "day"])
def test_a_day_they_named_is_kept_though_it_is_a_saturday(precision):
    assert chosen(local(14, 10), local(14, 11), local(14, 12), precision) == local(14, 11)


def test_a_loose_window_that_ends_on_the_weekend_is_met_before_it():
    assert chosen(local(12, 0), local(14), local(15, 23)) == local(12, 9)


def test_a_window_that_is_all_weekend_is_met_inside_it():
    assert chosen(local(14, 0), local(14), local(15, 23)) == local(14, 9)


def test_night_waits_for_the_morning():
    assert chosen(local(12, 5), local(12, 6), local(12, 23), "day") == local(12, 9)
    assert chosen(local(12, 21), local(12, 22), local(12, 23), "hour") == local(13, 9)


def test_nothing_is_planned_before_now():
    assert chosen(local(9, 0), local(10), local(13, 23)) > NOW
    assert chosen(local(2, 0), local(3), local(4), "day") > NOW


def test_an_open_window_takes_the_first_allowed_moment():
    assert chosen(local(14, 0), local(14), None, "event") == local(16, 9)


def test_the_hours_are_those_of_the_contacts_zone():
    tokyo = Hours("Asia/Tokyo", "JP", time(9), time(20))
    best = datetime(2026, 3, 17, 13, tzinfo=UTC)  # 22:00 in Tokyo
    found = chosen(best - timedelta(hours=1), best, best + timedelta(days=2), hours=tokyo)
    assert (found.day, found.hour) == (18, 9)


def test_friday_and_saturday_are_the_weekend_where_they_are():
    cairo = Hours("Africa/Cairo", "EG", time(9), time(20))
    friday = datetime(2026, 3, 13, 10, tzinfo=ZoneInfo("Africa/Cairo"))
    assert chosen(friday, friday, friday + timedelta(days=5), hours=cairo).weekday() == 6


def test_the_opening_hour_is_the_local_one_on_the_day_the_clocks_change():
    found = chosen(local(28, 0), datetime(2026, 3, 29, 3, tzinfo=MADRID), local(29, 23), "day")
    assert (found.day, found.hour) == (29, 9)
    assert found.utcoffset() == timedelta(hours=2)


moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC))
spans = st.timedeltas(timedelta(0), timedelta(days=30))
places = st.sampled_from(
    [("Europe/Madrid", "ES"), ("Asia/Jerusalem", "IL"), ("America/Santiago", "CL"), ("Asia/Kolkata", "IN")]
)


@given(moments, spans, spans, places, st.sampled_from(["hour", "day", "few_days", "month"]), moments)
def test_every_moment_lies_in_the_future_and_in_allowed_hours(earliest, lead, tail, place, precision, now):
    hours = Hours(*place, time(9), time(20))
    best = earliest + lead
    found = slot(earliest, best, best + tail, precision, hours, now)
    assert found > now
    assert found >= earliest
    assert hours.allows(found, any_day=True)
