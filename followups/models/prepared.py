from django.conf import settings
from django.db import models
from django.db.models import Q

from crm import clock


class Prepared(models.Model):
    """The words of a follow-up before its moment: as they would be sent today, or as a person wants them sent.

    They stand on what was known then (`stands_on`). What was written by the agent is only shown. What a person edited is
    sent at the moment, if it still stands on the same; else the agent writes anew.
    """

    follow_up = models.OneToOneField("followups.FollowUp", on_delete=models.CASCADE, related_name="prepared")
    state = models.CharField(
        max_length=6,
        default="asked",
        choices=[("asked", "Being written"), ("ready", "Written"), ("failed", "Not written")],
    )
    asked_at = models.DateTimeField(help_text="Machine time: a task that got lost is asked again.")
    text = models.TextField(blank=True)
    template = models.ForeignKey("conversations.ContentTemplate", null=True, blank=True, on_delete=models.SET_NULL)
    variables = models.JSONField(default=dict, blank=True, help_text="The places of the template, by name.")
    stands_on = models.CharField(
        max_length=16, blank=True, help_text="Fingerprint of the talk and of what it is about."
    )
    written_at = models.DateTimeField(default=clock.now, help_text="Business time.")
    problem = models.CharField(max_length=300, blank=True, help_text="Why there are no words, in one sentence.")
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True, help_text="Business time. Empty: the agent's own words.")

    class Meta:
        verbose_name_plural = "prepared words"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready") | ~Q(text=""), name="words_that_are_ready_are_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(edited_at__isnull=True) | Q(state="ready"), name="a_persons_words_are_ready_words"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
