"""What stands in their way ends on a day, and other words of the burst point back to it.

"The open day is on the 13th, ask me after that": the 13th is when it happens, not when to write. The grammar sees one
expression and the words of its clause; here the expressions of the whole burst are seen side by side. Whatever changes
here makes a start later, never earlier.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.llm.embedded.denied import denied
from crm.llm.embedded.in_the_way import in_the_way
from crm.llm.embedded.placing import DATED, Answer, Said, beside, is_plain, placed
from crm.llm.embedded.pointing_back import pointed_back, that_very_day
from crm.llm.embedded.put_off import length_away
from crm.llm.embedded.quotes import Spoken
from crm.llm.embedded.taking_back import taken_back
from crm.llm.embedded.text import fold
from crm.llm.embedded.time_grammar.roles import done_by

_ONE_DAY = frozenset("day_of_month date weekday day".split())
_NEAR = 25  # characters: "after the 14th" speaks of what follows, not of what went before
_AFTER_THAT = re.compile(
    r"\b(?:after(?:wards?| (?:that|it|this|which))|(?:once|when) (?:it'?s|its|that'?s|thats|this is|they'?re) (?:over|done|past|through|behind (?:me|us))|"
    r"then after|after(?=\W*(?:$|[,.!?;\n]|please\b|pls\b|thx\b|thanks\b))|"
    r"despues(?: de (?:eso|esto|ahi|aquello))?|pasad[oa] (?:eso|esto|ese dia)|luego de (?:eso|esto|ahi)|(?:cuando|una vez que) (?:pase|acabe|termine)n?|"
    r"depois(?: d(?:isso|isto|aquilo))?|(?:quando|assim que) (?:passar|acabar|terminar)|apres(?: (?:ca|cela))?|une fois passee?|"
    r"danach|nachher|hinterher|uske baad|iske baad|us ke baad)\b|אחרי (?:זה|ש?כן|כן)|אחר כך|בעדה?א|بعدها|بعد (?:ذلك|كده|هيك|ها)|उसके बाद|इसके बाद"
)
# "Friday; after that I'm away": what comes after is what does not suit.
_AWAY_AFTER = re.compile(
    r"\W*(?:i'?m|im|i am|i'?ll be|we'?re|we are|estoy|estare|estamos|estou|estarei|vou estar|je (?:suis|serai)|bin ich|(?:i|we) (?:can'?t|leave|fly))\b"
    r"(?! (?:\w+ )?(?:free|available|yours|libre|disponible|livre|disponivel|frei|good|fine|all yours))"
)
_UNTIL_IT_HAPPENS = re.compile(
    r"\b(?:hasta|ate|until|till|jusqu'a ce|bis|solo cuando|so quando|so depois|antes de)(?: qu[e'])?(?: (?:no|nao|me|se|te|nos))*"
    r"(?! (?:luego|entonces|pronto|la|el|o|a|os|as|then|the|that|mi|my|logo|mais|breve)\b)(?: [\w']+){1,3} (?:el |a |al |em |no |na |dia |o |on |in |at |the |le |am )*$"
)
_AGAIN = re.compile(
    r"\b(?:que|q|because|cos|cuz|cause|since|porque|pq|pois|car|weil|denn)\s+(?:el |la |on |am |le |na |no )?$"
)
_ENGAGED = re.compile(
    r"\W*(?:is |are |i |we |yo |eu |je )?(?:'m |am |i'?m |im )?(?:have|'ve got|work|working|on (?:shift|call|duty)|at|in|with|off|away|tengo|estoy|trabajo|curro|trabajamos|tenemos|"
    r"ando|tenho|temos|estou|trabalho|trabalhamos|tou|to de|ai|suis|travaille|habe ich|bin ich|arbeite ich|muss ich)\b"
)
_WORKS_THEN = re.compile(
    r"\W*(?:i work|i'?m working|we work|i'?m on (?:shift|call|duty)|trabajo|curro|trabajamos|tengo (?:turno|guardia)|estoy de (?:turno|guardia)|trabalho|trabalhamos|"
    r"(?:tenho|estou de|to de) plantao|je travaille|arbeite ich|"
    r"(?:estoy|estamos|ando|andamos|i'?m|im|we'?re|i am|we are|estou|tamo|je suis|bin ich|sind wir) (?:all |todo )?(?:en|at|in|on|de|em|no|na|im|auf|out|away|off|fuera|fora|liad\w+|ocupad\w+|busy|packed)"
    r"(?! (?:the office|town|home|la oficina|casa|escritorio|libre|buro)))\b"
)
_ENDS_THEN = re.compile(
    r"\b(?:ends?|ending|finish(?:es)?|is over|runs? (?:out|until|to|till)|acab\w+|termin\w+|endet|vence\w*|se termine|"
    r"entreg(?:o|amos)|defiend\w+|(?:i|we) (?:hand in|submit|defend|sign|close)|apresento|presento|firm(?:o|amos)|nos casamos|me caso)\b(?: [\w']+){0,3} $"
)
# "The 19th is the handover": not "Friday is fine".
_IS_AN_EVENT = re.compile(
    r"\W*(?:is|ist|es|e|est|c'est)(?= )(?! (?:\w+ )?(?:good|fine|ok|okay|best|better|perfect|great|realistic|likely|easier|safer|suitable|convenient|preferable|possible|ideal|free|when|cool|bien|mejor|buen\w*|cuando|libre|posible|perfecto|"
    r"gut|besser|frei|moglich|bom|boa|melhor|livre|quando|bon|bonne|mieux|parfait|libre|no|not|nicht|pas)\b)"
)
_STARTS_THEN = re.compile(
    r"\b(?:starts?|begins?|empiezan?|comienzan?|comec\w+|beginnt|commenc\w+|leav\w+|fly\w*|viaj\w+)(?: (?:on|out|el|dia|le|am))* $"
)
_CANNOT = re.compile(
    r"\W*(?:is |are |es |e |ist |me es )?(?:imposible|impossib\w+|impossivel|tampoco|no good|out of the question|geht (?:leider )?nicht|fallt aus|no puedo|nao (?:da|posso|consigo))\b"
)
_NOT_THIS_THE_NEXT = re.compile(
    r"\W*(?:ya )?(?:no|nao|nicht(?: mehr)?|not|pas|imposible|impossivel|impossible)(?: (?:da|mas|mais))?[,.;:]+ (?:\w+ )?(?:nachste\w*|(?:el|la) (?:que viene|proxim[oa]|otr[oa]|siguiente)|"
    r"(?:n?[ao] )?(?:que vem|proxim[oa]|outr[oa])|l[ae] (?:suivante|prochaine?|suivant)|(?:the )?next(?: one)?)\b"
)
# "Call me on Friday, I'm in meetings all week": asked for in so many words, whatever is said behind the comma.
_ASKED_THERE = re.compile(
    r"\b(?:(?:call|ring|text|message|ping|remind|ask) (?:me|us)|(?:me|nos) (?:cham|lig|escrib|escrev|llam|habl|fal|lembr)\w+|(?:escrib|llam|habl)\w*(?:me|nos)|(?:let'?s|lets) (?:say|do|make it|go (?:with|for)|talk|speak|chat)|make it|how about|i'?d say|(?:try|catch) me|quedamos|digamos|que tal|pode ser|vamos de)(?: \w+){0,3} ?$"
)
_NOR = re.compile(
    r"\b(?:nor|neither|ni|tampoco|nem|tambem nao|ni le|weder|noch)(?: (?:is|are|on|el|la|na|no|le|am))?\s*$"
)
_BACK = re.compile(r"\b(?:back|home|return\w*|vuel\w+|regres\w+|volt\w+|retour\w*|rentr\w+|zuruck)\b")


def unblocked(messages: Sequence[Spoken], times: Sequence[Answer]) -> list[Answer]:
    """The expressions of a burst, those that tell of something in the way marked as such. None is moved to an earlier day."""
    said = pointed_back(messages, [placed(messages, dict(time)) for time in times])
    taken_back(messages, said)
    for index, one in enumerate(said):
        left, right = beside(messages, one)
        _given_up_again(said[:index], one, left, right)
        _engaged(one, left, right)
        _next_one(one, right)
        happens = _UNTIL_IT_HAPPENS.search(left) or _ENDS_THEN.search(left) or _IS_AN_EVENT.match(right)
        if happens and is_plain(one.time):
            one.time["role"] = "event"
        _with_the_one_before(messages, said[:index], one)
    for number, message in enumerate(messages):
        for match in _AFTER_THAT.finditer(message.cues.folded.text):
            said = _after_that(message.cues.folded.text, number, match, said)
    said = in_the_way(messages, _away_for_a_while(messages, said))
    denied(messages, said)
    that_very_day(messages, said)
    return [one.time for one in said]


def _day_of(time: Answer) -> tuple[object, ...]:
    return tuple(time.get(key) for key in ("kind", "weekday", "day", "month", "which"))


def _given_up_again(before: Sequence[Said], one: Said, left: str, right: str) -> None:
    """ "No, Friday: Thursday I'm at the dentist": a day given up is named again to say why, and is not asked for."""
    corrected = next((n for n in range(len(before) - 1, -1, -1) if before[n].time.get("corrects")), 0)
    given_up = {_day_of(each.time) for each in before[:corrected]}
    if _day_of(one.time) in given_up and (_AGAIN.search(left) or _ENGAGED.match(right)):
        one.time["role"] = "unavailable"
        one.time.pop("corrects", None)


def _engaged(one: Said, left: str, right: str) -> None:
    """ "The weekend I work", "nor is Friday"."""
    asked = one.time.get("role", "contact_after") == "contact_after" and one.time["kind"] in DATED
    free = one.time.get("relation") in ("after", "from") and "hour" in one.time and done_by(right)
    if (
        asked
        and not free
        and not one.time.get("negated")
        and not _ASKED_THERE.search(left)
        and (_WORKS_THEN.match(right) or _CANNOT.match(right) or _NOR.search(left))
    ):
        one.time["role"] = "unavailable"
        one.time.pop("corrects", None)


def _after_that(text: str, number: int, match: re.Match[str], said: list[Said]) -> list[Said]:
    """What was named before "after that" is the event. "A couple of days after" counts from it."""
    here = (number, match.start())
    follows = any(
        one.message == number and match.start() < one.start <= match.end() + _NEAR and one.time["kind"] in DATED
        for one in said
    )
    if follows or _AWAY_AFTER.match(text[match.end() :]):
        return said
    before = [one for one in said if (one.message, one.end) <= here and one.time["kind"] in DATED and one.end]
    if not before or not (is_plain(before[-1].time) or before[-1].time.get("role") == "event"):
        return said
    before[-1].time["role"] = "event"
    kept = []
    for one in said:
        if one.message == number and one.time["kind"] == "vague" and match.start() <= one.start < match.end():
            continue  # "después" of "unos días después"
        if one.message == number and one.time["kind"] == "day" and match.start() <= one.start < match.end():
            continue  # "pasado" of "pasado eso"
        near = one.message == number and 0 <= match.start() - one.end <= 2
        if near and one.time["kind"] == "in_duration" and not one.time.get("relation"):
            one.time |= {"relation": "after", "role": "contact_after"}
        kept.append(one)
    return kept


def _with_the_one_before(messages: Sequence[Spoken], before: Sequence[Said], one: Said) -> None:
    """ "Today and tomorrow impossible" rules out both; "the holidays end on the 30th" names one time, the 30th."""
    if (
        not before
        or before[-1].message != one.message
        or before[-1].time.get("role", "contact_after") != "contact_after"
    ):
        return
    gap = messages[one.message].cues.folded.text[before[-1].end : one.start]
    if one.time.get("role") == "unavailable" and re.fullmatch(
        r"\W*(?:y|e|and|or|o|u|ni|nem|und|et|ou|oder)\W*(?:el |la |le )?", gap
    ):
        before[-1].time["role"] = "unavailable"
    if one.time.get("role") == "event" and before[-1].time["kind"] == "holiday" and _ENDS_THEN.search(gap):
        before[-1].time["role"] = "not_time"


def _next_one(one: Said, right: str) -> None:
    """ "This week no, the next": the grammar reads the first and not the word that points from it."""
    if one.time["kind"] in ("week", "month") and one.time.get("which") == "this" and _NOT_THIS_THE_NEXT.match(right):
        one.time |= {"which": "next", "role": "contact_after"}
        one.time.pop("negated", None)


def _away_for_a_while(messages: Sequence[Spoken], said: list[Said]) -> list[Said]:
    """ "Flying out Sunday, two weeks in Bali, write when I'm back": two weeks from Sunday, not from today."""
    leaving = next((o for o in said if o.time["kind"] in _ONE_DAY and _leaves(messages, o)), None)
    if leaving is None or leaving.time.get("relation") not in (None, "from"):
        return said
    lasting = next((o for o in said if o.time["kind"] == "in_duration" and _lasts(o, leaving)), None)
    words = messages[leaving.message].cues.folded.text[leaving.end :] if messages else ""
    days = length_away(words) if lasting is None else 0
    back = any(o.time["kind"] == "event_without_date" and _BACK.search(fold(str(o.time["quote"])).text) for o in said)
    both = lasting is not None and lasting.time.get("role") == "unavailable"
    if not (back or both or _AFTER_THAT.search(words)) or (lasting is None and not days):
        return said
    length = (
        {"n": float(lasting.time["n"]), "unit": lasting.time.get("unit") or "day"}
        if lasting
        else {"n": float(days), "unit": "day"}
    )
    leaving.time |= {"role": "contact_after", "relation": "after", "offset": {"kind": "in_duration", **length}}
    return [one for one in said if one is not lasting]


def _leaves(messages: Sequence[Spoken], one: Said) -> bool:
    """A day on which an absence begins, or an event after which one may."""
    return one.time.get("role") in ("unavailable", "event") or bool(_STARTS_THEN.search(beside(messages, one)[0]))


def _lasts(one: Said, leaving: Said) -> bool:
    return bool(one.time.get("n")) and one.time.get("relation") in (None, "until") and one.time is not leaving.time
