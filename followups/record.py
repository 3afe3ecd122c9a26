"""Writes what the plan decided, at commit: the follow-up, its Decision, holds, promises. Runs inside the turn's transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conversations.gates import HELD, Defer, Refuse
from conversations.models import ContentTemplate, NextKind, Trigger
from conversations.next_step import person_due
from conversations.turns.turn import Commit, Held, NextStep, Situation, Turn
from crm import contacts
from crm.models import Activity, Actor, Business
from followups.bursts import BREAKER, fall
from followups.gates import live_follow_up
from followups.lateness import judge, missed_after
from followups.models import Commitment, Decision, FollowUp, FollowUpState, Origin
from followups.pace import Pace
from followups.plan import Decided, Wanted, review, write_at
from followups.same_day import merge_same_day
from followups.slots import working_days_before
from followups.states import end, free, hold, shift, snapshot
from followups.their_word import due_by, of_theirs

RESTRAINT = {"polite_no": "polite_no", "needs_time_no_contact": "room"}
MAX_MOVES = 5  # after so many moves a person decides: something is wrong with the plan


def record(turn: Turn, decided: Decided, commit: Commit) -> None:
    live = live_follow_up(commit.conversation)
    before = snapshot(live)
    promises(turn, commit)
    if decided.opt_out:
        contacts.opt_out(commit.conversation.contact, decided.opt_out, source="read")
    if decided.hold:
        contacts.hold(commit.conversation.contact, decided.hold)
    writers = {
        "keep": keep,
        "make": make,
        "move": move,
        "merge": merge,
        "cancel": drop,
        "hold": leave_to_person,
        "write": write,
        "expire": expire,
        "defer": put_off,
        "propose": propose,
    }
    writer = writers.get(decided.verdict)
    after = writer(turn, decided, commit, live) if writer else live
    if decided.held and after and after.live and not turn.handoff:
        hold(after, decided.held)
        if decided.held.ref == BREAKER:
            fall(commit.now)
    one_step(turn, commit, after)
    decide(commit, decided, before, after, turn)


def one_step(turn: Turn, commit: Commit, live: FollowUp | None) -> None:
    """What is scheduled is the next step itself, never something beside waiting for them (the database refuses that)."""
    step, free_to_go = commit.next_step, not (turn.handoff or commit.close_reason)
    if (
        live
        and live.state == FollowUpState.SCHEDULED
        and free_to_go
        and step
        and step.kind == NextKind.WAIT_FOR_CUSTOMER
    ):
        commit.next_step = write_at(live.planned_for, f"because {live.reason}" if live.reason else "As planned.")


def keep(turn: Turn, decided: Decided, commit: Commit, live: FollowUp | None) -> FollowUp | None:
    """It stays; only its moment may shift a little, where the talk went on right when it was due."""
    step = decided.plan.next_step
    if live and step.kind == NextKind.FOLLOW_UP and not turn.handoff:
        free(live)
        if live.planned_for != step.at:
            shift(live, step.at)
        live.save()
    return live


def make(turn: Turn, decided: Decided, commit: Commit, live: FollowUp | None) -> FollowUp | None:
    wanted = decided.wanted
    assert wanted is not None
    if live is not None:  # planned by a person or another turn meanwhile: one live one, so this becomes a move
        return move(turn, decided, commit, live)
    follow_up = FollowUp(conversation=commit.conversation, created_at=commit.now)
    fill(follow_up, wanted, commit)
    if turn.handoff:  # a person gets the thread: what we would have planned is a proposal to them
        follow_up.state, follow_up.asks_approval = FollowUpState.PROPOSED, turn.handoff[1]
    elif follow_up.asks_approval:
        follow_up.state = FollowUpState.PROPOSED
    follow_up.save()
    if follow_up.asks_approval and not turn.handoff:
        commit.next_step = approval(turn.facts, follow_up)
    merge_same_day(follow_up, commit)
    return follow_up


def approval(facts: Situation, follow_up: FollowUp) -> NextStep:
    """A person's look before it is due: the working day before, or as soon as somebody can be expected to look."""
    business = Business.get()
    soonest = person_due(facts.now, business)
    before = working_days_before(follow_up.planned_for, 1, business)
    why = f"Approve or cancel the message planned for {day_of(follow_up)}. {follow_up.asks_approval}"
    return NextStep(NextKind.HUMAN_TASK, max(soonest, before), why, to_team=True)


def day_of(follow_up: FollowUp) -> str:
    return f"{follow_up.local(follow_up.planned_for):%a %-d %b}"


def put_off(turn: Turn, decided: Decided, commit: Commit, live: FollowUp | None) -> FollowUp | None:
    """Another moment for the same thing, in a minute of its own."""
    if live is None or decided.until is None:
        return live
    start = max(decided.until, commit.now + timedelta(minutes=1))
    moment = Pace().next_free(live, commit.conversation, start)
    shift(live, moment)
    live.save()
    commit.next_step = write_at(moment, decided.plan.words)
    return live


def propose(turn: Turn, decided: Decided, commit: Commit, live: FollowUp | None) -> FollowUp | None:
    """It goes only if a person says so."""
    if live:
        live.late = live.late or judge(live, commit.now) != "in_time"
        live.state, live.asks_approval = FollowUpState.PROPOSED, decided.plan.words[:300]
        live.save()
    return live


def move(turn: Turn, decided: Decided, commit: Commit, live: FollowUp | None) -> FollowUp | None:
    if live is None:
        return make(turn, decided, commit, None) if decided.wanted else None
    if decided.wanted:
        fill(live, decided.wanted, commit)
    else:
        shift(live, decided.plan.next_step.at)
    live.moves += 1
    live.save()
    if live.moves > MAX_MOVES:
        commit.next_step = review(turn.facts, 1, f"Moved {live.moves} times: a person decides.")
        end(live, FollowUpState.CANCELLED, f"Moved {live.moves} times.", commit.now)
    else:
        merge_same_day(live, commit)
    return live


def merge(turn: Turn, decided: Decided, commit: Commit, live: FollowUp | None) -> FollowUp | None:
    wanted = decided.wanted
    if live is None or wanted is None:
        return move(turn, decided, commit, live)
    earlier = live.purpose
    fill(live, wanted, commit)
    live.purpose, live.agenda = earlier, [*live.agenda, wanted.purpose]
    live.save()
    return live


def drop(turn: Turn, decided: Decided, commit: Commit, live: FollowUp | None) -> FollowUp | None:
    if live:
        end(live, FollowUpState.CANCELLED, decided.plan.words, commit.now)
    return live


def leave_to_person(turn: Turn, decided: Decided, commit: Commit, live: FollowUp | None) -> FollowUp | None:
    """A person decides: the step is theirs, and the agent does not send it until it has the thread again."""
    if live:
        live.state = FollowUpState.HELD
        live.save()
    return live


def expire(turn: Turn, decided: Decided, commit: Commit, live: FollowUp | None) -> FollowUp | None:
    if live:
        end(live, FollowUpState.EXPIRED, decided.plan.words, commit.now)
    return live


def write(turn: Turn, decided: Decided, commit: Commit, live: FollowUp | None) -> FollowUp | None:
    """The moment: sent if the door let it through, else put off, or dropped with the door's own words."""
    if live is None or turn.handoff:
        return live
    ruling = commit.ruling
    if commit.message is not None:
        live.sent_at = commit.now
        live.message = commit.message
        end(live, FollowUpState.SENT, "Sent.", commit.now)
    elif isinstance(ruling, Defer):
        moment = Pace().next_free(live, commit.conversation, ruling.until)
        shift(live, moment)
        live.save()
        commit.next_step = write_at(moment, ruling.why)
        commit.record.words = f"Put off: {ruling.why}"
    elif isinstance(ruling, Refuse) and ruling.code.startswith(HELD):
        hold(live, Held(ruling.code.removeprefix(HELD), ruling.why))
        if live.held_ref == BREAKER:
            fall(commit.now)
        at = review(turn.facts, 1, "").at
        commit.next_step = NextStep(NextKind.INTERNAL_REVIEW, at, ruling.why, to_team=True)
        commit.record.words = f"Held, not sent: {ruling.why}"
    elif isinstance(ruling, Refuse) and ruling.code != "newer_inbound":
        end(live, FollowUpState.CANCELLED, ruling.why, commit.now)
        commit.next_step = review(turn.facts, 1, f"Not sent: {ruling.why}")
        commit.record.words = f"Not sent: {ruling.why}"
    return live


def fill(follow_up: FollowUp, wanted: Wanted, commit: Commit) -> None:
    window = wanted.window
    free(follow_up)
    follow_up.purpose = wanted.purpose[:300]
    follow_up.reason = wanted.reason[:300]
    follow_up.quote = wanted.quote[:500]
    follow_up.stance = wanted.stance
    follow_up.tone = wanted.tone
    follow_up.language = wanted.language[:8]
    follow_up.must_mention = list(wanted.must_mention)
    follow_up.must_not_say = list(wanted.must_not_say)
    follow_up.earliest, follow_up.best, follow_up.latest = window.earliest, window.best, window.latest
    follow_up.planned_for = wanted.planned_for
    follow_up.zone = window.zone
    follow_up.precision = window.precision
    follow_up.confidence = window.confidence
    # Their local date: a field of dates would take that of UTC, a day early east of it.
    follow_up.no_contact_before = window.no_contact_before.date() if window.no_contact_before else None
    follow_up.reading = commit.reading
    follow_up.template = ContentTemplate.objects.filter(pk=wanted.template.id).first() if wanted.template else None
    follow_up.origin, follow_up.anchored, follow_up.late = wanted.origin, wanted.anchored, False
    follow_up.asks_approval, follow_up.approved_by, follow_up.approved_at = wanted.asks_approval, None, None
    follow_up.commitment = of_theirs(follow_up) if wanted.origin == Origin.THEIR_PROMISE else None
    follow_up.missed_after = missed_after(follow_up)


def decide(commit: Commit, decided: Decided, before: dict[str, Any], follow_up: FollowUp | None, turn: Turn) -> None:
    """Append the Decision, and one line for the thread where something changed. What was deliberately not planned (a polite
    no, a wish for room, no second message after silence) is kept, too: people read why we are quiet."""
    restraint = restrained(turn, decided) if follow_up is None else ""
    if follow_up is None and decided.verdict in ("none", "keep") and not restraint:
        return
    words = commit.record.words or decided.plan.words
    facts = {"trigger": turn.trigger, "last_inbound": turn.facts.last_inbound_id, "window": decided.plan.window}
    if restraint:
        facts["not_sent"] = restraint
    if isinstance(commit.ruling, Refuse):
        facts["refused"] = commit.ruling.code
    Decision.objects.create(
        conversation=commit.conversation,
        follow_up=follow_up,
        turn=commit.record,
        verdict=verdict_of(commit, decided, before, follow_up),
        words=words[:500],
        quote=((decided.held.quote if decided.held else "") or decided.quote)[:500],
        before=before,
        after=snapshot(follow_up),
        facts=facts,
        at=commit.now,
    )
    verdict = verdict_of(commit, decided, before, follow_up)
    if verdict not in ("none", "keep"):
        Activity.record(
            f"follow-up-{verdict}",
            words,
            actor=Actor.AGENT,
            contact=commit.conversation.contact,
            conversation_id=commit.conversation.pk,
        )


def restrained(turn: Turn, decided: Decided) -> str:
    """Why nothing is planned, where that is a decision of its own: polite_no, room or silence."""
    answer = turn.reading.answer if turn.reading else None
    if decided.verdict == "none" and answer and answer.stance in RESTRAINT:
        return RESTRAINT[answer.stance]
    return "silence" if decided.verdict == "none" and turn.trigger == Trigger.SILENCE else ""


def verdict_of(commit: Commit, decided: Decided, before: dict[str, Any], follow_up: FollowUp | None) -> str:
    """What it came to, where door or rule changed what was decided."""
    if follow_up is not None and follow_up.state == FollowUpState.HELD:
        return "hold"
    if follow_up is not None and follow_up.state == FollowUpState.PROPOSED:
        return "propose"
    if isinstance(commit.ruling, Defer) and decided.verdict == "write":
        return "defer"
    if decided.verdict == "keep" and before.get("held_ref"):
        return "release"
    return decided.verdict


def promises(turn: Turn, commit: Commit) -> None:
    """Both sides' commitments, each noted once."""
    if turn.reading is None:
        return
    for promise in turn.reading.answer.commitments:
        Commitment.objects.get_or_create(
            conversation=commit.conversation,
            who=promise.who,
            what=promise.what[:300],
            state="open",
            defaults={"quote": promise.quote[:500], "due_by": due_by(promise, turn.facts), "made_at": commit.now},
        )


__all__ = ["end", "free", "hold", "record", "shift", "snapshot"]
