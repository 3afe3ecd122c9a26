"""“typing…” on the customer's phone while a reply is being written. A courtesy: never waited for, and its failure is nobody's
concern. Twilio shows it for at most 25 seconds, and it marks their message as read."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings

from conversations.whatsapp import twilio

LANES = 4
MOST_WAITING = 8  # when Twilio is slow the rest do without

_pool: tuple[int, ThreadPoolExecutor, threading.Semaphore] | None = None


def show(message_sid: str) -> bool:
    """Ask for it in a thread of this process's own, and return at once. False: it was left out."""
    if not (message_sid and settings.TWILIO_ACCOUNT_SID and settings.TWILIO_AUTH_TOKEN):
        return False
    lanes, room = _lanes()
    if not room.acquire(blocking=False):
        return False
    lanes.submit(_show, message_sid, room)
    return True


def _show(message_sid: str, room: threading.Semaphore) -> None:
    try:
        twilio.typing(message_sid)  # answers False when it could not be shown, which changes nothing
    finally:
        room.release()


def _lanes() -> tuple[ThreadPoolExecutor, threading.Semaphore]:
    """Made after the fork."""
    global _pool
    if _pool is None or _pool[0] != os.getpid():
        pool = ThreadPoolExecutor(LANES, thread_name_prefix="typing")
        _pool = (os.getpid(), pool, threading.Semaphore(LANES + MOST_WAITING))
    return _pool[1], _pool[2]
