"""The pool of workers survives the sudden death of any of its processes, and of the database. Real processes die here."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone
from django_q import cluster, scheduler
from django_q.brokers.orm import ORM
from django_q.models import OrmQ, Schedule
from django_q.queues import Queue
from django_q.tasks import async_task

from crm import broker, workers

EACH_MINUTE = "conversations.drains.each_minute"


def in_a_child(act: Callable[[], None]) -> int:
    """Runs `act` in a forked process; returns how it ended: negative for a signal."""
    child = multiprocessing.get_context("fork").Process(target=act)
    child.start()
    child.join()
    assert child.exitcode is not None
    return child.exitcode


def test_a_lock_in_a_dead_hand_stops_nobody():
    timer = multiprocessing.Value("f", workers.IDLE, lock=workers.Patient())

    def dies_with_it() -> None:
        timer.get_lock().acquire()
        os.kill(os.getpid(), signal.SIGKILL)

    assert in_a_child(dies_with_it) == -signal.SIGKILL
    with timer.get_lock():
        timer.value -= 1
    assert timer.value == workers.IDLE - 1


def test_who_lost_its_parent_leaves():
    reading, writing = os.pipe()
    if not (parent := os.fork()):
        if not os.fork():
            workers.leave_with_parent()
            time.sleep(60)
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(writing)
    os.waitpid(parent, 0)
    assert os.read(reading, 1) == b"", "the pipe ends when the grandchild, its last writer, has gone"
    os.close(reading)


@pytest.fixture
def guard(monkeypatch) -> workers.Sentinel:
    """One whose pool is never made: `made` counts how often it was asked for. Its constructor would take our signals."""
    guard = workers.Sentinel.__new__(workers.Sentinel)
    guard.made = guard.reincarnations = 0
    guard.broker = None
    guard.task_queue, guard.result_queue = Queue(), Queue()

    def spawn() -> None:
        guard.made += 1

    monkeypatch.setattr(guard, "spawn_cluster", spawn)
    monkeypatch.setattr(workers, "async_task", lambda *_, **__: None)
    guard.pusher, guard.monitor = process(), process()
    guard.pool = [process(), process()]
    return guard


def process(exitcode: int | None = None) -> SimpleNamespace:
    return SimpleNamespace(exitcode=exitcode, name="one", kill=lambda: None, is_alive=lambda: False)


@pytest.mark.django_db
def test_a_guard_looks_at_the_schedules_when_it_starts(guard, monkeypatch):
    """However short its life: one that comes after it would wait thirty seconds again."""
    guard.broker = broker.Broker(settings.Q_CLUSTER["name"])
    Schedule.objects.exclude(func=EACH_MINUTE).delete()
    Schedule.objects.filter(func=EACH_MINUTE).update(next_run=timezone.now() - timedelta(seconds=1))
    monkeypatch.setattr(workers, "async_task", async_task)
    monkeypatch.setattr(scheduler, "close_old_django_connections", lambda: None)  # the test's own is one of them
    monkeypatch.setattr(cluster.Sentinel, "guard", lambda guard: None)  # killed right after
    guard.guard()
    assert [task.func() for task in OrmQ.objects.order_by("id")] == [settings.BELL, EACH_MINUTE]
    assert Schedule.objects.get(func=EACH_MINUTE).next_run > timezone.now()


@pytest.mark.parametrize("part", ["pusher", "monitor", "worker"])
def test_whoever_is_killed_takes_its_queues_with_it(guard, part: str):
    killed = process(-signal.SIGKILL)
    if part == "worker":
        guard.pool[0] = killed
    else:
        setattr(guard, part, killed)
    before = guard.task_queue, guard.result_queue
    guard.reincarnate(killed)
    assert guard.made == 1
    assert guard.task_queue is not before[0]
    assert guard.result_queue is not before[1]


def test_the_guard_outlives_a_database_that_is_away(guard, monkeypatch):
    def away(*_, **__) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(workers, "async_task", away)
    guard.pusher = killed = process(-signal.SIGKILL)
    guard.reincarnate(killed)
    assert guard.made == 1


def test_the_queue_is_asked_again_when_the_database_was_away(monkeypatch):
    def away(*_) -> None:
        raise OperationalError("connection refused")

    queue = broker.Broker.__new__(broker.Broker)
    queue.list_key = "followthrough"
    monkeypatch.setattr(ORM, "get_connection", away)
    monkeypatch.setattr(broker, "AWAY", 0)
    assert queue.dequeue() is None
    queue.acknowledge(1)
