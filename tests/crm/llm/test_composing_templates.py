import re

import pytest

from tests.crm.llm.composing_requests import follow_up

ENGLISH = {
    "body": "Hi {{1}}, you wanted to hear from us about {{2}} after {{3}}. Does it suit you now?",
    "variables": {"1": "Tom", "2": "the garden shed", "3": "your holiday"},
}


def test_a_template_is_filled_so_that_it_reads():
    draft = follow_up(
        "We need our piano moved, but the choir exams come first",
        purpose="our piano moved",
        reason="the choir exams",
        template=ENGLISH,
    )
    assert draft.template_variables["1"] == "Rita"
    assert "your piano moved" in draft.template_variables["2"]
    assert draft.template_variables["3"] == "the choir exams"


@pytest.mark.parametrize(
    ("language", "body", "sample", "text", "filled"),
    [
        (
            "es",
            "Hola {{1}}, quedamos en hablar de {{2}} después de {{3}}. ¿Seguimos?",
            {"1": "Tom", "2": "la caseta", "3": "tus vacaciones"},
            "Quiero reformar mi terraza, pero tenemos el lanzamiento de un producto",
            {"1": "Rita", "2": "la reforma de tu terraza", "3": "tu lanzamiento"},
        ),
        (
            "pt",
            "Olá {{1}}, ficou de falarmos sobre {{2}} depois de {{3}}. Continuamos?",
            {"1": "Tom", "2": "a casota", "3": "suas férias"},
            "Quero reformar a minha varanda, mas estou de férias",
            {"1": "Rita", "2": "a reforma da sua varanda", "3": "suas férias"},
        ),
    ],
)
def test_a_template_is_filled_in_spanish_and_portuguese(language, body, sample, text, filled):
    draft = follow_up(text, language, reason=text.split(",")[1], template={"body": body, "variables": sample})
    assert draft.template_variables == filled


def test_after_once_stands_a_clause():
    template = {
        "body": "Hi {{1}}, once {{2}} we were to talk about {{3}}. Shall we?",
        "variables": {"2": "the move is over"},
    }
    draft = follow_up(
        "I want a sauna, we're moving house", purpose="a sauna", reason="we're moving house", template=template
    )
    assert draft.template_variables["2"] == "your move is over"
    assert draft.template_variables["3"] == "your sauna"


def test_a_template_that_would_say_nothing_of_theirs_is_left_to_a_person():
    assert follow_up("ok", template=ENGLISH).abstain


def test_values_are_as_whatsapp_takes_them():
    text = "I want\n\na sauna\twith    a {{view}}, we're moving house"
    draft = follow_up(text, purpose=text, reason="we're moving\nhouse", template=ENGLISH)
    for value in draft.template_variables.values():
        assert value
        assert not re.search(r"[\n\t{}]| {4}", value)


def test_an_unknown_name_still_greets():
    draft = follow_up(
        "I want a sauna, we're moving house", reason="we're moving house", template=ENGLISH, name="+44 7700 900123"
    )
    assert draft.text.startswith("Hi there,")


def test_private_reasons_do_not_enter_a_template():
    draft = follow_up(
        "surgery next week, then the sauna", purpose="the sauna", reason="surgery next week", template=ENGLISH
    )
    assert "surgery" not in draft.text
