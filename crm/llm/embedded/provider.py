"""The embedded model as a provider of litellm: model names `embedded/...`, same path as a hosted model.

The gateway hands litellm in, because it is the only module that imports it.
"""

import asyncio
import json
import logging
import traceback
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from crm.llm.choice import EMBEDDED_PROVIDER
from crm.llm.structured import read_data_block

CHARACTERS_PER_TOKEN = 4  # for the usage figures only; nothing is billed

log = logging.getLogger(__name__)

# Two threads: the encoder releases the GIL while it computes, and the machines this runs on have few cores.
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="embedded-model")


def register(litellm: Any) -> None:
    """Make `embedded/...` known to litellm. Can be repeated."""
    others = [item for item in litellm.custom_provider_map if item["provider"] != EMBEDDED_PROVIDER]
    litellm.custom_provider_map = [*others, {"provider": EMBEDDED_PROVIDER, "custom_handler": _handler(litellm)}]


def _handler(litellm: Any) -> Any:
    failure = litellm.llms.custom_llm.CustomLLMError

    class EmbeddedModel(litellm.CustomLLM):
        """litellm calls with many keyword arguments; only the messages and the empty response matter here."""

        def completion(self, *, messages: list[dict[str, Any]], model_response: Any, **_: Any) -> Any:
            return self._filled(model_response, *self._answer(messages))

        async def acompletion(self, *, messages: list[dict[str, Any]], model_response: Any, **_: Any) -> Any:
            loop = asyncio.get_running_loop()
            return self._filled(model_response, *await loop.run_in_executor(_threads, self._answer, messages))

        def _answer(self, messages: list[dict[str, Any]]) -> tuple[str, str]:
            question = next(str(m["content"]) for m in reversed(messages) if m["role"] == "user")
            try:
                return question, answer_json(question)
            except Exception as error:
                # The message of the exception may hold what the customer wrote; place and kind do not.
                where = traceback.extract_tb(error.__traceback__)[-1]
                what = f"{type(error).__name__} in {where.name}, line {where.lineno} of {where.filename.split('/')[-1]}"
                log.error("The embedded model failed: %s", what)
                raise failure(status_code=500, message=what) from None

        def _filled(self, response: Any, question: str, text: str) -> Any:
            response.choices[0].message.content = text
            response.choices[0].finish_reason = "stop"
            asked, said = len(question) // CHARACTERS_PER_TOKEN + 1, len(text) // CHARACTERS_PER_TOKEN + 1
            response.usage = litellm.Usage(prompt_tokens=asked, completion_tokens=said, total_tokens=asked + said)
            return response

    return EmbeddedModel()


def answer_json(question: str) -> str:
    """The embedded model's answer to a user message that holds a data block, as JSON text."""
    # Imported at the first question: it loads an encoder, which web processes never need.
    from crm.llm import embedded

    return json.dumps(embedded.answer(read_data_block(question)), ensure_ascii=False)
