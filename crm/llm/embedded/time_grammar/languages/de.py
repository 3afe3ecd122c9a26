"""German words of time. Umlauts lose their dots, ß is ss."""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.tokens import (
    Entry,
    Lexicon,
    Value,
    day_number,
    number_value,
    numbers,
    quarter_number,
    words,
)

_MONTHS = {
    1: "januar|janner|jan", 2: "februar|feber|feb", 3: "marz", 4: "april|apr", 5: "mai", 6: "juni|juno", 7: "juli", 8: "august|aug",
    9: "september|sept", 10: "oktober|okt", 11: "november|nov", 12: "dezember|dez",
}  # fmt: skip
_WEEKDAYS = {
    0: "montags?", 1: "dienstags?", 2: "mittwochs?", 3: "donnerstags?", 4: "freitags?", 5: "samstags?|sonnabends?", 6: "sonntags?",
}  # fmt: skip
_NUMBERS = {
    1: r"ein(?:e[mnr]?)?(?= (?:minute|stunde|tag|woche|monat|jahr|quartal))", 2: "zwei|zwo", 3: "drei", 4: "vier", 5: "funf", 6: "sechs",
    7: "sieben", 8: "acht", 9: "neun", 10: "zehn", 12: "zwolf", 14: "vierzehn", 15: "funfzehn", 20: "zwanzig", 30: "dreissig",
}  # fmt: skip
_HOLIDAYS = {
    "christmas_eve": "heiligabend", "christmas": "weihnachten|weihnachtsfeiertage", "new_year": "neujahr", "new_years_eve": "silvester",
    "the_holidays": "(?:den )?(?:feiertagen?|weihnachtsferien)|jahreswechsel", "good_friday": "karfreitag", "easter": "ostern|osterferien",
    "pentecost": "pfingsten", "ascension": "himmelfahrt", "carnival": "karneval|fasching", "ramadan": "ramadan", "eid_al_fitr": "zuckerfest",
    "eid_al_adha": "opferfest", "summer_holidays": "(?:den )?(?:sommerferien|schulferien|ferien)|sommerurlaub",
}  # fmt: skip
_UNITS = {
    "minute": "minuten?|min", "hour": "stunden?|std", "business_day": "werktagen?|arbeitstagen?|werktag|arbeitstag", "day": "tagen?|tag",
    "week": "wochen?|wo", "month": "monat(?:en|e|s)?", "quarter": "quartal(?:s|e|en)?", "year": "jahr(?:en|e|es|s)?",
}  # fmt: skip


def _german_clock(text: str) -> Value | None:
    """'15 Uhr', '9:30 Uhr', 'halb vier' is 3:30 -> clock."""
    if text.startswith("halb"):
        names = "ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf".split()
        word = text.split()[-1]
        hour = int(word) if word.isdigit() else next((n for n, name in enumerate(names, 1) if word.startswith(name)), 0)
        return {"kind": "clock", "hour": (hour - 1) or 12, "minute": 30} if 1 <= hour <= 24 else None
    found = re.search(r"(\d{1,2})(?:[:.](\d{2}))?", text)
    if not found or int(found[1]) > 24 or int(found[2] or 0) > 59:
        return None
    return {"kind": "clock", "hour": int(found[1]), **({"minute": int(found[2])} if int(found[2] or 0) else {})}


def _german_date(text: str) -> Value | None:
    """'3.8.', '03.08.2026': always day before month."""
    parts = [int(p) for p in re.findall(r"\d+", text)]
    if not (1 <= parts[0] <= 31 and 1 <= parts[1] <= 12):
        return None
    year = parts[2] + 2000 if len(parts) > 2 and parts[2] < 100 else parts[2] if len(parts) > 2 else None
    return {
        "kind": "date",
        "day": parts[0],
        "month": parts[1],
        **({"year": year} if year and 2000 <= year <= 2100 else {}),
    }


ENTRIES: list[Entry] = [
    (".", None, r"guten (?:morgen|tag|abend)|gute nacht|schon(?:en|es) (?:tag|abend|wochenende|woche)|frohe (?:weihnachten|ostern)|im moment|zur zeit|zurzeit|"
     r"pro (?:tag|woche|monat|jahr|stunde)|bis (?:bald|spater|dann)|von zeit zu zeit|erst(?:e|es|en)? mal|das nachste mal|zu spat|einen moment|eines tages(?= ?\?)"),
    ("V", None, r"jede[nrsm]?"),
    ("d", _german_date, r"\d{1,2}\.\s?\d{1,2}\.(?:\s?(?:20)?\d\d)?(?!\w)"),
    ("D", {"kind": "day", "which": "after_next"}, "ubermorgen"),
    ("D", {"kind": "day", "which": "next", "part_of_day": "morning"}, "morgen fruh|morgen vormittag"),
    ("P", {"part_of_day": "morning"}, r"(?:am )?(?:vormittags?|morgens)|in der fruh|am morgen|(?<=heute )fruh|fruhmorgens"),
    ("D", {"kind": "day", "which": "next"}, "morgen"),
    ("D", {"kind": "day", "which": "this", "part_of_day": "evening"}, "heute abend|heut abend"),
    ("D", {"kind": "day", "which": "this"}, "heute|heut"),
    ("D", {"kind": "day", "which": "last"}, "vorgestern|gestern"),
    ("R", {"n": 0.5, "unit": "hour"}, "(?:einer )?halben? stunde"),
    ("R", {"n": 6.0, "unit": "month"}, "(?:einem )?halben jahr|halbes jahr"),
    ("R", {"n": 0.25, "unit": "hour"}, "viertelstunde"),
    ("v", {"kind": "vague", "vague": "in_a_bit"}, r"gleich|in kurze|in ein paar minuten|nachher|etwas spater"),
    ("v", {"kind": "vague", "vague": "soon"}, r"bald|demnachst|(?:in )?(?:den )?nachsten tagen|dieser tage"),
    ("v", {"kind": "vague", "vague": "some_day"}, r"irgendwann|eines tages|in zukunft|bei gelegenheit"),
    ("v", {"kind": "vague", "vague": "later"}, r"spater|ein andermal|ein anderes mal"),
    ("w", {"kind": "weekend"}, r"wochenendes?|we(?=\W*$)"),
    *[("h", {"kind": "holiday", "holiday": key}, pattern) for key, pattern in _HOLIDAYS.items()],
    ("Q", quarter_number, r"q[1-4]|[1-4]\. ?quartal"),
    *[("Q", {"kind": "quarter", "n": float(n)}, rf"{w}(?:s|n|e|en)? quartal") for n, w in enumerate(("erste", "zweite", "dritte", "vierte"), 1)],
    ("J", {"kind": "half_year", "n": 1.0}, r"(?:erste[ns]? |1\. ?)halbjahr"), ("J", {"kind": "half_year", "n": 2.0}, r"(?:zweite[ns]? |2\. ?)halbjahr"),
    ("e", None, r"anfang(?! (?:des|der) )|zu beginn|fruhestens"), ("m", None, "mitte"), ("L", None, r"ende(?! (?:des|der) |\W*$)"),
    ("B", None, "anfang|beginn"), ("E", None, "ende"),
    ("X", None, r"ubernachste[nrsm]?"), ("x", None, r"nachste[nrsm]?|kommende[nrsm]?|folgende[nrsm]?"), ("l", None, r"letzte[nrsm]?|vergangene[nrsm]?|vorige[nrsm]?"),
    ("z", None, r"diese[nrsm]?"),
    *words("W", "weekday", {day: rf"(?:{pattern})" for day, pattern in _WEEKDAYS.items()}),
    *[("W", {"weekday": day, "part_of_day": part}, rf"{name}{ending}") for day, name in enumerate("montag dienstag mittwoch donnerstag freitag samstag sonntag".split())
      for part, ending in (("morning", "(?:vormittag|morgen|fruh)"), ("afternoon", "nachmittag"), ("evening", "abend"), ("lunch", "mittag"))],
    *words("M", "month", _MONTHS),
    ("S", {"kind": "season", "season": "spring"}, "fruhling|fruhjahr"), ("S", {"kind": "season", "season": "summer"}, "sommer"),
    ("S", {"kind": "season", "season": "autumn"}, "herbst"), ("S", {"kind": "season", "season": "winter"}, "winter"),
    ("P", {"part_of_day": "lunch"}, r"(?:am |zu )?mittag(?:s|szeit|spause)?"), ("P", {"part_of_day": "afternoon"}, r"(?:am )?nachmittags?"),
    ("P", {"part_of_day": "evening"}, r"(?:am )?abends?|feierabend"), ("P", {"part_of_day": "night"}, "nachts?"),
    ("t", _german_clock, r"\d{1,2}(?:[:.]\d{2})?\s?uhr|halb (?:\d{1,2}|eins|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf)"),
    ("O", day_number, r"\d{1,2}\.(?=\W|$)(?!\d)"), ("O", {"day": 1}, r"ersten(?= \w)(?!.{0,3}mal)"),
    ("N", {"n": 3.0, "fuzzy": True}, r"(?:ein paar|paar|einigen?|wenigen?|mehreren?)"), ("N", {"n": 1.0, "n_max": 2.0}, r"ein bis zwei|ein,? zwei"),
    *numbers(_NUMBERS), ("N", number_value, r"\d{1,3}(?= ?(?:minuten?|min|stunden?|tagen?|werktagen?))"),
    *words("U", "unit", _UNITS),
    ("G", None, r"gib mir|geben sie mir|brauche|brauchen|warte(?:n)?|lass mir"),
    ("i", None, r"in|im|innerhalb von|binnen"), ("g", None, r"vor(?= (?:\d|ein|zwei|drei|vier|funf|sechs|paar|einigen|wenigen|kurzem|mehreren))"), (">", None, "ab heute|ab jetzt"),
    ("a", None, r"nach(?:dem)?|danach"), ("b", None, "vor|bevor"), ("u", None, r"bis(?: zum| zur| ende(?= der| des))?"), ("y", None, r"spatestens(?: bis| am)?|bis spatestens"), ("s", None, "seit"),
    ("f", None, r"ab(?: dem)?|von|vom"), ("~", None, r"etwa|ungefahr|circa|ca|gegen|um die|rund|vielleicht|eher|so"),
    ("@", None, "um"), ("n", None, r"am|zum|zur|an|uber|wahrend"), ("F", None, r"fur"), ("j", None, "zwischen"), ("k", None, "und"), ("/", None, "oder"),
    ("_", None, r"der|die|das|dem|den|des|mein|meine[mn]?|unser(?:em|en)?"),
    (":", None, r"bitte|danke|ok|gut|besser|perfekt|passt|ware|ist|geht"),
]  # fmt: skip

LEXICON = Lexicon("de", ENTRIES)
