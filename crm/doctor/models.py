"""The language model: which one, and whether it answers. Asks it one short question."""

from __future__ import annotations

from collections.abc import Iterator

from asgiref.sync import async_to_sync
from django.conf import settings
from pydantic import BaseModel

from crm.doctor.findings import Finding
from crm.llm import gateway
from crm.llm.choice import describe_model, is_embedded, model_for
from crm.llm.errors import ModelError

GROUP = "Model"


class Greeting(BaseModel):
    """Enough to see that it reads."""

    language: str
    stance: str


def check() -> Iterator[Finding]:
    model = model_for("read")
    if is_embedded(model):
        do = (
            ""
            if settings.DEMO
            else "For full conversations set LLM_MODEL and LLM_API_KEY; without them more goes to people."
        )
        yield Finding(GROUP, "LLM_MODEL", "note", "not set: the embedded reader is at work", do)
    else:
        yield Finding(GROUP, "LLM_MODEL", "ok", describe_model("read"))
        if not (settings.LLM_API_KEY or settings.LLM_API_BASE):
            yield Finding(
                GROUP, "LLM_API_KEY", "warning", "not set", "Set it, unless the provider's own variable is set."
            )
        if settings.LLM_DAILY_BUDGET_USD <= 0:
            do = "Set LLM_DAILY_BUDGET_USD: a limit keeps a fault from costing a month's money in a night."
            yield Finding(GROUP, "LLM_DAILY_BUDGET_USD", "note", "no limit", do)
        if settings.LLM_API_BASE:
            yield Finding(GROUP, "LLM_API_BASE", "ok", settings.LLM_API_BASE)
        yield stepping_in(model)
    yield answering(model)


def stepping_in(model: str) -> Finding:
    """Who answers while the model is out."""
    others = [name for name in settings.LLM_FALLBACK_MODELS if name != model]
    if not others:
        do = "While the model is out every thread waits for people. Unset it, and the embedded reader steps in."
        return Finding(GROUP, "LLM_FALLBACK_MODELS", "warning", "nobody steps in", do)
    return Finding(GROUP, "LLM_FALLBACK_MODELS", "ok", ", ".join(others))


def answering(model: str) -> Finding:
    """Of this very model: the fallback would hide that it does not answer."""
    data = {"burst": [{"id": "m1", "text": "Hello, can you send me a quote please?"}], "contact": {"language": "en"}}
    system = "Say in which language (ISO 639-1) the message is, and the stance: interested or not."
    try:
        with gateway.use_model(model):
            async_to_sync(gateway.ask)("read", Greeting, system=system, data=data)
    except ModelError as error:
        return Finding(GROUP, "Answer", "error", str(error)[:200], "Check LLM_MODEL, LLM_API_KEY and LLM_API_BASE.")
    return Finding(GROUP, "Answer", "ok", "it reads a message and answers in the right form")
