"""A sentence of the team that governs what the agent does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from crm import clock
from crm.models import Business

if TYPE_CHECKING:
    from guidelines.models.revision import Revision


def today() -> date:
    """The calendar day of the business: validity is counted in it."""
    return clock.now().astimezone(ZoneInfo(Business.get().timezone)).date()


class GuidelineQuerySet(models.QuerySet["Guideline"]):
    def in_force(self) -> GuidelineQuerySet:
        """Active and inside their dates: what is enforced today."""
        day = today()
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gte=day),
            status=Guideline.Status.ACTIVE,
        )


class Guideline(models.Model):
    """What a lead wrote, and how far it has come. What it means stands in its revisions; one of them may be active."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        INTERPRETING = "interpreting", "Being read"
        NEEDS_ANSWER = "needs_answer", "Has a question"
        REFUSED = "refused", "Refused"
        ACTIVE = "active", "Active"
        PAUSED = "paused", "Paused"
        RETIRED = "retired", "Retired"

    title = models.CharField(max_length=120, blank=True, help_text="Short, for lists. Left empty, it is the sentence.")
    text = models.TextField(
        max_length=2000,
        verbose_name="what should change?",
        help_text="One sentence, as you would say it to a new colleague: “When a lead asks for time, don't follow up "
        "until they reach out first.” You see how it was understood before anything changes.",
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT, editable=False)
    scope = ArrayField(models.CharField(max_length=12), default=list, blank=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="guidelines",
        help_text="Keeps it right and reviews it.",
    )
    team = models.ForeignKey(
        "crm.Team",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="guidelines",
        help_text="Only for this team's conversations. Empty: for all.",
    )
    valid_from = models.DateField(null=True, blank=True, help_text="Empty: from its activation on.")
    valid_until = models.DateField(null=True, blank=True, help_text="The last day on which it holds.")
    review_on = models.DateField(null=True, blank=True, help_text="A day to look whether it is still wanted.")
    active_revision = models.ForeignKey(
        "guidelines.Revision", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    problem = models.CharField(
        max_length=300, blank=True, editable=False, help_text="Why it could not be read, in words."
    )
    activated_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(
        auto_now=True, help_text="Machine time; every process notices by it that the rules have changed."
    )

    objects = GuidelineQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["status"], name="guidelines_by_status")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="active") | Q(active_revision__isnull=False),
                name="an_active_guideline_has_a_revision",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="guideline_validity_in_order",
                violation_error_message="It would end before it begins.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its title, or the beginning of its sentence."""
        words = " ".join((self.title or self.text).split())
        return words if len(words) <= 80 else words[:79].rstrip() + "…"

    @property
    def latest(self) -> Revision | None:
        """The last reading of its words, active or not."""
        return self.revisions.order_by("-number").first()
