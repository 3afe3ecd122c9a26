"""What Twilio's answer to a send means for the message, and for the people who must hear of it.

Every change is a compare-and-set on the state that the sender left: a process that was stopped and wakes late finds the
row moved on, and changes nothing.
"""

from __future__ import annotations

import logging
import random
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from conversations import threads
from conversations.gates import HELD, Refuse
from conversations.handoff import raise_handoff
from conversations.models import Conversation, Message, Outbox, OutboxState, Purpose
from conversations.signals import message_not_sent
from conversations.whatsapp import content_templates, delivery, opt_out, senders, twilio
from conversations.whatsapp.errors import Advice, advice
from crm import clock
from crm.models import Activity

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
MAX_ATTEMPTS_UNREACHED = 12  # the line was down: about twenty minutes
LONGEST_WAIT = 300.0  # seconds
WINDOW_CLOSED = "window_closed"
# Refused at the door and yet nobody's task: another turn or a person has the thread, or nothing may be said at all.
NOBODYS_TASK = {"newer_inbound", "held_by_person", "opted_out", "no_contact", "part_missing"}


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
    """Twilio did not take it."""
    known = advice(outcome.code)
    in_vain = bool(known.never_to) and _country(outbox_id) in known.never_to
    if known.do == "operator":
        again = stop_sender(outbox_id, known, outcome.code, outcome.retry_after)
    elif outcome.retryable and not in_vain and attempt < _most(outcome, known):
        again = clock.machine_now() + wait(attempt, max(outcome.retry_after, _at_least(known, attempt)))
    else:
        # A row that a look-up has meanwhile called unknown is certain now, too.
        fail(outbox_id, [OutboxState.SENDING, OutboxState.UNKNOWN], outcome.code, outcome.words)
        return
    mine(outbox_id, attempt).update(
        state=OutboxState.QUEUED, not_before=again, why=sentence(outcome.words, "Not sent yet"), error_code=outcome.code
    )


def _country(outbox_id: int) -> str:
    return Outbox.objects.values_list("contact__country", flat=True).get(pk=outbox_id)


def _most(outcome: twilio.Refused, known: Advice) -> int:
    if not outcome.code:
        return MAX_ATTEMPTS_UNREACHED
    return known.tries + 1 if known.grows else MAX_ATTEMPTS


def _at_least(known: Advice, tried: int) -> float:
    """Seconds: the code's own wait, doubled for each try where it grows."""
    return known.after * (2 ** (tried - 1) if known.grows else 1)


def wait(attempt: int, at_least: float = 0.0) -> timedelta:
    """Twice as long each time, with a jitter, never less than Twilio asks for."""
    seconds = max(at_least, min(LONGEST_WAIT, float(2**attempt)))
    return timedelta(seconds=seconds * random.uniform(1.0, 1.25))


@transaction.atomic
def stop_sender(outbox_id: int, known: Advice, code: int, retry_after: float = 0.0) -> datetime:
    """Nothing more is tried for a while; one person is told, not one for each message. Returns when to try again."""
    row = Outbox.objects.select_related("message").get(pk=outbox_id)
    conversation = locked(row)
    until, news = senders.stop(row.sender, known, code, retry_after)
    if news:
        words = sentence(known.words, "No message leaves the house")
        give_to_person(conversation, f"{words} It is tried again every few minutes.")
    return until


@transaction.atomic
def not_delivered(outbox_id: int, states: list[OutboxState], code: int | None) -> None:
    """Twilio took it, and WhatsApp did not. Sent again where the code says that it may go later; else it has failed."""
    row = Outbox.objects.select_related("contact", "conversation").get(pk=outbox_id)
    known = advice(code, row.contact.country)
    tried = len(row.former_sids) + 1
    lives = row.contact.opted_out_at is None and row.conversation.status == "open"
    may = known.do == "operator" or (known.do == "retry" and tried <= known.tries)
    if not (may and lives and row.provider_sid):
        fail(outbox_id, states, code, "WhatsApp did not say why")
        return
    locked(row)
    # Only the certain failure of this very try: a row that is still to be looked up is not sent again on a guess.
    again = Outbox.objects.filter(pk=row.pk, state__in=states, provider_sid=row.provider_sid).update(
        state=OutboxState.QUEUED,
        not_before=clock.machine_now() + wait(tried, _at_least(known, tried)),
        why=sentence(known.words, "Did not arrive yet"),
        error_code=code,
        former_sids=[*row.former_sids, row.provider_sid],
        provider_sid=None,
        accepted_at=None,
    )
    if not again:
        return
    Message.objects.filter(pk=row.message_id).update(provider_sid=None)
    if known.do == "operator":
        until = stop_sender(outbox_id, known, code or 0)
        Outbox.objects.filter(pk=row.pk, state=OutboxState.QUEUED).update(not_before=until)


@transaction.atomic
def fail(outbox_id: int, states: list[OutboxState], code: int | None, words: str = "") -> None:
    """It will not arrive: say so, tell who planned it, and give it to a person. Only from one of `states`."""
    row = Outbox.objects.select_related("message", "contact").get(pk=outbox_id)
    known = advice(code, row.contact.country)
    every = threads.lock_all(row.contact_id) if known.do == "opt_out" else []
    conversation = next((thread for thread in every if thread.pk == row.conversation_id), None) or locked(row)
    why = sentence(known.words if code else words, "It did not arrive" if row.provider_sid else "It was not sent")
    changed = Outbox.objects.filter(pk=row.pk, state__in=states).update(
        state=OutboxState.FAILED, why=why, error_code=code or None
    )
    if not changed:
        return
    if known.template and row.content_sid:
        content_templates.set_status(row.content_sid, known.template)
    sent_as = "template_not_approved" if known.template else WINDOW_CLOSED if known.do == "template" else ""
    taken = _tell(row, conversation, why, sent_as)
    if known.do == "opt_out":
        opt_out.leave(every, row.contact, "", f"twilio:{code}")
    elif row.purpose != Purpose.OPT_OUT_CONFIRMATION and not taken:
        by_template = known.do == "template" and row.purpose == Purpose.FOLLOW_UP
        give_to_person(conversation, why, row.message.body, "no_template" if by_template else "delivery")


def refuse(row: Outbox, conversation: Conversation, ruling: Refuse) -> None:
    """The door shut after it was queued. The conversation is locked."""
    row.state, row.why = OutboxState.REFUSED, ruling.why[:300]
    row.save(update_fields=["state", "why"])
    taken = _tell(row, conversation, ruling.why, ruling.code)
    if not taken and ruling.code not in NOBODYS_TASK and not ruling.code.startswith(HELD):
        reason = "no_template" if ruling.code == WINDOW_CLOSED else "delivery"
        give_to_person(conversation, f"Not sent: {ruling.why}", row.message.body, reason)


def _tell(row: Outbox, conversation: Conversation, why: str, code: str = "") -> bool:
    """Say it to whoever planned it. True if one of them has made a new plan, so that it is nobody's task."""
    answers = message_not_sent.send(sender=Message, message=row.message, why=why, code=code)
    Activity.record(
        "message-not-sent",
        why,
        contact=conversation.contact,
        conversation_id=conversation.pk,
        message=row.message_id,
    )
    return any(answer is True for _, answer in answers)


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
