"""What becomes of the follow-up: keep, move, merge, cancel or make. Decides only; `record.py` writes it at commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from conversations.models import NextKind, Trigger
from conversations.next_step import add_working_days, person_due
from conversations.turns.meaning import ReadingAnswer, TimeExpression
from conversations.turns.turn import Held, NextStep, Pending, Plan, Situation, Template, Turn
from crm.models import Business
from followups.models import VagueWord
from followups.moment import Blocked
from followups.when_text import when_text
from followups.windows import Window, resolve

UNSURE = 0.6  # below it the reply asks whether the date suits, while the window to ask is open
Chooser = Callable[
    ["Turn", "ReadingAnswer", "Window"], "Wanted"
]  # a window to a moment, and a template where one is needed
REFUSALS = {"polite_no", "needs_time_no_contact", "opt_out", "resolved", "angry"}


@dataclass(frozen=True)
class Wanted:
    """A follow-up to be made, or what a live one is to become."""

    purpose: str
    reason: str
    quote: str
    stance: str
    tone: str
    language: str
    must_mention: tuple[str, ...]
    must_not_say: tuple[str, ...]
    window: Window
    planned_for: datetime
    template: Template | None
    origin: str = "asked"
    anchored: bool = False  # it only makes sense at its time
    asks_approval: str = ""  # why a person has to say yes first


@dataclass(frozen=True)
class Decided:
    """The plan, and what `record.py` needs to write it."""

    plan: Plan
    verdict: str
    wanted: Wanted | None = None
    quote: str = ""
    hold: str = ""  # the words by which they asked for room
    opt_out: str = ""  # the words by which they opted out
    held: Held | None = None  # by which rule it is not sent for the time being
    until: datetime | None = None  # put off: not before that


# --- next steps ------------------------------------------------------------------------------------------------------


def wait(facts: Situation, why: str) -> NextStep:
    """The customer's turn: until the silence horizon, then the agent looks again."""
    at = add_working_days(facts.now, facts.house.silence_working_days, facts.house.zone, facts.house.country)
    return NextStep(NextKind.WAIT_FOR_CUSTOMER, at, why, wake_at=at, wake_trigger=Trigger.SILENCE)


def review(facts: Situation, days: int, why: str) -> NextStep:
    """A person looks, on a date and in their office hours; nothing is sent."""
    house = facts.house
    at = add_working_days(facts.now + timedelta(days=max(days - 1, 0)), 1, house.zone, house.country)
    if not house.office_from <= at.time() < house.office_until:
        at = datetime.combine(at.date(), house.office_from, at.tzinfo)
    return NextStep(NextKind.INTERNAL_REVIEW, at, why, to_team=True)


def task(facts: Situation, why: str, at: datetime | None = None) -> NextStep:
    """A task of whoever holds the thread, else of the team."""
    at = at or facts.now + timedelta(hours=1)
    return NextStep(NextKind.HUMAN_TASK, at, why, user_id=facts.held_by_id, to_team=True)


def write_at(moment: datetime, why: str) -> NextStep:
    return NextStep(NextKind.FOLLOW_UP, moment, why, wake_at=moment, wake_trigger=Trigger.FOLLOW_UP_DUE)


# --- after a message -----------------------------------------------------------------------------------------------------


def after_reading(turn: Turn, answer: ReadingAnswer, choose: Chooser) -> Decided:
    if answer.stance in REFUSALS:
        return after_refusal(turn, answer)
    window = window_of(turn, answer)
    pending = turn.pending
    if pending and answer.acknowledgement and answer.pending in ("keep", "none"):
        return keep(turn, "Thanks or a greeting changes nothing.")
    if answer.wants_followup and pending and answer.pending == "keep" and not names_time(answer):
        return keep(turn, "What is planned stays.", speak="reply")
    if window and (answer.wants_followup or promises_a_day(answer, pending)):
        decided = make_or_move(turn, answer, window, choose)
        if begun_already(decided, turn.facts):
            turn.hand_over("low_confidence", "They name a long time that has begun: a person sets the day in it.")
        return decided
    if pending and answer.pending == "move":
        turn.hand_over("low_confidence", "They ask for another time, which could not be read.")
        return keep(turn, "They ask for another time, which could not be read: a person sets it.")
    if pending and answer.pending == "cancel":
        words = f"Cancelled: {because(answer, 'they want it settled now')}."
        return cancel(turn, words, answer.stance_quote, wait(turn.facts, "Answered; now it is their turn."), "reply")
    if pending and window and away_at(answer, window, pending):
        return make_or_move(turn, answer, window, choose)
    if pending:
        return keep(turn, "A side question; what is planned stays.", speak="" if answer.acknowledgement else "reply")
    plan = Plan("none", "Nothing to plan: an answer now.", wait(turn.facts, "Answered; now it is their turn."), "reply")
    return Decided(plan, "none", quote=answer.stance_quote)


def after_refusal(turn: Turn, answer: ReadingAnswer) -> Decided:
    facts, pending = turn.facts, turn.pending
    action: Literal["cancel", "none"] = "cancel" if pending else "none"
    quote = answer.stance_quote
    if answer.stance == "opt_out":
        plan = Plan(action, "They want no more messages.", task(facts, "Opted out."), close_reason="opted_out")
        return Decided(plan, action, quote=quote, opt_out=quote or "said so")
    if answer.stance == "angry":
        plan = Plan(action, "They are angry: no message is planned, a person answers.", task(facts, "They are angry."))
        return Decided(plan, action, quote=quote)
    if answer.stance == "resolved":
        step = wait(facts, "The matter is settled; closed if nothing more comes.")
        plan = Plan(action, "The matter is settled; nothing more to write.", step, "reply")
        return Decided(plan, action, quote=quote)
    if answer.stance == "needs_time_no_contact":
        step = review(facts, facts.house.no_contact_review_days, "They asked for room. Look, do not write.")
        words = "They asked for room: nothing is written until they write. A person looks again on the date."
        plan = Plan(action, words, step, "reply", internal_review=True)
        return Decided(plan, action, quote=quote, hold=quote or answer.reason or "asked for room")
    days = facts.house.polite_no_review_days
    step = review(facts, days or 1, "A polite no. A person may look again; nothing is sent.")
    words = "A polite no: no chase." + (" A person looks again on the date." if days else " Closed.")
    plan = Plan(action, words, step, "reply", internal_review=bool(days), close_reason="" if days else "polite_no")
    return Decided(plan, action, quote=quote)


def make_or_move(turn: Turn, answer: ReadingAnswer, window: Window, choose: Chooser) -> Decided:
    pending = turn.pending
    wanted = choose(turn, answer, window)
    local = wanted.planned_for.astimezone(ZoneInfo(window.zone))
    when = when_text(local, window.precision, wanted.language, turn.facts.now.astimezone(local.tzinfo))
    action = "make" if pending is None else ("merge" if answer.pending == "merge" else "move")
    label = {"make": "Will write", "move": "Moved to", "merge": "Taken up together on"}[action]
    why = because(answer, "they asked for it")
    words = f"{label} {local:%a %-d %b %H:%M} {city(window.zone)} because {why}."
    plan = Plan(
        action,  # type: ignore[arg-type]
        words,
        write_at(wanted.planned_for, f"because {why}"),
        "reply",
        when_text=when,
        confirm_date=window.confidence < UNSURE,
        template=None,
        window=described(window),
    )
    return Decided(plan, action, wanted, quote=window.quotes[0] if window.quotes else answer.stance_quote)


def keep(turn: Turn, words: str, speak: str = "") -> Decided:
    pending = turn.pending
    assert pending is not None
    at = max(pending.planned_for, turn.facts.now + timedelta(hours=4))
    zone = ZoneInfo(pending.zone)
    when = when_text(at.astimezone(zone), pending.precision, pending.language or "en", turn.facts.now.astimezone(zone))
    step = write_at(at, f"because {pending.reason}" if pending.reason else words)
    return Decided(Plan("keep", words, step, speak, when_text=when), "keep")  # type: ignore[arg-type]


def cancel(turn: Turn, words: str, quote: str, step: NextStep, speak: str = "") -> Decided:
    return Decided(Plan("cancel", words, step, speak), "cancel", quote=quote)  # type: ignore[arg-type]


# --- at the moment, and when something happened elsewhere ---------------------------------------------------------------------


def not_now(turn: Turn, found: Blocked) -> Decided:
    """What code knew before any model was asked."""
    facts, words = turn.facts, found.words
    turn.ruling = found.ruling
    if found.verdict == "unmet":
        turn.hand_over("overdue", words, found.quote)
        return Decided(Plan("keep", words, task(facts, words)), "hold", quote=found.quote)
    if found.verdict == "expire":
        return Decided(Plan("expire", words, task(facts, words, person_due(facts.now, Business.get()))), "expire")
    if found.verdict == "propose":
        return Decided(Plan("keep", words, task(facts, words, person_due(facts.now, Business.get()))), "propose")
    if found.verdict == "cancel":
        return cancel(turn, words, "", review(facts, 1, words))
    if found.verdict == "hold":
        plan = Plan("keep", words, review(facts, 1, words), held=True)
        return Decided(plan, "hold", held=found.held, quote=found.quote)
    until = found.until or facts.now
    return Decided(Plan("keep", words, write_at(until, words)), "defer", until=until)


def at_the_moment(turn: Turn, pending: Pending, template: Template | None, open_window: bool) -> Decided:
    facts, moment = turn.facts, turn.moment
    assert moment is not None
    if moment.verdict == "cancel":
        return cancel(turn, f"Cancelled: {moment.because}", moment.quote, wait(facts, "Settled; nothing to write."))
    if moment.verdict == "wait":
        days = moment.wait_days or 3
        at = facts.now + timedelta(days=days)
        plan = Plan("move", f"Not yet: {moment.because}", write_at(at, moment.because))
        return Decided(plan, "move", quote=moment.quote)
    if moment.verdict == "person":
        return Decided(Plan("keep", moment.because, task(facts, moment.because)), "hold", quote=moment.quote)
    if turn.trigger != Trigger.FOLLOW_UP_DUE:
        return keep(turn, f"Kept: {moment.because}")
    if turn.silent:
        words = "It is the moment to write, but a colleague has the thread: theirs to write or to let go."
        return Decided(Plan("keep", words, task(facts, words)), "hold", quote=moment.quote)
    if not open_window and template is None:
        turn.hand_over(
            "no_template", "The 24-hour window is closed and no approved template fits: write or call by hand."
        )
    words = f"Wrote as planned: {moment.because}"
    plan = Plan("write", words, wait(facts, "We wrote; now it is their turn."), "follow_up", template=template)
    return Decided(plan, "write", quote=moment.quote)


def otherwise(turn: Turn) -> Decided:
    """A colleague wrote or handed back, a delivery failed, facts changed: what is planned stays, else it is their turn."""
    facts = turn.facts
    if turn.trigger == Trigger.DELIVERY_FAILED:
        turn.hand_over("delivery", "A message did not arrive.")
        return Decided(Plan("none", "A message did not arrive.", task(facts, "A message did not arrive.")), "none")
    if turn.pending:
        return keep(turn, "What is planned stays.")
    return Decided(Plan("none", "Nothing is planned.", wait(facts, "Now it is their turn.")), "none")


# --- small words ---------------------------------------------------------------------------------------------------------------


def window_of(turn: Turn, answer: ReadingAnswer) -> Window | None:
    """From typed expressions to a window in their zone. Interested without a time: asked after a while, as an open event is.

    The low confidence makes the reply ask whether that suits.
    """
    facts = turn.facts
    zone, country = facts.contact.zone, facts.contact.country or facts.house.country
    said_at = {f"m{said.id}": said.at for said in facts.burst}
    for_now = facts.burst[-1].at if facts.burst else facts.now
    expressions = answer.time_expressions
    words = VagueWord.table()
    window = resolve(expressions, now=facts.now, said_at=said_at or for_now, zone=zone, country=country, words=words)
    undated = answer.wants_followup and not names_past_holiday(answer)
    if window is None and undated and (not turn.pending or answer.pending == "move"):
        quote = answer.reason_quote or answer.stance_quote
        some_time = {"kind": "event_without_date", "role": "event", "quote": quote, "confidence": 0.5}
        window = resolve(
            [TimeExpression.model_validate(some_time)], now=facts.now, said_at=for_now, zone=zone, country=country
        )
    return window


def promises_a_day(answer: ReadingAnswer, pending: Pending | None) -> bool:
    """They will do something by a day: asked after kindly then, whether or not they say that we may."""
    theirs = any(each.who == "them" and each.time for each in answer.commitments)
    return theirs and pending is None and any(e.role == "their_commitment" for e in answer.time_expressions)


def begun_already(decided: Decided, facts: Situation) -> bool:
    """Whether a month or a season is meant, and our moment would be the very day on which they wrote."""
    wanted = decided.wanted
    if wanted is None or wanted.window.precision not in ("month", "quarter", "season", "half_year", "year"):
        return False
    zone = ZoneInfo(wanted.window.zone)
    return wanted.planned_for.astimezone(zone).date() <= facts.now.astimezone(zone).date()


def away_at(answer: ReadingAnswer, window: Window, pending: Pending) -> bool:
    """Whether they say, with a question say, that they are away on the day that is planned."""
    away = any(e.role == "unavailable" for e in answer.time_expressions)
    return away and window.earliest.date() > pending.planned_for.astimezone(ZoneInfo(window.zone)).date()


def names_past_holiday(answer: ReadingAnswer) -> bool:
    """ "After Easter", said weeks after it: no year is jumped and nothing guessed, the date is asked."""
    return any(e.kind == "holiday" and e.role == "contact_after" for e in answer.time_expressions)


def names_time(answer: ReadingAnswer) -> bool:
    return any(e.role not in ("past_fact", "not_time") and e.kind != "none" for e in answer.time_expressions)


def because(answer: ReadingAnswer, otherwise: str) -> str:
    if answer.reason:
        return f"they said: “{answer.reason.rstrip('.')}”"
    return otherwise


def city(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def described(window: Window) -> dict[str, Any]:
    return {
        "earliest": window.earliest.isoformat(),
        "best": window.best.isoformat(),
        "latest": window.latest.isoformat() if window.latest else None,
        "precision": window.precision,
        "confidence": window.confidence,
        "zone": window.zone,
        "no_contact_before": window.no_contact_before.isoformat() if window.no_contact_before else None,
        "because": window.because,
    }
