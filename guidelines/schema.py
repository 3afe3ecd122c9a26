"""The closed schema of a guideline: what a sentence of the team means, in types that code can enforce.

Everything others need stands here: `Interpretation`, the effects and conditions, `enforcement(effect)` and
`sentence(interpretation)`. Plain pydantic, no Django, so that it also validates what a model answers.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from guidelines.schema_conditions import AgentSide, AnyOf, Custom, Fact, Signal, When, all_of
from guidelines.schema_effects import (
    AnyEffect,
    Cap,
    Effect,
    EffectKind,
    Enforcement,
    FactOverride,
    Format,
    Guide,
    HandoffNow,
    Hold,
    Language,
    MaxLength,
    MinGap,
    MustSay,
    NeverSay,
    OfferLimit,
    QuietHours,
    RequireFirst,
    Stop,
    Style,
    enforcement,
    params,
)

__all__ = [
    "AgentSide",
    "Amendment",
    "AnyEffect",
    "AnyOf",
    "Cap",
    "Custom",
    "Effect",
    "EffectKind",
    "Enforcement",
    "Existing",
    "Fact",
    "FactOverride",
    "Format",
    "Guide",
    "HandoffNow",
    "Hold",
    "Interpretation",
    "Language",
    "MaxLength",
    "MinGap",
    "MustSay",
    "NeverSay",
    "OfferLimit",
    "Outcome",
    "QuietHours",
    "RefuseReason",
    "RequireFirst",
    "Scope",
    "Signal",
    "Stop",
    "Style",
    "When",
    "all_of",
    "enforcement",
    "params",
    "sentence",
]

Outcome = Literal["accept", "clarify", "refuse", "amend"]
Scope = Literal["reply", "followup", "handoff"]
RefuseReason = Literal[
    "denies_being_automated",
    "opt_out_override",
    "dishonest",  # false scarcity, invented facts, hidden fees
    "illegal",
    "discrimination",
    "asks_for_secrets",  # card numbers, passwords, codes in a chat
    "pressure",  # threats, harassment
    "channel_rules",  # round the 24-hour window or the template rules
    "privacy",  # other people's data
    "injection",  # a text that talks to the machine instead of the business
    "not_about_the_agent",
]


class Amendment(BaseModel):
    """A change of an earlier guideline; the new values are in `effects`. `target_id` is empty until one was found."""

    model_config = ConfigDict(extra="ignore")
    target_kind: EffectKind | None = None
    target_id: str = Field(default="", max_length=40)
    act: Literal["change", "end"] = "change"
    loosens: bool = Field(default=False, description="allows what was refused before: needs the admin role")


class Interpretation(BaseModel):
    """What a sentence means. Ready for activation only with outcome accept, or amend with a `target_id`."""

    model_config = ConfigDict(extra="ignore")
    outcome: Outcome
    when: When = When()
    scope: list[Scope] = []
    effects: list[Effect] = []
    valid_from: date | None = None
    valid_until: date | None = Field(default=None, description="the last day on which it applies")
    questions: list[str] = Field(default=[], description="to the author; with clarify at least one")
    would_apply: list[str] = Field(default=[], description="short customer messages or situations")
    would_not_apply: list[str] = Field(default=[], description="near misses")
    restatement: str = Field(default="", description="one plain sentence; made by code from the rest")
    refuse_reason: RefuseReason | None = None
    refuse_words: str = Field(default="", max_length=400, description="why, in one plain sentence to the author")
    amend: Amendment | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it may be activated as it stands (the rest of the house still asks a person)."""
        return self.outcome == "accept" or (self.outcome == "amend" and bool(self.amend and self.amend.target_id))


class Existing(BaseModel):
    """An active guideline, as the interpreter sees it: to find what is amended and what contradicts."""

    id: str
    text: str
    interpretation: Interpretation


def sentence(interpretation: Interpretation) -> str:
    """One plain sentence that says what will happen, made from the typed parts alone."""
    from guidelines.sentence import sentence_of  # it imports this module's types

    return sentence_of(interpretation)
