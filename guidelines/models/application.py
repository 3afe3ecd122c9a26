from django.db import models

from crm import clock
from guidelines.models.revision import Revision


class Application(models.Model):
    """A guideline at work: on a turn, a follow-up or a message; what it did and which words triggered it. Append-only.

    It refers to the conversation, not to the contact. The follow-up is a plain number: guidelines know no follow-ups.
    """

    class Outcome(models.TextChoices):
        APPLIED = "applied", "Applied"
        PREVENTED = "prevented", "Held or not sent"
        REPAIRED = "repaired", "Draft corrected"
        HANDED_OVER = "handed_over", "Handed over"

    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="guideline_applications"
    )
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="applications")
    kind = models.CharField(max_length=32, help_text="Of the effect.")
    outcome = models.CharField(max_length=12, choices=Outcome)
    words = models.CharField(max_length=500, help_text="What it did, in one plain sentence.")
    quote = models.CharField(max_length=500, blank=True, help_text="The customer's words that triggered it.")
    verified = models.BooleanField(default=True, help_text="Whether the quote stands in their message.")
    said_in = models.ForeignKey(
        "conversations.Message", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    turn = models.ForeignKey("conversations.Turn", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(
        "conversations.Message",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="guideline_applications",
        help_text="Ours, that it shaped.",
    )
    follow_up = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["conversation", "-id"], name="applications_in_a_thread"),
            models.Index(fields=["revision", "outcome", "-at"], name="applications_of_a_revision"),
        ]

    def __str__(self) -> str:
        return self.words[:80]
