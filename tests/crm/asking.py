"""One question to put to the gateway, and what its rows say afterwards."""

from typing import Any, Literal

from asgiref.sync import async_to_sync
from pydantic import BaseModel

from crm.llm import gateway
from crm.models import LLMCall


class Reading(BaseModel):
    stance: Literal["interested", "angry"]
    quote: str = ""
    wants: list[str] = []


GOOD = {"stance": "interested", "quote": "sounds great"}


def ask(data: dict[str, Any] | None = None, **ids: Any) -> Reading:
    question = gateway.ask("read", Reading, system="Read the message.", data=data or {"text": "sounds great"}, **ids)
    return async_to_sync(_awaited)(question)


async def _awaited(coroutine: Any) -> Any:
    return await coroutine


def outcomes() -> list[str]:
    return list(LLMCall.objects.order_by("id").values_list("outcome", flat=True))
