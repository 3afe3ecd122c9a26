"""Its moment has come. First code: late? a promise of ours unmet? what does the door say? Only then is a model asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from conversations.gates import HELD, Defer, Proposal, Refuse, Ruling, rule
from conversations.models import Conversation, Purpose, Trigger
from conversations.turns.turn import Held, Turn
from crm import local_time
from followups.bursts import held
from followups.gates import APPROVAL
from followups.lateness import judge
from followups.models import Commitment, FollowUp, FollowUpState
from followups.pace import is_held_up

# What the door says about the way out is judged once the template is chosen and the words are there; who holds the
# thread is the plan's own question.
LATER = {"window_closed", "template_not_approved", "newer_inbound", "held_by_person"}
MISSED = "Its moment has passed while we could not write; a person decides what to do."
LATE = "Its window has passed, and the reason may still be true: it goes out late only if a person says so."


@dataclass(frozen=True)
class Blocked:
    """Why it is not written now. `until`: then it is looked at again; `held`: by what it is kept."""

    verdict: Literal["defer", "propose", "expire", "hold", "cancel", "unmet"]
    words: str
    until: datetime | None = None
    held: Held | None = None
    quote: str = ""
    ruling: Ruling | None = None  # the door's, where it is what stands against it


def blocked(turn: Turn, live: FollowUp) -> Blocked | None:
    """What code alone knows to stand against writing at this moment. Reads only."""
    if turn.trigger != Trigger.FOLLOW_UP_DUE or turn.silent or turn.facts.unread_ids:
        return None
    now = turn.facts.now
    if live.state == FollowUpState.PROPOSED:
        return Blocked("propose", live.asks_approval or LATE)
    if unmet := our_unmet_promise(live.conversation_id, now):
        day = local_time.day(unmet.due_by or now, turn.facts.house.zone, now)
        words = f"We promised “{unmet.what}” by {day} and have not kept it: first that, then the message."
        return Blocked("unmet", words, quote=unmet.quote)
    lateness = judge(live, now)
    if lateness == "missed":
        return Blocked("expire", MISSED)
    if live.approved_at is None and (stop := held(now)):
        return Blocked("hold", f"Held, not sent. {stop.words}", held=stop)
    if lateness == "late":
        return Blocked("propose", LATE)
    if found := of_ruling(ruling_now(live, now)):
        return found
    if is_held_up(live, now):
        return Blocked("defer", "Held up, and others with it: they go out one by one.", until=now)
    return None


def of_ruling(ruling: Ruling | None) -> Blocked | None:
    if isinstance(ruling, Defer):
        return Blocked("defer", f"Put off: {ruling.why}", until=ruling.until, ruling=ruling)
    if isinstance(ruling, Refuse) and ruling.code == HELD + APPROVAL:
        return Blocked("propose", ruling.why, ruling=ruling)
    if isinstance(ruling, Refuse) and ruling.code.startswith(HELD):
        held_by = Held(ruling.code.removeprefix(HELD), ruling.why)
        return Blocked("hold", f"Held, not sent. {ruling.why}", held=held_by, ruling=ruling)
    if isinstance(ruling, Refuse):
        return Blocked("cancel", f"Not sent: {ruling.why}", ruling=ruling)
    return None


def ruling_now(live: FollowUp, now: datetime) -> Ruling | None:
    """The door's answer without words and template."""
    conversation = Conversation.objects.select_related("contact", "held_by").get(pk=live.conversation_id)
    return rule(Proposal(conversation, conversation.contact, Purpose.FOLLOW_UP, now, template=live.template), LATER)


def our_unmet_promise(conversation_id: int, now: datetime) -> Commitment | None:
    """One whose day has come and that nobody has marked as kept. Things to be made have their own way."""
    ours = Commitment.objects.filter(conversation_id=conversation_id, who="us", state="open", kind="promise")
    return ours.filter(due_by__lte=now).order_by("due_by").first()
