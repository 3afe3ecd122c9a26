"""A circuit breaker for each model, so that an outage costs a few timeouts and not one for every turn.

The state is kept in the memory of the process: every worker finds out for itself (at the price of FAILURES calls each),
and nothing has to be stored, shared or cleaned up. Time is machine time (monotonic).
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

FAILURES = 5  # within WINDOW seconds open it
WINDOW = 60.0
OPEN_SECONDS = 30.0  # then one call is let through as a probe


@dataclass
class _State:
    failures: deque[float] = field(default_factory=lambda: deque(maxlen=FAILURES))
    opened_at: float | None = None
    probe_at: float | None = None


class Breaker:
    """closed -> (FAILURES within WINDOW) -> open -> (OPEN_SECONDS later) one probe -> closed, or open again."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._states: dict[str, _State] = {}
        self._lock = threading.Lock()

    def allows(self, model: str) -> bool:
        """Whether `model` may be called now. A True while it is open is the probe: report how it went."""
        with self._lock:
            state = self._states.get(model)
            if state is None or state.opened_at is None:
                return True
            now = self._now()
            if now - state.opened_at < OPEN_SECONDS:
                return False
            # A probe that never reported (its task was cancelled) gives way to another.
            if state.probe_at is not None and now - state.probe_at < OPEN_SECONDS:
                return False
            state.probe_at = now
            return True

    def is_open(self, model: str) -> bool:
        """For choosing and for showing; takes no probe."""
        with self._lock:
            state = self._states.get(model)
            return state is not None and state.opened_at is not None

    def succeeded(self, model: str) -> None:
        with self._lock:
            self._states.pop(model, None)

    def failed(self, model: str) -> None:
        with self._lock:
            state = self._states.setdefault(model, _State())
            now = self._now()
            if state.opened_at is not None:
                # Late failures of calls that were under way say nothing new; a failed probe starts the wait again.
                if state.probe_at is not None:
                    state.opened_at, state.probe_at = now, None
                return
            state.failures.append(now)
            if len(state.failures) == FAILURES and now - state.failures[0] <= WINDOW:
                state.opened_at = now

    def reset(self) -> None:
        with self._lock:
            self._states.clear()
