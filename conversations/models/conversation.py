from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from crm import clock
from crm.compiled import write

SERVICE_WINDOW = timedelta(hours=24)  # WhatsApp: free text only within 24 h of the customer's last message


class NextKind(models.TextChoices):
    REPLY = "reply", "Reply"
    FOLLOW_UP = "follow_up", "Follow-up"
    WAIT_FOR_CUSTOMER = "wait_for_customer", "Wait for the customer"
    HUMAN_TASK = "human_task", "A person's task"
    INTERNAL_REVIEW = "internal_review", "Internal review"


class Trigger(models.TextChoices):
    INBOUND = "inbound", "The customer wrote"
    FOLLOW_UP_DUE = "follow_up_due", "A follow-up is due"
    SILENCE = "silence", "Silence"
    EVENT = "event", "Something happened elsewhere"
    PERSON_WROTE = "person_wrote", "A colleague wrote"
    HANDED_BACK = "handed_back", "A colleague handed back"
    DELIVERY_FAILED = "delivery_failed", "A message did not arrive"
    FACTS_CHANGED = "facts_changed", "Facts changed"


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def open(self) -> "ConversationQuerySet":
        return self.filter(status="open")

    def due(self, now: datetime) -> "ConversationQuerySet":
        return self.filter(status="open", wake_at__lte=now)

    def dropped(self, now: datetime) -> "ConversationQuerySet":
        """A next step passed by more than one hour with nobody notified. Must be empty."""
        return self.open().filter(next_at__lt=now - timedelta(hours=1), next_user=None, next_team=None)


class Conversation(models.Model):
    """One thread with a contact on one of our numbers. While open it has exactly one next step, an owner and a date.

    `next_user` and `next_team` both empty: the agent owns the step. `wake_at` is the alarm of the next turn.
    """

    contact = models.ForeignKey("crm.Contact", on_delete=models.PROTECT, related_name="conversations")
    sender = models.CharField(max_length=180, help_text="Our number, as the channel names it: whatsapp:+…")
    address = models.CharField(max_length=180, help_text="Theirs, exactly as received.")
    status = models.CharField(max_length=6, default="open", choices=[("open", "Open"), ("closed", "Closed")])
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField(default=clock.now)

    next_kind = models.CharField(max_length=20, choices=NextKind.choices, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    next_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="next_steps"
    )
    next_team = models.ForeignKey(
        "crm.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="next_steps"
    )
    next_why = models.CharField(max_length=300, blank=True, help_text="One plain sentence.")
    wake_at = models.DateTimeField(null=True, blank=True)
    wake_trigger = models.CharField(max_length=20, choices=Trigger.choices, blank=True)
    turn_token = models.UUIDField(null=True, blank=True, help_text="Fence: only the turn that holds it may commit.")
    supersessions = models.PositiveSmallIntegerField(default=0)

    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="held_conversations"
    )
    held_at = models.DateTimeField(null=True, blank=True)
    team = models.ForeignKey("crm.Team", null=True, blank=True, on_delete=models.SET_NULL, related_name="conversations")
    topic = models.CharField(max_length=20, blank=True)
    priority = models.PositiveSmallIntegerField(
        default=0,
        choices=[(0, "Normal"), (1, "High"), (2, "May leave")],
        help_text="The queue begins with the highest.",
    )
    priority_quote = models.CharField(max_length=300, blank=True, help_text="Their words that raised it.")
    waiting_since = models.DateTimeField(
        null=True, blank=True, help_text="Their first message that nobody has answered. Notices answer nothing."
    )

    # Written in the message's transaction: lists must not look for the last message of each row (2.4 s against 0.7 ms).
    last_at = models.DateTimeField(default=clock.now)
    last_preview = models.CharField(max_length=160, blank=True)
    last_direction = models.CharField(max_length=8, blank=True)
    unread = models.PositiveIntegerField(default=0)
    last_inbound_at = models.DateTimeField(null=True, blank=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "-id"]
        indexes = [
            models.Index(fields=["status", "-last_at", "-id"], name="inbox_list"),
            models.Index(fields=["wake_at"], condition=Q(status="open"), name="due_turns"),
            models.Index(
                fields=["wake_at"],
                condition=Q(status="open", wake_trigger__in=["inbound", "handed_back"]),
                name="due_answers",
            ),
            models.Index(fields=["next_at", "id"], condition=Q(status="open"), name="next_steps"),
            models.Index(fields=["-last_at"], condition=Q(unread__gt=0), name="unread_list"),
            models.Index(
                fields=["-priority", "waiting_since", "next_at", "id"],
                condition=Q(status="open") & (Q(next_team__isnull=False) | Q(next_user__isnull=False)),
                name="queue_of_people",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="open") | (~Q(next_kind="") & Q(next_at__isnull=False)),
                name="an_open_conversation_has_a_next_step_with_a_date",
                violation_error_message="An open conversation needs a next step with a date.",
            ),
            models.CheckConstraint(
                condition=~Q(status="open")
                | ~Q(next_kind__in=["human_task", "internal_review"])
                | Q(next_user__isnull=False)
                | Q(next_team__isnull=False),
                name="a_persons_step_has_a_person_or_a_team",
                violation_error_message="A person's task or review needs a person or a team.",
            ),
            models.CheckConstraint(
                condition=~Q(status="open")
                | Q(next_user__isnull=False)
                | Q(next_team__isnull=False)
                | (Q(wake_at__isnull=False) & Q(wake_at__lte=F("next_at"))),
                name="the_agents_step_rings_no_later_than_its_date",
                violation_error_message="The agent's own step needs an alarm no later than its date.",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | (Q(closed_at__isnull=False) & ~Q(closed_reason="")),
                name="a_closed_conversation_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(held_by__isnull=True) | Q(held_at__isnull=False), name="a_held_conversation_says_since_when"
            ),
            models.UniqueConstraint(
                fields=["contact", "sender"],
                condition=Q(status="open"),
                name="one_open_conversation_per_contact_and_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact}"

    _noted: set[str] | None = None  # fields to be written at the end of `saved_once`

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._noted is None:
            super().save(*args, **kwargs)
        elif (fields := kwargs.get("update_fields")) is not None:
            self._noted.update(fields)
        else:
            self._noted.update(field.name for field in self._meta.concrete_fields if not field.primary_key)

    @contextmanager
    def saved_once(self) -> Iterator[None]:
        """Inside, `save(update_fields=…)` of this very object only notes the fields; at the end they are written at once.

        Needs the row's lock and a transaction. Each write of a thread touches most of its indexes, and its constraints
        are asked each time: only what it has become in the end must hold. What fails inside writes nothing.
        """
        self._noted = set()
        try:
            yield
            noted = self._noted
        finally:
            self._noted = None
        if noted:
            write(self, *sorted(noted))

    @property
    def window_closes_at(self) -> datetime | None:
        """When free text ends (WhatsApp's 24-hour rule), or None if they never wrote."""
        return self.last_inbound_at + SERVICE_WINDOW if self.last_inbound_at else None

    @property
    def owner_is_agent(self) -> bool:
        return self.next_user_id is None and self.next_team_id is None
