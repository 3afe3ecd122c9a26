"""Spans that point back to one before: "the day after", "a few days earlier", "the Friday after", "no, three"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crm.llm.embedded.time_grammar.joining import DAY_KINDS, TIME_FIELDS, join
from crm.llm.embedded.time_grammar.spans import AFRESH, RELATIONS, Sentence, Span
from crm.llm.embedded.time_grammar.tokens import Value

_COUNTED_FROM = DAY_KINDS | {"month", "quarter", "season", "range"}
_LONGER = {"week", "weekend", "month", "end_of", "start_of"}


def pointed(sentence: Sentence, found: list[Span]) -> list[Span]:
    """'not tomorrow, the day after'; 'a few days before' with the day named earlier; 'the Friday after'."""
    out: list[Span] = []
    for span in found:
        following = sentence.gap(span.last, span.last + 1)
        closed = sentence.gap(span.last + 1, span.last + 2) in ("", "!", ",")
        if span.value["kind"] == "weekday" and following == "a" and closed and "which" not in span.value:
            others = [s for s in out if s.value["kind"] == "weekday" and s.value["weekday"] != span.value["weekday"]]
            which = {} if others and "which" not in others[-1].value else {"which": "after_next"}
            span = replace(span, last=span.last + 1, value={**span.value, **which})
        if span.value["kind"] == "in_duration" and "g" in span.tags:
            out.append(_earlier(sentence, span, out))
            continue
        if span.value["kind"] == "in_duration" and following in tuple("ab") and span.value.get("relation") is None:
            before = [s for s in out if s.value["kind"] in _COUNTED_FROM]
            if before and sentence.gap(span.last + 1, span.last + 2) in ("", "!", ",", ":", ".", "~", "F", "k", "V"):
                value = {**_point(before[-1].value), "offset": span.value, "relation": RELATIONS[following]}
                span = Span(span.first, span.last + 1, value, span.cues, span.core, {"anaphora"})
        out.append(span)
    out += _the_one_after(sentence, out)
    out += _only_the_number(sentence, out)
    out = [_the_next_day(sentence, span, out[:place]) for place, span in enumerate(out)]
    return sorted([*out, *_the_day_after(sentence, out), *_the_day_before(sentence, out)], key=lambda span: span.first)


_BEFORE_BY = {"day": (1.0, None), "week": (6.0, 8.0), "month": (28.0, 31.0)}  # days


def _the_day_before(sentence: Sentence, found: Sequence[Span]) -> list[Span]:
    """'the gig is on the 28th, remind us the day before', 'the night before', 'the week leading up to it'."""
    out: list[Span] = []
    for place in range(1, len(sentence.tokens) - 1):
        pair = sentence.gap(place, place + 2)
        if pair not in ("Ub", "Pb") or any(s.first <= place < s.last for s in found) or sentence.tags[place - 1] == "N":
            continue
        before = [s for s in found if s.last <= place and s.value["kind"] in _COUNTED_FROM]
        if not before or sentence.gap(place + 2, place + 3) not in ("", "!", ",", ":"):
            continue
        token = sentence.tokens[place].value
        least, most = _BEFORE_BY.get(token.get("unit", "day"), (0.0, None))
        if not least:
            continue
        offset = {"kind": "in_duration", "n": least, **({"n_max": most} if most else {}), "unit": "day"}
        part = {"part_of_day": token["part_of_day"]} if "part_of_day" in token else {}
        value = {**_point(before[-1].value), **part, "relation": "before", "offset": offset}
        out.append(Span(place, place + 2, value, "", place, {"anaphora"}))
    return out


def _earlier(sentence: Sentence, span: Span, before: Sequence[Span]) -> Span:
    """'moving on 28 Sept, poke me a few days earlier': before that day, and not in the past."""
    days = [s for s in before if s.value["kind"] in DAY_KINDS and not s.tags & {"past"}]
    if not days or not sentence.words(sentence.tokens[span.last - 1]).startswith("earlier"):
        return span
    offset = {key: item for key, item in span.value.items() if key != "relation"}
    value = {**_point(days[-1].value), "offset": offset, "relation": "before"}
    return Span(span.first, span.last, value, "", span.core, {"anaphora"})


_NEXT_DAY = re.compile(
    r"next|following|siguiente|seguinte|otro|outro|despues|depois|suivant|lendemain|nachste|folge|danach"
)


def _the_next_day(sentence: Sentence, span: Span, before: Sequence[Span]) -> Span:
    """'away until the 18th, message me on the next day': the day after that one, not tomorrow."""
    days = [s for s in before if s.value["kind"] in DAY_KINDS | {"range", "month"}]
    words = sentence.text[sentence.tokens[span.first].start : sentence.tokens[span.last - 1].end]
    if span.value["kind"] != "day" or span.value.get("which") != "next" or not days or not _NEXT_DAY.search(words):
        return span
    times = {key: span.value[key] for key in TIME_FIELDS if key in span.value}
    offset = {"kind": "in_duration", "n": 1.0, "unit": "day"}
    value = {**_point(days[-1].value), **times, "relation": "after", "offset": offset}
    return Span(span.first, span.last, value, span.cues, span.core, {"anaphora"})


def _point(value: Value) -> Value:
    """The last day of what was named: the end of a range, the day of a return."""
    point = value.get("end") if value["kind"] == "range" else value
    return {key: item for key, item in (point or value).items() if key not in TIME_FIELDS and key != "relation"}


def _the_one_after(sentence: Sentence, found: Sequence[Span]) -> list[Span]:
    """'not this weekend, the one after': what was named before, once more."""
    out: list[Span] = []
    for place, tag in enumerate(sentence.tags):
        before = [s for s in found if s.last <= place and s.value["kind"] in ("weekend", "week", "month", "weekday")]
        if tag != "A" or not before:
            continue
        words = sentence.words(sentence.tokens[place])
        if (
            before[-1].value.get("which") == "next"
            and sentence.gap(before[-1].last, place) in ("", ",")
            and " que v" in words
        ):
            continue  # "na outra semana, a que vem"
        which = (
            "after_next" if before[-1].value.get("which") == "next" or before[-1].value["kind"] == "weekday" else "next"
        )
        value = {**{k: v for k, v in before[-1].value.items() if k not in ("relation", "offset")}, "which": which}
        out.append(Span(place, place + 1, value, "", place, {"anaphora"}))
    return out


def _only_the_number(sentence: Sentence, found: Sequence[Span]) -> list[Span]:
    """'in two weeks, no, three', 'at 5, actually 6': a number alone corrects the one before it."""
    out: list[Span] = []
    for place, token in enumerate(sentence.tokens):
        before = [s for s in found if s.last <= place and (s.value["kind"] == "in_duration" or "hour" in s.value)]
        if token.tag != "N" or not before or any(s.first <= place < s.last for s in found):
            continue
        closed = sentence.gap(place + 1, place + 2) in ("", "!", ",", ":")
        if not closed or not AFRESH.search(sentence.text[: token.start][-30:]):
            continue
        old, number = before[-1].value, token.value["n"]
        if old["kind"] == "in_duration":
            value = {key: item for key, item in old.items() if key not in ("n_max", "fuzzy")} | {"n": number}
        elif number == int(number) and 1 <= number <= 24:
            half = {"meridiem": old["meridiem"]} if "meridiem" in old and number <= 12 else {}
            value = {"kind": "clock", "hour": int(number), **half}
        else:
            continue
        out.append(Span(place, place + 1, value, "", place, {"anaphora"}))
    return out


def _the_day_after(sentence: Sentence, found: Sequence[Span]) -> list[Span]:
    out: list[Span] = []
    for place in range(1, len(sentence.tokens) - 1):
        if sentence.gap(place, place + 2) != "Ua" or any(s.first <= place < s.last for s in found):
            continue
        before = [s for s in found if s.last <= place and s.value["kind"] in DAY_KINDS | {"month", "range"}]
        closed = sentence.gap(place + 2, place + 3) in ("", "!", ",", ":", "n", "i")
        if not before or not (closed or sentence.text.startswith(" that", sentence.tokens[place + 1].end)):
            continue
        unit, value = sentence.tokens[place].value["unit"], _point(before[-1].value)
        if unit == value["kind"] and value.get("which") in ("this", "next"):
            value = {"kind": unit, "which": "next" if value["which"] == "this" else "after_next"}
        elif unit == "day" and value["kind"] in _LONGER:
            value = {**value, "relation": "after"}  # "next week is a no go, whichever day after that"
        else:
            value = {**value, "relation": "after", "offset": {"kind": "in_duration", "n": 1.0, "unit": unit}}
        span = Span(place, place + 2, value, "", place, {"anaphora"})
        later = next((s for s in found if s.first >= span.last), None)
        joined = join(sentence, span, later) if later else None
        if joined and later:
            later.value, later.first = joined.value, joined.first
        else:
            out.append(span)
    return out
