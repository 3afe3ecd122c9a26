from django.db import models
from django.db.models import Q


class Company(models.Model):
    name = models.CharField(max_length=160, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "companies"

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A customer. Consent, holds and memory belong here, not to a conversation.

    `phone` may be missing: since 2026 a WhatsApp user can hide the number behind a user name.
    """

    name = models.CharField(
        max_length=160, blank=True, help_text="From their WhatsApp profile until somebody corrects it."
    )
    phone = models.CharField(max_length=20, null=True, blank=True, unique=True, help_text="E.164, for matching only.")
    company = models.ForeignKey(Company, null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts")
    language = models.CharField(max_length=8, blank=True, help_text="ISO 639-1, as they last wrote.")
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166, from the number.")
    timezone = models.CharField(
        max_length=64, default="UTC", help_text="IANA name. Every date for them is computed in it."
    )
    timezone_source = models.CharField(
        max_length=12,
        default="default",
        choices=[
            ("default", "Assumed: the business's own"),
            ("number", "From the phone number"),
            ("said", "They said so"),
            ("person", "Set by a person"),
        ],
    )
    opted_out_at = models.DateTimeField(null=True, blank=True, help_text="Nothing is sent from then on.")
    opted_out_by = models.CharField(max_length=200, blank=True, help_text="The words or the event that did it.")
    advertising_since = models.DateTimeField(
        null=True, blank=True, help_text="When they agreed to advertising. Empty: they never did, so none is sent."
    )
    no_contact_since = models.DateTimeField(
        null=True, blank=True, help_text="They asked for room: nothing proactive until they write."
    )
    no_contact_quote = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(
                fields=["no_contact_since"], condition=Q(no_contact_since__isnull=False), name="who_asked_for_room"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(timezone=""), name="a_contact_has_a_time_zone"),
        ]

    def __str__(self) -> str:
        return self.name or self.phone or "Someone without a name"

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name else ""

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word[0].isalnum()]
        return "".join(word[0] for word in words[:2]).upper() or "?"


class Address(models.Model):
    """Where a contact is reached, exactly as the channel sent it: we reply to it unchanged.

    `whatsapp:+E164` or `whatsapp:<business-scoped user id>`; never parsed as a phone unless it matches that form.
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="addresses")
    address = models.CharField(max_length=180, unique=True)
    wa_id = models.CharField(max_length=32, blank=True)
    external_user_id = models.CharField(max_length=180, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "addresses"

    def __str__(self) -> str:
        return self.address
