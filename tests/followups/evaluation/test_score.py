"""How a played case is judged."""

from followups.evaluation.cases import Case
from followups.evaluation.play import Played
from followups.evaluation.score import judge

CASE = Case.model_validate(
    {
        "id": "one",
        "lang": "en",
        "now": "2026-06-10T10:00:00+01:00",
        "contact_tz": "Europe/London",
        "messages": [
            {"from": "customer", "at": "2026-06-10T09:50:00+01:00", "text": "Ask me about the lease on Monday"}
        ],
        "expected": {"wants_followup": True, "stance": "interested", "pending_action": "none"},
    }
)


def played(**more):
    return Played(wants_followup=True, stance="interested", **more)


def test_a_draft_that_the_check_refused_was_not_automatic_since_a_person_had_to_write_it():
    assert judge(CASE, played())["automatic"] == 1.0
    assert judge(CASE, played(refused="check_failed"))["automatic"] == 0.0


def test_a_case_given_to_a_person_is_neither_automatic_nor_right():
    given = judge(CASE, played(person="low_confidence"))
    assert (given["automatic"], given["wants_followup"]) == (0.0, 0.0)
