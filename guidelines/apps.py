from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save


class GuidelinesConfig(AppConfig):
    name = "guidelines"
    verbose_name = "Guidelines"

    def ready(self) -> None:
        from guidelines import receivers  # noqa: F401
        from guidelines.knowledge.ingest import article_saved
        from guidelines.models import Article

        post_save.connect(article_saved, sender=Article)
        post_migrate.connect(schedule_the_vectors, sender=self)
        post_migrate.connect(schedule_the_endings, sender=self)


def schedule_the_vectors(sender: Any, **_: Any) -> None:
    """Each minute, passages that are still without a vector get one, whatever became of the task that was to make it."""
    from django_q.models import Schedule

    Schedule.objects.update_or_create(
        name="vectors of passages",
        defaults={
            "func": "guidelines.knowledge.ingest.embed_missing",
            "schedule_type": Schedule.MINUTES,
            "minutes": 1,
            "repeats": -1,
        },
    )


def schedule_the_endings(sender: Any, **_: Any) -> None:
    """Each minute, guidelines past their last day end, and let go what they held."""
    from django_q.models import Schedule

    Schedule.objects.update_or_create(
        name="guidelines that end",
        defaults={
            "func": "guidelines.activate.expire",
            "schedule_type": Schedule.MINUTES,
            "minutes": 1,
            "repeats": -1,
        },
    )
