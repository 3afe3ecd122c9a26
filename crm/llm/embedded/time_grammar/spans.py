"""Points -> expressions: the words around a point (until, after), days joined to hours, ranges, offsets, "the day after"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from crm.llm.embedded.time_grammar.phrases import Point, half_of_day, points
from crm.llm.embedded.time_grammar.tokens import Token, Value

RELATIONS = {"a": "after", "b": "before", "u": "until", "y": "by", "s": "since", "f": "from"}
DAY_KINDS = {"day", "weekday", "date", "day_of_month", "weekend", "holiday", "end_of", "start_of", "return_from", "week"}
_TIME_KINDS = {"clock", "part_of_day"}
_TIME_FIELDS = ("hour", "minute", "hour_max", "meridiem", "part_of_day")
_ENDS = {"day", "weekday", "date", "day_of_month", "month", "clock", "week", "holiday", "end_of", "year", "quarter"}


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

    def words(self, token: Token) -> str:
        return self.text[token.start : token.end]

    def counts_nothing(self, place: int) -> bool:
        """Whether no noun stands at `place`: the number before it is an hour or a day, not an amount."""
        return place >= len(self.tokens) or self.tags[place] not in ".U" or self.words(self.tokens[place]) in self.function_words

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


def spans(sentence: Sentence) -> list[Span]:
    """All expressions of a message, left to right."""
    found = points(sentence.tokens)
    found += _bare_hours(sentence, found)
    found.sort(key=lambda point: point.first)
    out = [span for point in found if (span := _with_relation(sentence, point))]
    out = _ranges(sentence, _joined(sentence, out))
    return _anaphora(sentence, _offsets(sentence, out))


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
        is_cue = before in "@aubyf" or (before in "~DW," and place > 1 and _beside_day(sentence, place, found))
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
    if first > 0 and tags[first - 1] in "abuysfGxljg":
        first -= 1
        cues = tags[first] + cues
        if cues[0] in "xlg" and point.value["kind"] != "in_duration":
            first, cues = first + 1, cues[1:]
        if cues[:1] == "x" and first > 0 and tags[first - 1] in "iFabu":
            first -= 1
            cues = tags[first] + cues
        elif cues[:1] in ("a", "u", "b") and first > 0 and tags[first - 1] == "~":
            first -= 1
    span = Span(first, point.last, dict(point.value), cues, point.first)
    relation = next((RELATIONS[c] for c in cues if c in RELATIONS), None)
    if "G" in cues and span.value["kind"] in ("weekend", "week", "month", "day", "quarter"):
        relation = "after"
    if relation is None and "~" in cues and span.value["kind"] in ("clock", "date", "day_of_month", "end_of", "day"):
        relation = "around"
    for place in range(first, point.first):
        span.value.update({k: v for k, v in sentence.tokens[place].value.items() if k == "relation"})
    if first > 0 and tags[first - 1] == "V":
        span.tags.add("recurring")
    if relation and "relation" not in span.value:
        span.value["relation"] = relation
    _after_words(sentence, span)
    if point.needs_cue and not _is_cued(sentence, span, point):
        return None
    return _duration_meaning(span) if span.value["kind"] == "in_duration" else span


def _after_words(sentence: Sentence, span: Span) -> None:
    """Words behind the point: 'ago', 'from now'; in Hindi also 'until' and 'after'."""
    following = sentence.gap(span.last, span.last + 1)
    if span.value["kind"] == "in_duration" and following in (">", "g"):
        if following == ">" and sentence.gap(span.last + 1, span.last + 2) in tuple("ab"):
            return
        span.last += 1
        span.tags.add(following)
    elif sentence.postpositions and following in tuple("abuyf~n"):
        span.last += 1
        span.cues += following
        if following in RELATIONS:
            span.value["relation"] = RELATIONS[following]


def _is_cued(sentence: Sentence, span: Span, point: Point) -> bool:
    kind, cues = span.value["kind"], span.cues
    before, after = sentence.gap(span.first - 1, span.first) if span.first else "", sentence.gap(span.last, span.last + 1)
    if kind == "in_duration":
        if cues.strip("~n") or span.tags & {">", "g"} or after in tuple("abf>"):
            return before != "V"
        span.tags.add("bare")
        return before not in tuple("VO.") and after != "." or _words_around(sentence, span) <= 2
    if kind == "year":
        return bool(cues.strip("~")) or any(t in "EBemL" for t in sentence.tags[point.first : point.last - 1])
    if kind == "day_of_month":
        return _is_day(sentence, span, point, before)
    if kind in ("quarter", "half_year"):
        return bool(cues.strip("~")) or point.last - point.first > 1 or sentence.counts_nothing(point.last)
    if kind == "part_of_day":
        if cues or before in tuple("DWdMOUx/k"):
            return True
        return after in (":", "/", "k") and (before in ("", ",", "!", ":"))
    return True


def _is_day(sentence: Sentence, span: Span, point: Point, before: str) -> bool:
    """'on the 12th', 'el 22', 'dia 3'; not 'my first day', 'the 5th order'."""
    words = sentence.words(sentence.tokens[point.last - 1])
    if point.last - point.first > 1:
        return True
    if not any(c.isdigit() for c in words):
        return bool(span.cues) and sentence.counts_nothing(point.last)
    if words[0].isalpha():
        return True
    return bool(span.cues) or (
        (before in tuple("rk/,!") or span.first == 0) and sentence.counts_nothing(point.last)
    )


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
    elif "x" in span.cues:
        value["relation"] = "by"
        span.tags.add("within")
    if "~" in span.cues:
        value["fuzzy"] = True
    if value.get("relation") == "around":
        del value["relation"]
    return span


def _joined(sentence: Sentence, found: Sequence[Span]) -> list[Span]:
    """'tomorrow' + 'at 3pm' -> one expression; also 'at 3 on Friday'."""
    out: list[Span] = []
    for span in found:
        if out and (joined := _join(sentence, out[-1], span)):
            out[-1] = joined
        else:
            out.append(span)
    return out


def _join(sentence: Sentence, left: Span, right: Span) -> Span | None:
    gap = sentence.gap(left.last, right.first)
    if len(gap) > 2 or set(gap) - set(",:n@i~f"):
        return None
    kinds = left.value["kind"], right.value["kind"]
    if kinds[0] in DAY_KINDS and kinds[1] in _TIME_KINDS:
        day, time = left, right
    elif kinds[0] in _TIME_KINDS and kinds[1] in DAY_KINDS:
        day, time = right, left
    elif set(kinds) == _TIME_KINDS:
        day, time = (left, right) if kinds[1] == "part_of_day" else (right, left)
    else:
        return None
    if any(key in day.value for key in _TIME_FIELDS if key in time.value and key != "meridiem"):
        return None
    value = {**day.value, **{key: time.value[key] for key in _TIME_FIELDS if key in time.value}}
    relation = time.value.get("relation") or day.value.get("relation")
    if relation:
        value["relation"] = relation
    hour, part = value.get("hour"), value.get("part_of_day")
    if hour is not None and part and "meridiem" not in value and (half := half_of_day(hour, part)):
        value["meridiem"] = half
    if value["kind"] == "clock":
        value.pop("part_of_day", None)
    return Span(left.first, right.last, value, left.cues + right.cues, left.core, left.tags | right.tags)


def _ranges(sentence: Sentence, found: Sequence[Span]) -> list[Span]:
    """'from Monday to Wednesday', 'between the 20th and 25th of March', 'Monday - Friday'."""
    out: list[Span] = []
    for span in found:
        left = out[-1] if out else None
        if left and _is_range(sentence, left, span):
            start, end = _end_of_range(left), _end_of_range(span)
            for key in ("month", "year"):
                if key in end and key not in start and start["kind"] == "day_of_month":
                    start = {**start, "kind": "date", key: end[key]}
            value = {"kind": "range", "start": start, "end": end}
            out[-1] = Span(left.first, span.last, value, left.cues, left.core, {"range"})
        else:
            out.append(span)
    return out


def _end_of_range(span: Span) -> Value:
    return {key: item for key, item in span.value.items() if key not in ("relation", "start", "end")}


def _is_range(sentence: Sentence, left: Span, right: Span) -> bool:
    if left.value["kind"] not in _ENDS or right.value["kind"] not in _ENDS:
        return False
    gap = sentence.gap(left.last, right.core)
    opened = left.cues[:1]
    if gap in ("r", "ru") or (gap == "u" and opened == "f"):
        return True
    if gap == "n" and sentence.tokens[left.last].value.get("relation") == "to":
        return True
    return gap in ("k", "kn") and opened == "j"


def _offsets(sentence: Sentence, found: Sequence[Span]) -> list[Span]:
    """'two days before the 12th', 'the week after Easter', 'two weeks from Monday'."""
    out: list[Span] = []
    for span in found:
        left = out[-1] if out else None
        relation = {"a": "after", "b": "before", "f": "after", "s": "after"}.get(span.cues[:1])
        if left and relation and left.value["kind"] == "in_duration" and left.last in (span.first, span.first - 1):
            if sentence.gap(left.last, span.first) in ("", ">"):
                offset = {k: v for k, v in left.value.items() if k != "relation"}
                out[-1] = Span(left.first, span.last, {**span.value, "relation": relation, "offset": offset}, left.cues)
                continue
        if relation in ("after", "before") and span.cues[0] in "ab" and sentence.gap(span.first - 1, span.first) == "U":
            offset = {"kind": "in_duration", "n": 1.0, "unit": sentence.tokens[span.first - 1].value["unit"]}
            span = replace(span, first=span.first - 1, value={**span.value, "offset": offset})
        out.append(span)
    return out


def _anaphora(sentence: Sentence, found: list[Span]) -> list[Span]:
    """'not tomorrow, the day after'; 'a few days before' with the day named earlier; 'the Friday after'."""
    out: list[Span] = []
    for span in found:
        following = sentence.gap(span.last, span.last + 1)
        if span.value["kind"] == "weekday" and following == "a" and "which" not in span.value:
            if sentence.gap(span.last + 1, span.last + 2) in ("", "!", ","):
                span = replace(span, last=span.last + 1, value={**span.value, "which": "next"})
        if span.value["kind"] == "in_duration" and following in tuple("ab") and span.value.get("relation") is None:
            before = [s for s in out if s.value["kind"] in DAY_KINDS]
            if before and sentence.gap(span.last + 1, span.last + 2) in ("", "!", ",", ":", "."):
                value = {**before[-1].value, "offset": span.value, "relation": RELATIONS[following]}
                span = Span(span.first, span.last + 1, value, span.cues, span.core, {"anaphora"})
        out.append(span)
    return sorted([*out, *_the_day_after(sentence, out)], key=lambda span: span.first)


def _the_day_after(sentence: Sentence, found: Sequence[Span]) -> list[Span]:
    out: list[Span] = []
    for place in range(1, len(sentence.tokens) - 1):
        if sentence.gap(place, place + 2) != "Ua" or any(s.first <= place < s.last for s in found):
            continue
        before = [s for s in found if s.last <= place and s.value["kind"] in DAY_KINDS | {"month"}]
        if not before or sentence.gap(place + 2, place + 3) not in ("", "!", ",", ":", "n", "i"):
            continue
        unit, value = sentence.tokens[place].value["unit"], before[-1].value
        if unit == "day" and value["kind"] == "day" and value.get("which") == "next":
            value = {"kind": "day", "which": "after_next"}
        else:
            value = {**value, "relation": "after", "offset": {"kind": "in_duration", "n": 1.0, "unit": unit}}
        span = Span(place, place + 2, value, "", place, {"anaphora"})
        later = next((s for s in found if s.first >= span.last), None)
        joined = _join(sentence, span, later) if later else None
        if joined and later:
            later.value, later.first = joined.value, joined.first
        else:
            out.append(span)
    return out
