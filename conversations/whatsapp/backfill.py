"""What Twilio knows and we do not: inbound messages whose webhook never came, lost callbacks, the review of templates."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from conversations.models import Receipt
from conversations.whatsapp import content_templates, delivery, inbound, twilio
from crm import clock
from crm.models import Lease

log = logging.getLogger(__name__)

AGAIN_AFTER_FAILURE = timedelta(seconds=30)
OVERLAP = timedelta(minutes=10)  # a message may be listed a little later than it was written
FIRST_TIME = timedelta(hours=24)
MOST = 5000
NEXT_RUN = "backfill"  # until: machine time of the next run
SEEN = "backfill-seen"  # until: business time up to which everything has been fetched
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def run_if_due() -> int:
    """Fetch what is missing, once every few minutes whoever asks. Returns how many messages were missing."""
    if not (settings.TWILIO_ACCOUNT_SID and settings.TWILIO_AUTH_TOKEN and settings.TWILIO_WHATSAPP_FROM):
        return 0
    if not _my_turn():
        return 0
    try:
        missed = fetch()
        delivery.look_again()
        content_templates.sync_if_due()
    except twilio.Unreachable as problem:
        log.warning("the backfill failed: %s", problem)
        Lease.objects.filter(name=NEXT_RUN).update(until=clock.machine_now() + AGAIN_AFTER_FAILURE)
        return 0
    return missed


@transaction.atomic
def _my_turn() -> bool:
    """Claims this run, so that two processes do not ask at once."""
    lease, _ = Lease.objects.select_for_update().get_or_create(name=NEXT_RUN, defaults={"until": EPOCH})
    if lease.until > clock.machine_now():
        return False
    lease.until = clock.machine_now() + timedelta(seconds=settings.BACKFILL_SECONDS)
    lease.save(update_fields=["until"])
    return True


def fetch() -> int:
    """List both directions since the last time, store what is missing, mend what stands behind. Raises Unreachable."""
    started = clock.now()
    seen = Lease.objects.filter(name=SEEN).values_list("until", flat=True).first()
    since = (seen - OVERLAP) if seen else started - FIRST_TIME
    ours = "whatsapp:" + settings.TWILIO_WHATSAPP_FROM.removeprefix("whatsapp:")
    missed, failed = _store_missing(twilio.list_messages(to=ours, since=since, limit=MOST))
    delivery.repair(twilio.list_messages(sender=ours, since=since, limit=MOST))
    if not failed:  # else the next run begins as far back as this one: what could not be stored is tried again
        Lease.objects.update_or_create(name=SEEN, defaults={"until": started})
    if missed:
        log.warning("the backfill found %s messages whose webhook never came", missed)
    return missed


def _store_missing(listed: list[twilio.Listed]) -> tuple[int, int]:
    """How many were stored, and how many could not be: one that cannot must not keep the others out."""
    inbound_ones = [message for message in listed if message.direction == "inbound"]
    known = set(
        Receipt.objects.filter(
            account=settings.TWILIO_ACCOUNT_SID, message_sid__in=[message.sid for message in inbound_ones]
        ).values_list("message_sid", flat=True)
    )
    missing = [
        message for message in reversed(inbound_ones) if message.sid not in known
    ]  # Twilio lists the newest first
    missing.sort(key=lambda message: message.at or EPOCH)
    stored = failed = 0
    for message in missing:
        try:
            stored += inbound.store(as_form(message), source="backfill", at=message.at) is not None
        except (OperationalError, InterfaceError):  # the database, not the message
            raise
        except Exception:
            log.exception("the backfill could not store %s", message.sid)
            failed += 1
    return stored, failed


def as_form(message: twilio.Listed) -> dict[str, list[str]]:
    """The webhook's form, as far as the list tells: without the profile's name and the kind of message."""
    return {
        "AccountSid": [settings.TWILIO_ACCOUNT_SID],
        "MessageSid": [message.sid],
        "From": [message.sender],
        "To": [message.to],
        "Body": [message.body],
        "NumMedia": [str(message.num_media)],
        "SmsStatus": [message.status],
    }
