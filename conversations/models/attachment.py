from django.db import models
from django.db.models import Q


class AttachmentState(models.TextChoices):
    WAITING = "waiting", "Being fetched"
    FETCHED = "fetched", "Fetched"
    FAILED = "failed", "Could not be fetched"


class Attachment(models.Model):
    """A picture, voice message, document … of a customer's message: where Twilio keeps it, and whether we have it yet."""

    message = models.ForeignKey("conversations.Message", on_delete=models.CASCADE, related_name="attachments")
    number = models.PositiveSmallIntegerField(default=0)
    url = models.CharField(max_length=500, blank=True, help_text="Twilio's. Empty: Twilio has to be asked for it.")
    content_type = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=160, blank=True, help_text="File name, if the sender's phone gave one.")
    size = models.PositiveIntegerField(null=True, blank=True, help_text="Bytes.")
    state = models.CharField(max_length=8, choices=AttachmentState.choices, default=AttachmentState.WAITING)
    why = models.CharField(max_length=200, blank=True, help_text="Why it could not be fetched.")
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True, help_text="Machine time of the next try.")

    class Meta:
        ordering = ["message", "number"]
        indexes = [models.Index(fields=["not_before", "id"], condition=Q(state="waiting"), name="to_be_fetched")]
        constraints = [
            models.UniqueConstraint(fields=["message", "number"], name="an_attachment_is_noted_once"),
            models.CheckConstraint(
                condition=~Q(state="fetched") | Q(size__isnull=False), name="a_fetched_attachment_says_how_big"
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(why=""), name="a_failed_attachment_says_why"),
        ]

    def __str__(self) -> str:
        return self.name or self.content_type or "Attachment"


class AttachmentContent(models.Model):
    """The bytes, in a row of their own: lists of attachments never load them. In the database and not in a folder, so that
    they are backed up, and erased, with the message they belong to."""

    attachment = models.OneToOneField(Attachment, primary_key=True, on_delete=models.CASCADE, related_name="content")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"{len(self.data)} bytes"
