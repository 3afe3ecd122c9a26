"""Whatever a model sends: no exception, moments in order, in the contact's zone."""

import typing
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conversations.turns import meaning
from conversations.turns.meaning import TimeExpression, TimePoint
from crm.llm.embedded.time_grammar import parse
from followups.windows import resolve
from tests.followups.windows.said import said

ZONES = [
    "Europe/London",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Africa/Cairo",
    "America/Santiago",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Asia/Jerusalem",
    "Nowhere/Land",
    "",
]
COUNTRIES = [None, "", "GB", "US", "IL", "SA", "BR", "AU", "ES", "RU", "IR", "BN", "XX", "gb"]
# The calendar packages warn about their own insides and about years past their tables.
pytestmark = pytest.mark.filterwarnings("ignore")

HOLIDAYS = [
    "easter",
    "Ramadan",
    "after the holidays",
    "the_holidays",
    "eid",
    "diwali",
    "bank holiday",
    "zzz",
    "",
    "purim",
    "tet",
]
HINTS = [None, "EST", "New York", "Mars", "", "Europe/Madrid", "../etc/passwd"]


def choices(literal):
    return st.sampled_from(typing.get_args(literal))


def maybe(strategy):
    return st.one_of(st.none(), strategy)


point_fields = {
    "kind": choices(meaning.TimeKind),
    "n": maybe(st.one_of(st.integers(-3, 40).map(float), st.floats(allow_nan=True, allow_infinity=True))),
    "n_max": maybe(st.one_of(st.integers(0, 40).map(float), st.floats(allow_nan=True, allow_infinity=True))),
    "unit": maybe(choices(meaning.Unit)),
    "fuzzy": st.booleans(),
    "weekday": maybe(st.integers(0, 6)),
    "which": maybe(st.sampled_from(["this", "next", "after_next", "last", "first", "second", "third", "fourth"])),
    "day": maybe(st.integers(1, 31)),
    "day_max": maybe(st.integers(1, 31)),
    "month": maybe(st.integers(1, 12)),
    "year": maybe(st.integers(1900, 2200)),
    "ambiguous": st.booleans(),
    "part": maybe(st.sampled_from(["early", "mid", "late", "whole"])),
    "season": maybe(st.sampled_from(["spring", "summer", "autumn", "winter"])),
    "part_of_day": maybe(st.sampled_from(["morning", "lunch", "afternoon", "evening", "night", "noon"])),
    "hour": maybe(st.integers(0, 24)),
    "minute": maybe(st.integers(0, 59)),
    "hour_max": maybe(st.integers(0, 24)),
    "meridiem": maybe(st.sampled_from(["am", "pm"])),
    "holiday": maybe(st.sampled_from(HOLIDAYS)),
    "event": maybe(st.just("the launch")),
    "vague": maybe(st.sampled_from(["soon", "in_a_bit", "later", "some_day"])),
    "relation": maybe(st.sampled_from(["on", "before", "after", "until", "by", "from", "since", "around"])),
}
points = st.builds(TimePoint, **point_fields)
expressions = st.builds(
    TimeExpression,
    quote=st.sampled_from(["their words", "", "so"]),
    message_id=maybe(st.sampled_from(["m1", "m2", "m3"])),
    role=choices(meaning.TimeRole),
    negated=st.booleans(),
    start=maybe(points),
    end=maybe(points),
    offset=maybe(points),
    zone_hint=st.sampled_from(HINTS),
    condition=maybe(st.just("if the landlord agrees")),
    corrects=st.booleans(),
    confidence=st.floats(0, 1),
    **point_fields,
)
moments = st.datetimes(datetime(2023, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))
slow = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def assert_sound(found, zone):
    assert str(found.earliest.tzinfo) == str(found.best.tzinfo) == found.zone == zone
    ends = [found.earliest, found.best] + ([found.latest] if found.latest else [])
    assert ends == sorted(ends)  # on the wall clock, as Python compares within one zone
    instants = [end.astimezone(UTC) for end in ends]
    assert instants == sorted(instants)
    assert all(end.astimezone(UTC).astimezone(end.tzinfo) == end for end in ends), "a wall time that the clock skips"
    assert 0 <= found.confidence <= 1
    assert found.precision in "hour part_of_day day few_days week month quarter season vague event".split()
    assert found.because
    assert found.no_contact_before is None or found.no_contact_before <= found.earliest


@slow
@given(st.lists(expressions, max_size=4), moments, st.sampled_from(ZONES), st.sampled_from(COUNTRIES))
def test_nothing_a_model_can_send_raises_or_breaks_the_order(said_things, at, zone, country):
    by_message = {"m1": at, "m2": at + timedelta(minutes=3)}
    found = resolve(said_things, now=at + timedelta(hours=1), said_at=by_message, zone=zone, country=country)
    if found is not None:
        assert_sound(found, zone if "/" in zone and "Nowhere" not in zone else "UTC")


@slow
@given(expressions, moments, st.sampled_from(ZONES[:10]))
def test_one_expression_that_is_no_past_fact_never_ends_before_it_was_said(expression, at, zone):
    found = resolve([expression], now=at, said_at=at, zone=zone)
    if found is not None:
        assert_sound(found, zone)
        assert found.latest is None or found.latest >= at - timedelta(days=1)


units = st.sampled_from(["minute", "hour", "day", "week", "fortnight", "month"])


@slow
@given(
    st.integers(1, 30),
    units,
    st.booleans(),
    moments,
    st.timedeltas(timedelta(0), timedelta(days=40)),
    st.sampled_from(ZONES[:10]),
)
def test_a_length_counted_from_a_later_message_never_ends_earlier(n, unit, fuzzy, at, gap, zone):
    expression = said("in_duration", n=n, unit=unit, fuzzy=fuzzy)
    first = resolve([expression], now=at, said_at=at, zone=zone)
    second = resolve([expression], now=at, said_at=at + gap, zone=zone)
    assert first is not None
    assert second is not None
    assert first.earliest.astimezone(UTC) <= second.earliest.astimezone(UTC)
    assert first.latest.astimezone(UTC) <= second.latest.astimezone(UTC)


@slow
@given(st.floats(0.25, 48), st.sampled_from(["minute", "hour"]), moments, st.sampled_from(ZONES[:10]))
@example(1.0, "hour", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Europe/London")  # the hour that comes twice
@example(1.0, "hour", datetime(2026, 3, 29, 0, 30, tzinfo=UTC), "Europe/London")  # the hour that is skipped
def test_hours_and_minutes_are_real_time_also_when_the_clocks_change(n, unit, at, zone):
    found = resolve([said("in_duration", n=n, unit=unit)], now=at, said_at=at, zone=zone)
    per = 3600 if unit == "hour" else 60
    passed = (found.best.astimezone(UTC) - at).total_seconds()
    assert abs(passed - n * per) <= 30


@given(st.integers(2024, 2035), st.sampled_from(ZONES[:10]))
def test_every_hour_of_a_year_with_clock_changes_exists(year, zone):
    at = datetime(year, 1, 1, 12, tzinfo=UTC)
    for hour in (0, 1, 2, 3):
        expression = said("date", day=29, month=3, hour=hour, meridiem="am", year=year)
        found = resolve([expression], now=at, said_at=at, zone=zone)
        assert_sound(found, zone)
        assert found.earliest.tzinfo == ZoneInfo(zone)


WEEK_STARTS = {"GB": 0, "US": 0, "IL": 6, "SA": 6, "EG": 6, "AE": 0, "BR": 0}


@given(st.dates(datetime(2024, 1, 1).date(), datetime(2032, 12, 31).date()), st.sampled_from(sorted(WEEK_STARTS)))
def test_next_week_begins_where_the_country_begins_its_week(day, country):
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    found = resolve([said("week", which="next")], now=at, said_at=at, zone="UTC", country=country)
    start = day - timedelta(days=(day.weekday() - WEEK_STARTS[country]) % 7) + timedelta(days=7)
    assert start <= found.earliest.date() <= found.latest.date() <= start + timedelta(days=6)


@given(
    st.dates(datetime(2024, 1, 1).date(), datetime(2032, 12, 31).date()),
    st.sampled_from(["spring", "summer", "autumn", "winter"]),
    st.sampled_from([("GB", "AU"), ("ES", "AR"), ("US", "BR"), ("IN", "ZA")]),
)
def test_seasons_lie_half_a_year_apart_on_the_two_halves_of_the_earth(day, season, countries):
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    ends = [
        resolve([said("season", season=season)], now=at, said_at=at, zone="UTC", country=country).latest.date().month
        for country in countries
    ]
    assert abs(ends[0] - ends[1]) == 6


@given(st.integers(2024, 2040), st.integers(1, 12), st.sampled_from(ZONES[:10]))
def test_the_29th_of_february_is_itself_in_leap_years_and_doubted_in_others(year, month, zone):
    at = datetime(year, month, 1, 12, tzinfo=UTC)
    found = resolve([said("date", day=29, month=2)], now=at, said_at=at, zone=zone)
    leap = found.best.year % 4 == 0 and (found.best.year % 100 != 0 or found.best.year % 400 == 0)
    assert (found.best.month, found.best.day) == (2, 29 if leap else 28)
    assert (found.confidence > 0.6) == leap


@given(st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31)), st.sampled_from(ZONES[:10]), st.integers(1, 60))
def test_a_day_asked_for_in_days_is_that_many_midnights_away_in_their_zone(naive, zone, days):
    at = naive.replace(tzinfo=UTC)
    found = resolve([said("in_duration", n=days, unit="day")], now=at, said_at=at, zone=zone)
    assert found.best.date() - at.astimezone(ZoneInfo(zone)).date() == timedelta(days=days)


WORDS = (
    "in on by not no until after before next last the of two weeks friday monday 12th 3pm march may q3 end mid tomorrow away back "
    "mañana semana que viene 20/4 - or , . ! and soon amanhã sexta nach Ostern übermorgen la rentrée שבוע הבא بعد رمضان kal ke baad"
).split()


@slow
@given(st.lists(st.sampled_from(WORDS), max_size=9), moments, st.sampled_from(ZONES), st.sampled_from(COUNTRIES))
def test_whatever_is_written_is_read_and_computed_without_an_exception(words, at, zone, country):
    read = [TimeExpression.model_validate(found) for found in parse(" ".join(words), None, country=country)]
    found = resolve(read, now=at, said_at=at, zone=zone, country=country)
    if found is not None:
        assert_sound(found, zone if "/" in zone and "Nowhere" not in zone else "UTC")
