"""`manage.py qcluster`: the workers, as django-q2 starts them, with a pool that survives the death of its processes."""

from typing import Any

from django_q import cluster
from django_q.management.commands.qcluster import Command as DjangoQCommand
from django_q.signals import post_spawn

from crm.llm import warm_up
from crm.workers import Sentinel, leave_with_parent


class Command(DjangoQCommand):
    def handle(self, *args: Any, **options: Any) -> None:
        cluster.Sentinel = Sentinel
        post_spawn.connect(leave_with_parent, dispatch_uid="leave-with-parent")
        warm_up.before_fork()
        super().handle(*args, **options)
