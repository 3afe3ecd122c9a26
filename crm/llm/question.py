"""One question under way: what it may still cost, and what each of its calls took, for the LLMCall rows."""

import time
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings
from pydantic import BaseModel

from crm.llm.structured import Message
from crm.models import LLMCall, LLMOutcome

HOSTED_CALLS = 2  # for one question
TOTAL_TIMEOUTS = 1.5  # of LLM_TIMEOUT_SECONDS, for them together
WORTH_A_CALL = 0.2  # of LLM_TIMEOUT_SECONDS: with less time left no further call is begun


@dataclass
class Question:
    """One `ask`. `ends` is monotonic; `attempt` counts the calls begun, `hosted_left` the hosted ones still allowed."""

    task: str
    schema: type[BaseModel]
    messages: list[Message]
    conversation: str  # to recognise it in error messages, nothing else
    turn_id: int | None
    conversation_id: int | None
    ends: float = field(default_factory=lambda: time.monotonic() + TOTAL_TIMEOUTS * settings.LLM_TIMEOUT_SECONDS)
    hosted_left: int = HOSTED_CALLS
    attempt: int = 0

    def row(self, model: str, outcome: LLMOutcome, **more: Any) -> LLMCall:
        about = {"attempt": self.attempt, "turn_id": self.turn_id, "conversation_id": self.conversation_id}
        return LLMCall(task=self.task, model=model[:120], outcome=outcome, **{**about, **more})

    def may_call(self) -> bool:
        return self.hosted_left > 0 and self.ends - time.monotonic() > WORTH_A_CALL * settings.LLM_TIMEOUT_SECONDS


@dataclass
class Spent:
    """What one call took, for its row."""

    started: float = field(default_factory=time.monotonic)
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None  # US dollars; None where litellm knows no price

    def take(self, response: Any, *, free: bool) -> None:
        usage = getattr(response, "usage", None)
        self.tokens_in = getattr(usage, "prompt_tokens", 0) or 0
        self.tokens_out = getattr(usage, "completion_tokens", 0) or 0
        self.cost = 0.0 if free else getattr(response, "_hidden_params", {}).get("response_cost")

    def columns(self) -> dict[str, Any]:
        cost = None if self.cost is None else Decimal(str(round(self.cost, 6)))
        ms = round((time.monotonic() - self.started) * 1000)
        return {"tokens_in": self.tokens_in, "tokens_out": self.tokens_out, "cost_usd": cost, "ms": ms}
