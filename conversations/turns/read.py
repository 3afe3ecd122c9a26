"""Step: model call 1. What did they mean? Quotes are verified by code: a claim without its words is marked so."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from conversations import consequences
from conversations.models import Reading, Trigger
from conversations.turns.meaning import MomentAnswer, ReadingAnswer
from conversations.turns.prompts.store import prompt
from conversations.turns.turn import Commit, Quote, Said, Situation, Turn, Understood
from conversations.whatsapp.kinds import name_of
from crm.compiled import insert
from crm.llm import gateway

# claim -> (label in the panel, field of the quote)
CLAIMS = {
    "stance": ("Stance", "stance_quote"),
    "reason": ("Reason", "reason_quote"),
    "wants": ("Wants", "wants_quote"),
    "deliverable": ("Owed", "deliverable_quote"),
    "objection": ("Objection", "objection_quote"),
    "churn_risk": ("May leave", "churn_quote"),
    "wants_human": ("Asks for a person", "wants_human_quote"),
    "topic": ("Topic", "topic_quote"),
}


async def read(turn: Turn) -> None:
    facts = turn.facts
    asked = facts.burst and (facts.unread_ids or turn.trigger in (Trigger.INBOUND, Trigger.HANDED_BACK))
    if asked and not readable(facts.burst):
        without_words(turn)
    elif asked:
        answer = await gateway.ask(
            "read",
            ReadingAnswer,
            system=prompt("read"),
            data=reading_data(turn),
            turn_id=turn.id,
            conversation_id=turn.conversation_id,
        )
        turn.reading = Understood(answer, tuple(evidence(answer, facts.burst)), gateway.describe_model())
        turn.at_commit(lambda commit: save(turn, commit))
        if not says_it_all(answer) and (words := unseen(facts.burst)):
            turn.hand_over("unreadable", words)
    elif (
        turn.pending
        and not turn.blocked
        and turn.trigger in (Trigger.FOLLOW_UP_DUE, Trigger.EVENT, Trigger.FACTS_CHANGED)
    ):
        turn.moment = await gateway.ask(
            "moment",
            MomentAnswer,
            system=prompt("moment"),
            data=moment_data(turn),
            turn_id=turn.id,
            conversation_id=turn.conversation_id,
        )


def says_it_all(answer: ReadingAnswer) -> bool:
    """Whether their words stand for themselves, whatever was attached: thanks, a no, a wish for room or for later."""
    if answer.acknowledgement or answer.stance in ("opt_out", "polite_no", "needs_time_no_contact", "resolved"):
        return True
    return answer.wants_followup and not answer.answer_now


def without_words(turn: Turn) -> None:
    """Nothing to read: what only a person can see or hear goes to one, honestly; a sticker or a heart wants no answer."""
    if words := unseen(turn.facts.burst):
        turn.hand_over("unreadable", words)
    else:
        turn.outcome = "no_reply_needed"


def reading_data(turn: Turn) -> dict[str, Any]:
    facts = turn.facts
    pending = turn.pending
    return {
        "task": "read",
        **frame(facts),
        "burst": [{"id": f"m{said.id}", **said.as_data()} for said in readable(facts.burst)],
        "recent": spoken(facts.recent),
        "pending": {
            "earliest": pending.earliest.isoformat(),
            "latest": pending.latest.isoformat() if pending.latest else None,
            "purpose": pending.purpose,
        }
        if pending
        else None,
        "events": happened(facts),
        "notes": notes(facts),
        "conditions": list(turn.questions),
        "last_topic": facts.last_topic or None,
    }


def moment_data(turn: Turn) -> dict[str, Any]:
    facts = turn.facts
    return {
        "task": "moment",
        **frame(facts),
        "follow_up": turn.pending.as_data() if turn.pending else None,
        "recent": spoken((*facts.recent, *facts.burst)),
        "events": happened(facts),
        "notes": notes(facts),
    }


def frame(facts: Situation) -> dict[str, Any]:
    """Who and when: the part that every task's data begins with."""
    local = facts.now.astimezone(ZoneInfo(facts.contact.zone))
    return {
        "now": local.isoformat(),
        "timezone": facts.contact.zone,
        "weekday": local.strftime("%A"),
        "contact": {
            "name": facts.contact.name,
            "language": facts.contact.language,
            "country": facts.contact.country or facts.house.country,
        },
        "business": {"name": facts.house.name},
    }


def spoken(messages: tuple[Said, ...]) -> list[dict[str, Any]]:
    return [
        {"from": said.sender, **said.as_data()} | ({"by": "colleague"} if said.by == "person" else {})
        for said in messages
        if said.text.strip() or said.kind != "text"
    ]


def readable(burst: tuple[Said, ...]) -> list[Said]:
    """The messages that have words: a model is never asked about an empty text."""
    return [said for said in burst if said.text.strip()]


def unseen(burst: tuple[Said, ...]) -> str:
    """What of the burst only a person can know, in one sentence; empty where the agent can know it all."""
    kinds = [name_of(said.kind) for said in burst if said.needs_eyes]
    if not kinds:
        return ""
    what = ", ".join(dict.fromkeys("a message without words" if kind == "Text" else kind.lower() for kind in kinds))
    return f"They sent something that the agent cannot see or hear: {what}."


def notes(facts: Situation) -> list[dict[str, str]]:
    """What colleagues left for the agent, oldest first."""
    return [{"at": back.at.isoformat(), "by": back.by, "text": back.note} for back in facts.handed_back if back.note]


def happened(facts: Situation) -> list[dict[str, str]]:
    return [
        {"channel": event.channel, "kind": event.kind, "at": event.at.isoformat(), "note": event.note}
        for event in facts.events
    ]


def evidence(answer: ReadingAnswer, burst: tuple[Said, ...]) -> list[Quote]:
    """One lettered quote for each claim made; the same words keep one letter."""
    found: list[Quote] = []
    letters: dict[str, str] = {}
    wanted = [
        (claim, label, str(getattr(answer, field)))
        for claim, (label, field) in CLAIMS.items()
        if getattr(answer, claim) and getattr(answer, field)
    ]
    wanted += [("time", "When", expression.quote) for expression in answer.time_expressions]
    wanted += [("promise", "Promised", promise.quote) for promise in answer.commitments]
    for claim, label, words in wanted:
        if not words.strip():
            continue
        letter = letters.setdefault(folded(words), chr(ord("a") + min(len(letters), 25)))
        found.append(locate(letter, claim, label, words, burst))
    return found


def locate(letter: str, claim: str, label: str, words: str, burst: tuple[Said, ...]) -> Quote:
    for said in burst:
        start = said.text.find(words)
        if start < 0:
            match = re.search(loosely(words), said.text, re.IGNORECASE)
            start, words = (match.start(), match[0]) if match else (-1, words)
        if start >= 0:
            return Quote(letter, claim, label, words, said.id, start, start + len(words), True)
    return Quote(letter, claim, label, words, None, 0, 0, False)


def loosely(words: str) -> str:
    """The same words with any white space between them: models fold line breaks."""
    return r"\s+".join(re.escape(word) for word in words.split())


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def save(turn: Turn, commit: Commit) -> None:
    if turn.reading is None:
        return
    answer = turn.reading.answer
    commit.reading = insert(
        Reading(
            conversation=commit.conversation,
            turn=commit.record,
            stance=answer.stance,
            wants_followup=answer.wants_followup,
            topic=answer.topic,
            reason=answer.reason[:300],
            confidence=answer.confidence,
            language=answer.language[:8],
            message_ids=[said.id for said in turn.facts.burst],
            answer=answer.model_dump(mode="json"),
            quotes=[asdict(quote) for quote in turn.reading.quotes],
            model=turn.reading.model[:120],
            at=commit.now,
        )
    )
    consequences.of(turn, turn.reading, commit)
    contact = commit.conversation.contact
    if answer.language and answer.language != "und" and answer.language[:8] != contact.language:
        contact.language = answer.language[:8]
        contact.save(update_fields=["language"])
