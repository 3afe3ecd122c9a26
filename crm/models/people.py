from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models


class Topic(models.TextChoices):
    """What a conversation is about, as far as it decides who answers."""

    SALES = "sales", "Sales"
    TECHNICAL = "technical", "Technical"
    BILLING = "billing", "Billing"
    LOGISTICS = "logistics", "Logistics"


class Team(models.Model):
    name = models.CharField(max_length=80, unique=True, help_text="As people say it: “Billing”.")
    topics = ArrayField(
        models.CharField(max_length=20, choices=Topic.choices),
        default=list,
        blank=True,
        help_text="Conversations on these topics come to this team, also when the topic changes midway.",
    )
    is_default = models.BooleanField(default=False, help_text="Gets what no other team is responsible for.")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="only_one_team_is_the_default"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person of ours. What one may do follows from the groups “Support agent” and “Team lead” (crm/access.py)."""

    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="members")
    theme = models.CharField(
        max_length=6,
        default="system",
        choices=[("system", "As the device"), ("light", "Light"), ("dark", "Dark")],
    )

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def initials(self) -> str:
        words = str(self).split()
        return "".join(word[0] for word in words[:2]).upper()
