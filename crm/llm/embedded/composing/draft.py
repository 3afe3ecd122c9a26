"""Task `compose` of the embedded model: the words of a reply or a follow-up, without a generative model.

Sentences written by people stand around the customer's own words, which are turned to "you" or quoted; answers quote a
passage. English, Spanish and Portuguese are composed; in other languages only fixed acknowledgements are, and a person
gets whatever needs more.
"""

from __future__ import annotations

from typing import Any

from crm.llm.embedded.composing.follow_up import follow_up
from crm.llm.embedded.composing.phrases import DATE_IN_FIGURES, FIXED
from crm.llm.embedded.composing.repair import Repair, repair_of
from crm.llm.embedded.composing.reply import abstained, reply
from crm.llm.embedded.composing.said import their_words
from crm.llm.embedded.composing.template import templated
from crm.llm.embedded.composing.voice import IN_DEPTH, Voice, voice_of


def compose(data: dict[str, Any]) -> dict[str, Any]:
    """A draft, as a dict that validates as `DraftAnswer`.

    `data`: purpose ("reply" or "follow_up"), language, tone, now, timezone, contact {name}, business {name}, burst and
    recent messages {from, at, text}, reading or None, plan {action, when_text, confirm_date, internal_review},
    follow_up {purpose, reason, quote, planned_at, earliest, latest, must_mention, must_not_say, stance} or None,
    template {body, variables} or None, passages [{id, title, text}], repair (why the last draft was refused) or None.

    `abstain_reason` is one of no_reply_needed, not_grounded, language, no_contact, nothing_to_say.
    """
    voice = voice_of(data)
    repair = repair_of(data.get("repair"))
    if data.get("template"):
        return templated(data, voice, repair)
    if voice.language not in IN_DEPTH:
        return _fixed(data, voice)
    return (
        follow_up(data, voice, repair)
        if data.get("purpose") == "follow_up"
        else _bounded(reply(data, voice, repair), repair)
    )


def _bounded(draft: dict[str, Any], repair: Repair) -> dict[str, Any]:
    """A draft refused for its length must not come back as long: without a shorter one a person writes."""
    return draft if len(draft["text"]) <= repair.limit else abstained("nothing_to_say")


def _fixed(data: dict[str, Any], voice: Voice) -> dict[str, Any]:
    """A short line in a language we do not compose in; `abstain` unless nothing more than that line is due."""
    said = FIXED.get(voice.language)
    if not said:
        return abstained("language")
    reading, plan = data.get("reading") or {}, data.get("plan") or {}
    stance = reading.get("stance") or "interested"
    if data.get("purpose") == "follow_up":
        words = their_words(data, voice)
        text = said["again"].replace("{quote}", words) if words else ""
        return {"text": text, "abstain": True, "abstain_reason": "language", "confidence": 0.2}
    if reading.get("acknowledgement") and not reading.get("answer_now"):
        return abstained("no_reply_needed")
    key = _fixed_key(stance, reading, plan)
    when = str(plan.get("when_text") or "")
    if when[:1].isdigit():  # a date in figures, where the calendar has no words of that language
        when = DATE_IN_FIGURES.get(voice.language, "{}").format(when)
    text = said[key].replace("{when}", when)
    enough = key in ("no_chase", "opt_out", "resolved", "person", "when")
    return {
        "text": text,
        "abstain": not enough,
        "abstain_reason": "" if enough else "language",
        "confidence": 0.8 if enough else 0.2,
    }


def _fixed_key(stance: str, reading: dict[str, Any], plan: dict[str, Any]) -> str:
    if stance == "angry" or reading.get("wants_human"):
        return "person"
    if stance in ("polite_no", "needs_time_no_contact") or plan.get("internal_review"):
        return "no_chase"
    if stance in ("opt_out", "resolved") and not reading.get("answer_now"):
        return stance
    return "when" if plan.get("when_text") and not reading.get("answer_now") else "noted"
