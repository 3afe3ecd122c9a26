"""The text of a follow-up as it would be sent today, written in the background; and a person's own words for its moment.

Nothing here sends. A person's words are taken by the turn at the moment (`for_the_moment`), if they still stand on what was
known when they were written; the door has the last word, as ever.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from asgiref.sync import async_to_sync, sync_to_async
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django_q.tasks import async_task

from conversations.gates import Proposal, Refuse, rule
from conversations.inbox.parts import fingerprint
from conversations.models import ContentTemplate, Conversation, Event, Message, Purpose, Trigger
from conversations.turns.check import MAX_LENGTH
from conversations.turns.compose import filled
from conversations.turns.turn import Plan, Turn
from conversations.whatsapp import window as service_window
from crm import clock
from crm.llm.errors import ModelError
from crm.models import Activity, User
from followups.by_template import as_template, others_for
from followups.models import LIVE, FollowUp, Prepared
from followups.moment import LATER
from followups.plan import wait

TASK = "followups.prepared.write"
LOST_AFTER = timedelta(minutes=2)  # machine time; a task takes seconds
# The steps of a turn that a look ahead leaves out: nothing new is read, and what is planned stays as it is.
NOT_TODAY = {"conversations.turns.read.read", "followups.turns.plan"}
NOT_WRITTEN = "The model did not answer. Nothing is lost: at the moment itself it is asked again."


@dataclass(frozen=True)
class Words:
    """A person's words for the moment."""

    text: str
    template: ContentTemplate | None
    variables: dict[str, str]
    by: str


class NotPossible(ValueError):
    """The words cannot be kept; the message says why."""


# --- asked for -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def ask(follow_up: FollowUp) -> Prepared:
    """Have it written, unless it is there and still stands, or is being written. A person's own words are never replaced."""
    live = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    known = Prepared.objects.filter(follow_up=live).first()
    machine = clock.machine_now()
    if known and (known.edited_at or being_written(known)):
        return known
    if known and known.state == "ready" and known.stands_on == standing(live) and same_day(known, live):
        return known
    prepared, _ = Prepared.objects.update_or_create(
        follow_up=live, defaults={"state": "asked", "asked_at": machine, "problem": "", "text": "", "variables": {}}
    )
    async_task(TASK, prepared.pk, group="prepared")
    return prepared


def being_written(prepared: Prepared) -> bool:
    return prepared.state == "asked" and prepared.asked_at > clock.machine_now() - LOST_AFTER


def same_day(prepared: Prepared, live: FollowUp) -> bool:
    """Words like “today” hold for a day."""
    return live.local(prepared.written_at).date() == live.local(clock.now()).date()


def standing(live: FollowUp) -> str:
    """What the words stand on: the last message, the last thing reported from elsewhere, what it is about, by which way."""
    contact_id = Conversation.objects.values_list("contact_id", flat=True).get(pk=live.conversation_id)
    message = Message.objects.filter(conversation_id=live.conversation_id).order_by("-id").values_list("id", flat=True)
    event = Event.objects.filter(contact_id=contact_id).order_by("-id").values_list("id", flat=True)
    about = (live.purpose, live.reason, live.quote, live.must_mention, live.must_not_say, live.agenda, live.late)
    return fingerprint(message.first(), event.first(), about, live.template_id)


# --- written, in the background ------------------------------------------------------------------------------------------


def write(prepared_id: int) -> None:
    """The task. May run twice: what is not asked for any more is left alone."""
    prepared = Prepared.objects.select_related("follow_up__conversation").filter(pk=prepared_id, state="asked").first()
    if prepared is None:
        return
    live = prepared.follow_up
    stands_on = standing(live)
    found: dict[str, Any] = {"state": "failed", "problem": NOT_WRITTEN}
    try:
        turn = async_to_sync(as_if_due)(live)
        found = outcome(turn)
    except ModelError:
        pass  # said in words on the card
    Prepared.objects.filter(pk=prepared_id, state="asked").update(stands_on=stands_on, written_at=clock.now(), **found)


async def as_if_due(live: FollowUp) -> Turn:
    """The steps of a turn as if its moment were now, without the commit: nothing is decided, nothing is sent."""
    turn = Turn(0, uuid4(), live.conversation_id, Trigger.FOLLOW_UP_DUE, silent=False)
    for path in settings.TURN_STEPS:
        if path in NOT_TODAY:
            if path == "followups.turns.plan":
                turn.plan = await sync_to_async(plan_of)(live, turn)
            continue
        step = import_string(path)
        result = step(turn) if inspect.iscoroutinefunction(step) else sync_to_async(step)(turn)
        await result
    return turn


def plan_of(live: FollowUp, turn: Turn) -> Plan:
    row = None if free_text_at(live) else live.template
    chosen = as_template(row) if row else None
    language = live.language or live.conversation.contact.language
    others = others_for(live.conversation.contact, language, live.tone, chosen)
    return Plan("write", "", wait(turn.facts, ""), "follow_up", template=chosen, other_templates=others)


def free_text_at(live: FollowUp) -> bool:
    return service_window.is_open(live.conversation.last_inbound_at, max(live.planned_for, clock.now()))


def template_of(live: FollowUp, kept: Prepared | None) -> ContentTemplate | None:
    """The template by which these words go: the one that was filled, which may say more than the planned one."""
    if free_text_at(live):
        return None
    filled_one = kept.template if kept else None
    return filled_one if filled_one and filled_one.status == "approved" else live.template


def outcome(turn: Turn) -> dict[str, Any]:
    draft = turn.draft
    if turn.handoff or draft is None or not draft.text:
        why = turn.handoff[1] if turn.handoff else "There is nothing to say."
        return {"state": "failed", "problem": f"As things stand a person would get it: {why}"[:300]}
    template = draft.template.id if draft.template else None
    return {"state": "ready", "text": draft.text, "template_id": template, "variables": draft.variables}


# --- a person's words ----------------------------------------------------------------------------------------------------


@transaction.atomic
def keep(follow_up: FollowUp, user: User, text: str, variables: dict[str, str] | None = None) -> Prepared:
    """These words are to be sent at the moment. `variables` fill the template where free text will not be allowed.

    Raises NotPossible for nothing, for too much, for places left open, and for what the door would refuse.
    """
    live = (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("conversation__contact", "template")
        .get(pk=follow_up.pk)
    )
    if live.state not in LIVE:
        raise NotPossible(f"This follow-up has already ended. {live.ended_reason}")
    template = template_of(live, Prepared.objects.filter(follow_up=live).select_related("template").first())
    places = {key: " ".join(value.split()) for key, value in (variables or {}).items()} if template else {}
    body = filled(template.body, places) if template else text.replace("\0", "").replace("\r\n", "\n").strip()
    refuse(live, body, template)
    now = clock.now()
    prepared, _ = Prepared.objects.update_or_create(
        follow_up=live,
        defaults={
            "state": "ready",
            "text": body,
            "template": template,
            "variables": places,
            "stands_on": standing(live),
            "written_at": now,
            "edited_at": now,
            "edited_by": user,
            "problem": "",
            "asked_at": clock.machine_now(),
        },
    )
    Activity.record(
        "follow-up-words",
        f"{user} wrote the words of the message to come.",
        user=user,
        contact=live.conversation.contact,
        conversation_id=live.conversation_id,
    )
    return prepared


def refuse(live: FollowUp, body: str, template: ContentTemplate | None) -> None:
    if not body:
        raise NotPossible("There is nothing to send yet.")
    if len(body) > MAX_LENGTH:
        raise NotPossible(f"WhatsApp takes {MAX_LENGTH} characters at most; this has {len(body)}.")
    if re.search(r"\{\{\w+\}\}", body):
        raise NotPossible("A place of the template is still open. Fill each of them.")
    thread = live.conversation
    ruling = rule(
        Proposal(thread, thread.contact, Purpose.FOLLOW_UP, live.planned_for, body=body, template=template),
        LATER | ABOUT_THE_MOMENT,
    )
    if isinstance(ruling, Refuse) and not ruling.code.startswith("held:"):
        raise NotPossible(f"It would not be sent in these words. {ruling.why}")


ABOUT_THE_MOMENT = {"no_contact", "unanswered_cap", "opted_out"}  # no fault of the words: the card says it already


@transaction.atomic
def drop(follow_up: FollowUp, user: User) -> None:
    """Back to the agent's words."""
    if Prepared.objects.filter(follow_up=follow_up).exclude(edited_at=None).delete()[0]:
        Activity.record(
            "follow-up-words",
            f"{user} leaves the words of the message to the agent again.",
            user=user,
            contact=follow_up.conversation.contact,
            conversation_id=follow_up.conversation_id,
        )


def for_the_moment(live: FollowUp, free_text: bool) -> Words | None:
    """A person's words, if they still stand and leave by the way that is open now; else None: the agent writes anew."""
    people = Prepared.objects.select_related("edited_by", "template").exclude(edited_at=None)
    kept = people.filter(follow_up=live).first()
    if kept is None or kept.stands_on != standing(live) or (kept.template is None) != free_text:
        return None
    if kept.template is not None and kept.template.status != "approved":
        return None
    return Words(kept.text, kept.template, kept.variables, str(kept.edited_by or "A colleague"))


def why_void(kept: Prepared, live: FollowUp) -> str:
    """Why a person's words would not be sent any more, in one sentence; empty while they would."""
    if kept.stands_on != standing(live):
        return "Something was said, reported or planned anew since they were written."
    if (kept.template_id is None) != free_text_at(live):
        return "At its moment it leaves by another way (the 24-hour window), for which they were not written."
    return ""
