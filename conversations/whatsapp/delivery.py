"""How messages fared: status callbacks, and looking up sends whose outcome is open. Only forward; nothing is sent again."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from conversations.models import Message, Outbox, OutboxState, StatusEvent
from conversations.whatsapp import senders, twilio
from crm import clock
from crm.compiled import Compiled, CompiledUpdate, insert
from crm.models import Activity

log = logging.getLogger(__name__)

STATES = {
    "queued": OutboxState.ACCEPTED,
    "accepted": OutboxState.ACCEPTED,
    "scheduled": OutboxState.ACCEPTED,
    "sending": OutboxState.ACCEPTED,
    "sent": OutboxState.SENT,
    "delivered": OutboxState.DELIVERED,
    "partially_delivered": OutboxState.DELIVERED,
    "read": OutboxState.READ,
    "failed": OutboxState.FAILED,
    "undelivered": OutboxState.FAILED,
    "canceled": OutboxState.FAILED,
}
# From where each state may be reached. A failed message that is seen to have arrived has arrived.
NOT_YET = [OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNKNOWN]
FROM: dict[OutboxState, list[OutboxState]] = {
    OutboxState.ACCEPTED: NOT_YET,
    OutboxState.SENT: [*NOT_YET, OutboxState.ACCEPTED],
    OutboxState.DELIVERED: [*NOT_YET, OutboxState.ACCEPTED, OutboxState.SENT, OutboxState.FAILED],
    OutboxState.READ: [*NOT_YET, OutboxState.ACCEPTED, OutboxState.SENT, OutboxState.FAILED, OutboxState.DELIVERED],
    OutboxState.FAILED: [*NOT_YET, OutboxState.ACCEPTED, OutboxState.SENT],
}
FIRST_LOOK = timedelta(seconds=2)
LOOK_UNTIL = timedelta(hours=24)
LONGEST_BETWEEN_LOOKS = timedelta(hours=1)
CLOCKS_DIFFER = timedelta(minutes=2)  # Twilio's clock and ours
LOOKS_AT_ONCE = 20
SILENT_FOR = timedelta(minutes=10)  # without a final word: then Twilio is asked
SILENT_UNTIL = timedelta(hours=48)  # a message to somebody who blocked us stays `sent` for ever
NOBODY_KNOWS = "WhatsApp never said whether it was sent. Look at the customer's phone or ask before writing it again."
TRIES = 3


def record(form: Mapping[str, Sequence[str]], outbox_id: int | None) -> None:
    """Keep a status callback as it came, and move its message forward. One whose message is not known yet is kept."""
    sid = _value(form, "MessageSid") or _value(form, "SmsSid")
    status = _value(form, "MessageStatus") or _value(form, "SmsStatus")
    if not sid:
        log.warning("a signed status callback without a message id")
        return
    code = _value(form, "ErrorCode")
    for attempt in range(1, TRIES + 1):
        try:
            _record(
                form,
                outbox_id,
                sid[:40],
                status.lower()[:20],
                int(code) if code.isdecimal() and len(code) < 9 else None,
            )
            return
        except OperationalError:  # a deadlock: once more
            if attempt == TRIES:
                raise


@transaction.atomic
def _record(form: Mapping[str, Sequence[str]], outbox_id: int | None, sid: str, status: str, code: int | None) -> None:
    _one_at_a_time(sid)
    row = NAMED.first(sid)
    if row is None and outbox_id is not None:
        row = OUTBOX.first(outbox_id)
        if row and sid in row.former_sids:
            _of_an_earlier_try(form, row, sid, status, code)
            return
        if row and row.provider_sid is not None:
            log.error("outbox %s is known to Twilio as %s and as %s", row.pk, row.provider_sid, sid)
            row = None
    _keep(form, row, sid, status, code)
    if row:
        _name(row, sid)
        advance(row.pk, status, code)


def _keep(form: Mapping[str, Sequence[str]], row: Outbox | None, sid: str, status: str, code: int | None) -> None:
    kept = {name.replace("\0", ""): [one.replace("\0", "") for one in values] for name, values in form.items()}
    insert(StatusEvent(outbox=row, provider_sid=sid, status=status, error_code=code, form=kept))


def _of_an_earlier_try(form: Mapping[str, Sequence[str]], row: Outbox, sid: str, status: str, code: int | None) -> None:
    """A try that had failed is heard of again. Late news of it changes nothing, unless it arrived after all: then what
    waits to be sent again is not."""
    _keep(form, row, sid, status, code)
    if STATES.get(status) in (OutboxState.DELIVERED, OutboxState.READ) and row.state == OutboxState.QUEUED:
        _name(row, sid)
        advance(row.pk, status, code)


def _value(form: Mapping[str, Sequence[str]], name: str) -> str:
    values = form.get(name)
    return values[-1].replace("\0", "") if values else ""


def _one_at_a_time(sid: str) -> None:
    """Twilio's answer and a callback that overtakes it must see each other: whoever comes second waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [sid])


def _name(row: Outbox, sid: str) -> None:
    """Note Twilio's name for it, and apply the callbacks that came before it was known."""
    if row.provider_sid == sid:  # so it was named before, and they were applied then
        return
    if NAME_ROW.run(row.pk, sid):
        NAME_MESSAGE.run(row.message_id, sid)
    events = EARLY.rows(sid)
    for event in events:
        advance(row.pk, event.status, event.error_code)
    if events:
        StatusEvent.objects.filter(provider_sid=sid, outbox=None).update(outbox=row)


NAMED = Compiled(lambda sid: Outbox.objects.filter(provider_sid=sid).order_by())
OUTBOX = Compiled(lambda pk: Outbox.objects.filter(pk=pk).order_by())
NAME_ROW = CompiledUpdate(lambda pk, sid: (Outbox.objects.filter(pk=pk, provider_sid=None), {"provider_sid": sid}))
NAME_MESSAGE = CompiledUpdate(lambda pk, sid: (Message.objects.filter(pk=pk, provider_sid=None), {"provider_sid": sid}))
EARLY = Compiled(lambda sid: StatusEvent.objects.filter(provider_sid=sid, outbox=None).order_by("id"))


@transaction.atomic
def accept(outbox_id: int, sid: str, status: str, code: int | None = None) -> None:
    """Twilio has it, as `sid`."""
    _one_at_a_time(sid)
    row = OUTBOX.first(outbox_id)
    if row is None:
        raise Outbox.DoesNotExist(f"outbox {outbox_id}")
    if row.provider_sid not in (None, sid):
        log.error("outbox %s is known to Twilio as %s and as %s", row.pk, row.provider_sid, sid)
        return
    _name(row, sid)
    advance(row.pk, status if status in STATES else "accepted", code)


def advance(outbox_id: int, status: str, code: int | None) -> None:
    """Move to what Twilio's `status` means, if that is forward. A status we do not know changes nothing."""
    from conversations.whatsapp import outcomes  # it leads here when a send was accepted

    state = STATES.get(status)
    if state is None:
        return
    if state == OutboxState.FAILED:
        outcomes.not_delivered(outbox_id, FROM[state], code)
        return
    if not FORWARD[state].run(outbox_id, clock.now()):
        return
    for sender, sending_at in OF_A_STOPPED_SENDER.rows(outbox_id):
        senders.went(sender, sending_at, delivered=state != OutboxState.ACCEPTED)


def forward(state: OutboxState) -> CompiledUpdate:
    return CompiledUpdate(
        lambda pk, now: (
            Outbox.objects.filter(pk=pk, state__in=FROM[state]),
            {
                "state": state,
                "why": "",
                "error_code": None,
                "not_before": None,
                "accepted_at": Coalesce("accepted_at", now),
            },
        )
    )


FORWARD = {state: forward(state) for state in FROM}
OF_A_STOPPED_SENDER = Compiled(
    lambda pk: Outbox.objects.filter(pk=pk, sender__in=senders.stopped()).order_by().values_list("sender", "sending_at")
)


def repair(listed: Iterable[twilio.Listed]) -> None:
    """Take over what Twilio lists about our messages: this mends callbacks that never came."""
    outbound = {message.sid: message for message in listed if message.direction.startswith("outbound")}
    known = Outbox.objects.filter(provider_sid__in=outbound).values_list("pk", "provider_sid", "state")
    for outbox_id, sid, state in known:
        message = outbound[str(sid)]
        wanted = STATES.get(message.status)
        if wanted and state in FROM[wanted]:
            advance(outbox_id, message.status, message.error_code)


def look_again() -> int:
    """Ask Twilio about messages it took a while ago and has said nothing final about: a callback may have been lost long
    after the list was read. Less and less often, for two days. Returns how many were asked. Raises Unreachable."""
    machine = clock.machine_now()
    silent = Outbox.objects.filter(
        state__in=[OutboxState.ACCEPTED, OutboxState.SENT],
        sending_at__lt=machine - SILENT_FOR,
        sending_at__gt=machine - SILENT_UNTIL,
        provider_sid__isnull=False,
    ).filter(Q(not_before=None) | Q(not_before__lte=machine))
    rows = list(silent.order_by("sending_at")[:LOOKS_AT_ONCE])
    for row in rows:
        assert row.sending_at is not None  # it is filtered by
        found = twilio.look_up(str(row.provider_sid))
        if found and found.status in STATES:
            advance(row.pk, found.status, found.error_code)
        same = Outbox.objects.filter(pk=row.pk, state__in=[OutboxState.ACCEPTED, OutboxState.SENT])
        same.update(not_before=machine + max(SILENT_FOR, (machine - row.sending_at) / 2))
    return len(rows)


# --- sends whose outcome is open --------------------------------------------------------------------------------------


def reconcile() -> None:
    """Look up at Twilio what was being sent when its process died, or got no answer. Never sends.

    Asks Twilio, so it may take as long as Twilio's timeout.
    """
    machine = clock.machine_now()
    died = Q(state=OutboxState.SENDING, sending_at__lt=machine - timedelta(seconds=settings.TWILIO_TIMEOUT_SECONDS))
    unknown = Q(state=OutboxState.UNKNOWN, not_before__lte=machine)
    for row in Outbox.objects.filter(died | unknown).select_related("message").order_by("sending_at")[:LOOKS_AT_ONCE]:
        try:
            found = look_up(row)
        except twilio.Unreachable as problem:
            log.warning("a look-up failed: %s", problem)
            _still_unknown(row)
            return
        if found:
            accept(row.pk, found.sid, found.status, found.error_code)
        else:
            _still_unknown(row)


def look_up(row: Outbox) -> twilio.Listed | None:
    """Our message as Twilio lists it: same number, same words, not before it was due, and nobody else's. Raises Unreachable."""
    since = row.send_at - CLOCKS_DIFFER
    words = " ".join(row.message.body.split())
    same = [
        message
        for message in twilio.list_messages(to=row.to, sender=row.sender, limit=100)
        if message.direction.startswith("outbound")
        and " ".join(message.body.split()) == words
        and (message.at is None or message.at >= since)
    ]
    taken = Outbox.objects.filter(provider_sid__in=[message.sid for message in same]).exclude(pk=row.pk)
    others = {*taken.values_list("provider_sid", flat=True), *row.former_sids}
    return next((message for message in reversed(same) if message.sid not in others), None)


def _still_unknown(row: Outbox) -> None:
    """Not found (yet). A send that may still be on its way stays `sending`; one that cannot be becomes `unknown`."""
    assert row.sending_at is not None  # the database holds it
    machine = clock.machine_now()
    age = machine - row.sending_at
    if row.state == OutboxState.SENDING and age < timedelta(seconds=2 * settings.TWILIO_TIMEOUT_SECONDS + 5):
        return
    again = machine + min(LONGEST_BETWEEN_LOOKS, max(FIRST_LOOK, age / 2)) if age < LOOK_UNTIL else None
    with transaction.atomic():
        _tell_once(row, age)
        same = Outbox.objects.filter(pk=row.pk, state=row.state, attempts=row.attempts)
        why = row.why or "WhatsApp did not answer. It is looked up and never sent twice."
        same.update(state=OutboxState.UNKNOWN, not_before=again, why=why)


def _tell_once(row: Outbox, age: timedelta) -> None:
    from conversations.whatsapp import outcomes

    if age < timedelta(seconds=settings.UNKNOWN_TOLD_AFTER_SECONDS) or row.why == NOBODY_KNOWS:
        return
    conversation = outcomes.locked(row)
    if Outbox.objects.filter(pk=row.pk, state=row.state).update(why=NOBODY_KNOWS):
        row.why = NOBODY_KNOWS
        Activity.record(
            "message-unknown",
            NOBODY_KNOWS,
            contact=conversation.contact,
            conversation_id=conversation.pk,
            message=row.message_id,
        )
        outcomes.give_to_person(conversation, NOBODY_KNOWS, row.message.body)
