"""litellm's HTTP clients live and die with their event loop.

litellm caches its async clients under `id(loop)` and never closes them. A worker runs one loop for each drain: each
would leave its sessions, sockets and the loop itself behind for an hour, and a loop that happened to get the id of a
dead one would be given connections that cannot be used ("Event loop is closed"). So each loop gets a guard: an async
generator that `asyncio.run` finalises (`shutdown_asyncgens`) while the loop still runs, and that closes the loop's
clients then.
"""

import asyncio
import logging
import weakref
from collections.abc import AsyncGenerator
from typing import Any

log = logging.getLogger(__name__)

_guards: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncGenerator[None, None]] = weakref.WeakKeyDictionary()


async def guard_loop(cache: Any) -> None:
    """See to it that the running loop starts without clients of a dead loop and closes its own at its end.

    `cache`: litellm's `in_memory_llm_clients_cache`. Cheap when the loop is already guarded.
    """
    loop = asyncio.get_running_loop()
    if loop in _guards:
        return
    _taken(cache, loop)  # left by a dead loop of the same id that was closed without ceremony: cannot be used any more
    _guards[loop] = guard = _closing_at_end(cache, loop)
    await anext(guard)


async def _closing_at_end(cache: Any, loop: asyncio.AbstractEventLoop) -> AsyncGenerator[None, None]:
    try:
        yield
    finally:
        for client in _taken(cache, loop):
            close = getattr(client, "aclose", None) or getattr(client, "close", None)
            if close is None:
                continue
            try:
                closing = close()
                if asyncio.iscoroutine(closing):
                    await closing
            except Exception as error:
                log.debug("A model client did not close (%s)", type(error).__name__)


def _taken(cache: Any, loop: asyncio.AbstractEventLoop) -> list[Any]:
    """The clients of `loop`, taken out of the cache."""
    mine = [key for key in list(cache.cache_dict) if str(key).endswith(f"-{id(loop)}")]
    clients = [cache.cache_dict.pop(key, None) for key in mine]
    for key in mine:
        cache.ttl_dict.pop(key, None)
    return [client for client in clients if client is not None]
