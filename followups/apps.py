from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FollowupsConfig(AppConfig):
    name = "followups"
    verbose_name = "Follow-ups"

    def ready(self) -> None:
        from followups import receivers  # noqa: F401
        from followups.models.vague_word import keep_rows

        post_migrate.connect(keep_rows, sender=self)
        post_migrate.connect(schedule_the_sweep, sender=self)


def schedule_the_sweep(sender: Any, **_: Any) -> None:
    """Each minute, what is late is told to people, once."""
    from django_q.models import Schedule

    Schedule.objects.update_or_create(
        name="late steps",
        defaults={
            "func": "followups.sweep.sweep",
            "schedule_type": Schedule.MINUTES,
            "minutes": 1,
            "repeats": -1,
        },
    )
