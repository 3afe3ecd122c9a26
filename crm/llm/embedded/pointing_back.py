"""Words that point back to a time said before: "the next one", "a month before it ends", "after the show", "ask me that day".

The grammar reads each expression by itself. What such words mean stands elsewhere in the burst: in a day, a period or a noun
that was named first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.llm.embedded.in_the_way import asks_for_it
from crm.llm.embedded.placing import DATED, TOLD_OF, Answer, Said, beside, is_plain, overlaps
from crm.llm.embedded.put_off import LENGTH, days_of
from crm.llm.embedded.quotes import Spoken
from crm.llm.embedded.text import fold
from crm.llm.embedded.time_grammar.joining import TIME_FIELDS
from crm.llm.embedded.time_grammar.taken_up import asks_then

_PERIODS = {
    "week": r"weeks?|wk|semanas?|semaines?|woche|שבוע|(?:ال)?اسبوع|hafte|hafta|हफ्ते|हफ्ता",
    "month": r"months?|mes|mois|monat|חודש|(?:ال)?شهر|mahine|mahina|महीने|महीना",
    "quarter": r"quarters?|qtr|trimestres?|quartal|רבעון|(?:ال)?ربع",
    "year": r"years?|ano|annee|jahr|שנה|(?:ال)?سنه|(?:ال)?عام|saal|साल",
}
_NAMED = re.compile("|".join(rf"(?P<{unit}>(?<!\w)(?:{words})(?!\w))" for unit, words in _PERIODS.items()))
# "The next" with its noun left out, since that was named just before.
_THE_NEXT = re.compile(
    r"(?<!\w)(?P<early>(?:(?:at )?(?:the )?(?:start|beginning) of|early(?: in)?|a (?:principios|comienzos|inicios) de|(?:no )?(?:comeco|inicio) d|(?:au )?debut (?:de )?|anfang) ?)?"
    r"(?:(?:in|on|to|for|until|till|al?|en|para|no|na|pr[ao]|au|du|im|am|zum|des|auf) ?)?"
    r"(?:the (?:next|following)(?: one)?|next one|the one after|(?:d?el |[aeo]l? |la |d?o |a )?(?:proxim[oa]|siguiente|seguinte)|l[ae] (?:prochaine?|suivante?)|prochaine?|"
    r"(?:de[snmr]|die|das)? ?nachste[nrms]?)(?!\w)(?P<behind>.{0,14})"
)
_NO_NOUN = re.compile(
    r"\s*(?:$|[.,;:!?\n]|(?:we|i|then|please|pls|is|would|will|ya|si|nos|me|te|ai|a gente|on|je|nous|ist|geht|passt|wir|ich|gern\w*)\b)"
)
_JOINED = re.compile(r"(?<!\w)(?:and|or|nor|y|o|u|e|ou|et|und|oder|ni|nem)\W*$")
_THAT_DAY = re.compile(
    r"(?<!\w)(?:(?:call|ring|text|message|msg|write|ping|ask|remind|try|buzz)(?: to)?(?: me| us)?|(?:me |nos )?(?:escrib|llam|habl|avis|pregunt|busc)\w+|(?:me )?(?:escrev|cham|lig|fal|procur|lembr)\w+|"
    r"(?:ecri|rappel|appel|recontact)\w*(?:[- ](?:moi|nous))?|(?:schreib|meld|ruf|frag)\w*(?: sie)?(?: mi[rc]h?| uns)?)"
    r"(?: [\w']+){0,2} (?:(?:on )?(?:that|the same) (?:very )?day|(?:ese|el mismo) (?:mismo )?dia|(?:n?esse|no mesmo) (?:mesmo )?dia|ce jour(?:-la)?|le jour meme|an dem(?:selben)? tag|am selben tag)(?!\w)"
)
_COUNTED = re.compile(r"(?<!\w)(?:week|day|few days|couple of days|semana|dia|semaine|jour|woche|tag)s? (?:right )?$")
_ARTICLE = r"(?:the|my|our|el|la|los|las|mi|nuestr[oa]|o|a|os|as|meu|minha|nosso|nossa|le|les|mon|ma|notre|der|die|das|dem|den|mein\w*|unser\w*)"
_WHILE_BEFORE = re.compile(
    rf"(?<!\w){LENGTH} (?:before(?:hand)?|earlier|prior|ahead(?: of (?:it|that|time))?|in advance|out(?= (?:for|about|re|regarding)(?!\w))|con antelacion|de antelacion|de antecedencia|com antecedencia|vorher|davor|zuvor|antes|avant)(?: it| that| then| (?:it|that|this) \w+)?(?=\W*(?:$|[.,!?;\n]|please|pls|por favor|bitte|svp|for|about|re|regarding|to|so|with|and|para|sobre|por|pour|wegen)(?!\w))"
)
_THERE = re.compile(
    r"(?<!\w)(?:i'?m|im|we'?re|i am|we are|estoy|estamos|ando|andamos|estou|tou|je suis|nous sommes|on est|ich bin|wir sind|bin|sind) (?:\w+ )?(?:at|in|on|en|de|em|no|na|num|numa|a|au|aux|chez|auf|im|bei|beim)(?!\w)"
)
_UNTIL_WORD = re.compile(r"(?:un)?till?(?!\w)|through|thru|up ?to|hasta|ate(?!\w)|jusqu|bis(?!\w)")
_THE_DAY_BACK = re.compile(
    r"(?<!\w)(?:(?:the |my |our )?(?:first|1st) (?:\w+ )?(?:day|morning|shift)|the (?:very )?(?:day|morning) (?:that |when )?(?:i|we)(?!\w)|"
    r"(?:el|mi) primer dia|el dia (?:en )?que|(?:no |o )?(?:meu )?primeiro dia|no dia (?:em )?que|mon premier jour|le jour ou|(?:mein\w*|am) ersten tag)"
)
_ENDS_OPEN = ("until", "from", "since")


def pointed_back(messages: Sequence[Spoken], said: Sequence[Said]) -> list[Said]:
    """The same expressions, what points back given the time that it points to."""
    found = _counted_back(messages, list(said))
    _the_following_one(messages, found)
    _in_that_week(messages, found)
    _year_of_a_thing(messages, found)
    _before_it_ends(found)
    _there_until(messages, found)
    _until_they_are_back(messages, found)
    _after_that_event(messages, found)
    return _the_next(messages, found)


_FOLLOWING = re.compile(
    r"(?<!\w)(?:following|next|after|otr[oa]|siguiente|proxim[oa]|seguinte|outr[oa]|depois|suivante?|prochaine?|d'apres|darauf\w*|nachste\w*|folgende\w*)(?!\w)"
)
_NO_TO_THE_FIRST = re.compile(r"(?<!\w)(?:no|nao|non|nein)\W+(?:the |el |la |los |a |o |le |der |den )?$")


def _the_following_one(messages: Sequence[Spoken], said: Sequence[Said]) -> None:
    """ "Tues. Oops, my long shift, the Tuesday after that one": a week after the one named before, which is taken back."""
    for place, one in enumerate(said):
        if one.time["kind"] != "weekday" or not one.end or not messages:
            continue
        text = messages[one.message].cues.folded.text
        same = [
            each
            for each in said[:place]
            if each.time["kind"] == "weekday"
            and each.time["weekday"] == one.time["weekday"]
            and each.time.get("role") != "past_fact"
            and (each.message, each.end) <= (one.message, one.start)
        ]
        near = " ".join(text[: one.start].split()[-1:]) + " " + text[one.start : one.end + 10]
        if not same or not _FOLLOWING.search(near):
            continue
        if one.time.pop("relation", None):  # "after that one" is no hour of the day
            one.time.pop("hour", None)
        one.time.pop("which", None)
        if _NO_TO_THE_FIRST.search(text[: one.start]):
            one.time.pop("negated", None)
        week = {"kind": "in_duration", "n": 7.0, "unit": "day"}
        one.time |= {"role": "contact_after", "relation": "after", "offset": week, "corrects": True}
        for each in same:
            each.time["role"] = "not_time"


_THAT_WEEK = re.compile(
    r"(?<!\w)(?:(?:that|the) same|that|same|(?:es|aquell)a misma|(?:es|aquell)a|misma|(?:n?essa|n?aquela) mesma|n?aquela|mesma|(?:cette|la) meme|der ?selben) (?:week|semana|semaine|woche)(?!\w)"
)
_A_DAY: tuple[str, ...] = ("kind", "weekday", "day", "month", "year")
_WITH_WEEKDAY = ("weekday", "date", "day_of_month")


def _in_that_week(messages: Sequence[Spoken], said: Sequence[Said]) -> None:
    """ "Monday. Sorry, make it Thursday, same week": counted from the day that they take back."""
    for place, one in enumerate(said):
        if one.time["kind"] != "weekday" or not one.end or not messages:
            continue
        text = messages[one.message].cues.folded.text
        before = [
            each
            for each in said[:place]
            if each.time["kind"] in _WITH_WEEKDAY
            and each.time.get("weekday") not in (None, one.time["weekday"])
            and (each.message, each.end) <= (one.message, one.start)
        ]
        if not before or not _THAT_WEEK.search(text[one.start : one.end + 20]):
            continue
        first, steps = before[0].time, one.time["weekday"] - before[0].time["weekday"]
        named: Answer = {key: first[key] for key in _A_DAY if key in first}
        keep: Answer = {
            key: one.time[key] for key in (*TIME_FIELDS, "quote", "message_id", "confidence") if key in one.time
        }
        offset = {"kind": "in_duration", "n": float(abs(steps)), "unit": "day"}
        for each in said:
            if each in before or (each is not one and overlaps([each], one.message, one.start, one.end)):
                each.time["role"] = "not_time"
        one.time.clear()
        one.time |= {**named, **keep, "role": "contact_after", "corrects": True, "offset": offset}
        one.time["relation"] = "after" if steps > 0 else "before"


_OF_A_THING = re.compile(
    r"'s? [a-z]| (?!(?:please|pls|then|would|is|works?|suits?|when|once|we|i|and|or|but|at|in|on|to|for|so|if|only)\b)[a-z]{3,} "
)
_FINER = frozenset("quarter month week week_of weekday day date day_of_month start_of end_of in_duration".split())


def _year_of_a_thing(messages: Sequence[Spoken], said: Sequence[Said]) -> None:
    """ "Next year's budget is decided early in Q4, come back then": the year is the budget's, Q4 is ours."""
    finer = [one for one in said if one.time["kind"] in _FINER and one.time.get("role") == "contact_after"]
    for one in said:
        plain = one.time["kind"] == "year" and one.end and not one.time.get("relation")
        if plain and finer and _OF_A_THING.match(messages[one.message].cues.folded.text[one.end :]):
            one.time["role"] = "not_time"


def _before_it_ends(said: Sequence[Said]) -> None:
    """ "It runs till 31 March, look me up a month before it ends": that day is the end of something, not of an absence."""
    for one in said:
        if one.time.get("relation") != "before" or not one.time.get("offset"):
            continue
        for other in said:
            if other is not one and _same_point(other.time, one.time) and other.time.get("role") == "unavailable":
                other.time["role"] = "event"
                other.time.pop("relation", None)


def _counted_back(messages: Sequence[Spoken], said: list[Said]) -> list[Said]:
    """ "The lease ends in October, ring me a few weeks before": from the time named last, where the grammar did not count."""
    for number, message in enumerate(messages):
        match = _WHILE_BEFORE.search(message.cues.folded.text)
        if match is None or overlaps([one for one in said if not _is_length(one)], number, *match.span()):
            continue
        named = [one for one in said if one.end and (one.message, one.end) <= (number, match.start())]
        named = [one for one in named if one.time["kind"] in DATED and one.time.get("role") not in TOLD_OF]
        if not named or named[-1].time.get("offset") or named[-1].time.get("negated"):
            continue
        said = [one for one in said if not (_is_length(one) and overlaps([one], number, *match.span()))]
        length: Answer = {"kind": "in_duration", "n": float(days_of(match)), "unit": "day"}
        named[-1].time |= {"relation": "before", "offset": dict(length), "role": "contact_after"}
        quote = message.cues.folded.quote(*match.span())
        length |= {"role": "not_time", "quote": quote, "message_id": message.id or None, "confidence": 0.8}
        said.append(Said(length, number, *match.span()))
    return said


def _is_length(one: Said) -> bool:
    """ "A few days" by itself: from today, unless "beforehand" behind it says from when."""
    return one.time["kind"] == "in_duration" and not any(one.time.get(key) for key in ("relation", "offset", "negated"))


def _there_until(messages: Sequence[Spoken], said: Sequence[Said]) -> None:
    """ "I'm at a fair until Thursday": where they are until then is an absence, whatever it is called."""
    for one in said:
        if (
            one.time.get("role") == "event"
            and one.time.get("relation") == "until"
            and _THERE.search(beside(messages, one)[0])
        ):
            one.time["role"] = "unavailable"


def _until_they_are_back(messages: Sequence[Spoken], said: Sequence[Said]) -> None:
    """ "Off work through Thursday, message me the first day I resume": that Thursday is the last day away."""
    for one in said:
        asked = one.time.get("role") == "contact_after" and not one.time.get("offset")
        away = one.time.get("role") == "unavailable" and one.time.get("relation") == "until"
        if not one.end or one.time["kind"] not in ("date", "day_of_month", "weekday") or not (asked or away):
            continue
        text = messages[one.message].cues.folded.text
        if _UNTIL_WORD.match(text[one.start :]) and _THE_DAY_BACK.search(text[one.end :]):
            day = {"kind": "in_duration", "n": 1.0, "unit": "business_day"}
            one.time |= {"role": "contact_after", "relation": "after", "offset": day}


def _same_point(one: Answer, other: Answer) -> bool:
    keys = ("kind", "day", "month", "year", "weekday", "which", "unit", "holiday")
    return one["kind"] in DATED and all(one.get(key) == other.get(key) for key in keys)


def _after_that_event(messages: Sequence[Spoken], said: Sequence[Said]) -> None:
    """ "The show runs 3-7 November … the week after the show": an event that was given its day before."""
    for one in said:
        if one.time["kind"] != "event_without_date" or one.time.get("relation", "after") != "after" or not messages:
            continue
        noun = re.sub(rf"^{_ARTICLE} ", "", fold(str(one.time.get("event") or "")).text).strip()
        day = _day_of_noun(messages, said, one, noun)
        if day is None:
            continue
        day.time["role"] = "event"
        for key in ("relation", "corrects", "negated"):
            day.time.pop(key, None)
        for other in said:
            if other not in (day, one) and is_plain(other.time) and not asks_for_it(messages, other, bare=False):
                other.time["role"] = "not_time"
        one.time["role"] = "not_time"
        counted = _COUNTED.search(messages[one.message].cues.folded.text[: one.start])
        if counted:
            one.start -= len(counted[0])
            one.time["quote"] = messages[one.message].cues.folded.quote(one.start, one.end)


def _day_of_noun(messages: Sequence[Spoken], said: Sequence[Said], one: Said, noun: str) -> Said | None:
    """The expression in whose clause the noun stood before."""
    if len(noun) < 3 or " " in noun:
        return None
    for other in reversed(said):
        if other.time["kind"] not in DATED or (other.message, other.end) > (one.message, one.start) or not other.end:
            continue
        text = messages[other.message].cues.folded.text
        clause = re.split(r"[.!?;\n]", text[: other.start])[-1]
        if re.search(rf"(?<!\w){re.escape(noun)}(?!\w)", clause) and not re.search(
            r"(?<!\w)(?:and|y|e|et|und)(?!\w)", clause
        ):
            return other
    return None


def that_very_day(messages: Sequence[Spoken], said: Sequence[Said]) -> None:
    """ "I get paid on the 27th, can you write that day?": the day itself, and not a day or two later."""
    for number, message in enumerate(messages):
        text = message.cues.folded.text
        match = _THAT_DAY.search(text) or (re.match(r"", text) if number and asks_then(text) else None)
        if match is None:
            continue
        days = [one for one in said if one.end and (one.message, one.end) <= (number, match.start())]
        days = [one for one in days if one.time["kind"] in ("date", "day_of_month", "weekday", "day")]
        if days and days[-1].time.get("role") in ("event", "unavailable", "their_commitment"):
            days[-1].time["role"] = "contact_after"
            if days[-1].time.get("relation") in _ENDS_OPEN:
                days[-1].time.pop("relation")


def _the_next(messages: Sequence[Spoken], said: list[Said]) -> list[Said]:
    """ "Nothing left this quarter. Next one we have budget": the quarter after, and the one named is ruled out."""
    for number, message in enumerate(messages):
        text = message.cues.folded.text
        for match in _THE_NEXT.finditer(text):
            taken = overlaps(said, number, match.start(), match.start("behind"))
            stands_alone = match["early"] or _NO_NOUN.match(match["behind"])
            if (
                taken
                or not stands_alone
                or _JOINED.search(text[: match.start()])
                or _NAMED.match(match["behind"].strip())
            ):
                continue
            named = list(_NAMED.finditer(text[: match.start()]))
            if not named:
                continue
            unit = str(named[-1].lastgroup)
            if any(
                o.message == number and o.start <= named[-1].start() < o.end and o.time["kind"] != unit for o in said
            ):
                continue  # "in two weeks, the following one"
            for one in said:
                if (
                    one.message == number
                    and one.end <= match.start()
                    and one.time["kind"] == unit
                    and one.time.get("role", "contact_after") == "contact_after"
                    and not one.time.get("relation")
                ):
                    one.time["role"] = "unavailable"
            time: Answer = {"kind": unit, "which": "next", "role": "contact_after", "confidence": 0.8}
            time |= {"part": "early"} if match["early"] else {}
            end = match.start("behind")
            time |= {"quote": message.cues.folded.quote(match.start(), end), "message_id": message.id or None}
            said = [
                o
                for o in said
                if not (o.message == number and o.time["kind"] == "vague" and o.end <= match.start() + 1)
            ]
            return [*said, Said(time, number, match.start(), end)]
    return said
