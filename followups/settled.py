"""What happened elsewhere may have kept a promise of ours: they called before we did, or the matter is settled.

Then the promise is ended with words, and with it the person's task that stood on it. Code only: the kind of an event is
a fact that another system states; whether a *message* is still right is asked of the model (`conversations.turns.read`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial

from conversations.models import Handoff, NextKind, Trigger
from conversations.turns.turn import Commit, Happening, Turn
from crm import local_time
from crm.models import Activity, Actor
from followups.models import Commitment
from followups.plan import Decided, wait
from followups.promises import CALL

# A call that did not reach anybody keeps no promise.
_MISSED = re.compile(
    r"\b(?:no answer|not answer\w*|did ?n['’]?t (?:answer|pick|reach)|missed|voice ?mail|hung up|unreachable|busy line|tried to (?:call|reach)|"
    r"no contest\w+|sin respuesta|buz[oó]n|n[aã]o atend\w+|sem resposta|caixa postal)\b",
    re.IGNORECASE,
)
WAITS = (
    "wants_person",
    "overdue",
    "deliverable",
    "no_template",
    "low_confidence",
)  # handoffs that a settlement answers


@dataclass(frozen=True)
class Kept:
    commitment_id: int
    what: str
    words: str


def by_events(turn: Turn, decided: Decided) -> Decided:
    """End what the latest events kept, and free the thread of a task that is done. Only where an event woke the turn:
    what they write themselves is judged by the reading."""
    if turn.trigger != Trigger.EVENT or turn.reading is not None or not turn.facts.events:
        return decided
    event = turn.facts.events[-1]
    if not reached(event):
        return decided
    kept = promises_kept(turn, event)
    settled = event.kind == "solved"
    if not kept and not settled:
        return decided
    turn.at_commit(partial(end_what_is_kept, turn, event, kept, settled))
    if decided.verdict != "none":
        return decided
    words = kept[0].words if kept else f"Settled elsewhere: {event.note}"
    step = wait(turn.facts, "Settled elsewhere; closed if nothing more comes." if settled else words)
    return replace(decided, plan=replace(decided.plan, words=words[:300], next_step=step), quote=event.note)


def reached(event: Happening) -> bool:
    return event.kind == "solved" or (event.kind == "call" and not _MISSED.search(event.note))


def promises_kept(turn: Turn, event: Happening) -> list[Kept]:
    zone = turn.facts.house.zone
    when = local_time.when(event.at, zone, turn.facts.now)
    ours = Commitment.objects.filter(conversation_id=turn.conversation_id, who="us", state="open")
    found = []
    for promise in ours.filter(made_at__lte=event.at):
        if CALL.search(promise.what):
            found.append(Kept(promise.pk, promise.what, f"Cleared: we spoke on the phone {when}. {event.note}"[:300]))
        elif event.kind == "solved":
            found.append(Kept(promise.pk, promise.what, f"Cleared: settled elsewhere {when}. {event.note}"[:300]))
    return found


def end_what_is_kept(turn: Turn, event: Happening, kept: list[Kept], settled: bool, commit: Commit) -> None:
    conversation = commit.conversation
    for one in kept:
        state = "kept" if CALL.search(one.what) else "waived"
        Commitment.objects.filter(pk=one.commitment_id, state="open").update(
            state=state, ended_at=commit.now, ended_words=one.words
        )
        Activity.record(
            f"promise-{state}",
            f"“{one.what}”. {one.words}",
            actor=Actor.AGENT,
            contact=conversation.contact,
            conversation_id=conversation.pk,
        )
    if wrote_since(turn, event):
        return  # they have written since: the person's task is about that, too
    answered = end_handoff(conversation.handoffs.filter(state__in=["open", "claimed"]).first(), event, commit)
    task = conversation.next_kind in (NextKind.HUMAN_TASK, NextKind.REPLY) and not conversation.owner_is_agent
    on_a_promise = any(one.what in conversation.next_why for one in kept)
    if task and (answered or on_a_promise or (settled and conversation.held_by_id is None)):
        conversation.next_user = conversation.next_team = None  # the step that this turn planned takes its place
        if commit.next_step and commit.next_step.kind == NextKind.FOLLOW_UP:
            return
        commit.next_step = wait(turn.facts, kept[0].words if kept else f"Settled elsewhere: {event.note}")


def wrote_since(turn: Turn, event: Happening) -> bool:
    last = turn.facts.last_inbound_at
    return bool(turn.facts.unread_ids or (last and last > event.at))


def end_handoff(handoff: Handoff | None, event: Happening, commit: Commit) -> bool:
    """Close what was waiting for exactly this. Anger, failed checks and the like stay with the person."""
    if handoff is None or handoff.reason not in WAITS:
        return False
    handoff.state, handoff.closed_at = "closed", commit.now
    handoff.note = f"Settled elsewhere ({event.channel}): {event.note}"
    handoff.save(update_fields=["state", "closed_at", "note"])
    Activity.record(
        "handoff-closed",
        f"No longer waiting for a person: {event.note}",
        actor=Actor.AGENT,
        contact=commit.conversation.contact,
        conversation_id=commit.conversation.pk,
    )
    return True
