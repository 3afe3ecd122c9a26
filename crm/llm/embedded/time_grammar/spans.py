"""Points -> spans: what the words of relation beside a point (until, after, ago) make of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from crm.llm.embedded.time_grammar.deliberating_words import DELIBERATES
from crm.llm.embedded.time_grammar.phrases import Point, points
from crm.llm.embedded.time_grammar.tokens import Token, Value

RELATIONS = {"a": "after", "b": "before", "u": "until", "y": "by", "s": "since", "f": "from"}


@dataclass
class Span:
    """An expression over the tokens `[first, last)`. `cues` are the tags of the words of relation before it."""

    first: int
    last: int
    value: Value
    cues: str = ""
    core: int = 0
    tags: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Sentence:
    """The tokens that count and their tags; `function_words` tell 'it' from 'boxes' after a bare number."""

    text: str
    tokens: Sequence[Token]
    tags: str
    function_words: frozenset[str]
    postpositions: bool = False
    until_joins: bool = False  # 'Montag bis Mittwoch', 'segunda até quarta'

    def words(self, token: Token) -> str:
        return self.text[token.start : token.end]

    def counts_nothing(self, place: int) -> bool:
        """Whether no noun stands at `place`: the number before it is an hour or a day, not an amount."""
        return (
            place >= len(self.tokens)
            or self.tags[place] not in ".U"
            or self.words(self.tokens[place]) in self.function_words
        )

    def gap(self, left: int, right: int) -> str:
        return self.tags[left:right]


def split_after_next(tokens: Sequence[Token]) -> list[Token]:
    """'after next week' is 'after' + 'next week'; 'the week after next' stays one word."""
    out: list[Token] = []
    for place, token in enumerate(tokens):
        following = tokens[place + 1].tag if place + 1 < len(tokens) else ""
        previous = tokens[place - 1].tag if place else ""
        if token.tag == "X" and following in ("U", "W", "M", "S") and previous not in ("U", "W", "M"):
            out += [Token("a", token.start, token.end), Token("x", token.end, token.end)]
        else:
            out.append(token)
    return out


def found_spans(sentence: Sentence) -> list[Span]:
    """Every point with the words of relation around it, left to right; nothing joined yet."""
    found = points(sentence.tokens)
    found += _bare_hours(sentence, found)
    found.sort(key=lambda point: point.first)
    return [span for point in found if (span := _with_relation(sentence, point))]


def _bare_hours(sentence: Sentence, found: Sequence[Point]) -> list[Point]:
    """'after 3', 'till 5', 'at 4 or 5': a number that is an hour because of the word before it."""
    taken = {place for point in found for place in range(point.first, point.last)}
    out: list[Point] = []
    for place, token in enumerate(sentence.tokens):
        if token.tag != "N" or place in taken or place == 0:
            continue
        number = token.value["n"]
        if number != int(number) or not 1 <= number <= 24 or "fuzzy" in token.value:
            continue
        before = sentence.tags[place - 1]
        if before == "~":
            before = sentence.tags[place - 2] if place > 1 and sentence.tags[place - 2] in "@aubyfDW" else "~"
        is_cue = (
            (before in _AFRESH and _hour_again(sentence, place, [*found, *out]))
            or before in "@aubyf"
            or (before in "~DW," and place > 1 and _beside_day(sentence, place, found))
        )
        if is_cue and sentence.gap(place + 1, place + 2) not in tuple("UMNOR") and sentence.counts_nothing(place + 1):
            last = place + 1
            value: Value = {"kind": "clock", "hour": int(number)}
            if sentence.tags[place + 1 : place + 3] in ("/N", "rN"):
                value["hour_max"] = int(sentence.tokens[place + 2].value["n"])
                last = place + 3
                if not 1 <= value["hour_max"] <= 24:
                    continue
            out.append(Point(place, last, value))
            taken.update(range(place, last))
    return out


_AFRESH = ("!", ",")
_INSTEAD = re.compile(
    r"\s*(?:then|instead|rather|is better|better|works|pls|please|mejor|entonces|melhor|entao|plutot|alors|lieber|dann|besser)(?!\w)"
)


def _hour_again(sentence: Sentence, place: int, found: Sequence[Point]) -> bool:
    """'tomorrow at 9. Oh wait, 11 then': the number corrects an hour."""
    earlier = any(point.last <= place and "hour" in point.value for point in found)
    return earlier and bool(_INSTEAD.match(sentence.text[sentence.tokens[place].end :]))


def _beside_day(sentence: Sentence, place: int, found: Sequence[Point]) -> bool:
    return any(
        (0 <= place - point.last <= 2 or point.first == place + 1) and point.value["kind"] in ("day", "weekday", "date")
        for point in found
    )


def _with_relation(sentence: Sentence, point: Point) -> Span | None:
    first, cues = point.first, ""
    tags = sentence.tags
    while first > 0 and (tags[first - 1] == "~" or (tags[first - 1] in "n@iF" and not set(cues) & set("n@iF"))):
        first -= 1
        cues = tags[first] + cues
    if first > 0 and tags[first - 1] in "abuysfGxcljg":
        first -= 1
        cues = tags[first] + cues
        if cues[0] in "xclg" and point.value["kind"] != "in_duration":
            first, cues = first + 1, cues[1:]
        if cues[:1] in ("x", "c") and first > 0 and tags[first - 1] in "iFabu":
            first -= 1
            cues = tags[first] + cues
        elif cues[:1] in ("a", "u", "b") and first > 0 and tags[first - 1] == "~":
            first -= 1
    span = Span(first, point.last, dict(point.value), cues, point.first)
    relation = next((RELATIONS[c] for c in cues if c in RELATIONS), None)
    if cues[:1] == "u" and first > 0 and tags[first - 1] == "G":
        relation = "from"  # "give me until Friday"
        span.tags.add("asked")
    if "G" in cues and span.value["kind"] in ("weekend", "week", "month", "day", "quarter"):
        relation = "after" if span.value.get("which") != "this" or span.value["kind"] != "day" else None
    if relation is None and "~" in cues and _may_be_around(span.value):
        relation = "around"
    for place in range(first, point.first):
        span.value.update({k: v for k, v in sentence.tokens[place].value.items() if k == "relation"})
    if first > 0 and tags[first - 1] == "V":
        span.tags.add("recurring")
    if cues[:1] == "a" and first > 0 and tags[first - 1] == "u":
        span.tags.add("till after")
    if relation and "relation" not in span.value:
        span.value["relation"] = relation
    _after_words(sentence, span)
    if _is_attribute(sentence, span, point):
        return None
    if point.needs_cue and not _is_cued(sentence, span, point):
        return None
    return _duration_meaning(span) if span.value["kind"] == "in_duration" else span


def _may_be_around(value: Value) -> bool:
    of_the_day = value["kind"] == "end_of" and value.get("unit") == "day"  # "towards the end of the day" is that end
    return value["kind"] in ("clock", "date", "day_of_month", "end_of", "day") and not of_the_day


# What people say before they say it again, in every language: right before the end of what stands on the left.
AFRESH = re.compile(
    r"(?<!\w)(?:no|nah|nope|actually|make (?:it|that)|sorry|mean|rather|better|oops|mejor|digo|perdon|mas bien|alias|quer dizer|desculpa|melhor|"
    r"pardon|plutot|non|lieber|besser|nein|nao|ich meine|matlab)[\s,.!-]*$"
)
_SHORT_QUARTER = re.compile(r"[qt] ?[1-4]|[1-4][qt]")
_CLOSED = ("", "!", ",", ":", ".", "k")
_OWNER = re.compile(r"(?<!\w)(?:the|your|my|our|their|his|her|a) $")


def _is_attribute(sentence: Sentence, span: Span, point: Point) -> bool:
    """'the March invoice', 'your Monday newsletter': a name of something, not a time for anything."""
    if span.cues or point.value["kind"] not in ("weekday", "month", "quarter") or point.last - point.first > 1:
        return False
    if sentence.gap(point.last, point.last + 1) != "." or sentence.counts_nothing(point.last):
        return False
    return bool(_OWNER.search(sentence.text[: sentence.tokens[point.first].start][-12:]))


def _after_words(sentence: Sentence, span: Span) -> None:
    """Words behind the point: 'ago', 'from now'; in Hindi also 'until' and 'after'."""
    following = sentence.gap(span.last, span.last + 1)
    if sentence.postpositions and span.value["kind"] == "in_duration" and following == "a":
        span.last += 1
        span.tags.add(">")
    elif span.value["kind"] == "in_duration" and following in (">", "g"):
        if following == ">" and sentence.gap(span.last + 1, span.last + 2) in tuple("ab"):
            return
        span.last += 1
        span.tags.add(following)
    elif (
        following == "y"
        and span.value["kind"] != "in_duration"
        and sentence.gap(span.last + 1, span.last + 2) in _CLOSED
    ):
        span.last += 1  # "Friday at the latest"
        span.value["relation"] = "by"
    elif sentence.postpositions and following in tuple("abuyf~n") and following:
        span.last += 1
        span.cues += following
        if following in RELATIONS:
            span.value["relation"] = RELATIONS[following]


def _is_cued(sentence: Sentence, span: Span, point: Point) -> bool:
    kind, cues = span.value["kind"], span.cues
    before, after = (
        sentence.gap(span.first - 1, span.first) if span.first else "",
        sentence.gap(span.last, span.last + 1),
    )
    if kind == "in_duration":
        if sentence.postpositions and "n" in cues:
            return before != "V"  # "aadhe ghante mein"
        if cues.strip("~n") or span.tags & {">", "g"} or after in tuple("abfu>"):
            return before != "V"
        span.tags.add("bare")
        if AFRESH.search(sentence.text[: sentence.tokens[span.first].start][-30:]):
            return True
        if _thought_over(sentence, span):
            return True
        counted = after in tuple("LeO") or (
            after == "." and not sentence.counts_nothing(span.last)
        )  # "10 minutes late"
        return not counted and (before not in tuple("VO.") or _words_around(sentence, span) <= 2)
    if kind == "year":
        return bool(cues.strip("~")) or any(t in "EBemL" for t in sentence.tags[point.first : point.last - 1])
    if kind == "day_of_month":
        return _is_day(sentence, span, point, before)
    if kind in ("quarter", "half_year"):
        if _SHORT_QUARTER.fullmatch(sentence.words(sentence.tokens[point.first])):
            return True
        return bool(cues.strip("~")) or point.last - point.first > 1 or sentence.counts_nothing(point.last)
    if kind == "part_of_day":
        alone = not (before.strip(":,!") or after.strip(":,!"))
        if cues or before in tuple("DWdMOUxc/k") or alone or " " in sentence.words(sentence.tokens[point.first]):
            return True
        return after in tuple(":/kDWd") and (before in ("", ",", "!", ":") or after in tuple("DWd"))
    return True


def _thought_over(sentence: Sentence, span: Span) -> bool:
    """'let me think it over some days', 'thode din soch ke': a length with no word of time beside it, to think in."""
    start, end = sentence.tokens[span.first].start, sentence.tokens[span.last - 1].end
    left = re.split(r"[.!?;,\n]", sentence.text[max(0, start - 40) : start])[-1]
    right = re.split(r"[.!?;,\n]", sentence.text[end : end + 15])[0] if sentence.postpositions else ""
    return bool(DELIBERATES.search(left) or DELIBERATES.search(right))


def _is_day(sentence: Sentence, span: Span, point: Point, before: str) -> bool:
    """'on the 12th', 'el 22', 'dia 3'; not 'my first day', 'the 5th order'."""
    words = sentence.words(sentence.tokens[point.last - 1])
    if point.last - point.first > 1:
        return True
    if not any(c.isdigit() for c in words):
        return bool(span.cues) and sentence.counts_nothing(point.last)
    if words[0].isalpha():
        return True
    if _THE.search(sentence.text[: sentence.tokens[point.first].start][-24:]) and _ORDINAL.fullmatch(words):
        return sentence.counts_nothing(point.last)
    left = sentence.text[: sentence.tokens[point.first].start]
    behind = sentence.text[sentence.tokens[point.last - 1].end :]
    if _ORDINAL.fullmatch(words) and not _COUNTS.search(left[-16:]) and _AS_A_DAY.match(behind):
        return True
    if AFRESH.search(left[-30:]) and _ORDINAL.fullmatch(words):
        return sentence.counts_nothing(point.last)
    if _HAPPENS.search(sentence.text[: sentence.tokens[point.first].start][-24:]) and _ORDINAL.fullmatch(words):
        return sentence.counts_nothing(point.last)
    if day_named(sentence, span.first):
        return sentence.gap(point.last, point.last + 1) != "N" and sentence.counts_nothing(point.last)
    return bool(span.cues) or ((before in tuple("rk/,!") or span.first == 0) and sentence.counts_nothing(point.last))


# "So the 13th is better", "back the 3rd": the figure of a day, unless it counts ("this is the 3rd").
_THE = re.compile(r"(?<!this is )(?<!that is )(?<!that's )(?<!it's )(?<!it was )(?<!was )\bthe $")
_AS_A_DAY = re.compile(
    r"\s*(?:$|[,.;!?\n)]|(?:i|i'm|im|we|is|works?|suits?|pls|please|plz|would|will|ok|okay|good|fine|instead|at|then|there|my|has|only|onwards|morning|afternoon|evening|if|or)(?!\w))"
)
_COUNTS = re.compile(
    r"(?<!\w)(?:my|your|our|his|her|their|is|was|it's|its|came|come|finished|placed|an?|this|that|every|each|ranked|turn(?:s|ed|ing)?) $"
)
_HAPPENS = re.compile(
    r"(?<!\w)(?:comes?(?: in| out)?|lands?|hits?|drops?|due|paid|arrives?|starts?|ends?|opens?|closes?|falls?|begins?|finishes|expires?|enters?|enter|drop|land)(?: on)? $"
)
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_ASKED_FOR = re.compile(
    r"\b(?:(?:do|make it|make that|to|for|about|say|instead|is|suits?|prefer|rather|meet|book|fits?|works?|mean|not|but|sorry)(?: us| me)? the"
    r"|(?:le|den|dem|zum|am|auf den|al|para el|pro|para o|pra o|dia)) *$"
)


def day_named(sentence: Sentence, place: int) -> bool:
    """Whether the words before a bare '26th' ask for a day: 'can we do the 26th?', 'make it the 26th'."""
    return bool(_ASKED_FOR.search(sentence.text[: sentence.tokens[place].start][-40:]))


def _words_around(sentence: Sentence, span: Span) -> int:
    left = sentence.tags[: span.first].rsplit("!", 1)[-1]
    right = sentence.tags[span.last :].split("!", 1)[0]
    return left.count(".") + right.count(".")


def _duration_meaning(span: Span) -> Span:
    """What the words around a duration make of it: past, a span that lasts, a latest time, or the usual 'from now'."""
    value = span.value
    if "g" in span.tags or "g" in span.cues or "s" in span.cues or "l" in span.cues:
        value["relation"] = "since"
        span.tags.add("past")
    elif "F" in span.cues:
        value["relation"] = "until"
        span.tags.add("lasts")
    elif "x" in span.cues or "c" in span.cues:
        value["relation"] = "by"
        span.tags.add("within")
    if "~" in span.cues:
        value["fuzzy"] = True
    if value.get("relation") == "around":
        del value["relation"]
    return span
