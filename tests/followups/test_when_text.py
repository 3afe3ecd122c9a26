"""The date as it goes into a sentence, in the customer's language."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from followups.when_text import FORMS, MONTHS, WEEKDAYS, when_text

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 5, 6, 10, 0, tzinfo=ROME)  # a Wednesday
TUESDAY = datetime(2026, 5, 12, 15, 30, tzinfo=ROME)


@pytest.mark.parametrize(
    ("language", "precision", "words"),
    [
        ("en", "day", "on Tuesday 12 May"),
        ("en", "hour", "on Tuesday 12 May at 15:30"),
        ("en", "week", "around Tuesday 12 May"),
        ("es", "day", "el martes 12 de mayo"),
        ("es", "part_of_day", "el martes 12 de mayo a las 15:30"),
        ("es", "month", "alrededor del martes 12 de mayo"),
        ("pt", "day", "na terça-feira, 12 de maio"),
        ("pt", "few_days", "por volta de terça-feira, 12 de maio"),
        ("fr", "day", "le mardi 12 mai"),
        ("de", "day", "am Dienstag, den 12. Mai"),
        ("de", "season", "etwa am Dienstag, den 12. Mai"),
        ("en-GB", "day", "on Tuesday 12 May"),
    ],
)
def test_a_day_is_named_with_its_weekday_and_a_loose_one_with_around(language, precision, words):
    assert when_text(TUESDAY, precision, language, NOW) == words


def test_a_portuguese_saturday_is_masculine():
    assert when_text(datetime(2026, 5, 16, 10, tzinfo=ROME), "day", "pt-BR", NOW) == "no sábado, 16 de maio"


def test_the_first_is_ordinal_in_french():
    assert when_text(datetime(2026, 6, 1, 10, tzinfo=ROME), "day", "fr", NOW) == "le lundi 1er juin"


@pytest.mark.parametrize(
    ("language", "today", "tomorrow"),
    [("en", "today at 17:15", "tomorrow at 15:30"), ("es", "hoy a las 17:15", "mañana a las 15:30")],
)
def test_near_days_have_their_own_words(language, today, tomorrow):
    assert when_text(NOW.replace(hour=17, minute=15), "hour", language, NOW) == today
    assert when_text(TUESDAY - timedelta(days=5), "hour", language, NOW) == tomorrow


def test_tomorrow_without_an_hour_says_none():
    assert when_text(TUESDAY - timedelta(days=5), "day", "de", NOW) == "morgen"


def test_the_year_is_said_only_where_it_would_be_missed():
    far = datetime(2027, 3, 8, 10, tzinfo=ROME)
    assert when_text(far, "month", "en", NOW) == "around Monday 8 March 2027"
    december = datetime(2026, 12, 28, 10, tzinfo=ROME)
    assert when_text(datetime(2027, 1, 5, 10, tzinfo=ROME), "day", "en", december) == "on Tuesday 5 January"


@pytest.mark.parametrize("language", ["he", "hi", "", "und"])
def test_a_language_without_a_table_gets_figures(language):
    assert when_text(TUESDAY, "day", language, NOW) == "12/05/2026"


def test_every_language_has_all_its_words():
    assert set(WEEKDAYS) == set(MONTHS) == set(FORMS)
    assert all(len(names) == 7 for names in WEEKDAYS.values())
    assert all(len(names) == 12 for names in MONTHS.values())
