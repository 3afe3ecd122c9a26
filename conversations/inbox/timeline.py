"""A thread as it is read: days, bubbles, and the lines that tell what happened between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2s
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

from conversations.inbox.beside import Beside, beside
from conversations.inbox.highlights import Mark, marked, marks_of
from conversations.inbox.ticks import Tick, tick_of
from conversations.models import Conversation, Direction, Message, Purpose, Reading, Turn
from crm.local_time import clock_time, long_day, zone_of
from crm.models import Activity, Actor

PAGE = 60
FOLD_FROM = 3  # that many lines in a row become one
NOTES = ("topic-moved",)  # actions that are shown as notes
KNOTS = {Actor.AGENT: "agent", Actor.PERSON: "person", Actor.CUSTOMER: "customer", Actor.SYSTEM: "none"}


@dataclass(frozen=True)
class Entry:
    """One place of the timeline. `key` names it for ever, `version` changes when its picture does."""

    kind: str  # day, bubble, line, fold
    key: str
    at: datetime
    version: str = "1"
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Timeline:
    entries: list[Entry]
    earlier: int | None  # id of the oldest message shown, where there are older ones
    last_inbound: int  # id of the newest customer message; 0 without


@dataclass(frozen=True)
class Source:
    """What a message of ours stands on, as it was worded then. `url` for those who may open it."""

    digit: int
    title: str
    text: str
    language: str = ""
    url: str = ""
    changed: bool = False


@dataclass(frozen=True)
class Bubble:
    """A message as it is drawn."""

    message: Message
    side: str  # customer, agent, person
    sender: str
    tag: str
    words: SafeString
    time: str
    tick: Tick | None
    beside: Beside
    sources: tuple[Source, ...] = ()
    last_read: bool = False


def timeline(
    request: HttpRequest, conversation: Conversation, reading: Reading | None, now: datetime, before: int | None = None
) -> Timeline:
    """The last `PAGE` messages (or those before message `before`) with all that happened among them. Six queries."""
    rows = conversation.messages.select_related("outbox", "user", "replies_to").prefetch_related("attachments")
    rows = rows.order_by("-id")
    messages = list(rows.filter(id__lt=before)[: PAGE + 1] if before else rows[: PAGE + 1])
    more = len(messages) > PAGE
    messages = sorted(messages[:PAGE], key=lambda m: (m.at, m.id))
    since = messages[0].at if more else None
    until = conversation.messages.filter(id=before).values_list("at", flat=True).first() if before else None
    zone = conversation.contact.timezone
    events = [*lines(conversation, since, until), *dropped_drafts(conversation, since, until)]
    sources = sources_of(request, messages)
    bubbles = [bubble_entry(message, conversation, reading, zone, sources.get(message.pk, ())) for message in messages]
    ordered = sorted([*bubbles, *events], key=lambda entry: (entry.at, entry.kind == "bubble", entry.key))
    inbound = [m.id for m in messages if m.direction == Direction.INBOUND]
    return Timeline(
        list(with_days(folded(ordered), zone, now)), messages[0].id if more else None, max(inbound, default=0)
    )


def sources_of(request: HttpRequest, messages: list[Message]) -> dict[int, tuple[Source, ...]]:
    """What each message stands on, asked of BUBBLE_SOURCES for all of them at once."""
    ours = [message.pk for message in messages if message.direction == Direction.OUTBOUND]
    found: dict[int, tuple[Source, ...]] = {}
    for path in settings.BUBBLE_SOURCES if ours else ():
        for pk, sources in import_string(path)(request, ours).items():
            found[pk] = (*found.get(pk, ()), *sources)
    return found


def bubble_entry(
    message: Message,
    conversation: Conversation,
    reading: Reading | None,
    zone: str,
    sources: tuple[Source, ...] = (),
) -> Entry:
    marks = marks_of(reading.quotes, message.id, len(message.body)) if reading else []
    bubble = Bubble(
        message=message,
        side=side_of(message),
        sender=sender_of(message, conversation),
        tag=tag_of(message),
        words=marked(message.body, marks),
        time=clock_time(message.at, zone),
        tick=tick_of(message),
        beside=beside(message, str(conversation.contact)),
        sources=sources,
    )
    drawn = version(bubble.tick, marks, bubble.beside, sources)
    return Entry("bubble", f"m{message.id}", message.at, drawn, {"bubble": bubble})


def version(tick: Tick | None, marks: list[Mark], beside: Beside, sources: tuple[Source, ...]) -> str:
    """What of a bubble can change after it came: its tick, its files, the marks of the current reading, a source."""
    return blake2s(repr((tick, marks, beside, sources)).encode(), digest_size=6).hexdigest()


def side_of(message: Message) -> str:
    if message.direction == Direction.INBOUND:
        return "customer"
    return "person" if message.author == Actor.PERSON else "agent"


def sender_of(message: Message, conversation: Conversation) -> str:
    if message.direction == Direction.INBOUND:
        return str(conversation.contact)
    if message.author == Actor.PERSON:
        return str(message.user) if message.user else "A colleague"
    return "Agent"


def tag_of(message: Message) -> str:
    """What kind of message of ours it was, where that is not plain from its place."""
    outbox = getattr(message, "outbox", None)
    if outbox is None:
        return ""
    names = {
        Purpose.FOLLOW_UP: "follow-up",
        Purpose.HANDOFF_NOTICE: "notice",
        Purpose.OPT_OUT_CONFIRMATION: "confirmation",
    }
    words = [names.get(outbox.purpose, ""), "template" if outbox.content_sid else ""]
    return ", ".join(word for word in words if word)


def lines(conversation: Conversation, since: datetime | None, until: datetime | None) -> list[Entry]:
    """What people, the agent and the house did, in the words they were recorded with."""
    about_them = Q(conversation_id=None, contact_id=conversation.contact_id, at__gte=conversation.opened_at)
    rows = Activity.objects.filter(Q(conversation_id=conversation.pk) | about_them)
    return [line(row) for row in between(rows, "at", since, until)]


def line(row: Activity) -> Entry:
    """What stays ours alone and must be seen is a note: what a colleague left for the agent, a move to another team."""
    data = {"knot": KNOTS.get(Actor(row.actor), "none"), "words": row.words, "note": str(row.data.get("note") or "")}
    kind = "note" if data["note"] or row.action in NOTES else "line"
    return Entry(kind, f"a{row.id}", row.at, data=data)


def dropped_drafts(conversation: Conversation, since: datetime | None, until: datetime | None) -> list[Entry]:
    """Answers that were never sent because the customer wrote again meanwhile."""
    rows = conversation.turns.filter(state="superseded")
    name = conversation.contact.first_name or "they"
    words = f"Agent’s draft dropped: {name} wrote again"
    return [
        Entry("line", f"t{row.id}", row.business_at, data={"knot": "none", "words": words})
        for row in between(rows, "business_at", since, until)
    ]


def between(rows: Any, name: str, since: datetime | None, until: datetime | None) -> Any:
    """At most 200 rows of that stretch, the newest: a thread is for reading."""
    if since:
        rows = rows.filter(**{f"{name}__gte": since})
    if until:
        rows = rows.filter(**{f"{name}__lt": until})
    return rows.order_by(f"-{name}", "-id")[:200]


def folded(entries: list[Entry]) -> Iterable[Entry]:
    """Several lines in a row become one that opens; a bubble ends the row."""
    run: list[Entry] = []
    for entry in entries:
        if entry.kind == "line":
            run.append(entry)
            continue
        yield from fold(run)
        run = []
        yield entry
    yield from fold(run)


def fold(run: list[Entry]) -> list[Entry]:
    if len(run) < FOLD_FROM:
        return run
    key = f"f{run[0].key}"
    return [Entry("fold", key, run[0].at, str(len(run)), {"lines": run, "last": run[-1].data["words"]})]


def with_days(entries: Iterable[Entry], zone: str, now: datetime) -> Iterable[Entry]:
    """A separator before the first entry of each of their days."""
    last = None
    for entry in entries:
        date = entry.at.astimezone(zone_of(zone)).date()
        if date != last:
            words = long_day(entry.at, zone, now)
            yield Entry("day", f"d{date.isoformat()}", entry.at, words.replace(" ", "-"), {"words": words})
            last = date
        yield entry


def current_reading(conversation: Conversation) -> Reading | None:
    """The reading that counts: the latest one, but a bare “thanks” does not hide what was understood before it."""
    latest = list(conversation.readings.order_by("-id")[:5])
    for reading in latest:
        if not reading.answer.get("acknowledgement"):
            return reading
    return latest[0] if latest else None


def running_turn(conversation: Conversation) -> Turn | None:
    return conversation.turns.filter(state="running").first()
