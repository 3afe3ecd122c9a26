"""Hebrew words of time. One-letter words ("in", "the", "and") are written onto the next: `_P` allows them."""

from __future__ import annotations

from crm.llm.embedded.time_grammar.tokens import (
    Entry,
    Lexicon,
    clock_value,
    day_number,
    number_value,
    numbers,
    quarter_number,
    words,
)

_P = "[ושכ]?[בלמה]{0,2}-?"
_MONTHS = {
    1: "ינואר", 2: "פברואר", 3: "מרץ|מרס", 4: "אפריל", 5: "מאי", 6: "יוני", 7: "יולי", 8: "אוגוסט", 9: "ספטמבר", 10: "אוקטובר", 11: "נובמבר", 12: "דצמבר",
}  # fmt: skip
_DAYS = {6: "ראשון", 0: "שני", 1: "שלישי", 2: "רביעי", 3: "חמישי", 4: "שישי"}
_NUMBERS = {
    2: "שני|שתי|שניים|שתיים",
    3: "שלושה|שלוש|שלושת",
    4: "ארבעה|ארבע",
    5: "חמישה|חמש",
    6: "שישה|שש",
    7: "שבעה|שבע",
    8: "שמונה",
    10: "עשרה|עשר",
    12: "שתים עשרה",
    14: "ארבעה עשר",
    20: "עשרים",
    30: "שלושים",
}
_HOLIDAYS = {
    "high_holidays": "חגים|החגים|חגי תשרי", "passover": "פסח|ליל הסדר", "rosh_hashanah": "ראש השנה", "yom_kippur": "יום (?:ה)?כיפור|כיפור", "sukkot": "סוכות",
    "simchat_torah": "שמחת תורה", "hanukkah": "חנוכה", "purim": "פורים", "shavuot": "שבועות(?= |$)", "ramadan": "רמדאן", "independence_day": "יום העצמאות",
    "christmas": "חג המולד|כריסמס", "new_year": "סילבסטר", "summer_holidays": "החופש הגדול|חופשת הקיץ",
}  # fmt: skip
_UNITS = {
    "minute": "דקות|דקה|דק",
    "hour": "שעות|שעה",
    "business_day": "ימי עסקים|ימי עבודה",
    "day": "ימים|יום",
    "week": "שבועות|שבוע",
    "month": "חודשים|חודש",
    "quarter": "רבעון|רבעונים",
    "year": "שנים|שנה",
}

ENTRIES: list[Entry] = [
    (".", None, r"בוקר טוב|צהריים טובים|ערב טוב|לילה טוב|יום טוב|שבוע טוב|שבת שלום|סוף שבוע נעים|חג שמח|כרגע|בינתיים|כל היום|פעם (?:ראשונה|הבאה|אחרונה)|בפעם הבאה|לדקה|רגע"),
    ("V", None, "כל|מדי"),
    ("D", {"kind": "day", "which": "after_next"}, rf"{_P}מחרתיים"),
    ("D", {"kind": "day", "which": "next"}, rf"{_P}מחר"),
    ("D", {"kind": "day", "which": "this", "part_of_day": "evening"}, r"הערב|היום בערב"),
    ("D", {"kind": "day", "which": "this"}, r"היום"),
    ("D", {"kind": "day", "which": "last"}, r"אתמול|שלשום|אמש"),
    ("R", {"n": 0.5, "unit": "hour"}, r"חצי שעה"), ("R", {"n": 0.25, "unit": "hour"}, r"רבע שעה"), ("R", {"n": 1.5, "unit": "hour"}, r"שעה וחצי"), ("R", {"n": 6.0, "unit": "month"}, r"חצי שנה"),
    ("R", {"n": 10.0, "unit": "day", "fuzzy": True}, r"שבוע וחצי"), ("R", {"n": 6.0, "unit": "week"}, r"חודש וחצי"),
    ("R", {"n": 1.0, "n_max": 2.0, "unit": "week"}, r"שבוע[ -](?:או )?שבועיים"), ("R", {"n": 1.0, "n_max": 2.0, "unit": "day"}, r"יום[ -](?:או )?יומיים"), ("R", {"n": 1.0, "n_max": 2.0, "unit": "month"}, r"חודש[ -](?:או )?חודשיים"),
    ("R", {"n": 2.0, "unit": "hour"}, r"שעתיים"), ("R", {"n": 2.0, "unit": "day"}, r"יומיים"), ("R", {"n": 2.0, "unit": "week"}, r"שבועיים"), ("R", {"n": 2.0, "unit": "month"}, r"חודשיים"), ("R", {"n": 2.0, "unit": "year"}, r"שנתיים"),
    ("v", {"kind": "vague", "vague": "in_a_bit"}, r"(?:ב)?עוד (?:מעט|רגע|קצת|כמה דקות)|תכף|קצת יותר מאוחר"),
    ("v", {"kind": "vague", "vague": "soon"}, r"בקרוב|בימים הקרובים|בזמן הקרוב"),
    ("v", {"kind": "vague", "vague": "some_day"}, r"מתישהו|יום אחד|אי פעם|בעתיד|באיזשהו שלב"),
    ("v", {"kind": "vague", "vague": "later"}, r"אחר כך|אחרכ|מאוחר יותר|יותר מאוחר|בהמשך|בפעם אחרת|ביום אחר"),
    ("w", {"kind": "weekend"}, rf"{_P}(?:סופ\"?ש|סוף שבוע|סוף השבוע)"),
    *[("h", {"kind": "holiday", "holiday": key}, rf"[ולבמה]{{0,2}}(?:{pattern})") for key, pattern in _HOLIDAYS.items()],
    ("Q", quarter_number, r"q[1-4]"),
    *[("Q", {"kind": "quarter", "n": float(n)}, rf"{_P}רבעון (?:ה)?{w}") for n, w in enumerate(("ראשון", "שני", "שלישי", "רביעי"), 1)],
    ("B", None, rf"{_P}(?:תחילת|התחלת|ראשית)"), ("E", None, rf"{_P}סוף"), ("m", None, rf"{_P}אמצע"),
    ("x", None, r"הבאה?|הקרובה?|שבאה?|הבאים"), ("X", None, r"שאחרי הבאה?"), ("l", None, r"שעברה?|האחרונה?|הקודמת?"), ("z", None, r"הזה|הזאת|הנוכחי(?:ת)?"),
    *[("W", {"weekday": day}, rf"{_P}יום (?:ה)?{word}|{_P}{word}(?= (?:הבא|הקרוב|בבוקר|בערב|בצהריים|ב-?\d))|(?<=\b[בל]){word}" if day != 0 else rf"{_P}יום (?:ה)?{word}|ב{word}") for day, word in _DAYS.items()],
    *[("W", {"weekday": day}, rf"{_P}(?:יום )?{letter}'") for day, letter in zip((6, 0, 1, 2, 3, 4), "אבגדהו", strict=True)],
    ("W", {"weekday": 5}, rf"{_P}(?:יום )?שבת|מוצ\"?ש"),
    *words("M", "month", {month: rf"{_P}(?:{pattern})" for month, pattern in _MONTHS.items()}),
    *[("S", {"kind": "season", "season": season}, rf"{_P}{word}") for season, word in (("spring", "אביב"), ("summer", "קיץ"), ("autumn", "סתיו"), ("winter", "חורף"))],
    ("P", {"part_of_day": "noon"}, r"בצהריים|בשעות הצהריים"), ("P", {"part_of_day": "afternoon"}, r"אחר הצהריים|אחה\"?צ|אחרי הצהריים"), ("P", {"part_of_day": "morning"}, r"[בה]?בוקר|על הבוקר|בשעות הבוקר"),
    ("P", {"part_of_day": "evening"}, r"בערב|לפנות ערב"), ("P", {"part_of_day": "night"}, r"בלילה"),
    ("t", clock_value, r"(?:ב|ל)?שעה \d{1,2}(?::\d{2})?|[בלמ]-?\d{1,2}:\d{2}|[בלמ]-?\d{1,2}(?= (?:בבוקר|בערב|בצהריים|אחר הצהריים|אחה))"),
    ("O", day_number, r"[בלמה]{1,2}-? ?\d{1,2}(?: (?:לחודש|בחודש))?(?![:\d]|\s?(?:דקות|ימים|שבועות|חודשים|שעות|%|שקל))"),
    ("N", {"n": 2.0, "fuzzy": True}, "זוג"), ("N", {"n": 3.0, "fuzzy": True}, "כמה|מספר"), ("N", {"n": 1.0}, r"(?<=עוד )(?=שבוע|חודש|שעה|שנה)$"),
    ("R", {"n": 1.0, "unit": "week"}, r"(?<=עוד )שבוע"), ("R", {"n": 1.0, "unit": "month"}, r"(?<=עוד )חודש"), ("R", {"n": 1.0, "unit": "hour"}, r"(?<=עוד )שעה"), ("R", {"n": 1.0, "unit": "year"}, r"(?<=עוד )שנה"),
    ("R", {"n": 1.0, "unit": "week"}, r"(?<=לפני )שבוע"), ("R", {"n": 1.0, "unit": "month"}, r"(?<=לפני )חודש"),
    *numbers(_NUMBERS), ("N", number_value, r"\d{1,3}(?= ?(?:דקות|שעות|ימים))"),
    *words("U", "unit", {unit: rf"{_P}(?:{pattern})" for unit, pattern in _UNITS.items()}),
    ("G", None, r"תן לי|תני לי|תנו לי|צריך|צריכה|לחכות"), ("i", None, r"בעוד|עוד|תוך|בתוך"), ("g", None, r"לפני(?= (?:\d|שבוע|יומיים|חודש|שעה|שעתיים|כמה|שלוש|שנה))"),
    ("a", None, r"[ו]?(?:אחרי|לאחר)"), ("b", None, r"לפני|טרם"), ("u", None, r"[ו]?עד"), ("y", None, r"לכל המאוחר|עד לכל המאוחר"), ("f", None, r"החל מ|החל|מאז"),
    ("~", None, r"בערך|סביב|לקראת|אולי|בסביבות"), ("n", None, r"במהלך|ב"), ("F", None, "למשך"), ("j", None, "בין"), ("k", None, "ו"), ("/", None, "או"), ("r", None, "ל"), ("_", None, "של|את"),
    (":", None, r"בבקשה|תודה|בסדר|טוב|מעולה|עדיף|יהיה"),
]  # fmt: skip

LEXICON = Lexicon("he", ENTRIES)
