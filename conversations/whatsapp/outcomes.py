"""What Twilio's answer to a send means for the message, and for the people who must hear of it.

Every change is a compare-and-set on the state that the sender left: a process that was stopped and wakes late finds the
row moved on, and changes nothing.
"""

from __future__ import annotations

import logging
import random
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet

from conversations import threads
from conversations.gates import HELD, Refuse
from conversations.handoff import raise_handoff
from conversations.models import Conversation, Message, Outbox, OutboxState, Purpose
from conversations.signals import message_not_sent
from conversations.whatsapp import delivery, opt_out, twilio
from conversations.whatsapp.errors import Advice, advice
from crm import clock
from crm.models import Activity, Lease

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
MAX_ATTEMPTS_UNREACHED = 12  # the line was down: about twenty minutes
LONGEST_WAIT = 300.0  # seconds
STOPPED = "sender-stopped"
# Refused at the door and yet nobody's task: another turn or a person has the thread, or nothing may be said at all.
NOBODYS_TASK = {"newer_inbound", "held_by_person", "opted_out", "no_contact"}


def settle(outbox_id: int, attempt: int, outcome: twilio.Outcome) -> None:
    """Write down what became of this attempt."""
    if isinstance(outcome, twilio.Accepted):
        delivery.accept(outbox_id, outcome.sid, outcome.status)
    elif isinstance(outcome, twilio.Unknown):
        mine(outbox_id, attempt).update(
            state=OutboxState.UNKNOWN, why=outcome.why[:300], not_before=clock.machine_now() + delivery.FIRST_LOOK
        )
    else:
        _refused(outbox_id, attempt, outcome)


def mine(outbox_id: int, attempt: int) -> QuerySet[Outbox]:
    """The row, as long as it is still this attempt's."""
    return Outbox.objects.filter(pk=outbox_id, state=OutboxState.SENDING, attempts=attempt)


def _refused(outbox_id: int, attempt: int, outcome: twilio.Refused) -> None:
    known = advice(outcome.code)
    if known.do == "operator":
        again = stop_sender(outbox_id, known, outcome)
    elif outcome.retryable and attempt < (MAX_ATTEMPTS if outcome.code else MAX_ATTEMPTS_UNREACHED):
        again = clock.machine_now() + wait(attempt, outcome.retry_after)
    else:
        # A row that a look-up has meanwhile called unknown is certain now, too.
        fail(outbox_id, [OutboxState.SENDING, OutboxState.UNKNOWN], outcome.code, outcome.words)
        return
    mine(outbox_id, attempt).update(
        state=OutboxState.QUEUED, not_before=again, why=sentence(outcome.words, "Not sent yet"), error_code=outcome.code
    )


def wait(attempt: int, at_least: float = 0.0) -> timedelta:
    """Twice as long each time, with a jitter, never less than Twilio asks for."""
    seconds = max(at_least, min(LONGEST_WAIT, float(2**attempt)))
    return timedelta(seconds=seconds * random.uniform(1.0, 1.25))


def stopped() -> bool:
    """Whether the sender waits for somebody to mend the account (machine time)."""
    return Lease.objects.filter(name=STOPPED, until__gt=clock.machine_now()).exists()


@transaction.atomic
def stop_sender(outbox_id: int, known: Advice, outcome: twilio.Refused) -> datetime:
    """Nothing more is tried for a while; one person is told, not one for each message. Returns when to try again."""
    row = Outbox.objects.select_related("message").get(pk=outbox_id)
    conversation = locked(row)
    machine = clock.machine_now()
    until = machine + timedelta(seconds=max(known.after, outcome.retry_after))
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    lease, _ = Lease.objects.select_for_update().get_or_create(name=STOPPED, defaults={"until": epoch})
    already = lease.until > machine
    lease.until, lease.holder = until, uuid4()
    lease.save()
    if not already:
        log.error("the sender stopped: %s (code %s)", outcome.words, outcome.code)
        words = sentence(known.words, "No message leaves the house")
        give_to_person(conversation, f"{words} It is tried again every few minutes.")
    return until


@transaction.atomic
def fail(outbox_id: int, states: list[OutboxState], code: int | None, words: str = "") -> None:
    """It will not arrive: say so, tell who planned it, and give it to a person. Only from one of `states`."""
    row = Outbox.objects.select_related("message", "contact").get(pk=outbox_id)
    known = advice(code)
    every = threads.lock_all(row.contact_id) if known.do == "opt_out" else []
    conversation = next((thread for thread in every if thread.pk == row.conversation_id), None) or locked(row)
    why = sentence(known.words if code else words, "It did not arrive" if row.provider_sid else "It was not sent")
    changed = Outbox.objects.filter(pk=row.pk, state__in=states).update(
        state=OutboxState.FAILED, why=why, error_code=code or None
    )
    if not changed:
        return
    _tell(row, conversation, why)
    if known.do == "opt_out":
        opt_out.leave(every, row.contact, "", f"twilio:{code}")
    elif row.purpose != Purpose.OPT_OUT_CONFIRMATION:
        by_template = known.do == "template" and row.purpose == Purpose.FOLLOW_UP
        give_to_person(conversation, why, row.message.body, "no_template" if by_template else "delivery")


def refuse(row: Outbox, conversation: Conversation, ruling: Refuse) -> None:
    """The door shut after it was queued. The conversation is locked."""
    row.state, row.why = OutboxState.REFUSED, ruling.why[:300]
    row.save(update_fields=["state", "why"])
    _tell(row, conversation, ruling.why, ruling.code)
    if ruling.code not in NOBODYS_TASK and not ruling.code.startswith(HELD):
        reason = "no_template" if ruling.code == "window_closed" else "delivery"
        give_to_person(conversation, f"Not sent: {ruling.why}", row.message.body, reason)


def _tell(row: Outbox, conversation: Conversation, why: str, code: str = "") -> None:
    message_not_sent.send(sender=Message, message=row.message, why=why, code=code)
    Activity.record(
        "message-not-sent",
        why,
        contact=conversation.contact,
        conversation_id=conversation.pk,
        message=row.message_id,
    )


def give_to_person(conversation: Conversation, words: str, suggestion: str = "", reason: str = "delivery") -> None:
    """A person's task. A thread that was over is opened for it again: its last word is the one that did not arrive. Not
    for somebody who opted out: nothing may be sent to them any more, so that the history says it and nobody is called."""
    if conversation.status == "closed":
        if conversation.contact.opted_out_at:
            return
        conversation = threads.open_for_people(conversation, words)
    raise_handoff(conversation, reason, words, suggestion=suggestion)


def locked(row: Outbox) -> Conversation:
    return Conversation.objects.select_for_update(no_key=True).get(pk=row.conversation_id)


def sentence(words: str, before: str) -> str:
    return f"{before}: {words.rstrip('.')}."[:300]
