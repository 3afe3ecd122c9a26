from django.db import models

from conversations.models import Message
from guidelines.models.article import Article


class Citation(models.Model):
    """What a message of ours stands on, as it was worded then: a changed article shows who was told the old text."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="citations")
    article = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="citations")
    revision = models.PositiveIntegerField(help_text="Of the article, when it was said.")
    title = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title
