"""What a person does with a follow-up: move, approve, send now, release, cancel. Each locks the conversation and leaves its
one next step, a Decision and a line in the thread; each raises NotPossible with words for the person."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from conversations.drains import ring
from conversations.gates import HELD, Defer, Proposal, Refuse, rule
from conversations.handoff import open_handoff
from conversations.models import Conversation, Handoff, NextKind, Purpose, Trigger
from conversations.next_step import add_working_days, overtake, set_next
from crm import clock, local_time
from crm.models import Activity, Business, User
from followups.bursts import BREAKER
from followups.deliverables import first_look
from followups.dry_run import DRY_RUN
from followups.gates import APPROVAL, ruling_at_its_moment
from followups.lateness import missed_after
from followups.models import Decision, FollowUp, FollowUpState
from followups.moment import LATER
from followups.moved_by_words import NotUnderstood, Understood, not_before, understand
from followups.pace import Pace
from followups.record import end, free, shift, snapshot
from followups.slots import EXACT, Hours

# Handoffs that ask whether (or how) the planned message is to go, and nothing else.
ANSWERED_BY_A_YES = ("overdue", "no_template")
PERSON_ASKED = "A person is asked for in this thread. Answer or hand it back first, then let the message go."


class NotPossible(ValueError):
    """The act cannot be done; the message says why and what to do instead, in words for the person who asked."""


@transaction.atomic
def cancel(follow_up: FollowUp, user: User, why: str = "") -> None:
    """End it. The conversation then waits for the customer. Raises NotPossible when it has already ended."""
    conversation, live = locked(follow_up)
    before = snapshot(live)
    words = f"{user} cancelled it." + (f" {why}" if why else "")
    # The task was only to say yes or no to it; what else people owe here stays.
    asked = (
        live.state == FollowUpState.PROPOSED and conversation.held_by_id is None and open_handoff(conversation) is None
    )
    end(live, FollowUpState.CANCELLED, words, clock.now())
    note(conversation, live, "cancel", words, before, user)
    if conversation.next_kind == NextKind.FOLLOW_UP or (asked and conversation.next_kind == NextKind.HUMAN_TASK):
        business = Business.get()
        at = add_working_days(clock.now(), business.silence_working_days, business.timezone, business.country)
        set_next(conversation, NextKind.WAIT_FOR_CUSTOMER, at, why="Nothing is planned; it is their turn.")


@transaction.atomic
def move(follow_up: FollowUp, user: User, to: datetime, was: datetime | None = None) -> datetime:
    """Move it to `to` (aware), or to the first allowed local moment after it, which is returned. `was`: from when, as the
    person saw it.

    Raises NotPossible for a moment in the past, one before a day the customer named, an ended follow-up, or one that was
    moved since it was seen.
    """
    conversation, live = locked(follow_up)
    still_at(live, was)
    zone = ZoneInfo(live.zone)
    if to <= clock.now():
        raise NotPossible("That moment has passed. Choose a later one.")
    if live.no_contact_before and to.astimezone(zone).date() < live.no_contact_before:
        raise NotPossible(
            f"They asked not to be written to before {live.no_contact_before:%-d %B}. Choose that day or a later one."
        )
    hours = Hours.of(conversation.contact, Business.get())
    moment = hours.next_allowed(to, any_day=live.precision in EXACT)
    before = snapshot(live)
    shift(live, moment)
    if moment < live.earliest:
        live.earliest = live.best = moment
    live.moves += 1
    live.save()
    words = f"{user} moved it to {said(live, moment)}."
    note(conversation, live, "move", words, before, user)
    if live.held_ref:
        free_if_allowed(conversation, live)
    arm(conversation, live)
    return moment


@transaction.atomic
def move_by_words(follow_up: FollowUp, user: User, text: str, was: datetime | None = None) -> Understood:
    """Move it to what `text` says (“next Thursday after lunch”); returns what was understood, as the echo had it. `was`: as
    with `move`.

    Raises NotPossible with the words that forbid it and the next allowed moment.
    """
    conversation, live = locked(follow_up)
    still_at(live, was)
    found = understand(live, text)
    if isinstance(found, NotUnderstood):
        raise NotPossible(found.words)
    before, window = snapshot(live), found.window
    live.earliest, live.best, live.latest = window.earliest, max(window.best, window.earliest), window.latest
    live.precision, live.confidence, live.late = window.precision, window.confidence, False
    live.missed_after = None
    live.earliest = min(live.earliest, found.moment)
    shift(live, found.moment)
    live.missed_after = missed_after(live)
    live.moves += 1
    live.save()
    note(conversation, live, "move", f"{user} moved it to “{found.text}”: {found.words}", before, user)
    if live.held_ref:
        free_if_allowed(conversation, live)
    arm(conversation, live)
    return found


@transaction.atomic
def approve(follow_up: FollowUp, user: User) -> datetime:
    """Yes to a proposal. It goes at its moment, or at the next allowed one where that has passed; returned.

    The thread is the agent's again for it, unless a colleague holds it.
    """
    conversation, live = locked(follow_up)
    if live.state != FollowUpState.PROPOSED:
        raise NotPossible("It needs no approval. Reload to see what happened.")
    before = snapshot(live)
    moment = ready(conversation, live, user)
    note(conversation, live, "approve", f"{user} approved it: goes {said(live, moment)}.", before, user)
    return moment


@transaction.atomic
def release(follow_up: FollowUp, user: User) -> datetime:
    """Let one held message go, against whatever holds it: at its moment, or the next allowed one; returned.

    The door still has the last word: a guideline that forbids it will hold it again and say so.
    """
    conversation, live = locked(follow_up)
    if live.state != FollowUpState.HELD:
        raise NotPossible("It is not held. Reload to see what happened.")
    before, why = snapshot(live), live.held_words
    moment = ready(conversation, live, user)
    words = f"{user} let it go: {said(live, moment)}." + (f" It was held: {why}" if why else "")
    note(conversation, live, "release", words, before, user)
    return moment


@transaction.atomic
def send_now(follow_up: FollowUp, user: User) -> None:
    """Write it now: the agent's turn runs at once, on the facts of now. Raises NotPossible where the door is shut, with its
    own words and the next allowed moment."""
    conversation, live = locked(follow_up)
    now = clock.now()
    if why_not := why_not_now(conversation, live, now):
        raise NotPossible(why_not)
    before = snapshot(live)
    live.approved_by, live.approved_at = user, now
    free(live)
    live.earliest = min(live.earliest, now)
    live.planned_for = live.best = now
    live.latest = max(live.latest, now) if live.latest else None
    live.missed_after = missed_after(live)
    live.save()
    note(conversation, live, "move", f"{user} wants it written now.", before, user)
    take_back(conversation)
    set_next(conversation, NextKind.FOLLOW_UP, now, why=f"{user} wants it written now.", trigger=Trigger.FOLLOW_UP_DUE)
    ring()


# --- parts ---------------------------------------------------------------------------------------------------------------


def why_not_now(conversation: Conversation, live: FollowUp, now: datetime, notes: dict[str, Any] | None = None) -> str:
    """Why it cannot be written at this moment, in the words of what forbids it; empty where it can. The card asks this, and
    `send_now` does. A yes that is missing is no reason: who sends it says yes."""
    if first := not_before(live, now):
        words = f" (“{live.quote}”)" if live.quote else ""
        return f"They asked not to be written to before {first:%-d %B}{words}."
    asked = Proposal(
        conversation,
        conversation.contact,
        Purpose.FOLLOW_UP,
        now,
        template=live.template,
        notes={} if notes is None else notes,
    )
    ruling = rule(asked, LATER | {HELD + APPROVAL, HELD + BREAKER, HELD + DRY_RUN})
    if isinstance(ruling, Defer):
        until = local_time.when(ruling.until, live.zone, now)
        return f"{ruling.why} The next allowed moment: {until}. It can be moved to it."
    if isinstance(ruling, Refuse):
        return ruling.why
    if conversation.held_by_id is not None:
        return f"{conversation.held_by} has this conversation. Hand it back first, or write it yourself."
    return PERSON_ASKED if waits_for_a_person(conversation).exists() else ""


def ready(conversation: Conversation, live: FollowUp, user: User) -> datetime:
    """Scheduled again with a person's yes, and the thread back with the agent for it."""
    now = clock.now()
    free(live)
    live.approved_by, live.approved_at = user, now
    if live.planned_for <= now:
        shift(live, Pace().next_free(live, conversation, now + timedelta(minutes=1)))
        live.missed_after = missed_after(live)
    live.save()
    if conversation.held_by_id is None:
        take_back(conversation)
        look_at, trigger = first_look(conversation.pk, live.planned_for, now)
        why = f"because {live.reason}" if live.reason else f"{user} said yes."
        set_next(conversation, NextKind.FOLLOW_UP, live.planned_for, why=why, wake_at=look_at, trigger=trigger)
    return live.planned_for


def take_back(conversation: Conversation) -> None:
    """What asked a person for this very answer is answered; a customer who waits for a person goes on waiting."""
    if waits_for_a_person(conversation).exists():
        raise NotPossible(PERSON_ASKED)
    conversation.handoffs.filter(state="open").update(
        state="closed", closed_at=clock.now(), note="The planned message was let go."
    )


def waits_for_a_person(conversation: Conversation) -> QuerySet[Handoff]:
    """What asks for a person here and is not answered by letting the planned message go."""
    reasons = ANSWERED_BY_A_YES if conversation.last_direction == "inbound" else (*ANSWERED_BY_A_YES, "low_confidence")
    waiting = conversation.handoffs.filter(state__in=["open", "claimed"])
    return waiting.exclude(state="open", reason__in=reasons)


def arm(conversation: Conversation, live: FollowUp) -> None:
    """Where the follow-up is the next step, the step moves with it."""
    if conversation.next_kind == NextKind.FOLLOW_UP:
        look_at, trigger = first_look(conversation.pk, live.planned_for, clock.now())
        why, at = conversation.next_why, live.planned_for
        set_next(conversation, NextKind.FOLLOW_UP, at, why=why, wake_at=look_at, trigger=trigger)


def said(live: FollowUp, moment: datetime) -> str:
    local = live.local(moment)
    return f"{local:%a %-d %b %H:%M} {local_time.city(live.zone)}"


def free_if_allowed(conversation: Conversation, live: FollowUp) -> None:
    """A person set its date anew: it is armed again, unless a guideline still holds it whatever a person sets."""
    ruling = ruling_at_its_moment(conversation, live)
    if isinstance(ruling, Refuse) and ruling.code.startswith(HELD):
        return
    free(live)
    live.save()
    if conversation.status == "open" and conversation.next_kind == NextKind.INTERNAL_REVIEW:
        look_at, trigger = first_look(conversation.pk, live.planned_for, clock.now())
        why = f"because {live.reason}" if live.reason else "A colleague set the date."
        set_next(conversation, NextKind.FOLLOW_UP, live.planned_for, why=why, wake_at=look_at, trigger=trigger)


def locked(follow_up: FollowUp) -> tuple[Conversation, FollowUp]:
    conversation = Conversation.objects.select_for_update().get(pk=follow_up.conversation_id)
    live = FollowUp.objects.get(pk=follow_up.pk)
    if not live.live:
        raise NotPossible(f"This follow-up has already ended. {live.ended_reason}")
    overtake(conversation)  # it may be writing this very message
    return conversation, live


def still_at(live: FollowUp, was: datetime | None) -> None:
    """Two colleagues (or two tabs) at one card: the second is told, not silently the last to win."""
    if was is None or live.planned_for == was:
        return
    last = live.decisions.order_by("-id").first()
    told = f" {last.words.rstrip('.')}." if last else ""
    planned = local_time.when(live.planned_for, live.zone, clock.now())
    raise NotPossible(
        f"It has changed meanwhile.{told} It is now planned for {planned}. If yours is right, move it again."
    )


def note(conversation: Conversation, live: FollowUp, verdict: str, words: str, before: dict, user: User) -> None:
    Decision.objects.create(
        conversation=conversation, follow_up=live, verdict=verdict, words=words, before=before, after=snapshot(live)
    )
    Activity.record(
        f"follow-up-{verdict}", words, user=user, contact=conversation.contact, conversation_id=conversation.pk
    )
