"""What a text of ours stands on: every figure, price, date and link in the talk, the plan or a passage that it cites, and
a question of fact answered only from a passage. Code, whatever the model says of itself."""

from __future__ import annotations

import re
import unicodedata

from conversations.turns.turn import Draft, Turn

LINK = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
# Currencies by sign, code and word, folded: “€12”, “12 EUR” and “12 euros” are the same price.
CURRENCIES = {
    "eur": r"€|eur\b|euros?\b",
    "usd": r"us\$|\$|usd\b|dollars?\b|dolares\b",
    "gbp": r"£|gbp\b|pounds?\b|libras?\b",
    "brl": r"r\$|brl\b|reais\b",
    "chf": r"chf\b|francs?\b|francos?\b",
    "%": r"%|percent\b|per cent\b|por ciento\b|por cento\b",
}
MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    "janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro"
)
DATE = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of| de)? ({MONTHS})\b|\b({MONTHS}) (\d{{1,2}})\b")
SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")
CLAIMS_AT_ONCE = re.compile(r"^\W*(?:yes|no|si|sim|nao|we (?:do|don't|can|can't|cannot|offer|ship))\b", re.IGNORECASE)
QUESTION_MARKS = ("?", "？", "؟")
SHARED = 3  # words of a colleague that show that a text takes up what they said
A_COURTESY = 4  # words: “Of course, gladly!” claims nothing


def figures_are_known(turn: Turn, draft: Draft) -> str:
    """Every number, price, date and link stands in the talk, the plan, a cited passage or the template."""
    known, said = folded(known_text(turn, draft)), folded(draft.text)
    for link in LINK.findall(draft.text):
        if folded(link).rstrip(".,!?)") not in known:
            return f"The link {link} stands nowhere in what we know."
    known_numbers = set(NUMBER.findall(known))
    for number in NUMBER.findall(said):
        if number not in known_numbers:
            return f"The figure {number} stands nowhere in what we know."
    for amount in sorted(amounts(said) - amounts(known)):
        return f"The price {' '.join(amount)} stands nowhere in what we know."
    for date in sorted(dates(said) - dates(known)):
        return f"The date {' '.join(date)} stands nowhere in what we know."
    return ""


def known_text(turn: Turn, draft: Draft) -> str:
    facts, plan = turn.facts, turn.plan
    parts = [said.text for said in (*facts.recent, *facts.burst)]
    parts += [event.note for event in facts.events]
    parts += [back.note for back in facts.handed_back]  # what a colleague agreed is true
    parts += [
        f"{passage.get('title', '')} {passage.get('text', '')}"
        for passage in turn.passages
        if passage.get("id") in draft.answer.cites
    ]
    parts += [plan.when_text if plan else "", facts.house.name, facts.contact.name]
    parts += [*turn.effects.instructions]
    parts += [str(demand.params) for demand in turn.effects.demands]  # what the team wants said
    if draft.template:
        parts.append(draft.template.body)
    if turn.pending:
        pending = turn.pending
        parts += [pending.purpose, pending.reason, pending.quote, *pending.must_mention, *pending.agenda]
    return " ".join(parts)


def amounts(text: str) -> set[tuple[str, str]]:
    """(number, currency or %) of each price in a folded text."""
    found: set[tuple[str, str]] = set()
    for name, signs in CURRENCIES.items():
        for match in re.finditer(rf"(?:{signs})\s?({NUMBER.pattern})|({NUMBER.pattern})\s?(?:{signs})", text):
            found.add((match[1] or match[2], name))
    return found


def dates(text: str) -> set[tuple[str, str]]:
    """(day, month) of each date in a folded text, the month as it is written."""
    return {(match[1] or match[4], match[2] or match[3]) for match in DATE.finditer(text)}


def cites_what_was_given(turn: Turn, draft: Draft) -> str:
    given = {str(passage.get("id")) for passage in turn.passages}
    unknown = [cite for cite in draft.answer.cites if cite not in given]
    return f"It cites {unknown[0]}, which is none of the passages." if unknown else ""


def answers_from_a_passage(turn: Turn, draft: Draft) -> str:
    """A reply that states something to a question names the passage it has it from. What only asks back, greets or
    confirms the time that was planned states nothing."""
    if turn.plan is None or turn.plan.speak != "reply" or draft.template or draft.answer.cites or not asks(turn):
        return ""
    if turn.plan.when_text and words(turn.plan.when_text) & words(draft.text):
        return ""
    if stands_on_a_colleague(turn, draft):
        return ""
    said = [sentence for sentence in SENTENCES.split(draft.text) if not sentence.rstrip().endswith(QUESTION_MARKS)]
    states = any(len(sentence.split()) > A_COURTESY for sentence in said)
    asks_back = draft.text.rstrip().endswith(QUESTION_MARKS) and not CLAIMS_AT_ONCE.match(folded(draft.text))
    if states and not asks_back:
        return "It answers a question and cites no passage: answer from a passage and name it, or abstain."
    return ""


def stands_on_a_colleague(turn: Turn, draft: Draft) -> bool:
    """Whether it says again what a colleague agreed, in the talk or in a note: that needs no article. Words that they
    used themselves do not count, and its figures are checked against what is known anyway."""
    facts = turn.facts
    ours = [said.text for said in facts.recent if said.by == "person"] + [back.note for back in facts.handed_back]
    theirs = words(" ".join(said.text for said in facts.burst))
    shared = (words(" ".join(ours)) - theirs) & words(draft.text)
    return any(word.isdigit() for word in shared) or len(shared) >= SHARED


def asks(turn: Turn) -> bool:
    """Whether an answer is wanted now."""
    if turn.reading is None or not turn.reading.answer.answer_now:
        return False
    return any(mark in said.text for said in turn.facts.burst for mark in QUESTION_MARKS)


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", folded(text)) if len(word) > 2 or word.isdigit()}


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    if plain.isascii():
        return plain
    return "".join(ch for ch in plain if not unicodedata.combining(ch))
