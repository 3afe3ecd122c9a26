"""Amounts in a guideline: numbers, durations in hours, times of the day, days of the week, percents, money, dates.

All over folded text (lower case, no accents), in English, Spanish and Portuguese.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_WORDS: dict[str, float] = {
    **dict.fromkeys(("a", "an", "one", "once", "un", "uno", "una", "um", "uma", "single", "vez"), 1),
    **dict.fromkeys(("two", "twice", "dos", "dois", "duas", "couple"), 2),
    **dict.fromkeys(("three", "tres", "thrice"), 3),
    **dict.fromkeys(("four", "cuatro", "quatro"), 4),
    **dict.fromkeys(("five", "cinco"), 5),
    **dict.fromkeys(("six", "seis"), 6),
    **dict.fromkeys(("seven", "siete", "sete"), 7),
    **dict.fromkeys(("eight", "ocho", "oito"), 8),
    **dict.fromkeys(("nine", "nueve", "nove"), 9),
    **dict.fromkeys(("ten", "diez", "dez"), 10),
    **dict.fromkeys(("twelve", "doce", "doze"), 12),
    **dict.fromkeys(("fifteen", "quince", "quinze"), 15),
    **dict.fromkeys(("twenty", "veinte", "vinte"), 20),
    **dict.fromkeys(("thirty", "treinta", "trinta"), 30),
    **dict.fromkeys(("forty", "cuarenta", "quarenta"), 40),
    **dict.fromkeys(("fifty", "cincuenta", "cinquenta"), 50),
}
NUMBER = r"(?:\d+(?:[.,]\d+)?|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"
_UNITS: tuple[tuple[str, float], ...] = (
    (r"minutes?|mins?|minutos?", 1 / 60),
    (r"hours?|hrs?|h|horas?", 1),
    (r"days?|dias?", 24),
    (r"weeks?|semanas?", 168),
    (r"fortnights?|quincenas?|quinzenas?", 336),
    (r"months?|mes(?:es)?", 720),
)
_UNIT = "|".join(pattern for pattern, _ in _UNITS)
_WORKING = r"(?:business|working|habiles|laborables|uteis)"
DURATION = re.compile(
    rf"\b({NUMBER})(?:\s+(?:full|whole|of))?[\s-]*(?:(half)\s+)?({_WORKING}\s+)?({_UNIT})\b(\s+{_WORKING})?"
)
_NAMED = re.compile(r"\b(?:(overnight)|(half a day|medio dia)|(half an hour|media hora|meia hora))\b")

_CLOCK = (
    r"(?:(?P<h{0}>2[0-4]|[01]?\d)(?!\d)(?:[:.h](?P<m{0}>[0-5]\d))?\s*(?P<ap{0}>a\.?m\.?|p\.?m\.?)?(?P<hh{0}>\s*(?:h|hs|hrs|horas|o'?clock)\b)?"
    r"|(?P<w{0}>noon|midday|midnight|mediodia|medianoche|meio-?dia|meia-?noite|"
    + "|".join(
        k
        for k, v in _WORDS.items()
        if v <= 12
        and len(k) > 2
        and k not in ("vez", "couple", "once", "single", "twice", "thrice", "uma", "una", "uno")
    )
    + r")(?:\s*(?P<wap{0}>a\.?m\.?|p\.?m\.?))?)"
)
_SUFFIX = r"(?:\s*(?:de|da|do|in|at|por|a)?\s*(?:la|the|as)?\s*(?P<part{0}>morning|evening|afternoon|night|manana|tarde|noche|manha|noite)\b)?"
_BY_NAME = {
    "noon": 12,
    "midday": 12,
    "mediodia": 12,
    "meio-dia": 12,
    "meiodia": 12,
    "midnight": 24,
    "medianoche": 24,
    "meia-noite": 24,
    "meianoite": 24,
}
_EVENING = ("evening", "afternoon", "night", "tarde", "noche", "noite")


def clock(index: int) -> str:
    """A pattern for a time of the day, its groups numbered so that two fit into one expression."""
    return (_CLOCK + _SUFFIX).replace("{0}", str(index))


def time_of(match: re.Match[str], index: int) -> tuple[int, bool] | None:
    """Minutes after midnight, and whether half of the day was said."""
    found = match.groupdict()
    word, said = found.get(f"w{index}"), (found.get(f"ap{index}") or found.get(f"wap{index}") or "").replace(".", "")
    minute = int(found.get(f"m{index}") or 0)
    if word in _BY_NAME:
        return _BY_NAME[word] * 60, True
    hour = int(_WORDS[word]) if word else int(found[f"h{index}"] or 0)
    part = found.get(f"part{index}") or ""
    if (said == "pm" or part in _EVENING) and hour < 12:
        hour += 12
    if said == "am" and hour == 12:
        hour = 0
    sure = bool(said or part or found.get(f"hh{index}") or found.get(f"m{index}") or hour > 12 or hour == 0)
    return (hour * 60 + minute, sure) if hour * 60 + minute <= 1440 else None


def written(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def number(text: str) -> float | None:
    text = text.strip()
    if text in _WORDS:
        return _WORDS[text]
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


@dataclass(frozen=True)
class Span:
    """A duration in the text. `hours` is None where it cannot be said in hours ("two working days")."""

    start: int
    end: int
    hours: float | None


def durations(text: str) -> list[Span]:
    found = []
    for match in DURATION.finditer(text):
        amount = number(match[1])
        size = next(size for pattern, size in _UNITS if re.fullmatch(pattern, match[4]))
        working = bool(match[3] or match[5])
        found.append(Span(match.start(), match.end(), None if working or amount is None else round(amount * size, 4)))
    for match in _NAMED.finditer(text):
        found.append(Span(match.start(), match.end(), 12.0 if not match[3] else 0.5))
    return sorted(found, key=lambda span: span.start)


_DAYS = (
    r"mondays?|lunes|segundas?(?:-feiras?)?", r"tuesdays?|martes|tercas?(?:-feiras?)?", r"wednesdays?|miercoles|quartas?(?:-feiras?)?",
    r"thursdays?|jueves|quintas?(?:-feiras?)?", r"fridays?|viernes|sextas?(?:-feiras?)?", r"saturdays?|sabados?", r"sundays?|domingos?",
)  # fmt: skip
_WEEKEND = re.compile(
    r"\b(?:weekends?|fin(?:es)? de semana|fi(?:m|ns) de semana)\b(?!,? (?:included|too|as well|incluid))"
)


def weekdays(text: str) -> list[int]:
    """0 Monday to 6 Sunday, each day or the weekend that stands in the text."""
    found = {day for day, pattern in enumerate(_DAYS) if re.search(rf"\b(?:{pattern})\b", text)}
    if _WEEKEND.search(text):
        found |= {5, 6}
    return sorted(found)


PERCENT = re.compile(rf"\b({NUMBER})\s*(?:%|percent\b|per cent\b|pct\b|por ciento\b|por cento\b)")
_CURRENCY = (
    r"(€|\$|£|r\$|us\$|eur|euros?|usd|dollars?|dolares|gbp|pounds?|reais|real|brl|pesos?|mxn|chf|francs?|libras?)"
)
MONEY = re.compile(
    rf"(?:(?<![\w])(€|\$|£|r\$|us\$|eur|usd|gbp|brl|chf)\s?(\d[\d.,]*)|\b(\d[\d.,]*)\s?{_CURRENCY})(?!\w)"
)
_CODES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD",
    "dolares": "USD", "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "libra": "GBP", "libras": "GBP", "r$": "BRL", "reais": "BRL",
    "real": "BRL", "brl": "BRL", "peso": "MXN", "pesos": "MXN", "mxn": "MXN", "chf": "CHF", "franc": "CHF", "francs": "CHF",
}  # fmt: skip


def money(text: str) -> tuple[float, str] | None:
    """The first amount of money and its ISO currency."""
    match = MONEY.search(text)
    if not match:
        return None
    digits, unit = (match[2], match[1]) if match[2] else (match[3], match[4])
    digits = digits.strip(".,")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        digits = re.sub(r"[.,]", "", digits)
    elif "," in digits and "." in digits:  # the last of them is the decimal mark
        decimal = max(digits.rfind(","), digits.rfind("."))
        digits = re.sub(r"[.,]", "", digits[:decimal]) + "." + digits[decimal + 1 :]
    try:
        return float(digits.replace(",", ".")), _CODES[unit]
    except ValueError:
        return None


_MONTHS = (
    r"jan(?:uary)?|enero|janeiro", r"feb(?:ruary)?|febrero|fevereiro", r"mar(?:ch)|marzo|marco", r"apr(?:il)?|abril", r"may|mayo|maio",
    r"june?|junio|junho", r"july?|julio|julho", r"aug(?:ust)?|agosto", r"sept?(?:ember)?|septiembre|setiembre|setembro",
    r"oct(?:ober)?|octubre|outubro", r"nov(?:ember)?|noviembre|novembro", r"dec(?:ember)?|diciembre|dezembro",
)  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<d1>\d{{1,2}})(?:st|nd|rd|th|º)?(?:\s+(?:of|de))?\s+(?P<m1>{_MONTH})|(?P<m2>{_MONTH})\s+(?:the\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)"
    rf"(?:,?\s+(?:de\s+|of\s+)?(?P<y>20\d\d))?\b"
)
_UNTIL = r"(?:until|till|through|to|up to|by|hasta|ate|al|a)\s+(?:the\s+|el\s+|o\s+|dia\s+)*"
_END_OF = re.compile(
    r"\b(?:until|till|through|hasta|ate)\b[^,.]{0,12}?\b(?:end|final|fin|fim)\b (?:of |de |del |do )?(?:the |this |el |la |este |deste |ano|l)*\s*(?P<what>year|month|ano|mes)?\b"
)
_IN_MONTH = re.compile(
    rf"\b(?:in|during|throughout|for all of|en|durante|em|no mes de|en el mes de)\s+(?:all of\s+|todo\s+)?(?P<m>{_MONTH})\b(?!\s+\d)"
)


def validity(text: str, today: date) -> tuple[date | None, date | None, list[tuple[int, int]]]:
    """First and last day said in the text, and where they stand."""
    if match := _IN_MONTH.search(text):
        month = _month(match["m"])
        year = today.year + (month < today.month)
        return date(year, month, 1), date(year, month, monthrange(year, month)[1]), [match.span()]
    dates = [(match.span(), day) for match in _DATE.finditer(text) if (day := _day(match, today))]
    if len(dates) >= 2 and re.fullmatch(r",?\s*(?:(?:inclusive\s)?(?:to|until|till|through|and|hasta|al?|ate|y|e|-|–)\s*(?:the\s|el\s|o\s|dia\s)*)", text[dates[0][0][1] : dates[1][0][0]]):  # fmt: skip
        first, last = dates[0][1], dates[1][1]
        if last < first:
            last = last + timedelta(days=365)
        return first, last, [dates[0][0], dates[1][0]]
    for span, day in dates:
        before = text[max(0, span[0] - 22) : span[0]]
        if re.search(rf"\b{_UNTIL}$", before):
            return None, day, [span]
        if re.search(
            r"\b(?:from|starting|since|as of|after|desde|a partir d\w+|de)\s+(?:the\s|el\s|o\s|dia\s)*$", before
        ):
            return day, None, [span]
    if match := _END_OF.search(text):
        if match["what"] in ("month", "mes"):
            return None, today.replace(day=monthrange(today.year, today.month)[1]), [match.span()]
        if match["what"]:
            return None, date(today.year, 12, 31), [match.span()]
    return None, None, []


def _month(name: str) -> int:
    return next(place for place, pattern in enumerate(_MONTHS, 1) if re.fullmatch(pattern, name))


def _day(match: re.Match[str], today: date) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month, day = _month(match["m1"] or match["m2"]), int(match["d1"] or match["d2"])
        if match["y"]:
            return date(int(match["y"]), month, day)
        this_year = date(today.year, month, day)
        # A few weeks back may still be running; further back means next year.
        return this_year if this_year >= today - timedelta(days=31) else this_year.replace(year=today.year + 1)
    except ValueError:
        return None
