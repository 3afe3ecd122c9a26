"""Stance by rules over cues: ordered, most binding first. The heads give a second opinion (`reading.py` weighs both).

A rule's strength says how often such words mean that stance: 0.9 nearly always, 0.5 a lean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crm.llm.embedded.called_off import drops_the_message, is_called_off
from crm.llm.embedded.cues import Cues

CERTAIN = 0.9  # words that leave no other reading, whatever the heads make of them
NO_MORE = ("decline", "someday", "elsewhere", "price")
WEIGHING = ("undecided", "ask_other", "condition")


_OTHER = re.compile(
    r"\b(?:elsewhere|other|another|different|competitor|cheaper|otr[oa]s?|outr[oa]s?|noutr[oa]|autre|andere\w*)\b"
)


# "I'll get in touch if we still need it": they leave, politely, whatever month they name.
_IF_NEEDED = re.compile(
    r"\b(?:if (?:i|we|it'?s|its|there'?s|that|anything|something)(?: \w+){0,2} (?:need\w*|relevant|current|interest\w*|chang\w+|comes? up|want|require\w*|necessary)|"
    r"si (?:hace falta|(?:lo |la |os |les |te |aun |todavia )*necesit\w+|cambia\w*|surge|sigue en pie|me interesa)|se (?:ainda |eu )*(?:precisar\w*|for preciso|mudar|surgir|tiver interesse)|"
    r"(?:si|en cas de) (?:besoin|necessaire|(?:ca|cela) change|j'ai besoin|nous avons besoin)|(?:falls|wenn|sofern)(?: \w+){0,4} (?:aktuell|brauch\w*|benotig\w*|notig|andert|interessant|bedarf)|bei bedarf|"
    r"(?:zarurat|jarurat|zaroorat|jaroorat)(?: \w+)? (?:hui|hogi|padi|pade|ho))\b|אם (?:עדיין )?(?:יהיה צורך|אצטרך|נצטרך|זה יהיה רלוונטי)|(?:اذا|لو|ان) (?:احتجت|احتجنا|لزم|تغير)"
)


@dataclass(frozen=True)
class Ruled:
    """What the rules think: a stance, how strongly, and the cue whose words say so."""

    stance: str
    strength: float
    cue: str


def ruled(cues: Cues, timed: bool) -> Ruled:
    """`timed`: the burst names a time to come (by the grammar, or by the lexicon where the grammar is silent)."""
    later = timed and cues.any("come_back", "not_now", "busy")
    for judge in (_end_of_contact, _anger, _room, _refusal, _settled, _weighing):
        found = judge(cues, timed, later)
        if found:
            return found
    return _wish(cues, timed)


def _end_of_contact(cues: Cues, timed: bool, later: bool) -> Ruled | None:
    return Ruled("opt_out", 1.0 if cues.keyword else 0.9, "opt_out") if "opt_out" in cues else None


def _anger(cues: Cues, timed: bool, later: bool) -> Ruled | None:
    if "anger" in cues:
        return Ruled("angry", 0.85 if cues.any("complaint", "sarcasm", "churn", "human") else 0.65, "anger")
    if "sarcasm" in cues and not later and not cues.any("positive", "go_ahead", "thanks", "resolved"):
        return Ruled("angry", 0.75 if "complaint" in cues else 0.45, "sarcasm")
    return None


def _room(cues: Cues, timed: bool, later: bool) -> Ruled | None:
    asked_back = timed and "come_back" in cues
    if "hardship" in cues and not asked_back:
        return Ruled("needs_time_no_contact", 0.8, "hardship")
    if "they_write" in cues and _IF_NEEDED.search(cues.folded.text):
        return Ruled("polite_no", 0.8, "they_write")
    if "hold_off" in cues:
        if "they_write" in cues or "when_ready" in cues:
            return Ruled("needs_time_no_contact", 0.9, "hold_off")
        if timed and cues.any(*WEIGHING):
            return Ruled("undecided", 0.7, "undecided" if "undecided" in cues else "hold_off")
        if timed:
            return Ruled("interested", 0.5, "hold_off")
        return Ruled("needs_time_no_contact", 0.75, "hold_off")
    if "they_write" in cues and not asked_back:
        if "when_ready" in cues:
            return Ruled("needs_time_no_contact", 0.85, "they_write")
        if cues.any(*NO_MORE):
            return Ruled("polite_no", 0.8, next(cue for cue in NO_MORE if cue in cues))
        if cues.any(*WEIGHING):
            return Ruled("undecided", 0.7, next(cue for cue in WEIGHING if cue in cues))
        return Ruled("needs_time_no_contact", 0.5, "they_write")
    return None


def _refusal(cues: Cues, timed: bool, later: bool) -> Ruled | None:
    if drops_the_message(cues.folded.text):
        return Ruled("polite_no", CERTAIN, "")
    if is_called_off(cues.folded.text):
        return Ruled("polite_no", 0.6 if timed and "come_back" in cues else CERTAIN, "")
    bought_here = "done_here" in cues and not _OTHER.search(cues.folded.text)
    if "elsewhere" in cues and not bought_here and not (timed and "come_back" in cues):
        return Ruled("polite_no", 0.85, "elsewhere")
    if (
        "now" in cues
        and cues.any("go_ahead", "request", "positive", "question")
        and not cues.any("decline", "resolved")
    ):
        return Ruled("interested", 0.8, "now")
    if "resolved" in cues and "complaint" not in cues and "decline" in cues:
        return Ruled("resolved", 0.6, "resolved")
    if "decline" in cues:
        if later or (timed and cues.any("positive", "undecided", "ask_other")):
            return None
        return Ruled("polite_no", 0.8 if cues.any("thanks", "price", "someday") else 0.6, "decline")
    if "someday" in cues and not (timed and "come_back" in cues):
        return Ruled("polite_no", 0.7, "someday")
    if "price" in cues and not later and not cues.any("question", "request", *WEIGHING):
        return Ruled("polite_no", 0.55, "price")
    return None


def _settled(cues: Cues, timed: bool, later: bool) -> Ruled | None:
    if later or cues.any("now", "churn"):
        return None
    for cue in ("done_here", "resolved"):
        if cue in cues and not cues.any("complaint", *WEIGHING):
            return Ruled("resolved", 0.55 if cues.any("question", "request", "go_ahead") else 0.8, cue)
    return None


def _weighing(cues: Cues, timed: bool, later: bool) -> Ruled | None:
    for cue in WEIGHING:
        if cue in cues:
            if cue == "ask_other" and "go_ahead" in cues and not timed:  # "my wife agreed, go ahead"
                return Ruled("interested", 0.5, "go_ahead")
            return Ruled("undecided", 0.55 if cue == "condition" or "go_ahead" in cues else 0.75, cue)
    return None


def _wish(cues: Cues, timed: bool) -> Ruled:
    for cue, strength in (("now", 0.8), ("come_back", 0.8 if timed else 0.7), ("positive", 0.75), ("go_ahead", 0.75)):
        if cue in cues:
            return Ruled("interested", strength, cue)
    for cue, strength in (("not_now", 0.7), ("busy", 0.65), ("request", 0.65), ("question", 0.65), ("time", 0.6)):
        if cue in cues:
            return Ruled("interested", strength if cue != "time" or timed else 0.4, cue)
    for cue in ("ok", "thanks", "greeting"):
        if cue in cues:
            return Ruled("interested", 0.45, cue)
    return Ruled("interested", 0.25, "")
