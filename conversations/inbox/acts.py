"""What a person does in a thread: reply, take over, hand back. Each locks the conversation and leaves its one next step."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from conversations import handoff
from conversations.gates import Proposal, rule
from conversations.inbox import thread as threads
from conversations.inbox import views
from conversations.inbox.composer import Problem
from conversations.models import Conversation, Direction, NextKind, Outbox, Purpose, Trigger
from conversations.next_step import add_working_days, set_next, wake
from crm import clock
from crm.access import people_only
from crm.models import Business, User

LONGEST = 1600  # Twilio's limit for one WhatsApp text
LONGEST_NOTE = 1000


class NotPossible(ValueError):
    """The act cannot be done; the message says why in words for the person. `confirm`: it can, if they insist."""

    def __init__(self, words: str, confirm: bool = False) -> None:
        super().__init__(words)
        self.problem = Problem(words, confirm)


@people_only
@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    body = request.POST.get("body", "").replace("\0", "").replace("\r\n", "\n").strip()
    seen = request.POST.get("seen", "")
    try:
        write(
            threads.visible(request, pk),
            cast(User, request.user),
            body,
            key=request.POST.get("key", ""),
            seen=int(seen) if seen.isdecimal() and len(seen) < 19 else 0,
            insists=request.POST.get("insist") == "1",
        )
    except NotPossible as refused:
        return told(request, pk, problem=refused.problem, body=body)
    return told(request, pk, "On its way.")


@people_only
@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    seen = request.POST.get("holder", "")  # who had it when the button was drawn

    def act(conversation: Conversation, user: User) -> str:
        if conversation.held_by_id == user.pk:
            return "You have it already."
        if conversation.held_by_id and str(conversation.held_by_id) != seen:
            return f"{conversation.held_by} was quicker and has it now. Press again to take it over from them."
        handoff.take_over(conversation, user)
        return "You have it now. The agent reads along and says nothing."

    return done(request, pk, act)


@people_only
@require_POST
def hand_back(request: HttpRequest, pk: int) -> HttpResponse:
    note = request.POST.get("note", "").replace("\0", "").strip()[:LONGEST_NOTE]

    def act(conversation: Conversation, user: User) -> str:
        waiting = conversation.handoffs.filter(state__in=["open", "claimed"]).exists()
        if conversation.held_by_id is None and conversation.owner_is_agent and not waiting:
            return "The agent has it already."
        handoff.hand_back(conversation, user, note)
        return "The agent has it again and reads your note first." if note else "The agent has it again."

    return done(request, pk, act)


def done(request: HttpRequest, pk: int, act: Callable[[Conversation, User], str]) -> HttpResponse:
    """Run `act` under the conversation's lock."""
    threads.visible(request, pk)
    with transaction.atomic():
        conversation = Conversation.objects.select_for_update().get(pk=pk)
        closed = conversation.status == "closed"
        words = "" if closed else act(conversation, cast(User, request.user))
    if closed:
        return told(request, pk, problem=Problem("It is closed. It opens again by itself when they write."))
    return told(request, pk, words)


@transaction.atomic
def write(conversation: Conversation, user: User, body: str, *, key: str, seen: int, insists: bool) -> None:
    """Queue `body` as a person's reply; taking over comes with it. Pressed twice with one `key`, it is sent once.

    `seen` is the id of the last customer message on their screen. Raises NotPossible: refused, or to be confirmed.
    """
    from conversations.whatsapp import outbox

    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    once = f"person:{conversation.pk}:{key[:64]}"
    if not key or Outbox.objects.filter(idempotency_key=once).exists():
        return
    refuse_what_cannot_go(conversation, body)
    if not insists:
        warn_once(conversation, user, seen)
    if conversation.held_by_id != user.pk:
        handoff.take_over(conversation, user)
    latest = last_inbound(conversation)
    outbox.queue(conversation, purpose=Purpose.PERSON, body=body, based_on=latest, idempotency_key=once, user=user)
    business = Business.get()
    at = add_working_days(clock.now(), business.silence_working_days, business.timezone, business.country)
    set_next(conversation, NextKind.WAIT_FOR_CUSTOMER, at, why=f"{user} wrote; now it is their turn.")
    wake(conversation, Trigger.PERSON_WROTE)


def refuse_what_cannot_go(conversation: Conversation, body: str) -> None:
    if not body:
        raise NotPossible("There is nothing to send yet.")
    if len(body) > LONGEST:
        raise NotPossible(f"WhatsApp takes {LONGEST} characters at most; this has {len(body)}. Send it in two parts.")
    if conversation.status == "closed":
        raise NotPossible("The conversation is closed. It opens again by itself when they write.")
    ruling = rule(Proposal(conversation, conversation.contact, Purpose.PERSON, clock.now(), body=body))
    if ruling:
        raise NotPossible(f"Not sent. {ruling.why}")


def warn_once(conversation: Conversation, user: User, seen: int) -> None:
    """What stops the agent only warns a person."""
    holder = conversation.held_by
    if (last_inbound(conversation) or 0) > seen:
        raise NotPossible("They wrote again while you were writing. Read it, then send again.", confirm=True)
    if holder and holder.pk != user.pk:
        raise NotPossible(f"{holder} has this conversation. Sending takes it over from them.", confirm=True)


def last_inbound(conversation: Conversation) -> int | None:
    inbound = conversation.messages.filter(direction=Direction.INBOUND)
    return inbound.order_by("-id").values_list("id", flat=True).first()


def told(
    request: HttpRequest, pk: int, words: str = "", *, problem: Problem | None = None, body: str = ""
) -> HttpResponse:
    """The answer to an act: the renewed parts, or without htmx the page again."""
    if request.headers.get("HX-Request"):
        status = 422 if problem else 200
        return threads.changed_answer(request, pk, notice=words, body=body, problem=problem, status=status)
    if request.POST.get("next") == "queue" and not problem:
        messages.success(request, words)
        return HttpResponseRedirect(reverse("queue"))
    if problem:
        return views.thread_page(request, pk, body, problem)
    messages.success(request, words)
    return HttpResponseRedirect(reverse("thread", args=[pk]))
