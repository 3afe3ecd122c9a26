"""Moving business time in the demo. Fast-forward visits each due instant in order and waits until the house is idle there:
time passes. Jump moves at once, as an outage does."""

from __future__ import annotations

import json
import math
import time
from datetime import timedelta

import httpx
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from conversations.drains import next_due, ring
from conversations.models import Conversation, Outbox, OutboxState, Turn
from crm import clock

IDLE_TIMEOUT_SECONDS = 90.0
LOOK_EVERY_SECONDS = 0.05
FURTHEST = timedelta(days=3660)


@csrf_exempt
@require_POST
def clock_view(request: HttpRequest) -> JsonResponse:
    """`{"forward_seconds": N}` or `{"jump_seconds": N}` → `{"now", "processed"}`, once nothing is left to do."""
    try:
        wanted = json.loads(request.body or b"{}")
        forward = "forward_seconds" in wanted
        seconds = int(wanted["forward_seconds"] if forward else wanted["jump_seconds"])
    except (ValueError, TypeError, KeyError, OverflowError):
        problem = 'Send {"forward_seconds": N} or {"jump_seconds": N} with a whole number of seconds.'
        return JsonResponse({"error": problem}, status=400)
    if seconds < 0:
        return JsonResponse({"error": "Time moves forward only: send a positive number of seconds."}, status=400)
    if seconds > FURTHEST.total_seconds():
        return JsonResponse({"error": f"Time moves {FURTHEST.days} days at once at most."}, status=400)
    before = turns_done()
    (fast_forward if forward else jump)(seconds)
    return JsonResponse({"now": clock.now().isoformat(), "processed": turns_done() - before})


def fast_forward(seconds: int) -> None:
    wait_until_idle()
    target = clock.now() + timedelta(seconds=seconds)
    while (due := next_due()) is not None and due <= target:
        ahead = (due - clock.now()).total_seconds()
        if ahead > 0:
            shift(int(ahead) + 1)
        if not wait_until_idle():
            break  # what hangs now would hang at every later instant, too
    rest = (target - clock.now()).total_seconds()
    if rest > 0:
        shift(math.ceil(rest))
    wait_until_idle()


def jump(seconds: int) -> None:
    shift(seconds)
    wait_until_idle()


def shift(seconds: int) -> None:
    offset = clock.move(seconds)
    tell_simulator(offset)
    with transaction.atomic():
        ring()


def tell_simulator(offset: int) -> None:
    """The simulator keeps the 24-hour window on the same business time."""
    if settings.TWILIO_API_BASE:
        httpx.post(f"{settings.TWILIO_API_BASE}/api/clock", json={"offset_seconds": offset}, timeout=5, trust_env=False)


def wait_until_idle() -> bool:
    """Until nothing due is left undone. Gives up after a while: what hangs is shown as late, not hidden by waiting."""
    deadline = time.monotonic() + IDLE_TIMEOUT_SECONDS
    while busy():
        if time.monotonic() > deadline:
            return False
        time.sleep(LOOK_EVERY_SECONDS)
    return True


def busy() -> bool:
    now = clock.now()
    return (
        Conversation.objects.due(now).exists()
        or Turn.objects.filter(state="running").exists()
        or Outbox.objects.filter(Q(state=OutboxState.SENDING) | Q(state=OutboxState.QUEUED, send_at__lte=now)).exists()
    )


def turns_done() -> int:
    return Turn.objects.exclude(state="running").count()
