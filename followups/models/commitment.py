from django.db import models
from django.db.models import Q

from crm import clock


class Commitment(models.Model):
    """Something promised, by us or by them, with the words of the promise."""

    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="commitments")
    who = models.CharField(max_length=4, choices=[("us", "We"), ("them", "They")])
    what = models.CharField(max_length=300)
    quote = models.CharField(max_length=500, blank=True)
    due_by = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=8,
        default="open",
        choices=[("open", "Open"), ("kept", "Kept"), ("broken", "Broken"), ("waived", "Waived")],
    )
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_by", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | Q(ended_at__isnull=False), name="an_ended_commitment_says_when"
            ),
            models.UniqueConstraint(
                fields=["conversation", "who", "what"],
                condition=Q(state="open"),
                name="an_open_commitment_is_noted_once",
            ),
        ]

    def __str__(self) -> str:
        return self.what
