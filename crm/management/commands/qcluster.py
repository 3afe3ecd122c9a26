"""`manage.py qcluster`: the workers, as django-q2 starts them, with a pool that survives a killed worker."""

from typing import Any

from django_q import cluster
from django_q.management.commands.qcluster import Command as DjangoQCommand

from crm.workers import Sentinel


class Command(DjangoQCommand):
    def handle(self, *args: Any, **options: Any) -> None:
        cluster.Sentinel = Sentinel
        super().handle(*args, **options)
