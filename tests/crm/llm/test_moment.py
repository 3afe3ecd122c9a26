"""A promised follow-up is due: is it still right to write?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.turns.meaning import MomentAnswer
from crm.llm import embedded

FOLLOW_UP = {
    "purpose": "ask about the boat trailer",
    "reason": "waiting for the harbour permit",
    "quote": "write me once I have the permit",
    "planned_at": "2026-06-01T10:00:00+00:00",
    "earliest": "2026-06-10",
    "latest": None,
    "must_mention": ["the boat trailer"],
    "must_not_say": [],
    "stance": "interested",
}


def decide(*said, events=(), follow_up=FOLLOW_UP):
    return MomentAnswer.model_validate(
        embedded.answer(
            {
                "task": "moment",
                "now": "2026-06-10T10:00:00+02:00",
                "timezone": "Europe/Madrid",
                "weekday": "Wednesday",
                "contact": {"name": "Ana", "language": "en", "country": "ES"},
                "business": {"name": "Casa"},
                "follow_up": follow_up,
                "recent": [
                    {"from": "customer", "at": "2026-06-01T09:00:00+00:00", "text": "write me once I have the permit"},
                    *({"from": who, "at": "2026-06-05T09:00:00+00:00", "text": text} for who, text in said),
                ],
                "events": [
                    {"channel": "call", "kind": "note", "at": "2026-06-06T09:00:00+00:00", "note": note}
                    for note in events
                ],
            }
        )
    )


def test_where_nothing_changed_it_writes():
    answer = decide()
    assert answer.verdict == "write"
    assert answer.confidence >= 0.5


@pytest.mark.parametrize("text", ["thanks!", "what colours does it come in?", "great, talk then"])
def test_thanks_and_side_questions_change_nothing(text):
    assert decide(("customer", text)).verdict == "write"


@pytest.mark.parametrize(
    "text", ["please delete my number", "No thanks, we bought one elsewhere", "All sorted, thank you, it works now"]
)
def test_their_own_words_since_can_end_it(text):
    answer = decide(("customer", text))
    assert answer.verdict == "cancel"
    assert answer.quote in text


@pytest.mark.parametrize("note", ["Boat trailer order paid in the shop", "Order paid online"])
def test_what_settled_it_elsewhere_ends_it(note):
    answer = decide(events=[note])
    assert (answer.verdict, answer.quote) == ("cancel", note)


@pytest.mark.parametrize(
    "note", ["Complained about the last delivery, very upset", "Support ticket opened: winch broken"]
)
def test_a_complaint_elsewhere_goes_to_a_person(note):
    assert decide(events=[note]).verdict == "person"


def test_all_that_they_had_asked_for_is_this_matter_too():
    assert (
        decide(events=["Signed at the counter: everything they had asked for is on order, ordered by Pia"]).verdict
        == "cancel"
    )
    assert decide(events=["They asked whether it can be paid later"]).verdict == "write"


def test_something_else_settled_is_for_a_person_to_judge():
    note = "Paid the insurance excess for the motorbike claim of last autumn by bank transfer"
    assert decide(events=[note]).verdict == "person"


def test_anger_since_goes_to_a_person():
    assert decide(("customer", "You people are a disgrace, nobody answers me!!!")).verdict == "person"


def test_an_event_that_changes_nothing_is_no_reason_to_stop():
    assert decide(events=["Opened the newsletter"]).verdict == "write"


def test_without_a_follow_up_a_person_decides():
    assert decide(follow_up=None).verdict == "person"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=3), st.lists(st.text(max_size=60), max_size=2))
def test_it_never_raises(texts, notes):
    answer = decide(*(("customer", text) for text in texts), events=notes)
    assert answer.because
