from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from crm.compiled import Compiled
from followups.windows.vague_words import CLOCK, DAY_OF_MONTH, DAYS, DEFAULTS, HOURS, UNITS, Triple, VagueWords

MOST = {DAYS: 366, HOURS: 48, CLOCK: 24, DAY_OF_MONTH: 31}
SAID = {
    "soon": "“soon”",
    "in_a_bit": "“in a bit”, “later today”",
    "couple_of_days": "“a couple of days”",
    "few_days": "“a few days”",
    "couple_of_weeks": "“a couple of weeks”",
    "few_weeks": "“a few weeks”",
    "early_in_the_month": "“early in May”",
    "middle_of_the_month": "“mid May”",
    "late_in_the_month": "“late in May”",
    "morning": "“in the morning”",
    "noon": "“at noon”",
    "lunch": "“at lunchtime”",
    "afternoon": "“in the afternoon”",
    "evening": "“in the evening”",
    "night": "“at night”",
}


class VagueWord(models.Model):
    """What the team means by a vague word of time: one row each. Until a lead changes it, a row follows the code's default."""

    word = models.CharField(max_length=24, unique=True, choices=list(SAID.items()), editable=False)
    earliest = models.FloatField(help_text="Not before that.")
    best = models.FloatField(help_text="When we would write if nothing else is known.")
    latest = models.FloatField(help_text="After that it is too late to be what they asked for.")
    changed = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(earliest__gte=0) & Q(earliest__lte=F("best")) & Q(best__lte=F("latest")),
                name="a_vague_word_runs_from_earliest_to_latest",
            ),
        ]

    def __str__(self) -> str:
        return self.get_word_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.changed = (self.earliest, self.best, self.latest) != self.default
        super().save(*args, **kwargs)

    @property
    def unit(self) -> str:
        """days, hours, clock or day of month: what the three figures count."""
        return UNITS[self.word]

    @property
    def default(self) -> Triple:
        triple: Triple = getattr(DEFAULTS, self.word)
        return triple

    def clean(self) -> None:
        figures = (self.earliest, self.best, self.latest)
        if any(figure is None for figure in figures):
            return  # the fields say so themselves
        if not 0 <= self.earliest <= self.best <= self.latest:
            raise ValidationError("Earliest, best and latest must stand in that order, from 0 on.")
        if self.latest > MOST[self.unit]:
            raise ValidationError({"latest": f"At most {MOST[self.unit]} ({self.unit})."})
        if self.unit in (DAYS, DAY_OF_MONTH) and any(figure != int(figure) for figure in figures):
            raise ValidationError("Whole days only.")
        if self.unit == DAY_OF_MONTH and self.earliest < 1:
            raise ValidationError({"earliest": "A month begins with day 1."})
        if self.unit in (CLOCK, HOURS) and self.latest == self.earliest:
            raise ValidationError({"latest": "Leave some time between earliest and latest."})

    @classmethod
    def table(cls) -> VagueWords:
        """What counts now: the defaults with the changes of the team."""
        changed = {word: (low, best, high) for word, low, best, high in CHANGED.rows() if word in SAID}
        return DEFAULTS.changed(**changed) if changed else DEFAULTS


CHANGED = Compiled(
    lambda: VagueWord.objects.filter(changed=True).order_by().values_list("word", "earliest", "best", "latest")
)


def keep_rows(**_: Any) -> None:
    """One row for each word, and the unchanged ones as the code has them; safe to repeat. For `post_migrate`."""
    known = {row.word: row for row in VagueWord.objects.all()}
    for word in SAID:
        row = known.get(word) or VagueWord(word=word)
        if not row.changed:
            row.earliest, row.best, row.latest = getattr(DEFAULTS, word)
            row.save()
    VagueWord.objects.exclude(word__in=SAID).delete()
