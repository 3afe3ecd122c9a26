"""The card "How I understood it": one sentence, when, who, what, until; each effect with what stands behind it; questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crm.models import User
from guidelines.models import Application, Guideline, Revision
from guidelines.schema import Fact, Hold, Interpretation, enforcement
from guidelines.sentence import condition_words, effect_words, joined
from guidelines.understand import UNSETTLED

Status = Guideline.Status
BADGES = {
    "always": ("Always", "Code holds to it; no model is asked."),
    "checked": ("Checked", "Each draft is checked; one that fails is written again once, then goes to a person."),
    "best_effort": ("Best effort", "The model is told. Nothing verifies it."),
}
OUTCOMES = (
    ("applied", "Applied"),
    ("prevented", "Held or not sent"),
    ("repaired", "Corrected"),
    ("handed_over", "Handed over"),
)


@dataclass(frozen=True)
class Line:
    badge: str
    kind: str  # always, checked, best_effort
    words: str
    how: str


@dataclass(frozen=True)
class Act:
    """One button: the name of the address, its word, and whether it sets the agent working."""

    name: str
    word: str
    main: bool = False
    confirm: str = ""


def card(guideline: Guideline, user: User) -> dict[str, Any]:
    """What the template draws, for the words as they are now."""
    revision = guideline.latest
    being_read = not guideline.problem and (revision is None or revision.text != guideline.text)
    context: dict[str, Any] = {
        "guideline": guideline,
        "being_read": being_read,
        "revision": None if being_read else revision,
        "acts": acts(guideline, None if being_read else revision, user),
        "counts": counts(guideline),
        "latest": Application.objects.filter(revision__guideline=guideline).select_related("conversation__contact")[
            :10
        ],
        "in_force": guideline.active_revision if guideline.status == Status.ACTIVE else None,
    }
    if revision and not being_read:
        context |= understood(revision.meaning)
    return context


def understood(meaning: Interpretation) -> dict[str, Any]:
    return {
        "meaning": meaning,
        "sides": [(label, words) for label, words in sides(meaning) if words],
        "lines": [line(effect) for effect in meaning.effects],
        "loosens": bool(meaning.amend and meaning.amend.loosens),
    }


def sides(meaning: Interpretation) -> list[tuple[str, str]]:
    """When, who, what, until: each in words, or empty."""
    who: list[str] = []
    when: list[str] = []
    for group in meaning.when.all:
        words = joined([condition_words(each) for each in group.any], ", ", " or ")
        (who if all(isinstance(each, Fact) for each in group.any) else when).append(words)
    until = [
        {"contact_writes": "until they write", "person": "until a person releases it"}.get(effect.until or "", "")
        for effect in meaning.effects
        if isinstance(effect, Hold)
    ]
    last_day = f"until {meaning.valid_until:%-d %B %Y}" if meaning.valid_until else "as long as it is active"
    return [
        ("When", joined(when, ", ", " and ") or "always"),
        ("Who", joined(who, ", ", " and ") or "everybody"),
        ("What", joined([effect_words(effect) for effect in meaning.effects], "; ", "; ")),
        ("Until", joined([each for each in until if each] or [last_day], ", ", " and ")),
    ]


def line(effect: Any) -> Line:
    kind = enforcement(effect)
    badge, how = BADGES[kind]
    words = effect_words(effect)
    return Line(badge, kind, words[0].upper() + words[1:], how)


def acts(guideline: Guideline, revision: Revision | None, user: User) -> list[Act]:
    """What may be done as things stand. What is not allowed is absent."""
    found: list[Act] = []
    status = guideline.status
    new = revision is not None and revision.pk != guideline.active_revision_id
    if revision and revision.meaning.is_ready and new and status != Status.RETIRED:
        loosens = bool(revision.meaning.amend and revision.meaning.amend.loosens)
        if not loosens or user.is_superuser:
            found.append(Act("activate", "Activate", main=True))
    if status == Status.PAUSED:
        found.append(Act("resume", "Resume", main=not found))
    if status == Status.ACTIVE:
        found.append(Act("pause", "Pause"))
    if guideline.problem or (status == Status.DRAFT and revision is None):
        found.append(Act("read", "Read it again"))
    if status != Status.RETIRED and (guideline.active_revision_id or status in UNSETTLED):
        found.append(Act("retire", "Retire"))
    return found


def counts(guideline: Guideline) -> list[tuple[str, int]]:
    rows = Application.objects.filter(revision__guideline=guideline).values_list("outcome", flat=True)
    told = list(rows)
    return [(label, told.count(outcome)) for outcome, label in OUTCOMES if outcome in told]
