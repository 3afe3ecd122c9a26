"""The pool of workers survives the sudden death of any of its processes, and of the database. Real processes die here."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django_q.brokers.orm import ORM
from django_q.queues import Queue

from crm import broker, workers


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
