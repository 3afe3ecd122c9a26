"""Step: what our articles say to their question. Before the words are written; what became of it is kept at commit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from asgiref.sync import sync_to_async

from conversations.turns.turn import Commit, Turn
from guidelines.knowledge import gaps
from guidelines.knowledge.search import parts_of, search, vectors_for
from guidelines.models import Citation

PASSAGES = 6  # some 1,200 tokens of the prompt
SHORT = 4  # words: “and to Spain?” is understood only with what was said before it
QUESTION_MARKS = ("?", "？", "؟")


async def recall(turn: Turn) -> None:
    """Passages for a reply to a question; for nothing else: a follow-up says what was promised, not what was looked up."""
    for_a_person = turn.outcome == "handed_over"  # the sources of what is suggested to them
    if turn.silent or turn.plan is None or (turn.outcome and not for_a_person):
        return
    if turn.plan.speak != "reply" and not for_a_person:
        return
    question = question_of(turn)
    if not question or turn.reading is None:
        return
    vectors = await sync_to_async(vectors_for, thread_sensitive=False)(parts_of(question))
    topic = turn.reading.answer.topic
    found = await sync_to_async(search)(question, vectors, topic="" if topic == "other" else topic, limit=PASSAGES)
    turn.passages = tuple(corrected(one.as_data(), turn) for one in found)
    turn.at_commit(partial(keep, turn, vectors))


def corrected(passage: dict[str, Any], turn: Turn) -> dict[str, Any]:
    """A fact that the team corrected outranks the articles: the old value is not even read by the writer."""
    for _, value, replaces in turn.effects.corrections:
        if replaces:
            old = r"\s+".join(re.escape(word) for word in replaces.split())
            new = value.replace("\\", r"\\")
            text, times = re.subn(rf"(?<!\w){old}(?!\w)", new, str(passage["text"]), flags=re.IGNORECASE)
            if times:
                passage = {**passage, "text": text, "title": f"{passage['title']} (corrected by a guideline)"}
    return passage


def question_of(turn: Turn) -> str:
    """What they ask, in their words; with what it refers to, where it is too short to stand alone. "" for no question."""
    facts, reading = turn.facts, turn.reading
    said = "\n".join(message.text for message in facts.burst).strip()
    asks = any(mark in said for mark in QUESTION_MARKS)
    if reading is None or not said or not (asks or reading.answer.answer_now):
        return ""
    if len(said.split()) > SHORT:
        return said
    before = [message.text for message in facts.recent if message.sender == "customer"][-1:]
    return "\n".join(filter(None, [*before, reading.answer.wants, said]))


def keep(turn: Turn, vectors: Sequence[Sequence[float]], commit: Commit) -> None:
    """The sources of what was said; or that nothing could be said, for the people who write articles."""
    if turn.handoff and turn.handoff[0] == "not_grounded" and turn.reading:
        answer = turn.reading.answer
        asked = "\n".join(message.text for message in turn.facts.burst)
        gaps.count(asked, vectors, answer.language, answer.topic, commit.conversation)
    if commit.message is None or turn.draft is None:
        return
    given = {str(passage["id"]): passage for passage in turn.passages}
    for passage in (given[cite] for cite in dict.fromkeys(turn.draft.answer.cites) if cite in given):
        Citation.objects.create(
            message=commit.message,
            article_id=passage["article_id"],
            revision=passage["revision"],
            title=str(passage["title"])[:200],
            text=passage["text"],
        )
