"""Our numbers as senders: how fast each may send, over all processes, and whether one waits for somebody to mend the account.

A stopped sender is tried with one message now and then; as soon as that one goes, all do. One person hears of it, once,
however many messages wait. Machine time throughout.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from conversations.models import SenderState
from conversations.whatsapp.errors import Advice
from crm import clock
from crm.compiled import Compiled, write
from crm.models import Activity

log = logging.getLogger(__name__)

SANDBOX = "whatsapp:+14155238886"
SANDBOX_RATE = 1 / 3  # Twilio: one message in three seconds
TRY_EVERY = timedelta(minutes=5)
# Twilio refuses these in its answer to the call; the rest, WhatsApp's own, come by callback after a friendly 201.
IN_THE_ANSWER = 60_000


def rate(sender: str) -> float:
    """Messages a second."""
    allowed = max(settings.TWILIO_MESSAGES_PER_SECOND, 0.01)
    return min(allowed, SANDBOX_RATE) if sender == SANDBOX else allowed


@transaction.atomic
def allowance(sender: str, wanted: int) -> int:
    """How many of `wanted` messages may leave now. They count as sent: what is not used is lost, which harms nobody."""
    if wanted < 1:
        return 0
    state = _locked(sender)
    now = clock.machine_now()
    if state.stopped_since:
        if state.try_at and state.try_at > now:
            return 0
        state.try_at = now + TRY_EVERY
        state.save(update_fields=["try_at"])
        return 1
    a_second = rate(sender)
    burst = max(1.0, 1 / a_second)  # seconds: what may leave at once after a pause
    free_at = max(state.free_at or now, now)
    room = int((burst - (free_at - now).total_seconds()) * a_second + 1e-6)
    granted = max(0, min(wanted, room))
    if granted:
        state.free_at = free_at + timedelta(seconds=granted / a_second)
        write(state, "free_at")
    return granted


def _locked(sender: str) -> SenderState:
    """Its row, made if need be, with its lock."""
    state = STATE.first(sender)
    if state is None:
        SenderState.objects.bulk_create([SenderState(sender=sender)], ignore_conflicts=True)
        state = SenderState.objects.select_for_update().get(pk=sender)
    return state


STATE = Compiled(lambda sender: SenderState.objects.select_for_update().filter(pk=sender).order_by())


def stop(sender: str, known: Advice, code: int, wait: float = 0.0) -> tuple[datetime, bool]:
    """Nothing leaves from this number until somebody mends the account. Returns when it is tried again, and whether it is
    news. Call inside a transaction."""
    state = _locked(sender)
    now = clock.machine_now()
    news = state.stopped_since is None
    state.stopped_since = state.stopped_since or now
    state.try_at = now + max(TRY_EVERY, timedelta(seconds=max(known.after, wait)))
    state.code, state.words = code, known.words[:200]
    state.save()
    if news:
        log.error("%s stopped: %s (code %s)", sender, known.words, code)
        Activity.record("sender-stopped", f"No message leaves from {sender}: {known.words}.", sender=sender, code=code)
    return state.try_at, news


def is_stopped(sender: str) -> bool:
    return stopped().filter(sender=sender).exists()


def stopped() -> QuerySet[SenderState, str]:
    """Our numbers that wait for somebody to mend the account, by name."""
    return SenderState.objects.filter(stopped_since__isnull=False).values_list("sender", flat=True)


@transaction.atomic
def went(sender: str, sent_at: datetime | None, *, delivered: bool) -> None:
    """A message that left at `sent_at` went through: a sender that was stopped before is mended. Where WhatsApp itself
    had stopped it, only its own word that the message was sent proves that (`delivered`)."""
    stopped = SenderState.objects.filter(pk=sender, stopped_since__isnull=False)
    if sent_at:
        stopped = stopped.filter(stopped_since__lte=sent_at)
    if not delivered:
        stopped = stopped.filter(Q(code=None) | Q(code__lt=IN_THE_ANSWER))
    if stopped.update(stopped_since=None, try_at=None, code=None, words=""):
        log.warning("%s sends again", sender)
        Activity.record("sender-resumed", f"Messages leave from {sender} again.", sender=sender)


def try_now(sender: str) -> None:
    """Somebody says that the account is mended: the next message is tried at once."""
    SenderState.objects.filter(pk=sender, stopped_since__isnull=False).update(try_at=clock.machine_now())


def health() -> dict[str, str]:
    """For `/health/ready`: a stopped sender is told there, and is no reason to restart anything."""
    stopped = SenderState.objects.filter(stopped_since__isnull=False).order_by("sender")
    return {"sender": "; ".join(f"stopped: {one.words}" for one in stopped[:3]) or "ok"}
