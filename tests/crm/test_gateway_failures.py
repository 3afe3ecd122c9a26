"""Servers that fail, hang, drop and refuse, and loops that end: the gateway through real litellm over HTTP."""

import asyncio
import gc
import logging
import socket
import time
import warnings

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import connections

from crm.llm import gateway
from crm.llm.errors import (
    ModelAnswerInvalid,
    ModelRefused,
    ModelTimeout,
    ModelUnavailable,
)
from crm.models import LLMCall
from tests.crm.asking import GOOD, Reading, ask, outcomes
from tests.openai_stub import DROPS, HANGS, RUBBISH, TRICKLES, OpenAIStub, fails, says

pytestmark = pytest.mark.django_db


def test_a_500_is_retried_once(openai_stub: OpenAIStub) -> None:
    openai_stub.on("read", fails(500), says(GOOD))
    assert ask() == Reading(**GOOD)
    assert outcomes() == ["unavailable", "ok"]


def test_a_question_never_costs_more_than_two_calls(openai_stub: OpenAIStub) -> None:
    openai_stub.on("read", fails(503), says("not json"), says(GOOD))
    with pytest.raises(ModelAnswerInvalid):
        ask()
    assert outcomes() == ["unavailable", "invalid"]
    assert len(openai_stub.asked) == 2


@pytest.mark.parametrize("status", [401, 404, 429])
def test_a_refusal_is_not_retried(openai_stub: OpenAIStub, status: int) -> None:
    openai_stub.on("read", fails(status), says(GOOD))
    with pytest.raises(ModelRefused) as refusal:
        ask()
    assert refusal.value.status == status
    assert outcomes() == ["refused"]
    assert len(openai_stub.asked) == 1


def test_a_server_that_dislikes_response_format_is_asked_again_without_and_remembered(openai_stub: OpenAIStub) -> None:
    openai_stub.on("read", fails(400, "response_format is not supported"), says(GOOD))
    assert ask() == Reading(**GOOD)
    assert ask() == Reading(**GOOD)
    assert outcomes() == ["refused", "ok", "ok"]
    assert ["response_format" in asked.body for asked in openai_stub.asked] == [True, False, False]


@pytest.mark.parametrize("trouble", [HANGS, TRICKLES, says(GOOD, after=3.0)], ids=["hang", "trickle", "slow"])
def test_a_silent_server_costs_one_and_a_half_timeouts_at_most(openai_stub: OpenAIStub, settings, trouble) -> None:
    openai_stub.on("read", says(GOOD))
    ask()  # what litellm loads at its first call is not the server's slowness
    settings.LLM_TIMEOUT_SECONDS = 0.4
    openai_stub.on("read", trouble)
    began = time.monotonic()
    with pytest.raises(ModelTimeout):
        ask()
    assert time.monotonic() - began < 1.5 * 0.4 * 1.1 + 0.3
    assert outcomes() == ["ok", "timeout", "timeout"]


@pytest.mark.parametrize("trouble", [DROPS, RUBBISH], ids=["drop", "rubbish"])
def test_a_broken_response_counts_as_unavailable(openai_stub: OpenAIStub, trouble) -> None:
    openai_stub.on("read", trouble, says(GOOD))
    assert ask() == Reading(**GOOD)
    assert outcomes() == ["unavailable", "ok"]


def test_nobody_listening_falls_back_to_the_embedded_model(openai_stub, settings, embedded_answers) -> None:
    settings.LLM_API_BASE = f"http://127.0.0.1:{_free_port()}/v1"
    with pytest.raises(ModelUnavailable):
        ask()
    settings.LLM_FALLBACK_MODELS = ["openai/stub", "embedded/reader", "embedded/reader"]
    assert ask().stance == "angry"
    assert outcomes() == ["unavailable"] * 4 + ["ok"]
    assert LLMCall.objects.latest("id").model == "embedded/reader"


def test_a_hosted_fallback_gets_the_second_call(openai_stub: OpenAIStub, settings) -> None:
    settings.LLM_FALLBACK_MODELS = ["openai/other"]
    openai_stub.on("read", fails(500), says(GOOD))
    assert ask() == Reading(**GOOD)
    assert [asked.body["model"] for asked in openai_stub.asked] == ["stub", "other"]


def test_a_cancelled_question_is_cancelled(openai_stub: OpenAIStub) -> None:
    openai_stub.on("read", HANGS)

    async def impatient() -> None:
        await asyncio.wait_for(gateway.ask("read", Reading, system="", data={}), 0.3)

    with pytest.raises(TimeoutError):
        async_to_sync(impatient)()


@pytest.mark.django_db(transaction=True)
def test_one_process_can_run_loop_after_loop_without_noise(openai_stub: OpenAIStub, caplog, capfd) -> None:
    caplog.set_level(logging.WARNING)
    openai_stub.on("read", says(GOOD))

    async def drain() -> None:
        await asyncio.gather(*(gateway.ask("read", Reading, system="", data={"n": n}) for n in range(8)))

    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        for _ in range(4):
            asyncio.run(drain())
            gc.collect()
    asyncio.run(sync_to_async(connections.close_all)())
    assert LLMCall.objects.filter(outcome="ok").count() == 32
    assert [str(w.message) for w in warned if w.category is not DeprecationWarning] == []
    assert caplog.text == ""
    assert "closed" not in "".join(capfd.readouterr())
    until = time.monotonic() + 2
    while openai_stub.open_connections() and time.monotonic() < until:
        time.sleep(0.01)
    assert openai_stub.open_connections() == 0, "each loop takes its connections with it"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
