"""What they promised: “I'll send you the documents by Friday”. Dated, asked after kindly once when it did not come, kept
when it comes. Nothing is asked before its day is over."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from functools import partial

from conversations.turns.check import content_words
from conversations.turns.meaning import PromisedThing, ReadingAnswer, TimeExpression
from conversations.turns.turn import Commit, Situation, Turn
from crm.models import Activity, Actor
from followups.models import Commitment, FollowUp, Origin
from followups.plan import Decided, wait
from followups.windows import Window, resolve

ASKING = ("contact_after", "contact_before")
THINGS = {"image", "document", "video", "audio", "media", "contacts", "location"}
HERE_IT_IS = re.compile(
    r"\b(?:here (?:is|are|it is|you (?:go|have|are))|attached|(?:just |already |have |i['’]ve )?(?:sent|paid|signed|uploaded|filled|transferred|e-?mailed)\b"
    r"|aqu[ií] (?:est[aá]n?|van?|tienes?|le|te)|adjunt\w+|(?:ya )?(?:te|le|os|lo|la|los|las) (?:he )?(?:envi[eéoó]\w*|mand[eéoó]\w*)|pagad[oa]|firmad[oa]|enviad[oa]s?"
    r"|segue(?:m)?(?: em)? anexo|aqui (?:est[aá]o?|vai|v[aã]o)|enviei|mandei|paguei|assinei|em anexo)",
    re.IGNORECASE,
)
NOT_YET = re.compile(
    r"\b(?:will|['’]ll|going to|tomorrow|later|soon|not|n['’]t|voy a|vou|ma[nñ]ana|amanh[aã]|todav[ií]a|ainda)\b", re.I
)


# --- promised ----------------------------------------------------------------------------------------------------------


def dated(answer: ReadingAnswer) -> PromisedThing | None:
    """The last thing they promise for a time."""
    theirs = [each for each in answer.commitments if each.who == "them" and each.time and not each.time.negated]
    return theirs[-1] if theirs else None


def hangs_on_it(answer: ReadingAnswer) -> bool:
    """Whether the time they named is that of their promise, and none at which they ask to be written to."""
    roles = {e.role for e in answer.time_expressions if e.kind != "none"}
    return dated(answer) is not None and not roles & set(ASKING)


def window_after(answer: ReadingAnswer, facts: Situation) -> Window | None:
    """A working day or two after the promised day: when it is kind to ask."""
    promised = dated(answer)
    if promised is None or promised.time is None:
        return None
    return resolve([as_theirs(promised.time)], **said(facts))


def due_by(promised: PromisedThing, facts: Situation) -> datetime | None:
    """The end of the day (or span) that they named, in their zone."""
    if promised.time is None or promised.who != "them":
        return None
    role = "contact_before" if promised.time.relation in ("by", "before", "until") else "contact_after"
    window = resolve([promised.time.model_copy(update={"role": role})], **said(facts))
    return (window.latest or window.best) if window else None


def as_theirs(time: TimeExpression) -> TimeExpression:
    return time.model_copy(update={"role": "their_commitment"})


def said(facts: Situation) -> dict:
    at = {f"m{each.id}": each.at for each in facts.burst}
    return {
        "now": facts.now,
        "said_at": at or facts.now,
        "zone": facts.contact.zone,
        "country": facts.contact.country or facts.house.country,
    }


def of_theirs(live: FollowUp) -> Commitment | None:
    """The promise of theirs that a follow-up asks after: the latest one that is open and dated."""
    theirs = Commitment.objects.filter(conversation_id=live.conversation_id, who="them", state="open")
    return theirs.exclude(due_by=None).order_by("-made_at", "-id").first()


# --- kept ----------------------------------------------------------------------------------------------------------------


def kept_by_them(turn: Turn, decided: Decided) -> Decided:
    """It came: the promise is kept, and what was planned to ask after it is dropped, unless they name another time."""
    if turn.reading is None or not turn.facts.burst:
        return decided
    found = what_came(turn)
    if found is None:
        return decided
    words = f"Kept: “{found.what}”. It came."
    turn.at_commit(partial(end, found.pk, "kept", words))
    live = FollowUp.objects.filter(pk=turn.pending.id).first() if turn.pending else None
    asks_after = live is not None and live.origin == Origin.THEIR_PROMISE and live.commitment_id in (None, found.pk)
    if not asks_after or decided.verdict not in ("keep", "none", "cancel"):
        return decided
    step = wait(turn.facts, "What they promised came; answered, and now it is their turn.")
    plan = replace(
        decided.plan, action="cancel", words=words, next_step=step, speak=decided.plan.speak or "reply", when_text=""
    )
    return replace(decided, plan=plan, verdict="cancel", quote=turn.facts.burst[-1].text[:300])


def what_came(turn: Turn) -> Commitment | None:
    """The open promise of theirs that this burst keeps: a file came, or they say that it is done. On doubt none."""
    burst = turn.facts.burst
    things = any(each.kind in THINGS for each in burst)
    text = " ".join(each.text for each in burst)
    says_so = HERE_IT_IS.search(text) and not NOT_YET.search(text)
    if not (things or says_so):
        return None
    theirs = Commitment.objects.filter(conversation_id=turn.conversation_id, who="them", state="open")
    earlier = list(theirs.filter(made_at__lte=turn.facts.now).exclude(due_by=None).order_by("due_by", "id"))
    words = content_words(text)
    named = [each for each in earlier if content_words(each.what) & words]
    if named:
        return named[0]
    return earlier[0] if len(earlier) == 1 else None


def end(commitment_id: int, state: str, words: str, commit: Commit) -> None:
    changed = Commitment.objects.filter(pk=commitment_id, state="open").update(
        state=state, ended_at=commit.now, ended_words=words[:300]
    )
    if changed:
        Activity.record(
            f"promise-{state}",
            words,
            actor=Actor.AGENT,
            contact=commit.conversation.contact,
            conversation_id=commit.conversation.pk,
        )
