from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from crm.access import TEAM_LEAD
from crm.models import User
from guidelines.activate import activate
from guidelines.models import Guideline
from guidelines.models.revision import write_revision
from guidelines.schema import Hold, Interpretation, Signal, all_of, sentence
from tests.conversations.turns.conftest import openai_server, openai_stub, run
from tests.people import a_person

__all__ = ["openai_server", "openai_stub", "run"]

UNTIL_THEY_WRITE = Interpretation(
    outcome="accept", when=all_of(Signal(signal="asked_for_time")), effects=[Hold(until="contact_writes")]
)


@pytest.fixture
def lead(db: None) -> User:
    return a_person(TEAM_LEAD, is_staff=True, first_name="Tomasz", last_name="Nowak")


@pytest.fixture
def in_force(lead: User) -> Callable[..., Guideline]:
    """A guideline that means just that, active from now on; `text` names it."""

    def make(*effects: Any, text: str = "Our rule", when: Any = None, **fields: Any) -> Guideline:
        row = drafted(
            Interpretation(outcome="accept", effects=list(effects), **({"when": when} if when else {})), text, **fields
        )
        activate(row, lead)
        row.refresh_from_db()
        return row

    return make


def drafted(meaning: Interpretation, text: str = "Our rule", **fields: Any) -> Guideline:
    """Written and understood, not active."""
    row = Guideline.objects.create(text=text, **fields)
    meaning = meaning.model_copy(update={"restatement": sentence(meaning)})
    with transaction.atomic():
        write_revision(row, meaning, text=text, model="test", author=None)
    return row
