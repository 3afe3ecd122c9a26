from django.db import models

from crm import clock


class Event(models.Model):
    """Something that happened elsewhere and may settle or move what is planned: a call, an order, a ticket, a payment."""

    contact = models.ForeignKey("crm.Contact", on_delete=models.CASCADE, related_name="events")
    channel = models.CharField(max_length=20, help_text="call, web, email, shop, ticket …")
    kind = models.CharField(max_length=20, blank=True, help_text="solved, order, call, ticket, payment")
    note = models.CharField(max_length=500)
    at = models.DateTimeField(default=clock.now)
    received_at = models.DateTimeField(
        null=True, blank=True, help_text="When we were told of it (business time); later than `at` if reported late."
    )
    external_id = models.CharField(
        max_length=120, null=True, blank=True, unique=True, help_text="Their id: sent twice, stored once."
    )

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["contact", "at"], name="events_of_a_contact")]

    def __str__(self) -> str:
        return self.note[:80]
