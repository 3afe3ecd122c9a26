from uuid import uuid4

from django.db import models
from django.db.models import Q

from conversations.models.conversation import Trigger
from crm import clock


class Turn(models.Model):
    """One run of the pipeline. `token` fences its commit; `trace` keeps what each step found, for “Why?” and replay."""

    STATES = [
        ("running", "Running"),
        ("committed", "Done"),
        ("superseded", "Dropped: the customer wrote again"),
        ("abandoned", "Abandoned: its worker vanished"),
        ("failed", "Failed"),
    ]
    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="turns")
    trigger = models.CharField(max_length=20, choices=Trigger.choices)
    state = models.CharField(max_length=10, choices=STATES, default="running")
    token = models.UUIDField(default=uuid4, unique=True)
    lease_until = models.DateTimeField(help_text="Machine time.")
    silent = models.BooleanField(default=False, help_text="A person holds the thread: read and plan, say nothing.")
    outcome = models.CharField(
        max_length=20, blank=True, help_text="replied, follow_up_sent, no_reply_needed, handed_over, held …"
    )
    words = models.CharField(max_length=300, blank=True, help_text="One plain sentence.")
    trace = models.JSONField(default=dict, blank=True)
    model = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    business_at = models.DateTimeField(default=clock.now, help_text="Business time of the start.")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(state="running"), name="one_running_turn_per_conversation"
            ),
            models.CheckConstraint(
                condition=Q(state="running") | Q(finished_at__isnull=False), name="a_finished_turn_says_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_trigger_display()} · {self.get_state_display()}"
