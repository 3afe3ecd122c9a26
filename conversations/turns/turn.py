"""The parts of a turn. Each step fills its own typed, frozen part and registers what is to happen at commit.

A step is `step(turn) -> None` (or a coroutine). It never writes to the database: what it wants written it hands to
`turn.at_commit(fn)`, and `run.py` calls those in one fenced transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from datetime import date, datetime, time
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from conversations.turns.effects import Applied, Demand, Effects, Held
from conversations.turns.meaning import DraftAnswer, MomentAnswer, ReadingAnswer
from conversations.turns.situation import HandedBack, Happening, House, Person, Said, Situation

if TYPE_CHECKING:
    from conversations.gates import Ruling
    from conversations.models import Conversation, Message, Reading
    from conversations.models import Turn as TurnRecord
    from crm.models import Business

__all__ = [
    "Applied",
    "AtCommit",
    "Commit",
    "Demand",
    "Draft",
    "Effects",
    "HandedBack",
    "Happening",
    "Held",
    "House",
    "NextStep",
    "Outcome",
    "Pending",
    "Person",
    "Plan",
    "Quote",
    "Said",
    "Situation",
    "Template",
    "Turn",
    "Understood",
    "Verdict",
]


@dataclass(frozen=True)
class Pending:
    """The live follow-up, before this turn decides about it."""

    id: int
    purpose: str
    reason: str
    quote: str
    stance: str
    tone: str
    language: str
    must_mention: tuple[str, ...]
    must_not_say: tuple[str, ...]
    agenda: tuple[str, ...]
    earliest: date
    latest: date | None
    zone: str
    precision: str
    planned_for: datetime
    created_at: datetime
    moves: int
    no_contact_before: date | None
    origin: str = "asked"  # why there is one: they asked, they promised something, or they fell silent
    late: bool = False  # its window has passed: the words must not pretend to be on time

    def as_data(self) -> dict[str, Any]:
        """For the model: dates as the contact's own calendar days."""
        return {
            "purpose": self.purpose,
            "reason": self.reason,
            "quote": self.quote,
            "planned_at": self.created_at.isoformat(),
            "earliest": self.earliest.isoformat(),
            "latest": self.latest.isoformat() if self.latest else None,
            "must_mention": [*self.must_mention, *self.agenda],
            "must_not_say": list(self.must_not_say),
            "stance": self.stance,
            "origin": self.origin,
            "late": self.late,
        }


@dataclass(frozen=True)
class Quote:
    """Evidence: the words that carry a claim. `verified` means that they stand in the customer's message."""

    letter: str
    claim: str
    label: str
    quote: str
    message_id: int | None
    start: int
    end: int
    verified: bool


@dataclass(frozen=True)
class Understood:
    answer: ReadingAnswer
    quotes: tuple[Quote, ...]
    model: str


@dataclass(frozen=True)
class NextStep:
    """The one next step. Without `user_id` and `to_team` the agent owns it, and `wake_at` must be set;
    of the two `user_id` goes first."""

    kind: str
    at: datetime
    why: str
    wake_at: datetime | None = None
    wake_trigger: str = ""
    user_id: int | None = None
    to_team: bool = False


@dataclass(frozen=True)
class Template:
    id: int
    sid: str
    body: str
    variables: dict[str, str]


@dataclass(frozen=True)
class Plan:
    """What was decided about the follow-up, and the next step that comes of it."""

    action: Literal["none", "make", "keep", "move", "merge", "cancel", "write", "expire"]
    words: str
    next_step: NextStep
    speak: Literal["reply", "follow_up", ""] = ""
    when_text: str = ""
    confirm_date: bool = False
    internal_review: bool = False
    held: bool = False  # by `effects.held`: nothing is sent, the team looks on the date
    template: Template | None = None
    other_templates: tuple[Template, ...] = ()  # whoever writes may fill one of these instead, if it says more
    text: str = ""  # a colleague's own words for this moment: sent as they stand
    variables: dict[str, str] = field(default_factory=dict)  # of the template, in those words
    window: dict[str, Any] = field(default_factory=dict)
    close_reason: str = ""


@dataclass(frozen=True)
class Draft:
    text: str
    answer: DraftAnswer
    template: Template | None
    variables: dict[str, str]
    attempts: int = 1
    fixed: bool = False  # words of ours, not of a model: there is nothing to repair


@dataclass(frozen=True)
class Verdict:
    """`repaired`: refs of demands that the first draft failed and the second keeps to; `broken`: still failed."""

    ok: bool
    faults: tuple[str, ...] = ()
    repaired: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


@dataclass
class Commit:
    """Handed to the at-commit functions, inside the one transaction."""

    conversation: Conversation
    record: TurnRecord
    now: datetime
    newest_inbound: int | None = None
    message: Message | None = None
    reading: Reading | None = None
    ruling: Ruling | None = None
    next_step: NextStep | None = None
    close_reason: str = ""


AtCommit = Callable[[Commit], None]
Outcome = Literal["", "no_reply_needed", "handed_over", "held"]


@dataclass
class Turn:
    """One run of the pipeline: the parts as they fill, and what is to be written at the end."""

    id: int
    token: UUID
    conversation_id: int
    trigger: str
    silent: bool
    situation: Situation | None = None
    pending: Pending | None = None
    questions: tuple[dict[str, str], ...] = ()
    reading: Understood | None = None
    blocked: bool = False  # code knows already that what is due is not written now: no model is asked
    ruling: Ruling | None = None  # the door's, where it was asked before the words were made
    moment: MomentAnswer | None = None
    effects: Effects = field(default_factory=Effects)
    plan: Plan | None = None
    passages: tuple[dict[str, Any], ...] = ()
    draft: Draft | None = None
    suggestion: Draft | None = None  # a draft for the person who gets the thread; never sent by itself
    verdict: Verdict | None = None
    outcome: Outcome = ""
    handoff: tuple[str, str, str] | None = None  # reason, words, quote
    commits: list[AtCommit] = field(default_factory=list)

    @cached_property
    def thread(self) -> Conversation:
        """The conversation as it was gathered, with contact, company and team. For reading: it is not locked."""
        from conversations.models import Conversation

        return Conversation.objects.select_related("contact__company", "team").get(pk=self.conversation_id)

    @cached_property
    def business(self) -> Business:
        """Our policies, read once a turn."""
        from crm.models import Business

        return Business.get()

    def at_commit(self, fn: AtCommit) -> None:
        self.commits.append(fn)

    def hand_over(self, reason: str, words: str, quote: str = "") -> None:
        """A person gets the thread. The first reason stands: it was found closest to its cause."""
        if self.handoff is None:
            self.handoff = (reason, words[:300], quote[:300])
        self.outcome = "handed_over"

    @property
    def facts(self) -> Situation:
        """The situation, once gathered."""
        if self.situation is None:
            raise RuntimeError("conversations.turns.gather must be the first of TURN_STEPS.")
        return self.situation

    def trace(self) -> dict[str, Any]:
        """Every part as JSON: feeds “Why?”, evaluation, backtest and replay."""
        parts: dict[str, Any] = {"trigger": self.trigger, "silent": self.silent, "outcome": self.outcome}
        for name in ("situation", "pending", "effects", "plan", "verdict"):
            part = getattr(self, name)
            parts[name] = plain(part) if part else None
        if self.reading:
            parts["reading"] = {
                "answer": self.reading.answer.model_dump(mode="json"),
                "quotes": [asdict(quote) for quote in self.reading.quotes],
                "model": self.reading.model,
            }
        if self.passages:
            parts["passages"] = [
                {key: passage.get(key) for key in ("id", "title", "article_id", "score")} for passage in self.passages
            ]
        if self.moment:
            parts["moment"] = self.moment.model_dump(mode="json")
        if self.draft:
            parts["draft"] = {
                "text": self.draft.text,
                "variables": self.draft.variables,
                "template": self.draft.template.sid if self.draft.template else "",
                "attempts": self.draft.attempts,
                "abstain": self.draft.answer.abstain_reason if self.draft.answer.abstain else "",
                "cites": list(self.draft.answer.cites),
            }
        parts["handoff"] = list(self.handoff) if self.handoff else None
        return parts


AS_IT_IS = {str, int, float, bool, type(None)}


@cache
def names_of(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a part; none for any other type."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()


def plain(value: Any) -> Any:
    """Dates to ISO strings, tuples to lists, parts to objects: what JSON holds."""
    kind = type(value)
    if kind in AS_IT_IS:
        return value
    if names := names_of(kind):  # type: ignore[arg-type]  # not by `asdict`, which copies every value of twenty messages first
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value
