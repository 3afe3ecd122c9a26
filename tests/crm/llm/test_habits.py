"""A day of the week that they ask about as a habit of ours is no day on which to write."""

import pytest

from crm.llm.embedded.time_grammar import parse


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Por cierto, ¿entregáis también los sábados?"),
        ("es", "¿abren los domingos por la mañana?"),
        ("en", "do you also deliver on Saturdays?"),
        ("en", "are you open Sundays?"),
        ("pt", "vocês trabalham aos sábados?"),
        ("fr", "vous livrez aussi le samedi ?"),
        ("de", "liefert ihr auch samstags?"),
    ],
)
def test_a_habit_that_is_asked_about_names_no_time(language, text):
    assert [found for found in parse(text, language) if found["role"] != "not_time"] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "el sábado me viene bien"),
        ("es", "¿me escribes el sábado?"),
        ("en", "can you write to me on Saturday?"),
        ("en", "Saturday works?"),
        ("pt", "pode ser no sábado?"),
        ("fr", "on se parle samedi ?"),
        ("de", "geht Samstag?"),
    ],
)
def test_one_day_is_one_day(language, text):
    assert [found["kind"] for found in parse(text, language)] == ["weekday"]
