"""What can become of one follow-up: held, freed, put on another moment, ended; and how it stood, for its Decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from conversations.turns.turn import Held
from followups.lateness import missed_after
from followups.models import FollowUp, FollowUpState


def hold(follow_up: FollowUp, held: Held) -> None:
    """Kept, and not sent until the very rule that holds it lets go."""
    follow_up.state = FollowUpState.HELD
    follow_up.held_ref, follow_up.held_words = held.ref[:40], held.words[:300]
    follow_up.save()


def free(follow_up: FollowUp) -> None:
    follow_up.state = FollowUpState.SCHEDULED
    follow_up.held_ref = follow_up.held_words = follow_up.asks_approval = ""


def shift(follow_up: FollowUp, to: datetime) -> None:
    """Another moment for the same thing; the window grows to hold it."""
    follow_up.planned_for = to
    follow_up.best = max(follow_up.earliest, to)
    if follow_up.latest is not None and follow_up.latest < follow_up.best:
        follow_up.latest = follow_up.best
    if follow_up.missed_after is not None and follow_up.missed_after < missed_after(follow_up):
        follow_up.missed_after = missed_after(follow_up)


def end(follow_up: FollowUp, state: str, reason: str, now: datetime) -> None:
    follow_up.state = state
    follow_up.ended_at = now
    follow_up.ended_reason = reason[:300]
    follow_up.save()


def snapshot(follow_up: FollowUp | None) -> dict[str, Any]:
    if follow_up is None:
        return {}
    return {
        "state": str(follow_up.state),
        "planned_for": follow_up.planned_for.isoformat(),
        "purpose": follow_up.purpose,
        "latest": follow_up.latest.isoformat() if follow_up.latest else None,
        "held_ref": follow_up.held_ref,
    }
