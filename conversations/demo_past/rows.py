"""Writes the told past as rows: what the house would hold if it had all happened. Call inside one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import md5
from typing import Any
from uuid import uuid4

from django.conf import settings

from conversations.demo_past.days import HOME, Calendar
from conversations.demo_past.telling import Handed, Line, Read, Someone, Step, Thread
from conversations.models import (
    ContentTemplate,
    Conversation,
    Handoff,
    Message,
    NextKind,
    Outbox,
    Reading,
    Receipt,
    Trigger,
    Turn,
)
from conversations.next_step import team_of
from conversations.threads import preview
from conversations.turns.meaning import DraftAnswer, ReadingAnswer
from conversations.turns.read import evidence
from conversations.turns.turn import Draft, NextStep, Plan, Said, Understood, Verdict, plain
from conversations.turns.turn import Turn as Run
from conversations.waiting import first_unanswered
from crm import clock
from crm.llm.embedded import time_grammar
from crm.models import Activity, Actor, Address, Company, Consent, ConsentKind, Contact, Team, User

MODEL = "embedded/reader"
THINKS = timedelta(seconds=4)  # so long after their words the agent has decided,
WRITES = timedelta(seconds=8)  # and so long after them it answers
TRIGGERS = {NextKind.FOLLOW_UP: Trigger.FOLLOW_UP_DUE, NextKind.WAIT_FOR_CUSTOMER: Trigger.SILENCE}


@dataclass
class Written:
    """One thread as it stands in the database, and what its follow-up will refer to."""

    thread: Thread
    conversation: Conversation
    calendar: Calendar
    messages: list[Message] = field(default_factory=list)
    turn: Turn | None = None
    reading: Reading | None = None

    @property
    def zone(self) -> str:
        return self.conversation.contact.timezone

    def at(self, told: str) -> datetime:
        return self.calendar.at(told, self.zone)


def contact(someone: Someone) -> Contact:
    company = Company.objects.get_or_create(name=someone.company)[0]
    made = Contact.objects.create(
        name=someone.name,
        phone=someone.number,
        company=company,
        language=someone.language,
        country=someone.country,
        timezone=someone.zone,
        timezone_source="number",
    )
    Address.objects.create(contact=made, address=f"whatsapp:{someone.number}", wa_id=someone.number[1:])
    return made


def write(thread: Thread, someone: Contact, calendar: Calendar, users: dict[str, User]) -> Written:
    """The conversation with all that was said. Its step is written too; a follow-up is left to who knows follow-ups."""
    start = calendar.at(thread.lines[0].at, someone.timezone)
    written = Written(thread, opened(thread, someone, calendar, users, start), calendar)
    unread: list[tuple[Line, Message]] = []
    for line in thread.lines:
        if line.kind == "event":
            happened(written, line, users)
            continue
        message = said(written, line, users)
        if line.who == "them":
            unread.append((line, message))
            continue
        if unread or line.who == "agent":
            message.turn = turned(written, unread, line, message)
            unread = []
        if line.who == "agent":
            message.save(update_fields=["turn"])
    if unread:
        turned(written, unread, None, None)
    waits(written)
    remember(written)
    return written


def waits(written: Written) -> None:
    """Since when they wait for a person, and the words that say that they may leave."""
    conversation, thread = written.conversation, written.thread
    if conversation.owner_is_agent or conversation.status == "closed":
        return
    if thread.unread:
        conversation.waiting_since = first_unanswered(conversation)
    if conversation.priority and thread.handed:
        conversation.priority_quote = thread.handed.quote[:300]
    conversation.save(update_fields=["waiting_since", "priority_quote"])


def opened(
    thread: Thread, someone: Contact, calendar: Calendar, users: dict[str, User], start: datetime
) -> Conversation:
    step, zone = thread.step, someone.timezone
    held = users.get(thread.held_by)
    conversation = Conversation(
        contact=someone,
        sender=settings.TWILIO_WHATSAPP_FROM,
        address=f"whatsapp:{someone.phone}",
        opened_at=start,
        topic=thread.topic,
        team=team_of(thread.topic),
        priority=thread.priority,
        held_by=held,
        held_at=calendar.at(thread.handed.claimed_at, zone) if held and thread.handed else None,
    )
    if step.closed:
        conversation.status, conversation.closed_reason = "closed", step.closed
        conversation.closed_at = calendar.at(step.at, zone)
    else:
        ours = (step.user or step.team) and step.kind != NextKind.FOLLOW_UP  # a colleague's own date is by our clock
        set_step(conversation, step, calendar.at(step.at, HOME.key if ours else zone), users)
    conversation.save()
    return conversation


def set_step(conversation: Conversation, step: Step, at: datetime, users: dict[str, User]) -> None:
    conversation.next_kind, conversation.next_at, conversation.next_why = step.kind, at, step.why
    conversation.next_user = users.get(step.user)
    conversation.next_team = Team.objects.get(name=step.team) if step.team else None
    if conversation.owner_is_agent:
        conversation.wake_at, conversation.wake_trigger = at, TRIGGERS[NextKind(step.kind)]


def happened(written: Written, line: Line, users: dict[str, User]) -> None:
    note(written, "noted", line.text, written.at(line.at), users.get(line.who))


def note(written: Written, action: str, words: str, at: datetime, user: User | None = None, **data: Any) -> None:
    Activity.objects.create(
        at=at + THINKS,
        actor=Actor.PERSON if user else Actor.AGENT,
        user=user,
        action=action,
        contact=written.conversation.contact,
        conversation_id=written.conversation.pk,
        words=words,
        data=data,
    )


def said(written: Written, line: Line, users: dict[str, User]) -> Message:
    conversation, at = written.conversation, written.at(line.at)
    at += WRITES if line.who == "agent" else timedelta()
    inbound = line.who == "them"
    sid = "SM" + md5(f"{conversation.contact.phone} {line.at} {line.text}".encode()).hexdigest()
    message = Message.objects.create(
        conversation=conversation,
        direction="inbound" if inbound else "outbound",
        author=Actor.CUSTOMER if inbound else Actor.AGENT if line.who == "agent" else Actor.PERSON,
        user=users.get(line.who),
        kind=line.kind,
        body=line.text,
        language=conversation.contact.language,
        at=at,
        provider_sid=sid if inbound or line.state != "unknown" else None,
        receipt=receipt(conversation, sid, line) if inbound else None,
    )
    written.messages.append(message)
    if not inbound:
        outbox(message, line, at)
    return message


def receipt(conversation: Conversation, sid: str, line: Line) -> Receipt:
    form = {
        "AccountSid": settings.TWILIO_ACCOUNT_SID,
        "MessageSid": sid,
        "From": conversation.address,
        "To": conversation.sender,
        "Body": line.text,
        "MessageType": line.kind,
    }
    return Receipt.objects.create(
        account=settings.TWILIO_ACCOUNT_SID, message_sid=sid, form={name: [value] for name, value in form.items()}
    )


def outbox(message: Message, line: Line, at: datetime) -> None:
    conversation = message.conversation
    template = approved(conversation.contact.language) if line.template else None
    Outbox.objects.create(
        message=message,
        conversation=conversation,
        contact=conversation.contact,
        purpose=line.purpose,
        sender=conversation.sender,
        to=conversation.address,
        body="" if template else line.text,
        content_sid=template.sid if template else "",
        state=line.state,
        why=line.why,
        error_code=line.error,
        idempotency_key=f"past-{message.pk}",
        provider_sid=message.provider_sid,
        send_at=at,
        attempts=1,
        sending_at=at,
        accepted_at=None if line.state == "unknown" else at,
    )


def approved(language: str) -> ContentTemplate | None:
    return ContentTemplate.objects.filter(status="approved", purpose="follow_up_quote", language=language).first()


def turned(written: Written, unread: list[tuple[Line, Message]], line: Line | None, answer: Message | None) -> Turn:
    """The turn that read these messages, and wrote the answer if the agent did."""
    spoke = answer is not None and line is not None and line.who == "agent"
    at = unread[-1][1].at if unread else written.messages[-1].at
    handed = bool(spoke and line and line.purpose == "handoff_notice")
    run = Run(0, uuid4(), written.conversation.pk, Trigger.INBOUND if unread else Trigger.FOLLOW_UP_DUE, not spoke)
    read = next((each.read for each, _ in reversed(unread) if each.read), None)
    burst = tuple(Said(each.pk, "customer", each.at, each.body, each.kind) for _, each in unread)
    run.reading = understood(read, burst, written.conversation.contact.language) if read else None
    step = written.thread.step
    run.plan = Plan("none", step.why, NextStep(step.kind or "reply", at, step.why), "reply" if spoke else "")
    if spoke and answer and not handed:
        run.draft = Draft(answer.body, DraftAnswer.model_validate({"text": answer.body, "confidence": 0.9}), None, {})
        run.verdict = Verdict(True)
    if handed and written.thread.handed:
        told = written.thread.handed
        run.hand_over(told.reason, told.words, told.quote)
    record = Turn.objects.create(
        conversation=written.conversation,
        trigger=run.trigger,
        state="committed",
        token=run.token,
        lease_until=clock.machine_now(),
        silent=run.silent,
        outcome=run.outcome or ("replied" if spoke else "no_reply_needed"),
        words=step.why[:300] or "Answered.",
        trace=plain(run.trace()),
        model=MODEL,
        business_at=at,
        finished_at=clock.machine_now(),
    )
    for _, message in unread:
        message.turn = record
        message.save(update_fields=["turn"])
    written.turn = record
    if run.reading:
        written.reading = reading(written, record, run.reading, burst, at)
    return record


def understood(read: Read, burst: tuple[Said, ...], language: str) -> Understood:
    words = " ".join(said.text for said in burst)
    quotes = {
        f"{claim.removesuffix('_risk') if claim == 'churn_risk' else claim}_quote": q
        for claim, q in read.quotes.items()
    }
    times = time_grammar.parse(words, language) if read.wants_followup else []
    answer = ReadingAnswer.model_validate(
        {
            "language": language,
            "stance": read.stance,
            "wants_followup": read.wants_followup,
            "answer_now": not read.wants_followup,
            "reason": read.reason,
            "wants": read.wants,
            "tone": read.tone,
            "topic": read.topic,
            "confidence": read.confidence,
            "time_expressions": times,
            **quotes,
            **read.more,
        }
    )
    return Understood(answer, tuple(evidence(answer, burst)), MODEL)


def reading(written: Written, record: Turn, found: Understood, burst: tuple[Said, ...], at: datetime) -> Reading:
    answer = found.answer
    return Reading.objects.create(
        conversation=written.conversation,
        turn=record,
        stance=answer.stance,
        wants_followup=answer.wants_followup,
        topic=answer.topic,
        reason=answer.reason[:300],
        confidence=answer.confidence,
        language=answer.language,
        message_ids=[said.id for said in burst],
        answer=answer.model_dump(mode="json"),
        quotes=[plain(vars(quote)) for quote in found.quotes],
        model=MODEL,
        at=at,
    )


def remember(written: Written) -> None:
    """What lists are drawn from, consent, the handoff, and the lines that the timeline tells."""
    conversation, last = written.conversation, written.messages[-1]
    inbound = [message.at for message in written.messages if message.direction == "inbound"]
    conversation.last_at, conversation.last_direction = last.at, last.direction
    conversation.last_preview = preview(last.body, last.kind)
    conversation.last_inbound_at = max(inbound, default=None)
    conversation.unread = written.thread.unread
    conversation.save()
    consent(written, max(inbound, default=last.at))
    if written.thread.handed:
        hand(written, written.thread.handed)
    if conversation.closed_at:
        note(written, "conversation-closed", f"Closed: {written.thread.step.why}", conversation.closed_at)


def consent(written: Written, at: datetime) -> None:
    someone, room = written.conversation.contact, written.thread.room
    if room:
        someone.no_contact_since, someone.no_contact_quote = at, room
        Consent.objects.create(contact=someone, kind=ConsentKind.HOLD, source="whatsapp", words=room, at=at)
    if written.thread.step.closed == "opted_out":
        someone.opted_out_at, someone.opted_out_by = at, "STOP"
        Consent.objects.create(contact=someone, kind=ConsentKind.OPT_OUT, source="whatsapp", words="STOP", at=at)
    someone.save()


def hand(written: Written, told: Handed) -> None:
    at = written.at(told.at)
    user = User.objects.filter(username=told.claimed).first()
    Handoff.objects.create(
        conversation=written.conversation,
        state="claimed" if user else "open",
        reason=told.reason,
        words=told.words,
        quote=told.quote,
        team=Team.objects.get(name=told.team),
        turn=written.turn,
        suggestion=told.suggestion,
        raised_at=at,
        claimed_by=user,
        claimed_at=written.at(told.claimed_at) if user else None,
    )
    note(written, "handoff-raised", f"Handed to {told.team}: {told.words}", at, quote=told.quote)
