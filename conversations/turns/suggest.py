"""Last of all, for the person who gets the thread: what the agent would answer, checked like any draft and never sent."""

from __future__ import annotations

import logging

from conversations.turns.check import faults_of
from conversations.turns.compose import write
from conversations.turns.turn import Turn
from crm.llm.errors import ModelError

log = logging.getLogger(__name__)
# With these the matter itself may be plain. After a failed draft or model there is nothing better to offer.
WORTH_A_TRY = ("low_confidence", "wants_person", "angry", "churn", "guideline")


async def suggest(turn: Turn) -> None:
    if turn.handoff is None or turn.handoff[0] not in WORTH_A_TRY or turn.silent or turn.draft is not None:
        return
    if turn.reading is None or not turn.facts.burst or turn.facts.handoff_open:
        return
    try:
        draft = await write(turn)
    except ModelError as error:
        log.warning("no suggestion for turn %s: %s", turn.id, error)
        return
    if not draft.answer.abstain and draft.text and not faults_of(turn, draft):
        turn.suggestion = draft
