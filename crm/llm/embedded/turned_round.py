"""A day read as asked for, beside words that may turn it round: "whatever you do dont pick next week", "mulling it over on
Saturday". The grammar knows many such turns and marks them; where it took the day plainly all the same, a person looks.

By sets of cases that nobody had seen: half of what would have been written too early shows here, and one in fifty of the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.llm.embedded.placing import Answer, placed
from crm.llm.embedded.quotes import Spoken
from crm.llm.embedded.text import clauses
from crm.llm.embedded.time_grammar.taken_up import asks_then

# Kinds that say themselves which side they mean.
_SPOKEN_FOR = ("event_without_date", "return_from", "vague", "holiday")
_NOT = re.compile(
    r"(?<!\w)(?:no|not|never|dont|[a-z]+n't|cant|wont|isnt|doesnt|except|bar|barring|avoid|skip|nor|nao|nunca|sin|sem|jamais|salvo|menos|"
    r"evita\w*|pas|sauf|nicht|kein\w*|ausser|mat|nahi)(?!\w)"
)
_HARMLESS_NOT = re.compile(
    r"(?<!\w)(?:not (?:sure|before|earlier|until|till|yet|later than|bad|today|now)|no (?:rush|hurry|later|worries|problem|wait|sorry|earlier)|why not|"
    r"(?:don'?t|dont) know|(?:can'?t|cant) (?:now|today|wait|talk|chat|speak)|no (?:antes|hay prisa)|nao (?:hoje|da hoje|sei)|pas (?:avant|encore)|nicht vor)(?!\w)|^\W*(?:no|nao|non|nein)(?!\w)"
)
_TAKEN_UP = re.compile(
    r"(?<!\w)(?:sleep|mull\w*|think\w*|ponder\w*|chew\w*|digest\w*|reflect\w*|discuss\w*|talk (?:it|this|that|things)|decid\w+|weigh\w*|consider\w*|"
    r"compar\w+|busy|slammed|swamped|flat out|hectic|chaos|away|closed|exams?|holidays?|vacation|travel\w*|on leave|surgery|wedding|shifts?|"
    r"camping|with (?:my |the )?(?:family|kids|parents|wife|husband)|pensar\w*|consult\w+|decidir|viaj\w+|viagem|fuera|fora|examen\w*|provas?|"
    r"ocupad[oa]|reflechir|vacances|urlaub|uberleg\w+|unterwegs)(?!\w)"
)
_ASKS = re.compile(
    r"(?<!\w)(?:call|ring|ping|text|message|msg|write|try|contact|buzz|shout|nudge|chase|chat|speak|talk(?! (?:it|this|that|things))|catch|check|remind|get back|touch base|"
    r"follow up|reach|free|works?|good|suits?|ok|fine|available|let'?s|lets|pls|please|drop|bell|revert|connect|send|share|book|do|then|"
    r"llam\w+|escrib\w+|habl\w+|escrev\w+|cham\w+|lig\w+|fal\w+|mand\w+|porfa|por favor|mejor|melhor|appel\w+|ecri\w+|rappel\w+|ruf\w+|schreib\w+|meld\w+)(?!\w)"
)


def turned_round(messages: Sequence[Spoken], times: Sequence[Answer]) -> str:
    """The words of the time taken last and plainly that its own clause may exclude, verbatim; "" if it does not.

    Of several the last is planned on: "tomorrow I travel, so Friday".
    """
    plain = [placed(messages, time) for time in times if _is_plain(time)]
    last = max(plain, key=lambda place: (place.message, place.start), default=None)
    if last and last.end and _may_exclude(messages[last.message], last.start, last.end):
        return str(last.time["quote"])
    return ""


def _is_plain(time: Answer) -> bool:
    asked = time.get("role", "contact_after") == "contact_after" and time["kind"] not in _SPOKEN_FOR
    return asked and not any(time.get(key) for key in ("relation", "negated", "corrects"))


def _may_exclude(said: Spoken, start: int, end: int) -> bool:
    folded = said.cues.folded
    for first, last in clauses(folded):
        if first <= start < last:
            beside = f"{folded.text[first:start]} , {folded.text[end:last]}".strip()
            if _NOT.search(_HARMLESS_NOT.sub(" ", beside)):
                return True
            return bool(_TAKEN_UP.search(beside)) and not (_ASKS.search(beside) or asks_then(folded.text[end:]))
    return False
