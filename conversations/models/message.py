from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q

from crm import clock
from crm.models import Actor


class Direction(models.TextChoices):
    INBOUND = "inbound", "From the customer"
    OUTBOUND = "outbound", "From us"


class Message(models.Model):
    """One bubble of the thread. What was sent and how it fared stands in its `outbox` row."""

    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=8, choices=Direction.choices)
    author = models.CharField(max_length=10, choices=Actor.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    kind = models.CharField(
        max_length=20, default="text", help_text="text, image, audio, location … as Twilio names it."
    )
    body = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    at = models.DateTimeField(default=clock.now, help_text="Business time.")
    provider_sid = models.CharField(max_length=40, null=True, blank=True, unique=True)
    replies_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, help_text="The message they quoted."
    )
    details = models.JSONField(
        default=dict, blank=True, help_text="What came beside the words: place, tapped id, forwarded, the ad …"
    )
    receipt = models.OneToOneField("conversations.Receipt", null=True, blank=True, on_delete=models.PROTECT)
    # Inbound: the turn that read it (empty: not read yet). Outbound: the turn that wrote it.
    turn = models.ForeignKey(
        "conversations.Turn", null=True, blank=True, on_delete=models.SET_NULL, related_name="messages"
    )

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["conversation", "at", "id"], name="thread_in_order"),
            models.Index(
                fields=["conversation", "id"], condition=Q(direction="inbound", turn=None), name="not_yet_read"
            ),
            GinIndex(SearchVector("body", config="simple"), name="words_of_messages"),  # the search of the inbox
        ]

    def __str__(self) -> str:
        return self.body[:60] or self.kind


class Purpose(models.TextChoices):
    REPLY = "reply", "Agent's reply"
    FOLLOW_UP = "follow_up", "Follow-up"
    HANDOFF_NOTICE = "handoff_notice", "Told that a person takes over"
    PERSON = "person", "Written by a person"
    OPT_OUT_CONFIRMATION = "opt_out_confirmation", "Confirmation of an opt-out"


PROACTIVE = (Purpose.FOLLOW_UP,)


class OutboxState(models.TextChoices):
    QUEUED = "queued", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    ACCEPTED = "accepted", "Accepted by Twilio"
    SENT = "sent", "Sent"
    DELIVERED = "delivered", "Delivered"
    READ = "read", "Read"
    FAILED = "failed", "Failed"
    UNKNOWN = "unknown", "Not known whether it was sent"
    REFUSED = "refused", "Not sent"


class Outbox(models.Model):
    """What is to leave the house, and how it fared. `sending` is committed before the HTTP call; only forward from there.

    Its id rides in the StatusCallback URL, so that a callback finds the message even when Twilio's answer was lost.
    """

    message = models.OneToOneField("conversations.Message", on_delete=models.CASCADE, related_name="outbox")
    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="outbox")
    contact = models.ForeignKey("crm.Contact", on_delete=models.PROTECT, related_name="outbox")
    purpose = models.CharField(max_length=24, choices=Purpose.choices)
    sender = models.CharField(max_length=180)
    to = models.CharField(max_length=180)
    body = models.TextField(blank=True)
    content_sid = models.CharField(max_length=40, blank=True)
    content_variables = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=OutboxState.choices, default=OutboxState.QUEUED)
    why = models.CharField(max_length=300, blank=True, help_text="Why it was refused, failed or is not known.")
    error_code = models.PositiveIntegerField(null=True, blank=True, help_text="Twilio's.")
    idempotency_key = models.CharField(max_length=120, unique=True)
    provider_sid = models.CharField(max_length=40, null=True, blank=True, unique=True)
    former_sids = models.JSONField(
        default=list, blank=True, help_text="Twilio's ids of earlier tries that it took and could not deliver."
    )
    based_on = models.BigIntegerField(null=True, blank=True, help_text="Id of the last customer message it answers.")
    send_at = models.DateTimeField(default=clock.now, help_text="Business time.")
    not_before = models.DateTimeField(null=True, blank=True, help_text="Machine time of the next try.")
    attempts = models.PositiveSmallIntegerField(default=0)
    sending_at = models.DateTimeField(null=True, blank=True, help_text="Machine time.")
    accepted_at = models.DateTimeField(null=True, blank=True, help_text="Business time.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "outbox"
        indexes = [
            models.Index(fields=["send_at", "id"], condition=Q(state="queued"), name="due_to_send"),
            models.Index(fields=["sending_at"], condition=Q(state__in=["sending", "unknown"]), name="outcome_open"),
            models.Index(fields=["sending_at"], condition=Q(state__in=["accepted", "sent"]), name="no_final_word_yet"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(body="") | ~Q(content_sid=""), name="a_message_says_something"),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(sending_at__isnull=False), name="sending_says_since_when"
            ),
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(state="sending"), name="one_send_in_flight_per_conversation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} · {self.get_state_display()}"

    @property
    def proactive(self) -> bool:
        return self.purpose in PROACTIVE


class StatusEvent(models.Model):
    """A status callback as it came; kept even when its message is not known yet (it may overtake Twilio's answer)."""

    outbox = models.ForeignKey(Outbox, null=True, blank=True, on_delete=models.CASCADE, related_name="events")
    provider_sid = models.CharField(max_length=40, db_index=True)
    status = models.CharField(max_length=20)
    error_code = models.PositiveIntegerField(null=True, blank=True)
    form = models.JSONField(default=dict)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "status callback"

    def __str__(self) -> str:
        return f"{self.provider_sid} {self.status}"
