"""How the demo's past is told: a thread is its lines, what was understood, and the step that it led to. Plain data."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Someone:
    """A contact. `number` in E.164; where a country sets numbers aside for fiction, it is one of them."""

    key: str
    name: str
    company: str
    number: str
    language: str
    country: str
    zone: str


@dataclass(frozen=True)
class Read:
    """What the agent understood from the burst that ends with this line. Quotes stand in the customer's words."""

    stance: str = "interested"
    topic: str = "sales"
    tone: str = "friendly"
    confidence: float = 0.92
    wants: str = ""
    reason: str = ""
    wants_followup: bool = False
    quotes: dict[str, str] = field(default_factory=dict)  # claim (stance, reason, wants, churn_risk …) to words
    more: dict[str, str | bool | list[str]] = field(default_factory=dict)  # further fields of the reading


@dataclass(frozen=True)
class Line:
    """One thing said or done. `who`: them, agent, or a colleague's user name. `at`: see days.py.

    `kind`: a WhatsApp kind of message, or `event` for a line of the timeline. `state`: of ours, as in the outbox.
    """

    who: str
    at: str
    text: str
    kind: str = "text"
    state: str = "read"
    purpose: str = ""
    template: bool = False
    read: Read | None = None
    why: str = ""
    error: int | None = None


@dataclass(frozen=True)
class Owed:
    """A follow-up. `when`, `first` and `last` as in days.py, in the customer's own time."""

    when: str
    purpose: str
    reason: str
    quote: str
    words: str
    first: str = ""
    last: str = ""
    precision: str = "day"
    state: str = "scheduled"
    must_mention: tuple[str, ...] = ()


@dataclass(frozen=True)
class Handed:
    """A handoff. `claimed`: the user name of who has it, and when."""

    reason: str
    words: str
    at: str
    team: str
    quote: str = ""
    suggestion: str = ""
    claimed: str = ""
    claimed_at: str = ""


@dataclass(frozen=True)
class Step:
    """The next step, or how it ended (`closed` is the reason then)."""

    kind: str = ""
    at: str = ""
    why: str = ""
    user: str = ""
    team: str = ""
    closed: str = ""


@dataclass(frozen=True)
class Thread:
    who: str
    topic: str
    lines: tuple[Line, ...]
    step: Step
    owed: Owed | None = None
    handed: Handed | None = None
    held_by: str = ""
    room: str = ""  # the words by which they asked for room
    priority: int = 0
    unread: int = 0
    promises: tuple[tuple[str, str, str], ...] = ()  # who (us, them), what, their or our words


def them(at: str, text: str, read: Read | None = None, kind: str = "text") -> Line:
    return Line("them", at, text, kind=kind, read=read)


def agent(at: str, text: str, state: str = "read", purpose: str = "reply", template: bool = False) -> Line:
    return Line("agent", at, text, state=state, purpose=purpose, template=template)


def person(user: str, at: str, text: str, state: str = "read") -> Line:
    return Line(user, at, text, state=state, purpose="person")


def event(who: str, at: str, text: str) -> Line:
    return Line(who, at, text, kind="event")
