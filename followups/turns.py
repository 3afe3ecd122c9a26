"""Steps of the turn: what is pending, and the plan. `plan` always runs: no turn ends without a next step."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from conversations.models import Conversation, Trigger
from conversations.turns.meaning import ReadingAnswer
from conversations.turns.turn import Pending, Template, Turn
from conversations.whatsapp import window as service_window
from followups import plan as planning
from followups.by_template import others_for, template_for
from followups.deliverables import first_made
from followups.gates import live_follow_up
from followups.holding import held_back
from followups.models import FollowUp
from followups.moment import blocked
from followups.notes import after_a_note
from followups.plan import Decided, Wanted
from followups.prepared import for_the_moment
from followups.promises import after_a_person, in_a_reply
from followups.record import record
from followups.settled import by_events
from followups.silence import after_silence
from followups.slots import Hours, slot
from followups.their_wish import respected
from followups.their_word import hangs_on_it, kept_by_them
from followups.windows import Window

AT_RISK = 2  # Conversation.priority


def pending(turn: Turn) -> None:
    """What is planned so far: part of what the reading must judge."""
    live = live_follow_up(Conversation(pk=turn.conversation_id))
    if live:
        turn.pending = as_pending(live)
        turn.blocked = blocked(turn, live) is not None  # asked again when it is planned: seconds may pass


def plan(turn: Turn) -> None:
    decided = kept_by_them(turn, after_a_person(turn, by_events(turn, decide(turn))))
    decided = respected(turn, after_a_note(turn, decided, choose))
    decided = held_back(turn, first_made(turn, decided))
    turn.plan = decided.plan
    turn.at_commit(partial(record, turn, decided))
    turn.at_commit(partial(in_a_reply, turn))


def decide(turn: Turn) -> Decided:
    if turn.reading:
        return planning.after_reading(turn, turn.reading.answer, choose)
    if turn.effects.held and turn.pending and (turn.moment is None or turn.moment.verdict in ("write", "wait")):
        return planning.keep(turn, "It stays as it is.")
    if turn.pending and (found := blocked(turn, FollowUp.objects.get(pk=turn.pending.id))):
        return planning.not_now(turn, found)
    if turn.moment and turn.pending:
        return at_the_moment(turn, turn.pending)
    if turn.trigger == Trigger.SILENCE:
        return after_silence(turn)
    return planning.otherwise(turn)


def at_the_moment(turn: Turn, live: Pending) -> Decided:
    facts = turn.facts
    is_open = service_window.is_open(facts.last_inbound_at, facts.now) and not service_window.shut_by_whatsapp(
        turn.conversation_id, facts.last_inbound_at
    )
    language = live.language or facts.contact.language
    contact = turn.thread.contact
    template = None if is_open else template_for(contact, language, live.purpose, live.reason, live.tone)
    decided = planning.at_the_moment(turn, live, template, is_open)
    if decided.plan.template:
        others = others_for(contact, language, live.tone, decided.plan.template)
        decided = replace(decided, plan=replace(decided.plan, other_templates=others))
    return in_a_colleagues_words(decided, live, is_open)


def in_a_colleagues_words(decided: Decided, live: Pending, is_open: bool) -> Decided:
    """What a colleague wrote for this moment goes out as it stands, if it still stands on what is known."""
    if decided.plan.speak != "follow_up":
        return decided
    words = for_the_moment(FollowUp.objects.select_related("conversation").get(pk=live.id), is_open)
    if words is None:
        return decided
    kept = words.template
    template = Template(kept.pk, kept.sid, kept.body, dict(kept.variables)) if kept else None
    said = f"{decided.plan.words} In {words.by}’s words."
    return replace(
        decided,
        plan=replace(decided.plan, words=said, text=words.text, variables=words.variables, template=template),
    )


def choose(turn: Turn, answer: ReadingAnswer, window: Window) -> Wanted:
    """The moment inside the window, and the template if free text will not be allowed by then."""
    facts, live = turn.facts, turn.pending
    contact = turn.thread.contact
    hours = Hours.of(contact, turn.business)
    moment = slot(window.earliest, window.best, window.latest, window.precision, hours, facts.now)
    language = answer.language if answer.language not in ("", "und") else contact.language or "en"
    purpose = answer.wants or answer.deliverable or (live.purpose if live else "")
    reason = answer.reason or (live.reason if live else "")
    is_open = service_window.is_open(facts.last_inbound_at, moment)
    return Wanted(
        purpose=purpose,
        reason=reason,
        quote=(window.quotes[0] if window.quotes else "") or answer.stance_quote,
        stance=answer.stance,
        tone=answer.tone,
        language=language,
        must_mention=tuple(dict.fromkeys([*answer.must_mention, *(live.must_mention if live else ())])),
        must_not_say=tuple(dict.fromkeys([*answer.must_not_say, *(live.must_not_say if live else ())])),
        window=window,
        planned_for=moment,
        template=None if is_open else template_for(contact, language, purpose, reason, answer.tone),
        origin="their_promise" if hangs_on_it(answer) else "asked",
        anchored=any(e.role == "contact_before" and not e.negated for e in answer.time_expressions),
        asks_approval=risk_of(answer, turn),
    )


def risk_of(answer: ReadingAnswer, turn: Turn) -> str:
    """Why a person should see it before it goes, in one sentence; empty for the usual ones."""
    if answer.churn_risk:
        return "They may be about to leave us: a person reads it before it goes."
    if turn.thread.priority >= AT_RISK:
        return "This customer is marked as at risk of leaving: a person reads it before it goes."
    return ""


def as_pending(live: FollowUp) -> Pending:
    zone = ZoneInfo(live.zone)
    return Pending(
        id=live.pk,
        purpose=live.purpose,
        reason=live.reason,
        quote=live.quote,
        stance=live.stance,
        tone=live.tone,
        language=live.language,
        must_mention=tuple(live.must_mention),
        must_not_say=tuple(live.must_not_say),
        agenda=tuple(live.agenda),
        earliest=live.earliest.astimezone(zone).date(),
        latest=(live.latest - timedelta(seconds=1)).astimezone(zone).date() if live.latest else None,
        zone=live.zone,
        precision=live.precision,
        planned_for=live.planned_for,
        created_at=live.created_at,
        moves=live.moves,
        no_contact_before=live.no_contact_before,
        origin=live.origin,
        late=live.late,
    )
