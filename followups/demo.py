"""The demo's past with what is owed: threads, follow-ups due today, this week and later, promises. Repeatable."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from conversations.demo_past import PEOPLE, THREADS, rows
from conversations.demo_past.days import Calendar
from conversations.demo_past.rows import Written
from conversations.demo_past.telling import Owed
from conversations.models import ContentTemplate, Conversation
from crm import clock
from crm.models import User
from followups.models import Commitment, Decision, FollowUp


@transaction.atomic
def seed() -> list[Written]:
    """Everything at once, or nothing: only into an empty house. Returns what was written."""
    if Conversation.objects.exists():
        return []
    calendar = Calendar(clock.now())
    people = {someone.key: rows.contact(someone) for someone in PEOPLE}
    users = {user.username: user for user in User.objects.all()}
    told = [rows.write(thread, people[thread.who], calendar, users) for thread in THREADS]
    for written in told:
        if written.thread.owed:
            owe(written, written.thread.owed)
        promise(written)
    return told


def owe(written: Written, owed: Owed) -> None:
    conversation = written.conversation
    moment = written.at(owed.when)
    earliest = written.at(owed.first) if owed.first else moment - timedelta(hours=1)
    latest = written.at(owed.last) if owed.last else moment + timedelta(hours=8)
    read = written.reading
    made_at = read.at if read else written.messages[-1].at
    follow_up = FollowUp.objects.create(
        conversation=conversation,
        state=owed.state,
        purpose=owed.purpose,
        reason=owed.reason,
        quote=owed.quote,
        stance=read.stance if read else "interested",
        tone=str(read.answer.get("tone", "")) if read else "",
        language=conversation.contact.language,
        must_mention=[owed.purpose],
        earliest=min(earliest, moment),
        best=moment,
        latest=max(latest, moment),
        planned_for=moment,
        zone=written.zone,
        precision=owed.precision,
        confidence=read.confidence if read else 1.0,
        reading=read,
        template=template(conversation.contact.language),
        created_at=made_at,
    )
    Decision.objects.create(
        conversation=conversation,
        follow_up=follow_up,
        turn=written.turn,
        verdict="hold" if owed.state == "held" else "make",
        words=owed.words,
        quote=owed.quote,
        after={"state": owed.state, "planned_for": moment.isoformat(), "purpose": owed.purpose},
        at=made_at,
    )
    rows.note(written, "follow-up-make", owed.words, made_at)


def template(language: str) -> ContentTemplate | None:
    approved = ContentTemplate.objects.filter(status="approved", language=language)
    return approved.filter(purpose="follow_up").first() or approved.filter(purpose="follow_up_quote").first()


def promise(written: Written) -> None:
    for who, what, quote in written.thread.promises:
        at = written.messages[-1].at
        due = written.conversation.next_at if who == "us" else None
        Commitment.objects.create(
            conversation=written.conversation, who=who, what=what, quote=quote, made_at=at, due_by=due
        )
