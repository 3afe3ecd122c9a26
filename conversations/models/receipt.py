from django.db import models


class Receipt(models.Model):
    """The raw form of an inbound webhook, stored before anything is understood. At least once by nature: unique here."""

    account = models.CharField(max_length=40)
    message_sid = models.CharField(max_length=40)
    idempotency_token = models.CharField(max_length=80, blank=True, help_text="Twilio's, the same on its retries.")
    form = models.JSONField(help_text="All parameters as received, name to list of values.")
    source = models.CharField(
        max_length=10, default="webhook", choices=[("webhook", "Webhook"), ("backfill", "Backfill")]
    )
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "message_sid"], name="an_inbound_message_is_stored_once"),
        ]

    def __str__(self) -> str:
        return self.message_sid
