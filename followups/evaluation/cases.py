"""A labelled case as it stands in the file: one JSON object a line, unknown fields ignored."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from conversations.turns.meaning import Stance, Tone
from crm.case_files import read_rows


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
    return read_rows(path, Case)


def local_day(moment: datetime, case: Case) -> date:
    from crm.local_time import zone_of

    return moment.astimezone(zone_of(case.contact_tz)).date()
