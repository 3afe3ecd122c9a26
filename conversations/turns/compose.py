"""Step: model call 2, the words. Skipped where nothing is to be said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from conversations.turns.meaning import DraftAnswer
from conversations.turns.prompts.store import prompt
from conversations.turns.read import frame, happened, notes, readable, spoken
from conversations.turns.turn import Draft, Template, Turn
from conversations.whatsapp import typing
from crm.llm import gateway


async def compose(turn: Turn) -> None:
    if turn.outcome or turn.silent or turn.plan is None:
        return
    if turn.effects.ask_first:
        turn.plan = replace(turn.plan, speak="reply")
        turn.draft = Draft(
            turn.effects.ask_first, DraftAnswer.model_validate({"confidence": 1.0}), None, {}, fixed=True
        )
        return
    if not turn.plan.speak:
        return
    if turn.plan.text:
        answer = DraftAnswer.model_validate({"confidence": 1.0})
        turn.draft = Draft(turn.plan.text, answer, turn.plan.template, turn.plan.variables, fixed=True)
        return
    if turn.plan.speak == "reply":
        typing.show(turn.facts.last_inbound_sid)
    turn.draft = await write(turn)
    if turn.draft.answer.abstain:
        abstained(turn, turn.draft)


async def write(turn: Turn, repair: str | None = None) -> Draft:
    """Ask for the words; with `repair`, once more and why the first draft was refused."""
    answer = await gateway.ask(
        "compose",
        DraftAnswer,
        system=prompt("compose"),
        data=composing_data(turn, repair),
        turn_id=turn.id,
        conversation_id=turn.conversation_id,
    )
    template = template_filled(turn, answer)
    variables: dict[str, str] = {}
    text = answer.text.strip()
    if template:
        variables = {key: " ".join(value.split()) for key, value in answer.template_variables.items()}
        text = "" if answer.abstain else filled(template.body, variables)  # an open place is no draft
    return Draft(text, answer, template, variables, attempts=2 if repair else 1)


def template_filled(turn: Turn, answer: DraftAnswer) -> Template | None:
    """The planned template, or the one of the others that the model took instead."""
    if turn.plan is None or turn.plan.template is None:
        return None
    return next((one for one in turn.plan.other_templates if one.sid == answer.template), turn.plan.template)


def filled(body: str, variables: dict[str, str]) -> str:
    for key, value in variables.items():
        body = body.replace("{{" + key + "}}", value)
    return body


UNGROUNDED = ("not_grounded", "There is nothing in our articles to answer this from.")
NO_WORDS = {
    "language": ("low_confidence", "The model at work does not write their language well enough."),
    "nothing_to_say": ("low_confidence", "Nothing could be written that would not fit any other customer."),
    "no_contact": ("low_confidence", "They asked not to be written to."),
}


def abstained(turn: Turn, draft: Draft) -> None:
    reason = draft.answer.abstain_reason
    why, words = NO_WORDS.get(reason, UNGROUNDED)
    reply = turn.plan is not None and turn.plan.speak == "reply"
    # Who gave a question back unanswered would get it again at once, for ever.
    if reply and (reason == "no_reply_needed" or turn.facts.given_back(why)):
        turn.outcome = "no_reply_needed"
    else:
        asked = turn.facts.burst[-1].text if turn.facts.burst and why == "not_grounded" else ""
        turn.hand_over(why, words, asked)


def composing_data(turn: Turn, repair: str | None) -> dict[str, Any]:
    facts, plan = turn.facts, turn.plan
    answer = turn.reading.answer if turn.reading else None
    template = plan.template if plan else None
    follow_up = plan is not None and plan.speak == "follow_up"
    return {
        "task": "compose",
        "purpose": "follow_up" if follow_up else "reply",
        "language": spoken_language(turn),
        "tone": (answer.tone if answer else None) or (turn.pending.tone if turn.pending else "") or "friendly",
        **frame(facts),
        "burst": [{"id": f"m{said.id}", **said.as_data()} for said in readable(facts.burst)],
        "recent": spoken(facts.recent),
        "events": happened(facts),
        "notes": notes(facts),
        "reading": answer.model_dump(mode="json") if answer else None,
        "plan": {
            "action": plan.action if plan else "none",
            "when_text": plan.when_text if plan else "",
            "confirm_date": bool(plan and plan.confirm_date),
            "internal_review": bool(plan and plan.internal_review),
        },
        "follow_up": turn.pending.as_data() if follow_up and turn.pending else None,
        "template": {"body": template.body, "variables": template.variables} if template else None,
        "other_templates": [
            {"id": one.sid, "body": one.body, "variables": one.variables}
            for one in (plan.other_templates if plan and template else ())
        ],
        "passages": list(turn.passages),
        "guidelines": [{"id": f"g{n}", "text": text} for n, text in enumerate(turn.effects.instructions, 1)],
        "for_colleague": turn.outcome == "handed_over",
        "repair": repair,
    }


def spoken_language(turn: Turn) -> str:
    """What is laid down, else theirs: as they write now, as they wrote when it was planned, as the contact says, else English."""
    if turn.effects.language:
        return turn.effects.language
    if turn.reading and turn.reading.answer.language not in ("", "und"):
        return turn.reading.answer.language
    if turn.pending and turn.pending.language:
        return turn.pending.language
    return turn.facts.contact.language or "en"
