"""Nobody answered. One gentle word where they wanted something and we asked; else it is closed, or a person looks on a date.
Whether it goes by itself or waits for a person's yes is the team's policy (`Business.after_silence`).

Never a second one: what follows a message that was not answered is a person's eye. A thread whose talk was not ours
(imported history) is never written to by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from conversations.gates import Defer, Proposal, Refuse, Ruling, rule
from conversations.models import Conversation, Direction, Message, NextKind, Purpose, Reading, Trigger
from conversations.turns.grounding import QUESTION_MARKS
from conversations.turns.turn import Plan, Turn
from crm.models import AfterSilence, Business
from followups.by_template import template_for
from followups.models import Decision, FollowUp
from followups.moment import LATER
from followups.notes import says_settled
from followups.plan import Decided, Wanted, keep, review, task, write_at
from followups.slots import Hours, slot
from followups.windows import Window

DAYS = 7  # within which the next word makes sense
QUOTED = 160  # characters of their own words that a template can carry
SETTLED_BY = (Trigger.EVENT, Trigger.FOLLOW_UP_DUE)  # a turn that cancelled and then waited: nothing was left to write
WANTS_IT = {"interested"}
ASKS = "They wanted something and have not answered our question; writing again unasked is yours to decide."


@dataclass(frozen=True)
class Asked:
    """Our question that they have not answered, and what they wanted."""

    question: str
    purpose: str
    quote: str
    reading: Reading


def after_silence(turn: Turn) -> Decided:
    facts = turn.facts
    if turn.pending:
        return keep(turn, "Silence changes nothing about what is planned.")
    last = last_reading(turn.conversation_id)
    if over := is_over(turn, last):
        reason, words = over
        return Decided(Plan("none", words, review(facts, 1, words), close_reason=reason), "none")
    if facts.contact.asked_for_room:
        words = "They asked for room and have not written: nothing is sent. A person looks again on the date."
        return Decided(Plan("none", words, review(facts, facts.house.no_contact_review_days, words)), "none")
    if turn.silent:
        words = "No answer so far, and a colleague has the thread: theirs to write or to let go."
        return Decided(Plan("none", words, task(facts, words)), "none")
    policy = Business.get().after_silence
    if policy == AfterSilence.REVIEW:
        return look(turn, "No answer so far. A person decides whether to write again.")
    asked = unanswered_question(turn.conversation_id, facts.house.confidence_limit)
    if isinstance(asked, str):
        return look(turn, asked)
    return next_word(turn, asked, asks=policy == AfterSilence.PROPOSE)


def is_over(turn: Turn, last: Reading | None) -> tuple[str, str] | None:
    """Reason and words for closing: settled, or quiet again after a person has looked at it. They open it by writing.

    A thread is never closed unseen: before that, somebody has had it for this very silence and gave it back.
    """
    if last and last.stance == "resolved":
        return "resolved", "Settled, and nothing more came: closed."
    if last and settled_since(turn, last):
        return "resolved", "Settled elsewhere, and nothing more came: closed."
    back = turn.facts.last_handed_back
    said = Message.objects.filter(conversation_id=turn.conversation_id).aggregate(last=Max("at"))["last"]
    if turn.silent or back is None or (said and said > back.at):
        return None
    if says_settled(back.note):
        return "resolved", f"{back.by} said that it is settled, and nothing more came: closed."
    if last and last.stance == "polite_no":
        return "polite_no", f"{back.by} has looked at it since they declined, and nothing more came: closed."
    looked = Decision.objects.filter(conversation_id=turn.conversation_id, facts__not_sent="silence", at__lt=back.at)
    if (looked.filter(at__gt=said) if said else looked).exists():
        return "gone_quiet", f"Still quiet after {back.by} looked at it: closed. It opens again when they write."
    return None


def settled_since(turn: Turn, last: Reading) -> bool:
    """Whether something reported from elsewhere ended what was planned after their last words."""
    since = Decision.objects.filter(conversation_id=turn.conversation_id, at__gt=last.at)
    latest = since.exclude(verdict="none").order_by("-id").first()
    return bool(latest and latest.verdict == "cancel" and latest.facts.get("trigger") in SETTLED_BY)


def unanswered_question(conversation_id: int, confidence_limit: float) -> Asked | str:
    """What we asked and they wanted; or, in one sentence, why nothing is written after silence here."""
    ours = (
        Message.objects.filter(conversation_id=conversation_id, direction=Direction.OUTBOUND)
        .exclude(outbox__state__in=["refused", "failed"])
        .select_related("outbox")
        .order_by("-at", "-id")
        .first()
    )
    row = getattr(ours, "outbox", None)
    if ours is None or row is None or ours.turn_id is None:
        return "No answer so far, and the last word was not the agent's. A person decides whether to write again."
    if row.purpose == Purpose.FOLLOW_UP:
        return "We wrote unasked, and they did not answer: no second time. A person decides."
    if FollowUp.objects.filter(conversation_id=conversation_id, origin="silence", created_at__gte=ours.at).exists():
        return "One gentle message was offered and not sent: it is not offered again. A person decides."
    if row.purpose != Purpose.REPLY or not any(mark in ours.body for mark in QUESTION_MARKS):
        return "No answer so far, and we had asked nothing. A person decides whether to write again."
    reading = last_reading(conversation_id)
    if reading is None or reading.stance not in WANTS_IT or reading.confidence < confidence_limit:
        return "No answer so far, and it is not clear that they want one. A person decides whether to write again."
    answer = reading.answer
    if answer.get("acknowledgement") or answer.get("churn_risk") or answer.get("dissatisfied"):
        return "No answer so far. A person decides whether to write again."
    purpose = str(answer.get("wants") or answer.get("deliverable") or "")
    quote = str(answer.get("wants_quote") or answer.get("stance_quote") or "") or their_last_words(reading)
    if not purpose and not quote:
        return "No answer so far, and it is not known what they wanted. A person decides."
    return Asked(ours.body, purpose, quote[:QUOTED], reading)


def next_word(turn: Turn, asked: Asked, asks: bool) -> Decided:
    """One follow-up at the next allowed moment, if the door would open and a template carries it; else a person looks.
    `asks`: it waits for a person's yes."""
    facts = turn.facts
    conversation = Conversation.objects.select_related("contact", "held_by").get(pk=turn.conversation_id)
    hours = Hours.of(conversation.contact, Business.get())
    latest = facts.now + timedelta(days=DAYS)
    moment = slot(facts.now, facts.now + timedelta(minutes=1), latest, "few_days", hours, facts.now)
    ruling = at(conversation, moment)
    if isinstance(ruling, Defer) and ruling.until <= latest:
        moment = hours.next_allowed(ruling.until)
        ruling = at(conversation, moment)
    if ruling is not None:
        return look(turn, f"No answer so far; nothing is written: {ruling.why}")
    language = asked.reading.language or facts.contact.language or "en"
    template = template_for(conversation.contact, language, asked.purpose, "", "gentle")
    if template is None:
        return look(turn, "No answer so far, and no approved template fits: write or call by hand, or let it go.")
    words = f"They have not answered our question. One gentle message is {'proposed' if asks else 'planned'}, and no second one."
    window = Window(facts.now, moment, max(latest, moment), "few_days", 0.7, conversation.contact.timezone)
    wanted = Wanted(
        purpose=asked.purpose,
        reason="",
        quote=asked.quote,
        stance=asked.reading.stance,
        tone="gentle",
        language=language,
        must_mention=(),
        must_not_say=tuple(str(each) for each in asked.reading.answer.get("must_not_say") or []),
        window=window,
        planned_for=moment,
        template=template,
        origin="silence",
        asks_approval=ASKS if asks else "",
    )
    plan = Plan("make", words, write_at(moment, "because they have not answered our question"))
    return Decided(plan, "make", wanted, quote=asked.quote)


def at(conversation: Conversation, moment: datetime) -> Ruling | None:
    proposal = Proposal(conversation, conversation.contact, Purpose.FOLLOW_UP, moment)
    ruling = rule(proposal, LATER)
    return ruling if isinstance(ruling, Defer | Refuse) else None


def look(turn: Turn, words: str) -> Decided:
    return Decided(Plan("none", words, review(turn.facts, 1, words)), "none")


def last_reading(conversation_id: int) -> Reading | None:
    return Reading.objects.filter(conversation_id=conversation_id).order_by("-id").first()


def their_last_words(reading: Reading) -> str:
    said = Message.objects.filter(pk__in=reading.message_ids, direction=Direction.INBOUND).order_by("-id").first()
    return " ".join(said.body.split()) if said else ""


# --- told beforehand -----------------------------------------------------------------------------------------------------


def what_if_silent(conversation: Conversation) -> list[str]:
    """What comes after, in order, if they go on saying nothing: plain sentences for the card. Reads only."""
    business = Business.get()
    days = f"{business.silence_working_days} working days"
    review_words = "Then a person looks and decides. Nothing more is written by itself."
    if conversation.status != "open":
        return ["It is closed. It opens again by itself when they write."]
    if conversation.contact.no_contact_since:
        return ["Nothing is written until they write. A person looks on the date."]
    if conversation.next_kind == NextKind.FOLLOW_UP:
        return [f"After that message we wait {days}.", review_words]
    if conversation.next_kind == NextKind.WAIT_FOR_CUSTOMER:
        last = last_reading(conversation.pk)
        if last and last.stance == "resolved":
            return ["The matter is settled: the thread is closed."]
        asked = unanswered_question(conversation.pk, business.confidence_limit)
        if conversation.held_by_id or isinstance(asked, str):
            return [review_words.replace("Then a", "A")]
        if business.after_silence == AfterSilence.REVIEW:
            return [review_words.replace("Then a", "A")]
        if business.after_silence == AfterSilence.PROPOSE:
            return ["One gentle message is proposed; it goes when a person says yes.", review_words]
        return [
            "One gentle message takes our question up again, inside their hours.",
            f"After that we wait {days}.",
            review_words,
        ]
    if conversation.next_kind == NextKind.REPLY:
        return [
            f"After our answer we wait {days}.",
            "Then the agent looks again: one gentle message at most, as the team's policy allows.",
        ]
    return ["It stays with people: a step that passes its date is shown as late and put into the queue, once."]
