from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from crm import clock


class FollowUpState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    SCHEDULED = "scheduled", "Scheduled"
    HELD = "held", "Held"
    SENT = "sent", "Sent"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"
    EXPIRED = "expired", "Expired"


class Origin(models.TextChoices):
    """Why there is a message to come."""

    ASKED = "asked", "They asked for it"
    THEIR_PROMISE = "their_promise", "They promised something"
    SILENCE = "silence", "They have not answered our question"


LIVE = [FollowUpState.PROPOSED, FollowUpState.SCHEDULED, FollowUpState.HELD]


WALL = ("earliest", "best", "latest", "planned_for", "missed_after")


class FollowUp(models.Model):
    """A message we owe later: a window, not an instant, in the contact's zone, with what to pick up and why.

    Due is the conversation's `wake_at`, deciding is the running turn, sending is the outbox row: none is a state here.
    """

    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="follow_ups")
    state = models.CharField(max_length=10, choices=FollowUpState.choices, default=FollowUpState.SCHEDULED)
    purpose = models.CharField(max_length=300, help_text="What it takes up: “ship your parcels to Portugal”.")
    reason = models.CharField(max_length=300, blank=True, help_text="Why later: “the product launch”.")
    quote = models.CharField(max_length=500, blank=True, help_text="The words that asked for it.")
    stance = models.CharField(max_length=24, blank=True)
    tone = models.CharField(max_length=16, blank=True)
    language = models.CharField(max_length=8, blank=True)
    must_mention = models.JSONField(default=list, blank=True)
    must_not_say = models.JSONField(default=list, blank=True)
    agenda = models.JSONField(default=list, blank=True, help_text="What was merged into it.")

    earliest = models.DateTimeField()
    best = models.DateTimeField()
    latest = models.DateTimeField(null=True, blank=True, help_text="Empty: open.")
    planned_for = models.DateTimeField(help_text="The moment, inside allowed local hours.")
    zone = models.CharField(max_length=64, help_text="IANA; the window is a local wall time in it.")
    precision = models.CharField(max_length=12)
    confidence = models.FloatField(default=1.0)
    no_contact_before = models.DateField(null=True, blank=True)

    held_ref = models.CharField(
        max_length=40, blank=True, help_text="By what it is held: exactly that may release it. Empty: not held so."
    )
    held_words = models.CharField(
        max_length=300, blank=True, help_text="Which guideline holds it, and since which words."
    )

    origin = models.CharField(max_length=16, choices=Origin.choices, default=Origin.ASKED)
    commitment = models.ForeignKey(
        "followups.Commitment", null=True, blank=True, on_delete=models.SET_NULL, related_name="follow_ups"
    )
    missed_after = models.DateTimeField(
        null=True, blank=True, help_text="From then on it makes no sense any more. Empty: it always does."
    )
    anchored = models.BooleanField(
        default=False, help_text="It only makes sense at its time: “before the board meets”."
    )
    late = models.BooleanField(
        default=False, help_text="Its window has passed: the words do not pretend to be on time."
    )
    wall = models.JSONField(
        default=dict, blank=True, help_text="The same moments on the wall clock of `zone`: what they meant."
    )
    asks_approval = models.CharField(max_length=300, blank=True, help_text="Why a person must say yes first.")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True, help_text="Business time.")

    reading = models.ForeignKey("conversations.Reading", null=True, blank=True, on_delete=models.SET_NULL)
    template = models.ForeignKey("conversations.ContentTemplate", null=True, blank=True, on_delete=models.SET_NULL)
    message = models.OneToOneField(
        "conversations.Message", null=True, blank=True, on_delete=models.SET_NULL, related_name="follow_up"
    )
    moves = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now, help_text="Business time.")
    sent_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["planned_for", "id"]
        verbose_name = "follow-up"
        indexes = [
            models.Index(fields=["planned_for"], condition=Q(state="scheduled"), name="scheduled_follow_ups"),
            models.Index(fields=["held_ref"], condition=Q(state="held"), name="held_follow_ups"),
            models.Index(
                fields=["conversation"], condition=Q(state__in=["proposed", "held"]), name="follow_ups_that_wait"
            ),
            models.Index(fields=["sent_at"], condition=Q(sent_at__isnull=False), name="sent_follow_ups"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=Q(state__in=["proposed", "scheduled", "held"]),
                name="one_live_follow_up_per_conversation",
            ),
            models.CheckConstraint(
                condition=Q(earliest__lte=F("best")) & (Q(latest__isnull=True) | Q(best__lte=F("latest"))),
                name="earliest_is_not_after_best_nor_best_after_latest",
            ),
            models.CheckConstraint(condition=~Q(zone=""), name="a_follow_up_has_a_time_zone"),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "scheduled", "held"])
                | (Q(ended_at__isnull=False) & ~Q(ended_reason="")),
                name="an_ended_follow_up_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(approved_at__isnull=False), name="an_approval_says_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} · {self.get_state_display()}"

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.note_wall()
        if update_fields is not None and set(update_fields) & {*WALL, "zone"}:
            update_fields = {*update_fields, "wall"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def live(self) -> bool:
        return self.state in LIVE

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone))

    def note_wall(self) -> None:
        """Keep the moments as their wall clock shows them: when the rules of a zone change, these are what was meant."""
        self.wall = {
            name: f"{self.local(moment):%Y-%m-%dT%H:%M:%S}" for name in WALL if (moment := getattr(self, name))
        }
