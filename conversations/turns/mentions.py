"""What a follow-up must mention and must not say, held by code: a model is asked for it and may forget.

Words are compared, not meanings, and leniently: what is in another language than the draft cannot be found by its words.
"""

from __future__ import annotations

import re

from conversations.turns.content_words import TIME_WORDS, content_words, forms_of, share_said
from conversations.turns.grounding import folded
from conversations.turns.turn import Draft, Turn
from crm.llm.embedded.composing.sensitive import private_words
from crm.llm.embedded.language import language_of

ENOUGH = 1 / 3  # of the content words of a thing to mention: who says “the quote” says “the quote for the kitchen”

# Nobody owes us an answer, and nobody likes to be told so.
REPROACH = re.compile(
    r"\b(?:(?:have|had)(?:n['’]?t| not) (?:heard|received|got(?:ten)?) (?:back |anything |a reply |any reply )?(?:from you)?|no (?:reply|answer|response) from you|"
    r"you (?:did|have)(?:n['’]?t| not|ve not) (?:yet )?(?:repl|answer|respond|got back|come back)\w*|you never (?:repl|answer|respond|got back)\w*|your silence|"
    r"no (?:he|hemos) (?:sabido nada|recibido (?:respuesta|noticias))|no (?:me|nos) (?:has|ha|hab[eé]is|han) (?:contestado|respondido)|tu silencio|su silencio|"
    r"n[aã]o (?:tive|tivemos|recebi|recebemos) (?:retorno|resposta|not[ií]cias)|voc[eê]s? n[aã]o (?:respond|retorn)\w+|seu sil[eê]ncio|"
    r"(?:pas eu|pas re[cç]u|sans) (?:de )?(?:nouvelles|r[eé]ponse) de (?:vous|votre part)|votre silence|(?:keine|noch keine) (?:antwort|r[uü]ckmeldung) (?:von ihnen|von dir|erhalten|bekommen)|"
    r"nichts (?:mehr )?von (?:ihnen|dir) geh[oö]rt)(?!\w)|לא (?:ענית|השבת|קיבלנו תשובה|שמענו ממ)|لم (?:ترد|تجب|نسمع من|يصلنا رد)|(?:जवाब|उत्तर) नहीं (?:दिया|मिला|आया)",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[“«„][^”»“]*[”»“]")


def is_follow_up(turn: Turn) -> bool:
    return bool(turn.pending and turn.plan and turn.plan.speak == "follow_up")


def leaves_nothing_out(turn: Turn, draft: Draft) -> str:
    """Every thing to mention is taken up; by a template, whose places are few, one of them, or their very words."""
    if not is_follow_up(turn) or turn.pending is None:
        return ""
    due = [
        item
        for item in dict.fromkeys((*turn.pending.must_mention, *turn.pending.agenda))
        if can_be_found(item, turn, draft)
    ]
    left = [item for item in due if (share_said(item, draft.text) or 0.0) < ENOUGH]
    if not left or (draft.template and (len(left) < len(due) or quotes_them(turn, draft))):
        return ""
    return f"It leaves out “{left[0]}”, which must be mentioned."


def quotes_them(turn: Turn, draft: Draft) -> bool:
    """Whether the draft says back, in quotation marks, what they said last: it is where the talk left off."""
    said = folded(talk(turn))
    return any(len(quote) > 12 and folded(quote[1:-1]) in said for quote in QUOTED.findall(draft.text))


def can_be_found(item: str, turn: Turn, draft: Draft) -> bool:
    """Whether its words are to be expected: it names something other than a time, nothing that must not be said, and it
    was said in the talk or is in the language of the draft."""
    if not forms_of(item) or forbids(turn, item) or private_in(turn, item):
        return False
    if (share_said(item, talk(turn)) or 0.0) >= ENOUGH:
        return True
    spoken = language_of(draft.text)
    return language_of(item, spoken) == spoken


def talk(turn: Turn) -> str:
    return " ".join(said.text for said in (*turn.facts.recent, *turn.facts.burst))


def nothing_forbidden(turn: Turn, draft: Draft) -> str:
    found = forbids(turn, draft.text)
    return f"It says “{found}”, which must not be said." if found else ""


def forbids(turn: Turn, text: str) -> str:
    """The thing not to say that `text` says: its very words, or each of its content words in some form.

    “Contact before Tuesday” forbids a time, which the plan keeps to, and no word.
    """
    said = folded(text)
    for item in turn.pending.must_not_say if turn.pending else ():
        if len(item) > 3 and folded(item) in said:
            return item
        if not content_words(item) & TIME_WORDS and share_said(item, text) == 1.0:
            return item
    return ""


def nothing_private(turn: Turn, draft: Draft) -> str:
    """Health, loss and the like are theirs to speak of: a follow-up repeats none of it, whoever wrote it."""
    found = private_in(turn, draft.text) if is_follow_up(turn) else ""
    return f"It says “{found}”, which is private and must not be said." if found else ""


def private_in(turn: Turn, text: str) -> str:
    """A private word of `text` that is no word of our own trade: a dentist may well speak of the dentist."""
    facts = turn.facts
    ours = " ".join(
        [
            facts.house.name,
            turn.pending.purpose if turn.pending else "",
            *(s.text for s in facts.recent if s.sender == "us"),
        ]
    )
    own = set(re.findall(r"\w+", ours.lower()))
    return next((word for word in private_words(text) if not set(re.findall(r"\w+", word.lower())) <= own), "")


def without_reproach(turn: Turn, draft: Draft) -> str:
    """A follow-up never holds their silence against them."""
    match = REPROACH.search(QUOTED.sub("", draft.text)) if is_follow_up(turn) else None
    return f"“{match[0]}” holds their silence against them; leave it out." if match else ""
