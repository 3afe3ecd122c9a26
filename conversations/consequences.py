"""What follows from a reading beside the plan: whose thread it is, and how soon a person should look. Runs in the commit."""

from __future__ import annotations

from conversations.handoff import open_handoff
from conversations.models import Conversation
from conversations.next_step import default_team
from conversations.turns.meaning import ReadingAnswer
from conversations.turns.turn import Commit, Turn, Understood
from crm.models import Activity, Actor, Team, Topic

NORMAL, HIGH, MAY_LEAVE = 0, 1, 2


def of(turn: Turn, reading: Understood, commit: Commit) -> None:
    topic_decides_the_team(commit.conversation, reading)
    priority_follows(commit.conversation, reading)


def topic_decides_the_team(conversation: Conversation, reading: Understood) -> None:
    """The thread goes to the team of what it is about now, an open handoff with it; a change midway leaves a note.

    A person who has it keeps it. The same topic read again changes nothing, so a team that a person chose stays.
    """
    answer = reading.answer
    before, now = conversation.topic or answer.topic_before, answer.topic
    if now in ("", "other") or now == conversation.topic:
        return
    conversation.topic = now
    conversation.team = None  # the default team's is whatever the topic says
    team = default_team(conversation)
    conversation.team = team
    if conversation.next_team_id:
        conversation.next_team = team
    conversation.save(update_fields=["topic", "team", "next_team"])
    handoff = open_handoff(conversation)
    if handoff and handoff.team_id != team.pk:
        handoff.team = team
        handoff.save(update_fields=["team"])
    if before not in ("", "other", now):
        note_the_move(conversation, str(before), answer, team)


def note_the_move(conversation: Conversation, before: str, answer: ReadingAnswer, team: Team) -> None:
    old, new = Topic(before).label, Topic(answer.topic).label
    quote = answer.topic_quote.strip()
    Activity.record(
        "topic-moved",
        f"Moved from {old} to {new}" + (f": “{quote}”" if quote else "."),
        actor=Actor.AGENT,
        contact=conversation.contact,
        conversation_id=conversation.pk,
        note=f"Now with the team {team}." if str(team) != new else "",
        quote=quote,
    )


def priority_follows(conversation: Conversation, reading: Understood) -> None:
    """Words of leaving put a thread on top of the queue, anger and a wish for a person above the rest. It falls when they
    say that the matter is settled, when a person hands back, and when the thread is closed; never because we answered."""
    answer = reading.answer
    if answer.churn_risk:
        raised, claim = MAY_LEAVE, "churn_risk"
    elif answer.stance == "angry" or answer.wants_human:
        raised, claim = HIGH, "wants_human" if answer.wants_human else "stance"
    elif answer.stance == "resolved" and not answer.dissatisfied:
        raised, claim = NORMAL, ""
    else:
        return
    if raised < conversation.priority and raised != NORMAL:
        return
    said = (one.quote for one in reading.quotes if one.claim == claim and one.verified)
    conversation.priority = raised
    conversation.priority_quote = next(said, "")[:300]
    conversation.save(update_fields=["priority", "priority_quote"])
