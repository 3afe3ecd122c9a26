"""What is pending, put off by a length of time or to another hour: "push it back a week", "the week after", "make it 5".

The length counts from the day that is planned, not from today: the expression is that day with an offset.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from crm.llm.embedded.quotes import Spoken

_NUMBERS = {
    1: "a|an|one|another|un|una|uno|um|uma|une|eine[nr]?|1",
    2: "two|dos|dois|duas|deux|zwei|a couple of|a couple|couple of|couple|2",
    3: "three|a few|few|tres|unos|unas|uns|umas|quelques|trois|drei|ein paar|3",
    4: "four|cuatro|quatro|quatre|vier|4",
    5: "five|cinco|cinq|funf|5",
    6: "six|seis|sechs|6",
    10: "ten|diez|dez|dix|zehn|10",
}
_UNITS = {
    1: "days?|dias?|jours?|tage?n?",
    7: "weeks?|wks?|semanas?|semaines?|wochen?",
    14: "fortnights?|quincenas?|quinzenas?|quinzaines?",
    30: "months?|mes(?:es)?|mois|monate?n?",
}
_N = "|".join(_NUMBERS.values())
_U = "|".join(_UNITS.values())
LENGTH = rf"(?P<n>{_N}) (?P<extra>more |extra |full |whole )?(?P<unit>{_U})"
_VERB = (
    r"(?:push|put|move|delay|postpone|shift|bump|set|extend|stretch|reschedul\w+|"
    r"aplaz\w+|retras\w+|pospon\w+|atras\w+|mover\w*|corr\w+|adi\w+|remarc\w+|empurr\w+|repouss\w+|decal\w+|report\w+|verschieb\w+)"
)
_PUSHED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_VERB}\b(?: [\w']+){{0,5}}? (?:d'|um )?{LENGTH}\b",
        rf"\b(?:d'|um )?{LENGTH} (?:later|longer|more|extra|mas tarde|mas|despues|depois|mais tarde|a mais|plus tard|spater|verschieben)\b(?! than i)",
        rf"\b(?P<n>another|an extra|an additional|one more|otra|otro|mais uma?|encore une?|noch eine?) (?P<unit>{_U})\b",
    )
)
_NEXT_ONE = re.compile(
    r"\b(?:the )?(?P<unit>week|day|month) (?:after(?: that)?|following)(?= (?:would|is|works|please|pls|suits|better|instead|maybe|if)|\W*$)"
)
_AWAY = re.compile(rf"\b{LENGTH} (?:off|away|of|in|out|at|fuera|fora|de|weg|frei)\b")
_DAYS_AT_MOST = 120


def length_away(words: str) -> int:
    """Days of an absence told in folded words, "three weeks off", "a week of family"; 0 for none."""
    found = _AWAY.search(words)
    return days_of(found) if found else 0


def put_off(messages: Sequence[Spoken], pending: Mapping[str, Any], zone: str) -> list[dict[str, Any]]:
    """The planned day moved on, as an expression of time; empty where they do not say so."""
    planned = _planned(pending, zone)
    if planned is None:
        return []
    for said in reversed(messages):
        for pattern in (*_PUSHED, _NEXT_ONE):
            match = pattern.search(said.cues.folded.text)
            days = days_of(match) if match else 0
            quote = said.cues.folded.quote(*match.span()) if match else ""
            if 0 < days <= _DAYS_AT_MOST and quote:
                return [_moved(planned, days, quote, said.id)]
    return []


# "Make it 5, not 4": an hour without a word that says so.
_ONLY_AN_HOUR = re.compile(
    r"(?<!\w)(?:make (?:it|that)|let'?s (?:say|do|make it)|can (?:we|you) (?:do|make it)|better|mejor|que sea|melhor|plutot|lieber|besser)(?: (?:at|around|a las?|para las?|as|pras?|a|vers|um|gegen))? "
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?(?= ?(?:$|[,.!?\n]|(?:instead|not|rather|then|please|pls|o'?clock|h|hs|uhr|en vez|no|nao|nicht|statt|pas|por favor)\b))"
)
_HOURS = ("clock", "part_of_day")


def on_that_day(
    messages: Sequence[Spoken], times: Sequence[dict[str, Any]], pending: Mapping[str, Any], zone: str
) -> list[dict[str, Any]]:
    """`times`, where they name an hour and no day: that hour on the day that is planned."""
    asked = [time for time in times if time.get("role", "contact_after") == "contact_after" and not time.get("negated")]
    planned = _planned(pending, zone)
    if planned is None or len(asked) != len(times) or not all(time["kind"] in _HOURS for time in asked):
        return list(times)
    day = {"kind": "date", "day": planned.day, "month": planned.month, "year": planned.year}
    if asked:
        kept = asked[-1]  # "4, no, 5"
        return [{key: kept[key] for key in kept if key not in ("kind", "corrects")} | day]
    for said in reversed(messages):
        match = _ONLY_AN_HOUR.search(said.cues.folded.text)
        if match and int(match["hour"]) <= 24:
            hour = {"hour": int(match["hour"]), "minute": int(match["minute"] or 0)}
            quote = said.cues.folded.quote(*match.span())
            rest = {"role": "contact_after", "quote": quote, "message_id": said.id or None, "confidence": 0.85}
            return [day | hour | rest]
    return []


def _moved(planned: datetime, days: int, quote: str, message: str | None) -> dict[str, Any]:
    offset = {"kind": "in_duration", "n": float(days), "unit": "day"}
    return {
        "kind": "date",
        "day": planned.day,
        "month": planned.month,
        "year": planned.year,
        "relation": "after",
        "offset": offset,
        "role": "contact_after",
        "quote": quote,
        "message_id": message or None,
        "confidence": 0.85,
    }


def days_of(match: re.Match[str]) -> int:
    unit = next(days for days, words in _UNITS.items() if re.fullmatch(words, match["unit"]))
    named = match.groupdict().get("n") or "a"
    return unit * next((n for n, words in _NUMBERS.items() if re.fullmatch(words, named)), 1)


def _planned(pending: Mapping[str, Any], zone: str) -> datetime | None:
    try:
        planned = datetime.fromisoformat(str(pending.get("planned_at") or pending.get("earliest") or ""))
        return planned.astimezone(ZoneInfo(zone)) if planned.tzinfo and zone else planned
    except (ValueError, KeyError):
        return None
