"""How a guideline was understood, once and for ever, and the effects that follow from it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models

from crm import clock
from guidelines.models.guideline import Guideline
from guidelines.schema import AnyEffect, Interpretation, enforcement, params


class Revision(models.Model):
    """The author's words, verbatim, and what they were understood to mean. Immutable (a trigger refuses changes)."""

    guideline = models.ForeignKey(Guideline, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField(help_text="Verbatim.")
    interpretation = models.JSONField(help_text="guidelines.schema.Interpretation")
    restatement = models.TextField(blank=True, help_text="The one sentence that the author was shown.")
    model = models.CharField(max_length=120, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)
    hash = models.CharField(max_length=64, help_text="Of words and meaning: the same reading is the same revision.")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["guideline", "number"], name="revisions_are_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.guideline} (revision {self.number})"

    @property
    def meaning(self) -> Interpretation:
        return Interpretation.model_validate(self.interpretation)

    @property
    def ref(self) -> str:
        """What a held follow-up carries, so that exactly those are released."""
        return f"revision:{self.pk}"


class Effect(models.Model):
    """One thing that a revision does, in columns: for lists, counts and questions to the database."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="effects")
    ordinal = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=32)
    params = models.JSONField(default=dict, blank=True)
    enforcement = models.CharField(
        max_length=12,
        choices=[("always", "Always"), ("checked", "Checked"), ("best_effort", "Best effort")],
    )

    class Meta:
        ordering = ["revision", "ordinal"]
        indexes = [models.Index(fields=["kind"], name="effects_by_kind")]

    def __str__(self) -> str:
        return self.kind


def write_revision(guideline: Guideline, meaning: Interpretation, *, text: str, model: str, author: Any) -> Revision:
    """Append a revision with its effects. Call it inside a transaction, with the guideline's row locked."""
    told = meaning.model_dump(mode="json", by_alias=True)
    last = guideline.latest
    revision = Revision.objects.create(
        guideline=guideline,
        number=last.number + 1 if last else 1,
        text=text,
        interpretation=told,
        restatement=meaning.restatement,
        model=model[:120],
        author=author,
        hash=hashlib.sha256(json.dumps([text, told], sort_keys=True).encode()).hexdigest(),
    )
    Effect.objects.bulk_create(
        [effect_row(revision, ordinal, effect) for ordinal, effect in enumerate(meaning.effects, 1)]
    )
    return revision


def effect_row(revision: Revision, ordinal: int, effect: AnyEffect) -> Effect:
    return Effect(
        revision=revision, ordinal=ordinal, kind=effect.kind, params=params(effect), enforcement=enforcement(effect)
    )
