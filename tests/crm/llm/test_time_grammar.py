"""The embedded model finds expressions of time as typed values, in eight languages, without computing a date."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.turns.meaning import TimeExpression
from crm.llm.embedded.time_grammar import parse


def only(text: str, language: str | None = None) -> dict[str, Any]:
    found = parse(text, language)
    assert len(found) == 1, found
    TimeExpression.model_validate(found[0])
    return found[0]


KINDS = [
    ("Could we speak in two weeks?", {"kind": "in_duration", "n": 2, "unit": "week"}),
    (
        "Swamped right now, let's chat in a couple of weeks",
        {"kind": "in_duration", "n": 2, "unit": "week", "fuzzy": True},
    ),
    ("try me in half an hour", {"kind": "in_duration", "n": 0.5, "unit": "hour"}),
    ("2-3 weeks", {"kind": "in_duration", "n": 2, "n_max": 3}),
    ("call me tomorrow at 3pm", {"kind": "day", "which": "next", "hour": 3, "meridiem": "pm"}),
    ("next Tuesday morning", {"kind": "weekday", "weekday": 1, "which": "next", "part_of_day": "morning"}),
    ("on the 12th", {"kind": "day_of_month", "day": 12}),
    ("3 August", {"kind": "date", "day": 3, "month": 8}),
    ("on 03/08", {"kind": "date", "day": 3, "month": 8, "ambiguous": True}),
    ("mid March", {"kind": "month", "month": 3, "part": "mid"}),
    ("early next week", {"kind": "week", "which": "next", "part": "early"}),
    ("the week after next", {"kind": "week", "which": "after_next"}),
    ("the week of the 8th", {"kind": "week_of", "day": 8}),
    ("let's talk in Q3", {"kind": "quarter", "n": 3}),
    ("in the spring", {"kind": "season", "season": "spring"}),
    ("at the end of the month", {"kind": "end_of", "unit": "month"}),
    ("start of May", {"kind": "start_of", "unit": "month", "month": 5}),
    ("after Easter", {"kind": "holiday", "holiday": "easter", "relation": "after"}),
    ("I'm back on the 3rd", {"kind": "return_from", "start": {"kind": "day_of_month", "day": 3}}),
    ("once my flat sells", {"kind": "event_without_date", "event": "my flat sells"}),
    ("give me the weekend", {"kind": "weekend", "relation": "after"}),
    ("maybe some day, who knows", {"kind": "vague", "vague": "some_day"}),
    ("la semana que viene hablamos", {"kind": "week", "which": "next"}),
    ("pasado mañana por la mañana", {"kind": "day", "which": "after_next", "part_of_day": "morning"}),
    ("a finales de julio", {"kind": "end_of", "unit": "month", "month": 7}),
    ("después de Semana Santa", {"kind": "holiday", "holiday": "holy_week", "relation": "after"}),
    ("daqui a duas semanas", {"kind": "in_duration", "n": 2, "unit": "week"}),
    ("amanhã às 15h", {"kind": "day", "which": "next", "hour": 15}),
    ("na próxima terça", {"kind": "weekday", "weekday": 1}),
    ("fin mars", {"kind": "end_of", "unit": "month", "month": 3}),
    ("übermorgen um 15 Uhr", {"kind": "day", "which": "after_next", "hour": 15}),
    ("בעוד שבועיים", {"kind": "in_duration", "n": 2, "unit": "week"}),
    ("الأسبوع القادم", {"kind": "week", "which": "next"}),
    ("दिवाली के बाद", {"kind": "holiday", "holiday": "diwali", "relation": "after"}),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_each_kind_is_read_with_its_arguments(text: str, expected: dict[str, Any]) -> None:
    found = only(text)
    assert {key: found.get(key) for key in expected} == expected


ROLES = [
    ("I'm away till the 12th", "unavailable"),
    ("we spoke last week", "past_fact"),
    ("I ordered two days ago", "past_fact"),
    ("I'll send you the papers on Friday", "their_commitment"),
    ("you said you'd send the offer tomorrow", "our_commitment"),
    ("our wedding is on June 3rd", "event"),
    ("can you get me the offer by Friday", "contact_before"),
    ("are you open on Saturday?", "not_time"),
    ("give us room, I'll write when I'm ready", "their_commitment"),
    ("estoy de viaje hasta el 12", "unavailable"),
    ("te mando los papeles el viernes", "their_commitment"),
    ("me dijiste que me llamabas mañana", "our_commitment"),
    ("estou de férias até o dia 12", "unavailable"),
    ("comprei há dois dias", "past_fact"),
    ("אני בחופשה עד ה-18", "unavailable"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_the_words_around_a_time_say_whose_it_is(text: str, role: str) -> None:
    assert only(text)["role"] == role


@pytest.mark.parametrize(
    "text", ["not next week", "any day but Monday", "no el lunes", "na segunda não", "nicht am Montag"]
)
def test_what_is_ruled_out_is_negated(text: str) -> None:
    assert only(text)["negated"] is True


@pytest.mark.parametrize("text", ["no, make it Friday", "mejor el viernes", "melhor na sexta"])
def test_a_correction_says_so(text: str) -> None:
    assert only(text)["corrects"] is True


@pytest.mark.parametrize("text", ["budget is 2000", "we may be interested", "I sat down, march on", "good morning", ""])
def test_what_only_looks_like_time_is_left_alone(text: str) -> None:
    assert parse(text) == []


def test_a_condition_and_a_zone_are_kept_in_their_words() -> None:
    assert only("if the bank agrees, next week")["condition"] == "if the bank agrees"
    assert only("at 3pm London time")["zone_hint"] == "London"


def test_a_day_of_a_named_week_is_the_week_and_the_day() -> None:
    assert [e["kind"] for e in parse("Thursday next week works")] == ["week", "weekday"]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_error_and_quoted_verbatim(text: str) -> None:
    for found in parse(text):
        assert TimeExpression.model_validate(found).quote in text


WORDS = "next in two weeks until after the 12th on friday not if when i'll away at 3 pm mañana hasta el 22 , . amanhã dia".split()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=20))
def test_words_of_time_in_any_order_make_valid_expressions(words: list[str]) -> None:
    text = " ".join(words)
    for found in parse(text):
        assert TimeExpression.model_validate(found).quote in text


@pytest.mark.parametrize("piece", ["until ", "when ", "next ", "in 3 ", "(", "antes de ", "אחרי ", "1/"])
def test_a_very_long_message_does_not_hang_the_reader(piece: str) -> None:
    """No speed is claimed: a pattern that tries its ways back and forth takes minutes here, a sound one half a second."""
    began = time.process_time()
    parse((piece * 10_000)[:10_000])
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    ("text", "season"),
    [("let's talk when summer comes", "summer"), ("once autumn begins", "autumn"), ("when spring starts", "spring")],
)
def test_a_season_that_begins_is_a_season(text: str, season: str) -> None:
    found = only(text)
    assert (found["kind"], found["season"], found["part"]) == ("season", season, "early")


def test_what_only_has_a_season_in_its_name_stays_an_event() -> None:
    assert only("when my summer job starts")["kind"] == "event_without_date"
