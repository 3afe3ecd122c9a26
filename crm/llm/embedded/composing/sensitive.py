# word lists, one language a line
"""What is never repeated to a customer: health, loss, and other private matters; and whether condolence is due."""

from __future__ import annotations

import re

_GRAVE = re.compile(
    r"\b(died|dying|passed away|passed on (?!to\b|the\b|it\b|that\b|your\b|my\b)|mourning|(?:mum|mom|mother|dad|father|gran\w*|nan|nana|sister|brother|wife|husband|son|daughter|uncle|aunt|friend|partner|dog|cat) (?:just |has |suddenly )?passed|passing of|funeral|bereave\w*|grie[fv]\w*|lost (my|our|his|her|the) (\w+ )?(mother|father|mum|mom|"
    r"dad|wife|husband|son|daughter|brother|sister|baby|dog|cat|pet|grand\w+|uncle|aunt|friend|partner)|death|cancer|"
    r"stroke|heart attack|accident(?! (?:claim|insurance|cover|report|policy))|miscarriage|intensive care|terminal|"
    r"fallec\w+|muri[oó]|muerte|funeral|luto|velorio|entierro|duelo|c[aá]ncer|accidente|infarto|"
    r"faleceu|falecimento|morreu|morte|enterro|vel[oó]rio|acidente|se nos fue)\b",
    re.I,
)
_PRIVATE = re.compile(
    r"\b(dentist\w*|doctor'?s?|hospital\w*|surgery|surgeon|operation|clinic|sick\w*|ill|illness|flu|covid|fever|therap\w+|"
    r"depress\w+|burn-?out|pregnan\w*|maternity|paternity|parental|due date|chemo\w*|diagnos\w+|medical|health|injur\w+|broke my|"
    r"divorc\w+|separation|custody|court|lawsuit|laid off|lost my job|bankrup\w*|family emergency|emergency|rehab|"
    r"migraine|broke (?:my|his|her|their|an?)|broken (?:leg|arm|hip|wrist|ankle)|ambulance|(?:chicken|small)?pox|infection|virus|varicela|catapora|infecci[oó]n|infec[cç][aã]o|physio\w*|"
    r"dentista|m[eé]dic[oa]s?|hospitalizad\w*|cirug[ií]a|operaci[oó]n|operan|cl[ií]nica|enferm\w+|gripe|fiebre|embaraz\w+|"
    r"maternidad|paternidad|baja|depresi[oó]n|salud|divorcio|despid\w+|urgencia|juicio|"
    r"cirurgia|(?:vou|vai|voy a|va a|me van a) (?:me )?operar\w*|opera[cç][aã]o|doen[cç]a|doente|internad\w+|febre|gr[aá]vid\w+|gravidez|licen[cç]a-?maternidade|maternidade|"
    r"depress[aã]o|sa[uú]de|div[oó]rcio|demitid\w+|emerg[eê]ncia)\b",
    re.I,
)


def is_grave(text: str) -> bool:
    """A death, a serious illness or an accident: words of sympathy are due, and nothing of business."""
    return bool(_GRAVE.search(text))


def is_sensitive(text: str, own: frozenset[str] = frozenset()) -> bool:
    """Grave or private: never repeated, not even where it is listed as a thing to mention.

    `own` are words of our own trade (a dentist may speak of an appointment at the dentist), which are not private.
    """
    if _GRAVE.search(text):
        return True
    return any(match.group().lower() not in own for match in _PRIVATE.finditer(text))


def private_words(text: str) -> list[str]:
    """The words of `text` that make it grave or private, as they stand."""
    return [match.group() for pattern in (_GRAVE, _PRIVATE) for match in pattern.finditer(text)]
