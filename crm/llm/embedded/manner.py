"""How to speak to them and of what: tone, topic, and what must not be said back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from crm.llm.embedded.cues import Cues
from crm.llm.embedded.quotes import Spoken, quote_of

TOPIC_CUES = ("billing", "technical", "logistics", "sales")
# Matters of an office: budget, board, order number, audit, mortgage. Their words are plain, and so is the answer.
_OFFICE = re.compile(
    r"\b(?:budget|c[etfi]o|board|po \d+|p\.?o\.?|purchase order|procurement|invoices?|quarter|q[1-4]|fiscal|audit\w*|contracts?|insurer|polic(?:y|ies)|mortgage|suppliers?|"
    r"deadline|figures|accountant|headquarters|presupuesto|auditoria|hipoteca|junta|contrato|factura\w*|cierre|contable|gestor\w*|orcamento|fechamento|diretoria|contador|"
    r"hypotheque|devis|comptable|budget|vertrag|rechnung|angebot|geschaftsfuhr\w+)\b"
)
_GENTLE = ("polite_no", "needs_time_no_contact", "undecided")


def tone_of(cues: Cues, stance: str, topic: str, dissatisfied: bool) -> str:
    if stance == "angry" or dissatisfied:
        return "apologetic"
    if "hardship" in cues or stance == "needs_time_no_contact":
        return "gentle"
    if "formal" in cues and stance != "opt_out" and not cues.any("warm"):
        return "formal"
    if stance in _GENTLE:
        return "businesslike" if stance == "undecided" and cues.any("ask_other", "condition") else "gentle"
    if "warm" in cues:
        return "warm"
    return (
        "businesslike" if stance == "opt_out" or topic == "billing" or _OFFICE.search(cues.folded.text) else "friendly"
    )


def topic_of(
    messages: Sequence[Spoken], cues: Cues, shares: Mapping[str, float] | None, last_topic: str | None
) -> tuple[str, str]:
    """Topic and the words that show it. The heads and the word lists vote; a burst about nothing keeps the last topic."""
    votes = {name: 0.45 * (name in cues) for name in TOPIC_CUES}
    for name, share in (shares or {}).items():
        if name in votes:
            votes[name] += share
    best = max(votes, key=lambda name: votes[name])
    named = any(name in cues for name in TOPIC_CUES)
    if votes[best] < 0.5 or (not named and votes[best] < 0.75):
        return (last_topic if not named and last_topic else "other"), ""
    return best, quote_of(messages, best, whole_clause=False)


def sensitive_words(cues: Cues, messages: Sequence[Spoken], reason: str, reason_cue: str) -> list[str]:
    """What is never said back to them: illness, loss, money trouble, and what they forbade."""
    banned: list[str] = []
    if "hardship" in cues:
        banned.append(quote_of(messages, "hardship", whole_clause=False))
    if reason_cue == "busy" and _is_medical(reason):
        banned.append(reason)
    if "price" in cues:
        banned.append("their money")
    return [words for words in dict.fromkeys(banned) if words]


def worth_mentioning(wants: str, reason: str, messages: Sequence[Spoken], banned: Sequence[str]) -> list[str]:
    """What they want, and why it is to be later where that says something: "not next week" and "can't now" do not, and
    where they stood while they spoke into the phone is no reason either."""
    # Imported here for the same reason as below.
    from crm.llm.embedded.composing.quoting import says_why, spoken_aloud

    aloud = any(spoken_aloud(said.text) for said in messages)
    said = [wants, "" if aloud else reason]
    return [words for words in said if words and words not in banned and says_why(words)]


def _is_medical(reason: str) -> bool:
    # Imported here: the composer keeps the list of what is private, and it need not load to read a stance.
    from crm.llm.embedded.composing.sensitive import is_sensitive

    return is_sensitive(reason)
