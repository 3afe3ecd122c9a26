"""Good answers, answers that do not fit, and the embedded model: through real litellm over HTTP."""

import asyncio
import time
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from pydantic import BaseModel

from crm.llm import embedded, gateway
from crm.llm.errors import (
    ModelAnswerInvalid,
    ModelRefused,
    ModelUnavailable,
)
from crm.models import LLMCall
from tests.crm.asking import GOOD, Reading, ask, outcomes
from tests.openai_stub import OpenAIStub, says

pytestmark = pytest.mark.django_db


def test_litellm_queues_no_record_of_a_call_for_callbacks_that_nobody_has(openai_stub: OpenAIStub) -> None:
    from litellm.litellm_core_utils.logging_worker import GLOBAL_LOGGING_WORKER

    openai_stub.on("read", says(GOOD))
    ask()
    assert GLOBAL_LOGGING_WORKER._queue is None


def test_a_good_answer_is_an_instance_of_the_schema_and_leaves_one_row(openai_stub: OpenAIStub) -> None:
    openai_stub.on("read", says(GOOD, after=0.05))
    assert ask(turn_id=7, conversation_id=8) == Reading(**GOOD)
    call = LLMCall.objects.get()
    assert (call.task, call.model, call.outcome, call.attempt) == ("read", "openai/stub", "ok", 1)
    assert (call.turn_id, call.conversation_id, call.error) == (7, 8, "")
    assert call.tokens_in > 50
    assert call.tokens_out > 5
    assert 50 <= call.ms < 5000
    assert call.cost_usd is None, "nobody knows the stub's price"


def test_the_schema_goes_both_as_response_format_and_in_words(openai_stub: OpenAIStub) -> None:
    openai_stub.on("read", says(GOOD))
    ask()
    asked = openai_stub.asked[0]
    assert asked.body["response_format"]["json_schema"]["schema"]["required"] == ["stance"]
    assert asked.message("system").startswith("Read the message.\n")
    assert 'Reading = {stance: "interested"|"angry", quote?: string, wants?: string[]}' in asked.message("system")
    assert asked.data == {"text": "sounds great", "task": "read"}


@pytest.mark.parametrize(
    "text",
    [
        '```json\n{"stance": "interested"}\n```',
        'Here {you} are:\n{"stance": "interested"}\nAnything else?',
        '<think>{"stance": "angry"}</think>{"stance": "interested"}',
        '{"stance": "interested", "quote": null, "wants": null}',
    ],
    ids=["fence", "prose", "thinking", "nulls"],
)
def test_an_answer_is_found_in_what_models_put_around_it(openai_stub: OpenAIStub, text: str) -> None:
    openai_stub.on("read", says(text))
    assert ask().stance == "interested"
    assert outcomes() == ["ok"]


def test_an_inner_object_of_a_broken_answer_is_no_answer(openai_stub: OpenAIStub) -> None:
    openai_stub.on("read", says('{"note": {"stance": "interested"}, "stance": '))
    with pytest.raises(ModelAnswerInvalid):
        ask()


def test_malformed_json_is_repaired_by_one_more_call_that_is_told_what_was_wrong(openai_stub: OpenAIStub) -> None:
    openai_stub.on("read", says('{"stance": "delighted"}'), says(GOOD))
    assert ask() == Reading(**GOOD)
    assert outcomes() == ["invalid", "repaired"]
    assert list(LLMCall.objects.order_by("id").values_list("attempt", flat=True)) == [1, 2]
    repair = openai_stub.asked[1].body["messages"]
    assert [m["role"] for m in repair] == ["system", "user", "assistant", "user"]
    assert repair[2]["content"] == '{"stance": "delighted"}'
    assert "stance: Input should be 'interested' or 'angry'" in repair[3]["content"]


def test_rubbish_twice_raises_and_asks_nobody_else(openai_stub: OpenAIStub, settings, embedded_answers) -> None:
    settings.LLM_FALLBACK_MODELS = ["embedded/reader"]
    openai_stub.on("read", says("I would rather talk about the weather."))
    with pytest.raises(ModelAnswerInvalid):
        ask()
    assert outcomes() == ["invalid", "invalid"]
    assert len(openai_stub.asked) == 2
    assert not embedded_answers


def test_an_object_without_any_asked_field_is_no_answer(openai_stub: OpenAIStub) -> None:
    class AllOptional(BaseModel):
        text: str = ""

    openai_stub.on("read", says({"error": "no"}))
    with pytest.raises(ModelAnswerInvalid, match="none of the fields"):
        async_to_sync(gateway.ask)("read", AllOptional, system="", data={})


def test_the_model_comes_from_the_task_then_the_setting_then_is_the_embedded_one(settings) -> None:
    settings.LLM_MODEL, settings.LLM_TASK_MODELS = "", {}
    assert gateway.describe_model() == "Embedded reader"
    settings.LLM_MODEL, settings.LLM_TASK_MODELS = "anthropic/claude-sonnet-4-5", {"read": "openai/gpt-4o"}
    assert gateway.describe_model() == "claude-sonnet-4-5"
    assert gateway.model_for("read") == "openai/gpt-4o"
    with gateway.use_model("openai/stub"):
        assert gateway.model_for("read") == "openai/stub"
    assert gateway.model_for("read") == "openai/gpt-4o"


def test_a_chosen_model_has_no_fallback(openai_stub: OpenAIStub, settings, embedded_answers) -> None:
    settings.LLM_FALLBACK_MODELS = ["embedded/reader"]
    with gateway.use_model("openai/chosen"), pytest.raises(ModelRefused):
        ask()
    assert [asked.body["model"] for asked in openai_stub.asked] == ["chosen"]
    assert not embedded_answers


def test_the_embedded_model_answers_through_the_same_path(openai_stub, settings, embedded_answers) -> None:
    settings.LLM_MODEL = ""
    assert ask({"text": "<b>never</b> again"}) == Reading(stance="angry", quote="<b>never</b> again")
    assert embedded_answers == [{"text": "<b>never</b> again", "task": "read"}]
    call = LLMCall.objects.get()
    assert (call.model, call.outcome, call.cost_usd) == ("embedded/reader", "ok", 0)
    assert call.tokens_in > 0
    assert call.tokens_out > 0
    assert not openai_stub.asked


def test_an_embedded_answer_is_validated_like_any_other(openai_stub, settings, monkeypatch) -> None:
    settings.LLM_MODEL = ""
    monkeypatch.setattr(embedded, "answer", lambda data: {"stance": "delighted"}, raising=False)
    with pytest.raises(ModelAnswerInvalid):
        ask()
    assert outcomes() == ["invalid"]


def test_a_failing_embedded_model_says_where_and_not_what(openai_stub, settings, monkeypatch, caplog) -> None:
    def answer(data: dict[str, Any]) -> dict[str, Any]:
        raise KeyError(data["text"])

    settings.LLM_MODEL = ""
    monkeypatch.setattr(embedded, "answer", answer, raising=False)
    with pytest.raises(ModelUnavailable, match="KeyError in answer") as failure:
        ask({"text": "Ignatius"})
    assert "Ignatius" not in caplog.text + str(failure.value) + LLMCall.objects.get().error


def test_the_loop_runs_on_while_the_embedded_model_computes(openai_stub, settings, monkeypatch) -> None:
    settings.LLM_MODEL = ""
    monkeypatch.setattr(embedded, "answer", lambda data: time.sleep(0.3) or GOOD, raising=False)

    async def ticks_while_asking() -> int:
        asking = asyncio.ensure_future(gateway.ask("read", Reading, system="", data={}))
        ticks = 0
        while not asking.done():
            await asyncio.sleep(0.02)
            ticks += 1
        assert (await asking).stance == "interested"
        return ticks

    assert async_to_sync(ticks_while_asking)() >= 8
