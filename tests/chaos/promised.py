"""Customers who wrote two weeks ago and were promised word: their moment comes while everything is struck. The window for
free text is closed, so it goes by template. Written down as rows before the storm, since no run lasts two weeks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from conversations.models import Conversation, NextKind, Trigger
from crm import clock
from crm.models import Address, Contact, User
from followups.models import FollowUp
from tests.builders import a_contact, a_conversation, a_follow_up, a_message, a_turn
from tests.chaos.crowd import COLLEAGUE
from tests.chaos.plan import Plan, Promised

AGO = timedelta(days=14)
MIDDAY = 13
WORDS = "We are swamped with a product launch, let's talk about shipping our parcels to Portugal in two weeks."


def write_down(plan: Plan) -> None:
    """All that the plan's customers were promised; the storm is to begin right after. Raises DatabaseError."""
    try:
        with transaction.atomic():
            for event in plan.of(Promised):
                _promise(plan.numbers[event.customer], clock.now() + timedelta(seconds=event.at))
    finally:
        connection.close()  # the next one may need another PostgreSQL


def _promise(number: str, moment: datetime) -> FollowUp:
    zone = where_it_is_midday(moment)
    who = a_contact(phone=number, timezone=zone)
    Address.objects.create(contact=who, address=f"whatsapp:{number}", wa_id=number[1:])
    thread = _thread(who, moment)
    said = a_message(thread, WORDS, at=moment - AGO)
    said.turn = a_turn(thread, state="committed", finished_at=clock.machine_now(), business_at=moment - AGO)
    said.save(update_fields=["turn"])
    return a_follow_up(
        thread,
        planned_for=moment,
        created_at=moment - AGO,
        purpose="shipping your parcels to Portugal",
        quote="in two weeks",
        zone=zone,
        precision="day",  # as if they had named it: runs are played on Sundays, too
        approved_by=User.objects.get(username=COLLEAGUE),  # else the breaker would stop what many runs send in an hour
        approved_at=moment - AGO,
    )


def _thread(who: Contact, moment: datetime) -> Conversation:
    return a_conversation(
        who,
        next_kind=NextKind.FOLLOW_UP,
        next_at=moment,
        wake_at=moment,
        wake_trigger=Trigger.FOLLOW_UP_DUE,
        opened_at=moment - AGO,
        last_at=moment - AGO,
        last_inbound_at=moment - AGO,
    )


def where_it_is_midday(moment: datetime) -> str:
    """A zone in which one may be written to now, whenever the runs are played."""
    ahead = (MIDDAY - moment.astimezone(UTC).hour + 11) % 24 - 11
    return f"Etc/GMT{-ahead:+d}"  # those names count the other way round
