"""What the team knows, in its own words: the only ground on which a question of fact is answered."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from crm import clock
from crm.llm.embedded.language import language_of


class Topic(models.TextChoices):
    """The topics that a reading tells apart (conversations/turns/meaning.py)."""

    SALES = "sales", "Sales"
    TECHNICAL = "technical", "Technical"
    BILLING = "billing", "Billing"
    LOGISTICS = "logistics", "Logistics"
    OTHER = "other", "Other"


def in_force(prefix: str = "") -> models.Q:
    """Published, inside its validity and not past its review date: what may be said today. `prefix`: `article__` asks it
    of a passage, by a plain join."""
    today = clock.now().date()

    def of(**conditions: Any) -> models.Q:
        return models.Q(**{f"{prefix}{name}": value for name, value in conditions.items()})

    return (
        of(status=Article.Status.PUBLISHED)
        & (of(valid_from=None) | of(valid_from__lte=today))
        & (of(valid_until=None) | of(valid_until__gte=today))
        & (of(review_by=None) | of(review_by__gte=today))
    )


class ArticleQuerySet(models.QuerySet["Article"]):
    def in_force(self) -> ArticleQuerySet:
        return self.filter(in_force())


class Article(models.Model):
    """One matter, as the business states it. A change of title or content makes a new revision."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"

    title = models.CharField(
        max_length=200, help_text="As a customer would ask for it: “Prices for parcels to Portugal”."
    )
    content = models.TextField(
        help_text="Short paragraphs; headings begin with #. The agent quotes it, so write it as you would say it to a customer."
    )
    language = models.CharField(
        max_length=8, blank=True, help_text="en, es, pt … Left empty, it is told from the content."
    )
    status = models.CharField(
        max_length=10, choices=Status, default=Status.DRAFT, help_text="Only what is published is ever said."
    )
    topics = ArrayField(
        models.CharField(max_length=20, choices=Topic),
        default=list,
        blank=True,
        help_text="Where it applies. None: everywhere. Articles on the topic of a question come first.",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        help_text="Keeps it true and reviews it.",
    )
    review_by = models.DateField(
        null=True, blank=True, help_text="After this day it is not said any more until somebody has looked at it."
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True, help_text="The last day on which it holds.")
    revision = models.PositiveIntegerField(default=1, editable=False)
    digest = models.CharField(max_length=64, editable=False, default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(
        default=clock.now, editable=False, help_text="When title or content last changed."
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_until=None)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="article_validity_in_order",
                violation_error_message="It would end before it begins.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.language = self.language or language_of(f"{self.title}\n{self.content}")
        digest = hashlib.sha256(f"{self.title}\n{self.content}".encode()).hexdigest()
        if digest != self.digest:
            if self.digest:
                self.revision += 1
            self.digest, self.updated_at = digest, clock.now()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "language", "digest", "revision", "updated_at"}
        super().save(*args, **kwargs)
