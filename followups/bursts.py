"""The breaker: above a limit nothing leaves unasked until a person has looked and lets it go."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import TruncHour

from conversations.turns.turn import Held
from crm import clock
from crm.models import Activity, Actor, User
from followups.models import Breaker, FollowUp, FollowUpState

BREAKER = "breaker"
FEWEST = 25  # a limit below it would fall on every busy morning
TIMES_NORMAL = 3
NORMAL_DAYS = 28
HELD_UP = timedelta(minutes=30)  # what is due longer than this waits for something: an outage, a stopped worker
HOUR = timedelta(hours=1)


def too_many(now: datetime) -> str:
    """Why nothing may leave unasked, in one sentence; empty where all is as usual. Reads only.

    Of a moment to come it says what holds today: what is planned until then will have gone, so it is not held up.
    """
    now = min(now, clock.now())
    fallen = Breaker.objects.filter(state="open").first()
    if fallen:
        return fallen.words
    waiting = load(now, FEWEST + 1)
    if waiting <= FEWEST:
        return ""
    limit = limit_at(now)
    waiting = load(now, limit + 1)
    return words_for(limit) if waiting > limit else ""


def load(now: datetime, enough: int) -> int:
    """What is held up plus what went in the last hour, counted up to `enough`: more makes no difference. What a person
    has let go does not count, nor what would not leave since a person has the thread."""
    unseen = FollowUp.objects.filter(approved_at=None)
    held_up = unseen.filter(state=FollowUpState.SCHEDULED, planned_for__lte=now - HELD_UP, conversation__held_by=None)
    gone = unseen.filter(sent_at__gt=now - HOUR, sent_at__lte=now)
    return held_up[:enough].count() + gone[:enough].count()


def limit_at(now: datetime) -> int:
    """Three times the normal hour, at least 25. Normal is the busiest hour of a day, over the days with any."""
    sent = FollowUp.objects.filter(sent_at__gt=now - timedelta(days=NORMAL_DAYS), sent_at__lte=now - HOUR)
    hours = sent.annotate(hour=TruncHour("sent_at")).values("hour").order_by().annotate(n=Count("id"))
    busiest: dict[object, int] = {}
    for row in hours:
        day = row["hour"].date()
        busiest[day] = max(busiest.get(day, 0), row["n"])
    normal = sum(busiest.values()) / len(busiest) if busiest else 0
    return max(FEWEST, round(TIMES_NORMAL * normal))


def words_for(limit: int) -> str:
    return (
        f"More than {limit} messages would leave unasked within the hour. None does until a person has looked: "
        "after an outage or a mistake they may all be wrong."
    )


def held(now: datetime) -> Held | None:
    """By the breaker, if it has fallen or should."""
    words = too_many(now)
    return Held(BREAKER, words) if words else None


def fall(now: datetime) -> Breaker:
    """Note that it fell, once: the board asks people. Safe to repeat; needs a transaction."""
    limit = limit_at(now)
    _, new = Breaker.objects.get_or_create(
        state="open",
        defaults={"at": now, "waiting": load(now, 10_000), "limit": limit, "words": words_for(limit)},
    )
    found = Breaker.objects.get(state="open")
    if new:
        Activity.record("breaker-fell", found.words, actor=Actor.AGENT, breaker=found.pk)
    return found


def waiting_for_a_yes() -> int:
    """How many the breaker holds."""
    return FollowUp.objects.filter(state=FollowUpState.HELD, held_ref=BREAKER).count()


@transaction.atomic
def let_go(user: User, conversation_ids: list[int] | None = None) -> int:
    """A person has looked: what the breaker holds (or of these conversations only) is planned again, minute by minute
    inside allowed hours. The rest stays held for people. Returns how many were let go. Repeating it changes nothing."""
    from followups.holding import release_all

    fallen = Breaker.objects.select_for_update().filter(state="open").first()
    if fallen is None:
        return 0
    fallen.state, fallen.ended_at, fallen.ended_by = "closed", clock.now(), user
    fallen.save()
    done = release_all(BREAKER, f"{user} looked and let it go.", conversation_ids)
    FollowUp.objects.filter(pk__in=done.values()).update(approved_by=user, approved_at=clock.now())
    Activity.record("breaker-let-go", f"{user} let {len(done)} held messages go.", user=user, breaker=fallen.pk)
    return len(done)
