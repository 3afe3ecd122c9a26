from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from crm.compiled import Compiled


class AfterSilence(models.TextChoices):
    """What the agent does once when nobody answers its question. Whatever is chosen, never a second time."""

    PROPOSE = "propose", "Propose one gentle message; a person says yes"
    WRITE = "write", "Write one gentle message by itself"
    REVIEW = "review", "Write nothing; a person looks"


class Business(models.Model):
    """Our own side, one row: name, home zone, and the few policies that the agent keeps to."""

    name = models.CharField(max_length=120, default="Our business")
    timezone = models.CharField(
        max_length=64, default="Europe/Madrid", help_text="IANA name; used where a contact's is unknown."
    )
    country = models.CharField(max_length=2, default="ES", help_text="ISO 3166; holidays and date order.")
    write_from = models.TimeField(default=time(9, 0), help_text="Earliest local hour of the contact for a follow-up.")
    write_until = models.TimeField(default=time(20, 0), help_text="Latest local hour of the contact for a follow-up.")
    office_from = models.TimeField(default=time(9, 0))
    office_until = models.TimeField(default=time(18, 0))
    silence_working_days = models.PositiveSmallIntegerField(
        default=3, help_text="After a reply with nothing planned, the agent looks again after so many working days."
    )
    after_silence = models.CharField(
        max_length=8,
        choices=AfterSilence.choices,
        default=AfterSilence.PROPOSE,
        help_text="When somebody who wanted something does not answer the agent's question for so long.",
    )
    polite_no_review_days = models.PositiveSmallIntegerField(
        default=90,
        help_text="After a polite no a person looks again after so many days. 0: the conversation is closed.",
    )
    no_contact_review_days = models.PositiveSmallIntegerField(
        default=30, help_text="When somebody asked for room, a person looks again, without writing, after so many days."
    )
    max_unanswered = models.PositiveSmallIntegerField(
        default=2, help_text="Proactive messages without an answer, at most."
    )
    min_gap_hours = models.PositiveSmallIntegerField(
        default=72, help_text="Between two proactive messages to one contact."
    )
    dry_run = models.BooleanField(
        default=False,
        help_text="Nothing leaves unasked. What the agent would have sent is held and shown on the board of follow-ups.",
    )
    confidence_limit = models.FloatField(default=0.5, help_text="Below it a person gets the thread. 0 to 1.")

    class Meta:
        verbose_name = "business"
        verbose_name_plural = "business"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="there_is_one_business"),
            models.CheckConstraint(
                condition=Q(write_from__lt=models.F("write_until")), name="writing_hours_begin_before_they_end"
            ),
            models.CheckConstraint(
                condition=Q(confidence_limit__gte=0, confidence_limit__lte=1), name="confidence_limit_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ValidationError("The business itself cannot be deleted; change its fields instead.")

    @classmethod
    def get(cls) -> "Business":
        found = THE_ONE.first()
        if found is None:
            Business.objects.bulk_create([Business(pk=1)], ignore_conflicts=True)
            found = Business.objects.get(pk=1)
        return found


THE_ONE = Compiled(lambda: Business.objects.filter(pk=1))


class BusinessClock(models.Model):
    """How far business time runs ahead of machine time: one row that every process sees. Movable in demo and tests."""

    offset_seconds = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_business_clock")]

    def __str__(self) -> str:
        return f"{self.offset_seconds} s ahead"
