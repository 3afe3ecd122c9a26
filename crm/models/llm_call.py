from django.db import models


class LLMOutcome(models.TextChoices):
    OK = "ok", "Answered"
    REPAIRED = "repaired", "Answered after one repair"
    INVALID = "invalid", "Answer did not fit"
    TIMEOUT = "timeout", "Too slow"
    REFUSED = "refused", "Refused by the provider"
    UNAVAILABLE = "unavailable", "Not reachable"
    OVER_BUDGET = "over_budget", "Daily budget spent"
    BREAKER_OPEN = "breaker_open", "Paused after failures"


class LLMCall(models.Model):
    """One call of a model: what for, which model, how long, how much, how it ended. Never the text itself."""

    task = models.CharField(max_length=40)
    model = models.CharField(max_length=120)
    outcome = models.CharField(max_length=16, choices=LLMOutcome.choices)
    attempt = models.PositiveSmallIntegerField(default=1)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    cost_usd = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    ms = models.PositiveIntegerField(default=0, help_text="Wall time in milliseconds.")
    error = models.TextField(blank=True, help_text="Redacted.")
    turn_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    conversation_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "model call"

    def __str__(self) -> str:
        return f"{self.task} · {self.model} · {self.get_outcome_display()}"
