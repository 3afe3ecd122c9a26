"""What a person does with a follow-up: move it, cancel it. Each locks the conversation and leaves its one next step."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from conversations.gates import HELD, Refuse
from conversations.models import Conversation, NextKind
from conversations.next_step import add_working_days, overtake, set_next
from crm import clock
from crm.models import Activity, Business, User
from followups.deliverables import first_look
from followups.gates import ruling_at_its_moment
from followups.models import LIVE, Decision, FollowUp, FollowUpState
from followups.record import end, free, shift, snapshot
from followups.slots import EXACT, Hours


class NotPossible(ValueError):
    """The act cannot be done; the message says why and what to do instead, in words for the person who asked."""


@transaction.atomic
def cancel(follow_up: FollowUp, user: User, why: str = "") -> None:
    """End it. The conversation then waits for the customer. Raises NotPossible when it has already ended."""
    conversation, live = locked(follow_up)
    before = snapshot(live)
    words = f"{user} cancelled it." + (f" {why}" if why else "")
    end(live, FollowUpState.CANCELLED, words, clock.now())
    note(conversation, live, "cancel", words, before, user)
    if conversation.next_kind == NextKind.FOLLOW_UP:
        business = Business.get()
        at = add_working_days(clock.now(), business.silence_working_days, business.timezone, business.country)
        set_next(conversation, NextKind.WAIT_FOR_CUSTOMER, at, why="Nothing is planned; it is their turn.")


@transaction.atomic
def move(follow_up: FollowUp, user: User, to: datetime) -> datetime:
    """Move it to `to` (aware), or to the first allowed local moment after it, which is returned.

    Raises NotPossible for a moment in the past, one before a day the customer named, or an ended follow-up.
    """
    conversation, live = locked(follow_up)
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
    local = moment.astimezone(zone)
    words = f"{user} moved it to {local:%a %-d %b %H:%M} {live.zone.rsplit('/', 1)[-1].replace('_', ' ')}."
    note(conversation, live, "move", words, before, user)
    if live.held_ref:
        release(conversation, live)
    if conversation.next_kind == NextKind.FOLLOW_UP:
        look_at, trigger = first_look(conversation.pk, moment, clock.now())
        set_next(conversation, NextKind.FOLLOW_UP, moment, why=conversation.next_why, wake_at=look_at, trigger=trigger)
    return moment


def release(conversation: Conversation, live: FollowUp) -> None:
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
    live = FollowUp.objects.filter(pk=follow_up.pk, state__in=LIVE).first()
    if live is None:
        raise NotPossible("This follow-up has already ended. Reload to see what happened.")
    overtake(conversation)  # it may be writing this very message
    return conversation, live


def note(conversation: Conversation, live: FollowUp, verdict: str, words: str, before: dict, user: User) -> None:
    Decision.objects.create(
        conversation=conversation, follow_up=live, verdict=verdict, words=words, before=before, after=snapshot(live)
    )
    Activity.record(
        f"follow-up-{verdict}", words, user=user, contact=conversation.contact, conversation_id=conversation.pk
    )
