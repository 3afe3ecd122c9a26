"""Countries, holidays and zones: the same words mean other days elsewhere."""

from datetime import UTC, datetime, timedelta

import pytest

from followups.windows.holidays_by_name import holiday_days
from followups.windows.vague_words import SAID_LOOSELY, SAID_PLAINLY
from tests.followups.windows.said import days, said, times, window

# The calendar packages warn about their own insides and about years past their tables.
pytestmark = pytest.mark.filterwarnings("ignore")

HOLIDAYS = [
    ("after Easter", "easter", "after", "GB", "2026-03-11", "2026-04-07"),
    ("after Easter, orthodox", "easter", "after", "GR", "2026-03-11", "2026-04-14"),
    ("after Easter, on Easter Tuesday", "easter", "after", "GB", "2026-04-07", "2026-04-07"),
    ("after Carnival", "carnival", "after", "BR", "2026-02-02", "2026-02-18"),
    ("after Semana Santa", "semana santa", "after", "ES", "2026-03-11", "2026-04-06"),
    ("after Ramadan", "ramadan", "after", "AE", "2026-03-11", "2026-03-23"),
    ("after Eid", "eid al-fitr", "after", "AE", "2026-03-11", "2026-03-23"),
    ("after Diwali", "diwali", "after", "IN", "2026-10-12", "2026-11-13"),
    ("after the chagim", "chagim", "after", "IL", "2026-08-31", "2026-10-04"),
    ("after Pesach", "pesach", "after", "IL", "2026-03-11", "2026-04-12"),
    ("after the holidays", "the_holidays", "after", "US", "2026-12-07", "2027-01-04"),
    ("after the holidays, a lone Friday", "holidays", "after", "US", "2025-12-08", "2026-01-05"),
    ("after the holidays in Spain", "the holidays", "after", "ES", "2026-12-07", "2027-01-07"),
    ("after Chinese New Year", "chinese_new_year", "after", "SG", "2027-01-11", "2027-02-11"),
    ("after Thanksgiving", "thanksgiving", "after", "US", "2026-11-02", "2026-11-30"),
    ("after Thanksgiving in Canada", "thanksgiving", "after", "CA", "2026-09-14", "2026-10-13"),
    ("before Christmas", "christmas", "before", "GB", "2026-11-02", "2026-12-11"),
    ("on New Year's Day", "new_year", "on", "GB", "2026-11-02", "2027-01-01"),
    ("after the bank holiday", "bank_holiday", "after", "GB", "2026-04-20", "2026-05-05"),
    ("by its own name", "republic day", "on", "IN", "2026-01-05", "2026-01-26"),
]


@pytest.mark.parametrize(
    ("words", "name", "relation", "country", "at", "earliest"), HOLIDAYS, ids=[row[0] for row in HOLIDAYS]
)
def test_holidays(words, name, relation, country, at, earliest):
    found = window(
        said("holiday", holiday=name, relation=relation), at=f"{at}T09:00:00+00:00", country=country, zone="Etc/UTC"
    )
    assert days(found)[0] == earliest


def test_nobody_jumps_a_year_when_the_holiday_is_just_over():
    assert (
        window(said("holiday", holiday="eid_al_adha", relation="after"), at="2026-06-15T09:00:00+00:00", country="EG")
        is None
    )


def test_the_holidays_in_july_are_the_summer_in_europe():
    expression = said("holiday", holiday="the_holidays", relation="after")
    assert days(window(expression, at="2026-07-06T09:00:00+00:00", country="FR"))[0] == "2026-09-01"


@pytest.mark.parametrize("year", range(2024, 2036))
def test_every_rule_gives_days_in_order_in_every_year(year):
    from followups.windows.holidays_by_name import LOOKED_UP, RULES

    for name in (*RULES, *LOOKED_UP):
        for country in ("", "GB", "US", "RU", "CN", "AU"):
            found = holiday_days(name, year, country)
            if found is not None:
                assert found[0] <= found[1], (name, year)
                assert found[0].year in (year - 1, year), (name, year, found)


PLACES = [
    ("next week in Israel", said("week", which="next"), "Asia/Jerusalem", "IL", "2026-06-14", "2026-06-18"),
    ("next week in Brazil", said("week", which="next"), "America/Sao_Paulo", "BR", "2026-06-15", "2026-06-19"),
    ("the weekend in Egypt", said("weekend"), "Africa/Cairo", "EG", "2026-06-12", "2026-06-13"),
    ("spring in Chile", said("season", season="spring"), "America/Santiago", "CL", "2026-09-01", "2026-11-30"),
    ("spring in Poland", said("season", season="spring"), "Europe/Warsaw", "PL", "2027-03-01", "2027-05-31"),
    ("summer in Australia by the zone", said("season", season="summer"), "Australia/Perth", None, "2026-12-01", "2027-02-28"),
    ("05/08 in Spain", said("date", day=5, month=8, ambiguous=True), "Europe/Madrid", "ES", "2026-08-05", "2026-08-05"),
    ("08/07 in the US", said("date", day=8, month=7, ambiguous=True), "America/New_York", "US", "2026-08-07", "2026-08-07"),
    ("08/25 in the US", said("date", day=25, month=8, ambiguous=True), "America/New_York", "US", "2026-08-25", "2026-08-25"),
    ("away till Friday in Israel", said("weekday", weekday=4, relation="until", role="unavailable"), "Asia/Jerusalem", "IL", "2026-06-14", "2026-06-18"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "expression", "zone", "country", "first", "last"), PLACES, ids=[row[0] for row in PLACES]
)
def test_places(words, expression, zone, country, first, last):
    found = window(expression, at="2026-06-10T09:00:00+00:00", zone=zone, country=country)
    earliest, _, latest = days(found)
    assert (earliest, latest) == (first, last)


def test_an_ambiguous_date_is_asked_about_where_the_country_is_unknown():
    expression = said("date", day=5, month=8, ambiguous=True)
    assert window(expression, country=None).confidence < 0.6
    assert window(expression, country="ES").confidence > 0.6


def test_the_day_is_theirs_and_not_the_servers():
    tomorrow = said("day", which="next")
    late = "2026-06-10T23:30:00+00:00"  # already the 11th in Tokyo, still the 10th in Lima
    assert days(window(tomorrow, at=late, zone="Asia/Tokyo", country="JP"))[0] == "2026-06-12"
    assert days(window(tomorrow, at=late, zone="America/Lima", country="PE"))[0] == "2026-06-11"


def test_tomorrow_after_midnight_is_the_day_after_the_sleep_and_is_asked_about():
    found = window(said("day", which="next"), at="2026-03-11T00:20:00+00:00")
    assert days(found)[0] == "2026-03-11"
    assert found.confidence < 0.6


def test_a_skipped_wall_time_moves_forward_and_a_repeated_one_is_the_first():
    skipped = said("date", day=29, month=3, hour=1, minute=30, meridiem="am")
    assert times(window(skipped))[0] == "29 02:30"
    repeated = said("date", day=25, month=10, hour=1, minute=30, meridiem="am")
    assert window(repeated).earliest.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_hours_named_in_another_zone_keep_to_it_when_only_one_of_the_two_changes_its_clocks():
    nine = said("weekday", weekday=0, hour=9, meridiem="am", zone_hint="New York")
    # 16 March 2026: New York has summer time already, Madrid not yet.
    assert times(window(nine, zone="Europe/Madrid", country="ES"))[0] == "16 14:00"
    assert times(window(nine, at="2026-04-08T09:00:00+00:00", zone="Europe/Madrid", country="ES"))[0] == "13 15:00"


def test_an_unknown_zone_word_is_ignored_at_lower_confidence():
    plain = said("weekday", weekday=4, hour=9, meridiem="am")
    odd = said("weekday", weekday=4, hour=9, meridiem="am", zone_hint="Atlantis")
    assert times(window(odd)) == times(window(plain))
    assert window(odd).confidence < window(plain).confidence


def test_an_unknown_country_has_saturday_and_sunday_off():
    found = window(said("day_of_month", day=20, relation="after"), country="XX")
    assert days(found)[0] == "2026-03-23"


def test_best_of_a_vague_span_is_a_working_day_of_the_country():
    for start in range(1, 29):
        at = f"2026-12-{start:02}T09:00:00+00:00"
        for expression in (said("vague", vague="soon"), said("in_duration", n=2, unit="week", fuzzy=True)):
            best = window(expression, at=at).best
            assert best.weekday() < 5
            assert best.date().isoformat() not in ("2026-12-25", "2026-12-28", "2027-01-01")


def test_the_table_of_vague_words_is_in_order():
    for table in (SAID_PLAINLY, SAID_LOOSELY):
        assert all(low <= best <= high for low, best, high in table.values())


def test_a_day_stays_a_day_where_the_clock_changes_in_it():
    found = window(said("day_of_month", day=29), zone="Europe/London")
    assert found.latest - found.earliest < timedelta(days=1)
    assert found.latest.astimezone(UTC) - found.earliest.astimezone(UTC) < timedelta(hours=23)
