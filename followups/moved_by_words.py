"""“Next Thursday after lunch”: what a person types into the Move box, understood and echoed before anything is saved.

Our own grammar first, the same that reads customers; what it does not know goes to dateparser. No model is asked.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from conversations.gates import Defer, Proposal, Refuse, rule
from conversations.models import Conversation, Purpose
from conversations.turns.meaning import TimeExpression
from crm import clock, local_time
from crm.llm.embedded.time_grammar import parse
from crm.models import Business
from followups.models import FollowUp
from followups.moment import LATER
from followups.move_hints import hints
from followups.slots import EXACT, Hours, slot
from followups.windows import Window, resolve
from followups.windows.because import range_words

LONGEST = 120
FURTHEST = timedelta(days=550)  # eighteen months: beyond it nobody plans
LEAP_YEAR = 2028  # without a year the 29th of February is a day
NO_DATE = "event_without_date"  # “whenever suits” names no day to write on
# dateparser loads the words of every language that it is not kept from: seconds for a text that is no date at all.
LANGUAGES = ["en", "es", "pt", "fr", "de", "it", "nl", "he", "ar", "hi"]
AT_ONCE = re.compile(r"(right )?now|at once|immediately|asap|ahora|agora|maintenant|jetzt|adesso", re.IGNORECASE)
BARE_NUMBER = re.compile(r"\d{1,4}\.?")
EXAMPLES = "Try “next Thursday after lunch”, “12 May 10:00” or “in two weeks”."


@dataclass(frozen=True)
class Understood:
    """What the words mean. `moment` is when it would be written (allowed hours), `window` the span they name, `words` the
    echo (“Thu 14 May, 14:00 to 18:00: will write at 14:15 Madrid”), `hints` what else they should know."""

    text: str
    window: Window
    moment: datetime
    words: str
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotUnderstood:
    """Why it cannot be: `words` for the person; `next_allowed` is the first moment that would do, None if none is known."""

    text: str
    words: str
    next_allowed: datetime | None = None


def understand(live: FollowUp, text: str) -> Understood | NotUnderstood:
    """Read `text` for this follow-up, in the contact's zone. Reads only; `acts.move_by_words` saves it."""
    now, text = clock.now(), " ".join(text.replace("\0", "").split())
    if not text:
        return NotUnderstood(text, f"Say when. {EXAMPLES}")
    if len(text) > LONGEST:
        return NotUnderstood(text, f"That is long for a time. {EXAMPLES}")
    if AT_ONCE.fullmatch(text):
        return NotUnderstood(text, "To have it written at once, use Send now on its card in the thread.")
    if BARE_NUMBER.fullmatch(text):
        return NotUnderstood(text, f"{text} could be a day, an hour or a year. {EXAMPLES}")
    conversation = Conversation.objects.select_related("contact", "held_by").get(pk=live.conversation_id)
    country = conversation.contact.country or Business.get().country
    if no_such_day := day_that_is_none(text, country):
        return NotUnderstood(text, no_such_day)
    window = by_grammar(text, live.zone, country, now) or by_dateparser(text, live.zone, country, now)
    if window is None:
        return NotUnderstood(text, f"No time to come was found in “{text}”. {EXAMPLES}")
    if (window.latest or window.best) <= now:
        return NotUnderstood(text, "That moment has passed. Choose a later one.")
    if window.earliest > now + FURTHEST:
        return NotUnderstood(text, "That is more than a year and a half away. Choose an earlier one.")
    return allowed(live, conversation, window, text, now)


def allowed(
    live: FollowUp, conversation: Conversation, window: Window, text: str, now: datetime
) -> Understood | NotUnderstood:
    hours = Hours.of(conversation.contact, Business.get())
    moment = slot(window.earliest, window.best, window.latest, window.precision, hours, now)
    forbidden = not_before(live, moment)
    if forbidden:
        first = datetime.combine(forbidden, hours.start, ZoneInfo(live.zone))
        words = f"They asked not to be written to before {forbidden:%-d %B}"
        words += f" (“{live.quote}”)." if live.quote else "."
        return refused(live, text, words, hours.next_allowed(first), now)
    any_day = window.precision in EXACT
    ruling = rule(Proposal(conversation, conversation.contact, Purpose.FOLLOW_UP, moment, any_day=any_day), LATER)
    if isinstance(ruling, Refuse) and not ruling.code.startswith("held:"):
        return NotUnderstood(text, ruling.why)
    if isinstance(ruling, Defer):
        until = hours.next_allowed(ruling.until, any_day)
        if window.latest is not None and until > window.latest:
            return refused(live, text, ruling.why, until, now)
        moment = until
    told = hints(live, conversation, hours, window, moment, now)
    if isinstance(ruling, Defer):
        told = (ruling.why, *told)
    return Understood(text, window, moment, echo(window, moment, now), told)


def refused(live: FollowUp, text: str, words: str, until: datetime, now: datetime) -> NotUnderstood:
    return NotUnderstood(text, f"{words} The next allowed moment: {local_time.when(until, live.zone, now)}.", until)


def not_before(live: FollowUp, moment: datetime) -> date | None:
    """The day they named as the first, if `moment` lies before it."""
    first = live.no_contact_before
    return first if first and live.local(moment).date() < first else None


def echo(window: Window, moment: datetime, now: datetime) -> str:
    zone = ZoneInfo(window.zone)
    latest = window.latest.astimezone(zone) if window.latest else None
    timed = window.precision in ("hour", "part_of_day")
    span = range_words(window.earliest.astimezone(zone), latest, timed, now.astimezone(zone).year)
    return f"{span}: will write {local_time.when(moment, window.zone, now)}."


def day_that_is_none(text: str, country: str) -> str:
    """Words against “31 February”: a customer's would be read as the last day, a typed one is a slip."""
    for raw in parse(text, None, country=country):
        day, month = raw.get("day"), raw.get("month")
        if raw["kind"] == "date" and day and month and day > monthrange(raw.get("year") or LEAP_YEAR, month)[1]:
            return f"There is no such day: “{raw['quote']}”. {EXAMPLES}"
    return ""


def by_grammar(text: str, zone: str, country: str, now: datetime) -> Window | None:
    expressions = []
    for raw in parse(text, None, country=country):
        expression = TimeExpression.model_validate({**raw, "role": "contact_after"})
        if raw.get("role") in ("past_fact", "not_time") or expression.negated or expression.kind == NO_DATE:
            continue
        if expression.relation == "after" and expression.part_of_day == "lunch":
            # Typed as a time to write at, "Thursday after lunch" is Thursday's afternoon, not the days after Thursday.
            expression = expression.model_copy(update={"relation": None, "part_of_day": "afternoon"})
        expressions.append(expression)
    return resolve(expressions, now=now, said_at=now, zone=zone, country=country) if expressions else None


def by_dateparser(text: str, zone: str, country: str, now: datetime) -> Window | None:
    if not any(letter.isdigit() for letter in text):
        return None  # of words alone it makes dates that nobody meant: “ok” is a day in June
    import dateparser  # takes a third of a second to load

    local = now.astimezone(ZoneInfo(zone))
    found = dateparser.parse(
        text,
        languages=LANGUAGES,
        settings={
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": "MDY" if country == "US" else "DMY",
            "RELATIVE_BASE": local.replace(tzinfo=None),
            "TIMEZONE": zone,
            "RETURN_AS_TIMEZONE_AWARE": True,
        },
    )
    if found is None:
        return None
    moment = found.astimezone(ZoneInfo(zone))
    if (moment.hour, moment.minute) == (local.hour, local.minute):  # a day without an hour
        start, end = moment.replace(hour=0, minute=0, second=0), moment.replace(hour=23, minute=59, second=59)
        return Window(start, moment.replace(hour=10, minute=0, second=0), end, "day", 0.6, zone, because=text)
    return Window(moment, moment, moment + timedelta(minutes=30), "hour", 0.6, zone, because=text)
