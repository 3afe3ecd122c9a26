"""Who the customers are, what each will say and when, and what that means: the truth by which a house is judged.

All is drawn beforehand from the seed, so that every house meets the same people. What they say after a message of ours is
drawn too; whether it is said depends on whether the message comes.
"""

from __future__ import annotations

import calendar
import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import phonenumbers

from followups.evaluation.half_year.phrases import PHRASES, day_in_words, knows

# country, zone, language, share: daylight saving in both hemispheres, Ramadan's own in Morocco, and zones without any.
PLACES = (
    ("ES", "Europe/Madrid", "es", 14), ("GB", "Europe/London", "en", 12), ("US", "America/New_York", "en", 12),
    ("BR", "America/Sao_Paulo", "pt", 10), ("PT", "Europe/Lisbon", "pt", 6), ("MX", "America/Mexico_City", "es", 8),
    ("CL", "America/Santiago", "es", 5), ("AR", "America/Argentina/Buenos_Aires", "es", 4), ("AU", "Australia/Sydney", "en", 5),
    ("NZ", "Pacific/Auckland", "en", 3), ("ZA", "Africa/Johannesburg", "en", 3), ("IN", "Asia/Kolkata", "en", 2),
    ("IN", "Asia/Kolkata", "hi", 2), ("AE", "Asia/Dubai", "en", 3), ("EG", "Africa/Cairo", "ar", 2), ("MA", "Africa/Casablanca", "fr", 3),
    ("IL", "Asia/Jerusalem", "he", 2), ("DE", "Europe/Berlin", "de", 4), ("FR", "Europe/Paris", "fr", 4),
)  # fmt: skip
ASKS = ("weeks", "weeks", "weeks", "until", "until", "next_week", "next_week", "next_month", "month_end", "tomorrow")
MUSLIM = {"AE", "EG", "MA"}
EID = date(2026, 3, 20)  # the end of Ramadan 2026, by the calendar; the moon may be a day off
SLACK = timedelta(days=2)  # a weekend or holiday at the end of their window

Quiet = Literal["", "polite_no", "room", "opt_out", "angry"]
QUIETS: dict[str, Quiet] = {"polite_no": "polite_no", "room": "room", "stop": "opt_out", "angry": "angry"}
GOES_ON = {"ready", "yes", "back"}  # what they had asked for is settled by it, and the talk goes on
SETTLES = {"ready", "yes", "back", "solved", "event", *QUIETS}
SHARES = {
    "later": 30, "early": 12, "thanks": 10, "side": 7, "moves": 7, "polite_no": 7, "room": 6, "stop": 7, "angry": 3, "event": 7,
    "inquiry": 6, "returning": 4,
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One thing a customer does: words with a meaning, or an event in another system. `n` fills the words."""

    meaning: str
    n: int = 0


@dataclass
class Ask:
    """They asked for a word later: local dates, inclusive."""

    earliest: date
    latest: date
    said_at: datetime
    state: Literal["open", "kept", "late", "missed", "settled", "replaced"] = "open"
    helped: bool = False  # a person of ours set or let go the date
    unplanned: bool = False  # at some midnight nobody had it planned


@dataclass
class Customer:
    number: str
    name: str
    country: str
    zone: ZoneInfo
    language: str
    timed: list[tuple[datetime, Said]] = field(default_factory=list)
    answers: list[tuple[timedelta, Said] | None] = field(default_factory=list)  # to each message of ours unasked
    # The truth as it unfolds
    asks: list[Ask] = field(default_factory=list)
    quiet: Quiet = ""
    settled: bool = False
    unanswered: int = 0  # messages of ours unasked since they last wrote

    @property
    def ask(self) -> Ask | None:
        return self.asks[-1] if self.asks and self.asks[-1].state == "open" else None

    def words(self, said: Said, at: datetime, rng: random.Random) -> str:
        text = rng.choice(PHRASES[self.language][said.meaning])
        if "{date}" in text:
            return text.format(date=day_in_words(last_day_away(at.astimezone(self.zone).date(), said.n), self.language))
        return text.format(n=said.n)

    def says(self, said: Said, at: datetime) -> None:
        """Keep the truth: what this means for what is owed to them and for what they may be sent."""
        before, self.unanswered = self.ask, self.unanswered if said.meaning == "event" else 0
        window = window_of(said, at.astimezone(self.zone).date(), self.country)
        if window and self.quiet == "opt_out":
            return  # only START ends an opt-out: a person may talk to them, nothing may be planned or sent
        if window:
            self.quiet, self.settled = "", False
            if before:
                before.state = "replaced"
            self.asks.append(Ask(*window, said_at=at))
        elif said.meaning in SETTLES:
            self.settled = said.meaning not in GOES_ON
            if before:
                before.state = "settled"
            if self.quiet != "opt_out":
                self.quiet = QUIETS.get(said.meaning, self.quiet if said.meaning == "event" else "")
        elif said.meaning == "inquiry":
            self.settled = False


def last_day_away(today: date, weeks: int) -> date:
    return today + timedelta(days=7 * weeks - 2)


def window_of(said: Said, today: date, country: str) -> tuple[date, date] | None:
    """The days on which a word suits them, as a reader without a computer would put it."""
    if said.meaning in ("weeks", "again", "move"):
        middle = today + timedelta(weeks=said.n)
        return middle - timedelta(days=3), middle + timedelta(days=4)
    if said.meaning == "until":
        first = last_day_away(today, said.n) + timedelta(days=1)
        return first, first + timedelta(days=7)
    if said.meaning == "next_week":
        sunday_first = country in ("IL", "EG")
        first = today + timedelta(days=7 - (today.weekday() + sunday_first) % 7)
        return first, first + timedelta(days=5)
    if said.meaning in ("next_month", "month_end"):
        return month_window(today, said.meaning)
    if said.meaning == "tomorrow":
        return today + timedelta(days=1), today + timedelta(days=1)
    if said.meaning == "after_ramadan":
        return EID - timedelta(days=1), EID + timedelta(days=14)
    return None


def month_window(today: date, meaning: str) -> tuple[date, date]:
    last = today.replace(day=calendar.monthrange(today.year, today.month)[1])
    if meaning == "month_end":
        return last - timedelta(days=6), last
    first = last + timedelta(days=1)
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


# --- drawing them -----------------------------------------------------------------------------------------------------------


def draw(number: int, seed: int, start: date, days: int) -> list[Customer]:
    """`number` customers whose first words fall into the first two thirds of the time."""
    return [customer(index, random.Random(f"{seed}-{index}"), start, days) for index in range(number)]


def customer(index: int, rng: random.Random, start: date, days: int) -> Customer:
    country, zone, language, _ = rng.choices(PLACES, [place[3] for place in PLACES])[0]
    one = Customer(phone(country, index), f"Customer {index:03d}", country, ZoneInfo(zone), language)
    one.answers = [answer(one, rng) for _ in range(6)]
    day, last = rng.randrange(max(1, days * 6 // 10)), days - 5
    while day < last:
        kind = rng.choices(list(SHARES), list(SHARES.values()))[0]
        day = episode(one, kind, start, day, rng) + rng.randrange(35, 80)
        if any(said.meaning == "stop" for _, said in one.timed):
            break
    return one


def phone(country: str, index: int) -> str:
    example = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    if example is None:
        raise ValueError(f"No mobile numbers are known for {country}.")
    written = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    return f"{written[:-3]}{index % 1000:03d}"


def answer(one: Customer, rng: random.Random) -> tuple[timedelta, Said] | None:
    """What they say to a message of ours that suits: mostly yes, some not yet, some no, some nothing at all."""
    meaning = rng.choices(["yes", "again", "polite_no", "stop", ""], [50, 15, 10, 3, 22])[0]
    if not meaning or not knows(one.language, meaning):
        return None
    return timedelta(minutes=rng.randrange(4, 1800)), Said(meaning, rng.randrange(2, 5))


def episode(one: Customer, kind: str, start: date, day: int, rng: random.Random) -> int:
    """Add one matter to their script; returns the day on which it ends. Sentences that their language lacks are left out."""

    def say(after: int, meaning: str, n: int = 0, minutes: int | None = None) -> None:
        if meaning != "event" and not knows(one.language, meaning):
            return
        at = moment(start + timedelta(days=day + after), one.zone, rng)
        if minutes is not None and one.timed:
            at = one.timed[-1][0] + timedelta(minutes=minutes)
        one.timed.append((at, Said(meaning, n)))

    n = rng.randrange(2, 7)
    if kind == "inquiry":
        say(0, "inquiry")
    elif kind == "returning":
        say(0, "inquiry")
        say(1, "solved")
    elif kind in ("polite_no", "room", "angry"):
        say(0, "inquiry")
        say(rng.randrange(1, 4), kind)
        if kind == "room":
            say(n * 7 + 14, "back")
            return day + n * 7 + 14
    else:
        say(0, first_ask(one, start + timedelta(days=day), rng), n)
        then = {
            "early": "ready",
            "thanks": "thanks",
            "side": "side",
            "moves": "move",
            "stop": "stop",
            "event": "event",
        }.get(kind)
        if kind == "thanks":
            say(0, "thanks", minutes=rng.randrange(2, 50))
        elif then:
            say(rng.randrange(1, 9), then, n + 2)
    return day + 8 * n


def first_ask(one: Customer, day: date, rng: random.Random) -> str:
    if (
        one.country in MUSLIM
        and day < EID - timedelta(days=10)
        and knows(one.language, "after_ramadan")
        and rng.random() < 0.6
    ):
        return "after_ramadan"
    meaning = rng.choice(ASKS)
    if not knows(one.language, meaning) or (meaning in ("month_end", "next_month") and day.day > 20):
        return "weeks"
    return meaning


def moment(day: date, zone: ZoneInfo, rng: random.Random) -> datetime:
    """Mostly by day, some in the evening, a few after midnight."""
    hour = rng.choices([rng.randrange(8, 19), rng.randrange(19, 24), 0], [80, 17, 3])[0]
    return datetime.combine(day, time(hour, rng.randrange(5, 60)), zone)
