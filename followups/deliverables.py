"""What must be made before we write. An article has it, or a person is asked two working days before; nothing is sent
in its place, and it goes out at the moment itself, or on their yes where only a template could offer it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from conversations import deliverables
from conversations.models import Conversation, Handoff, NextKind, Purpose, Trigger
from conversations.next_step import person_due
from conversations.turns import run
from conversations.turns.turn import Commit, NextStep, Plan, Turn
from conversations.whatsapp import window as service_window
from crm import local_time
from crm.compiled import Compiled
from crm.models import Activity, Actor, Business
from followups.by_template import template_for
from followups.models import Commitment, FollowUp, FollowUpState
from followups.notes import says_settled
from followups.plan import Decided, Wanted, described, wait, write_at
from followups.slots import Hours, working_days_before
from followups.windows import Window

WORKING_DAYS_BEFORE = 2
OFFER_DAYS = 14  # within which offering it makes sense
OFFER_STANDS = 30  # days: later “yes” is about something else
GIVEN_UP = ("cancel", "expire")
INTRO = {
    "en": "As promised:",
    "es": "Como quedamos:",
    "pt": "Como combinado:",
    "fr": "Comme convenu :",
    "de": "Wie versprochen:",
}


@dataclass(frozen=True)
class Owed:
    """A thing that they asked for. `text` is what they get, empty while nobody has made it."""

    what: str
    quote: str
    text: str
    source: str
    commitment_id: int | None = None


def owed(turn: Turn) -> Owed | None:
    """The thing owed in this conversation: as the reading says just now, else what was noted before."""
    noted = open_deliverable(turn.conversation_id)
    answer = turn.reading.answer if turn.reading else None
    language = (turn.pending.language if turn.pending else "") or turn.facts.contact.language
    new = answer and answer.deliverable and (noted is None or noted.what != answer.deliverable[:300])
    if answer and new and (noted is None or answer.wants_followup):
        language = answer.language if answer.language not in ("", "und") else language
        ready = deliverables.find(answer.deliverable, language)
        return Owed(answer.deliverable[:300], answer.deliverable_quote, *_parts(ready))
    if noted is None:
        return None
    ready = None if noted.result else deliverables.find(noted.what, language)
    text, source = _parts(ready) if ready else (noted.result, noted.source)
    return Owed(noted.what, noted.quote, text, source, noted.pk)


def open_deliverable(conversation_id: int) -> Commitment | None:
    return OWED.first(conversation_id)


OWED = Compiled(
    lambda thread: Commitment.objects.filter(conversation=thread, who="us", kind="deliverable", state="open").order_by(
        "-id"
    )[:1]
)


def _parts(ready: deliverables.Ready | None) -> tuple[str, str]:
    return (ready.text, ready.source) if ready else ("", "")


def first_made(turn: Turn, decided: Decided) -> Decided:
    """The plan, with what is owed in it: nothing is written before it has been made, and on their yes it is sent."""
    thing = owed(turn)
    if thing is None:
        return decided
    if turn.facts.contact.opted_out:
        turn.at_commit(partial(give_up, thing, decided.plan.words))
        return decided
    if is_yes(turn, decided):
        return on_their_yes(turn, decided, thing)
    if decided.verdict in GIVEN_UP or decided.plan.close_reason or declined(turn):
        turn.at_commit(partial(give_up, thing, decided.plan.words))
        return decided
    step = decided.plan.next_step
    if decided.verdict == "write":
        return at_the_moment(turn, decided, thing)
    if step.kind != NextKind.FOLLOW_UP:
        return decided
    turn.at_commit(partial(note, thing, step.at))
    if thing.text:
        words = f"{decided.plan.words} “{thing.what}” is ready: {thing.source}."
        return replace(decided, plan=replace(decided.plan, words=words[:500]))
    return replace(decided, plan=replace(decided.plan, next_step=asked_in_time(turn, step, thing)))


def asked_in_time(turn: Turn, step: NextStep, thing: Owed) -> NextStep:
    """The agent keeps the date and looks two working days before; from then on it is a person's, until it is made."""
    business = Business.get()
    ask_at = working_days_before(step.at, WORKING_DAYS_BEFORE, business)
    if ask_at > turn.facts.now:
        return replace(step, wake_at=ask_at, wake_trigger=Trigger.FACTS_CHANGED)
    return make_task(thing, turn.facts.now, step.at, business)


def first_look(conversation_id: int, planned: datetime, now: datetime) -> tuple[datetime, str]:
    """When the agent wakes for a follow-up planned by a person, and as what: earlier where something must be made first."""
    noted = open_deliverable(conversation_id)
    ask_at = working_days_before(planned, WORKING_DAYS_BEFORE, Business.get())
    if noted is None or noted.result or ask_at >= planned:
        return planned, Trigger.FOLLOW_UP_DUE
    return max(ask_at, now), Trigger.FACTS_CHANGED


def make_task(thing: Owed, now: datetime, needed: datetime, business: Business) -> NextStep:
    """A person's, within the office hour, and never later than the moment it is needed for."""
    due = min(person_due(now, business), max(needed, now + timedelta(minutes=30)))
    day = local_time.when(needed, business.timezone, now)
    return NextStep(NextKind.HUMAN_TASK, due, f"Make “{thing.what}”: they get it {day}."[:300], to_team=True)


def at_the_moment(turn: Turn, decided: Decided, thing: Owed) -> Decided:
    """Window open: the thing itself goes. Closed: the template offers it. Not made: nobody is written to, a person is asked."""
    facts, plan = turn.facts, decided.plan
    if not thing.text:
        if turn.handoff and turn.handoff[0] == "no_template":
            turn.handoff, turn.outcome = None, ""  # nothing is to be written, so no template is missing
        step = make_task(thing, facts.now, facts.now, Business.get())
        words = f"Not written: “{thing.what}” has not been made yet. A person is asked for it."
        return Decided(replace(plan, action="keep", words=words, next_step=step, speak="", template=None), "keep")
    if not service_window.is_open(facts.last_inbound_at, facts.now):
        words = f"{plan.words} The template offers “{thing.what}”; it is sent on their yes."
        return replace(decided, plan=replace(plan, words=words[:500]))
    turn.at_commit(partial(deliver, turn, thing, Purpose.FOLLOW_UP))
    return replace(decided, plan=replace(plan, speak=""))


def is_yes(turn: Turn, decided: Decided) -> bool:
    """They are interested, name no later time, and what we wrote last offered it, or they want it now."""
    answer = turn.reading.answer if turn.reading else None
    back = turn.facts.last_handed_back
    if turn.trigger == Trigger.HANDED_BACK and back and back.note and (says_settled(back.note) or not made_since(turn)):
        return False  # the note says what happens now
    if made_since(turn):
        return decided.plan.next_step.kind != NextKind.FOLLOW_UP and decided.verdict in ("none", "cancel")
    if answer is None or answer.stance != "interested" or decided.verdict not in ("none", "cancel"):
        return False
    if decided.plan.next_step.kind == NextKind.FOLLOW_UP or answer.needs_human or answer.wants_human:
        return False
    return decided.verdict == "cancel" or bool(answer.deliverable and answer.answer_now) or was_offered(turn)


def declined(turn: Turn) -> bool:
    """What they no longer want is owed no more; asked for room is not declined."""
    answer = turn.reading.answer if turn.reading else None
    return answer is not None and answer.stance in ("polite_no", "resolved")


def made_since(turn: Turn) -> bool:
    """They said yes, nobody had made it, a colleague was asked, made it and gave the thread back: now is the moment."""
    if turn.trigger != Trigger.HANDED_BACK:
        return False
    handoffs = Handoff.objects.filter(conversation_id=turn.conversation_id, state="closed")
    last = handoffs.order_by("-closed_at", "-id").first()
    noted = open_deliverable(turn.conversation_id)
    return bool(last and last.reason == "deliverable" and noted and noted.result)


def was_offered(turn: Turn) -> bool:
    noted = open_deliverable(turn.conversation_id)
    return bool(
        noted
        and FollowUp.objects.filter(
            conversation_id=turn.conversation_id,
            state=FollowUpState.SENT,
            sent_at__gte=max(noted.made_at, turn.facts.now - timedelta(days=OFFER_STANDS)),
        ).exists()
    )


def on_their_yes(turn: Turn, decided: Decided, thing: Owed) -> Decided:
    """Sent, if free text may be; offered by template, once, if not; asked of a person, once, if nobody has made it."""
    if thing.commitment_id is None and not thing.text:
        return decided  # never promised: an ordinary wish, answered or handed over like any other
    if not thing.text:
        if not seen_by_a_person(turn):
            turn.hand_over("deliverable", f"They want “{thing.what}” now, and nobody has made it yet.", thing.quote)
        return decided
    if not service_window.is_open(turn.facts.last_inbound_at, turn.facts.now):
        return offered_by_template(turn, decided, thing)
    asked = any("?" in said.text for said in turn.facts.burst)
    turn.at_commit(partial(deliver, turn, thing, Purpose.REPLY))
    words = f"They said yes: “{thing.what}” is sent ({thing.source or 'made by a colleague'})."
    step = wait(turn.facts, f"They have “{thing.what}”; now it is their turn.")
    return replace(decided, plan=replace(decided.plan, words=words, next_step=step, speak="reply" if asked else ""))


def seen_by_a_person(turn: Turn) -> bool:
    """Whether a colleague has had the thread since they last wrote: the same words ask for nobody a second time."""
    backs, last = turn.facts.handed_back, turn.facts.last_inbound_at
    return bool(backs and (last is None or backs[-1].at >= last))


def offered_by_template(turn: Turn, decided: Decided, thing: Owed) -> Decided:
    """The 24 hours are over: a template says that it is ready, and it is sent on their yes. Never offered twice."""
    facts, contact = turn.facts, turn.thread.contact
    language = (turn.pending.language if turn.pending else "") or contact.language or "en"
    since = facts.last_inbound_at or facts.now
    sent = FollowUp.objects.filter(conversation_id=turn.conversation_id, state=FollowUpState.SENT, sent_at__gt=since)
    if sent.exists():
        return decided
    template = template_for(contact, language, thing.what, "")
    if template is None:
        words = f"“{thing.what}” is ready, the 24-hour window is closed and no approved template fits: send or tell them by hand."
        if not seen_by_a_person(turn):
            turn.hand_over("no_template", words, thing.quote)
            return decided
        return replace(decided, plan=replace(decided.plan, words=words[:500], speak=""))
    moment = Hours.of(contact, turn.business).next_allowed(facts.now + timedelta(minutes=1))
    window = Window(facts.now, moment, moment + timedelta(days=OFFER_DAYS), "few_days", 1.0, contact.timezone)
    words = f"“{thing.what}” is ready ({thing.source or 'made by a colleague'}); the template offers it, and it is sent on their yes."
    wanted = Wanted(
        purpose=thing.what,
        reason="",
        quote=thing.quote,
        stance="interested",
        tone=turn.pending.tone if turn.pending else "friendly",
        language=language,
        must_mention=(thing.what,),
        must_not_say=turn.pending.must_not_say if turn.pending else (),
        window=window,
        planned_for=moment,
        template=template,
    )
    action: Literal["move", "make"] = "move" if turn.pending else "make"
    plan = Plan(action, words[:500], write_at(moment, f"because “{thing.what}” is ready"), window=described(window))
    return Decided(plan, action, wanted, quote=thing.quote)


# --- at commit ---------------------------------------------------------------------------------------------------------


def note(thing: Owed, needed: datetime, commit: Commit) -> None:
    """Noted once as a commitment of ours; a thing they now want instead replaces what was owed before."""
    others = Commitment.objects.filter(
        conversation=commit.conversation, who="us", kind="deliverable", state="open"
    ).exclude(what=thing.what)
    others.update(state="waived", ended_at=commit.now, ended_words="They asked for something else instead.")
    Commitment.objects.update_or_create(
        conversation=commit.conversation,
        who="us",
        what=thing.what,
        state="open",
        defaults={"kind": "deliverable", "due_by": needed},
        create_defaults={
            "kind": "deliverable",
            "due_by": needed,
            "quote": thing.quote[:500],
            "made_at": commit.now,
        },
    )


def give_up(thing: Owed, words: str, commit: Commit) -> None:
    open_ones = Commitment.objects.filter(conversation=commit.conversation, kind="deliverable", state="open")
    if open_ones.update(state="waived", ended_at=commit.now, ended_words=words[:300]):
        release_task(commit.conversation, thing.what)


def release_task(conversation: Conversation, what: str) -> None:
    """A person who was to make it need not any more: the step that this turn planned takes the task's place."""
    is_task = conversation.next_kind == NextKind.HUMAN_TASK and f"“{what}”" in conversation.next_why
    if is_task and not conversation.handoffs.filter(state__in=["open", "claimed"]).exists():
        conversation.next_user = conversation.next_team = None


def deliver(turn: Turn, thing: Owed, purpose: Purpose, commit: Commit) -> None:
    """Through the one door. The words are a person's or an article's, so they are sent as they stand."""
    if turn.handoff or turn.silent:
        return
    language = (commit.conversation.contact.language or "en")[:2]
    text = "\n\n".join(filter(None, [INTRO.get(language, ""), thing.text]))
    key = f"deliver-{commit.conversation.pk}-{turn.id}"
    message, ruling = run.send(turn, commit, purpose, key, text)
    if purpose == Purpose.FOLLOW_UP:
        commit.message, commit.ruling = message, ruling
    if message is None:
        if purpose == Purpose.REPLY and ruling:
            turn.hand_over("deliverable", f"“{thing.what}” was not sent: {ruling.why}")
        return
    words = f"Delivered “{thing.what}” ({thing.source or 'made by a colleague'})."
    Commitment.objects.filter(conversation=commit.conversation, who="us", what=thing.what, state="open").update(
        state="kept", ended_at=commit.now, ended_words=words[:300], result=thing.text, source=thing.source
    )
    Activity.record(
        "deliverable-sent",
        words,
        actor=Actor.AGENT,
        contact=commit.conversation.contact,
        conversation_id=commit.conversation.pk,
    )
