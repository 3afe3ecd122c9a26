"""The one way to a language model: `ask`. The only module that imports litellm, and only at the first question.

What one question may cost. A turn asks twice (read, then compose), and a turn must end. So each `ask` has
* two calls of hosted models at most, whatever happens. The second is spent on what the first one lacked: a repair when
  the answer did not fit, the next model in line when this one is out and there is a hosted fallback, else one retry
  after a timeout, a 5xx or a broken connection. Not both: 2 calls a turn as a rule, 4 at worst.
* 1.5 x LLM_TIMEOUT_SECONDS for them together (the first may use 1.0 of it), so that two questions stay within the
  "three model timeouts" that leases and task timeouts are made for. The embedded model, where it steps in at the end,
  has 10 seconds of its own; it runs in the process and costs nothing.
An answer that does not fit after the repair raises and is not asked of another model: the fault is as likely ours.
"""

import asyncio
import functools
import logging
import os
import random
import time
from collections.abc import Coroutine
from typing import Any, TypeVar

from django.conf import settings
from pydantic import BaseModel

from crm.llm import budget, structured
from crm.llm.breaker import Breaker
from crm.llm.call_log import record
from crm.llm.choice import EMBEDDED_MODEL, describe_model, is_chosen, is_embedded, line_for, model_for, use_model
from crm.llm.errors import (
    ModelAnswerInvalid,
    ModelError,
    ModelOverBudget,
    ModelPaused,
    ModelRefused,
    ModelTimeout,
    ModelUnavailable,
)
from crm.llm.loop_clients import guard_loop
from crm.llm.question import Question, Spent
from crm.llm.redact import redact
from crm.models import LLMOutcome

__all__ = ["ask", "breaker", "describe_model", "model_for", "use_model"]

T = TypeVar("T", bound=BaseModel)

EMBEDDED_SECONDS = 10.0
PAUSE_SECONDS = 0.25  # before a retry; up to twice that, so that a wave of failures does not come back as a wave

# What litellm fetches from GitHub at import or later, unless told to use the copies in its wheel.
_DOWNLOADS = "MODEL_COST_MAP", "ANTHROPIC_BETA_HEADERS", "BLOG_POSTS", "AUTOROUTER_PRESETS", "POLICY_TEMPLATES"

# litellm's tracebacks and the SDKs at DEBUG quote whole requests; httpx logs URLs, where some providers take the key.
_LOG_LEVELS = dict.fromkeys(("LiteLLM", "LiteLLM Router", "LiteLLM Proxy"), logging.CRITICAL) | dict.fromkeys(
    ("openai", "anthropic", "httpx", "httpcore"), logging.WARNING
)

log = logging.getLogger(__name__)
breaker = Breaker()

_without_extras: set[str] = set()  # models that refused response_format or temperature, as this process found out


async def ask(
    task: str,
    schema: type[T],
    *,
    system: str,
    data: dict[str, Any],
    turn_id: int | None = None,
    conversation_id: int | None = None,
) -> T:
    """Ask the model of `task` about `data` and return its answer as a valid instance of `schema`.

    `system` is the task's prompt; how data is to be treated and the form of the answer are added here. `data` is sent
    as delimited JSON with `task` in it (crm.llm.structured). One LLMCall row is written for each call; attempt 0 marks
    a model that was left out without being asked.

    Raises a subclass of crm.llm.errors.ModelError when no model in line gave a fitting answer.
    """
    await _ready()  # before the question, whose time begins when it is made
    messages = structured.messages_for(schema, system, {**data, "task": task})
    question = Question(task, schema, messages, messages[-1]["content"], turn_id, conversation_id)
    chain = await _affordable(question, line_for(task))
    failure: ModelError | None = None
    for position, model in enumerate(chain):
        hosted_next = any(not is_embedded(other) and not breaker.is_open(other) for other in chain[position + 1 :])
        try:
            return await _ask_model(model, question, schema, may_retry=not hosted_next)
        except ModelAnswerInvalid:
            raise
        except ModelError as error:
            failure = failure or error
    assert failure is not None  # the chain is never empty
    raise failure


async def _affordable(question: Question, line: list[str]) -> list[str]:
    """`line`, or what of it costs nothing when the day's budget is spent (then with a row that says so)."""
    if all(map(is_embedded, line)) or not await budget.is_spent():
        return line
    if not is_embedded(line[0]):
        await record(question.row(line[0], LLMOutcome.OVER_BUDGET, attempt=0))
    if is_chosen():
        raise ModelOverBudget("the daily budget is spent", model=line[0], task=question.task)
    return [model for model in line if is_embedded(model)] or [EMBEDDED_MODEL]


async def _ask_model(model: str, question: Question, schema: type[T], *, may_retry: bool) -> T:
    """At most two calls of one model: the question, and a retry or a repair. Raises what the last one ended with."""
    if is_embedded(model):  # the same answer every time: a retry or a repair would change nothing
        return await _call(model, question, schema, question.messages, EMBEDDED_SECONDS)
    if not question.may_call():
        raise ModelUnavailable("no call is left for it", model=model, task=question.task)
    if not breaker.allows(model):
        await record(question.row(model, LLMOutcome.BREAKER_OPEN, attempt=0))
        raise ModelPaused("paused after repeated failures", model=model, task=question.task)
    messages, repairing = question.messages, False
    while True:
        question.hosted_left -= 1
        seconds = min(settings.LLM_TIMEOUT_SECONDS, question.ends - time.monotonic())
        try:
            return await _call(model, question, schema, messages, seconds, repairing=repairing)
        except ModelAnswerInvalid as unfit:
            if not question.may_call():
                raise
            repairing = True
            messages = question.messages + structured.repair_messages(unfit.answer, unfit.problems)
        except (ModelTimeout, ModelUnavailable):
            if repairing or not may_retry or not question.may_call():
                raise
            await asyncio.sleep(PAUSE_SECONDS * (1 + random.random()))
            if not question.may_call():
                raise
        except ModelRefused as refusal:
            if not refusal.about_parameters or model in _without_extras or not question.may_call():
                raise
            _without_extras.add(model)


async def _call(
    model: str,
    question: Question,
    schema: type[T],
    messages: list[structured.Message],
    seconds: float,
    *,
    repairing: bool = False,
) -> T:
    """One request, its verdict for the breaker and its row. Returns a fitting answer or raises a ModelError."""
    question.attempt += 1
    spent, text = Spent(), ""
    answer: T | None = None
    error: ModelError | None = None
    try:
        text = await _complete(model, question, messages, seconds, spent)
        answer = structured.parse(schema, text)
    except structured.AnswerUnfit as unfit:
        why = redact(str(unfit), conversation=question.conversation)
        error = ModelAnswerInvalid(why, model=model, task=question.task, answer=text, problems=unfit.problems)
    except ModelError as failed:
        error = failed
    if error is not None and error.tells_of_outage:
        breaker.failed(model)
    else:
        breaker.succeeded(model)
    outcome = _outcome(error, repairing)
    await record(question.row(model, outcome, error=error.reason if error else "", **spent.columns()))
    if answer is None:
        assert error is not None
        raise error
    return answer


def _outcome(error: ModelError | None, repairing: bool) -> LLMOutcome:
    match error:
        case None:
            return LLMOutcome.REPAIRED if repairing else LLMOutcome.OK
        case ModelAnswerInvalid():
            return LLMOutcome.INVALID
        case ModelTimeout():
            return LLMOutcome.TIMEOUT
        case ModelRefused():
            return LLMOutcome.REFUSED
    return LLMOutcome.UNAVAILABLE


# --- litellm ------------------------------------------------------------------------------------------------------


async def _complete(
    model: str, question: Question, messages: list[structured.Message], seconds: float, spent: Spent
) -> str:
    """The text of the model's answer. Fills `spent`. Raises ModelTimeout, ModelUnavailable or ModelRefused."""
    litellm = _litellm()
    extras: dict[str, Any] = {}
    if not is_embedded(model):
        extras |= _credentials(model)
        if model not in _without_extras:  # what a model is known not to take, litellm leaves out (drop_params)
            extras |= {"temperature": 0, "response_format": structured.response_format(question.schema)}
    calling = litellm.acompletion(
        model=model, messages=messages, timeout=seconds, max_retries=0, drop_params=True, **extras
    )
    try:
        # litellm's timeout is one between bytes with some transports: a trickling answer would never end.
        response = await asyncio.wait_for(calling, seconds * 1.1)
    except Exception as error:
        raise _as_model_error(error, model, question) from None  # its text may hold keys and customer text
    spent.take(response, free=is_embedded(model))
    budget.add(spent.cost)
    if spent.cost is None and settings.LLM_DAILY_BUDGET_USD > 0:
        _warn_unpriced(model)
    message = response.choices[0].message if response.choices else None
    if refusal := getattr(message, "refusal", None):
        why = redact(str(refusal), conversation=question.conversation)
        raise ModelRefused(why, model=model, task=question.task)
    return getattr(message, "content", None) or ""


def _as_model_error(error: Exception, model: str, question: Question) -> ModelError:
    litellm = _litellm()
    status = getattr(error, "status_code", None)
    status = status if isinstance(status, int) else 0
    told = redact(str(error), secrets=(settings.LLM_API_KEY,), conversation=question.conversation)
    reason = f"{type(error).__name__}{f' {status}' if status else ''}: {told}"
    if isinstance(error, TimeoutError | litellm.Timeout) or status == 408:
        return ModelTimeout(reason, model=model, task=question.task)
    if isinstance(error, litellm.APIConnectionError) or not 400 <= status < 500:
        return ModelUnavailable(reason, model=model, task=question.task)
    of_content = litellm.ContextWindowExceededError, litellm.ContentPolicyViolationError
    about_parameters = status in (400, 422) and not isinstance(error, of_content)
    return ModelRefused(reason, model=model, task=question.task, status=status, about_parameters=about_parameters)


def _credentials(model: str) -> dict[str, str | None]:
    """LLM_API_KEY and LLM_API_BASE belong to the provider of LLM_MODEL: another provider's model never sees them and
    takes its own from the environment (ANTHROPIC_API_KEY and so on), as litellm documents for each."""
    main = settings.LLM_MODEL
    if main and not is_embedded(main) and _provider(main) != _provider(model):
        return {}
    return {"api_key": settings.LLM_API_KEY or None, "api_base": settings.LLM_API_BASE or None}


@functools.cache
def _provider(model: str) -> str:
    try:
        return _litellm().get_llm_provider(model)[1]
    except Exception:  # a name that litellm cannot place; the call itself will say so
        return model.split("/", 1)[0]


@functools.cache
def _warn_unpriced(model: str) -> None:
    log.warning("litellm knows no price for %s: LLM_DAILY_BUDGET_USD cannot hold it", model)


def load() -> None:
    """Import litellm now rather than at the first question."""
    _litellm()


async def _ready() -> None:
    if not _litellm.cache_info().currsize:
        await asyncio.to_thread(_litellm)  # takes seconds of CPU: not in the loop
    await guard_loop(_litellm().in_memory_llm_clients_cache)


@functools.cache
def _litellm() -> Any:
    """litellm, imported and made quiet: no downloads at import, no .env file read, no logging of its own."""
    os.environ["LITELLM_MODE"] = "PRODUCTION"
    for downloaded in (
        "MODEL_COST_MAP",
        "ANTHROPIC_BETA_HEADERS",
        "BLOG_POSTS",
        "AUTOROUTER_PRESETS",
        "POLICY_TEMPLATES",
    ):
        os.environ[f"LITELLM_LOCAL_{downloaded}"] = "True"
    import litellm
    from litellm.litellm_core_utils.logging_worker import GLOBAL_LOGGING_WORKER

    from crm.llm.embedded import provider

    litellm.suppress_debug_info = True
    litellm.turn_off_message_logging = True
    GLOBAL_LOGGING_WORKER.ensure_initialized_and_enqueue = _no_record  # type: ignore[method-assign]
    for name, level in _LOG_LEVELS.items():
        logging.getLogger(name).setLevel(level)
    provider.register(litellm)
    return litellm


def _no_record(async_coroutine: Coroutine[Any, Any, Any]) -> None:
    """litellm makes a record of each call for its callbacks, with copies of all messages: a third of a call's processor
    time. We have no callbacks, and customer text is not to lie about; our own row is written by `record`."""
    async_coroutine.close()
