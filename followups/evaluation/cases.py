"""A labelled case as it stands in the file: one JSON object a line, unknown fields ignored."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from conversations.turns.meaning import Stance, Tone


class CaseFileError(ValueError):
    """The file cannot be used; the message names the line and what is wrong with it."""


class CaseMessage(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    sender: Literal["customer", "us"] = Field(alias="from")
    at: AwareDatetime
    text: str


class CaseEvent(BaseModel):
    channel: str = "elsewhere"
    kind: str = ""
    at: AwareDatetime
    note: str


class CasePending(BaseModel):
    earliest: date
    latest: date | None = None
    purpose: str


class ExpectedWindow(BaseModel):
    """Inclusive dates in the contact's zone; `latest` None is open. Times are local wall times."""

    earliest: date
    latest: date | None = None
    precision: str = ""
    slack_days: int = 0
    earliest_time: time | None = None
    latest_time: time | None = None


class Expected(BaseModel):
    wants_followup: bool
    stance: Stance
    window: ExpectedWindow | None = None
    reason: str = ""
    tone: Tone | None = None
    must_mention: list[str] = []
    must_not_say: list[str] = []
    no_contact_before: date | None = None
    pending_action: Literal["none", "keep", "move", "merge", "cancel"] = "none"


class Case(BaseModel):
    id: str
    lang: str = ""
    tags: list[str] = []
    now: AwareDatetime
    contact_tz: str
    messages: list[CaseMessage]
    other_channel_events: list[CaseEvent] = []
    pending_followup: CasePending | None = None
    expected: Expected


def read_cases(path: Path) -> list[Case]:
    """Raises CaseFileError for a missing file, a line that is no JSON, or a case that lacks a field."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CaseFileError(f"{path} cannot be read: {error.strerror}.") from None
    cases = [read_case(line, number, path) for number, line in enumerate(lines, 1) if line.strip()]
    if not cases:
        raise CaseFileError(f"{path} holds no case.")
    return cases


def read_case(line: str, number: int, path: Path) -> Case:
    try:
        return Case.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise CaseFileError(f"{path}, line {number}: not a JSON object ({error.msg}).") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CaseFileError(f"{path}, line {number}: {where}: {first['msg']}.") from None


def local_day(moment: datetime, case: Case) -> date:
    from crm.local_time import zone_of

    return moment.astimezone(zone_of(case.contact_tz)).date()
