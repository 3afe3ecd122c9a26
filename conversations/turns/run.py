"""One turn, from the claim to the commit. This is the only way through the house."""

from __future__ import annotations

import inspect
import logging
import time
from collections.abc import Callable, Iterable
from functools import cache
from itertools import groupby
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from conversations import handoff, outage, threads
from conversations.gates import NEWEST_INBOUND, Proposal, Refuse, Ruling, rule
from conversations.models import ContentTemplate, Conversation, Direction, Message, NextKind, Purpose, Trigger
from conversations.models import Turn as TurnRecord
from conversations.next_step import close, default_team, has_unread, set_next, wake
from conversations.turns.claim import Claim
from conversations.turns.gather import newest
from conversations.turns.grounding import QUESTION_MARKS
from conversations.turns.turn import Commit, NextStep, Turn
from conversations.whatsapp import opt_out, outbox
from crm import clock
from crm.compiled import Compiled, write
from crm.llm.errors import ModelError
from crm.models import User

log = logging.getLogger(__name__)
# A reply that the door refuses goes to a person, except where another turn or a person has it anyway.
EXPECTED_REFUSALS = {"newer_inbound", "held_by_person", "opted_out"}
CANNOT_CONFIRM = ("duplicate_text", "window_closed")
MOMENT = 0.05  # seconds of machine time
NEAREST = 2  # passages shown to a person where no answer was written
MARK_READ = "UPDATE conversations_message SET turn_id = %s WHERE conversation_id = %s AND id = ANY (%s)"
ENDED = ("state", "outcome", "words", "trace", "model", "finished_at")  # what a turn becomes in the end
SUPERSESSIONS = Compiled(lambda pk: Conversation.objects.filter(pk=pk).values_list("supersessions", flat=True))
NEWS = Compiled(
    lambda pk: newest(Conversation.objects.filter(pk=pk).order_by()).values_list("newest_inbound", "newest_event")  # type: ignore[misc]
)
LOCKED = Compiled(
    lambda pk: (
        TurnRecord.objects.select_for_update(of=("conversation", "self"))
        .select_related("conversation__contact")
        .filter(pk=pk)
    )
)
orm = sync_to_async  # one thread for the ORM: 256 turns in flight must not mean 256 connections


@cache
def steps() -> tuple[Callable[[Turn], Any], ...]:
    return tuple(import_string(path) for path in settings.TURN_STEPS)


async def run_turn(claim: Claim) -> str:
    """Run the steps and commit. Returns the state of the turn: committed, superseded, abandoned or failed."""
    turn = Turn(claim.turn_id, claim.token, claim.conversation_id, claim.trigger, claim.silent)
    try:
        waited = False
        for asks, group in groupby(steps(), inspect.iscoroutinefunction):
            if not asks:  # those that follow one another share one way to the ORM's thread and back
                if not await orm(run_through)(turn, list(group), waited):
                    return await end_well(turn)
                waited = False
                continue
            for step in group:
                if waited and turn.draft is None and await orm(wrote_again)(turn):
                    return await end_well(turn)
                began = time.monotonic()
                await step(turn)
                # For a model: they may have written meanwhile. What came in less than a moment, or since the words were
                # asked for, the commit sees under its lock.
                waited = time.monotonic() - began > MOMENT
    except ModelError as error:
        turn.hand_over(outage.REASON, outage.words(error))
    except Exception as error:
        log.exception("turn %s failed", turn.id)
        turn.hand_over("check_failed", f"The turn failed inside ({type(error).__name__}); a person has to look.")
    return await end_well(turn)


def run_through(turn: Turn, group: Iterable[Callable[[Turn], Any]], waited: bool) -> bool:
    """Steps that ask no model. False, and nothing done, where a model was waited for and they wrote meanwhile."""
    if waited and wrote_again(turn):
        return False
    for step in group:
        step(turn)
    return True


async def end_well(turn: Turn) -> str:
    """Commit. What cannot be committed would be tried for ever and nobody would hear of it: a person gets the thread."""
    try:
        return await orm(commit)(turn)
    except OperationalError:  # a deadlock: once more. Without a database the lease runs out, and another turn is run.
        return await orm(commit)(turn)
    except Exception as error:
        log.exception("turn %s could not be committed", turn.id)
        bare = Turn(turn.id, turn.token, turn.conversation_id, turn.trigger, turn.silent, turn.situation)
        bare.hand_over("check_failed", f"The turn could not be ended ({type(error).__name__}); a person has to look.")
        return await orm(commit)(bare)


def wrote_again(turn: Turn) -> bool:
    """A newer message makes what is being written stale: stop early, before the next model call is paid for."""
    if turn.situation is None:
        return False
    found = NEWEST_INBOUND.first(turn.conversation_id)
    return (found or 0) > (turn.situation.last_inbound_id or 0) and not worn_out(turn)


def worn_out(turn: Turn) -> bool:
    """After two supersessions we answer what we have and read the rest next: somebody who types for ever gets an answer."""
    superseded = SUPERSESSIONS.first(turn.conversation_id)
    return (superseded or 0) >= settings.TURN_MAX_SUPERSESSIONS


@transaction.atomic
def commit(turn: Turn) -> str:
    """All that the turn decided, in one transaction, fenced: a worker that lost its claim changes nothing."""
    record = locked(turn)
    conversation = record.conversation
    if record.state != "running" or conversation.turn_token != turn.token or conversation.status != "open":
        return finish(
            record, turn, "abandoned", "Another turn, a person or an event came first, or the conversation was closed."
        )
    last, wrote, told = news(turn)
    if (wrote or told) and not worn_out(turn):
        conversation.supersessions += 1
        conversation.turn_token = None
        conversation.save(update_fields=["supersessions", "turn_token"])
        why = "they wrote again" if wrote else "something was reported from elsewhere meanwhile"
        return finish(record, turn, "superseded", f"Dropped: {why}.")
    act = Commit(conversation, record, clock.now(), newest_inbound=last, ruling=turn.ruling)
    with conversation.saved_once():
        write_down(turn, act)
        if told and conversation.status == "open":  # it could not wait for the report, so the next turn thinks about it
            wake(conversation, Trigger.EVENT)
    return finish(record, turn, "committed", act.record.words or (turn.plan.words if turn.plan else ""))


def write_down(turn: Turn, act: Commit) -> None:
    mark_read(turn, act.conversation, act.record)
    speak(turn, act)
    act.next_step = turn.plan.next_step if turn.plan else None
    act.close_reason = turn.plan.close_reason if turn.plan else ""
    for fn in turn.commits:
        fn(act)
    act.conversation.turn_token = None
    act.conversation.supersessions = 0
    act.conversation.save(update_fields=["turn_token", "supersessions"])
    settle(turn, act)


def news(turn: Turn) -> tuple[int | None, bool, bool]:
    """The newest message of theirs; whether it came while this turn was thinking; and whether an event did. Then what it
    decided may not be right any more. Call it with the conversation locked."""
    inbound, event = NEWS.first(turn.conversation_id) or (None, None)
    if turn.situation is None:
        return inbound, False, False
    before = turn.situation
    return inbound, (inbound or 0) > (before.last_inbound_id or 0), (event or 0) > (before.last_event_id or 0)


def locked(turn: Turn) -> TurnRecord:
    """The turn's row and its thread, locked. An opt-out ends all of theirs: those are locked first, in the order of the
    house."""
    if turn.situation and turn.plan and turn.plan.close_reason == "opted_out":
        threads.lock_all(turn.situation.contact.id)
    record = LOCKED.first(turn.id)
    if record is None:
        raise TurnRecord.DoesNotExist(f"turn {turn.id}")
    return record


def mark_read(turn: Turn, conversation: Conversation, record: TurnRecord) -> None:
    if turn.situation is None:  # it failed before it gathered: nothing was read, but a person gets it all
        conversation.messages.filter(direction=Direction.INBOUND, turn=None).update(turn=record)
        return
    with connection.cursor() as cursor:
        cursor.execute(MARK_READ, [record.pk, conversation.pk, list(turn.situation.unread_ids)])


def speak(turn: Turn, act: Commit) -> None:
    """Queue the draft, if there is one and every gate lets it through; else keep the ruling for the planners."""
    draft, plan = turn.draft, turn.plan
    if draft is None or plan is None or turn.outcome or turn.silent:
        return
    template = ContentTemplate.objects.get(pk=draft.template.id) if draft.template else None
    purpose = Purpose.FOLLOW_UP if plan.speak == "follow_up" else Purpose.REPLY
    act.message, act.ruling = send(turn, act, purpose, f"turn-{turn.id}", draft.text, template, draft.variables)
    if plan_says_it_all(turn, act):
        turn.outcome = "no_reply_needed"
    elif isinstance(act.ruling, Refuse) and purpose == Purpose.REPLY and act.ruling.code not in EXPECTED_REFUSALS:
        turn.hand_over("check_failed", f"The reply was not sent: {act.ruling.why}")


def plan_says_it_all(turn: Turn, act: Commit) -> bool:
    """They asked nothing and have their date, and only the line that confirms it cannot go: it is the very same as one they
    have, or the 24 hours passed in an outage. The message of that day comes all the same, so no person is needed."""
    asks = any(mark in said.text for said in turn.facts.burst for mark in QUESTION_MARKS)
    if asks or turn.plan is None or turn.plan.next_step.kind != NextKind.FOLLOW_UP or turn.plan.confirm_date:
        return False
    return isinstance(act.ruling, Refuse) and act.ruling.code in CANNOT_CONFIRM


def send(
    turn: Turn,
    act: Commit,
    purpose: Purpose,
    key: str,
    text: str,
    template: ContentTemplate | None = None,
    variables: dict[str, str] | None = None,
) -> tuple[Message | None, Ruling | None]:
    """Through the one door, into the outbox: the message, or what the gates said."""
    based_on = act.newest_inbound
    proposal = Proposal(
        conversation=act.conversation,
        contact=act.conversation.contact,
        purpose=purpose,
        now=act.now,
        body=text,
        template=template,
        based_on=based_on,
        notes={"newest": based_on or 0},  # read by `news` a moment ago, with the thread locked as it is now
    )
    vars(proposal).update(business=turn.business)  # the door is asked again when it leaves
    ruling = rule(proposal)
    if ruling is not None:
        return None, ruling
    message = outbox.queue(
        act.conversation,
        purpose=purpose,
        body=text,
        template=template,
        variables=variables,
        based_on=based_on,
        idempotency_key=key,
        turn=act.record,
    )
    return message, None


def settle(turn: Turn, act: Commit) -> None:
    """Leave exactly one next step. What people own stays with them; a handover is the most restrictive of the rest."""
    conversation = act.conversation
    if act.close_reason == "opted_out":
        leave(turn, act)
    elif not conversation.owner_is_agent:  # also when somebody took over while the turn ran
        stay_with_people(turn, act)
    elif turn.handoff and not act.close_reason:
        hand_to_people(turn, act)
    elif act.close_reason and not has_unread(conversation):
        close(conversation, act.close_reason, turn.plan.words if turn.plan else "")
    elif has_unread(conversation):
        set_next(
            conversation,
            NextKind.REPLY,
            act.now,
            why="They wrote while this was being answered.",
            trigger=Trigger.INBOUND,
        )
    else:
        conversation.wake_trigger = ""  # nothing is unread: no alarm of theirs is to be kept
        apply(act.next_step, act)
        nobody_waits(conversation)


def nobody_waits(conversation: Conversation) -> None:
    """The agent read it all and owes no answer: the clock of the waiting stops, also after a bare “thanks”."""
    if conversation.owner_is_agent and conversation.waiting_since and conversation.next_kind != NextKind.REPLY:
        conversation.waiting_since = None
        conversation.save(update_fields=["waiting_since"])


def stay_with_people(turn: Turn, act: Commit) -> None:
    """The agent only read along. A date that follows from a colleague's own words becomes the colleague's."""
    conversation, step = act.conversation, act.next_step
    if turn.reading and turn.reading.answer.acknowledgement and turn.facts.burst:
        since = conversation.waiting_since
        if since and since >= turn.facts.burst[0].at:  # “Thanks” to a colleague waits for nothing
            conversation.waiting_since = None
            conversation.save(update_fields=["waiting_since"])
    dated = step is not None and step.kind == NextKind.FOLLOW_UP and turn.trigger == Trigger.PERSON_WROTE
    kind, at, why = conversation.next_kind, conversation.next_at, conversation.next_why
    if dated and step is not None:
        kind, at, why = step.kind, step.at, step.why
    assert at is not None  # the database holds it for every open conversation
    set_next(conversation, kind, at, why=why, user=conversation.next_user, team=conversation.next_team)


def leave(turn: Turn, act: Commit) -> None:
    """They opted out in a sentence: as after STOP, every thread ends or stays with its person, and it is confirmed once."""
    conversation, contact = act.conversation, act.conversation.contact
    others = [thread for thread in threads.lock_all(contact.pk) if thread.pk != conversation.pk]
    opt_out.end_all([conversation, *others], contact, contact.opted_out_by)
    opt_out.confirm(conversation, act.record)


def apply(step: NextStep | None, act: Commit) -> None:
    if step is None:
        raise RuntimeError("No step of TURN_STEPS planned a next step; followups.turns.plan must be among them.")
    set_next(
        act.conversation,
        step.kind,
        step.at,
        why=step.why,
        user=User.objects.get(pk=step.user_id) if step.user_id else None,
        team=default_team(act.conversation) if step.to_team else None,
        wake_at=step.wake_at,
        trigger=step.wake_trigger,
    )


def hand_to_people(turn: Turn, act: Commit) -> None:
    """A person's task, and one honest line to the customer when it is new and they wait for an answer."""
    assert turn.handoff is not None
    reason, words, quote = turn.handoff
    told = handoff.told_already(act.conversation)
    raised = handoff.raise_handoff(
        act.conversation,
        reason,
        words,
        quote,
        turn=act.record,
        suggestion=suggested(turn),
        sources=sources(turn),
        user=wanted_person(turn),
    )
    act.record.words = f"Handed over: {words}"
    waits_for_answer = turn.situation is None or bool(turn.facts.burst)
    if raised is not None and waits_for_answer and not told:
        language = act.conversation.contact.language
        text = handoff.notice(language or "en")
        if reason == outage.REASON:
            text = outage.line(language, turn.facts.burst[-1].text if turn.situation and turn.facts.burst else "")
        send(turn, act, Purpose.HANDOFF_NOTICE, f"handoff-{raised.pk}", text)


def suggested(turn: Turn) -> str:
    """What the agent would have written: a person's to edit."""
    draft = turn.draft or turn.suggestion
    return draft.text if draft and not draft.template else ""


def sources(turn: Turn) -> list[dict[str, str]]:
    """The passages that the suggestion cites; without one, the nearest that were found."""
    draft = turn.draft or turn.suggestion
    cited = [one for one in turn.passages if draft and str(one["id"]) in draft.answer.cites]
    return [{"title": str(one["title"]), "text": str(one["text"])} for one in cited or turn.passages[:NEAREST]]


def wanted_person(turn: Turn) -> User | None:
    """The colleague whom a rule names, by user name, first name or full name; None where nobody or several are meant."""
    name = turn.effects.handoff_assignee.strip() if turn.handoff and turn.handoff[0] == "guideline" else ""
    if not name:
        return None
    first, _, last = name.partition(" ")
    named = Q(username__iexact=name) | (Q(first_name__iexact=first) & (Q(last_name__iexact=last) if last else Q()))
    found = list(User.objects.filter(named, is_active=True)[:2])
    return found[0] if len(found) == 1 else None


def finish(record: TurnRecord, turn: Turn, state: str, words: str) -> str:
    record.state = state
    record.outcome = turn.outcome or ("replied" if turn.draft and state == "committed" else "")
    record.words = words[:300]
    record.trace = turn.trace()
    record.model = turn.reading.model if turn.reading else ""
    record.finished_at = clock.machine_now()
    write(record, *ENDED)
    return state
