from django.db import models


class ConsentKind(models.TextChoices):
    OPT_IN = "opt_in", "Agreed to advertising"
    OPT_OUT = "opt_out", "Opted out"
    RESUMED = "resumed", "Resumed"
    NO_ADVERTISING = "no_ads", "Wants no advertising"
    HOLD = "hold", "Asked for room"
    HOLD_ENDED = "hold_ended", "Wrote again"


class Consent(models.Model):
    """History: when a contact allowed or forbade what, and in whose words. The current state stands on the contact."""

    contact = models.ForeignKey("crm.Contact", on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=12, choices=ConsentKind.choices)
    source = models.CharField(max_length=40, help_text="whatsapp, form, import, twilio:21610, person …")
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(help_text="Business time.")

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "consents"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.at:%d %b %Y}"
