"""Two contacts turned out to be one person: a person of ours linked the address of one to the other. What is planned for the
two is looked at again, as if it had been one customer from the start."""

from __future__ import annotations

from itertools import product

from django.db import transaction

from conversations.models import Conversation, NextKind, Trigger
from conversations.next_step import add_working_days, set_next
from crm import clock
from crm.models import Activity, Actor, Business, Contact
from followups.models import LIVE, Decision, FollowUp, FollowUpState
from followups.same_day import day_of, let_wait, take_up, two_hours_were_named
from followups.states import end, snapshot

Planned = tuple[Conversation, FollowUp]


@transaction.atomic
def now_one_person(before: Contact, to: Contact) -> None:
    """Runs after the link is committed: threads are locked before contacts everywhere in the house. Safe to run twice."""
    ids = [before.pk, to.pk]
    rows = Conversation.objects.filter(contact__in=ids, status="open").select_related("contact").order_by("pk")
    threads = list(rows.select_for_update(of=("self",)))
    live = {row.conversation_id: row for row in FollowUp.objects.filter(conversation__in=threads, state__in=LIVE)}
    planned = [(thread, live[thread.pk]) for thread in threads if thread.pk in live]
    if Contact.objects.filter(pk__in=ids, opted_out_at__isnull=False).exists():
        for one in planned:
            let_go(one)
        return
    armed = [
        one for one in planned if one[1].state == FollowUpState.SCHEDULED and one[0].next_kind == NextKind.FOLLOW_UP
    ]
    hers = [one for one in armed if one[0].contact_id == before.pk]
    theirs = [one for one in armed if one[0].contact_id == to.pk and one[0].owner_is_agent]
    for other, kept in product(hers, theirs):
        merge(kept, other)


def merge(kept: Planned, other: Planned) -> None:
    """Two on one day become one, in the thread that goes on: that of the contact whose address it is now."""
    (thread, live), (its_thread, its) = kept, other
    first, last = day_of(live)
    if not its.live or not first <= its.planned_for <= last or two_hours_were_named(live, its):
        return
    moved = take_up(live, its)
    let_wait(its_thread, its, live, clock.now())
    if moved:
        set_next(thread, NextKind.FOLLOW_UP, live.planned_for, why=thread.next_why, trigger=Trigger.FOLLOW_UP_DUE)


def let_go(one: Planned) -> None:
    """The opt-out goes with the address: what stood planned for the other contact ends."""
    thread, live = one
    before, now = snapshot(live), clock.now()
    words = "Cancelled: they had opted out under another address."
    end(live, FollowUpState.CANCELLED, words, now)
    Decision.objects.create(
        conversation=thread, follow_up=live, verdict="cancel", words=words, before=before, after=snapshot(live), at=now
    )
    Activity.record("follow-up-cancel", words, actor=Actor.SYSTEM, contact=thread.contact, conversation_id=thread.pk)
    if thread.owner_is_agent and thread.next_kind == NextKind.FOLLOW_UP:
        business = Business.get()
        at = add_working_days(now, business.silence_working_days, business.timezone, business.country)
        set_next(thread, NextKind.WAIT_FOR_CUSTOMER, at, why=words)
