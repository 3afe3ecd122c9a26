"""Phrases by meaning and language: the rules' evidence, and part of what the linear heads see.

Each language module maps a *cue* (see `CUES`) to regular expressions over text folded by `text.fold` (lower case, no
accents, straight apostrophes), so a pattern covers "mañana" and "manana". Every language is tried on every message:
people mix them, and detection of three words is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from crm.llm.embedded.lexicon import arabic, english, french, german, hebrew, hindi, portuguese, spanish

CUES: tuple[str, ...] = (
    "opt_out",  # asks never to be written to again, wrong number, delete my data
    "stop_other",  # "stop" aimed at something else than our messages: a delay, a renewal, a truck
    "hold_off",  # asks not to be written to or pressed for now, for space, for time
    "they_write",  # they will write when or if they want
    "when_ready",  # "when I'm ready", "when things calm down"
    "hardship",  # a death, grave illness, a loss: no business now
    "decline",  # a refusal
    "someday",  # "maybe one day", "we'll see"
    "elsewhere",  # bought or done elsewhere, or the need is gone
    "price",  # too expensive, out of budget
    "undecided",  # still thinking, comparing, doubting
    "ask_other",  # must ask a partner, a boss, a committee
    "condition",  # "if the bank agrees", "depends on"
    "come_back",  # asks us to write, call, remind at some time
    "busy",  # why not now: busy, away, ill, exams, a move
    "not_now",  # "not today", "not this week"
    "positive",  # wants it: interested, love it, count me in
    "go_ahead",  # yes, do it, send it, book it
    "now",  # wants it now, changed from later to now
    "request",  # asks us for something
    "question",  # asks something
    "resolved",  # it works, arrived, paid, settled
    "done_here",  # ordered, booked or paid with us already
    "anger",  # abuse, outrage, shouting
    "sarcasm",  # praise that cannot be meant
    "complaint",  # something went wrong
    "churn",  # thinks of leaving, a competitor
    "human",  # wants a person
    "thanks",
    "ok",
    "greeting",
    "formal",  # formal register
    "warm",  # hearts, endearment, good news
    "time",  # mentions a time
    "technical",
    "billing",
    "logistics",
    "sales",
    "info",  # hours, address, parking
)

_LATIN = (english.PHRASES, spanish.PHRASES, portuguese.PHRASES, french.PHRASES, german.PHRASES, hindi.ROMAN)
_OTHER = (hebrew.PHRASES, arabic.PHRASES, hindi.PHRASES)


def _compiled(cue: str) -> re.Pattern[str]:
    latin = [p for phrases in _LATIN for p in phrases.get(cue, ())]
    # Hebrew and Arabic glue "and", "the", "to" to the word, so only the others ask for word boundaries.
    other = [p for phrases in _OTHER for p in phrases.get(cue, ())]
    parts = ([rf"(?<!\w)(?:{'|'.join(latin)})(?!\w)"] if latin else []) + other
    return re.compile("|".join(parts) or r"(?!)")


PATTERNS: Mapping[str, re.Pattern[str]] = {cue: _compiled(cue) for cue in CUES}
