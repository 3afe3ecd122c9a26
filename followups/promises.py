"""What was promised in a message of ours: “I'll send the quote tomorrow” becomes a dated step, the colleague's who wrote it,
or the team's where the agent did.

Read by rules and the grammar of time, without a model: a promise is a first person and a verb of doing, in English,
Spanish or Portuguese. What is missed stays an ordinary message; the person still sees it in the thread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from conversations.models import Message, NextKind, Trigger
from conversations.next_step import add_working_days
from conversations.turns.meaning import TimeExpression
from conversations.turns.turn import Commit, NextStep, Plan, Turn
from crm import local_time
from crm.llm.embedded.time_grammar import parse
from crm.models import Activity, Actor
from followups.models import Commitment, VagueWord
from followups.plan import Decided
from followups.windows import resolve

PROMISE = re.compile(
    r"\b(?:i|we|(?:a|my|our|one of (?:my|our)) (?:colleagues?|team|manager|driver|specialist)|someone(?: from [\w ]{1,30})?)"
    r"(?:['’]ll| will| shall|['’]m going to|['’]re going to| am going to| are going to| promise to) (?!not\b|never\b)"
    r"[^.!?\n]{2,160}"
    r"|\b(?:te|le|les|os|lo|la) (?:llam|env[ií]|mand|confirm|avis|escrib|pas|contact)\w*[^.!?\n]{0,160}"
    r"|\b(?:vou|vamos|iremos|te|lhe|voy a|vamos a) (?:te |lhe |le )?(?:envi|mand|lig|confirm|avis|escrev|retorn|llam|prepar|pas)\w*[^.!?\n]{0,160}",
    re.IGNORECASE,
)
CALL = re.compile(r"\b(?:call\w*|ring|phone|llam\w+|lig\w+)\b", re.IGNORECASE)
# Nothing that somebody has to do: the follow-up that the agent has planned anyway, and courtesies.
KEPT_ANYWAY = re.compile(
    r"\b(?:writ\w+|messag\w+|be in touch|be here|be glad|be happy|leave|stop|chase|(?:pick|take) (?:it|this) up|"
    r"(?:come|go|get) back to (?:it|this|that|you)|remind\w*|follow up|check in|recuerd\w+|retom\w+|volver\w*|lembr\w+|volt\w+|escrib\w+|"
    r"escrev\w+|contact\w*|read)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Promise:
    """`due` is the last moment at which it is kept, None where they named no time."""

    what: str
    due: datetime | None
    message_id: int
    user_id: int | None


def in_own_words(turn: Turn) -> Promise | None:
    """The promise of the last message that a person wrote here, the earliest one if there are several."""
    message = Message.objects.filter(conversation_id=turn.conversation_id, author="person").order_by("-id").first()
    if message is None:
        return None
    return earliest(turn, [read(turn, message, match[0]) for match in PROMISE.finditer(message.body)])


def earliest(turn: Turn, found: list[Promise]) -> Promise | None:
    dated = [promise for promise in found if promise.due]
    return min(dated, key=lambda one: one.due or turn.facts.now, default=found[0] if found else None)


def read(turn: Turn, message: Message, words: str) -> Promise:
    facts = turn.facts
    zone, country = facts.house.zone, facts.house.country
    what = " ".join(words.split()).strip(" ,;:")[:300]
    due = None
    for raw in parse(words, None, country=country):
        expression = TimeExpression.model_validate({**raw, "role": "contact_before"})
        if raw.get("role") in ("past_fact", "not_time") or expression.negated:
            continue
        at = last_moment(expression, message.at, zone, country)
        due = at if due is None or at is None else min(due, at)
    return Promise(what, due, message.pk, message.user_id)


def last_moment(expression: TimeExpression, said_at: datetime, zone: str, country: str) -> datetime | None:
    """ "Within 48 hours" ends 48 hours after it was said; "tomorrow" and "by Friday" with that day's office hours."""
    if expression.kind == "in_duration" and expression.unit in ("minute", "hour") and expression.n:
        unit = timedelta(hours=1) if expression.unit == "hour" else timedelta(minutes=1)
        return said_at + unit * (expression.n_max or expression.n)
    if expression.kind == "in_duration" and expression.unit == "business_day" and expression.n:
        return end_of_office(add_working_days(said_at, int(expression.n_max or expression.n), zone, country), zone)
    role = "contact_before" if expression.relation in ("by", "before", "until") else "contact_after"
    window = resolve(
        [expression.model_copy(update={"role": role})],
        now=said_at,
        said_at=said_at,
        zone=zone,
        country=country,
        words=VagueWord.table(),
    )
    if window is None:
        return None
    if expression.hour is not None:
        return window.best
    last = window.latest - timedelta(seconds=1) if window.latest else window.best
    return max(end_of_office(last, zone), said_at + timedelta(minutes=30))


def end_of_office(moment: datetime, zone: str) -> datetime:
    local = moment.astimezone(local_time.zone_of(zone))
    return local.replace(hour=17, minute=0, second=0, microsecond=0)


def after_a_person(turn: Turn, decided: Decided) -> Decided:
    """A promise of a colleague's becomes the colleague's own step, on its date, unless what is planned comes first."""
    if turn.trigger != Trigger.PERSON_WROTE or turn.reading is not None:
        return decided
    promise = in_own_words(turn)
    if promise is None:
        return decided
    turn.at_commit(partial(note, promise))
    planned = decided.plan.next_step
    if promise.due is None or (planned.kind == NextKind.FOLLOW_UP and planned.at <= promise.due):
        return decided
    words = f"Promised: “{promise.what}”."
    owner = promise.user_id
    step = NextStep(NextKind.HUMAN_TASK, promise.due, words[:300], user_id=owner, to_team=owner is None)
    plan = Plan(decided.plan.action, words, step)
    return Decided(plan, decided.verdict, quote=promise.what)


def in_a_reply(turn: Turn, commit: Commit) -> None:
    """At commit: what the agent itself promised in the reply that it queued. Somebody has to do it, so a dated one becomes
    the team's step, unless a message that is planned comes first."""
    draft, step = turn.draft, commit.next_step
    if commit.message is None or draft is None or draft.template or turn.plan is None or turn.plan.speak != "reply":
        return
    spoken = [match[0] for match in PROMISE.finditer(draft.text) if not KEPT_ANYWAY.search(match[0])]
    promise = earliest(turn, [read(turn, commit.message, words) for words in spoken])
    if promise is None:
        return
    note(promise, commit)
    first = step is not None and step.kind == NextKind.FOLLOW_UP and promise.due and step.at <= promise.due
    if promise.due and step is not None and not first and not commit.close_reason:
        words = f"Promised: “{promise.what}”."
        commit.next_step = NextStep(NextKind.HUMAN_TASK, promise.due, words[:300], to_team=True)


def note(promise: Promise, commit: Commit) -> None:
    _, new = Commitment.objects.get_or_create(
        conversation=commit.conversation,
        who="us",
        what=promise.what,
        state="open",
        defaults={"quote": promise.what, "due_by": promise.due, "made_at": commit.now},
    )
    if new:
        Activity.record(
            "promise-noted",
            f"Noted as a promise of ours: “{promise.what}”.",
            actor=Actor.AGENT,
            contact=commit.conversation.contact,
            conversation_id=commit.conversation.pk,
        )
