"""What is known when a turn begins: who writes, what was said, what happened elsewhere, and our own policies. Snapshots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Literal

from conversations.whatsapp.kinds import needs_eyes


@dataclass(frozen=True)
class Said:
    """One message as the model sees it. `at` is aware."""

    id: int
    sender: Literal["customer", "us"]
    at: datetime
    text: str
    kind: str = "text"
    quoted: str = ""  # what they answered to, where they quoted it
    tapped: str = ""  # id of the button or list entry they chose
    passed_on: bool = False  # forwarded: somebody else's words
    ad: str = ""  # the ad or post that brought them
    by: str = ""  # agent or person, for what we said

    @property
    def needs_eyes(self) -> bool:
        """Whether only a person can know what it says."""
        return needs_eyes(self.kind, self.text)

    def as_data(self) -> dict[str, Any]:
        """For the model: the words, and what came beside them where something did."""
        beside = {
            "kind": self.kind if self.kind != "text" else "",
            "replying_to": self.quoted,
            "tapped": self.tapped,
            "forwarded": self.passed_on,
            "came_from_ad": self.ad,
        }
        return {"at": self.at.isoformat(), "text": self.text} | {name: told for name, told in beside.items() if told}


@dataclass(frozen=True)
class Person:
    """A snapshot of the contact."""

    id: int
    name: str
    language: str
    country: str
    zone: str
    opted_out: bool
    asked_for_room: bool


@dataclass(frozen=True)
class House:
    """A snapshot of our own side: name and policies (see crm.models.Business)."""

    name: str
    zone: str
    country: str
    silence_working_days: int
    polite_no_review_days: int
    no_contact_review_days: int
    confidence_limit: float
    office_from: time
    office_until: time


@dataclass(frozen=True)
class Happening:
    """Something that happened elsewhere since our last word."""

    channel: str
    kind: str
    at: datetime
    note: str


@dataclass(frozen=True)
class HandedBack:
    """A colleague gave the thread back to the agent, with what it should know (`note`, may be empty)."""

    at: datetime
    by: str
    user_id: int | None
    note: str
    reason: str = ""  # why they had it


@dataclass(frozen=True)
class Situation:
    """What is known when the turn begins. `burst` is the trailing run of customer messages not yet answered."""

    now: datetime
    contact: Person
    house: House
    burst: tuple[Said, ...]
    recent: tuple[Said, ...]
    events: tuple[Happening, ...]
    unread_ids: tuple[int, ...]
    last_inbound_id: int | None
    last_inbound_at: datetime | None
    last_topic: str
    held_by_id: int | None
    handoff_open: bool
    last_event_id: int | None = None
    last_inbound_sid: str = ""
    handed_back: tuple[HandedBack, ...] = ()  # oldest first

    @property
    def last_handed_back(self) -> HandedBack | None:
        return self.handed_back[-1] if self.handed_back else None

    def given_back(self, reason: str) -> bool:
        """Whether a colleague had it for this reason and gave it back without a word for us, after all that stands unanswered."""
        back = self.last_handed_back
        if back is None or back.note or back.reason != reason:
            return False
        return all(said.at <= back.at for said in self.burst)
