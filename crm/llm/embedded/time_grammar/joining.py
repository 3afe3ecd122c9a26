"""Spans that belong together: days with hours, ranges, offsets ("two days before the 12th"), "the day after"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crm.llm.embedded.time_grammar.builders import half_of_day
from crm.llm.embedded.time_grammar.spans import Sentence, Span, found_spans
from crm.llm.embedded.time_grammar.tokens import Value

DAY_KINDS = {
    "day",
    "weekday",
    "date",
    "day_of_month",
    "weekend",
    "holiday",
    "end_of",
    "start_of",
    "return_from",
    "week",
}
_TIME_KINDS = {"clock", "part_of_day"}
TIME_FIELDS = ("hour", "minute", "hour_max", "meridiem", "part_of_day")
_ALTERNATIVES = {"weekday", "month", "date", "day"}
_ENDS = {"day", "weekday", "date", "day_of_month", "month", "clock", "week", "holiday", "end_of", "year", "quarter"}


def expressions(sentence: Sentence) -> list[Span]:
    """All expressions of a message, left to right; those that point back to another not yet read."""
    return _offsets(sentence, _ranges(sentence, _joined(sentence, found_spans(sentence))))


def _joined(sentence: Sentence, found: Sequence[Span]) -> list[Span]:
    """'tomorrow' + 'at 3pm' -> one expression; also 'at 3 on Friday'."""
    out: list[Span] = []
    for span in found:
        if out and (joined := join(sentence, out[-1], span)):
            out[-1] = joined
        else:
            out.append(span)
    return out


def join(sentence: Sentence, left: Span, right: Span) -> Span | None:
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
    if any(key in day.value for key in TIME_FIELDS if key in time.value and key != "meridiem"):
        return None
    value = {**day.value, **{key: time.value[key] for key in TIME_FIELDS if key in time.value}}
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
        if left and (alternative := _either_length(sentence, left, span)):
            out[-1] = alternative
        elif left and _is_range(sentence, left, span):
            start, end = _end_of_range(left), _end_of_range(span)
            for key in ("month", "year"):
                if key in end and key not in start and start["kind"] == "day_of_month":
                    start = {**start, "kind": "date", key: end[key]}
            value = {"kind": "range", "start": start, "end": end}
            out[-1] = Span(left.first, span.last, value, left.cues, left.core, {"range"})
        else:
            out.append(span)
    return out


_DAYS_OF = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.0}


def _either_length(sentence: Sentence, left: Span, right: Span) -> Span | None:
    """'in a week or ten days', 'two weeks or a month': from the one to the other."""
    if left.value["kind"] != "in_duration" or right.value["kind"] != "in_duration":
        return None
    if sentence.gap(left.last, right.first) != "/" or "n_max" in left.value or left.tags & {"past", "lasts"}:
        return None
    sizes = [_DAYS_OF.get(span.value.get("unit", "")) for span in (left, right)]
    if None in sizes:
        return None
    low, high = (span.value["n"] * (size or 1) for span, size in zip((left, right), sizes, strict=True))
    if high <= low:
        return None
    value = {**left.value, "n": low, "n_max": high, "unit": "day"}
    return Span(left.first, right.last, value, left.cues, left.core, left.tags)


def _end_of_range(span: Span) -> Value:
    return {key: item for key, item in span.value.items() if key not in ("relation", "start", "end")}


def _is_range(sentence: Sentence, left: Span, right: Span) -> bool:
    if left.value["kind"] not in _ENDS or right.value["kind"] not in _ENDS:
        return False
    gap = sentence.gap(left.last, right.core)
    opened = left.cues[:1]
    if gap in ("r", "ru") or (gap == "u" and (opened == "f" or sentence.until_joins)):
        return True
    same = left.value["kind"] == right.value["kind"] and left.value["kind"] in _ALTERNATIVES
    if same and gap in ("/", "/n") and not (left.cues.strip("~ni@") or right.cues.strip("~ni@")):
        return True  # "Monday or Tuesday": either will do
    between = sentence.text[sentence.tokens[left.last - 1].end : sentence.tokens[right.first].start]
    if same and gap == "" and between.strip() == "-":
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
        if left and _counted_beside(sentence, left, span):
            offset = {k: v for k, v in span.value.items() if k not in ("relation", "beside")}
            way = left.value.get("relation") if "beside" in span.value else "after" if ">" in span.tags else "before"
            out[-1] = Span(left.first, span.last, {**left.value, "relation": way, "offset": offset}, left.cues)
            continue
        beside = left is not None and sentence.gap(left.last, span.first) in ("", ">") and left.last <= span.first
        if left and relation and beside and left.value["kind"] == "in_duration":
            offset = {k: v for k, v in left.value.items() if k != "relation"}
            out[-1] = Span(left.first, span.last, {**span.value, "relation": relation, "offset": offset}, left.cues)
            continue
        if relation in ("after", "before") and span.cues[0] in "ab" and sentence.gap(span.first - 1, span.first) == "U":
            offset = {"kind": "in_duration", "n": 1.0, "unit": sentence.tokens[span.first - 1].value["unit"]}
            span = replace(span, first=span.first - 1, value={**span.value, "offset": offset})
        out.append(span)
    return out


def _counted_beside(sentence: Sentence, left: Span, span: Span) -> bool:
    """'after Ramadan by a week' (Arabic), 'Diwali se ek hafta pehle' (Hindi): the length stands behind its anchor."""
    if span.value["kind"] != "in_duration" or left.value["kind"] not in DAY_KINDS | {"month"}:
        return False
    if "beside" in span.value:
        return left.value.get("relation") in ("after", "before") and left.last == span.first
    counted = bool(span.tags & {">", "past"})
    return sentence.postpositions and counted and sentence.gap(left.last, span.core) in ("", "f")
