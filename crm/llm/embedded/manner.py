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


# Away and coming back: they are welcomed.
_AWAY = re.compile(
    r"\b(?:(?:annual|vacation|parental|maternity|paternity|sick)? ?leave|on (?:my |our )?(?:holidays?|vacation)|(?:i|we)(?:'m|m|'re| am| are|'ll be)? (?:away|out|abroad) (?:in|at|until|till?|through|thru|up to|from)|"
    r"i stay with|the day (?:i|we) (?:get|come|start|return|resume|am|'m)|(?:first|1st) day back|back at (?:my|our) desk|when (?:i|we)(?:'m|'re| am| are| get| come)? back|(?:i|we) return on|i travelled for|"
    r"im urlaub|en conges?|en vacances)\b|במילואים|בחו[\"״]?ל|בחופש|בטיול|חוזר(?:ת|ים)? ב|في (?:اجازه|اجازة|السفر)|مسافر|छुट्टी"
)
# A yes that waits for something they look forward to; and a yes that comes late, with the reason why.
_EAGER = re.compile(
    r"\b(?:once|as soon as|soon as|when)\b.{4,80}?\b(?:i|we)(?:'ll|'re|'m| will| want|m in|'d like| need)\b", re.S
)
_LATE_YES = re.compile(
    r"\b(?:only|just) (?:see(?:n|ing)?|saw|read(?:ing)?) (?:this|it|your|now)|\b(?:no|without) signal\b|\bphone (?:was|has been|is) (?:dead|broken|off)\b|\bsaw this now\b"
)
# What was settled by phone or mail, what hangs on the month and on whoever decides: plain business.
_BUSINESS = re.compile(
    r"\b(?:(?:she|he|you|lady|colleague|office) (?:who )?(?:rang|called|phoned)|on the phone|i rang|(?:see|read) (?:my|the) e?-?mail|e?-?mail i|(?:price|rate|wholesale) (?:list|sheet)s?|wholesale|\w+ rates|"
    r"re-?tender|gets ordered|do the ordering|suppliers?|caterer)\b|\b(?:only )?(?:if|provided)\b.{0,40}\b(?:bank|board|council|landlord|planning|committee|permit|hq)\b|\b(?:bank|council|landlord) (?:okays?|agrees?|gives?|passes)\b"
)
_MONTH_END = re.compile(
    r"\b(?:month[- ]end|end (?:of (?:the |this )?)?month|(?:early|start of|beginning of|first \w+ of) (?:the )?(?:next |new )?(?:quarter|q[1-4]))\b"
)
_WAGES = re.compile(r"\b(?:salar(?:y|ies)|wages?|payday|paid)\b")
# Those who wait for such a feast are spoken to with respect.
_FEAST = re.compile(
    r"\b(?:eid(?: \w+){0,2}|ramadan|ramzan|diwali|pesach|passover|rosh hashanah)\b|رمضان|العيد|פסח|דיוואלי|दिवाली|ईद"
)
_FAMILY = re.compile(
    r"\b(?:wife|husband|hubby|sister|brother|mum|mom|mother|dad|father|family|fianc\w*|parents|mujer|marido|familia|esposa|esposo|mulher|irma|irmao)\b"
)
_ARABIC = re.compile(r"[\u0621-\u064a]{2}")


def tone_of(cues: Cues, stance: str, topic: str, dissatisfied: bool) -> str:
    text = cues.folded.text
    if "hardship" in cues and stance in ("polite_no", "needs_time_no_contact", "undecided"):
        return "gentle"  # "we lost our dog" is sad, and no complaint about us
    if stance == "angry" or dissatisfied:
        return "apologetic"
    if stance == "needs_time_no_contact":
        return "formal"  # who asks not to be written to gets few words, and none that lean on them
    if "formal" in cues and stance != "opt_out" and not cues.any("warm"):
        return "formal"
    if stance == "polite_no" and _ARABIC.search(text):
        return "formal"
    if stance in ("interested", "undecided") and (said := _by_what_they_wait_for(text, stance)):
        return said
    if "hardship" in cues:
        return "gentle"
    if stance in _GENTLE:
        return "businesslike" if stance == "undecided" and cues.any("ask_other", "condition") else "gentle"
    if "warm" in cues:
        return "warm"
    return "businesslike" if stance == "opt_out" or topic == "billing" or _OFFICE.search(text) else "friendly"


def _by_what_they_wait_for(text: str, stance: str) -> str:
    """The tone that the reason to wait asks for; "" where it asks for none."""
    if _FEAST.search(text):
        return "formal"
    if stance == "undecided":
        return "gentle" if _FAMILY.search(text) else "businesslike" if _BUSINESS.search(text) else ""
    if _BUSINESS.search(text) or (_MONTH_END.search(text) and not _WAGES.search(text)):
        return "businesslike"
    return "warm" if _AWAY.search(text) or _EAGER.search(text) or _LATE_YES.search(text) else ""


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
