"""One LLMCall row for each call of a model, written when it is over and outside of any transaction of the turn.

Rows of calls that end together are written together, and beside the turns: at 128 calls in flight each answer would
otherwise wait for the commits of others. A row that cannot be written is logged and lost; the answer is not.
"""

import asyncio
import logging
import weakref
from dataclasses import dataclass, field

from django.db import close_old_connections, connection

from crm.aside import aside
from crm.compiled import insert
from crm.models import LLMCall

log = logging.getLogger(__name__)


@dataclass
class _Desk:
    """Rows that wait for the next write, and the lock of the write under way. One for each event loop."""

    waiting: list[LLMCall] = field(default_factory=list)
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)


_desks: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _Desk] = weakref.WeakKeyDictionary()


async def record(row: LLMCall) -> None:
    """Returns when `row` is stored, or could not be. Never raises for a database error."""
    desk = _desks.setdefault(asyncio.get_running_loop(), _Desk())
    desk.waiting.append(row)
    async with desk.writing:
        rows, desk.waiting = desk.waiting, []
        if not rows:  # the one before us wrote ours too
            return
        try:
            await asyncio.shield(aside(_write)(rows))  # the rows of others do not go down with our cancellation
        except Exception as error:
            log.warning("%d rows of model calls could not be stored (%s)", len(rows), type(error).__name__)


def with_live_connection() -> None:
    """Drop a connection of this thread that broke or grew old: no request cycle does it for a long-lived worker."""
    if not connection.in_atomic_block:
        close_old_connections()


def _write(rows: list[LLMCall]) -> None:
    with_live_connection()
    if len(rows) == 1:
        insert(rows[0])
    else:
        LLMCall.objects.bulk_create(rows)
