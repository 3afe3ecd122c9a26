from django.conf import settings
from django.db import models
from django.db.models import Q

from crm import clock


class Handoff(models.Model):
    """The agent gives a thread to people: why, with the words that say so. One open at a time; claimed by one."""

    REASONS = [
        ("low_confidence", "Not sure what they mean"),
        ("wants_person", "Asks for a person"),
        ("churn", "May leave us"),
        ("angry", "Angry"),
        ("not_grounded", "No answer in our articles"),
        ("check_failed", "The draft failed a check"),
        ("model_failed", "The model did not answer"),
        ("unreadable", "Cannot be read"),
        ("opted_out_wrote", "Wrote after opting out"),
        ("delivery", "A message did not arrive"),
        ("no_template", "No approved template"),
        ("overdue", "A step is overdue"),
        ("deliverable", "Something must be made first"),
        ("guideline", "A guideline wants a person"),
        ("taken_over", "Taken over by a colleague"),
    ]
    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="handoffs")
    state = models.CharField(
        max_length=8, default="open", choices=[("open", "Waiting"), ("claimed", "Claimed"), ("closed", "Closed")]
    )
    reason = models.CharField(max_length=20, choices=REASONS)
    words = models.CharField(max_length=300, help_text="One plain sentence.")
    quote = models.CharField(max_length=300, blank=True, help_text="The customer's own words.")
    team = models.ForeignKey("crm.Team", on_delete=models.PROTECT, related_name="handoffs")
    turn = models.ForeignKey("conversations.Turn", null=True, blank=True, on_delete=models.SET_NULL)
    suggestion = models.TextField(blank=True, help_text="A draft for the person; never sent by itself.")
    sources = models.JSONField(
        default=list, blank=True, help_text="[{title, text}]: the passages that the suggestion stands on."
    )
    raised_at = models.DateTimeField(default=clock.now)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    claimed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="handed_back"
    )
    note = models.TextField(blank=True, help_text="What the agent should know when it takes over again.")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=Q(state__in=["open", "claimed"]),
                name="one_open_handoff_per_conversation",
            ),
            models.CheckConstraint(
                condition=~Q(state="claimed") | Q(claimed_at__isnull=False), name="a_claimed_handoff_says_since_when"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="a_closed_handoff_says_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.words}"
