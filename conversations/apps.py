from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ConversationsConfig(AppConfig):
    name = "conversations"
    verbose_name = "Conversations"

    def ready(self) -> None:
        post_migrate.connect(schedule_the_bell, sender=self)


def schedule_the_bell(sender: Any, **_: Any) -> None:
    """One schedule row, made with the tables. Schedules have 30 s grain in django-q2: a second bell, never the ticker."""
    from django_q.models import Schedule

    Schedule.objects.update_or_create(
        name="each minute",
        defaults={
            "func": "conversations.drains.each_minute",
            "schedule_type": Schedule.MINUTES,
            "minutes": 1,
            "repeats": -1,
        },
    )
