"""The stance of a burst: what the talk around it settles plainly, else rules and heads weighed against each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from crm.llm.embedded import heads
from crm.llm.embedded.answering import either_or, names_only_a_time, says_yes
from crm.llm.embedded.cues import Cues
from crm.llm.embedded.matters import brings
from crm.llm.embedded.quotes import Spoken, only_courtesy
from crm.llm.embedded.rules import Ruled, ruled
from crm.llm.embedded.weighing import Weighed, weighed
from crm.llm.embedded.wishes import FUTURE_ROLES, REFUSALS, settled_by

UPSET = ("anger", "sarcasm", "complaint", "churn")
REFUSES = 0.88  # the heads' shares of the stances for which nothing is planned, together
ANSWERS_US = "answers_us"  # a short answer to our question, no cue of the lexicon
_BARE_NO = re.compile(r"\W*(?:no|non|nein|nao|doch)\W*")
_THEN = re.compile(r"(?:ahi|alli|ai|then|dann|da)(?!\w)")  # "back on the 21st, then we'll see about it"
_GOD_WILLING = re.compile(r"\W*(?:ان شاء الله|in ?sha ?a?llah)\W*")

Answer = dict[str, Any]


def stance_of(
    messages: Sequence[Spoken],
    cues: Cues,
    times: Sequence[Answer],
    shares: heads.Judged | None,
    courtesy: bool,
    data: Mapping[str, Any],
    told: str,
) -> tuple[Weighed, Ruled]:
    """What they want of us, and the rule that says so. `told`: the stance of what their words point to elsewhere, if they do."""
    if told:
        return Weighed(told, 0.8, True, ""), Ruled(told, 0.8, ANSWERS_US)
    rule = ruled(_about_the_matter(cues, times), is_timed(cues, times))
    if data.get("pending") and brings(messages, data["pending"]):
        return Weighed("resolved", 0.8, True, ""), Ruled("resolved", 0.8, "")
    recent = data.get("recent") or []
    if only_courtesy(messages) and not times and not data.get("pending") and either_or(recent):
        return Weighed("undecided", 0.7, True, ""), Ruled("undecided", 0.7, "ok")
    if courtesy and not times:
        settled = data.get("pending") and settled_by(data.get("events") or [])
        said = Ruled("resolved" if settled else "interested", 0.8, "thanks" if "thanks" in cues else "ok")
        return Weighed(said.stance, 0.85, True, ""), said
    if names_only_a_time(messages, cues, times, recent) or (says_yes(cues, recent) and not refuses(shares)):
        return Weighed("interested", 0.85, True, ""), Ruled("interested", 0.85, ANSWERS_US)
    return weighed(rule, shares["stance"] if shares else None, upset=cues.any(*UPSET)), rule


def refuses(shares: heads.Judged | None, stances: Sequence[str] = REFUSALS) -> bool:
    """Whether the heads see in a kind or short answer one of the stances for which nothing is planned."""
    return shares is not None and sum(shares["stance"][name] for name in stances) >= REFUSES


def is_timed(cues: Cues, times: Sequence[Answer]) -> bool:
    """Whether a time to come is named. "Later" beside a no or a "we'll see" names none."""
    coming = [t for t in times if t["role"] in FUTURE_ROLES and t["kind"] != "none"]
    hollow = cues.any("decline", "someday") and all(t["kind"] == "vague" for t in coming)
    room = "hold_off" in cues and all(t.get("which") == "this" and not t.get("relation") for t in coming)
    return bool(coming) and not hollow and not room  # "space this month" is no month in which to write


def _about_the_matter(cues: Cues, times: Sequence[Answer]) -> Cues:
    """ "Thursday, no, Friday": that no takes back a day and refuses nothing. "Tomorrow, God willing" is no "some day"."""
    someday = cues.folded.text[slice(*cues.spans["someday"])] if "someday" in cues else ""
    dated = any(time["role"] in FUTURE_ROLES and time["kind"] not in ("none", "vague") for time in times)
    if someday and times and (_GOD_WILLING.fullmatch(someday) or (dated and _THEN.match(someday))):
        cues = replace(cues, spans={cue: span for cue, span in cues.spans.items() if cue != "someday"})
    if (
        "decline" not in cues
        or not any(t.get("corrects") or t.get("negated") or t.get("relation") for t in times)
        or not _BARE_NO.fullmatch(_decline(cues))
    ):
        return cues
    return replace(cues, spans={cue: span for cue, span in cues.spans.items() if cue != "decline"})


def _decline(cues: Cues) -> str:
    start, end = cues.spans["decline"]
    return cues.folded.text[start:end]
