"""What a colleague's note asks for when they hand a thread back: “wait for their PO next week”, “remind her on Monday”.

Read like a promise in their own message (`promises.py`): by rules and the grammar of time, in English, Spanish and
Portuguese, without a model. The note itself goes into every later prompt; what is not understood here is still read there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Literal

from conversations.models import Conversation, Message, NextKind, Trigger
from conversations.turns.meaning import ReadingAnswer, TimeExpression
from conversations.turns.turn import HandedBack, NextStep, Plan, Turn
from conversations.whatsapp import window as service_window
from crm.llm.embedded.matters import wanted
from crm.llm.embedded.quotes import spoken
from crm.llm.embedded.text import fold
from crm.llm.embedded.time_grammar import parse
from followups import promises
from followups.models import VagueWord
from followups.plan import Decided, Wanted, make_or_move, wait
from followups.windows import Window, resolve

READ_BACK = 6  # readings
Chooser = Callable[[Turn, ReadingAnswer, Window], Wanted]

# Folded text: no accents, lower case.
_WAIT = re.compile(
    r"\b(?:wait\w*|hold off|do nothing|nothing to do|leave (?:it|them|her|him)|let (?:them|her|him) (?:come|write|decide|think)|"
    r"no (?:reply|answer|need to (?:reply|answer|write))|(?:do not|don'?t) (?:write|reply|answer|chase|contact|follow up)|"
    r"(?:answer|reply|respond)\w*(?: to)?(?: her| him| them| it)? (?:only )?(?:when|if|once)|"
    r"(?:he|she|they)(?:'ll| will) (?:write|come back|let us know|get back|decide|send|confirm)|"
    r"esper\w+|no (?:hay que )?(?:escrib\w+|contest\w+|respond\w+)|(?:respond\w+|contest\w+)\w* (?:cuando|si)|nos? (?:escribira|avisara)|"
    r"aguard\w+|nao (?:precisa )?(?:escrev\w+|respond\w+)|respond\w+ (?:quando|se)|(?:ele|ela|eles) (?:vai|vao) (?:escrever|avisar|mandar))\b"
)
_WRITE = re.compile(
    r"\b(?:write to|write (?:her|him|them)|text (?:her|him|them)|message (?:her|him|them)|remind|ping|follow up|ask (?:her|him|them|again)|check (?:in )?with|"
    r"confirm|get back to|come back to|chase|send (?:her|him|them)|"
    r"escrib\w+|recuerd\w+|recordar\w*|pregunt\w+|confirm\w+|avis\w+|retom\w+|"
    r"escrev\w+|lembr\w+|pergunt\w+|retorn\w+)\b"
)
_SETTLED = re.compile(
    r"\b(?:settled|solved|resolved|sorted|all good|all set|done|refunded|paid|fixed|taken care of|handled|"
    r"resuelt\w+|arreglad\w+|solucionad\w+|listo|resolvid\w+|tratad\w+|pronto)\b"
)
_NOT_SETTLED = re.compile(r"\b(?:not|no|nao|sin|sem|isn'?t|until|once|when|hasta|cuando|quando|ate)\b")


def after_a_note(turn: Turn, decided: Decided, choose: Chooser) -> Decided:
    """The plan after a hand-back: what the note asks for; without one, nothing goes back to the people it came from."""
    back = turn.facts.last_handed_back
    if turn.trigger != Trigger.HANDED_BACK or back is None:
        return decided
    if back.note:
        found = asked_for(turn, decided, back, choose)
        if found is not None:
            return found
    if decided.plan.next_step.kind == NextKind.HUMAN_TASK and not turn.handoff:
        return instead(turn, decided, wait(turn.facts, f"{back.by} handed back; now it is their turn."), "Handed back.")
    return unsaid_if_too_late(turn, decided)


def unsaid_if_too_late(turn: Turn, decided: Decided) -> Decided:
    """No answer can leave after the 24 hours, and a colleague has seen the question: it is not handed over for that again."""
    if decided.plan.speak != "reply" or service_window.is_open(turn.facts.last_inbound_at, turn.facts.now):
        return decided
    return replace(decided, plan=replace(decided.plan, speak=""))


def asked_for(turn: Turn, decided: Decided, back: HandedBack, choose: Chooser) -> Decided | None:
    """None where the note asks for nothing that code can plan."""
    said, due = fold(back.note).text, last_moment(turn, back)
    if promise := promised(turn, back):
        turn.at_commit(partial(promises.note, promise))
        assert promise.due is not None
        words = f"{back.by} promised: “{promise.what}”."
        owner = promise.user_id
        step = NextStep(NextKind.HUMAN_TASK, promise.due, words, user_id=owner, to_team=owner is None)
        return instead(turn, decided, step, words)
    waits = _WAIT.search(said)
    writes = _WRITE.search(said)
    if writes and not (waits and waits.start() < writes.start()) and (window := window_of(turn, back)):
        return written_later(turn, back, window, choose)
    if waits:
        words = f"Note from {back.by}: {back.note}"
        step = wait(turn.facts, words[:300])
        if due:
            step = replace(step, at=due, wake_at=due)
        return instead(turn, decided, step, words)
    if says_settled(back.note):
        words = f"Note from {back.by}: {back.note}"
        return instead(turn, decided, wait(turn.facts, words[:300]), words)
    return None


def says_settled(note: str) -> bool:
    """ "All sorted", "resuelto": nothing is left to do, and nothing is waited for."""
    said = fold(note).text
    settled = _SETTLED.search(said)
    return bool(settled and not _NOT_SETTLED.search(said[: settled.end()]))


def instead(turn: Turn, decided: Decided, step: NextStep, words: str) -> Decided:
    """Nothing is said now and nothing new is planned; a live follow-up stays only if it was to stay anyway, and on the day
    that they asked for since. Beside waiting for them none stays: the thread would have two next steps."""
    if decided.plan.next_step.kind == NextKind.FOLLOW_UP and decided.verdict == "keep":
        return replace(decided, plan=replace(decided.plan, speak=""))
    if step.kind == NextKind.HUMAN_TASK and decided.verdict in ("move", "merge"):
        plan = replace(decided.plan, words=words[:300], next_step=step, speak="", when_text="", confirm_date=False)
        return replace(decided, plan=plan)
    ends = decided.verdict == "cancel" or (turn.pending is not None and step.kind == NextKind.WAIT_FOR_CUSTOMER)
    verdict: Literal["cancel", "none"] = "cancel" if ends else "none"
    return Decided(Plan(verdict, words[:300], step), verdict, quote=decided.quote)


def promised(turn: Turn, back: HandedBack) -> promises.Promise | None:
    """“I'll call them on Friday”: theirs, with its date."""
    message = Message(pk=0, body=back.note, at=back.at, user_id=back.user_id, conversation_id=turn.conversation_id)
    found = (promises.read(turn, message, match[0]) for match in promises.PROMISE.finditer(back.note))
    return min((one for one in found if one.due), key=lambda one: one.due or back.at, default=None)


def times(turn: Turn, back: HandedBack) -> list[TimeExpression]:
    """A colleague's “until Friday” and “back by Friday” name the Friday: what a customer would mean by them is another thing."""
    found = [
        TimeExpression.model_validate({**raw, **(raw.get("start") or {}), "role": "contact_after", "relation": None})
        if raw["kind"] == "return_from" or raw.get("relation") in ("from", "since", "by", "until")
        else TimeExpression.model_validate({**raw, "role": "contact_after"})
        for raw in parse(back.note, None, country=turn.facts.house.country)
        if raw.get("role") not in ("past_fact", "not_time")
    ]
    return [one for one in found if not one.negated and one.kind not in ("none", "vague")]


def last_moment(turn: Turn, back: HandedBack) -> datetime | None:
    """Until when to wait: the end of what they named, on our own clock."""
    facts = turn.facts
    ends = [promises.last_moment(one, back.at, facts.house.zone, facts.house.country) for one in times(turn, back)]
    later = [end for end in ends if end and end > facts.now]
    return min(later, default=None)


def window_of(turn: Turn, back: HandedBack) -> Window | None:
    facts = turn.facts
    country = facts.contact.country or facts.house.country
    return resolve(
        times(turn, back),
        now=facts.now,
        said_at=back.at,
        zone=facts.contact.zone,
        country=country,
        words=VagueWord.table(),
    )


def written_later(turn: Turn, back: HandedBack, window: Window, choose: Chooser) -> Decided:
    """A follow-up as the colleague wants it. What it takes up is the note's matter or what the customer wanted; the note's
    own words are ours and are never quoted to the customer."""
    before = what_they_wanted(turn.conversation_id)
    planned = turn.pending.purpose if turn.pending else ""
    matter = wanted(spoken([{"id": "", "text": back.note}]))[0] or planned or matter_of(before)
    asked = {
        "language": (before.language if before else "") or turn.facts.contact.language or "en",
        "stance": "interested",
        "wants_followup": True,
        "answer_now": False,
        "wants": matter,
        "must_mention": [matter] if matter else [],
        "tone": before.tone if before else "friendly",
    }
    answer = ReadingAnswer.model_validate(asked)
    theirs = (before.wants_quote or before.deliverable_quote or before.stance_quote) if before else ""
    own = replace(window, quotes=(theirs,) if theirs else ())
    decided = make_or_move(turn, answer, own, choose)
    words = f"{decided.plan.words.split(' because ')[0]}: {back.by} asked for it in a note."
    step = replace(decided.plan.next_step, why=f"{back.by} asked for it: {back.note}"[:300])
    plan = replace(decided.plan, words=words[:300], next_step=step, speak="", confirm_date=False)
    return replace(decided, plan=plan, quote="")


def what_they_wanted(conversation_id: int) -> ReadingAnswer | None:
    """The latest reading that names a matter, else the latest one: a side question since is not what is picked up."""
    latest = Conversation(pk=conversation_id).readings.order_by("-id").values_list("answer", flat=True)[:READ_BACK]
    answers = [ReadingAnswer.model_validate(answer) for answer in latest]
    return next((answer for answer in answers if matter_of(answer)), answers[0] if answers else None)


def matter_of(answer: ReadingAnswer | None) -> str:
    return (answer.wants or answer.deliverable) if answer else ""
