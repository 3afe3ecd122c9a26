from django.db import models
from django.db.models import Q

from crm import clock


class Commitment(models.Model):
    """Something promised, by us or by them, with the words of the promise.

    A *deliverable* is a thing that we must have made before we write; `due_by` is then the day we write. It stays open
    until it has been delivered, and has been made once `result` holds what they get.
    """

    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="commitments")
    who = models.CharField(max_length=4, choices=[("us", "We"), ("them", "They")])
    kind = models.CharField(
        max_length=12,
        default="promise",
        choices=[("promise", "A promise"), ("deliverable", "A thing to be made and sent")],
    )
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
    ended_words = models.CharField(max_length=300, blank=True, help_text="One plain sentence: how it ended.")
    told_at = models.DateTimeField(null=True, blank=True, help_text="When people were told that its day has passed.")
    result = models.TextField(blank=True, help_text="What was made: the text or link that they get. Empty: not made.")
    source = models.CharField(max_length=80, blank=True, help_text="Where the result is from: an article, a person.")

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
