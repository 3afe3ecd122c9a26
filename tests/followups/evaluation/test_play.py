"""What the evaluation plays is what the house does, at the door too."""

import pytest

from followups.evaluation.cases import Case
from followups.evaluation.play import play

pytestmark = pytest.mark.django_db


def a_case(*words: str) -> Case:
    return Case.model_validate(
        {
            "id": "one",
            "lang": "en",
            "now": "2026-06-10T10:00:00+01:00",
            "contact_tz": "Europe/London",
            "messages": [
                {"from": "customer", "at": f"2026-06-10T09:5{n}:00+01:00", "text": said} for n, said in enumerate(words)
            ],
            "pending_followup": {"earliest": "2026-06-15", "latest": "2026-06-17", "purpose": "the lease"},
            "expected": {"wants_followup": False, "stance": "opt_out", "pending_action": "cancel"},
        }
    )


@pytest.mark.parametrize("words", [["unsubscribe"], ["Hello", "STOP"]])
def test_a_stop_word_ends_what_is_pending_without_a_reading(words):
    played = play(a_case(*words))
    assert (played.stance, played.wants_followup, played.pending_action) == ("opt_out", False, "cancel")
