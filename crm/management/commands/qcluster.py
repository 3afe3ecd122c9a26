"""`manage.py qcluster`: the workers, as django-q2 starts them, with a pool that survives the death of its processes."""

import os
import time
from typing import Any

from django_q import cluster
from django_q.conf import logger
from django_q.management.commands.qcluster import Command as DjangoQCommand
from django_q.signals import post_spawn

from crm import database
from crm.llm import warm_up
from crm.workers import Sentinel, leave_with_parent

BETWEEN_GUARDS = 0.5  # seconds
# On a machine shared with the web server Twilio and people are answered first: a turn waits for a model anyway.
NICENESS = 10


class Command(DjangoQCommand):
    def handle(self, *args: Any, **options: Any) -> None:
        cluster.Sentinel = Sentinel
        post_spawn.connect(leave_with_parent, dispatch_uid="leave-with-parent")
        database.prepare_statements()
        warm_up.before_fork()
        if options.get("run_once"):
            super().handle(*args, **options)
        else:
            os.nice(NICENESS)
            guard_again_and_again()


def guard_again_and_again() -> None:
    """Until we are told to stop. A guard that died has a successor at once, without all modules being loaded anew."""
    while True:
        begun = cluster.Cluster()
        begun.start()
        begun.sentinel.join()
        if begun.has_stopped or begun.sentinel.exitcode == 0:
            return
        logger.critical("the guard ended with %s: another one takes over", begun.sentinel.exitcode)
        time.sleep(BETWEEN_GUARDS)
