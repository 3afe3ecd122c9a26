from django.db import models


class Overdue(models.Model):
    """A next step that the sweep has seen late. It is told to people once; `step_at` says which step it was."""

    conversation = models.OneToOneField(
        "conversations.Conversation", on_delete=models.CASCADE, primary_key=True, related_name="overdue"
    )
    step_at = models.DateTimeField(help_text="The `next_at` that has passed.")
    seen_at = models.DateTimeField(
        help_text="Machine time: a drain that is at work gets a moment before people are told."
    )
    told_at = models.DateTimeField(null=True, blank=True, help_text="Business time.")

    class Meta:
        verbose_name_plural = "overdue"

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.step_at:%d %b %H:%M}"


class Mark(models.Model):
    """What the planned moments were last computed with, by name: when it changes, they are computed again."""

    name = models.SlugField(primary_key=True)
    value = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
