from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

from crm import clock
from crm.compiled import insert

if TYPE_CHECKING:
    from crm.models.contact import Contact
    from crm.models.people import User


class Actor(models.TextChoices):
    AGENT = "agent", "Agent"
    PERSON = "person", "Person"
    CUSTOMER = "customer", "Customer"
    SYSTEM = "system", "System"


class Activity(models.Model):
    """Who did what, and why. Written in the transaction of the change itself; the thread's timeline is this table."""

    at = models.DateTimeField(default=clock.now, db_index=True, help_text="Business time.")
    actor = models.CharField(max_length=10, choices=Actor.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    action = models.SlugField(max_length=60, help_text="handoff-raised, follow-up-planned, opted-out …")
    contact = models.ForeignKey(
        "crm.Contact", null=True, blank=True, on_delete=models.CASCADE, related_name="activities"
    )
    # A plain number: the ground floor knows no conversations, and merging contacts must not touch it.
    conversation_id = models.BigIntegerField(null=True, blank=True)
    words = models.TextField(help_text="One plain sentence that a person reads in the timeline.")
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["conversation_id", "at"], name="activity_of_a_thread")]

    def __str__(self) -> str:
        return self.words

    @classmethod
    def record(
        cls,
        action: str,
        words: str,
        *,
        actor: str = Actor.SYSTEM,
        user: "User | None" = None,
        contact: "Contact | None" = None,
        conversation_id: int | None = None,
        **data: Any,
    ) -> "Activity":
        """Add a row. Call it inside the transaction of the change it tells of."""
        row = cls(
            action=action,
            words=words,
            actor=Actor.PERSON if user else actor,
            user=user,
            contact=contact,
            conversation_id=conversation_id,
            data=data,
        )
        return insert(row)
