"""Dry run: the agent reads, answers and plans, but nothing leaves unasked. What would have gone is held, and shown.

For the first days over an imported history: people see what the agent would do before it does it. Ending it never sends the
pile by itself: a person lets it go, minute by minute, or looks at each.
"""

from __future__ import annotations

from django.db import transaction

from crm.models import Activity, Business, User
from followups.models import FollowUp, FollowUpState

DRY_RUN = "dry-run"
WORDS = "Dry run: nothing leaves unasked yet. It would have gone now."


def would_have_gone() -> int:
    """How many the dry run holds."""
    return FollowUp.objects.filter(state=FollowUpState.HELD, held_ref=DRY_RUN).count()


@transaction.atomic
def begin(user: User) -> None:
    """From now on nothing leaves unasked. Repeating it changes nothing."""
    if Business.objects.filter(pk=Business.get().pk, dry_run=False).update(dry_run=True):
        Activity.record("dry-run-begins", f"{user} began a dry run: nothing leaves unasked.", user=user)


@transaction.atomic
def end(user: User) -> None:
    """The agent writes unasked again. What was held meanwhile stays held until a person lets it go."""
    if Business.objects.filter(pk=Business.get().pk, dry_run=True).update(dry_run=False):
        Activity.record("dry-run-ends", f"{user} ended the dry run: the agent writes unasked again.", user=user)


@transaction.atomic
def let_go(user: User) -> int:
    """What the dry run held is planned again, minute by minute inside allowed hours. Returns how many. Not while it lasts:
    it would only be held again."""
    from followups.holding import release_all

    if Business.get().dry_run:
        return 0
    done = release_all(DRY_RUN, f"{user} let it go after the dry run.")
    if done:
        Activity.record("dry-run-let-go", f"{user} let {len(done)} messages of the dry run go.", user=user)
    return len(done)
