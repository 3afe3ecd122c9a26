"""The window of a turn: from what they said, and what stands in where they want a message and named no time."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from conversations.turns.meaning import ReadingAnswer
from followups.plan import UNSURE, window_of

pytestmark = pytest.mark.django_db
SAID = datetime(2026, 3, 11, 9, tzinfo=UTC)


def turn(pending=False):
    facts = SimpleNamespace(
        now=SAID + timedelta(days=1),
        contact=SimpleNamespace(zone="Europe/Madrid", country=""),
        house=SimpleNamespace(country="ES", zone="Europe/Madrid"),
        burst=(SimpleNamespace(id=7, at=SAID, text="…"),),
    )
    return SimpleNamespace(facts=facts, pending=SimpleNamespace(id=1) if pending else None)


def reading(*expressions, wants=True, pending="none"):
    return ReadingAnswer.model_validate(
        {
            "language": "en",
            "stance": "interested",
            "stance_quote": "I'm keen",
            "wants_followup": wants,
            "answer_now": False,
            "pending": pending,
            "time_expressions": list(expressions),
        }
    )


TOMORROW = {"kind": "day", "which": "next", "quote": "tomorrow", "message_id": "m7"}


def test_words_count_from_the_day_they_were_written_and_not_from_that_of_the_reading():
    assert window_of(turn(), reading(TOMORROW)).best.date().isoformat() == "2026-03-12"


def test_interested_without_a_time_is_asked_after_two_weeks_and_the_reply_asks_first():
    found = window_of(turn(), reading())
    assert found.earliest.date().isoformat() == "2026-03-25"
    assert found.latest is None
    assert found.confidence < UNSURE
    assert found.quotes == ("I'm keen",)


@pytest.mark.parametrize(("pending", "meaning", "planned"), [(True, "keep", False), (True, "move", True)])
def test_without_a_new_time_what_is_planned_stays_unless_they_want_it_moved(pending, meaning, planned):
    assert bool(window_of(turn(pending), reading(pending=meaning))) is planned


def test_nothing_is_made_up_for_those_who_want_no_message():
    assert window_of(turn(), reading(wants=False)) is None
