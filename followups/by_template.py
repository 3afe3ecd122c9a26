"""Which approved template a follow-up goes by, and what happens when WhatsApp changes its mind about one."""

from __future__ import annotations

from datetime import timedelta

from conversations.models import ContentTemplate, Conversation, Message, NextKind, Trigger
from conversations.next_step import set_next
from conversations.turns.turn import Template
from conversations.whatsapp import content_templates
from crm import clock
from crm.models import Business, Contact
from followups.gates import live_follow_up
from followups.models import LIVE, Decision, FollowUp
from followups.record import free, shift, snapshot
from followups.slots import EXACT, Hours

# Why a message did not leave, where another way of sending it may exist.
ANOTHER_WAY = {"window_closed", "template_not_approved", "no_opt_in", "no_advertising_there"}


def template_for(contact: Contact, language: str, purpose: str, reason: str, tone: str = "") -> Template | None:
    """One that names matter and reason where both are known; else one that quotes them; of the two the one we have."""
    chosen = row_for(contact, language, purpose, reason, tone)
    if chosen is None:
        return None
    return Template(id=chosen.pk, sid=chosen.sid, body=chosen.body, variables=dict(chosen.variables))


def row_for(contact: Contact, language: str, purpose: str, reason: str, tone: str = "") -> ContentTemplate | None:
    by_choice = [content_templates.FOLLOW_UP, content_templates.FOLLOW_UP_QUOTE]
    if not (purpose and reason):
        by_choice.reverse()
    found = (content_templates.choose_for(contact, kind, language, tone) for kind in by_choice)
    return next((one for one in found if one), None)


def plan_again(follow_up: FollowUp, message: Message, why: str, code: str) -> bool:
    """It could not leave as it was; by (another) template it can: planned once more, for the next allowed moment.

    False where no other way exists. Once for each way: a message that went by template is never tried as free text, and no
    template is tried twice. The conversation is locked.
    """
    thread = Conversation.objects.select_related("contact").get(pk=message.conversation_id)
    waiting = thread.status == "open" and thread.owner_is_agent and thread.next_kind == NextKind.WAIT_FOR_CUSTOMER
    went_by = getattr(message, "outbox", None) and message.outbox.content_sid
    if code not in ANOTHER_WAY or (code == "window_closed" and went_by) or not waiting or live_follow_up(thread):
        return False
    template = row_for(
        thread.contact,
        follow_up.language or thread.contact.language,
        follow_up.purpose,
        follow_up.reason,
        follow_up.tone,
    )
    if template is None or template.sid == went_by:
        return False
    now, before = clock.now(), snapshot(follow_up)
    hours = Hours.of(thread.contact, Business.get())
    moment = hours.next_allowed(now + timedelta(minutes=1), any_day=follow_up.precision in EXACT)
    follow_up.sent_at = follow_up.message = follow_up.ended_at = None
    follow_up.ended_reason = ""
    follow_up.template = template
    free(follow_up)
    shift(follow_up, moment)
    follow_up.moves += 1
    follow_up.save()
    words = f"Planned again, by the template “{template.name}”. {why}"
    Decision.objects.create(
        conversation=thread, follow_up=follow_up, verdict="move", words=words[:500], before=before,
        after=snapshot(follow_up), at=now,
    )  # fmt: skip
    set_next(thread, NextKind.FOLLOW_UP, moment, why=words, trigger=Trigger.FOLLOW_UP_DUE)
    return True


def choose_anew(template_ids: list[int]) -> None:
    """Templates were paused, withdrawn or put in another category: what relied on one gets another, or is known to need
    a person, and its card says so today and not on the day."""
    relying = FollowUp.objects.filter(template_id__in=template_ids, state__in=LIVE).order_by("conversation_id")
    for follow_up in relying.select_related("template", "conversation__contact"):
        contact, old = follow_up.conversation.contact, follow_up.template
        assert old is not None  # it is filtered by
        if old.status == "approved" and (
            old.category != content_templates.MARKETING or content_templates.may_advertise_to(contact)
        ):
            continue
        language = follow_up.language or contact.language
        new = row_for(contact, language, follow_up.purpose, follow_up.reason, follow_up.tone)
        before = snapshot(follow_up)
        FollowUp.objects.filter(pk=follow_up.pk).update(template=new)
        became = f"is {old.status}" if old.status != "approved" else f"counts as {old.category.lower()} now"
        instead = f"“{new.name}” is used instead." if new else "No other fits: a person writes it on the day."
        Decision.objects.create(
            conversation_id=follow_up.conversation_id,
            follow_up=follow_up,
            verdict="keep",
            words=f"Its template “{old.name}” {became}. {instead}",
            before=before,
            after=before,
        )
