"""A Tuesday in April, 11:00 in Madrid, a model that says what it is told, and an approved template."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from asgiref.sync import async_to_sync
from django.test import Client

from conversations.models import Conversation, Turn
from conversations.turns.claim import claim_due
from conversations.turns.run import run_turn
from crm.models import User
from tests.builders import a_team, a_template
from tests.conversations.turns.conftest import READ
from tests.crm.conftest import openai_server, openai_stub
from tests.openai_stub import says
from tests.people import a_person, browser

__all__ = ["openai_server", "openai_stub"]

NOW = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)
WRITE = {"verdict": "write", "because": "Nothing has changed.", "confidence": 0.9}


def words(data: dict) -> dict:
    """What a fair writer would say: of their matter, with one question."""
    if data.get("template"):
        places = {"1": "Ana", "2": "shipping parcels to Portugal", "3": "the product launch"}
        wanted = {key: value for key, value in places.items() if "{{" + key + "}}" in data["template"]["body"]}
        return {"template_variables": wanted, "confidence": 0.9}
    if data["purpose"] == "follow_up":
        return {"text": "Hi Ana, how did the launch go? Your parcels to Portugal can start any day.", "confidence": 0.9}
    return {"text": "Gladly, I'll come back to it.", "confidence": 0.9}


@pytest.fixture
def world(clock_at, openai_stub):
    """The scripted model; `read` answers READ until a test says otherwise."""
    clock_at(NOW)
    a_team()
    a_template()
    a_template(name="quote_en", purpose="follow_up_quote", body="Hi {{1}}, you wrote: “{{2}}”. Shall we go on?")
    openai_stub.on("read", says(READ))
    openai_stub.on("moment", says(WRITE))
    openai_stub.on("compose", says(words))
    return openai_stub


@pytest.fixture
def mara() -> User:
    """A support agent of ours."""
    return a_person(username="mara")


@pytest.fixture
def page(mara: User) -> Client:
    """Her browser, logged in."""
    return browser(mara)


@pytest.fixture
def turn() -> Callable[[Conversation], Turn]:
    """Run the one due turn."""

    def run(conversation: Conversation) -> Turn:
        (claim,) = claim_due(10)
        async_to_sync(run_turn)(claim)
        conversation.refresh_from_db()
        return Turn.objects.get(pk=claim.turn_id)

    return run
