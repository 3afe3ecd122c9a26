"""A time in which they think, or talk it over at home: "sleep on it over the weekend", "give me the week to decide".

A message then would break in on them, so the time is in their way, whatever word stands around it. A length ("a few days
to think about it") stays what it is: so long from now.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.llm.embedded.time_grammar.cues import Cues
from crm.llm.embedded.time_grammar.deliberating_words import DELIBERATES
from crm.llm.embedded.time_grammar.folding import Folded
from crm.llm.embedded.time_grammar.roles import around
from crm.llm.embedded.time_grammar.tokens import Value

# Together with us, or a wish beside it: then the time is for a message.
_WITH_US = re.compile(
    r"(?<!\w)(?:let'?s|lets|shall we|can we|could we|we can|we could|with (?:you|u)|contigo|con (?:usted|ustedes|vosotros)|conmigo|com (?:voce|vc|voces|vcs)|comigo|avec vous|avec toi|mit (?:ihnen|dir|euch)|(?:platic|habl|convers|charl)amos(?! (?:con|en|entre)))(?!\w)"
)
_PROMISES = re.compile(
    r"(?<!\w)(?:let (?:you|u) know|get back to|tell (?:you|u)|revert|confirm|answer|reply|respond|(?:te|le|les|os) (?:digo|aviso|confirmo|escribo|cuento)|te (?:falo|aviso|respondo|digo|retorno)|retorno|je vous (?:dis|rappelle)|melde mich|sage? (?:ihnen|dir)|bata\w*)(?!\w)"
)
_ASKS_US = re.compile(
    r"(?<!\w)(?:(?:call|ring|text|message|msg|ping|write|remind|ask|shout|try|nudge|chase|hit|catch|check|contact|buzz|get back|follow|talk|speak|chat|catch up)(?: (?:me|us|again|back|in|up|on|to|then|around|at))*\W*$|"
    r"(?:escrib|llam|avis|recuerd|habl|pregunt|busc|marc)\w*(?:me|nos)?\W*$|(?:me|nos) (?:escrib|llam|avis|habl|pregunt|busc|marc|cham|lig|lembr|fal|procur)\w+\W*$|(?:schreib|ruf|meld)\w*(?: \w+){0,2}\W*$|(?:rappel|ecri|recontact)\w*(?:[- ]\w+)?\W*$)"
)
_SUITS = re.compile(
    r"\W*(?:is|would be|works?|suits?|sounds|seria|e|esta|me va|geht|passt|convient)? ?(?:good|fine|ok|okay|best|better|perfect|great|works?|suits?|please|pls|bien|mejor|perfecto|bom|melhor|otimo|gut|besser)(?!\w)"
)
# A length is for them to think in; a limit ("by Friday") or a start is no stretch.
_STRETCHES = frozenset("weekend weekday week day date day_of_month range part_of_day week_of holiday month".split())
_LASTING = frozenset("weekend week week_of".split())
_ROLES = ("contact_after", "their_commitment", "event", "not_time")
Placed = tuple[int, int, Value]


def think_it_over(folded: Folded, placed: Sequence[Placed], cues: Cues) -> None:
    """Mark the times in which they deliberate; what joins two of them ("Sat and Sun") marks both."""
    for place, (start, end, value) in enumerate(placed):
        if (
            place
            and folded.text[:start].rstrip().endswith(",")
            and not _joined(folded, value, (placed[place - 1][1], start))
        ):
            continue  # "thinking about it tomorrow with my partner, Friday you can call"
        if value.get("negated") or value["role"] not in _ROLES or not _deliberated(folded, start, end, cues):
            continue
        if value["kind"] == "in_duration":
            _for_so_long(value)
        elif value["kind"] in _STRETCHES and not value.get("relation") and not value.get("offset"):
            _in_their_way(value)
            if place and _joined(folded, placed[place - 1][2], (placed[place - 1][1], start)):
                _in_their_way(placed[place - 1][2])
            if place + 1 < len(placed) and _joined(folded, placed[place + 1][2], (end, placed[place + 1][0])):
                _in_their_way(placed[place + 1][2])


def _deliberated(folded: Folded, start: int, end: int, cues: Cues) -> bool:
    words = around(folded.text, start, end, cues)
    left, right = words.clause_left.rstrip(), words.clause_right.lstrip()
    if _ASKS_US.search(left) or _SUITS.match(right) or _WITH_US.search(left + " " + right):
        return False
    return any(
        not _PROMISES.search(left[match.end() :] + " " + right) for match in DELIBERATES.finditer(left + " " + right)
    )


def _for_so_long(value: Value) -> None:
    if value.get("relation") in ("until", None) and "offset" not in value:
        value.pop("relation", None)
        value["role"] = "contact_after"


def _in_their_way(value: Value) -> None:
    for key in ("hour", "minute", "hour_max", "meridiem", "part_of_day", "corrects", "start"):
        if key != "start" or value["kind"] != "range":
            value.pop(key, None)
    if value["kind"] == "part_of_day":
        value |= {"kind": "day", "which": "this"}
    # "After the weekend", where a day or two more is not too late; a single day is only ruled out.
    value |= {"role": "contact_after", "relation": "after"} if value["kind"] in _LASTING else {"role": "unavailable"}


_AND = re.compile(r"\W*(?:and|&|\+|y|e|et|und|aur|n|plus|or|o|ou|u|oder|/|-)?\W*(?:the|el|o|a|le|la|am|no|na)?\W*")


def _joined(folded: Folded, value: Value, gap: tuple[int, int]) -> bool:
    stretch = value["kind"] in _STRETCHES and value["role"] in _ROLES and not value.get("relation")
    return stretch and bool(_AND.fullmatch(folded.text[slice(*gap)]))
