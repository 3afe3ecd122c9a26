from django.db import models
from pgvector.django import VectorField

from conversations.models import Conversation
from crm import clock
from crm.llm.embedded.encoder import DIMENSIONS
from guidelines.models.article import Article


class Gap(models.Model):
    """A question that no article answered, with how often it was asked in other words."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ANSWERED = "answered", "Answered by an article"
        DISMISSED = "dismissed", "Not ours to answer"

    text = models.TextField(help_text="As it was first asked.")
    language = models.CharField(max_length=8, blank=True)
    topic = models.CharField(max_length=20, blank=True)
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField(default=clock.now)
    last_at = models.DateTimeField(default=clock.now)
    conversation = models.ForeignKey(
        Conversation, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Where it was last asked."
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="gaps", help_text="What answers it now."
    )
    embedding = VectorField(dimensions=DIMENSIONS, null=True, editable=False)

    class Meta:
        ordering = ["-count", "-last_at"]
        indexes = [models.Index(fields=["state", "-count", "-last_at"], name="gap_by_state")]

    def __str__(self) -> str:
        return self.text[:120]
