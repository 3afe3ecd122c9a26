"""Arabic words of time, standard and spoken. Folded: no vowel signs, أ إ آ are ا, ة is ه, ى is ي."""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.numerals import ARABIC, number_words
from crm.llm.embedded.time_grammar.tokens import (
    Entry,
    Lexicon,
    Value,
    day_number,
    number_value,
    quarter_number,
    words,
)

_P = "[وف]?[بلك]?(?:ال|لل)?"
_MONTHS = {
    1: "يناير|كانون الثاني|جانفي", 2: "فبراير|شباط|فيفري", 3: "مارس|اذار", 4: "ابريل|نيسان|افريل", 5: "مايو|ايار", 6: "يونيو|يونيه|حزيران|جوان",
    7: "يوليو|يوليه|تموز|جويليه", 8: "اغسطس|اب(?= )|اوت", 9: "سبتمبر|ايلول", 10: "اكتوبر|تشرين الاول", 11: "نوفمبر|تشرين الثاني", 12: "ديسمبر|كانون الاول",
}  # fmt: skip
_WEEKDAYS = {
    0: "الاثنين|الاتنين",
    1: "الثلاثاء|الثلاثا|التلات",
    2: "الاربعاء|الاربعا",
    3: "الخميس",
    4: "الجمعه",
    5: "السبت",
    6: "الاحد",
}
_ONE = r"واحد|واحده"
_HOLIDAYS = {
    "eid_al_adha": "عيد الاضحي|العيد الكبير|الاضحي", "eid_al_fitr": "عيد الفطر|العيد|عيد|الفطر", "ramadan": "(?:شهر )?رمضان", "islamic_new_year": "راس السنه الهجريه",
    "new_year": "راس السنه(?! الهجريه| الصينيه)", "prophets_birthday": "المولد(?: النبوي)?", "christmas": "الكريسماس|عيد الميلاد", "easter": "عيد الفصح|الفصح", "ashura": "عاشوراء", "bank_holiday": "العطله الرسميه", "valentines": "عيد الحب", "lunar_new_year": "راس السنه الصينيه", "summer_holidays": "(?:اجازه|عطله) الصيف|الاجازه الصيفيه", "national_day": "اليوم الوطني",
}  # fmt: skip
_UNITS = {
    "minute": "دقائق|دقيقه|دقايق",
    "hour": "ساعات|ساعه",
    "business_day": "ايام عمل",
    "day": "ايام|يوم",
    "week": "اسابيع|اسبوع",
    "month": "اشهر|شهور|شهر",
    "quarter": "ربع",
    "year": "سنوات|سنه|سنين|عام",
}
_SPANS = r"(?:\d|واحد|احد|اثن|عشر|ثلاثين|اسبوع|اسبوعين|يوم(?! ?\d)(?=\W|$)|يومين|ساعه|ساعتين|شهر|شهرين|سنه|سنتين|نص|نصف|ربع ساعه|كم|كام|ثلاث|اربع|خمس|عشر|ست|سبع|دقيقه|دقيقتين|بضع)"


_HOURS = {
    word: hour
    for hour, group in enumerate(
        "واحده|وحده ثنتين|اثنين|اتنين|الثانيه|ثانيه ثلاثه|تلاته|ثالثه اربعه|رابعه خمسه|خامسه سته|سادسه سبعه|سابعه ثمانيه|تمانيه|ثامنه تسعه|تاسعه عشره|عاشره حداشر|احدي عشر اتناشر|اثنا عشر".replace(
            " عشر", "_عشر"
        ).split(),
        1,
    )
    for word in group.replace("_", " ").split("|")
}
_HOUR_WORDS = "(?:" + "|".join(sorted(_HOURS, key=len, reverse=True)) + ")"


def _arabic_clock(text: str) -> Value | None:
    found = re.search(r"(\d{1,2})(?::(\d{2}))?", text)
    word = re.search(_HOUR_WORDS, text)
    hour = int(found[1]) if found else _HOURS[word[0]] if word else 25
    minute = int(found[2] or 0) if found else 0
    if re.search(r"ونصف?$", text):
        minute = 30
    elif text.endswith("ربع"):
        hour, minute = (hour - 1 or 12, 45) if " الا " in text else (hour, 15)
    if hour > 24 or minute > 59:
        return None
    return {"kind": "clock", "hour": hour, **({"minute": minute} if minute else {})}


ENTRIES: list[Entry] = [
    (".", None, r"صباح (?:الخير|النور)|مساء (?:الخير|النور)|يوم سعيد|كل عام وانت\w*|عيد (?:مبارك|سعيد)|رمضان كريم|حاليا|الان|دلوقتي|هلا|كل يوم(?= طول)|مره (?:اخري|ثانيه|واحده)|لحظه"),
    ("V", None, "كل"),
    ("D", {"kind": "day", "which": "after_next"}, r"بعد (?:غد|بكره|بكرا|بكرة|باكر)"), ("D", {"kind": "day", "which": "next"}, r"غدا|بكره|بكرا|باكر|يوم غد"),
    ("D", {"kind": "day", "which": "this", "part_of_day": "evening"}, r"الليله|هالليله|الليلة دي|مساء اليوم"), ("D", {"kind": "day", "which": "this"}, r"اليوم|النهارده|هاليوم"),
    ("D", {"kind": "day", "which": "last"}, r"(?:اول )?امس|امبارح|مبارح|البارحه"),
    ("R", {"n": 0.5, "unit": "hour"}, r"نص(?:ف)? ساعه"), ("R", {"n": 0.25, "unit": "hour"}, r"ربع ساعه"), ("R", {"n": 1.5, "unit": "hour"}, r"ساعه ونص(?:ف)?"), ("R", {"n": 6.0, "unit": "month"}, r"نص(?:ف)? سنه"),
    ("R", {"n": 1.0, "n_max": 2.0, "unit": "week"}, r"اسبوع (?:او|ولا) اسبوعين"), ("R", {"n": 1.0, "n_max": 2.0, "unit": "day"}, r"يوم (?:او|ولا) يومين"),
    ("R", {"n": 2.0, "unit": "hour"}, "ساعتين"), ("R", {"n": 2.0, "unit": "day"}, "يومين"), ("R", {"n": 2.0, "unit": "week"}, "اسبوعين"), ("R", {"n": 2.0, "unit": "month"}, "شهرين"), ("R", {"n": 2.0, "unit": "year"}, "سنتين"), ("R", {"n": 2.0, "unit": "minute"}, "دقيقتين"),
    *[("R", {"n": 1.0, "unit": unit}, rf"(?:(?<=بعد )|(?<=كمان )|(?<=طني )|(?<=طيني )|(?<=خلال )|(?<=قبل )|(?<=منذ )){word}(?! ?\d)") for unit, word in (("week", "اسبوع"), ("month", "شهر"), ("hour", "ساعه"), ("day", "يوم"), ("year", "سنه"))],
    *[("R", {"n": n, "unit": unit, "beside": True}, rf"ب{word}") for n, unit, word in ((1.0, "day", "يوم"), (2.0, "day", "يومين"), (1.0, "week", "اسبوع"), (2.0, "week", "اسبوعين"), (1.0, "month", "شهر"), (3.0, "day", "(?:3|ثلاث(?:ه)?) ايام"))],
    ("R", {"n": 1.0, "n_max": 5.0, "unit": "day"}, r"(?:في |خلال )?(?:ال)?ايام (?:ال)?(?:جايه|قادمه|مقبله|جاي)"), ("R", {"n": 1.0, "n_max": 4.0, "unit": "week"}, r"(?:في |خلال )?(?:ال)?اسابيع (?:ال)?(?:جايه|قادمه|مقبله)"), ("R", {"n": 6.0, "unit": "week"}, r"شهر ونص(?:ف)?"), ("R", {"n": 10.0, "unit": "day", "fuzzy": True}, r"اسبوع ونص(?:ف)?"), ("R", {"n": 1.0, "n_max": 2.0, "unit": "month"}, r"شهر (?:او|ولا) شهرين"),
    *[("o", {"day": n}, rf"(?<=اسبوع )(?:ال)?{word}") for n, word in ((1, "اول"), (2, "ثاني"), (3, "ثالث"), (4, "رابع"))], ("o", {"last": True}, r"(?<=اسبوع )(?:ال)?اخير"),
    ("v", {"kind": "vague", "vague": "in_a_bit"}, r"بعد (?:قليل|شوي|شويه)|كمان شويه|بعد لحظات"), ("v", {"kind": "vague", "vague": "soon"}, r"قريبا|عن قريب|قريب|في اقرب وقت"),
    ("v", {"kind": "vague", "vague": "some_day"}, r"يوما ما|في يوم من الايام|مستقبلا|في المستقبل"), ("v", {"kind": "vague", "vague": "later"}, r"لاحقا|بعدين|فيما بعد|في وقت (?:لاحق|ثاني|اخر)"),
    ("w", {"kind": "weekend"}, r"(?:ب)?(?:نهايه|عطله|اجازه) (?:ال)?اسبوع|الويكند|ويكند"),
    *[("h", {"kind": "holiday", "holiday": key}, rf"[وبل]?(?:{pattern})") for key, pattern in _HOLIDAYS.items()],
    ("Q", quarter_number, r"q[1-4]"), *[("Q", {"kind": "quarter", "n": float(n)}, rf"{_P}ربع (?:ال)?{w}") for n, w in enumerate(("اول", "ثاني", "ثالث", "رابع"), 1)],
    ("B", None, r"[بف]?(?:بدايه|اول|مطلع)"), ("E", None, r"[ب]?(?:نهايه|اخر|اواخر|اخير)"), ("m", None, r"[ب]?(?:منتصف|نص(?= الشهر))"), ("e", None, "اوائل|بدايات"),
    ("c", None, r"(?:ال)?(?:قادمه?|مقبله?|جايه?|جاي|ياي|ياييه?|القادم)"), ("X", None, r"(?:ال)?(?:لي|ذي) بعد(?:ه|ها)"), ("x", None, r"(?:ال)?تالي(?:ه)?"), ("l", None, r"(?:ال)?(?:ماضيه?|فائته?|فات|اللي فات|الماضي)"), ("z", None, r"هذا|هذه|هال|الحاليه?"),
    *words("W", "weekday", {day: rf"[وبل]?(?:يوم )?(?:{pattern})" for day, pattern in _WEEKDAYS.items()}),
    *words("M", "month", {month: rf"{_P}(?:شهر )?(?:{pattern})" for month, pattern in _MONTHS.items()}),
    *[("S", {"kind": "season", "season": season}, rf"{_P}{word}") for season, word in (("spring", "ربيع"), ("summer", "صيف"), ("autumn", "خريف"), ("winter", "شتا(?:ء)?"))],
    ("P", {"part_of_day": "morning"}, r"صباحا|الصبح|(?:في )?الصباح|صباح"), ("P", {"part_of_day": "noon"}, r"(?:عند )?الظهر|ظهرا"), ("P", {"part_of_day": "afternoon"}, r"(?:بعد )?العصر|عصرا|بعد (?:الظهر|الغدا(?:ء)?)"), ("P", {"part_of_day": "evening"}, r"مساء|المسا|(?:في )?المساء|(?:بعد )?المغرب|بالليل|ليلا|(?:بعد )?العشاء|بعد (?:الدوام|الشغل|العمل)"),
    ("t", _arabic_clock, rf"(?:ال)?ساعه (?:\d{{1,2}}(?::\d{{2}})?|{_HOUR_WORDS})(?: ونص(?:ف)?| و(?:ال)?ربع| الا (?:ال)?ربع)?"),
    ("O", day_number, r"(?:يوم|تاريخ|بتاريخ) \d{1,2}(?![:\d/])(?! (?:ايام|اسبوع|شهر))"), ("N", {"n": 3.0, "fuzzy": True}, r"كم|كام|بضع(?:ه)?|عده"),
    number_words(ARABIC), ("N", {"n": 1.0}, _ONE), ("N", number_value, r"\d{1,3}(?= ?(?:دقائق|دقيقه|ساع|ايام|يوم))"), *words("U", "unit", {unit: rf"{_P}(?:{pattern})" for unit, pattern in _UNITS.items()}),
    ("G", None, r"اعطني|عطني|اعطيني|محتاج|احتاج"), ("i", {"relation": "by"}, r"خلال|في غضون"), ("i", None, rf"بعد(?= {_SPANS})|كمان(?= {_SPANS})"), ("g", None, rf"قبل(?= {_SPANS})|منذ(?= {_SPANS})"),
    ("a", None, r"[وف]?(?:بعد|عقب)"), ("b", None, "قبل"), ("u", None, r"حتي|الي|لحد|لغايه|لين"), ("s", None, "منذ|من(?= (?:امس|يوم))"), ("f", None, r"من|ابتداء من|اعتبارا من"),
    ("y", None, "بحد اقصي|علي الاكثر"), ("~", None, r"تقريبا|حوالي|حدود"), ("n", None, r"في|علي|يوم"), ("F", None, "لمده"), ("j", None, "بين"), ("k", None, "و"), ("/", None, "او|ولا"), ("r", None, "ل"), ("_", None, "ممكن|يمكن|ال"),
    (":", None, r"من فضلك|لو سمحت|شكرا|تمام|طيب|ان شاء الله|انشالله|افضل|احسن"),
]  # fmt: skip

LEXICON = Lexicon("ar", ENTRIES)
