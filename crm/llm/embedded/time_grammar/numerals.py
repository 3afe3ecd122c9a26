"""Number words from two to ninety-nine, built from the parts of a language, as folded text: no accents, ß is ss.

A language's words come as one pattern and one table, so "twenty-five", "veinticinco", "vinte e cinco" and
"fünfundzwanzig" are one token each and never only their last part. "One" is left to the lexicons: it is an article too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from crm.llm.embedded.time_grammar.tokens import Entry, Value

_SPACE = re.compile(r"[\s-]+")


def number_words(words: Mapping[str, int], behind: str = "") -> Entry:
    """The entry of a table word -> number; the longest word that fits wins. `behind`: a look-ahead for all of them."""
    plain = {_squeezed(word): number for word, number in words.items()}
    longest_first = sorted(words, key=lambda word: -len(word))
    pattern = "|".join(re.escape(word).replace(r"\ ", r"[\s-]?").replace(r"\-", r"[\s-]?") for word in longest_first)

    def value(text: str) -> Value | None:
        number = plain.get(_squeezed(text))
        return {"n": float(number)} if number is not None else None

    return "N", value, f"(?:{pattern}){behind}"


def ordinal_words(words: Mapping[str, int], pattern: Callable[[str], str] = str) -> list[Entry]:
    """Entries of ordinals as days of the month; `pattern` says around which words they are meant as one."""
    plain = {_squeezed(word): number for word, number in words.items()}
    longest_first = sorted(words, key=lambda word: -len(word))
    joined = "|".join(re.escape(word).replace(r"\ ", r"[\s-]?").replace(r"\-", r"[\s-]?") for word in longest_first)

    def value(text: str) -> Value | None:
        found = re.search(joined, text)
        number = plain.get(_squeezed(found[0])) if found else None
        return {"day": number} if number is not None and 1 <= number <= 31 else None

    return [("O", value, pattern(f"(?:{joined})"))]


def _squeezed(word: str) -> str:
    return _SPACE.sub("", word)


def _compounds(units: list[str], tens: Mapping[int, str], join: str) -> dict[str, int]:
    """'twenty' + join + 'five' -> 25, with the tens alone."""
    found = {word: ten for ten, word in tens.items()}
    for ten, word in tens.items():
        found |= {f"{word}{join}{unit}": ten + number for number, unit in enumerate(units, 1)}
    return found


def _listed(words: str, first: int) -> dict[str, int]:
    """Words one after another, '/' between spellings of the same number."""
    return {word: number for number, group in enumerate(words.split(), first) for word in group.split("/")}


EN_UNITS = "one two three four five six seven eight nine".split()
ENGLISH = (
    _listed(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen",
        2,
    )
    | _compounds(
        EN_UNITS,
        dict(zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True)),
        "-",
    )
    | {"fourty": 40, "a dozen": 12}
)
SPANISH = (
    _listed(
        "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis/diez-y-seis "
        "diecisiete dieciocho diecinueve veinte veintiun/veintiuno/veintiuna veintidos veintitres veinticuatro "
        "veinticinco veintiseis veintisiete veintiocho veintinueve",
        2,
    )
    | _compounds(
        "un dos tres cuatro cinco seis siete ocho nueve".split(),
        dict(
            zip(range(30, 100, 10), "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(), strict=True)
        ),
        " y ",
    )
    | {"una docena de": 12}
)
PORTUGUESE = (
    _listed(
        "dois/duas tres quatro cinco seis/meia-duzia-de sete oito nove dez onze doze treze catorze/quatorze quinze "
        "dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove",
        2,
    )
    | _compounds(
        "um dois tres quatro cinco seis sete oito nove".split(),
        dict(
            zip(
                range(20, 100, 10),
                "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split(),
                strict=True,
            )
        ),
        " e ",
    )
    | {"vinte e uma": 21, "vinte e duas": 22, "trinta e duas": 32, "uma duzia de": 12}
)
_FR_TEENS = "dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split()
_FR_UNITS = "un deux trois quatre cinq six sept huit neuf".split()
FRENCH = (
    _listed(" ".join([*_FR_UNITS[1:], *_FR_TEENS]), 2)
    | _compounds(_FR_UNITS, dict(zip(range(20, 70, 10), "vingt trente quarante cinquante soixante".split(), strict=True)), "-")
    | {f"{word} et un{ending}": ten + 1 for ten, word in zip(range(20, 70, 10), "vingt trente quarante cinquante soixante".split(), strict=True) for ending in ("", "e")}
    | {f"soixante-{word}": 70 + number for number, word in enumerate(_FR_TEENS)}
    | {"soixante et onze": 71, "quatre-vingts": 80, "quatre-vingt": 80, "septante": 70, "octante": 80, "huitante": 80, "nonante": 90}
    | {f"quatre-vingt-{word}": 80 + number for number, word in enumerate([*_FR_UNITS, *_FR_TEENS], 1)}
)  # fmt: skip
_DE_UNITS = "ein zwei drei vier funf sechs sieben acht neun".split()
_DE_TENS = dict(
    zip(range(20, 100, 10), "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig".split(), strict=True)
)
GERMAN = (
    _listed(
        "zwei/zwo drei vier funf/fuenf sechs sieben acht neun zehn elf zwolf/zwoelf dreizehn vierzehn funfzehn/fuenfzehn "
        "sechzehn siebzehn achtzehn neunzehn",
        2,
    )
    | {word: ten for ten, word in _DE_TENS.items()}
    | {f"{unit}und{word}": ten + number for ten, word in _DE_TENS.items() for number, unit in enumerate(_DE_UNITS, 1)}
)  # fmt: skip
GERMAN |= {word.replace("funf", "fuenf"): number for word, number in GERMAN.items() if "funf" in word}
GERMAN_ORDINALS = _listed("erst zweit dritt viert funft sechst siebt acht neunt zehnt elft zwolft dreizehnt", 1) | {
    f"{word}{'st' if number >= 20 else 't'}": number for word, number in GERMAN.items() if 13 < number < 32
}
# Gender and case differ in Hebrew and Arabic; both genders are listed. The dual ("two weeks") is a word of its own there.
_HE_UNITS = {1: "אחד/אחת", 2: "שניים/שתיים/שני/שתי", 3: "שלושה/שלוש/שלושת", 4: "ארבעה/ארבע/ארבעת", 5: "חמישה/חמש/חמשת", 6: "שישה/שש/ששת", 7: "שבעה/שבע/שבעת", 8: "שמונה/שמונת", 9: "תשעה/תשע/תשעת"}  # fmt: skip
_HE_TENS = dict(zip(range(20, 100, 10), "עשרים שלושים ארבעים חמישים שישים שבעים שמונים תשעים".split(), strict=True))
HEBREW = {word: number for number, group in _HE_UNITS.items() if number > 1 for word in group.split("/")} | {"עשרה": 10, "עשר": 10, "עשרת": 10}  # fmt: skip
HEBREW |= {f"{unit} {ten}": 10 + number for number, group in _HE_UNITS.items() for unit in [*group.split("/"), *({"שנים", "שתים"} if number == 2 else ())] for ten in ("עשר", "עשרה")}  # fmt: skip
HEBREW |= {word: ten for ten, word in _HE_TENS.items()} | {
    f"{word} ו{unit}": ten + number
    for ten, word in _HE_TENS.items()
    for number, group in _HE_UNITS.items()
    for unit in group.split("/")
}
_AR_UNITS = {1: "واحد/واحده/احد/احدي", 2: "اثنين/اثنان/اتنين/اثنتين", 3: "ثلاثه/ثلاث/تلاته/تلات", 4: "اربعه/اربع", 5: "خمسه/خمس", 6: "سته/ست", 7: "سبعه/سبع", 8: "ثمانيه/ثماني/ثمان/تمانيه/تمان", 9: "تسعه/تسع"}  # fmt: skip
_AR_TENS = {20: "عشرين/عشرون", 30: "ثلاثين/ثلاثون/تلاتين", 40: "اربعين/اربعون", 50: "خمسين/خمسون", 60: "ستين/ستون", 70: "سبعين/سبعون", 80: "ثمانين/ثمانون/تمانين", 90: "تسعين/تسعون"}  # fmt: skip
ARABIC = {word: number for number, group in _AR_UNITS.items() if number > 1 for word in group.split("/")} | {"عشره": 10, "عشر": 10, "احد عشر": 11, "حداشر": 11, "اثنا عشر": 12, "اثني عشر": 12, "اتناشر": 12, "اطنعش": 12, "خمستاشر": 15, "خمسطعش": 15}  # fmt: skip
ARABIC |= {f"{unit} {ten}": 10 + number for number, group in _AR_UNITS.items() if number > 2 for unit in group.split("/") for ten in ("عشر", "عشره")}  # fmt: skip
ARABIC |= {word: ten for ten, group in _AR_TENS.items() for word in group.split("/")} | {
    f"{unit} و{word}": ten + number
    for ten, group in _AR_TENS.items()
    for word in group.split("/")
    for number, units in _AR_UNITS.items()
    for unit in units.split("/")
}
# Hindi numbers are words of their own up to a hundred; in Latin letters people spell them freely.
HINDI = _listed(
    "do/दो teen/tin/तीन chaar/char/चार paanch/panch/pach/पांच/पाँच chhe/chah/cheh/chhah/छह/छः/छै saat/सात aath/आठ nau/नौ das/dus/दस "
    "gyarah/ग्यारह barah/baarah/बारह terah/तेरह chaudah/चौदह pandrah/pandra/पंद्रह/पन्द्रह solah/सोलह satrah/सत्रह atharah/अठारह unnis/उन्नीस "
    "bees/bis/बीस ikkis/इक्कीस bais/बाईस teis/तेईस chaubis/चौबीस pachis/pachees/पच्चीस chhabbis/छब्बीस sattais/सत्ताईस atthais/अट्ठाईस untis/उनतीस "
    "tees/तीस ikattis/इकतीस battis/बत्तीस taintis/तैंतीस chauntis/चौंतीस paintis/पैंतीस chhattis/छत्तीस saintis/सैंतीस adtis/अड़तीस untalis/उनतालीस "
    "chalis/chaalis/चालीस iktalis/इकतालीस bayalis/बयालीस tentalis/तैंतालीस chauwalis/चौवालीस paintalis/पैंतालीस chhiyalis/छियालीस saintalis/सैंतालीस adtalis/अड़तालीस unchas/उनचास "
    "pachas/pachaas/पचास ikyavan/इक्यावन bavan/बावन tirpan/तिरपन chauvan/चौवन pachpan/पचपन chhappan/छप्पन sattavan/सत्तावन atthavan/अट्ठावन unsath/उनसठ "
    "saath/साठ iksath/इकसठ basath/बासठ tirsath/तिरसठ chausath/चौंसठ painsath/पैंसठ chhiyasath/छियासठ sadsath/सड़सठ adsath/अड़सठ unhattar/उनहत्तर "
    "sattar/सत्तर ikhattar/इकहत्तर bahattar/बहत्तर tihattar/तिहत्तर chauhattar/चौहत्तर pachhattar/पचहत्तर chhihattar/छिहत्तर sathattar/सतहत्तर athhattar/अठहत्तर unasi/उन्यासी "
    "assi/अस्सी ikyasi/इक्यासी bayasi/बयासी tirasi/तिरासी chaurasi/चौरासी pachasi/पचासी chhiyasi/छियासी sattasi/सत्तासी atthasi/अट्ठासी nawasi/नवासी "
    "nabbe/नब्बे ikyanve/इक्यानवे banve/बानवे tiranve/तिरानवे chauranve/चौरानवे pachanve/पचानवे chhiyanve/छियानवे sattanve/सत्तानवे atthanve/अट्ठानवे ninyanve/निन्यानवे",
    2,
)
