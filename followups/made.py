"""“It is ready”: a person gives what a customer asked for, and the agent has the thread again for the promised moment."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from conversations.handoff import hand_back, open_handoff
from conversations.inbox import thread as threads
from conversations.models import Conversation, NextKind, Trigger
from conversations.next_step import add_working_days, set_next
from crm import clock
from crm.access import for_user, people_only
from crm.models import Activity, Business, User
from followups.acts import NotPossible
from followups.card import Refused
from followups.gates import live_follow_up
from followups.models import Commitment
from followups.record import shift
from followups.slots import EXACT, Hours

LONGEST = 1500  # goes out as one message, with a line before it


@people_only
@require_POST
def made_view(request: HttpRequest, pk: int) -> HttpResponse:
    commitment = get_object_or_404(for_user(cast(User, request.user), Commitment.objects.all()), pk=pk)
    text = request.POST.get("result", "").replace("\0", "").replace("\r\n", "\n").strip()
    try:
        words, refused = made(commitment, cast(User, request.user), text), None
    except NotPossible as problem:
        words, refused = "", Refused(str(problem))
    if request.headers.get("HX-Request"):
        request.card_refused = refused  # type: ignore[attr-defined]
        status = 422 if refused else 200
        return threads.changed_answer(request, commitment.conversation_id, notice=words, status=status)
    if refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, words)
    return HttpResponseRedirect(reverse("thread", args=[commitment.conversation_id]))


@transaction.atomic
def made(commitment: Commitment, user: User, text: str) -> str:
    """Keep what they get; the follow-up is armed again where a person's task stood in its place. Returns what is told.

    Raises NotPossible for an empty or too long text, or for what is no longer owed.
    """
    if not text:
        raise NotPossible("Give the text or the link that they are to get.")
    if len(text) > LONGEST:
        raise NotPossible(f"At most {LONGEST} characters go into one message; this has {len(text)}. A link will do.")
    conversation = Conversation.objects.select_for_update().get(pk=commitment.conversation_id)
    owed = Commitment.objects.filter(pk=commitment.pk, state="open", kind="deliverable").first()
    if owed is None:
        raise NotPossible("It is not owed any more. Reload to see what happened.")
    owed.result, owed.source = text, f"made by {user}"[:80]
    owed.save(update_fields=["result", "source"])
    Activity.record(
        "deliverable-made",
        f"{user} made “{owed.what}”.",
        user=user,
        contact=conversation.contact,
        conversation_id=conversation.pk,
    )
    asked = open_handoff(conversation)
    if asked and asked.reason == "deliverable":
        hand_back(conversation, user)
        return (
            f"Kept. They asked for “{owed.what}”: it goes out now, or is offered by template if the 24 hours are over."
        )
    if conversation.next_kind == NextKind.HUMAN_TASK and f"“{owed.what}”" in conversation.next_why:
        if asked and asked.reason == "overdue" and asked.state == "open":  # it was late, and now it is done
            asked.state, asked.closed_at, asked.note = "closed", clock.now(), f"{user} made it."
            asked.save()
        give_back(conversation, owed)
    return f"Kept. They get “{owed.what}” at the promised moment."


def give_back(conversation: Conversation, owed: Commitment) -> None:
    """The task is done: the agent writes at the planned moment, or as soon as it may where that has passed."""
    live = live_follow_up(conversation)
    now, business = clock.now(), Business.get()
    if live is None:
        at = add_working_days(now, business.silence_working_days, business.timezone, business.country)
        set_next(conversation, NextKind.WAIT_FOR_CUSTOMER, at, why=f"“{owed.what}” is ready; it is their turn.")
        return
    if live.planned_for <= now:
        hours = Hours.of(conversation.contact, business)
        shift(live, hours.next_allowed(now, any_day=live.precision in EXACT))
        live.save()
    why = f"because “{owed.what}” is ready"
    set_next(conversation, NextKind.FOLLOW_UP, live.planned_for, why=why, trigger=Trigger.FOLLOW_UP_DUE)
