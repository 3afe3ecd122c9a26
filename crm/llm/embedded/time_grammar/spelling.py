"""Slips of the finger in long words of time: "wensday", "tommorow", "febuary", "sooooon".

Only words of six letters and more are mended, only where the first letter is right, and only towards a closed list: a
wrong date is worse than none. Short words have too many neighbours ("lunes", "julio", "monda").
"""

from __future__ import annotations

import re
from functools import lru_cache

from crm.llm.embedded.time_grammar.folding import Folded
from crm.llm.embedded.time_grammar.languages import cues, lexicon

_WORD = re.compile(r"[a-z]{4,}")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_SHORTEST = 6
_TWO_SLIPS_FROM = 8  # letters from which two slips are forgiven

TARGETS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday january february september october november december "
    "tomorrow weekend fortnight afternoon evening christmas thanksgiving ramadan quarter tonight yesterday",
    "es": "miercoles jueves viernes sabado domingo febrero septiembre octubre noviembre diciembre proximo proxima navidad trimestre",
    "pt": "segunda-feira terca-feira quarta-feira quinta-feira sexta-feira domingo janeiro fevereiro setembro outubro novembro dezembro "
    "proximo proxima trimestre carnaval",
    "fr": "mercredi vendredi samedi dimanche janvier fevrier juillet septembre octobre novembre decembre prochain prochaine "
    "trimestre aujourd'hui",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar september oktober november dezember "
    "ubermorgen wochenende weihnachten quartal nachste nachsten nachster nachstes",
    "hi": "somvar mangalvar budhvar guruvar shukravar shanivar ravivar diwali",
}  # fmt: skip
SHORT = {
    "en": "soon today later week month year now friday monday sunday",
    "es": "manana hoy pronto luego semana mes lunes martes",
    "pt": "amanha hoje logo semana",
    "fr": "demain bientot semaine",
    "de": "morgen heute bald woche",
    "hi": "",
}
# Real words one slip away from a word of time.
OTHER_WORDS = frozenset(
    "quarters quartet quarterly quarto weekends weekender fortnights afternoons evenings mondays fridays sundays tuesdays "
    "thursdays saturdays wednesdays sunny sundae proximos proximas proximamente quartale quartals samstags sonntags montags "
    "freitags dienstags mittwochs donnerstags februars januars nachstens jueces domingos sabados viernesito manzana manana "
    "trimestres quincenas prochaines prochains decembres wochenenden wochenendes carnavales navidades navidena evening's "
    "eventing sevening salado salados montage montagen montags nachstem nachst ".split()
)


@lru_cache(maxsize=8)
def _by_first_letter(language: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in TARGETS.get(language, "").split():
        found.setdefault(word[0], []).append(word)
    return found


def respelled(folded: Folded, language: str) -> Folded:
    """The text with mended words; quotes are still cut from what was written."""
    if language not in TARGETS:
        return folded
    pieces: list[str] = []
    origin: list[int] = []
    at = 0
    for match in _WORD.finditer(folded.text):
        mended = _mended(match[0], language)
        if mended is None:
            continue
        start, end = match.span()
        pieces += [folded.text[at:start], mended]
        origin += folded.origin[at:start]
        last = folded.origin[end - 1]
        origin += [min(folded.origin[start] + place, last) for place in range(len(mended) - 1)] + [last]
        at = end
    if not pieces:
        return folded
    pieces.append(folded.text[at:])
    origin += folded.origin[at:]
    return Folded(folded.source, "".join(pieces), tuple(origin))


@lru_cache(maxsize=4096)
def _mended(word: str, language: str) -> str | None:
    """The word of time that is meant, None if it is one already or none is near."""
    if _DRAWN_OUT.search(word):
        known = set(TARGETS[language].split()) | set(SHORT[language].split())
        for keep in (r"\1", r"\1\1"):
            shorter = _DRAWN_OUT.sub(keep, word)
            if shorter in known:
                return shorter
    if len(word) < _SHORTEST or word in OTHER_WORDS or _is_known(word, language):
        return None
    near = _by_first_letter(language).get(word[0], [])
    if word in near:
        return None
    best: list[tuple[int, str]] = []
    for target in near:
        allowed = 2 if len(target) >= _TWO_SLIPS_FROM else 1
        slips = _slips(word, target, allowed)
        if slips <= allowed:
            best.append((slips, target))
    return min(best)[1] if best else None


def _is_known(word: str, language: str) -> bool:
    """Whether the lexicon has the word, or the language knows it as a small word."""
    tokens = lexicon(language).tokens(word)
    return word in cues(language).function_words or not (len(tokens) == 1 and tokens[0].tag == ".")


def _slips(word: str, target: str, limit: int) -> int:
    """Letters wrong, missing, added or swapped with their neighbour; `limit` + 1 for anything above it."""
    if abs(len(word) - len(target)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(target) + 1))
    for i, letter in enumerate(word, 1):
        last, before = before, row
        row = [i]
        for j, wanted in enumerate(target, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == target[j - 2] and word[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
