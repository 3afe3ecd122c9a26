"""What the embedded model asks the author when it is not sure."""

from __future__ import annotations

WHAT = "What exactly should the assistant do, and when?"
WHO = "Who counts as “{group}”? Please name a tag, an amount, a country or a length of time."
WHEN = "When exactly does it apply? “{words}” is not clear to me."
CLOSE_TO: dict[str, str] = {
    "followup.hold": "Should follow-ups wait, and until when: until they write, for a number of days, until a date?",
    "followup.stop": "Should there be no follow-up at all for these people?",
    "followup.cap": "Is there a largest number of follow-ups? How many, and per what?",
    "followup.min_gap": "How many hours or days should lie between two messages?",
    "send.quiet_hours": "From what time until what time, and on which days, should nothing be sent?",
    "handoff.now": "Should a person take the thread? In which cases, and who?",
    "handoff.require_first": "What should be asked before a person takes over?",
    "reply.never_say": "Which words or statements exactly may not be used? Please put words into quotation marks.",
    "reply.must_say": "What exactly should be said, and when? Please put fixed words into quotation marks.",
    "reply.max_length": "How many sentences, words or characters at most?",
    "reply.format": "What about the form should change: emojis, lists, links, questions, capitals?",
    "reply.language": "In which language should the assistant write?",
    "offer.limit": "Up to how many percent, or up to what amount?",
    "fact.override": "Which price or fact is that, and what is the right value now?",
    "reply.style": "How should the assistant sound, and with whom?",
    "amend": "Which earlier guideline should change, and to what?",
    "refuse": "Could you say that differently? It reads as if the assistant should do something it never may.",
}
