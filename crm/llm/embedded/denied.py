"""A time in whose clause something is denied, in words that the grammar knows no construction for.

"Can't have any calls next week", "this year there is no budget left", "vor Montag bitte nichts". Whatever it is that is not
to be, the time is no time for a message; where a wish stands in the same clause, a person looks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.llm.embedded.in_the_way_words import ASKS
from crm.llm.embedded.placing import DATED, Answer, Said, placed
from crm.llm.embedded.quotes import Spoken, clause_with

_NO = re.compile(
    r"(?<!\w)(?:not|no|never|nothing|nothin|nobody|nope|none|neither|nor|dont|cant|wont|cannot|doesnt|isnt|aint|without|[a-z]+n't|avoid|except|skip|forget|ni|nunca|nada|tampoco|menos|excepto|evit\w*|olvid\w*|"
    r"nao|nem|esquece\w*|nicht|nichts|kein\w*|nie|pas|rien|jamais|sauf|mat|nahi|nahin|मत|नहीं|לא|אל|אין|لا|مش|بدون|(?:ما|مو)(?= (?:ا?قدر|بقدر|فيني|عندي|ينفع|يناسب|بدي|ابي)))(?!\w)"
)
_NO_DENIAL = re.compile(
    r"(?<!\w)(?:no (?:problem|worries|rush|hurry|idea|longer|more|probs?|stress|later|earlier|sooner|pressure|doubt|matter|pasa nada|hay problema|hay prisa|tem problema|tem pressa|pressa|problem)|"
    r"not (?:sure|yet|now|today|ready|decided|urgent|later|earlier|before|until|till|a problem|in a rush|convinced|certain|bad|only|too bad|long)|why (?:not|don'?t (?:we|you))|if not|or not|"
    r"(?:[a-z]+n't|dont|cant|do not|can not|cannot) (?:wait|forget|worry|mind|know|decided|decide|hesitate|you|we)|nao (?:sei|tem pressa|esquec\w+|demora)|no (?:se|te olvides|olvides|corre prisa|tengo prisa|urge)|"
    r"nicht (?:sicher|eilig|vergessen|dringend)|pas (?:sur|presse|urgent|encore)|right,? no|no\?|nao e|si no|se nao|cuando no|quando nao)(?!\w)"
)
_MESSAGE = (
    r"(?:call|ring|text|messag|msg|write|contact|ping|e-?mail|bother|disturb|chas|reach|nudg|hear|answer|repl|visit|escrib|llam|mand|contact|busc|molest|marc|cham|lig|procur|incomod|escrev|schreib|meld|ruf|stor|"
    r"ecri|appel|rappel|derang)\w*"
)
_NO_MESSAGE = re.compile(rf"{_NO.pattern}(?: [\w']+){{0,4}}? {_MESSAGE}")
_LONG = frozenset("month quarter season year half_year".split())
_REACH = 80  # characters to each side
_LEFT, _RIGHT = 6, 5  # words before and behind a time that may deny it


def denied(messages: Sequence[Spoken], said: Sequence[Said]) -> None:
    """Mark what is denied as in the way; "nothing before Monday" is from Monday on."""
    for one in said:
        if not _may_be(one.time) or _doubtful(messages, one) is not False:
            continue
        if one.time.get("role") == "contact_before":
            one.time |= {"role": "contact_after", "relation": "from"}
        else:
            one.time["role"] = "unavailable"


def doubted_time(messages: Sequence[Spoken], times: Sequence[Answer]) -> str:
    """The words of a time beside which something is denied and something wished; "" where there is none."""
    found = [placed(messages, time) for time in times if _may_be(time)]
    return next((str(one.time.get("quote") or "") for one in found if _doubtful(messages, one)), "")


_UNTIL_IT = re.compile(r"(?<!\w)(?:'?til|till|until|up to|thru|hasta|ate|bis|jusqu|erst|not before|solo|only)(?!\w)")


def _may_be(time: Answer) -> bool:
    if _UNTIL_IT.match(str(time.get("quote") or "").lower().replace("é", "e")):
        return False  # "nothing moves till September, nudge me then"
    asked = time.get("role", "contact_after") in ("contact_after", "contact_before") and not time.get("negated")
    told = time.get("relation") in ("from", "after", "until") or time.get("corrects")
    return asked and not told and (time["kind"] in DATED or time["kind"] in _LONG)


def _doubtful(messages: Sequence[Spoken], one: Said) -> bool | None:
    """None where nothing is denied, False where it plainly is, True where a wish stands beside it."""
    if not messages or not one.end:
        return None
    message = messages[one.message]
    text = message.cues.folded.text
    if not _NO.search(text[max(0, one.start - _REACH) : one.end + _REACH]):
        return None
    left, right = clause_with(message, one.start, one.end)
    if _UNTIL_IT.search(text, left, one.start):
        return None  # "hasta que no cobre el 27": until then, which other words take up
    before = " ".join(_NO_DENIAL.sub(" ", text[left : one.start]).split()[-_LEFT:])
    behind = " ".join(_NO_DENIAL.sub(" ", text[one.end : right]).split()[:_RIGHT])
    if not (_NO.search(before) or _NO.search(behind)):
        return None
    if _NO_MESSAGE.search(before) or _NO_MESSAGE.search(behind):
        return False
    return bool(ASKS.search(_NO_DENIAL.sub(" ", text[left : one.start] + " " + text[one.end : right])))
