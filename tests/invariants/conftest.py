from collections.abc import Iterator

import pytest

from conversations.turns import compose, run
from crm import clock
from crm.llm import embedded
from guidelines import recall
from tests.invariants import house, machine_time
from tests.invariants.readers import answer
from tests.invariants.scripted_twilio import ScriptedTwilio

A_VECTOR = [1.0] + [0.0] * 383  # no article is there to be found


@pytest.fixture(scope="session")
def _twilio() -> Iterator[ScriptedTwilio]:
    twilio = ScriptedTwilio()
    yield twilio
    twilio.close()


@pytest.fixture
def twilio(_twilio: ScriptedTwilio, db: None, settings, monkeypatch) -> Iterator[ScriptedTwilio]:
    """The product as it is in these tests: Twilio and the model by script, the machine's clock standing."""
    settings.TWILIO_API_BASE, settings.TWILIO_TIMEOUT_SECONDS = _twilio.url, 2
    settings.TURN_STEPS = house.with_ours(settings.TURN_STEPS)
    settings.LLM_MODEL, settings.LLM_FALLBACK_MODELS = "", []
    monkeypatch.setattr(clock, "datetime", machine_time.Standing)
    monkeypatch.setattr(embedded, "answer", lambda data: answer(house.current_answers(), data))
    monkeypatch.setattr(recall, "vectors_for", lambda parts: [A_VECTOR for _ in parts])
    monkeypatch.setattr(compose.typing, "show", lambda sid: False)  # a courtesy of no consequence
    run.steps.cache_clear()
    yield _twilio
    run.steps.cache_clear()
