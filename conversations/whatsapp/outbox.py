"""What is to leave the house. `queue` writes it down; `send_due` takes it through the gates once more and hands it to Twilio.

`sending` is committed before the HTTP call, so that a crash leaves a row that says "perhaps" and is looked up, never a
row that is sent again.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from conversations import waiting
from conversations.gates import Defer, Proposal, Refuse, Ruling, rule
from conversations.models import ContentTemplate, Conversation, Direction, Message, Outbox, OutboxState, Purpose, Turn
from conversations.models.message import PROACTIVE
from conversations.threads import preview
from conversations.whatsapp import outcomes, senders, twilio
from conversations.whatsapp.content_templates import FILLED_LIMIT, PLACE
from conversations.whatsapp.parts import split
from crm import clock, contacts
from crm.aside import aside
from crm.compiled import Compiled, insert, write
from crm.models import Actor, Contact, User

log = logging.getLogger(__name__)

LANES = 16  # HTTP calls at once
POLL_SECONDS = 0.2
ROUND_SECONDS = 20.0  # then it takes no more work, so that the drain can look up from it
# Two messages in the same second can swap on the way to the phone.
PAUSE_BETWEEN = timedelta(seconds=1)
# Claimed longer ago than this and not yet gone: the process was stopped in between. Then it must not go any more.
STALE = timedelta(seconds=5)
# What we send unasked was right for its moment (business time): after an outage a person decides, nothing is blasted.
TOO_LATE = timedelta(hours=12)
AUTHORS = {Purpose.PERSON: Actor.PERSON, Purpose.OPT_OUT_CONFIRMATION: Actor.SYSTEM}
ANSWERS = (Purpose.REPLY, Purpose.PERSON)


@dataclass(frozen=True)
class Sending:
    """A claimed row. `attempt` fences its outcome: whoever comes late changes nothing."""

    id: int
    attempt: int
    sender: str
    to: str
    body: str
    content_sid: str
    variables: dict[str, str] = field(default_factory=dict)
    claimed_at: datetime = field(default_factory=clock.machine_now)


def queue(
    conversation: Conversation,
    *,
    purpose: str,
    body: str = "",
    template: ContentTemplate | None = None,
    variables: dict[str, str] | None = None,
    based_on: int | None = None,
    idempotency_key: str,
    turn: Turn | None = None,
    user: User | None = None,
    send_at: datetime | None = None,
) -> Message:
    """Write a message down to be sent, in the caller's transaction, with the conversation locked and the gates asked.

    Asked again with the same key, it returns the first message. A text longer than WhatsApp allows becomes several,
    sent in order; the first is returned. For somebody who opted out meanwhile it is kept as refused.
    """
    from conversations.drains import ring  # the drain imports this module

    known = QUEUED_BEFORE.first(idempotency_key)
    if known:
        return known
    contact = contacts.locked(conversation.contact_id)
    values = told(template, variables or {})
    texts = [body or template.fill(values)] if template else split(body)
    messages = [
        _write(
            conversation,
            contact,
            text,
            purpose=purpose,
            content_sid=template.sid if template else "",
            content_variables=values,
            based_on=based_on,
            idempotency_key=idempotency_key if number == 1 else f"{idempotency_key}#{number}",
            turn=turn,
            user=user,
            send_at=send_at or clock.now(),
        )
        for number, text in enumerate(texts, start=1)
    ]
    _note_outbound(conversation, messages[-1], purpose)
    ring()
    return messages[0]


QUEUED_BEFORE = Compiled(lambda key: Message.objects.filter(outbox__idempotency_key=key))


def told(template: ContentTemplate | None, variables: dict[str, str]) -> dict[str, str]:
    """The values as WhatsApp takes them: no line breaks, tabs or runs of spaces, and none empty."""
    values = {key: " ".join(value.split()) for key, value in variables.items()} if template else {}
    return {key: value for key, value in values.items() if value}


def _write(
    conversation: Conversation, contact: Contact, text: str, *, turn: Turn | None, user: User | None, **row: Any
) -> Message:
    refused = contact.opted_out_at is not None and row["purpose"] != Purpose.OPT_OUT_CONFIRMATION
    message = insert(
        Message(
            conversation=conversation,
            direction=Direction.OUTBOUND,
            author=AUTHORS.get(row["purpose"], Actor.AGENT),
            user=user,
            body=text,
            language=contact.language,
            at=clock.now(),
            turn=turn,
        )
    )
    insert(
        Outbox(
            message=message,
            conversation=conversation,
            contact=contact,
            sender=conversation.sender,
            to=conversation.address,
            body="" if row["content_sid"] else text,
            state=OutboxState.REFUSED if refused else OutboxState.QUEUED,
            why="They opted out." if refused else "",
            **row,
        )
    )
    return message


def _note_outbound(conversation: Conversation, message: Message, purpose: str) -> None:
    conversation.last_at = max(conversation.last_at, message.at)
    conversation.last_preview = preview(message.body, message.kind)
    conversation.last_direction = Direction.OUTBOUND
    if purpose in ANSWERS:
        conversation.unread = 0
        waiting.answered(conversation, purpose)
    conversation.save(update_fields=["last_at", "last_preview", "last_direction", "unread", "waiting_since"])


async def send_due() -> int:
    """Send what is due, in order for each conversation. Returns how many attempts were made; 0: nothing was due."""
    born, made, looked, full = time.monotonic(), 0, 0.0, True
    running: set[asyncio.Task[None]] = set()
    while True:
        room, at = LANES - len(running), time.monotonic()
        # When the last look found less than it could take, the next one is not worth its query at once; but the round does
        # not end without one: what went may have freed what waited behind it.
        if room and at - born < ROUND_SECONDS and (full or not running or at - looked > POLL_SECONDS):
            looked = at
            claimed = await aside(claim_due)(room)
            full = len(claimed) >= room // 2
            made += len(claimed)
            running |= {asyncio.create_task(_send(sending)) for sending in claimed}
        if not running:
            return made
        finished, running = await asyncio.wait(running, timeout=POLL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for task in finished:
            if error := task.exception():  # the row stays `sending` and is looked up
                log.error("a send broke off: %s", error, exc_info=error)


async def _send(sending: Sending) -> None:
    outcome = await asyncio.get_running_loop().run_in_executor(_lanes(), _post, sending)
    await aside(outcomes.settle)(sending.id, sending.attempt, outcome)


_pool: tuple[int, ThreadPoolExecutor] | None = None


def _lanes() -> ThreadPoolExecutor:
    """This process's own threads, made after the fork; each keeps its Twilio client."""
    global _pool
    if _pool is None or _pool[0] != os.getpid():
        _pool = (os.getpid(), ThreadPoolExecutor(LANES, thread_name_prefix="send"))
    return _pool[1]


def _post(sending: Sending) -> twilio.Outcome:
    if clock.machine_now() - sending.claimed_at > STALE:
        return twilio.Refused(0, "it was held up before it left", retryable=True)
    return twilio.send(
        sender=sending.sender,
        to=sending.to,
        body=sending.body,
        content_sid=sending.content_sid,
        variables=sending.variables,
        status_callback=f"{settings.PUBLIC_URL}/webhooks/twilio/status/?outbox={sending.id}",
    )


def claim_due(limit: int) -> list[Sending]:
    """Take up to `limit` due rows through the door and mark them `sending`, each committed on its own."""
    claimed = []
    for outbox_id, conversation_id in _at_their_pace(due(limit)):
        try:
            sending = _claim(outbox_id, conversation_id)
        except (OperationalError, InterfaceError):  # the database, not the row: everything is tried again
            raise
        except Exception:  # one row that cannot be judged must not keep the others from leaving
            log.exception("outbox %s could not be taken through the gates", outbox_id)
            later = clock.machine_now() + timedelta(minutes=1)
            Outbox.objects.filter(pk=outbox_id, state=OutboxState.QUEUED).update(not_before=later)
            continue
        if sending:
            claimed.append(sending)
    return claimed


def _at_their_pace(rows: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """As many of each number of ours as it may send now, in their order."""
    wanted = Counter(sender for *_, sender in rows)
    left = {sender: senders.allowance(sender, count) for sender, count in wanted.items()}
    chosen = []
    for outbox_id, conversation_id, sender in rows:
        if left[sender] > 0:
            left[sender] -= 1
            chosen.append((outbox_id, conversation_id))
    return chosen


def due(limit: int) -> list[tuple[int, int, str]]:
    """(outbox, conversation, our number) of what may go now: one in flight per conversation, earlier ones first."""
    machine = clock.machine_now()
    return DUE.rows(clock.now(), machine, machine - PAUSE_BETWEEN)[:limit]


def waiting_to_go(now: datetime, machine: datetime, pause: datetime) -> QuerySet[Outbox, tuple[int, int, str]]:
    same = Outbox.objects.filter(conversation=OuterRef("conversation"))
    earlier = same.filter(state=OutboxState.QUEUED, send_at__lte=now, id__lt=OuterRef("id"))
    in_flight = same.filter(state=OutboxState.SENDING)
    just_gone = same.filter(state=OutboxState.ACCEPTED, sending_at__gt=pause)
    rows = (
        Outbox.objects.filter(state=OutboxState.QUEUED, send_at__lte=now)
        .filter(Q(not_before=None) | Q(not_before__lte=machine))
        .filter(~Exists(earlier), ~Exists(in_flight), ~Exists(just_gone))
        .order_by(Case(When(purpose__in=PROACTIVE, then=1), default=0), "send_at", "id")  # answers first
    )
    return rows.values_list("id", "conversation_id", "sender")[:LANES]


DUE = Compiled(waiting_to_go)


@transaction.atomic
def _claim(outbox_id: int, conversation_id: int) -> Sending | None:
    """Under the conversation's lock: the gates once more, then `sending`. None if it may not go, or another has it."""
    conversation = FREE_THREAD.first(conversation_id)
    if conversation is None:
        return None
    row = STILL_QUEUED.first(outbox_id, conversation_id)
    if row is None:
        return None
    conversation.contact = contacts.locked(row.contact_id)
    ruling = _ruling(row, conversation)
    if isinstance(ruling, Refuse):
        outcomes.refuse(row, conversation, ruling)
        return None
    if isinstance(ruling, Defer):
        row.send_at = max(ruling.until, clock.now() + timedelta(minutes=1))
        row.why = ruling.why[:300]
        row.save(update_fields=["send_at", "why"])
        return None
    row.state = OutboxState.SENDING
    row.sending_at = clock.machine_now()
    row.attempts += 1
    write(row, "state", "sending_at", "attempts")
    return Sending(
        row.pk, row.attempts, row.sender, row.to, row.body, row.content_sid, row.content_variables, row.sending_at
    )


FREE_THREAD = Compiled(
    lambda pk: Conversation.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=pk).order_by()
)
STILL_QUEUED = Compiled(
    lambda pk, thread: (
        Outbox.objects.select_for_update(no_key=True, of=("self",))
        .select_related("message")
        .filter(pk=pk, state=OutboxState.QUEUED)
        .exclude(Exists(Outbox.objects.filter(conversation=thread, state=OutboxState.SENDING)))
        .order_by()
    )
)


def _earlier_part(row: Outbox) -> Ruling | None:
    """Of a long answer no part goes without those before it: it would be half a sentence to them."""
    first, _, number = row.idempotency_key.rpartition("#")
    if not (first and number.isdecimal()):
        return None
    keys = [first, *(f"{first}#{earlier}" for earlier in range(2, int(number)))]
    states = set(row.conversation.outbox.filter(idempotency_key__in=keys).values_list("state", flat=True))
    if states & {OutboxState.FAILED, OutboxState.REFUSED}:
        return Refuse("The part before it did not arrive.", "part_missing")
    if OutboxState.UNKNOWN in states:
        return Defer(clock.now() + timedelta(minutes=1), "It is not known whether the part before it was sent.")
    return None


def _ruling(row: Outbox, conversation: Conversation) -> Ruling | None:
    template = ContentTemplate.objects.filter(sid=row.content_sid).first() if row.content_sid else None
    if row.content_sid and template is None:
        return Refuse("Its template does not exist any more.", "template_not_approved")
    if row.proactive and clock.now() - row.send_at > TOO_LATE:
        return Refuse("Its moment passed before it could leave.", "too_late")
    if template and set(PLACE.findall(template.body)) - row.content_variables.keys():
        # Twilio would fill the sample in: another customer's words.
        return Refuse("A place of the template has no value.", "template_incomplete")
    if template and len(row.message.body) > FILLED_LIMIT:
        return Refuse(f"The filled template has more than {FILLED_LIMIT} characters.", "template_too_long")
    if missing := _earlier_part(row):
        return missing
    return rule(
        Proposal(
            conversation=conversation,
            contact=conversation.contact,
            purpose=row.purpose,
            now=clock.now(),
            body=row.message.body,
            template=template,
            based_on=row.based_on,
            outbox_id=row.pk,
        )
    )
