from django.db import models
from django.db.models import Q


class SenderState(models.Model):
    """One of our numbers as a sender: its pace, and whether it waits for somebody to mend the account. Machine time."""

    sender = models.CharField(max_length=180, primary_key=True, help_text="whatsapp:+…")
    free_at = models.DateTimeField(null=True, blank=True, help_text="When its allowance of messages is whole again.")
    stopped_since = models.DateTimeField(null=True, blank=True)
    try_at = models.DateTimeField(null=True, blank=True, help_text="One message is tried then; if it goes, all do.")
    code = models.PositiveIntegerField(null=True, blank=True, help_text="Twilio's, of what stopped it.")
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "sender"
        constraints = [
            models.CheckConstraint(
                condition=Q(stopped_since__isnull=True) | (Q(try_at__isnull=False) & ~Q(words="")),
                name="a_stopped_sender_says_why_and_when_it_is_tried",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender}: stopped, {self.words}" if self.stopped_since else f"{self.sender}: sending"
