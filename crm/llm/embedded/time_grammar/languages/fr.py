"""French words of time. Accents are folded away."""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.numerals import FRENCH, number_words
from crm.llm.embedded.time_grammar.tokens import (
    Entry,
    Lexicon,
    Value,
    day_number,
    number_value,
    quarter_number,
    words,
)

_MONTHS = {
    1: "janvier|janv", 2: "fevrier|fevr", 3: r"mars(?! (?:est|a)\b)", 4: "avril", 5: "mai", 6: "juin", 7: "juillet|juil", 8: "aout",
    9: "septembre|sept(?! (?:jours|semaines|mois|heures|ans|minutes))", 10: "octobre|oct", 11: "novembre|nov", 12: "decembre|dec",
}  # fmt: skip
_WEEKDAYS = {0: "lundi", 1: "mardi", 2: "mercredi", 3: "jeudi", 4: "vendredi", 5: "samedi", 6: "dimanche"}
_ONE = r"une?(?: petite?| bonne?| bon)?(?= (?:minute|heure|jour|semaine|mois|trimestre|an|annee)s?\b)"
_HOLIDAYS = {
    "christmas": "noel", "new_year": "(?:le )?nouvel an(?! chinois)|jour de l'an", "the_holidays": "les fetes(?: de fin d'annee)?|fetes de fin d'annee",
    "easter_monday": "lundi de paques", "easter": r"(?:les )?(?:vacances de )?paques", "bank_holiday": r"(?:le )?(?:pont|jour ferie|week-?end prolonge)", "new_years_eve": "(?:la )?saint[- ]sylvestre|le reveillon", "epiphany": "epiphanie",
    "may_day": "fete du travail", "mothers_day": "fete des meres", "fathers_day": "fete des peres", "valentines": "saint[- ]valentin", "halloween": "halloween", "black_friday": "black friday", "diwali": "diwali", "lunar_new_year": "(?:le )?nouvel an chinois", "ascension": "ascension", "pentecost": "pentecote", "ramadan": "ramadan", "eid_al_adha": "aid el[- ]kebir|tabaski",
    "eid_al_fitr": "(?:l')?aid(?: el[- ]fitr)?", "bastille_day": "14 juillet", "all_saints": "toussaint", "carnival": "carnaval",
    "summer_holidays": "(?:(?:les |mes |nos )(?:grandes )?|grandes )vacances(?: d'ete| scolaires)?(?! de)|vacances (?:d'ete|scolaires)|(?<=apres )vacances", "passover": "pessa[c]?h|la paque juive", "rosh_hashanah": "roch hachana", "yom_kippur": "(?:yom )?kippour", "hanukkah": "hanouk?ka",
}  # fmt: skip
_SEASONS = {
    "spring": "printemps",
    "summer": "(?:l'|cet |d')ete|(?<=fin d')ete|(?<=debut d')ete|(?<=en )ete",
    "autumn": "(?:l')?automne",
    "winter": "(?:l')?hiver",
}
_UNITS = {
    "minute": "minutes?|min", "hour": "heures?", "business_day": r"jours? ouvr(?:es?|ables?)", "day": "jours?", "week": "semaines?|sem\\.?",
    "month": "mois", "quarter": "trimestres?", "year": "ans?|annees?|[ld]'an(?:nee)?",
}  # fmt: skip


def _french_clock(text: str) -> Value | None:
    """'15h30', '8 heures et demie' -> clock."""
    found = re.search(r"(\d{1,2})\s?(?:h|heures?)\s?(\d{2})?", text)
    if not found or int(found[1]) > 24:
        return None
    minute = 30 if "demi" in text else int(found[2] or 0)
    return {"kind": "clock", "hour": int(found[1]), **({"minute": minute} if 0 < minute < 60 else {})}


ENTRIES: list[Entry] = [
    ("R", {"n": 5.0, "unit": "minute"}, r"(?:(?<=\bdonnez-moi )|(?<=\bdonne-moi )|(?<=\battendez )|(?<=\battends ))(?:5|cinq)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 10.0, "unit": "minute"}, r"(?:(?<=\bdonnez-moi )|(?<=\bdonne-moi )|(?<=\battendez )|(?<=\battends ))(?:10|dix)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 15.0, "unit": "minute"}, r"(?:(?<=\bdonnez-moi )|(?<=\bdonne-moi )|(?<=\battendez )|(?<=\battends ))(?:15|quinze)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 20.0, "unit": "minute"}, r"(?:(?<=\bdonnez-moi )|(?<=\bdonne-moi )|(?<=\battendez )|(?<=\battends ))(?:20|vingt)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    ("R", {"n": 30.0, "unit": "minute"}, r"(?:(?<=\bdonnez-moi )|(?<=\bdonne-moi )|(?<=\battendez )|(?<=\battends ))(?:30|trente)(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"),
    (".", None, r"bonjour|bonsoir|bonne (?:journee|soiree|nuit|annee|semaine)|bon week-?end|joyeux noel|tout de suite|en ce moment|pour le moment|pour l'instant|"
     r"tout a l'heure(?= ?\?)|de temps en temps|par (?:jour|semaine|mois|an|heure)|premiere fois|seconde fois|une fois(?! que)|un moment|a bientot|a plus tard|la prochaine fois|trop tard|\d+ ans? de"),
    ("V", None, r"chaque|tous les|toutes les"),
    ("D", {"kind": "day", "which": "after_next"}, r"apres[- ]demain"),
    ("D", {"kind": "day", "which": "next"}, "demain"),
    ("D", {"kind": "day", "which": "this", "part_of_day": "evening"}, "ce soir"),
    ("D", {"kind": "day", "which": "this"}, "aujourd'hui|ajd"),
    ("D", {"kind": "day", "which": "last"}, "avant[- ]hier|hier"),
    ("R", {"n": 0.5, "unit": "hour"}, "(?:une )?demi[- ]heure"),
    ("R", {"n": 0.25, "unit": "hour"}, "(?:un )?quart d'heure"),
    ("R", {"n": 1.5, "unit": "hour"}, "(?:une )?heure et demie"),
    *[("R", {"n": float(n), "unit": "hour"}, rf"(?<=dans ){n} ?h(?:rs?)?(?! ?\d)") for n in (1, 2, 3, 4, 5, 6, 12, 24, 48, 72)],
    ("R", {"n": 6.0, "unit": "week"}, "(?:un )?mois et demi"), ("R", {"n": 18.0, "unit": "month"}, "(?:un )?an et demi"), ("R", {"n": 2.5, "unit": "hour"}, "deux heures et demie"),
    ("R", {"n": 0.75, "unit": "hour"}, "trois quarts d'heure"), ("R", {"n": 10.0, "unit": "day", "fuzzy": True}, "(?:une )?dizaine de jours|(?:une )?semaine et demie"), ("R", {"n": 6.0, "unit": "month"}, "six mois|(?:un )?semestre(?= |$)"),
    ("R", {"n": 1.0, "n_max": 5.0, "unit": "day"}, r"(?:dans |sous )?(?:les |ces )?(?:prochains jours|jours (?:a venir|qui viennent|prochains))|ces (?:jours-ci|prochains jours)"),
    ("R", {"n": 1.0, "n_max": 4.0, "unit": "week"}, r"(?:dans )?(?:les )?(?:prochaines semaines|semaines (?:a venir|qui viennent|prochaines))"),
    ("R", {"n": 1.0, "n_max": 3.0, "unit": "month"}, r"(?:dans )?(?:les )?(?:prochains mois|mois (?:a venir|qui viennent))"),
    ("R", {"n": 7.0, "unit": "day"}, "en huit"), ("R", {"n": 14.0, "unit": "day"}, "en quinze(?! jours)"), ("K", {"kind": "week", "which": "this"}, r"(?:dans|courant|au cours de|pendant) la semaine(?! (?:prochaine|pro|du|suivante))|courant de semaine"),
    ("R", {"n": 14.0, "unit": "day", "fuzzy": True}, "(?:une )?quinzaine(?: de jours)?"),
    ("R", {"n": 8.0, "unit": "day", "fuzzy": True}, "(?:une )?huitaine(?: de jours)?"),
    ("v", {"kind": "vague", "vague": "in_a_bit"}, r"dans (?:un (?:moment|instant|petit moment)|pas longtemps)|tout a l'heure|d'ici peu|un peu plus tard"),
    ("v", {"kind": "vague", "vague": "soon"}, r"bientot|prochainement|sous peu|un de ces jours|d\'ici peu|rapidement"),
    ("v", {"kind": "vague", "vague": "some_day"}, r"un jour(?=\W*$|,| peut)|un jour peut-etre|a l'occasion|a l'avenir|eventuellement"),
    ("v", {"kind": "vague", "vague": "later"}, r"plus tard|ulterieurement|une autre fois|un autre jour"),
    ("w", {"kind": "weekend"}, r"week-?ends?|we(?=\W|$)"),
    ("h", {"kind": "holiday", "holiday": "summer_holidays", "relation": "after"}, r"(?:a (?:partir de )?|apres |des |depuis |pour )?la rentree(?! (?:de|d')\\w*(?: clients?| stock))"),
    *[("h", {"kind": "holiday", "holiday": key}, pattern) for key, pattern in _HOLIDAYS.items()],
    ("Q", quarter_number, r"[tq][1-4]"),
    *[("Q", {"kind": "quarter", "n": float(n)}, rf"(?:{w}) trim(?:estre|\.)?") for n, w in enumerate(("premier|1er", "deuxieme|second|2e(?:me)?|2nd", "troisieme|3e(?:me)?", "quatrieme|dernier|4e(?:me)?"), 1)],
    ("J", {"kind": "half_year", "n": 1.0}, "(?:premier|1er) semestre"),
    ("J", {"kind": "half_year", "n": 2.0}, "(?:second|deuxieme|2e(?:me)?|2nd) semestre"),
    ("e", None, r"debut(?= (?:de l'|d')(?:ete|hiver|automne))|premiers jours|premiere (?:quinzaine|moitie)"),
    ("L", None, r"(?:deuxieme|seconde) (?:quinzaine|moitie)|derniers jours"),
    ("m", None, r"mi-?|milieu|courant(?! de semaine)"),
    ("B", None, "debut"), ("E", None, "fin"),
    ("x", None, r"prochaine?s?|suivante?s?|qui vient|qui suit|d'apres|pro(?=\W|$)"),
    ("l", None, r"derniere?s?|passee?s?|precedente?"),
    ("z", None, r"cet?te?(?= (?:semaine|mois|annee|trimestre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week|matin|apres|ete|hiver|automne|printemps))"),
    *words("W", "weekday", _WEEKDAYS), *words("M", "month", {month: rf"(?:d')?(?:{pattern})" for month, pattern in _MONTHS.items()}),
    *[("S", {"kind": "season", "season": season}, pattern) for season, pattern in _SEASONS.items()],
    ("P", {"part_of_day": "morning", "hour": 9, "minute": 0}, r"(?:a )?(?:la )?premiere heure|des l\'ouverture"), ("P", {"part_of_day": "evening"}, r"(?:en )?fin de journee|apres (?:le travail|le boulot|le diner)"), ("P", {"part_of_day": "afternoon", "hour": 16, "hour_max": 19}, r"(?:en )?fin d(?:\'| )apre?(?:s[- ]?midi|m)|tard dans l\'apres[- ]?midi"), ("P", {"part_of_day": "afternoon"}, r"(?:en )?debut d\'apres[- ]?midi|apres (?:le )?dejeuner|apres manger"),
    ("P", {"part_of_day": "morning"}, r"(?:en )?fin de matinee|(?:en )?debut de matinee|(?:le |dans la )?(?:matin|matinee)|du matin"),
    ("P", {"part_of_day": "lunch"}, r"(?:a l'heure du |au |a l'heure de |le )dejeuner|(?:a la |pendant la )?pause (?:dejeuner|midi)"),
    ("P", {"part_of_day": "noon"}, "midi"),
    ("P", {"part_of_day": "afternoon"}, r"(?:l'|dans l'|de l'|cet )?apres[- ]?midi|(?:cet )?apr[e]?m(?:idi)?|aprem"),
    ("P", {"part_of_day": "evening"}, r"(?:le |en )?soiree|(?:du |le )?soir"),
    ("t", _french_clock, r"\d{1,2}\s?h(?:eures?)?(?:\s?\d{2}|\s?et demie)?(?! de)"),
    ("f", None, r"du(?= \d{1,2} au \d{1,2} ?h)|de(?= (?:lundi|mardi|mercredi|jeudi|vendredi) a )|a partir d[eu]s?|depuis(?= (?:lundi))|des(?= (?:lundi|mardi|mercredi|jeudi|vendredi|le|la))"),
    ("s", None, "depuis"),
    ("r", None, r"au(?= \d{1,2}\b)|a(?= (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))"),
    *[("O", {"day": n}, rf"{word}(?= (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|semaine|jour ouv|quinzaine))") for n, word in ((1, "premiere?|1e?re?"), (2, "deuxieme|seconde?|2e(?:me)?"), (3, "troisieme|3e(?:me)?"), (4, "quatrieme|4e(?:me)?"), (5, "cinquieme"))],
    ("O", {"day": 1}, r"(?:le )?premier(?= (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre))"),
    ("O", day_number, r"(?:(?:le |au |du )|(?<=jusqu'au )|(?<= au ))\d{1,2}(?:er)?(?!\d|[:.,/]\d|\s?(?:h\b|heures|%|euros|jours|semaines|mois|ans|personnes))|\d{1,2}er"),
    ("N", {"n": 2.0, "fuzzy": True}, "(?:une )?paire de|un ou deux"),
    ("N", {"n": 3.0, "fuzzy": True}, "quelques|plusieurs"),
    number_words(FRENCH), ("N", {"n": 1.0}, _ONE), ("N", number_value, r"\d{1,3}(?= ?(?:minutes?|min|heures?|jours?))"),
    *words("U", "unit", _UNITS),
    ("G", None, r"donne[zr]?-moi|laisse[zr]?-moi|laissez-nous|attend(?:s|ez|re)|il me faut|j'ai besoin de"),
    ("y", None, r"au plus tard|d'ici(?: au| a)?(?= (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|la fin|demain|fin|le \d|\d{1,2}(?! (?:jour|semaine|mois|heure))))|pour le(?= \d)"),
    ("i", {"relation": "by"}, r"(?:dans|sous|d'ici) les (?:prochain(?:e)?s )?(?=\d|deux|trois|quatre|cinq|six|dix|quinze)|en moins de|sous(?= (?:\d|huit|quinze|quarante|48|24))"), ("i", None, r"dans(?: les)?|d'ici(?: a)?|sous|en"), ("g", None, r"il y a"), (">", None, r"a partir de maintenant"),
    ("a", None, r"apres|passe(?:e|es)?(?= (?:le|la|les))|au retour de|a mon retour de|au lendemain de"), ("b", None, r"avant(?: ca| cela)?|en amont|auparavant|a l'avance"), ("u", None, r"jusqu'(?:au|a|en)(?: le)?|jusque"),

    ("~", None, r"environ|vers|autour d[eu]|a peu pres|aux alentours d[eu]"),
    ("n", None, r"le|au|pour|pendant|a"), ("F", None, r"pendant(?= (?:\d|une?|deux|trois|quelques))|pour(?= (?:\d|une?|deux|trois|quelques) (?:jours|semaine))"),
    ("j", None, "entre"), ("k", None, "et"), ("/", None, "ou"),
    ("_", None, r"peut-etre|sans doute|la|les|de|du|des|l'|d'(?=[a-z])|d'|une?|mon|ma|notre"),
    (":", None, r"s'il vous plait|svp|stp|merci|ok|d'accord|parfait|c'est (?:bon|mieux)|serait|ideal"),
]  # fmt: skip

LEXICON = Lexicon("fr", ENTRIES)
