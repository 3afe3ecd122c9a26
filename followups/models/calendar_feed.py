from django.conf import settings
from django.db import models

from crm import clock


class CalendarFeed(models.Model):
    """A person's own steps as a calendar that other programs fetch. Whoever has the address may read it, so of the
    address only a digest is kept: it is shown once, can be replaced, and can be switched off."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret in the address.")
    made_at = models.DateTimeField(default=clock.now, help_text="Business time.")
    read_at = models.DateTimeField(null=True, blank=True, help_text="When a program last fetched it. Business time.")

    def __str__(self) -> str:
        return f"Calendar of {self.user}"


class CalendarStep(models.Model):
    """A step as the feed last showed it: what makes a calendar program see that it moved (SEQUENCE, RFC 5545 §3.8.7.4)."""

    feed = models.ForeignKey(CalendarFeed, on_delete=models.CASCADE, related_name="steps")
    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField(default=0)
    seen = models.CharField(max_length=16, help_text="Fingerprint of what was shown.")
    changed_at = models.DateTimeField(help_text="Business time.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "conversation"], name="a_feed_shows_a_conversation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} · {self.sequence}"
