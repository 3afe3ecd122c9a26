"""The drain: what it survives, and what it does not do while nothing happens."""

import asyncio
import threading
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError, connection

from conversations import drains, fast_forward
from conversations.models import Conversation, Outbox, Turn
from conversations.turns import claim
from conversations.whatsapp import backfill, outbox
from crm import clock, lease
from tests.builders import a_conversation, an_outbox

pytestmark = pytest.mark.django_db(transaction=True)


def in_a_worker(act) -> None:
    """As a worker process runs it: no event loop around, so that the ORM keeps to one thread of its own."""
    problems: list[BaseException] = []

    def work() -> None:
        try:
            act()
        except BaseException as problem:
            problems.append(problem)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(30)
    if problems:
        raise problems[0]


def test_a_drain_works_though_the_database_was_away_since_the_last_one():
    async def cut() -> None:
        pid = await sync_to_async(backend)()

        def terminate() -> None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
            connection.close()

        await asyncio.to_thread(terminate)

    in_a_worker(lambda: asyncio.run(cut()))
    in_a_worker(drains.drain)
    in_a_worker(lambda: asyncio.run(close()))
    assert lease.ends(drains.NAME) is None


def backend() -> int:
    connection.ensure_connection()
    return connection.connection.info.backend_pid


async def close() -> None:
    await sync_to_async(lambda: connection.close())()


def test_a_drain_that_waits_for_a_model_asks_the_database_only_now_and_then(monkeypatch):
    looks: list[float] = []
    once = [[SimpleNamespace(turn_id=1, trigger="inbound")]]

    def claims(room: int, unasked: int) -> list[object]:
        looks.append(time.monotonic())
        return once.pop() if once else []

    async def slow(a_claim: object) -> str:
        await asyncio.sleep(1.5)
        return "committed"

    monkeypatch.setattr(drains, "claim_due", claims)
    monkeypatch.setattr(drains, "run_turn", slow)
    in_a_worker(drains.drain)
    in_a_worker(lambda: asyncio.run(close()))
    assert len(looks) < 15


@pytest.mark.parametrize("rests", [False, True])
def test_a_helper_goes_on_beyond_its_time_only_while_the_drain_takes_no_more_work(monkeypatch, rests):
    ran: list[int] = []
    once = [[SimpleNamespace(turn_id=1, trigger="inbound")]]

    async def run(a_claim: claim.Claim) -> str:
        ran.append(a_claim.turn_id)
        return "committed"

    monkeypatch.setattr(drains, "claim_due", lambda room, unasked: once.pop() if once else [])
    monkeypatch.setattr(drains, "run_turn", run)
    monkeypatch.setattr(drains, "HELPER_LIFETIME_SECONDS", 0.0)
    monkeypatch.setattr(drains, "HELPER_IDLE_SECONDS", 0.1)
    if rests:
        lease.beat(drains.RESTING)
    in_a_worker(drains.help_out)
    in_a_worker(lambda: asyncio.run(close()))
    assert ran == ([1] if rests else [])


def test_the_bell_of_the_minute_rings_even_if_the_backfill_breaks(monkeypatch):
    rung: list[bool] = []
    monkeypatch.setattr(drains, "ring", lambda: rung.append(True))

    def breaks() -> int:
        raise ValueError("Twilio lists something odd")

    monkeypatch.setattr(backfill, "run_if_due", breaks)
    with pytest.raises(ValueError):
        drains.each_minute()
    assert rung


def test_fast_forward_gives_up_on_what_hangs(monkeypatch):
    conversation = a_conversation()
    an_outbox(conversation, send_at=clock.now())
    monkeypatch.setattr(fast_forward, "IDLE_TIMEOUT_SECONDS", 0.1)
    monkeypatch.setattr(fast_forward, "ring", lambda: None)
    monkeypatch.setattr(fast_forward, "tell_simulator", lambda offset: None)
    before = clock.now()
    in_a_worker(lambda: (fast_forward.fast_forward(3600), connection.close()))
    assert clock.now() - before >= timedelta(hours=1)
    assert Outbox.objects.get().state == "queued"


@pytest.mark.parametrize("body", ['{"forward_seconds": 1e999}', '{"jump_seconds": 99999999999999}', "7", "[]", '"x"'])
def test_a_clock_that_cannot_be_set_says_so(rf, body):
    request = rf.post("/demo/clock", body, content_type="application/json")
    assert fast_forward.clock_view(request).status_code == 400


def test_a_turn_whose_worker_vanishes_each_time_goes_to_a_person():
    conversation = a_conversation(wake_at=clock.now())
    for _ in range(claim.MOST_LOST):
        assert len(claim.claim_due(5)) == 1
        conversation.turns.filter(state="running").update(lease_until=clock.machine_now() - timedelta(seconds=1))
    assert claim.claim_due(5) == []
    conversation.refresh_from_db()
    assert (conversation.next_kind, conversation.wake_at) == ("human_task", None)
    assert conversation.handoffs.get().reason == "check_failed"


def test_a_drain_outlives_the_database_and_runs_its_turns_anew_at_once(monkeypatch):
    conversation = a_conversation(wake_at=clock.now())
    ran: list[int] = []

    async def cut_off_at_first(a_claim: claim.Claim) -> str:
        ran.append(a_claim.turn_id)
        await sync_to_async(end_turn if len(ran) == 2 else cut_own_connection)(a_claim.turn_id)
        return "committed"

    monkeypatch.setattr(drains, "run_turn", cut_off_at_first)
    monkeypatch.setattr(drains, "AWAY_SECONDS", 0.0)
    in_a_worker(drains.drain)
    in_a_worker(lambda: asyncio.run(close()))
    states = list(Turn.objects.filter(conversation=conversation).order_by("id").values_list("state", flat=True))
    assert states == ["abandoned", "committed"]
    assert lease.ends(drains.NAME) is None


def cut_own_connection(_: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def end_turn(turn_id: int) -> None:
    now = clock.now()
    Turn.objects.filter(pk=turn_id).update(state="committed", finished_at=now)
    Conversation.objects.update(wake_at=now + timedelta(days=1), turn_token=None)


def test_a_row_is_not_put_off_because_the_database_went_away(monkeypatch):
    row = an_outbox(a_conversation())

    def away(*_) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(outbox, "_ruling", away)
    with pytest.raises(OperationalError):
        outbox.claim_due(1)
    row.refresh_from_db()
    assert (row.state, row.not_before) == ("queued", None)
