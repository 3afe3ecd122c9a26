"""Who wants no message gets none planned, whoever asks for it: a later word of theirs, a rule, or a colleague's note.

The door would refuse it on the day; a plan that can only be refused hides from the team that nothing will happen.
"""

from __future__ import annotations

from dataclasses import replace

from conversations.models import NextKind, Trigger
from conversations.turns.turn import NextStep, Plan, Turn
from followups.plan import Decided, review, wait

OPTED_OUT = "They opted out: nothing may be written, so nothing is planned. Only START ends that."
ROOM = "They asked for room: nothing is written until they write, so nothing is planned."


def respected(turn: Turn, decided: Decided) -> Decided:
    """The plan, without any message to who opted out or asked for room (what the day's own message ends, ended before)."""
    contact, step = turn.facts.contact, decided.plan.next_step
    if contact.opted_out and not decided.opt_out:
        words = asked_in_vain(turn, OPTED_OUT)
        return nothing(turn, decided, words, wait(turn.facts, words))
    if contact.asked_for_room and not decided.hold and step.kind == NextKind.FOLLOW_UP:
        words = asked_in_vain(turn, ROOM)
        look = review(turn.facts, 1, words)
        return nothing(turn, decided, words, replace(look, at=max(step.at, look.at)))
    return decided


def nothing(turn: Turn, decided: Decided, words: str, step: NextStep) -> Decided:
    """What stood planned ends with it. A thread that has been silent since is over: they open it again by writing."""
    action, kept = ("cancel" if turn.pending else "none"), decided.plan.next_step
    over = "opted_out" if turn.trigger == Trigger.SILENCE and turn.facts.contact.opted_out else ""
    if kept.kind == NextKind.HUMAN_TASK:
        step = kept  # a colleague's own promise to call them needs no message
    plan = Plan(action, words, step, close_reason=over)  # type: ignore[arg-type]
    return Decided(plan, action, quote=decided.quote)


def asked_in_vain(turn: Turn, words: str) -> str:
    """Told to whoever asked for a message in a note: they would wait for it."""
    back = turn.facts.last_handed_back
    if turn.trigger != Trigger.HANDED_BACK or back is None or not back.note:
        return words
    return f"{words} The note of {back.by}: “{back.note}”"[:300]
