"""The worker pool of django-q2, made to survive the sudden death of any of its processes, and of the database.

Its processes share queues whose locks and counters live in shared memory. One that is killed (out of memory, kill -9) may
die with a lock in its hand, or with one of the queue's few places, and the others then wait for ever. So after such a
death the queues are made anew. Tasks that were in the old ones are only bells: what is due stands in the database.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import time
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseProblem
from django_q import cluster
from django_q.conf import Conf, logger
from django_q.queues import Queue
from django_q.tasks import async_task

IDLE = -1  # what a worker's timer says between two tasks
PATIENCE = 1.0  # seconds; nobody holds a timer's lock for longer than a moment
LOOK_AT_PARENT = 1.0


class Patient:
    """A lock that is not respected for longer than PATIENCE: who holds it may have been killed."""

    def __init__(self) -> None:
        self._lock = multiprocessing.RLock()

    def acquire(self, *_: Any) -> bool:
        self._lock.acquire(timeout=PATIENCE)
        return True

    def release(self) -> None:
        with contextlib.suppress(AssertionError, ValueError):  # it was not ours: we had lost patience
            self._lock.release()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: Any) -> None:
        self.release()


class Sentinel(cluster.Sentinel):
    """Guards the pool, as its parent does."""

    def start(self) -> None:
        leave_with_parent()
        super().start()

    def guard(self) -> None:
        """Looks at the schedules at once: django-q2 does so only every thirty seconds, and a guard that is replaced more
        often than that would never ring. And rings, for what the workers of a guard before it had in hand."""
        self.ring()
        cluster.scheduler(broker=self.broker)  # says itself when the database is away; tried again in thirty seconds
        super().guard()

    def spawn_worker(self) -> None:
        timer = multiprocessing.Value("f", IDLE, lock=Patient())  # type: ignore[call-overload]
        self.spawn_process(cluster.worker, self.task_queue, self.result_queue, timer, self.timeout)

    def spawn_pusher(self) -> Any:
        return self.spawn_process(pusher, self.task_queue, self.event_out, self.broker)

    def spawn_monitor(self) -> Any:
        return self.spawn_process(monitor, self.result_queue, self.broker)

    def reincarnate(self, process: Any) -> None:
        if process.exitcode is not None and process.exitcode < 0:
            logger.critical("process %s was killed: new queues, new workers", process.name)
            self.begin_anew()
        else:
            super().reincarnate(process)

    def begin_anew(self) -> None:
        for process in (self.pusher, self.monitor):
            process.kill()
        for worker in self.pool:
            Thread(target=retire, args=(worker,), daemon=True).start()
        self.task_queue = Queue(maxsize=Conf.QUEUE_LIMIT) if Conf.QUEUE_LIMIT else Queue()
        self.result_queue = Queue()
        self.spawn_cluster()
        self.reincarnations += 1
        self.ring()  # for what the dead one had in hand

    def ring(self) -> None:
        try:
            async_task(settings.BELL, broker=self.broker)
        except DatabaseProblem as problem:  # the guard must not die of it; the schedule rings within the minute
            logger.warning("the bell could not be rung: %s", problem)


def pusher(*args: Any) -> None:
    leave_with_parent()
    cluster.pusher(*args)


def monitor(*args: Any) -> None:
    leave_with_parent()
    cluster.monitor(*args)


def retire(worker: BaseProcess) -> None:
    """Let a worker finish what it does, then end it: it would wait at the old queue for ever."""
    while worker.is_alive() and worker.timer.value != IDLE:  # type: ignore[attr-defined]
        time.sleep(0.5)
    worker.kill()


def leave_with_parent(**_: Any) -> None:
    """End this process when its parent has ended: the workers of a guard that was killed would go on for ever, unguarded,
    beside those of the next one. Receiver of django-q2's `post_spawn`, too."""
    parent = (
        multiprocessing.parent_process()
    )  # as it was at the fork: it may be gone by now, and then init is our parent
    Thread(target=_watch, args=(parent.pid if parent else os.getppid(),), name="leave-with-parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_AT_PARENT)
    os._exit(1)  # what was half done is found again, as after any crash
