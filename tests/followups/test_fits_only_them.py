"""A draft that would fit any customer is refused, in every language: it must take up a word of the talk itself."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from conversations.turns.check import content_words, fits_only_them, not_empty_talk
from conversations.turns.turn import Turn


def a_turn(*heard: str, purpose: str = "", quote: str = "", reason: str = "") -> Turn:
    said = tuple(SimpleNamespace(text=text, at=datetime(2026, 6, 1, tzinfo=UTC)) for text in heard)
    pending = SimpleNamespace(purpose=purpose, reason=reason, quote=quote, must_mention=(), agenda=())
    plan = SimpleNamespace(speak="follow_up")
    return cast(Turn, SimpleNamespace(pending=pending, plan=plan, facts=SimpleNamespace(recent=said, burst=())))


def a_draft(text: str) -> Any:
    return SimpleNamespace(text=text, template=None)


@pytest.mark.parametrize(
    ("heard", "about_them", "about_anybody"),
    [
        (
            "swamped, ask me about the fridge on Monday",
            "Hi! Shall we look at the fridge?",
            "Hi! It is Monday, shall we go on?",
        ),
        ("el lunes hablamos de los frenos", "¿Vemos lo de los frenos?", "¡Hola! Es lunes, ¿seguimos?"),
        ("sexta te falo do piso de madeira", "Vamos ver o piso de madeira?", "Olá! Hoje é sexta, continuamos?"),
        ("सैलरी आने पर फ्रिज लूँगा", "क्या फ्रिज पर बात करें?", "क्या अब बात कर सकते हैं?"),
        ("אדבר אתכם על המקרר", "נמשיך עם המקרר?", "נמשיך מכאן?"),
    ],
)
def test_a_draft_takes_up_what_was_said_and_not_only_when(heard, about_them, about_anybody):
    turn = a_turn(heard, purpose=heard, quote=heard)
    assert fits_only_them(turn, a_draft(about_them)) == ""
    assert "fit any customer" in fits_only_them(turn, a_draft(about_anybody))


def test_where_nothing_of_the_matter_was_ever_said_a_person_writes():
    assert "nothing is known" in fits_only_them(
        a_turn("Monday 10am", quote="Monday 10am"), a_draft("It is Monday, shall we go on?")
    )


def test_a_purpose_in_other_words_than_theirs_is_not_enough():
    turn = a_turn(
        "ask me about the fridge on Monday", purpose="refrigeration interest", quote="ask me about the fridge"
    )
    assert "fit any customer" in fits_only_them(turn, a_draft("Is your refrigeration interest still there?"))


def test_what_a_colleague_planned_counts_by_its_purpose():
    assert (
        fits_only_them(a_turn("ok", purpose="the boiler inspection"), a_draft("Shall we plan the boiler inspection?"))
        == ""
    )


def test_an_empty_phrase_of_theirs_in_quotation_marks_is_not_ours():
    turn = a_turn("let's touch base about the fridge")
    assert not_empty_talk(turn, a_draft("You wrote “let's touch base about the fridge”: shall we?")) == ""
    assert "says nothing" in not_empty_talk(turn, a_draft("Just checking in about the fridge."))


def test_vowel_signs_belong_to_their_words():
    assert content_words("फ्रिज चाहिए") == content_words("चाहिए, फ्रिज!")
    assert len(content_words("फ्रिज चाहिए")) == 2
