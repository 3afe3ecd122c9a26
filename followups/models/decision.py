from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTransform

from crm import clock


class Decision(models.Model):
    """Why a follow-up was made, kept, moved, held, sent or dropped, in plain words. Append-only (a trigger refuses changes)."""

    VERDICTS = [
        ("make", "Planned"),
        ("keep", "Kept"),
        ("move", "Moved"),
        ("merge", "Merged"),
        ("cancel", "Cancelled"),
        ("hold", "Held"),
        ("release", "Released"),
        ("propose", "Proposed"),
        ("approve", "Approved"),
        ("write", "Written"),
        ("defer", "Put off"),
        ("expire", "Expired"),
        ("none", "Nothing planned"),
    ]
    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="decisions")
    follow_up = models.ForeignKey(
        "followups.FollowUp", null=True, blank=True, on_delete=models.CASCADE, related_name="decisions"
    )
    turn = models.ForeignKey("conversations.Turn", null=True, blank=True, on_delete=models.SET_NULL)
    verdict = models.CharField(max_length=8, choices=VERDICTS)
    words = models.CharField(max_length=500, help_text="One or two plain sentences.")
    quote = models.CharField(max_length=500, blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    facts = models.JSONField(default=dict, blank=True, help_text="What was known: last message, events, gates.")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-id"]
        indexes = [
            # The feed of what was not sent, by reason: rare reasons must not cost a walk through all decisions.
            models.Index(
                fields=["verdict", "-id"],
                condition=Q(verdict__in=["cancel", "hold", "expire", "defer", "propose", "none"]),
                name="decisions_not_to_write",
            ),
            models.Index(
                fields=["-id"], condition=Q(verdict="cancel", facts__has_key="refused"), name="decisions_of_the_door"
            ),
            models.Index(
                KeyTransform("not_sent", "facts"),
                F("id").desc(),
                condition=Q(verdict="none", facts__has_key="not_sent"),
                name="decisions_of_restraint",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80]
