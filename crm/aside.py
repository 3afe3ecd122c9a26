"""A second thread to the database beside that of the turns: for what must not wait until hundreds of turns were written.

A drain's hold on its lease, its look for work, what is to be sent and the rows of model calls are small and urgent. Behind
the commits of a busy drain they waited for seconds: leases nearly lapsed, and nothing was claimed meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.db import connection

P = ParamSpec("P")
T = TypeVar("T")

_lane: ContextVar[ThreadPoolExecutor | None] = ContextVar("lane aside", default=None)


@asynccontextmanager
async def lane_aside() -> AsyncIterator[None]:
    """Inside, and in the tasks begun inside, `aside` has a thread with a connection of its own. Both end with the block."""
    pool = ThreadPoolExecutor(1, thread_name_prefix="aside")
    token = _lane.set(pool)
    try:
        yield
    finally:
        _lane.reset(token)
        await asyncio.get_running_loop().run_in_executor(pool, lambda: connection.close())  # that thread's own
        pool.shutdown(wait=False)


def aside(work: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """`work`, which asks the database, to be awaited; where there is no lane, in the one thread of the turns."""
    pool = _lane.get()
    return sync_to_async(work) if pool is None else sync_to_async(work, thread_sensitive=False, executor=pool)
