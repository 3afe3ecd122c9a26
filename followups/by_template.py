"""Which approved template a follow-up goes by, and what happens when WhatsApp changes its mind about one."""

from __future__ import annotations

from datetime import timedelta

from conversations.models import ContentTemplate, Conversation, Handoff, Message, NextKind, Trigger
from conversations.next_step import set_next
from conversations.turns.turn import Template
from conversations.whatsapp import content_templates
from crm import clock
from crm.models import Business, Contact
from followups.gates import live_follow_up
from followups.lateness import judge
from followups.models import LIVE, Decision, FollowUp, FollowUpState
from followups.pace import Pace
from followups.record import free, shift, snapshot
from followups.slots import EXACT, Hours

# Why a message did not leave, where another way of sending it may exist.
ANOTHER_WAY = {"window_closed", "template_not_approved", "no_opt_in", "no_advertising_there"}


def template_for(contact: Contact, language: str, purpose: str, reason: str, tone: str = "") -> Template | None:
    """One that names matter and reason where both are known; else one that quotes them; of the two the one we have."""
    chosen = row_for(contact, language, purpose, reason, tone)
    return as_template(chosen) if chosen else None


def others_for(contact: Contact, language: str, tone: str, chosen: Template | None) -> tuple[Template, ...]:
    """The other approved ones by which this follow-up could go as well: which says most is seen when it is written."""
    if chosen is None:
        return ()
    found = (content_templates.choose_for(contact, kind, language, tone) for kind in content_templates.FOLLOW_UPS)
    return tuple(as_template(one) for one in found if one and one.pk != chosen.id)


def as_template(row: ContentTemplate) -> Template:
    return Template(id=row.pk, sid=row.sid, body=row.body, variables=dict(row.variables))


def row_for(contact: Contact, language: str, purpose: str, reason: str, tone: str = "") -> ContentTemplate | None:
    named, told, matter, quote = content_templates.FOLLOW_UPS
    if purpose and reason:
        by_choice = [named, told, matter, quote]
    elif purpose:
        by_choice = [matter, quote, told, named]
    else:
        by_choice = [quote, told, matter, named]
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


def arm_again() -> int:
    """A template was approved: what had become a person's task only because none fitted goes by it, unless a colleague has
    the thread already or its moment is over. Returns how many."""
    waiting = Handoff.objects.filter(state="open", reason="no_template", conversation__status="open")
    ids = sorted(waiting.filter(conversation__held_by=None).values_list("conversation_id", flat=True))
    threads = Conversation.objects.select_for_update(of=("self",), skip_locked=True).select_related("contact")
    return sum(go_by_template(thread) for thread in threads.filter(pk__in=ids).order_by("pk"))


def go_by_template(thread: Conversation) -> bool:
    live, now = live_follow_up(thread), clock.now()
    handoff = thread.handoffs.filter(state="open", reason="no_template").first()
    # What they have written since is a person's, and what is late or proposed is theirs to let go.
    if live is None or handoff is None or live.state != FollowUpState.SCHEDULED or judge(live, now) != "in_time":
        return False
    if thread.last_inbound_at and thread.last_inbound_at > handoff.raised_at:
        return False
    template = row_for(thread.contact, live.language or thread.contact.language, live.purpose, live.reason, live.tone)
    if template is None:
        return False
    before, live.template = snapshot(live), template
    shift(live, Pace().next_free(live, thread, max(live.planned_for, now + timedelta(minutes=1))))
    live.save()
    words = f"WhatsApp approved the template “{template.name}”: it goes by that after all."
    handoff.state, handoff.closed_at, handoff.note = "closed", now, words
    handoff.save(update_fields=["state", "closed_at", "note"])
    Decision.objects.create(
        conversation=thread, follow_up=live, verdict="move", words=words, before=before, after=snapshot(live), at=now
    )
    set_next(thread, NextKind.FOLLOW_UP, live.planned_for, why=words, trigger=Trigger.FOLLOW_UP_DUE)
    return True
