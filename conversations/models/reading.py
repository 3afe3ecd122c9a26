from django.db import models

from crm import clock


class Reading(models.Model):
    """What a burst was understood to mean. Immutable (a trigger refuses changes): decisions refer to it for ever."""

    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="readings")
    turn = models.OneToOneField("conversations.Turn", on_delete=models.CASCADE, related_name="reading")
    stance = models.CharField(max_length=24)
    wants_followup = models.BooleanField()
    topic = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    confidence = models.FloatField()
    language = models.CharField(max_length=8, blank=True)
    message_ids = models.JSONField(default=list)
    answer = models.JSONField(help_text="The whole answer of the model, after validation.")
    quotes = models.JSONField(
        default=list, help_text="[{letter, claim, label, quote, message_id, start, end, verified}]"
    )
    model = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.stance}: {self.reason}"[:80]
