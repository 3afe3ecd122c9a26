import threading
from collections.abc import Callable

import pytest
from asgiref.sync import async_to_sync
from django.db import connection

from conversations.models import Conversation, Turn
from conversations.turns.claim import claim_due
from conversations.turns.run import run_turn
from tests.crm.conftest import openai_server, openai_stub

__all__ = ["openai_server", "openai_stub"]

READ = {
    "language": "en", "stance": "interested", "stance_quote": "", "wants_followup": False, "answer_now": True,
    "confidence": 0.95, "tone": "friendly", "topic": "sales",
}  # fmt: skip
LATER = {
    **READ,
    "wants_followup": True,
    "answer_now": False,
    "reason": "a product launch",
    "wants": "shipping to Portugal",
    "time_expressions": [{"quote": "in two weeks", "kind": "in_duration", "n": 2, "unit": "week"}],
}


@pytest.fixture
def run(openai_stub) -> Callable[[Conversation], Turn]:
    """Claim the one due conversation and run its turn, with the scripted model as the configured one."""

    def one(conversation: Conversation) -> Turn:
        (claim,) = claim_due(10)
        assert claim.conversation_id == conversation.pk
        async_to_sync(run_turn)(claim)
        conversation.refresh_from_db()
        return Turn.objects.get(pk=claim.turn_id)

    return one


def meanwhile(act: Callable[[], object]) -> Callable[[dict], dict]:
    """A reading during which something else happens: in another thread, as from another process."""

    def elsewhere() -> None:
        act()
        connection.close()

    def answer(data: dict) -> dict:
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join(10)
        return READ

    return answer
