"""The worker pool of django-q2, made to survive the sudden death of a worker.

Its workers share queues whose locks live in shared memory. A worker that is killed (out of memory, kill -9) while it waits
for a task dies with the read lock in its hand, and every other worker then waits for ever. So after such a death the queues
are made anew. Tasks that were in the old ones are only bells: what is due stands in the database.
"""

from __future__ import annotations

import time
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any

from django.conf import settings
from django_q import cluster
from django_q.conf import Conf, logger
from django_q.queues import Queue
from django_q.tasks import async_task

IDLE = -1  # what a worker's timer says between two tasks


class Sentinel(cluster.Sentinel):
    """Guards the pool, as its parent does."""

    def reincarnate(self, process: Any) -> None:
        if process in self.pool and process.exitcode is not None and process.exitcode < 0:
            logger.critical("worker %s was killed: new queues, new workers", process.name)
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
        async_task(settings.BELL, broker=self.broker)  # for what the dead one had in hand


def retire(worker: BaseProcess) -> None:
    """Let a worker finish what it does, then end it: it would wait at the old queue for ever."""
    while worker.is_alive() and worker.timer.value != IDLE:  # type: ignore[attr-defined]
        time.sleep(0.5)
    worker.kill()
