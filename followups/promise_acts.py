"""What a person does with a promise in the ledger: it was kept, or it is not owed any more. The thread thinks again."""

from __future__ import annotations

from typing import Literal

from django.db import transaction

from conversations.models import Conversation, NextKind, Trigger
from conversations.next_step import set_next, wake
from crm import clock
from crm.models import Activity, User
from followups.acts import NotPossible
from followups.models import Commitment


@transaction.atomic
def end_promise(commitment: Commitment, user: User, state: Literal["kept", "broken", "waived"], why: str = "") -> None:
    """End it. A person's task that stood on it goes back to the agent, which decides what comes next.

    Raises NotPossible for one that has ended.
    """
    thread = Conversation.objects.select_for_update().get(pk=commitment.conversation_id)
    promise = Commitment.objects.filter(pk=commitment.pk, state="open").first()
    if promise is None:
        raise NotPossible("This promise has already ended. Reload to see what happened.")
    told = {"kept": "kept", "broken": "not kept", "waived": "not owed any more"}[state]
    words = f"“{promise.what}”: {told}, says {user}." + (f" {why}" if why else "")
    promise.state, promise.ended_at, promise.ended_words = state, clock.now(), words[:300]
    promise.save(update_fields=["state", "ended_at", "ended_words"])
    Activity.record(f"promise-{state}", words, user=user, contact=thread.contact, conversation_id=thread.pk)
    if thread.status != "open":
        return
    waiting = thread.handoffs.filter(state="open", reason="overdue", words__contains=f"“{promise.what}”")
    waiting.update(state="closed", closed_at=clock.now(), note=words)
    stood_on_it = thread.next_kind == NextKind.HUMAN_TASK and promise.what in thread.next_why
    if stood_on_it and not thread.handoffs.filter(state__in=["open", "claimed"]).exists():
        now = clock.now()
        set_next(thread, NextKind.REPLY, now, why=words, trigger=Trigger.FACTS_CHANGED)
    if thread.owner_is_agent:
        wake(thread, Trigger.FACTS_CHANGED)
