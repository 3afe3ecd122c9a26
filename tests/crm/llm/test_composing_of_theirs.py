"""What a follow-up takes up: the thing our own question was about, and of their words only why it was to be later."""

import pytest

from crm.llm.embedded.composing.offered import offered_in
from crm.llm.embedded.reading import read
from tests.crm.llm.composing_requests import NOW, follow_up, questions_in, reply

NAMED = {
    "id": "named",
    "body": "Hi {{1}}, you wanted to hear from us about {{2}} after {{3}}. Does it suit you now?",
    "variables": {"1": "Tom", "2": "the garden shed", "3": "your holiday"},
}
OTHERS = [
    {
        "id": "told",
        "body": "Hi {{1}}, when we spoke about {{2}} you wrote: “{{3}}”. Does it suit you now?",
        "variables": {"1": "Tom", "2": "the garden shed", "3": "the painters are in"},
    },
    {
        "id": "matter",
        "body": "Hi {{1}}, we were to come back to you about {{2}}. Does it suit you now?",
        "variables": {"1": "Tom", "2": "the garden shed"},
    },
    {
        "id": "quote",
        "body": "Hi {{1}}, you wrote: “{{2}}”. Does it suit you now?",
        "variables": {"1": "Tom", "2": "ask me again in May"},
    },
]


def by_template(text: str, *ours: str, reason: str = "", quote: str = "", language: str = "en", **more):
    draft = follow_up(
        text,
        language,
        recent=tuple(f"us: {each}" for each in ours),
        reason=reason,
        quote=quote,
        template=NAMED,
        other_templates=OTHERS,
        **more,
    )
    return draft.template, draft.template_variables, draft.text


@pytest.mark.parametrize(
    ("language", "ours", "matter"),
    [
        ("en", "Shall I put the greenhouse kit aside for you?", "the greenhouse kit"),
        ("en", "Is this a good moment to talk about our winter course?", "our winter course"),
        ("en", "Do you have a minute for the barn survey this week?", "the barn survey"),
        ("en", "Would you like a sketch of the pergola?", "the sketch of the pergola"),
        ("en", "All the best with the fair!", ""),
        ("es", "¿Te preparo un boceto de la pérgola?", "el boceto de la pérgola"),
        ("pt", "Posso reservar a mesa do canto para sexta?", "a mesa do canto"),
        ("he", "לשלוח את ההצעה?", ""),
    ],
)
def test_our_question_tells_what_it_was_about(language, ours, matter):
    assert offered_in(ours, language) == matter


def test_what_is_ours_stays_ours_when_it_is_said_again():
    text = by_template("the plumber has torn up the hall, try me in a month", "Shall I send you our tile catalogue?")[2]
    assert "our tile catalogue" in text
    assert "for us" not in text


def test_of_their_words_only_the_reason_is_quoted():
    chosen, values, _ = by_template(
        "The plumber has torn up the hall, give me a shout in a month or so", "Shall I book the tile visit?"
    )
    assert chosen == "told"
    assert values["3"] == "The plumber has torn up the hall"


def test_with_a_reason_that_reads_on_the_planned_template_goes():
    chosen, values, _ = by_template("We need a sauna, but we're moving house", reason="we're moving house")
    assert (chosen, values["3"]) == ("named", "your move")


def test_where_they_named_only_a_day_the_day_goes_with_the_matter():
    chosen, values, _ = by_template("Tuesday works better", "Shall I book the tile visit?", quote="Tuesday")
    assert (chosen, values["2"]) == ("matter", "the tile visit on Tuesday")


def test_where_they_stood_while_they_spoke_is_not_said_back():
    spoken = (
        "[voice transcript] hi uh it's Jo, I'm in the waiting room, um so the tile samples, yeah, call me uh Tuesday"
    )
    chosen, values, text = by_template(spoken, quote="Tuesday")
    assert chosen == "matter"
    assert "the tile samples" in values["2"]
    assert "waiting room" not in text


def test_a_private_clause_is_left_out_of_what_is_quoted():
    text = by_template("I'm at the clinic with my son, the tiles can wait, ask me in a week", "Shall I cut the tiles?")[
        2
    ]
    assert text
    assert "clinic" not in text


def test_after_a_loss_nobody_is_quoted():
    chosen, _, text = by_template("my gran passed on Sunday, we can't think of tiles", "Shall I cut the tiles?")
    assert chosen != "told"
    assert "gran" not in text


def test_a_way_to_reach_them_is_no_matter():
    draft = reply("The roofers are in, give me a nudge in four weeks", when="around Tuesday 17 March")
    assert "nudge" not in draft.text
    assert "17 March" in draft.text


def test_a_call_that_an_event_tells_of_is_the_reason():
    draft = follow_up(
        "it's as I told your colleague on the phone",
        purpose="go over the tile quote",
        template=NAMED,
        other_templates=OTHERS,
        events=[{"channel": "phone", "note": "Wants to go over the tile quote in March"}],
    )
    assert draft.template_variables["2"] == "the tile quote"
    assert draft.template_variables["3"] == "our phone call"


def test_what_the_check_missed_is_said_the_second_time():
    asked = {"purpose": "the tile quote", "reason": "", "must_mention": ["the tile quote", "grandma's oak dresser"]}
    first = follow_up("I need the tile quote, and grandma's oak dresser moved", **asked)
    again = follow_up(
        "I need the tile quote, and grandma's oak dresser moved",
        repair="It leaves out “grandma's oak dresser”, which must be mentioned.",
        **asked,
    )
    assert "dresser" in again.text
    assert questions_in(first.text) == questions_in(again.text) == 1


def test_a_reason_that_says_nothing_is_no_thing_to_mention():
    said = read({"burst": [{"id": "m1", "at": NOW, "text": "can't now, ask me on Tuesday about the tiles"}]})
    assert said["must_mention"]
    assert all("can't" not in each for each in said["must_mention"])
