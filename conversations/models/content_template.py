import re

from django.db import models


class ContentTemplate(models.Model):
    """A message that WhatsApp approved beforehand: the only thing that may be written outside the 24-hour window."""

    sid = models.CharField(max_length=40, unique=True, help_text="Twilio's ContentSid, HX…")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=12)
    category = models.CharField(max_length=20, default="UTILITY")
    purpose = models.CharField(max_length=40, default="follow_up", help_text="What the product may use it for.")
    tone = models.CharField(
        max_length=12,
        default="friendly",
        choices=[("friendly", "Friendly"), ("warm", "Warm"), ("formal", "Formal")],
        help_text="Chosen to match how the customer writes; without a match any tone serves.",
    )
    body = models.TextField(help_text="With {{1}}, {{2}} …")
    variables = models.JSONField(default=dict, help_text="Number to sample; the sample says what belongs there.")
    status = models.CharField(max_length=20, default="unsubmitted", help_text="approved, pending, rejected, paused …")
    synced_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["purpose", "language", "name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

    def fill(self, values: dict[str, str]) -> str:
        """The body with its placeholders replaced; a missing value falls back to the sample, as Twilio does."""
        return re.sub(r"\{\{(\w+)\}\}", lambda m: values.get(m[1]) or self.variables.get(m[1], ""), self.body)

    def open_places(self, numbered: bool = False) -> str:
        """The body with […] where words are written only when it is sent; `numbered`: [1], as the places are named."""
        return re.sub(r"\{\{(\w+)\}\}", lambda m: f"[{m[1]}]" if numbered else "[…]", self.body)
