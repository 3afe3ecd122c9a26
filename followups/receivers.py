"""What the rest of the house tells us. Each runs inside the transaction of the change it hears of."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver

from conversations.gates import HELD
from conversations.models import Conversation, Message, NextKind
from conversations.next_step import default_team, next_office_morning, set_next
from conversations.signals import (
    conversation_closed,
    hold_follow_ups,
    message_not_sent,
    release_follow_ups,
    stop_follow_ups,
    templates_approved,
    templates_changed,
)
from crm import clock
from crm.models import Address, Business, Consent, ConsentKind, Contact
from followups.by_template import arm_again, choose_anew, plan_again
from followups.gates import live_follow_up
from followups.holding import hold_again, hold_all, release_all, stop_all
from followups.joined import now_one_person
from followups.models import Decision, FollowUp, FollowUpState
from followups.reconsider import place_changed, policy_changed
from followups.record import end, snapshot

PLACE = ("timezone", "country")
POLICY = ("write_from", "write_until", "country")


@receiver(pre_save, sender=Contact)
def their_place(sender: Any, instance: Contact, update_fields: Any = None, **_: Any) -> None:
    """Before the contact's row is locked: threads come first in the lock order of the house."""
    if instance.pk is None or (update_fields is not None and not set(update_fields) & set(PLACE)):
        return
    was = Contact.objects.filter(pk=instance.pk).values(*PLACE).first()
    if was and any(was[name] != getattr(instance, name) for name in PLACE):
        with transaction.atomic():
            place_changed(instance, was["timezone"])


@receiver(pre_save, sender=Address)
def their_address(sender: Any, instance: Address, **_: Any) -> None:
    """A person linked it to another contact: the two are one."""
    was = Address.objects.select_related("contact").filter(pk=instance.pk).first() if instance.pk else None
    if was and was.contact_id != instance.contact_id:
        transaction.on_commit(partial(now_one_person, was.contact, instance.contact))


@receiver(pre_save, sender=Business)
def our_hours(sender: Any, instance: Business, **_: Any) -> None:
    was = Business.objects.filter(pk=1).values(*POLICY).first()
    if was and any(was[name] != getattr(instance, name) for name in POLICY):
        transaction.on_commit(policy_changed)


@receiver(conversation_closed)
def end_with_the_conversation(sender: Any, conversation: Conversation, reason: str, **_: Any) -> None:
    live = live_follow_up(conversation)
    if live is None:
        return
    before = snapshot(live)
    words = f"Cancelled: the conversation was closed ({reason.replace('_', ' ')})."
    end(live, FollowUpState.CANCELLED, words, clock.now())
    Decision.objects.create(
        conversation=conversation,
        follow_up=live,
        verdict="cancel",
        words=words,
        quote=words_of_leaving(conversation.contact_id) if reason == "opted_out" else "",
        before=before,
        after=snapshot(live),
    )


def words_of_leaving(contact_id: int) -> str:
    """Their own words, "" where they left by a form or at Twilio."""
    left = Consent.objects.filter(contact=contact_id, kind=ConsentKind.OPT_OUT)
    return left.values_list("words", flat=True).first() or ""


@receiver(message_not_sent)
def not_sent_after_all(sender: Any, message: Message, why: str, code: str = "", **_: Any) -> bool:
    """The door opened when it was queued and shut before it left, or Twilio refused it: the follow-up says so. True if it
    was planned again."""
    follow_up = FollowUp.objects.filter(message=message, state=FollowUpState.SENT).first()
    if follow_up is None:
        return False
    if code.startswith(HELD):
        hold_again(follow_up, code.removeprefix(HELD), why)
        return False
    if plan_again(follow_up, message, why, code):
        return True
    before = snapshot(follow_up)
    end(follow_up, FollowUpState.CANCELLED, f"Not sent: {why}", clock.now())
    look_again(message.conversation_id, f"Not sent: {why}")
    Decision.objects.create(
        conversation_id=message.conversation_id,
        follow_up=follow_up,
        verdict="cancel",
        words=f"Not sent: {why}",
        before=before,
        after=snapshot(follow_up),
        facts={"refused": code or "delivery"},
    )
    return False


@receiver(templates_changed)
def choose_another_template(sender: Any, template_ids: list[int], **_: Any) -> None:
    choose_anew(template_ids)


@receiver(templates_approved)
def what_had_no_template(sender: Any, template_ids: list[int], **_: Any) -> None:
    arm_again()


@receiver(hold_follow_ups)
def hold_at_once(sender: Any, ref: str, holds: dict[int, tuple[str, str]], **_: Any) -> dict[int, int]:
    return hold_all(ref, holds)


@receiver(stop_follow_ups)
def stop_at_once(sender: Any, stops: dict[int, tuple[str, str]], **_: Any) -> dict[int, int]:
    return stop_all(stops)


@receiver(release_follow_ups)
def let_go(sender: Any, ref: str, words: str, conversation_ids: list[int] | None = None, **_: Any) -> dict[int, int]:
    return release_all(ref, words, conversation_ids)


def look_again(conversation_id: int, why: str) -> None:
    """Nothing was sent, so nobody will answer it: the thread that waits for the customer waits for a person instead."""
    conversation = Conversation.objects.select_for_update(no_key=True).get(pk=conversation_id)
    if conversation.status != "open" or conversation.next_kind != NextKind.WAIT_FOR_CUSTOMER:
        return
    due = next_office_morning(clock.now(), Business.get())
    set_next(conversation, NextKind.INTERNAL_REVIEW, due, why=why, team=default_team(conversation))
