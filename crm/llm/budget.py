"""The daily budget: what the calls of today cost, from the LLMCall rows, against LLM_DAILY_BUDGET_USD.

The day is the UTC day of machine time: a fast-forward in the demo must not hand out a new budget. The sum is read at
most every REFRESH_SECONDS in each process and kept up with the calls of this process between, so a budget can be
overrun by what the other processes spend in that time, plus the calls in flight. Only models whose price litellm knows
can be counted; calls of others are recorded without a cost.
"""

import logging
import time
from dataclasses import dataclass

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db.models import Sum

from crm import clock
from crm.llm.call_log import with_live_connection
from crm.models import LLMCall

REFRESH_SECONDS = 15.0

log = logging.getLogger(__name__)


@dataclass
class _Known:
    """What this process knows: `usd` spent in the day that began at `day`, read at `read_at` (monotonic seconds)."""

    usd: float = 0.0
    day: str = ""
    read_at: float = float("-inf")


_known = _Known()


def spent_today() -> float:
    """US dollars spent since midnight UTC, from the database."""
    midnight = clock.machine_now().replace(hour=0, minute=0, second=0, microsecond=0)
    total = LLMCall.objects.filter(created_at__gte=midnight).aggregate(usd=Sum("cost_usd"))["usd"]
    return float(total or 0)


async def is_spent() -> bool:
    """Whether the day's budget is used up. No limit (0): nothing is read. A database error counts as not spent."""
    limit = settings.LLM_DAILY_BUDGET_USD
    if limit <= 0:
        return False
    today = clock.machine_now().date().isoformat()
    if _known.day != today or time.monotonic() - _known.read_at > REFRESH_SECONDS:
        try:
            _known.usd = await sync_to_async(_read)()
        except Exception as error:
            log.warning("The day's spending could not be read (%s)", type(error).__name__)
        _known.day, _known.read_at = today, time.monotonic()
    return _known.usd >= limit


def add(usd: float | None) -> None:
    """Count a call of this process until the sum is read again."""
    _known.usd += usd or 0.0


def forget() -> None:
    """Read the sum anew at the next question."""
    _known.read_at = float("-inf")


def _read() -> float:
    with_live_connection()
    return spent_today()
