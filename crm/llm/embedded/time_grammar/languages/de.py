"""German words of time. Umlauts lose their dots, ß is ss."""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.numerals import GERMAN, GERMAN_ORDINALS, number_words, ordinal_words
from crm.llm.embedded.time_grammar.tokens import (
    Entry,
    Lexicon,
    Value,
    day_number,
    number_value,
    quarter_number,
    week_number,
    words,
)

_MONTHS = {
    1: "januar|janner|jan", 2: "februar|feber|feb", 3: "marz|maerz", 4: "april|apr", 5: "mai", 6: "juni|juno", 7: "juli", 8: "august|aug",
    9: "september|sept", 10: "oktober|okt", 11: "november|nov", 12: "dezember|dez",
}  # fmt: skip
_WEEKDAYS = {
    0: r"montags?|mo\.?(?= |\W|$)(?! ?\d{4})", 1: r"dienstags?|die?(?=\.)|di\.?(?=\W*$| (?:um|oder|ab|bis))", 2: r"mittwochs?|mi\.?(?=\W*$| (?:um|oder|ab|bis))", 3: r"donnerstags?|do\.?(?=\W*$| (?:um|oder|ab|bis))", 4: r"freitags?|fr\.?(?=\W*$| (?:um|oder|ab|bis))", 5: r"samstags?|sonnabends?|sa\.?(?=\W*$| (?:um|oder|ab|bis))", 6: "sonntags?",
}  # fmt: skip
_ONE = r"(?:'?ner?|nem)(?= (?:stunde|woche|minute|monat|tag|jahr))|ein(?:e[mnrs]?)?(?= (?:minute|stunde|tag|woche|monat|jahr|quartal))"
_HOLIDAYS = {
    "christmas_eve": "heiligabend", "christmas": "weihnachten|weihnachtsfeiertage", "new_year": "neujahr", "new_years_eve": "silvester",
    "the_holidays": "(?:den )?(?:feiertagen?|weihnachtsferien)|jahreswechsel", "good_friday": "karfreitag", "easter_monday": "ostermontag", "easter": "ostern|osterferien|oster(?:feier)?tagen?", "mothers_day": "muttertag", "fathers_day": "vatertag", "german_unity": "tag der deutschen einheit", "epiphany": "(?:heilige )?drei ?konig(?:e|stag)?", "halloween": "halloween", "valentines": "valentinstag", "black_friday": "black friday", "diwali": "diwali", "lunar_new_year": "chinesische[nrms]* neujahr", "bank_holiday": "(?:dem )?(?:feiertag|bruckentag)|langen? wochenende", "passover": "pessach", "hanukkah": "chanukka", "oktoberfest": "oktoberfest",
    "pentecost": "pfingsten|pfingstferien|pfingstmontag", "ascension": "himmelfahrt", "carnival": "karneval|fasching|fastnacht", "ramadan": "ramadan", "eid_al_fitr": "zuckerfest",
    "eid_al_adha": "opferfest", "summer_holidays": "(?:den )?(?:sommerferien|schulferien|ferien)|sommerurlaub|(?<=nach dem )urlaub",
}  # fmt: skip
_UNITS = {
    "minute": "minuten?|min", "hour": "stunden?|std", "business_day": "(?:werk|arbeits|geschafts)tage?n?", "day": "tagen?|tage?s?",
    "week": "wochen?|wo", "fortnight": "(?:zwei )?wochen(?<=x)", "month": "monat(?:en|e|s)?", "quarter": "quartal(?:s|e|en)?", "year": "jahr(?:en|e|es|s)?",
}  # fmt: skip


def _german_clock(text: str) -> Value | None:
    """'15 Uhr', '9:30 Uhr', 'halb vier' is 3:30 -> clock."""
    if text.startswith("halb"):
        names = "ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf".split()
        word = text.split()[-1]
        hour = int(word) if word.isdigit() else next((n for n, name in enumerate(names, 1) if word.startswith(name)), 0)
        return {"kind": "clock", "hour": (hour - 1) or 12, "minute": 30} if 1 <= hour <= 24 else None
    names = "ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf".split()
    if beside := re.match(r"(viertel|funf|zehn|zwanzig|\d+) (nach|vor) (\w+)|(dreiviertel) (\w+)", text):
        word = beside[3] or beside[5]
        hour = int(word) if word.isdigit() else next((n for n, name in enumerate(names, 1) if word.startswith(name)), 0)
        amount = {"viertel": 15, "funf": 5, "zehn": 10, "zwanzig": 20, "dreiviertel": 15}
        by = amount.get(beside[1] or beside[4]) or int(beside[1])
        if not 1 <= hour <= 24 or by > 59:
            return None
        return (
            {"kind": "clock", "hour": hour, "minute": by}
            if beside[2] == "nach"
            else {"kind": "clock", "hour": hour - 1 or 12, "minute": 60 - by}
        )
    if named := next((n for n, name in reversed(list(enumerate(names, 1))) if text.startswith(name)), 0):
        return {"kind": "clock", "hour": named}
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


_WEEK_THINGS = r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|woche|werktag|arbeitstag|\w+woche"
_MONTH_NAMES = "januar|jan|februar|feb|marz|april|mai|juni|juli|august|september|oktober|november|dezember"

ENTRIES: list[Entry] = [
    ("R", {"n": 5.0, "unit": "minute"}, r"(?:(?<=\bgib mir )|(?<=\bgeben sie mir )|(?<=\bwarte )|(?<=\bwarten sie ))(?:5|funf)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 10.0, "unit": "minute"}, r"(?:(?<=\bgib mir )|(?<=\bgeben sie mir )|(?<=\bwarte )|(?<=\bwarten sie ))(?:10|zehn)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 15.0, "unit": "minute"}, r"(?:(?<=\bgib mir )|(?<=\bgeben sie mir )|(?<=\bwarte )|(?<=\bwarten sie ))(?:15|funfzehn)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 20.0, "unit": "minute"}, r"(?:(?<=\bgib mir )|(?<=\bgeben sie mir )|(?<=\bwarte )|(?<=\bwarten sie ))(?:20|zwanzig)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 30.0, "unit": "minute"}, r"(?:(?<=\bgib mir )|(?<=\bgeben sie mir )|(?<=\bwarte )|(?<=\bwarten sie ))(?:30|dreissig)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    (".", None, r"guten (?:morgen|tag|abend)|gute nacht|schon(?:en|es) (?:tag|abend|wochenende|woche)|frohe (?:weihnachten|ostern)|im moment|zur zeit|zurzeit|"
     r"pro (?:tag|woche|monat|jahr|stunde)|bis (?:bald|spater|dann)|von zeit zu zeit|erst(?:e|es|en)? mal|das nachste mal|zu spat|einen moment|eines tages(?= ?\?)"),
    ("V", None, r"jede[nrsm]?"),
    ("d", _german_date, r"\d{1,2}\.\s?\d{1,2}\.(?:\s?(?:20)?\d\d)?(?!\w)"),
    ("D", {"kind": "day", "which": "after_next"}, "(?:ub|ueb)ermorgen"),
    ("D", {"kind": "day", "which": "next", "part_of_day": "morning"}, "morgen fruh|morgen vormittag"),
    ("P", {"part_of_day": "morning", "hour": 9, "minute": 0}, r"(?:gleich |direkt )?(?:als erstes|in aller fruhe|ganz fruh)(?: am morgen)?"), ("P", {"part_of_day": "afternoon"}, r"nach dem (?:mittag(?:essen)?|essen)|nach der mittagspause"), ("P", {"part_of_day": "evening"}, r"nach (?:feierabend|der arbeit|dem abendessen)"),
    ("P", {"part_of_day": "morning"}, r"(?:am )?(?:fruhen )?(?:vormittags?|morgens)|in der fruh|am morgen|(?<=heute )fruh|(?<=tag )fruh|(?<=woch )fruh|fruhmorgens|(?<=tag )morgen|(?<=woch )morgen"),
    ("D", {"kind": "day", "which": "next"}, "morgen"),
    ("D", {"kind": "day", "which": "this", "part_of_day": "evening"}, "heute abend|heut abend"),
    ("D", {"kind": "day", "which": "this"}, "heute|heut"),
    ("D", {"kind": "day", "which": "last"}, "vorgestern|gestern"),
    ("R", {"n": 1.0, "n_max": 5.0, "unit": "day"}, r"(?:in |innerhalb )?(?:den |der |die )?(?:nachsten|naechsten|kommenden) (?:paar )?tagen?|die tage|dieser tage"),
    ("R", {"n": 1.0, "n_max": 4.0, "unit": "week"}, r"(?:in )?(?:den |der |die )?(?:nachsten|naechsten|kommenden) (?:paar )?wochen"), ("R", {"n": 1.0, "n_max": 3.0, "unit": "month"}, r"(?:in )?(?:den |der |die )?(?:nachsten|naechsten|kommenden) (?:paar )?monaten?"),
    ("R", {"n": 1.5, "unit": "hour"}, "(?:einer |eine )?anderthalb stunden?|eineinhalb stunden?|stunde und eine halbe"), ("R", {"n": 6.0, "unit": "week"}, "(?:anderthalb|eineinhalb) monaten?"), ("R", {"n": 10.0, "unit": "day", "fuzzy": True}, "(?:anderthalb|eineinhalb) wochen"), ("R", {"n": 18.0, "unit": "month"}, "(?:anderthalb|eineinhalb) jahren?"), ("R", {"n": 0.75, "unit": "hour"}, "dreiviertelstunde"), ("R", {"n": 2.5, "unit": "hour"}, "zweieinhalb stunden"),
    ("K", {"kind": "week", "which": "this"}, r"im laufe der woche|unter der woche"), ("C", week_number, r"(?:in )?(?:der )?(?:kw|kalenderwoche) ?\d{1,2}|\d{1,2}\. ?(?:kw|kalenderwoche)"),
    ("R", {"n": 0.5, "unit": "hour"}, "(?:(?:einer|eine|ner|ne) )?halben? stunde|(?:einem |nem )?halbstundchen"),
    ("R", {"n": 6.0, "unit": "month"}, "(?:einem )?halben jahr|halbes jahr"),
    ("R", {"n": 0.25, "unit": "hour"}, "viertelstunde"),
    ("v", {"kind": "vague", "vague": "in_a_bit"}, r"gleich(?! (?:anfang|ende|mitte|zu beginn|nach|morgen|ubermorgen|montag|dienstag|mittwoch|donnerstag|freitag|am|im|in der|zum))|in kurze|in ein paar minuten|nachher|etwas spater|spater (?:am tag|heute)|heute spater"),
    ("v", {"kind": "vague", "vague": "soon"}, r"bald|demnachst|in absehbarer zeit|in nachster zeit|zeitnah"),
    ("v", {"kind": "vague", "vague": "some_day"}, r"irgendwann|eines tages|in zukunft|bei gelegenheit"),
    ("v", {"kind": "vague", "vague": "later"}, r"spater|ein andermal|ein anderes mal"),
    ("w", {"kind": "weekend"}, r"wochenendes?|we(?=\W*$)"),
    *[("h", {"kind": "holiday", "holiday": key}, pattern) for key, pattern in _HOLIDAYS.items()],
    ("Q", quarter_number, r"q[1-4]|[1-4]\. ?quartal"),
    *[("Q", {"kind": "quarter", "n": float(n)}, rf"{w}(?:s|n|e|en)? quartal") for n, w in enumerate(("erste", "zweite", "dritte", "(?:vierte|letzte)"), 1)],
    ("J", {"kind": "half_year", "n": 1.0}, r"(?:erste[ns]? |1\. ?)halbjahr"), ("J", {"kind": "half_year", "n": 2.0}, r"(?:zweite[ns]? |2\. ?)halbjahr"),
    ("e", None, r"erste[nr]? (?:halfte|tage)|anfang(?= (?:sommer|herbst|winter|fruhling))"), ("m", None, "mitte"), ("L", None, r"zweite[nr]? halfte|letzte[nr]? tage|spat(?:er)?(?= (?:im|in der|diese))|ende(?= (?:sommer|herbst|winter))"),
    ("B", None, "(?:am |zu )?(?:anfang|beginn)"), ("E", {"unit": "month"}, r"monatsende|ultimo"), ("E", {"unit": "year"}, "jahresende"), ("E", {"unit": "quarter"}, "quartalsende"), ("E", {"unit": "week"}, "wochenende(?=x)"), ("B", {"unit": "month"}, "monatsanfang"), ("B", {"unit": "week"}, "wochenanfang|wochenbeginn"), ("B", {"unit": "year"}, "jahresanfang|jahresbeginn"), ("K", {"kind": "week", "part": "mid"}, "wochenmitte"), ("K", {"kind": "month", "which": "this", "part": "mid"}, "monatsmitte"),
    ("E", None, "ende|(?:zum|am) ende"),
    ("X", None, r"(?:ub|ueb)ern(?:a|ae)chste[nrsm]?"), ("c", None, r"kommende[nrsm]?"), ("x", None, r"n(?:a|ae)chste[nrsm]?|folgende[nrsm]?|darauf ?folgende[nrsm]?"), ("l", None, r"letzte[nrsm]?|vergangene[nrsm]?|vorige[nrsm]?"),
    ("z", None, r"diese[nrsm]?"),
    *words("W", "weekday", {day: rf"(?:{pattern})" for day, pattern in _WEEKDAYS.items()}),
    *[("W", {"weekday": day, "part_of_day": part}, rf"{name}{ending}") for day, name in enumerate("montag dienstag mittwoch donnerstag freitag samstag sonntag".split())
      for part, ending in (("morning", "(?:vormittag|morgen|fruh)"), ("afternoon", "nachmittags?"), ("evening", "abends?"), ("lunch", "mittags?"))],
    *words("M", "month", _MONTHS),
    *[("T", {"month": month}, rf"(?:{pattern})-?woche") for month, pattern in _MONTHS.items()],
    ("S", {"kind": "season", "season": "spring"}, "fruhling|fruhjahr|fruehling|fruehjahr"), ("S", {"kind": "season", "season": "summer"}, "sommer"),
    ("S", {"kind": "season", "season": "autumn"}, "herbst"), ("S", {"kind": "season", "season": "winter"}, "winter"),
    ("P", {"part_of_day": "lunch"}, r"(?:am |zu )?mittag(?:s|szeit|spause)?"), ("P", {"part_of_day": "afternoon", "hour": 16, "hour_max": 19}, r"(?:am )?spate[nr]? nachmittag|spatnachmittags?"), ("P", {"part_of_day": "afternoon"}, r"(?:am )?nachmittags?"),
    ("P", {"part_of_day": "evening"}, r"(?:am )?abends?|feierabend"), ("P", {"part_of_day": "night"}, "nachts?"),
    ("t", _german_clock, r"\d{1,2}(?:[:.]\d{2})?\s?uhr|(?:dreiviertel|viertel (?:nach|vor)|(?:funf|zehn|zwanzig|\d{1,2}) (?:nach|vor)) (?:\d{1,2}|eins|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf)(?= |\W|$)(?! (?:tage|woche|monat|jahr|stunde|uhr))|(?<=um )(?:eins|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf)(?: uhr)?|(?:ein|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf) uhr|halb (?:\d{1,2}|eins|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf)"),
    ("O", day_number, r"\d{1,2}\.(?=\W|$)(?!\d)"), *[("O", {"day": n}, rf"{word}e[nrsm]?(?= (?:{_WEEK_THINGS}))") for n, word in ((1, "erst"), (2, "zweit"), (3, "dritt"), (4, "viert"), (5, "funft"))],
    *ordinal_words(GERMAN_ORDINALS, lambda word: rf"(?:(?:am|zum|ab dem|vor dem|nach dem|bis zum|dem|den|der|vom) )?{word}e[nr](?= (?:{_MONTH_NAMES})|\W*$)|(?:am|zum|ab dem) {word}en(?! (?:mal|blick|tag))"),
    ("N", {"n": 3.0, "fuzzy": True}, r"(?:ein paar|paar|einigen?|wenigen?|mehreren?)"), *[("R", {"n": 1.0, "n_max": 2.0, "unit": unit}, rf"(?:ein|einem|einer|eine)(?: bis |,? |-| oder )zwei {word}") for unit, word in (("day", "tagen?"), ("week", "wochen"), ("month", "monaten?"), ("hour", "stunden"))], ("r", None, r"bis(?= (?:\d{1,2}|zwei|drei|vier|funf|sechs|sieben|acht|zehn) (?:tage|woche|monat|stunde|minute|jahre|werktag))"),
    number_words(GERMAN), ("N", {"n": 1.0}, _ONE), ("N", number_value, r"\d{1,3}(?= ?(?:minuten?|min|stunden?|tagen?|werktagen?))"),
    *words("U", "unit", _UNITS),
    ("G", None, r"gib mir|geben sie mir|brauche|brauchen|braucht|benotig(?:e|t|en)|warte(?:n)?|lass mir"),
    ("i", {"relation": "by"}, r"innerhalb(?: von| der nachsten)?|binnen|in den nachsten(?= (?:\d|zwei|drei|vier))"), ("i", None, r"in|im"), ("g", None, r"vor(?= (?:\d|ein|zwei|drei|vier|funf|sechs|paar|einigen|wenigen|kurzem|mehreren))"), (">", None, "ab heute|ab jetzt"),
    ("a", None, r"nach(?:dem)?|danach"), ("b", None, r"vor|bevor|(?:(?<=tage )|(?<=tag )|(?<=tagen )|(?<=wochen )|(?<=woche )|(?<=abend ))(?:davor|vorher|zuvor)|im voraus"), ("u", None, r"bis(?: zum| zur)?"), ("y", None, r"spatestens(?: bis| am)?|bis spatestens"), ("s", None, "seit"),
    ("f", None, r"(?:fruhestens|erst)(?: ab| am)?(?: dem)?(?= (?:\d|montag|dienstag|mittwoch|donnerstag|freitag|nachste))|ab(?: dem)?|von|vom"), ("~", None, r"etwa|ungefahr|circa|ca|gegen|um die|rund|so"),
    ("@", None, "um"), ("n", None, r"am|zum|zur|an|uber|wahrend|fur den|fur die"), ("F", None, r"fur"), ("j", None, "zwischen"), ("k", None, "und"), ("/", None, "oder"),
    ("_", None, r"ner|nem|ne|vielleicht|eher|wohl|der|die|das|dem|den|des|mein|meine[mn]?|unser(?:em|en)?"),
    (":", None, r"bitte|danke|ok|gut|besser|perfekt|passt|ware|ist|geht"),
]  # fmt: skip

LEXICON = Lexicon("de", ENTRIES)
