"""What they have to get through first: times told as what happens then, with no word that asks for a message then.

"Let next week pass", "in Vienna from the 12th to the 15th, in Graz from the 20th, then gladly", "até dia 20 nada feito". The
side that does less harm is taken: a message a few days late is a pity, one inside what they must get through is a nuisance.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from crm.llm.embedded.in_the_way_words import (
    AFTERWARDS,
    AND_THE_NEXT,
    ASKS,
    BEFORE_IT,
    BOTH_OUT,
    FOR_ITSELF,
    I_NEED,
    IS_OVER,
    NEEDS,
    ONLY_AFTER,
    ONLY_THEN,
    OR,
    PASSES,
    PLANNED,
    STRETCH,
    TAK,
    THAT,
    THEN_ITSELF,
    TO_DO,
    TO_PASS,
    UNTIL,
    WAS_AWAY,
    WRITE_ME,
)
from crm.llm.embedded.placing import DATED, TOLD_OF, Answer, Said, beside, is_plain, overlaps
from crm.llm.embedded.quotes import Spoken, clause_with


def in_the_way(messages: Sequence[Spoken], said: Sequence[Said]) -> list[Said]:
    """The same expressions, those that only stand in the way marked *unavailable* or *event*."""
    for place, one in enumerate(said):
        _to_pass(messages, one)
        _until_and_not_by(messages, one)
        _needed_by(messages, one)
        _is_over_since(messages, one)
        _told_and_not_corrected(messages, one)
        _that_weekend(messages, said[:place], one)
        _asks_somebody_first(messages, one)
    said = _until_then(messages, list(said))
    _the_week_before(messages, said)
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
            last = (day, month, point.get("year")) if one.time.get("role") not in TOLD_OF else last
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
        if end.get("kind") not in ("weekday", "week") or end.get("which") != "next" or one.time.get("negated"):
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
    return bool(ASKS.search(around + text[right : right + 1])) or (bare and len(re.findall(r"\w{3,}", around)) < 2)


def _to_pass(messages: Sequence[Spoken], one: Said) -> None:
    """ "Let me get next week out of the way"."""
    if not is_plain(one.time):
        return
    left, right = beside(messages, one)
    passes = TO_PASS.search(left) and (
        PASSES.match(right) or re.search(r"\b(?:pas\w+|passer|survive|through|past|over) (?:\w+ )?$", left)
    )
    if passes or (FOR_ITSELF.search(left) and TO_DO.match(right)) or PASSES.match(right):
        one.time["role"] = "unavailable"


def _until_and_not_by(messages: Sequence[Spoken], one: Said) -> None:
    """ "Até dia 20 nada feito", "bis 30. läuft mein Vertrag": one word for *until* and *by*, and nobody asks us for anything."""
    if one.time.get("role") != "contact_before" or one.time.get("relation") not in ("by", "until") or not messages:
        return
    text = messages[one.message].cues.folded.text
    words = text[max(0, one.start - 6) : one.end]
    if not (UNTIL.search(words) or TAK.match(text[one.end :]) or words.endswith(("tak", "तक"))):
        return
    left, _ = beside(messages, one)
    sentence = left + " " + re.split(r"[.!;\n]", text[one.end :] + "\n")[0]
    only_after = ONLY_AFTER.search(text, one.end) and not NEEDS.search(sentence)
    if only_after or not (ASKS.search(sentence) or NEEDS.search(sentence)):
        one.time |= {"role": "unavailable", "relation": "until"}


def _is_over_since(messages: Sequence[Spoken], one: Said) -> None:
    """ "We were closed until the 4th, open again now"."""
    if one.time.get("role") == "unavailable" and messages and WAS_AWAY.search(beside(messages, one)[0]):
        one.time["role"] = "past_fact"


def _told_and_not_corrected(messages: Sequence[Spoken], one: Said) -> None:
    """ "After Epiphany is better, the Christmas rush is on": what is told of takes nothing back."""
    if one.time.get("corrects") and one.time["kind"] in DATED and not asks_for_it(messages, one):
        one.time.pop("corrects")
        if one.time["kind"] == "holiday":
            one.time["role"] = "unavailable"


def _asks_somebody_first(messages: Sequence[Spoken], one: Said) -> None:
    """ "I want to talk it over with my sister at the weekend": then they talk to her, and we are not to break in on it."""
    if not messages or not is_plain(one.time):
        return
    message = messages[one.message]
    if "ask_other" not in message.cues:
        return
    left, right = clause_with(message, one.start, one.end)
    asking, asked = message.cues.spans["ask_other"]
    text = message.cues.folded.text
    between, behind = text[asked : one.start], text[one.end : right]
    if left <= asking < right and not ASKS.search(between) and not WRITE_ME.search(behind):
        one.time["role"] = "their_commitment"


def _that_weekend(messages: Sequence[Spoken], before: Sequence[Said], one: Said) -> None:
    """ "We close on the 18th, hit me up that weekend": the weekend, or the week, of the day named before."""
    if (
        one.time["kind"] not in ("weekend", "week")
        or not messages
        or not THAT.search(beside(messages, one)[0] + one_words(messages, one))
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
        if one.time["kind"] == "event_without_date" and THEN_ITSELF.match(str(one.time.get("event") or "").lower()):
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
            and one.time["kind"] not in STRETCH
            and not asks_for_it(messages, one)
        ):
            one.time["role"] = "event"


def _wished(messages: Sequence[Spoken], one: Said) -> bool:
    if not messages or one.time.get("role", "contact_after") != "contact_after" or one.time["kind"] not in DATED:
        return False
    left = re.split(r"[.!?;,:\n]", messages[one.message].cues.folded.text[: one.start])[-1]
    return bool(WRITE_ME.search(left))


def _needed_by(messages: Sequence[Spoken], one: Said) -> None:
    """ "I need the invoice before Friday": that is to be done now, and no day for a message."""
    if one.time.get("role") != "contact_before" or one.time.get("relation") not in ("before", "by") or not messages:
        return
    left, _ = beside(messages, one)
    if I_NEED.search(left) and not WRITE_ME.search(left):
        one.time["role"] = "not_time"


def _the_week_before(messages: Sequence[Spoken], said: list[Said]) -> None:
    """ "It is due on the 12th, remind me the week before": counted back from the day named last."""
    for number, message in enumerate(messages):
        match = BEFORE_IT.search(message.cues.folded.text)
        day = next(
            (
                one
                for one in reversed(said)
                if match and one.end and (one.message, one.end) <= (number, match.start()) and "day" in one.time
            ),
            None,
        )
        if (
            match is None
            or day is None
            or day.time.get("offset")
            or day.time.get("role") not in ("contact_after", "event")
        ):
            continue
        back = {"d": (1.0, 2.0), "w": (6.0, 8.0), "s": (6.0, 8.0), "m": (28.0, 31.0)}.get(match["unit"][0], (1.0, 2.0))
        back = (
            (6.0, 8.0)
            if match["unit"].startswith("sem")
            else (1.0, 3.0)
            if match["unit"].startswith(("few", "un"))
            else back
        )
        offset = {"kind": "in_duration", "n": back[0], "n_max": back[1], "unit": "day"}
        day.time |= {"role": "contact_after", "relation": "before", "offset": offset}


def _away_twice(messages: Sequence[Spoken], said: Sequence[Said]) -> None:
    """ "12 to 15 in Lisbon and 20 to 26 in Porto": what is told of, without a word that asks, is where they are then."""
    ranges = [one for one in said if one.time["kind"] == "range" and one.time.get("role", "contact_after") in PLANNED]
    alone = len(ranges) < 2
    told = [one for one in ranges if not one.time.get("relation") and not asks_for_it(messages, one, bare=alone)]
    for one in told:
        text = messages[one.message].cues.folded.text
        following = min(
            (each.start for each in said if each.message == one.message and each.start >= one.end), default=one.end + 25
        )
        if not OR.search(text[one.end : following]):
            one.time["role"] = "unavailable"


def _over_first(messages: Sequence[Spoken], said: Sequence[Said]) -> None:
    """ "Next week we have the auditors in. Once they've gone, gladly": whatever was told of before must be over."""
    for number, message in enumerate(messages):
        text = message.cues.folded.text
        ends = [match.start() for match in AFTERWARDS.finditer(text) if not _names_its_own(said, number, match)]
        ends += [one.start for one in said if one.message == number and _waits_for_its_end(one)]
        if not ends:
            continue
        for one in said:
            before = (one.message, one.end) <= (number, max(ends)) and one.end
            if before and one.message == number and ONLY_THEN.search(text[: one.start]):
                continue  # "the budget comes in September only, then gladly"
            if before and is_plain(one.time) and one.time["kind"] in STRETCH and not asks_for_it(messages, one):
                one.time["role"] = "event"


def _names_its_own(said: Sequence[Said], number: int, match: re.Match[str]) -> bool:
    """ "After the 14th" speaks of what follows it."""
    dated = [one for one in said if one.time["kind"] in DATED]
    return overlaps(dated, number, match.start(), match.end() + 12)


def _waits_for_its_end(one: Said) -> bool:
    waits = one.time["kind"] == "event_without_date" and one.time.get("relation", "after") == "after"
    return waits and bool(IS_OVER.search(str(one.time.get("event") or "").lower().replace("’", "'")))


def _and_the_next(messages: Sequence[Spoken], said: list[Said]) -> list[Said]:
    """ "This week is mad and so is the next": the second one has no noun, and is ruled out with the first."""
    first = next(
        (one for one in said if one.time["kind"] in ("week", "month") and one.time.get("which") == "this"), None
    )
    if first is None or not messages:
        return said
    message = messages[first.message]
    match = AND_THE_NEXT.search(message.cues.folded.text, first.end, first.end + 60)
    if match is not None and is_plain(first.time) and BOTH_OUT.match(message.cues.folded.text, match.end()):
        first.time["role"] = "unavailable"  # "this week and next are both out"
    if not (first.time.get("role") == "unavailable" or first.time.get("negated")):
        return said
    if match is None or overlaps(said, first.message, *match.span()):
        return said
    answer: Answer = {"kind": first.time["kind"], "which": "next", "role": "unavailable", "confidence": 0.8}
    answer |= {"quote": message.cues.folded.quote(*match.span()), "message_id": first.time.get("message_id")}
    return [*said, Said(answer, first.message, *match.span())]
