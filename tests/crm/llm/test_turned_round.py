"""A day beside words that may exclude it is left to a person, and words that only point elsewhere borrow what was told there."""

import pytest

from crm.llm.embedded.quotes import spoken
from crm.llm.embedded.reading import read
from crm.llm.embedded.turned_round import turned_round

TUESDAY = {"kind": "weekday", "weekday": 1, "role": "contact_after", "quote": "tuesday", "message_id": "m0"}
CALL = {"channel": "call", "kind": "call", "at": "2026-05-12T09:00:00+01:00"}
PENDING = {"purpose": "send the quotation", "earliest": "2026-06-15", "planned_at": "2026-06-15T10:00:00", "quote": ""}


def burst(text):
    return [{"id": "m0", "at": "2026-05-13T10:00:00+01:00", "text": text}]


def reading(text, **more):
    return read({"burst": burst(text), "recent": [], "events": [], "contact": {"country": "GB"}, **more})


@pytest.mark.parametrize(
    "text",
    [
        "whatever you fancy but tuesday is never any use to us",
        "I shall be mulling over your offer on tuesday",
        "tuesday with the family",
        "any day except tuesday",
    ],
)
def test_a_day_that_its_own_clause_may_exclude_is_doubted(text):
    assert turned_round(spoken(burst(text)), [TUESDAY]) == "tuesday"


@pytest.mark.parametrize(
    "text",
    [
        "tuesday please",
        "no rush, tuesday is fine",
        "I'm not sure yet. Call me tuesday",
        "busy with the launch, so tuesday then",
        "not before tuesday",
        "our board decides on tuesday, come back to us at that point",
    ],
)
def test_a_day_that_is_asked_for_is_not(text):
    assert turned_round(spoken(burst(text)), [TUESDAY]) == ""


def test_of_several_days_the_last_is_looked_at():
    friday = {"kind": "weekday", "weekday": 4, "role": "contact_after", "quote": "friday", "message_id": "m0"}
    assert turned_round(spoken(burst("tuesday I am travelling, so do friday")), [TUESDAY, friday]) == ""


@pytest.mark.parametrize(
    "text",
    [
        "it's all in the message I left on your answering machine",
        "the gentleman who came to measure knows what I decided",
        "please check the mail I sent this morning, everything is written there",
        "see my mail about when to speak",
    ],
)
def test_words_that_only_point_elsewhere_borrow_the_day_told_there(text):
    event = {**CALL, "note": "Asks to talk about the quotation on Thursday 18 June instead"}
    answer = reading(text, events=[event], pending=PENDING)
    assert (answer["stance"], answer["pending"]) == ("interested", "move")
    assert [time.get("day") for time in answer["time_expressions"] if time["role"] == "contact_after"] == [18]


def test_words_that_point_to_what_is_settled_settle_it():
    event = {**CALL, "note": "Signed the contract and paid the deposit"}
    answer = reading("I went through it all with your colleague on the phone", events=[event], pending=PENDING)
    assert (answer["stance"], answer["pending"]) == ("resolved", "cancel")


def test_a_greeting_by_the_time_of_day_names_no_time():
    answer = reading("morning", events=[{**CALL, "note": "Order paid on the website"}], pending=PENDING)
    assert (answer["stance"], answer["pending"], answer["time_expressions"]) == ("resolved", "cancel", [])


@pytest.mark.parametrize("text", ["my boss is asking for it already, kindly share the quotation now itself"])
def test_who_asks_for_what_is_planned_gets_it_now(text):
    answer = reading(text, pending=PENDING)
    assert (answer["wants_followup"], answer["answer_now"], answer["pending"]) == (False, True, "cancel")


def test_a_side_question_leaves_what_is_planned():
    assert reading("what are your opening hours?", pending=PENDING)["pending"] == "keep"


def test_who_was_away_and_says_yes_now_wants_no_message_later():
    answer = reading("was sick since friday, just seeing this. yes go ahead and book it")
    assert (answer["wants_followup"], answer["answer_now"]) == (False, True)


def test_a_day_without_a_week_is_one_of_the_week_that_we_asked_about():
    asked = [{"from": "us", "at": "2026-05-13T09:00:00+01:00", "text": "Which day next week can we talk?"}]
    times = reading("Friday is okay", recent=asked)["time_expressions"]
    assert [(time["weekday"], time["which"]) for time in times] == [(4, "next")]


def test_back_on_a_day_and_then_we_will_see_refuses_nothing():
    answer = reading("Estoy fuera por trabajo, regreso el 21 y ahí lo vemos, me interesa")
    assert (answer["stance"], answer["wants_followup"]) == ("interested", True)


def test_a_word_of_time_is_not_passed_over_where_no_date_was_read():
    answer = reading("Please reach me close to month closing, I want to order")
    assert answer["needs_human"]
    assert "month" in answer["needs_human_reason"]
