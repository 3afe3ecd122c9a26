from django.conf import settings
from django.db import models
from django.db.models import Q

from crm import clock


class Breaker(models.Model):
    """Too many messages unasked at once: none leaves until a person has looked and lets them go. Asked once, not a row each."""

    state = models.CharField(max_length=6, default="open", choices=[("open", "Waiting"), ("closed", "Let go")])
    at = models.DateTimeField(default=clock.now, help_text="Business time.")
    waiting = models.PositiveIntegerField(help_text="How many were waiting or had just gone when it fell.")
    limit = models.PositiveIntegerField(help_text="How many are usual at most: 25, or three times the normal hour.")
    words = models.CharField(max_length=300, help_text="One plain sentence.")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="open"), name="people_are_asked_once"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(ended_at__isnull=False), name="a_breaker_let_go_says_when"
            ),
        ]

    def __str__(self) -> str:
        return self.words
