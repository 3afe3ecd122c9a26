"""What a person should know before they move a message there: shown with the echo, no reason to refuse it."""

from __future__ import annotations

from datetime import datetime

from conversations.models import Conversation
from conversations.next_step import public_holidays
from crm import local_time
from followups.models import FollowUp, Origin
from followups.slots import Hours
from followups.windows import Window


def hints(
    live: FollowUp, conversation: Conversation, hours: Hours, window: Window, moment: datetime, now: datetime
) -> tuple[str, ...]:
    """Sentences about `moment`, at which the words of `window` would have it written: no query, if `held_by` is known."""
    found = (
        outside_hours(hours, window, moment),
        day_off(live, hours, moment),
        against_their_words(live, moment, now),
        with_a_colleague(conversation),
    )
    return tuple(each for each in found if each)


def with_a_colleague(conversation: Conversation) -> str:
    holder = conversation.held_by
    return f"{holder} has this conversation: the agent writes nothing in it until it is handed back." if holder else ""


def outside_hours(hours: Hours, window: Window, moment: datetime) -> str:
    if window.latest is None or moment <= window.latest:
        return ""
    return f"We write to them between {hours.start:%H:%M} and {hours.end:%H:%M}: it is the first moment from then on."


def day_off(live: FollowUp, hours: Hours, moment: datetime) -> str:
    local, closed = live.local(moment), public_holidays(hours.country)
    if local.date() in closed:
        name = closed.get(local.date(), "") if isinstance(closed, dict) else ""
        return f"A public holiday there: {name}." if name else "A public holiday there."
    return f"{local:%A} is a day off there." if hours.is_weekend(local) else ""


def against_their_words(live: FollowUp, moment: datetime, now: datetime) -> str:
    """Only while the window is still the one that they named: after a move it is a colleague's."""
    if live.moves or live.origin != Origin.ASKED or not live.quote:
        return ""
    if moment < live.earliest:
        return f"Earlier than they asked for, “{live.quote}”: from {local_time.day(live.earliest, live.zone, now)} on."
    if live.latest and moment > live.latest:
        return f"Later than they asked for, “{live.quote}”: until {local_time.day(live.latest, live.zone, now)}."
    return ""
