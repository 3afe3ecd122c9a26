"""The drain: one asyncio loop that runs due turns and sends due messages. The queue is only its bell.

Due work is a column (`wake_at`, `send_at`); losing every task loses nothing, since the next bell or the minute's
schedule starts a drain that looks at the columns again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import Error as DatabaseProblem
from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction
from django.db.models import Min, Q
from django_q.tasks import async_task

from conversations import outage
from conversations.models import Conversation, Outbox, OutboxState, Turn
from conversations.turns.claim import ANSWERS, Claim, claim_due
from conversations.turns.run import run_turn
from conversations.whatsapp import backfill, delivery, media, outbox
from crm import clock, health, lease
from crm.aside import aside, lane_aside

log = logging.getLogger(__name__)
orm = sync_to_async

NAME = "drain"
SEEN = health.DRAIN_SEEN  # a sign of life for `/health/ready` and the doctor
RESTING = f"{NAME}-rests"  # the same, of one that takes no more work
POLL_SECONDS = 0.2
LINGER = timedelta(seconds=20)  # a drain that sees work due within it sleeps towards it instead of ending
LIFETIME_SECONDS = 75.0  # then it takes no more work; well before the task's timeout of 120
REPAIR_SECONDS = 5.0
AWAY_SECONDS = 1.0  # between two tries to reach the database
CLAIM_AT_ONCE = 24
WORKERS = int(str(settings.Q_CLUSTER["workers"]))
MANY = 24  # turns in the air
CALL_AGAIN_SECONDS = 10.0
HELPER_LIFETIME_SECONDS = 45.0  # shorter than a drain's: other tasks want a worker too
HELPER_IDLE_SECONDS = 5.0


def ring() -> None:
    """Ring the bell, inside the transaction that makes work due. Silent when a drain is awake: it will see the work."""
    with transaction.atomic(savepoint=False):
        if not lease.is_alive(NAME):
            async_task("conversations.drains.drain", group="drain")


def drain() -> None:
    """The task. Runs until nothing is due soon, or its lifetime is over. Safe to run twice: the second one leaves."""
    through_outages(drain_until_idle, Shift())


def through_outages(work: Callable[[Shift], Coroutine[Any, Any, None]], shift: Shift) -> None:
    """When the database goes away, or refuses what the drain itself asks, it begins again, as the holder of the same lease:
    the next bell may be a minute away, and its turns would wait until their own leases lapse."""
    while True:
        try:
            return asyncio.run(work(shift))
        except DatabaseProblem as problem:
            if shift.tired:
                raise
            log.warning("drain: the database went away, or refused (%s)", problem)
            time.sleep(AWAY_SECONDS)


@dataclass
class Shift:
    """What one drain keeps when it begins again: its hold on the lease, its age, and the ids of the turns it runs."""

    holder: UUID = field(default_factory=uuid4)
    born: float = field(default_factory=time.monotonic)
    turns: set[int] = field(default_factory=set)
    lifetime: float = LIFETIME_SECONDS

    @property
    def tired(self) -> bool:
        return time.monotonic() - self.born > self.lifetime


@dataclass
class Flight:
    """The turns that one drain has in the air."""

    shift: Shift
    turns: dict[asyncio.Task[str], Claim] = field(default_factory=dict)
    looked: float = 0.0
    full: bool = False  # the last look found about as many as it asked for

    async def take_off(self) -> None:
        """Claim what is due, a few at a time: so drains that work side by side share it as they get on with it."""
        room = min(CLAIM_AT_ONCE, settings.TURNS_IN_FLIGHT - len(self.turns))
        lately = time.monotonic() - self.looked < POLL_SECONDS
        if room <= 0 or self.shift.tired or (lately and (not self.full or room < CLAIM_AT_ONCE)):
            return
        self.looked = time.monotonic()
        unasked = sum(claim.trigger not in ANSWERS for claim in self.turns.values())
        claims = await aside(claim_due)(room, max(0, settings.TURNS_IN_FLIGHT // 2 - unasked))
        self.full = len(claims) * 2 >= room
        self.shift.turns |= {claim.turn_id for claim in claims}
        self.turns |= {asyncio.create_task(run_turn(claim)): claim for claim in claims}

    def land(self) -> None:
        """Raises what broke the connection of the turns, if that is what ended one: all of them have to begin again."""
        broken = None
        for task in [task for task in self.turns if task.done()]:
            turn = self.turns.pop(task).turn_id
            report(task)
            error = task.exception()
            if not error:
                self.shift.turns.discard(turn)
            elif isinstance(error, OperationalError | InterfaceError):
                broken = error
        if broken:
            raise broken


async def drain_until_idle(shift: Shift) -> None:
    await orm(close_old_connections)()  # of the ORM's own thread: the database may have been away since the last drain
    async with lane_aside():
        await drain_the_rest(shift)


async def drain_the_rest(shift: Shift) -> None:
    if not await take_lease(shift.holder):
        return
    await aside(drop)(shift.turns)
    flight = Flight(shift)
    sending: asyncio.Task[int] | None = None
    repairing: asyncio.Task[None] | None = None
    renewed = repaired = called = 0.0
    while True:
        at, tired = time.monotonic(), shift.tired
        if at - renewed > lease.RENEW:
            if not await aside(lease.acquire)(NAME, shift.holder):
                break  # we were stopped for longer than the lease: another drain works now; ours finishes what it began
            await aside(lease.beat)(SEEN)
            if tired:
                await aside(lease.beat)(RESTING)
            renewed = at
        if at - repaired > REPAIR_SECONDS and (repairing is None or repairing.done()):
            report(repairing)
            repairing, repaired = asyncio.create_task(sync_to_async(repair, thread_sensitive=False)()), at
        await flight.take_off()
        if len(flight.turns) >= MANY and at - called > CALL_AGAIN_SECONDS:
            await aside(call_for_help)()
            called = at
        if sending is None or sending.done():
            report(sending)
            sending = asyncio.create_task(outbox.send_due())
        # Not for `sending` as well while turns run: with nothing to send it is done at once, and this would not pause.
        await asyncio.wait(flight.turns or {sending}, timeout=POLL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        flight.land()
        if not flight.turns and sending.done() and (sending.result() if not sending.exception() else 0) == 0:
            if await aside(leave_if_idle)(shift.holder, tired):
                return
            await asyncio.sleep(POLL_SECONDS)
    await asyncio.gather(*flight.turns, *filter(None, (sending, repairing)), return_exceptions=True)


# --- helpers ----------------------------------------------------------------------------------------------------------


def call_for_help() -> None:
    """One process has one processor: where many turns are in the air, the other workers run turns too."""
    if any(lease.ends(name) is None for name in helpers()):
        async_task("conversations.drains.help_out", group="drain")


def helpers() -> list[str]:
    return [f"{NAME}-helper-{number}" for number in range(1, WORKERS)]


def drain_rests() -> bool:
    """Whether the drain takes no more work and only ends what it has. A helper goes on then: if both rested at once,
    nobody would take any until the longest turn is over."""
    since = lease.seconds_since_beat(RESTING)
    return since is not None and since < lease.SILENT


def take_slot(holder: UUID) -> str | None:
    return next((name for name in helpers() if lease.acquire(name, holder)), None)


def help_out() -> None:
    """The task of a helper: turns only, as long as there are many. Whatever becomes of it, the drain is responsible."""
    through_outages(help_until_idle, Shift(lifetime=HELPER_LIFETIME_SECONDS))


async def help_until_idle(shift: Shift) -> None:
    await orm(close_old_connections)()
    async with lane_aside():
        await help_the_drain(shift)


async def help_the_drain(shift: Shift) -> None:
    await aside(drop)(shift.turns)
    name = await aside(take_slot)(shift.holder)
    if name is None:
        return
    flight, renewed, busy = Flight(shift), 0.0, time.monotonic()
    while True:
        at = time.monotonic()
        if at - renewed > lease.RENEW:
            if not await aside(lease.acquire)(name, shift.holder):
                break
            shift.lifetime = LIFETIME_SECONDS if await aside(drain_rests)() else HELPER_LIFETIME_SECONDS
            renewed = at
        await flight.take_off()
        if flight.turns:
            busy = at
            await asyncio.wait(flight.turns, timeout=POLL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        elif shift.tired or at - busy > HELPER_IDLE_SECONDS:
            break
        else:
            await asyncio.sleep(POLL_SECONDS)
        flight.land()
    await asyncio.gather(*flight.turns, return_exceptions=True)
    await aside(lease.release)(name, shift.holder)


def drop(turns: set[int]) -> None:
    """Turns that this drain ran when the database went away: nobody works on them, so that no lease need be waited for."""
    if turns:
        Turn.objects.filter(pk__in=turns, state="running").update(lease_until=clock.machine_now())
        turns.clear()


async def take_lease(holder: UUID) -> bool:
    """Take the lease. Where another drain has it, wait until that one shows life (then leave) or its lease lapses."""
    seen = None
    while not await aside(lease.acquire)(NAME, holder):
        ends = await aside(lease.ends)(NAME)
        if seen and ends and ends > seen:
            return False
        seen = seen or ends
        await asyncio.sleep(lease.RENEW / 2)
    return True


def report(task: asyncio.Task | None) -> None:
    if task and (error := task.exception()):
        log.error("drain: %s", error, exc_info=error)


@transaction.atomic
def leave_if_idle(holder: UUID, tired: bool) -> bool:
    """Let go of the lease if nothing is due soon. The release waits for those who are just committing work (see lease.is_alive)."""
    if not tired and (due_within(LINGER) or outage.unclaimed().exists()):
        return False  # also while threads wait for a model that is out: it is looked after every few seconds
    lease.release(NAME, holder)
    if due_within(LINGER) or outage.unclaimed().exists():
        async_task("conversations.drains.drain", group="drain")
    return True


def due_within(span: timedelta) -> bool:
    moment = next_due()
    return moment is not None and moment <= clock.now() + span


def next_due() -> datetime | None:
    """The next business instant at which something is to be done, or None."""
    wake = Conversation.objects.open().aggregate(at=Min("wake_at"))["at"]
    # What waits to be tried again after hours is no reason to stay awake: each minute's bell finds it.
    soon = Q(not_before=None) | Q(not_before__lte=clock.machine_now() + LINGER)
    send = Outbox.objects.filter(soon, state=OutboxState.QUEUED).aggregate(at=Min("send_at"))["at"]
    return min((at for at in (wake, send) if at), default=None)


def repair() -> None:
    """What a crash left behind: sends whose outcome is open are looked up, never repeated. In a thread of its own, since
    it asks Twilio: a Twilio that hangs must not hold up the turns."""
    try:
        delivery.reconcile()
        outage.resume_if_back()
    finally:
        connection.close()


def each_minute() -> None:
    """Scheduled: rings again, whatever became of the tasks, and fetches what webhooks may have missed."""
    ring()  # first: whatever Twilio answers to the other
    if media.waiting_is_due():  # whatever became of the task that the webhook rang for
        async_task(media.TASK, group="media")
    backfill.run_if_due()
    outage.resume_if_back()
