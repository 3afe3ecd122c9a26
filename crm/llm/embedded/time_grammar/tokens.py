"""Folded text -> tokens. Each token has a one-letter tag, so that the rules are short patterns over a string of tags.

Tags of words that carry time:
    N number   O day number ("12th", "el 22")   U unit   W weekday   M month   Y year   d date in figures
    t clock    P part of the day    D today, tomorrow    S season   h holiday   w weekend    Q a named quarter
    J half-year    v vague ("soon")    R a whole duration ("half an hour")    K a whole period ("midweek")
    C a week by its date or number ("w/c", "KW 15")    T a week of a month in one word ("Maiwoche")
Tags of words that say how it is meant:
    x next   X after next   c coming (of a weekday: the first one)   z this   l last   e early   m middle   L late   E end of   B start of
    a after  b before  u until  y by  s since  f from  n on, at  ~ about  r to, through  k and  / or  j between
    i in ("in two weeks")   g ago   > from now, later   G give me, need   F for   V every
Tags of the rest:
    : a soft word that may stand between   , a light pause   ! a full stop or line end   . any other word
Words tagged `_` (articles, "of") are left out of the string altogether.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Value = dict[str, Any]
Entry = tuple[str, Value | Callable[[str], Value | None] | None, str]

# Letters of any script, with the vowel signs of Devanagari, which `\w` leaves out.
_LETTER = r"\w\u0900-\u0963"
LEFT = rf"(?<![{_LETTER}])"
RIGHT = rf"(?![{_LETTER}])"


@dataclass(frozen=True)
class Token:
    """A tagged stretch `[start, end)` of the folded text; `value` holds the typed arguments it contributes."""

    tag: str
    start: int
    end: int
    value: Value = field(default_factory=dict)


def _numeric_date(text: str) -> Value | None:
    parts = [int(p) for p in re.split(r"\D+", text) if p]
    if len(parts) == 3 and parts[0] > 31:
        return _dated(parts[2], parts[1], parts[0], ambiguous=False)
    if len(parts) not in (2, 3):
        return None
    first, second = parts[0], parts[1]
    year: int | None = parts[2] if len(parts) == 3 else None
    if year is not None and year < 100:
        year += 2000
    if second > 12:
        return _dated(second, first, year, ambiguous=False)
    return _dated(first, second, year, ambiguous=first <= 12 and first != second)


def _dated(day: int, month: int, year: int | None, *, ambiguous: bool) -> Value | None:
    if not (1 <= day <= 31 and 1 <= month <= 12) or (year is not None and not 2000 <= year <= 2100):
        return None
    value: Value = {"kind": "date", "day": day, "month": month}
    if year is not None:
        value["year"] = year
    if ambiguous:
        value["ambiguous"] = True
    return value


def clock_value(text: str) -> Value | None:
    """'3:30 pm', '15h', '9.30' -> hour, minute, meridiem; None if it is no time of day."""
    found = re.search(r"(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?", text)
    if not found or int(found[1]) > 24 or int(found[2] or 0) > 59:
        return None
    value: Value = {"kind": "clock", "hour": int(found[1])}
    if found[2]:
        value["minute"] = int(found[2])
    half = re.search(r"([ap])\.?\s?m\b", text)
    if half and value["hour"] <= 12:
        value["meridiem"] = half[1] + "m"
    return value


def number_value(text: str) -> Value:
    """'3', '2.5', '1,5' -> n."""
    return {"n": float(text.replace(",", "."))}


def day_number(text: str) -> Value | None:
    """The first number of the text as a day of the month, or None."""
    found = re.search(r"\d+", text)
    if not found or not 1 <= int(found[0]) <= 31:
        return None
    return {"day": int(found[0])}


def quarter_number(text: str) -> Value | None:
    """'q3', '3t' -> n."""
    found = re.search(r"[1-4]", text)
    return {"kind": "quarter", "n": float(found[0])} if found else None


def week_number(text: str) -> Value | None:
    """'KW 15', 'week 15' -> n."""
    found = re.search(r"\d{1,2}", text)
    return {"n": float(found[0])} if found and 1 <= int(found[0]) <= 53 else None


_SHORT_UNITS = {"d": "day", "h": "hour", "w": "week", "m": "minute"}


def short_duration(text: str) -> Value | None:
    """'3d', '2h', '1wk' -> n and unit."""
    found = re.match(r"(\d+)\s?([a-z])", text)
    return {"n": float(found[1]), "unit": _SHORT_UNITS[found[2]]} if found else None


def _year(text: str) -> Value | None:
    return {"year": int(text)} if 2020 <= int(text) <= 2100 else None


_MONEY_UNIT = (
    r"(?:€|\$|£|₹|₪|%|usd|eur|euros?|dollars?|bucks|pounds?|gbp|pesos?|reais|real|soles|rupees?|rs|k|kg|kgs|g|km|m2|sqm|"
    r"cm|mm|mb|gb|units?|pieces?|pcs|people|persons?|guests?|seats?|users?|licen[sc]es?|employees|personas?|pessoas?|"
    r"unidades|piezas|pecas|stars?|times|x|veces|vezes|percent|por ciento|mil|shekels?|dirhams?|aed|sar|mxn|brl|inr)"
)
# What reads alike in every language. Dates and clocks stand before telephone numbers, which look like both.
COMMON: Sequence[Entry] = (
    (
        ".",
        None,
        r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|24\s?/\s?7|50/50|\d{1,2}/(?:5|10)(?=\s?(?:stars?|estrellas|estrelas|etoiles|sterne|rating)\b)",
    ),
    ("d", _numeric_date, r"20\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}([-/.])\d{1,2}\1(?:20)?\d\d|\d{1,2}/\d{1,2}(?![/\d])"),
    (".", None, r"\+?\d[\d\s().-]{7,}\d"),
    ("Y", _year, r"20\d\d(?!\s*" + _MONEY_UNIT + r"\b)(?![\d.,]\d)"),
    ("t", clock_value, r"\d{1,2}\s?:\s?\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?"),
    (".", None, r"(?:[$€£₹₪#]|us\$|r\$)\s?\d[\d.,]*\w*|\d[\d.,]*\s?" + _MONEY_UNIT + r"(?![\w])"),
    (".", None, r"\d{1,3}(?:[.,]\d{3})+|(?<!at )\d{3,}|(?<=at )(?!(?:[01]\d|2[0-3])[0-5]\d(?!\d))\d{3,}"),
)
_FALLBACK: Sequence[Entry] = (
    ("N", number_value, r"\d{1,2}(?:[.,]\d)?(?!\d)"),
    ("r", None, r"-(?=\s*\w)"),
    ("/", None, r"/(?=\s*[^\W\d])"),
    (".", None, rf"[{_LETTER}]+(?:'[a-z]+)?"),
)


# A bare number right behind a weekday is its date ("lunes 19"). In English an hour is as likely where a clock shows it.
_WEEKDAYS = {
    "en": (13, "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri"),
    "es": (1, "lunes martes miercoles jueves viernes sabado domingo"),
    "pt": (
        1,
        "segunda terca quarta quinta sexta segunda-feira terca-feira quarta-feira quinta-feira sexta-feira sabado domingo",
    ),
    "fr": (1, "lundi mardi mercredi jeudi vendredi samedi dimanche"),
    "de": (13, "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag"),
    "he": (13, "ראשון שני שלישי רביעי חמישי שישי שבת"),
    "ar": (13, "الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت"),
    "hi": (
        13,
        "somvar mangalvar budhvar guruvar shukravar shanivar ravivar सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
    ),
}
_STILL_AN_HOUR = r"\d|[:.,h]\d| ?(?:h|hs|hrs?|horas?|heures?|uhr|o'?clock|am|pm|[ap]\.m|-|/|a|to|till|until|or|o|ou|oder|y|und|et|e|baje|बजे)\b"


def _date_behind_weekday(language: str) -> Sequence[Entry]:
    least, names = _WEEKDAYS[language]
    before = "|".join(rf"(?<=\b{name} )" for name in names.split())
    figures = "|".join(str(day) for day in range(31, least - 1, -1))
    return [("O", day_number, rf"(?:{before})(?:{figures})(?!{_STILL_AN_HOUR})")]


class Lexicon:
    """The words of one language, compiled once into a single pattern. Earlier entries win."""

    def __init__(self, language: str, entries: Sequence[Entry]) -> None:
        self.language = language
        self._entries = (*COMMON, *_date_behind_weekday(language), *entries, *_FALLBACK)
        # Figures may touch a currency sign or a slash; words need a border on both sides.
        parts = [
            rf"(?P<e{number}>{_renumber(pattern, number)})" for number, (_, _, pattern) in enumerate(self._entries)
        ]
        self._pattern = re.compile(
            rf"{LEFT}(?:{'|'.join(parts)}){RIGHT}|(?P<dash>(?<=\d)-(?=\d))|(?P<stop>[.!?;\n]+)|(?P<pause>[,:()\[\]\"])"
        )

    def tokens(self, text: str) -> list[Token]:
        """All tokens of a folded text in order, glue words (`_`) included."""
        found: list[Token] = []
        for match in self._pattern.finditer(text):
            name = match.lastgroup or ""
            if name == "stop":
                found.append(Token("!", match.start(), match.end()))
            elif name == "dash":
                found.append(Token("r", match.start(), match.end()))
            elif name == "pause":
                found.append(Token(",", match.start(), match.end()))
            else:
                found.append(self._token(int(name[1:]), match))
        return found

    def _token(self, number: int, match: re.Match[str]) -> Token:
        tag, value, _ = self._entries[number]
        if callable(value):
            value = value(match[0])
            if value is None:
                return Token(".", match.start(), match.end())
        return Token(tag, match.start(), match.end(), value or {})


def _renumber(pattern: str, number: int) -> str:
    """Give the one back-reference of a pattern a name of its own, since all patterns share one."""
    if r"\1" not in pattern:
        return pattern
    return pattern.replace("([-/.])", rf"(?P<x{number}>[-/.])", 1).replace(r"\1", rf"(?P=x{number})")


def words(tag: str, key: str, table: dict[Any, str]) -> list[Entry]:
    """Entries of a table `{value: "word|word"}` that set `key`."""
    return [(tag, {key: value}, pattern) for value, pattern in table.items()]


def numbers(table: dict[int, str]) -> list[Entry]:
    """Entries of number words."""
    return [("N", {"n": float(value)}, pattern) for value, pattern in table.items()]
