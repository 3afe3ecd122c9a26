"""What they have to get through first: times told as what happens then, with no word that asks for a message then.

"Let next week pass", "in Vienna from the 12th to the 15th, in Graz from the 20th, then gladly", "até dia 20 nada feito". The
side that does less harm is taken: a message a few days late is a pity, one inside what they must get through is a nuisance.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from crm.llm.embedded.placing import DATED, Answer, Said, beside, is_plain
from crm.llm.embedded.quotes import Spoken, clause_with

_PLANNED = ("contact_after", "event")
_STRETCH = frozenset("range week week_of weekend month holiday end_of".split())

_TO_PASS = re.compile(
    r"\b(?:(?:let|give|get|gimme|lemme|survive|want)(?: me| us)?(?: (?:get|to get|survive|finish|have|do|through|over|past|with))*|(?:get|be|getting|am|is) (?:through|over|past)|"
    r"(?:deja\w*|dejad\w*|esper\w+ a|cuando|hasta) (?:que )?(?:pas(?:e|ar|en|emos|emos por))(?: primero)?|pasad[oa]|que pase|"
    r"(?:deix\w+|esper\w+|quando|assim que)(?: (?:eu|a gente))? passar|passa(?:ndo|do|da)?|laiss\w+(?:[- ](?:moi|nous))?(?: d'abord)? passer|une fois|"
    r"(?:lass\w*|muss|mussen|mochte|will) (?:sie )?(?:mich|uns|ich|wir)?(?: (?:erst|erstmal|noch))*|wenn)"
    r"(?: (?:the|this|that|la|el|las|los|esta|este|o|a|as|os|essa|esse|le|les|cette|ce|die|der|den|das|diese[nrs]?))* $"
)
_PASSES = re.compile(
    r"\W*(?:(?:noch|erst|mal|first|finally|finalmente|logo|enfin) )*(?:out of the way|to (?:pass|settle|sort|finish|get|recover)|go by|goes by|pass(?:es|ed)?\b|behind (?:me|us)|over with|is over|are over|"
    r"hinter (?:mich|uns|mir)|(?:abwarten|vorbei|rum|uberstehen|schaffen)\b|(?:haya|hayan) pasado|passer\b|passe[re]?\b|sera passee?|derriere)"
)
_FOR_ITSELF = re.compile(r"\b(?:give (?:me|us)|gimme|(?:i|we) need)(?: the)? $")
_TO_DO = re.compile(r"\W*(?:to|for)\b(?! (?:decide|think|answer|reply|you|talk|speak|a (?:call|chat)))")

# Words that ask for a message, or say that a time suits, in the languages that the grammar reads.
_ASKS = re.compile(
    r"\b(?:writ\w+|call\w*|ring|text|message|msg|ping|hit|catch|try|remind\w*|ask|talk|speak|chat|meet|touch|get back|come back|reach|contact|check|follow|pick|resume|"
    r"continue|let'?s|free|available|works?|suits?|better|best|fine|good|great|ok|okay|prefer\w*|ideal\w*|perfect|possible|please|pls|plz|about|make|maybe|perhaps|say|yes|sure|sometime|"
    r"escrib\w+|llam\w+|habl\w+|avis\w+|record\w+|recuerd\w+|busc\w+|contact\w+|mand\w+|pregunt\w+|retom\w+|vemos|quedamos|mejor|libre|disponible|bien|perfecto|puedo|podemos|prefier\w+|porfa|favor|"
    r"que tal|vale|quizas?|igual|chama\w*|lig\w+|fal\w+|lembr\w+|procur\w+|pergunt\w+|avis\w+|melhor|livre|disponivel|posso|podemos|pode|prefir\w+|seria|talvez|bom|boa|"
    r"rappel\w*|appel\w*|recontact\w*|ecri\w+|relanc\w+|reparl\w+|parl\w+|mieux|dispo\w*|possible|plutot|convien\w*|pouvez|svp|"
    r"meld\w+|ruf\w*|schreib\w*|kontaktier\w*|erinner\w*|frag\w*|sprech\w+|reden|horen|passt|besser|lieber|frei|erreichbar|bitte|geht|gut|vielleicht|wieder|"
    r"call|phone|baat|yaad|batana|theek|thik)\b|נדבר|דבר|תתקשר|תכתב|תכתוב|תחזר|תזכיר|פנוי|עדיף|אפשר|מתאים|طيب|نتكلم|كلم|اتصل|تواصل|راسل|ذكرني|فاضي|متاح|مناسب|احسن|افضل|ممكن|"
    r"कॉल|बात|मैसेज|फोन|ठीक|\?"
)
# What they need from us by a day: then "bis Freitag" is a limit for us, and no time that they are away.
_NEEDS = re.compile(
    r"\b(?:need|want|must|should|send|deliver|preciso|precisamos|quero|queremos|necessit\w+|tem que|tenho que|mand\w+|envi\w+|entreg\w+|da pra|consegue\w*|resolv\w+|respond\w+|retorn\w+|"
    r"brauch\w+|benotig\w+|mochte\w*|will|wollen|schick\w*|liefer\w*|muss|mussen|sollte\w*|konnen|kannst|konnt|entscheid\w+|zeit|gib|geben|antwort\w*|spatestens|"
    r"chahiye|bhej\w*|den?a|tempo|prazo|decid\w+)\b|צריכ?[הים]*\b|רוצ|תשלח|שלח|לשלוח|חייב|احتاج|اريد|ابغي|لازم|ارسل|محتاج|चाहिए|भेज"
)
_UNTIL = re.compile(r"(?:bis\b|ate\b|tak\b|hasta\b|jusqu|עד|ل?حت[يى]|لغايه|ل?حد )")
_TAK = re.compile(r"\W*(?:tak|तक)\b")
_AFTERWARDS = re.compile(
    r"\b(?:after(?:wards?| (?:that|it|this|which|those|them|both))|(?:once|when|as soon as) (?:i'?m|we'?re|i am|we are) (?:back|home|done|through|free)|only then|then (?:i'?m|we'?re|i am|we are) (?:free|all|back)|"
    r"(?:a|en|hasta) (?:la|mi|nuestra) (?:vuelta|regreso)|al (?:volver|regresar)|despues|luego|ya despues|na volta|quando (?:eu )?(?:voltar|voltarmos)|depois(?: disso)?|"
    r"(?:a mon|a notre|au) retour|apres(?: (?:ca|cela|quoi))?|ensuite|danach|nachher|hinterher|anschliessend|erst dann|dann|uske baad|iske baad)\b|אחרי (?:זה|כן)|אחר כך|بعدها|بعد (?:ذلك|كده|هيك|ها)|उसके बाद|इसके बाद"
)
_ONLY_AFTER = re.compile(
    r"\b(?:so (?:depois|entao)|depois disso|only (?:then|after)|solo (?:entonces|despues)|erst dann|dann|danach|seulement apres|uske baad)\b|אחרי זה|רק אז|بعدها|عندها"
)
_IS_OVER = re.compile(
    r"\b(?:they|it|that|this|he|she|those|everyone|everybody|all)(?:'ve|'s|'re| have| has| is| are)?(?: \w+)? (?:gone|over|done|left|finished|past|through|home|back|out|settled)\b"
)
_NEXT_ONE = r"(?:(?:the )?(?:next|nxt|following)(?: one)?|(?:la |el |a |o )?(?:proxim[oa]|otr[oa]|outr[oa]|siguiente|seguinte|que viene|que vem)|l[ae] (?:prochaine?|suivante?)|(?:die |der |den )?(?:nachste[nr]?|kommende[nr]?)|agle|agla)"
_AND_THE_NEXT = re.compile(
    rf"\b(?:and|or|nor|not|neither|y|e|ni|nem|et|ou|und|oder|aur|n|&)(?: (?:on|also|not|so is|tampoco|tambien|tambem|auch|aussi))* {_NEXT_ONE}"
    r"(?! (?:\w+day|weekend|fin de|week|month|semana|mes|semaine|mois|woche|monat|hafte|mahine)\b)\b"
    rf"|\b{_NEXT_ONE}(?= (?:neither|either|too|as well|also|tampoco|tambien|tambem|tampouco|non plus|aussi|auch)\b)"
)
_WAS_AWAY = re.compile(
    r"\b(?:was|were|had been|been|estaba|estabamos|estuve|estuvimos|estava|estavamos|estive|estivemos|etais|etions|etait|war|waren)(?: \w+){0,2} "
    r"(?:closed|shut|away|off|out|abroad|busy|ill|sick|cerrad\w+|fuera|enferm\w+|fechad\w+|fora|doente|ferme\w*|absent\w*|geschlossen|weg|krank|im urlaub|de vacaciones|de ferias|en conge\w*)(?: \w+)? ?$"
)
_THAT = re.compile(
    r"\b(?:that|that same|ese|esse|nesse|naquele|aquel|ce|an dem|an diesem|in der|dieser)(?: same| mismo)? ?(?=$|weekend|wknd|week|finde|fin de|fim de|fds|wochenende|woche|semana|semaine)"
)
_THEN_ITSELF = re.compile(r"(?:entonces|then|dahin|entao|la|alors)\b")
# So many words that a message is asked for, right before the time.
_WRITE_ME = re.compile(
    r"\b(?:(?:call|ring|text|message|msg|ping|remind|ask|hit|catch|try|write|contact|whatsapp|nudge|tell)(?: to)? (?:me|us)(?: \w+){0,3}|(?:get back|talk|speak|write) to (?:me|us)(?: \w+){0,2}|"
    r"(?:escrib|llam|avis|pregunt|recuerd|habl|mand)\w*(?:me|nos)(?: \w+){0,3}|me (?:escrib|llam|avis|pregunt|recuerd|habl|mand|cham|lig|lembr|pergunt|escrev|fal)\w+(?: \w+){0,3}|"
    r"(?:rappel|appel|ecri|recontact|relanc)\w*[- ](?:moi|nous)(?: \w+){0,3}|(?:meld|ruf|schreib|erinner|frag)\w*(?: sie)?(?: (?:mich|mir|uns|sich))(?: \w+){0,3}) ?$"
)
_OR = re.compile(r"\b(?:or|o|u|ou|oder|either)\b|או|او|या")


def in_the_way(messages: Sequence[Spoken], said: Sequence[Said]) -> list[Said]:
    """The same expressions, those that only stand in the way marked *unavailable* or *event*."""
    for place, one in enumerate(said):
        _to_pass(messages, one)
        _until_and_not_by(messages, one)
        _is_over_since(messages, one)
        _told_and_not_corrected(messages, one)
        _that_weekend(messages, said[:place], one)
    said = _until_then(messages, list(said))
    _told_beside_a_wish(messages, said)
    _months_go_on(said)
    _away_twice(messages, said)
    _over_first(messages, said)
    _after_next_week(said)
    return _and_the_next(messages, list(said))


def _months_go_on(said: Sequence[Said]) -> None:
    """ "Away till 10 January, the week of the 17th is good": that of January, though a 17th comes before it."""
    last: tuple[int, int, int | None] | None = None
    for one in said:
        point = one.time
        if point["kind"] == "range":
            point = one.time.get("end") or {}
        elif point["kind"] == "return_from":
            point = one.time.get("start") or {}
        day, month = point.get("day"), point.get("month")
        if day and month:
            last = (day, month, point.get("year")) if one.time.get("role") not in ("past_fact", "not_time") else last
        elif day and last and day > last[0] and point is not one.time.get("end"):
            point["month"] = last[1]
            if last[2]:
                point["year"] = last[2]
            if point["kind"] == "day_of_month":
                point["kind"] = "date"


def _after_next_week(said: Sequence[Said]) -> None:
    """ "In Lisbon Monday to Wednesday next week, Thursday or Friday is good": those of next week."""
    for before, one in pairwise(said):
        if (
            before.time.get("role") != "unavailable"
            or before.message != one.message
            or one.time.get("role", "contact_after") != "contact_after"
        ):
            continue
        end = before.time.get("end") or before.time
        if end.get("which") != "next" or one.time.get("negated"):
            continue
        for point in (one.time, one.time.get("start") or {}, one.time.get("end") or {}):
            if point.get("kind") == "weekday" and not point.get("which"):
                point["which"] = "next"


def asks_for_it(messages: Sequence[Spoken], one: Said, bare: bool = True) -> bool:
    """Whether the clause around an expression asks for a message then, says that it suits, or (`bare`) says nothing else."""
    if not messages:
        return True
    message = messages[one.message]
    left, right = clause_with(message, one.start, one.end)
    text = message.cues.folded.text
    around = text[left : one.start] + " " + text[one.end : right]
    return bool(_ASKS.search(around + text[right : right + 1])) or (bare and len(re.findall(r"\w{3,}", around)) < 2)


def _to_pass(messages: Sequence[Spoken], one: Said) -> None:
    """ "Let me get next week out of the way"."""
    if not is_plain(one.time):
        return
    left, right = beside(messages, one)
    passes = _TO_PASS.search(left) and (
        _PASSES.match(right) or re.search(r"\b(?:pas\w+|passer|survive|through|past|over) (?:\w+ )?$", left)
    )
    if passes or (_FOR_ITSELF.search(left) and _TO_DO.match(right)) or _PASSES.match(right):
        one.time["role"] = "unavailable"


def _until_and_not_by(messages: Sequence[Spoken], one: Said) -> None:
    """ "Até dia 20 nada feito", "bis 30. läuft mein Vertrag": one word for *until* and *by*, and nobody asks us for anything."""
    if one.time.get("role") != "contact_before" or one.time.get("relation") not in ("by", "until") or not messages:
        return
    text = messages[one.message].cues.folded.text
    words = text[max(0, one.start - 6) : one.end]
    if not (_UNTIL.search(words) or _TAK.match(text[one.end :]) or words.endswith(("tak", "तक"))):
        return
    left, _ = beside(messages, one)
    sentence = left + " " + re.split(r"[.!;\n]", text[one.end :] + "\n")[0]
    only_after = _ONLY_AFTER.search(text, one.end) and not _NEEDS.search(sentence)
    if only_after or not (_ASKS.search(sentence) or _NEEDS.search(sentence)):
        one.time |= {"role": "unavailable", "relation": "until"}


def _is_over_since(messages: Sequence[Spoken], one: Said) -> None:
    """ "We were closed until the 4th, open again now"."""
    if one.time.get("role") == "unavailable" and messages and _WAS_AWAY.search(beside(messages, one)[0]):
        one.time["role"] = "past_fact"


def _told_and_not_corrected(messages: Sequence[Spoken], one: Said) -> None:
    """ "After Epiphany is better, the Christmas rush is on": what is told of takes nothing back."""
    if one.time.get("corrects") and one.time["kind"] in DATED and not asks_for_it(messages, one):
        one.time.pop("corrects")
        if one.time["kind"] == "holiday":
            one.time["role"] = "unavailable"


def _that_weekend(messages: Sequence[Spoken], before: Sequence[Said], one: Said) -> None:
    """ "We close on the 18th, hit me up that weekend": the weekend, or the week, of the day named before."""
    if (
        one.time["kind"] not in ("weekend", "week")
        or not messages
        or not _THAT.search(beside(messages, one)[0] + one_words(messages, one))
    ):
        return
    day = next(
        (each.time for each in reversed(before) if each.time["kind"] in ("date", "day_of_month", "weekday")), None
    )
    if day is None:
        return
    named = {key: day[key] for key in ("kind", "day", "month", "year", "weekday", "which") if day.get(key) is not None}
    if one.time["kind"] == "weekend":
        day["role"] = "event" if day.get("role", "contact_after") == "contact_after" else day["role"]
        one.time.pop("which", None)
        one.time |= named | {
            "relation": "after",
            "offset": {"kind": "in_duration", "n": 1.0, "n_max": 2.0, "unit": "day"},
        }
    elif "day" in named:
        one.time.pop("which", None)
        one.time |= named | {"kind": "week_of"}


def one_words(messages: Sequence[Spoken], one: Said) -> str:
    return messages[one.message].cues.folded.text[one.start : one.end]


def _until_then(messages: Sequence[Spoken], said: list[Said]) -> list[Said]:
    """ "The board meets on Thursday, until then I can say nothing": after that Thursday."""
    kept: list[Said] = []
    for one in said:
        if one.time["kind"] == "event_without_date" and _THEN_ITSELF.match(str(one.time.get("event") or "").lower()):
            earlier = [each for each in kept if each.time["kind"] in DATED]
            if earlier:
                if is_plain(earlier[-1].time):
                    earlier[-1].time["role"] = "event"
                continue
        kept.append(one)
    return kept


def _told_beside_a_wish(messages: Sequence[Spoken], said: Sequence[Said]) -> None:
    """ "The cake is for the 21st, ask me on the 7th": where one day is asked for in so many words, the other is an event."""
    wished = [one for one in said if _wished(messages, one)]
    if len(wished) != 1 or wished[0].time.get("negated"):
        return
    for one in said:
        if (
            one is not wished[0]
            and is_plain(one.time)
            and one.time["kind"] not in _STRETCH
            and not asks_for_it(messages, one)
        ):
            one.time["role"] = "event"


def _wished(messages: Sequence[Spoken], one: Said) -> bool:
    if not messages or one.time.get("role", "contact_after") != "contact_after" or one.time["kind"] not in DATED:
        return False
    left = re.split(r"[.!?;,:\n]", messages[one.message].cues.folded.text[: one.start])[-1]
    return bool(_WRITE_ME.search(left))


def _away_twice(messages: Sequence[Spoken], said: Sequence[Said]) -> None:
    """ "12 to 15 in Lisbon and 20 to 26 in Porto": what is told of, without a word that asks, is where they are then."""
    ranges = [one for one in said if one.time["kind"] == "range" and one.time.get("role", "contact_after") in _PLANNED]
    alone = len(ranges) < 2
    told = [one for one in ranges if not one.time.get("relation") and not asks_for_it(messages, one, bare=alone)]
    for one in told:
        text = messages[one.message].cues.folded.text
        following = min(
            (each.start for each in said if each.message == one.message and each.start >= one.end), default=one.end + 25
        )
        if not _OR.search(text[one.end : following]):
            one.time["role"] = "unavailable"


def _over_first(messages: Sequence[Spoken], said: Sequence[Said]) -> None:
    """ "Next week we have the auditors in. Once they've gone, gladly": whatever was told of before must be over."""
    for number, message in enumerate(messages):
        text = message.cues.folded.text
        ends = [match.start() for match in _AFTERWARDS.finditer(text) if not _names_its_own(said, number, match)]
        ends += [one.start for one in said if one.message == number and _waits_for_its_end(one)]
        if not ends:
            continue
        for one in said:
            before = (one.message, one.end) <= (number, max(ends)) and one.end
            if before and is_plain(one.time) and one.time["kind"] in _STRETCH and not asks_for_it(messages, one):
                one.time["role"] = "event"


def _names_its_own(said: Sequence[Said], number: int, match: re.Match[str]) -> bool:
    """ "After the 14th" speaks of what follows it."""
    return any(
        one.message == number and one.start < match.end() + 12 and one.end > match.start()
        for one in said
        if one.time["kind"] in DATED
    )


def _waits_for_its_end(one: Said) -> bool:
    waits = one.time["kind"] == "event_without_date" and one.time.get("relation", "after") == "after"
    return waits and bool(_IS_OVER.search(str(one.time.get("event") or "").lower().replace("’", "'")))


def _and_the_next(messages: Sequence[Spoken], said: list[Said]) -> list[Said]:
    """ "This week is mad and so is the next": the second one has no noun, and is ruled out with the first."""
    first = next(
        (one for one in said if one.time["kind"] in ("week", "month") and one.time.get("which") == "this"), None
    )
    if first is None or not messages or not (first.time.get("role") == "unavailable" or first.time.get("negated")):
        return said
    message = messages[first.message]
    match = _AND_THE_NEXT.search(message.cues.folded.text, first.end, first.end + 60)
    if match is None or any(
        one.message == first.message and one.start < match.end() and one.end > match.start() for one in said
    ):
        return said
    answer: Answer = {"kind": first.time["kind"], "which": "next", "role": "unavailable", "confidence": 0.8}
    answer |= {"quote": message.cues.folded.quote(*match.span()), "message_id": first.time.get("message_id")}
    return [*said, Said(answer, first.message, *match.span())]
