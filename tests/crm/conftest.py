from collections.abc import Iterator
from typing import Any

import pytest

from crm.llm import budget, embedded, gateway
from tests.openai_stub import OpenAIStub

KEY = "sk-test-4f9a0c17b2d84e6f9a3c5d7e1b0f2a68"


@pytest.fixture(scope="session")
def openai_server() -> Iterator[OpenAIStub]:
    with OpenAIStub() as stub:
        yield stub


@pytest.fixture
def openai_stub(openai_server: OpenAIStub, settings, monkeypatch) -> Iterator[OpenAIStub]:
    """The stub as the configured model, alone: no fallback, no budget, nothing remembered from other tests."""
    settings.LLM_MODEL = "openai/stub"
    settings.LLM_API_BASE = openai_server.base
    settings.LLM_API_KEY = KEY
    settings.LLM_TASK_MODELS = {}
    settings.LLM_FALLBACK_MODELS = []
    settings.LLM_DAILY_BUDGET_USD = 0
    settings.LLM_TIMEOUT_SECONDS = 10.0
    monkeypatch.setattr(gateway, "PAUSE_SECONDS", 0.01)
    openai_server.reset()
    _forget()
    yield openai_server
    _forget()


@pytest.fixture
def embedded_answers(monkeypatch) -> list[dict[str, Any]]:
    """What the embedded model was asked; it always answers that they are angry."""
    asked: list[dict[str, Any]] = []

    def answer(data: dict[str, Any]) -> dict[str, Any]:
        asked.append(data)
        return {"stance": "angry", "quote": data.get("text", "")}

    monkeypatch.setattr(embedded, "answer", answer, raising=False)
    return asked


def _forget() -> None:
    gateway.breaker.reset()
    gateway._without_extras.clear()
    budget.forget()
