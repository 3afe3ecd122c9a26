"""The next-step card as it is drawn: what will happen, when, why, what would stop it, by which way, and what may be done.

What is not allowed is not offered; the reason stands there in the door's own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.safestring import SafeString

from conversations.inbox.highlights import letters_for
from conversations.inbox.timeline import current_reading
from conversations.inbox.words import Step
from conversations.models import Conversation, NextKind
from conversations.whatsapp import window as service_window
from crm import local_time
from followups import prepared
from followups.acts import why_not_now
from followups.gates import will_not_if
from followups.models import FollowUp, FollowUpState, Prepared
from followups.silence import what_if_silent

HIGH, FAIR = 0.8, 0.6


@dataclass(frozen=True)
class Refused:
    """An act on the card that could not be done: why, and what was asked for, so that nobody types twice."""

    words: str
    date: str = ""
    time: str = ""
    text: str = ""
    draft: str = ""
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Text:
    """The words as far as they are there. `state`: none, asked, lost, ready, failed; `void`: why a person's own would not
    be sent any more. `places` are the template's, with their values: what may be changed where free text is not allowed; `open_places` its body around them, `numbered` with
    their names."""

    state: str
    words: str = ""
    problem: str = ""
    when: str = ""
    by: str = ""
    void: str = ""
    old: bool = False
    template: str = ""
    places: tuple[tuple[str, str], ...] = ()
    open_places: str = ""
    numbered: str = ""


@dataclass(frozen=True)
class Card:
    """A live follow-up in words. `stops` is what forbids it as things stand; `unless` what else would."""

    follow_up: FollowUp
    heading: str
    theirs: str
    ours: str
    ahead: str
    window: str
    confidence: str
    letters: SafeString
    stops: list[str]
    unless: str
    sending: str
    text: Text
    after: list[str]
    armed: bool  # it is the conversation's next step; else it waits for the agent to decide again
    not_now: str  # why it cannot be sent now; empty where it can
    approve: bool
    release: bool
    date: str
    time: str
    earliest_date: str


def card(conversation: Conversation, live: FollowUp, current: Step, now: datetime, home: str) -> Card:
    reading = current_reading(conversation)
    notes: dict[str, Any] = {"live": live}  # looked up once for both questions to the door
    *stops, writes, opts_out, taken = will_not_if(conversation, live, notes)
    notes.pop("known", None)  # holds its moment: now is another one
    local = live.local(live.planned_for)
    same_clock = local.utcoffset() == live.planned_for.astimezone(local_time.zone_of(home)).utcoffset()
    armed = conversation.next_kind == NextKind.FOLLOW_UP
    theirs = local_time.when(live.planned_for, live.zone, now)
    free = service_window.is_open(conversation.last_inbound_at, max(live.planned_for, now))
    return Card(
        follow_up=live,
        heading=heading(live, current, armed, theirs),
        theirs=theirs,
        ours="" if same_clock else local_time.when(live.planned_for, home, now),
        ahead=ahead(live.planned_for, now),
        window=window_words(live, now),
        confidence="high" if live.confidence >= HIGH else "fair" if live.confidence >= FAIR else "low",
        letters=letters_for(reading.quotes if reading else [], live.quote),
        stops=stops,
        unless=f"{writes}, {opts_out} or {taken}",
        sending=sending(live, free),
        text=text_of(live, now, free),
        after=what_if_silent(conversation) if armed else [],
        armed=armed,
        not_now=why_not_now(conversation, live, now, notes),
        approve=live.state == FollowUpState.PROPOSED,
        release=live.state == FollowUpState.HELD,
        date=f"{local:%Y-%m-%d}",
        time=f"{local:%H:%M}",
        earliest_date=f"{live.local(now):%Y-%m-%d}",
    )


def text_of(live: FollowUp, now: datetime, free: bool) -> Text:
    """One query, and a second one where there are words."""
    kept = Prepared.objects.select_related("edited_by", "template").filter(follow_up=live).first()
    template = None if free else prepared.template_of(live, kept)
    places = tuple((kept.variables if kept else {}).items())
    name, body = (template.name, template.open_places()) if template else ("", "")
    if kept is None:
        return Text("none", template=name, open_places=body)
    if kept.state == "asked":
        return Text("asked" if prepared.being_written(kept) else "lost", template=name, open_places=body)
    if kept.state == "failed":
        return Text("failed", problem=kept.problem, template=name, open_places=body)
    void = prepared.why_void(kept, live)
    return Text(
        "ready",
        words=kept.text,
        when=local_time.when(kept.written_at, live.zone, now),
        by=str(kept.edited_by) if kept.edited_at and kept.edited_by else "",
        void=void if kept.edited_at else "",
        old=not kept.edited_at and (bool(void) or not prepared.same_day(kept, live)),
        template=name,
        places=places if template else (),
        open_places=body,
        numbered=template.open_places(numbered=True) if template else "",
    )


def heading(live: FollowUp, current: Step, armed: bool, theirs: str) -> str:
    if live.state == FollowUpState.HELD:
        return f"Held back: was to write {theirs}"
    if live.state == FollowUpState.PROPOSED:
        return f"Proposed: write {theirs}"
    if not armed:
        return f"Planned: write {theirs}"
    return (
        f"{current.who.removesuffix(' writes')} will write {theirs}" if current.knot != "late" else f"Was due {theirs}"
    )


def ahead(moment: datetime | None, now: datetime) -> str:
    if moment is None or moment <= now:
        return ""
    return f"in {local_time.span(moment - now)}"


def window_words(live: FollowUp, now: datetime) -> str:
    """`between Mon 11 May and Fri 15 May`, `on Tue 12 May`, `from Mon 11 May on`, in their own calendar."""
    first = local_time.day(live.earliest, live.zone, now)
    if live.latest is None:
        return f"from {first} on"
    last = local_time.day(live.latest - timedelta(seconds=1), live.zone, now)
    return f"on {first}" if first == last else f"between {first} and {last}"


def sending(live: FollowUp, free: bool) -> str:
    """By which way it will leave, as far as is known today."""
    if free:
        return "Written at that moment, on what is known by then: the 24-hour window will be open."
    if live.template:
        status = "approved" if live.template.status == "approved" else f"{live.template.status}, not approved"
        return f"The 24-hour window will be closed: template {live.template.name}, {status}."
    return "No approved template fits: then a person gets it as a task, with the reason."
