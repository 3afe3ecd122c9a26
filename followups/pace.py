"""After an outage nothing is blasted: what was held up goes out minute by minute, each of our numbers for itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import connection

from conversations.models import Conversation
from crm.models import Business
from followups.bursts import HELD_UP
from followups.models import FollowUp, FollowUpState
from followups.slots import EXACT, Hours

EVERY = timedelta(minutes=1)
AHEAD = timedelta(hours=12)
JITTER_SECONDS = 45
DAYS_TRIED = 30


class Pace:
    """Chooses moments in one pass: a minute that it has given away is taken, stored or not. Needs a transaction."""

    def __init__(self) -> None:
        self._given: dict[str, set[int]] = defaultdict(set)
        self._locked: set[str] = set()

    def next_free(self, live: FollowUp, conversation: Conversation, start: datetime) -> datetime:
        """The first minute from `start` on, inside their allowed hours, in which nothing else of the same number is
        planned. A few seconds of jitter keep what is planned by clockwork from looking so."""
        self._one_at_a_time(conversation.sender)
        hours, any_day = Hours.of(conversation.contact, Business.get()), live.precision in EXACT
        given = self._given[conversation.sender]
        moment = hours.next_allowed(start, any_day)
        for _ in range(DAYS_TRIED):
            taken = given | taken_from(moment, conversation)
            while minute(moment) in taken:
                moment += EVERY
            if hours.allows(moment, any_day):
                break
            moment = hours.next_allowed(moment, any_day)
        given.add(minute(moment))
        if minute(moment) == minute(start):
            return moment  # nobody else is near: as it was meant
        jittered = moment.replace(second=0, microsecond=0) + timedelta(seconds=live.pk * 7919 % JITTER_SECONDS)
        return max(moment, jittered)

    def _one_at_a_time(self, sender: str) -> None:
        """Whoever else chooses for this number at this moment waits: two must not find the same minute free."""
        if sender in self._locked:
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [f"pace:{sender}"])
        self._locked.add(sender)


def taken_from(start: datetime, conversation: Conversation) -> set[int]:
    others = FollowUp.objects.filter(
        state=FollowUpState.SCHEDULED,
        planned_for__gte=start - EVERY,
        planned_for__lt=start + AHEAD,
        conversation__sender=conversation.sender,
    ).exclude(conversation=conversation)
    return {minute(moment) for moment in others.values_list("planned_for", flat=True)}


def minute(moment: datetime) -> int:
    return int(moment.timestamp() // 60)


def is_held_up(live: FollowUp, now: datetime) -> bool:
    """Whether it is late together with others of the same number: then they go out one by one."""
    if live.planned_for > now - HELD_UP:
        return False
    same = FollowUp.objects.filter(conversation__sender=live.conversation.sender).exclude(pk=live.pk)
    waiting = same.filter(state=FollowUpState.SCHEDULED, planned_for__lte=now - HELD_UP)
    soon = same.filter(state=FollowUpState.SCHEDULED, planned_for__gt=now, planned_for__lte=now + EVERY)
    just_gone = same.filter(sent_at__gt=now - EVERY, sent_at__lte=now)
    return waiting.exists() or soon.exists() or just_gone.exists()
