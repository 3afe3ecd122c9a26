"""django-q2's queue in our database, made to outlive a database that is away for a while."""

from __future__ import annotations

import time
from typing import Any

from django.db import Error as DatabaseProblem
from django_q.brokers.orm import ORM
from django_q.conf import logger

AWAY = 1.0  # seconds between two looks


class Broker(ORM):
    """Asks again when the database is back: else the pusher would be deaf for ten seconds, and the monitor would end."""

    def dequeue(self) -> Any:
        try:
            return super().dequeue()
        except DatabaseProblem as problem:
            logger.warning("the queue cannot be read: %s", problem)
            time.sleep(AWAY)
            return None

    def delete(self, task_id: int) -> None:
        try:
            super().delete(task_id)
        except DatabaseProblem as problem:  # then it is rung once more, later
            logger.warning("a task that is done could not be taken from the queue: %s", problem)
