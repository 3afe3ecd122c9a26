"""What a guideline does: a closed list of effects with typed parameters. Nothing here is free code or free text to run.

A parameter is None where the author did not say it clearly: such an effect is a question to the author (`missing`), never
something to enforce. Hours are numbers of hours, times of day "HH:MM" (to: up to "24:00").
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Enforcement = Literal["always", "checked", "best_effort"]
Detector = Literal["price", "date", "url", "percent", "card", "phone", "email"]
TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


class _Effect(BaseModel):
    model_config = ConfigDict(extra="ignore", populate_by_name=True)


class Hold(_Effect):
    """No proactive message to them until something happens."""

    kind: Literal["followup.hold"] = "followup.hold"
    until: Literal["contact_writes", "duration", "date", "person"] | None = None
    hours: float | None = Field(default=None, description="with until=duration")
    day: date | None = Field(default=None, description="with until=date: the first day on which we may write again")


class Stop(_Effect):
    """No proactive message to them, and what is planned is cancelled."""

    kind: Literal["followup.stop"] = "followup.stop"


class Cap(_Effect):
    """At most so many follow-ups."""

    kind: Literal["followup.cap"] = "followup.cap"
    max: int | None = None
    per: Literal["silence", "day", "week", "month", "conversation"] = "silence"
    counter_resets_on: Literal["contact_writes", "never"] = "contact_writes"


class MinGap(_Effect):
    """At least so long between two of our proactive messages, or after their last message."""

    kind: Literal["followup.min_gap"] = "followup.min_gap"
    hours: float | None = None
    after: Literal["last_follow_up", "last_message"] = "last_follow_up"


class QuietHours(_Effect):
    """Nothing proactive leaves in this span; it waits for its end. `days`: 0 Monday to 6 Sunday, empty = every day."""

    kind: Literal["send.quiet_hours"] = "send.quiet_hours"
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    tz: Literal["contact", "business"] = "contact"
    days: list[int] = []


class HandoffNow(_Effect):
    """A person takes the thread from there."""

    kind: Literal["handoff.now"] = "handoff.now"
    team: str = Field(default="", max_length=80)
    assignee: str = Field(default="", max_length=80, description="a person's name")


class RequireFirst(_Effect):
    """What comes first. `collect`: asked for before a person gets the thread; after `give_up_after` asks the person gets
    it without them. `person`: a person looks before the agent says anything here, and it goes on once they hand back."""

    kind: Literal["handoff.require_first"] = "handoff.require_first"
    collect: list[str] = []
    give_up_after: int = 2
    person: bool = False


class NeverSay(_Effect):
    """Phrases and detectors are tested by code on every text; a claim is a yes/no check of the draft."""

    kind: Literal["reply.never_say"] = "reply.never_say"
    phrases: list[str] = []
    detectors: list[Detector] = []
    claim: str = Field(default="", max_length=300)


class MustSay(_Effect):
    """`text` is appended word for word; `claim` must be said in any words."""

    kind: Literal["reply.must_say"] = "reply.must_say"
    text: str = Field(default="", max_length=500)
    claim: str = Field(default="", max_length=300)
    once: bool = False


class MaxLength(_Effect):
    kind: Literal["reply.max_length"] = "reply.max_length"
    sentences: int | None = None
    words: int | None = None
    characters: int | None = None


class Format(_Effect):
    """Only what is set counts. `questions`: at most so many in one message."""

    kind: Literal["reply.format"] = "reply.format"
    emoji: bool | None = None
    questions: int | None = None
    exclamation_marks: bool | None = None
    lists: bool | None = None
    links: bool | None = None
    capitals: bool | None = Field(default=None, description="words in capital letters")


class Language(_Effect):
    """mirror: the customer's; fixed: always `languages[0]`; allowed: theirs if listed, else `languages[0]`."""

    kind: Literal["reply.language"] = "reply.language"
    mode: Literal["mirror", "fixed", "allowed"] | None = None
    languages: list[str] = Field(default=[], description="ISO 639-1")


class OfferLimit(_Effect):
    kind: Literal["offer.limit"] = "offer.limit"
    max_discount_percent: float | None = None
    max_amount: float | None = None
    currency: str = ""


class FactOverride(_Effect):
    """A value that outranks the articles; the old one may not be said."""

    kind: Literal["fact.override"] = "fact.override"
    topic: str = Field(default="", max_length=120)
    value: str = Field(default="", max_length=200)
    replaces: str = Field(default="", max_length=200)


class Style(_Effect):
    kind: Literal["reply.style"] = "reply.style"
    instruction: str = Field(default="", max_length=300)


class Guide(_Effect):
    """Whatever the vocabulary cannot hold: told to the writer, and the screen says that it is best effort."""

    kind: Literal["reply.guide"] = "reply.guide"
    instruction: str = Field(default="", max_length=500)


AnyEffect = (
    Hold
    | Stop
    | Cap
    | MinGap
    | QuietHours
    | HandoffNow
    | RequireFirst
    | NeverSay
    | MustSay
    | MaxLength
    | Format
    | Language
    | OfferLimit
    | FactOverride
    | Style
    | Guide
)
Effect = Annotated[AnyEffect, Field(discriminator="kind")]
EffectKind = Literal[
    "followup.hold",
    "followup.stop",
    "followup.cap",
    "followup.min_gap",
    "send.quiet_hours",
    "handoff.now",
    "handoff.require_first",
    "reply.never_say",
    "reply.must_say",
    "reply.max_length",
    "reply.format",
    "reply.language",
    "offer.limit",
    "fact.override",
    "reply.style",
    "reply.guide",
]


def enforcement(effect: AnyEffect) -> Enforcement:
    """always: code refuses or repairs. checked: a yes/no check of the draft. best_effort: the writer is told."""
    if isinstance(effect, Style | Guide):
        return "best_effort"
    if isinstance(effect, NeverSay):
        return "always" if effect.phrases or effect.detectors else "checked"
    if isinstance(effect, MustSay):
        return "always" if effect.text else "checked"
    if isinstance(effect, Format):  # code can take out or refuse what is not wanted; what is wanted it cannot write
        return "best_effort" if any(asked is True for asked in _allowed(effect)) else "always"
    if isinstance(effect, FactOverride):  # without the old value there is nothing that code could look for
        return "always" if effect.replaces else "best_effort"
    return "always"


def _allowed(effect: Format) -> tuple[bool | None, ...]:
    return effect.emoji, effect.exclamation_marks, effect.lists, effect.links, effect.capitals


def params(effect: AnyEffect) -> dict[str, object]:
    """The parameters that are set, as JSON: what is stored beside the kind."""
    whole = effect.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {name: value for name, value in whole.items() if name != "kind" and value not in ("", [])}
