"""A time told of first and taken up again: "payday's the 28th, give me a shout then", "recebo dia 5, me cobra nesse dia".

That time itself is meant, not some day after it.
"""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.cues import Cues
from crm.llm.embedded.time_grammar.folding import Folded
from crm.llm.embedded.time_grammar.tokens import Value

_LONG = {"month", "quarter", "half_year", "year", "season", "end_of", "start_of"}
_DAYS = {"date", "day_of_month", "weekday"}
_WRITE = (
    r"(?:call|ring|text|message|msg|write|ping|send|share|forward|ask|contact|remind|nudge|poke|chase|shout|buzz|bell|holla|holler|talk|speak|check|chat|pick|reach|revisit|look|hit|hmu|try|"
    r"bring|drop|sort|come back|get back|get in touch|follow up|touch base|give (?:me|us|it)|giz|gis|gimme|let'?s|catch|tell|"
    r"escrib\w+|llam\w+|pregunt\w+|habl\w+|platic\w+|busc\w+|mand\w+|envi\w+|avis\w+|marc(?:a|ame|as|anos|ar|alo)|dame|dale|contact\w+|recuerd\w+|recorda\w+|"
    r"pergunt\w+|cobr\w+|cham\w+|fal(?:a|amos|e)|lig(?:a|ue|ar)|procur\w+|lembr\w+|manda|"
    r"schreib\w*|meld\w*|ruf\w*|frag\w*|kontaktier\w*|rappel\w*|recontact\w*|relanc\w*|ecri\w*|appel\w*|batana|puchna|yaad dila\w*|phone|"
    r"תזכיר\w*|תכתב\w*|דבר\w*|תתקשר\w*|כלמ\w*|كلم\w*|راسل\w*|ذكر\w*|اتصل\w*|कॉल|मैसेज|बात)"
)
_AT_IT = (
    r"(?:then|at that (?:point|time|stage)|(?:at |around )?that time|around then|(?:on )?that (?:very )?day|on the day|the same day|ese (?:mismo )?dia|ese momento|esa (?:fecha|epoca)|por (?:ahi|entonces)|entonces|ahi|"
    r"n?esse (?:mesmo )?dia|n?aquele dia|n?ess[ae] (?:epoca|data|altura|momento)|entao|ai|dann|an dem tag|zu (?:dem|diesem|der) zeit\w*|ce jour(?: |-)la|a ce moment(?: |-)la|la|tab|us (?:din|waqt|time)|usi din|"
    r"उस (?:दिन|समय|वक्त)|तब|באותו יום|אז|وقتها|ساعتها|يومها|(?:ب)?هذاك اليوم)"
)
_THEN = re.compile(
    rf"(?<!\w){_WRITE}(?!\w)[^.!?\n]{{0,50}}?(?<!\w)(?<!until )(?<!till )(?<!by ){_AT_IT}(?!\w)(?! (?:i|we|you)\b)(?! (?:after|following|later))"
)
_THEN_FIRST = re.compile(
    rf"(?:^|[,.;!\n] ?|(?<= ))(?:and |y |e |so |und |et |only )*{_AT_IT}(?: only| so| mesmo| si)?,? (?:[\w']+ ){{0,2}}?(?:me |nos |te |voce |vc |sie )*{_WRITE}(?!\w)"
)
_REMIND = re.compile(
    r"(?<!\w)(?:remind me|nudge me|chase me|recuerda(?:me|nos)\w*|recorda(?:me|nos)\w*|acuerda(?:me)\w*|(?:me )?lembr(?:a|e)(?:-me)?|"
    r"rappell?ez?-(?:le-)?moi|erinner\w* (?:mich|uns)|תזכיר\w*|ذكرني|yaad dila\w*|याद दिला\w*)"
)
_WHEN = re.compile(
    r"(?<!\w)(?:when|once|cuando|quando|quand|wenn)(?: [\w']+){1,5} (?:in|at|en|em|no|im|am)?(?: the| of)? ?$"
)
_REACH = 120  # characters behind the time in which it is taken up


def asks_then(words: str) -> bool:
    """Whether folded words ask for a message "then", "that day"."""
    return bool(_THEN.search(words) or _THEN_FIRST.search(words))


def take_up(folded: Folded, value: Value, start: int, end: int, cues: Cues) -> None:
    """Make a time that was only told of the one asked for, where the words behind it point back to it."""
    role, behind = value.get("role"), folded.text[end : end + _REACH]
    if value["kind"] == "clock" and value.get("relation") == "by" and asks_then(behind):
        value |= {"role": "contact_after", "relation": "from"}  # "I'll be done by 2pm, call me then"
        return
    if role == "their_commitment" and (_REMIND.search(behind) or asks_then(behind)):
        value["role"] = "contact_after"
        return
    if role == "event" and value["kind"] in _LONG and _WHEN.search(folded.text[max(0, start - 50) : start]):
        value["role"] = "contact_after"
        return
    until = role == "unavailable" and value.get("relation") in ("until", "by")
    if not (role == "event" or until) or value.get("offset") or not asks_then(behind):
        return
    if value["kind"] in _LONG or (value["kind"] in _DAYS and not (until and _is_absence(folded, start, cues))):
        value["role"] = "contact_after"
        if value.get("relation") in ("until", "by"):
            value.pop("relation")


def _is_absence(folded: Folded, start: int, cues: Cues) -> bool:
    """ "Away till the 20th, write me then": on the 20th they may still be away."""
    clause = re.split(r"[.!?;\n]", folded.text[:start])[-1]
    return bool(cues.left["unavailable"].search(clause))
