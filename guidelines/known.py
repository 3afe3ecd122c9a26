"""What is known of a conversation when a guideline is matched against it: facts on demand, and the readings that count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from conversations.models import Conversation, Direction, Event, Message, Outbox, OutboxState, Reading
from conversations.models.message import PROACTIVE
from conversations.next_step import public_holidays
from conversations.turns.turn import Turn
from crm.models import Business
from guidelines.heard import Answer, quote_of

AMOUNT = re.compile(
    r"(?:€|\$|£|eur|usd|gbp)\s?(\d[\d.,]*)|(\d[\d.,]*)\s?(?:€|\$|£|eur\b|euros?\b|usd\b|dollars?\b|gbp\b)", re.I
)
NEVER_LEFT = (OutboxState.REFUSED, OutboxState.FAILED)


@dataclass(frozen=True)
class Words:
    """A quote, the message it stands in, and whether it does."""

    quote: str
    message_id: int | None
    verified: bool


@dataclass(frozen=True)
class Heard:
    """One reading: its answer as JSON, the messages it is about (id to text), and when."""

    answer: Answer
    messages: Mapping[int, str]
    at: datetime

    def words_for(self, signal: str) -> Words | None:
        quote = quote_of(signal, self.answer)
        if quote is None:
            return None
        wanted = folded(quote)
        for message_id, text in self.messages.items():
            if wanted and wanted in folded(text):
                return Words(quote, message_id, True)
        return Words(quote, next(iter(self.messages), None), False)


@dataclass(frozen=True)
class Known:
    """One conversation at one moment. Nothing is looked up before a guideline asks for it, and then once, however many do.

    `said`: a reading that is not stored yet. `stored`: those that are; None: looked up.
    """

    conversation: Conversation
    now: datetime
    business: Business
    said: tuple[Heard, ...] = ()
    stored: tuple[Heard, ...] | None = None
    facts: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)
    judged: dict[tuple[Any, ...], Any] = field(default_factory=dict, compare=False, repr=False)  # guidelines.match

    @cached_property
    def heard(self) -> tuple[Heard, ...]:
        """Their last words that say something, newest first ("thanks" says nothing)."""
        stored = self.stored
        if stored is None:
            stored = stored_readings([self.conversation.pk]).get(self.conversation.pk, ())
        return (*self.said, *stored)

    @property
    def latest(self) -> Heard | None:
        return self.said[0] if self.said else next(iter(self.heard), None)

    def words_for(self, signal: str, since: datetime | None = None) -> Words | None:
        """In their latest words; with `since`, in any of theirs from then on."""
        if since is None:
            return self.latest.words_for(signal) if self.latest else None
        return next((words for each in self.heard if each.at >= since and (words := each.words_for(signal))), None)

    def fact(self, name: str) -> str | None:
        """Its value as text, None where it is not known."""
        if name not in self.facts:
            value = FACTS[name](self) if name in FACTS else None
            self.facts[name] = None if value in (None, "") else str(value)
        return self.facts[name]


def folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


# --- where it comes from ---------------------------------------------------------------------------------------------


def in_turn(turn: Turn, conversation: Conversation, business: Business) -> Known:
    """The reading of this very turn goes first; where there is none, or it says nothing, the stored ones."""
    said: tuple[Heard, ...] = ()
    if turn.reading and not turn.reading.answer.acknowledgement:
        answer = turn.reading.answer.model_dump(mode="json")
        burst = {said.id: said.text for said in turn.facts.burst}
        said = (Heard(answer, burst, turn.facts.now),)
    return Known(conversation, turn.facts.now, business, said)


def of_conversation(conversation: Conversation, now: datetime, business: Business | None = None) -> Known:
    return Known(conversation, now, business or Business.get())


def of_many(conversations: Iterable[Conversation], now: datetime) -> list[Known]:
    """Two queries, however many there are."""
    rows = list(conversations)
    business, stored = Business.get(), stored_readings([row.pk for row in rows])
    return [Known(row, now, business, stored=stored.get(row.pk, ())) for row in rows]


def stored_readings(conversation_ids: list[int], latest: int = 5) -> dict[int, tuple[Heard, ...]]:
    """Conversation to its last readings that say something, newest first."""
    readings: dict[int, list[Reading]] = {}
    rows = Reading.objects.filter(conversation_id__in=conversation_ids)
    for reading in rows.order_by("-id").only("conversation_id", "answer", "message_ids", "at").iterator():
        kept = readings.setdefault(reading.conversation_id, [])
        if len(kept) < latest and not reading.answer.get("acknowledgement"):
            kept.append(reading)
    ids = [each for kept in readings.values() for reading in kept for each in reading.message_ids]
    texts = dict(Message.objects.filter(pk__in=ids).values_list("id", "body"))
    return {
        conversation_id: tuple(
            Heard(one.answer, {each: texts[each] for each in one.message_ids if each in texts}, one.at) for one in kept
        )
        for conversation_id, kept in readings.items()
    }


# --- facts --------------------------------------------------------------------------------------------------------------


def _stage(known: Known) -> str | None:
    """Who ordered or paid is a customer. Who did not is not thereby a lead: it may have been before our time."""
    if getattr(known.conversation, "newest_event", True) is None:  # gathered for this turn: nothing ever happened
        return None
    bought = Event.objects.filter(contact_id=known.conversation.contact_id, kind__in=["order", "payment"])
    return "customer" if bought.exists() else None


def _amount(known: Known) -> float | None:
    """The largest sum they named in their latest words."""
    text = " ".join(known.latest.messages.values()) if known.latest else ""
    sums = [a or b for a, b in AMOUNT.findall(text)]
    return max((number_in(each) for each in sums), default=None)


def number_in(text: str) -> float:
    """ "1.250,50", "1,250.50" and "1250" alike: the last mark is the decimal one if one or two figures follow it."""
    whole, mark, rest = re.sub(r"[.,]+$", "", text).rpartition("," if text.rfind(",") > text.rfind(".") else ".")
    if mark and len(rest) <= 2:
        return float(re.sub(r"[.,]", "", whole) + "." + rest)
    return float(re.sub(r"[.,]", "", whole + rest))


def _unanswered(known: Known) -> int:
    sent = Outbox.objects.filter(contact_id=known.conversation.contact_id, purpose__in=PROACTIVE)
    if known.conversation.last_inbound_at:
        sent = sent.filter(send_at__gt=known.conversation.last_inbound_at)
    return sent.exclude(state__in=NEVER_LEFT).count()


def _hours_since_inbound(known: Known) -> float | None:
    last = known.conversation.last_inbound_at
    return (known.now - last) / timedelta(hours=1) if last else None


def _business_hours(known: Known) -> str:
    business = known.business
    local = known.now.astimezone(ZoneInfo(business.timezone))
    works = local.weekday() < 5 and local.date() not in public_holidays(business.country)
    return "open" if works and business.office_from <= local.time() < business.office_until else "closed"


def _weekday(known: Known) -> int:
    return known.now.astimezone(ZoneInfo(known.conversation.contact.timezone)).weekday()


def _team(known: Known) -> str | None:
    return known.conversation.team.name if known.conversation.team else None


def _company(known: Known) -> str | None:
    company = known.conversation.contact.company
    return company.name if company else None


def _first_message(known: Known) -> str:
    ours = Message.objects.filter(conversation=known.conversation, direction=Direction.OUTBOUND)
    return "no" if ours.exists() else "yes"


def _topic(known: Known) -> str | None:
    return (known.latest.answer.get("topic") if known.latest else None) or known.conversation.topic


def _language(known: Known) -> str | None:
    spoken = known.latest.answer.get("language") if known.latest else None
    return spoken if spoken and spoken != "und" else known.conversation.contact.language


FACTS: dict[str, Callable[[Known], Any]] = {
    "stage": _stage,
    "country": lambda known: known.conversation.contact.country,
    "language": _language,
    "topic": _topic,
    "amount": _amount,
    "follow_ups_unanswered": _unanswered,
    "hours_since_inbound": _hours_since_inbound,
    "business_hours": _business_hours,
    "weekday": _weekday,
    "team": _team,
    "company": _company,
    "first_message": _first_message,
    "channel": lambda known: "whatsapp",
}
