"""The words of a text that carry a meaning, and whether two of them are the same word in another form."""

from __future__ import annotations

import re
import unicodedata

from conversations.turns.grounding import folded


def content_words(text: str) -> set[str]:
    """Words that carry a meaning, cut to six letters so that “shipping” meets “ships”. Short words in other scripts count."""
    return {word[:6] for word in words_of(text) if is_long(word)} - EMPTY_WORDS


def words_of(text: str) -> list[str]:
    """Folded; the vowel signs of Devanagari belong to their words."""
    letters = (ch if ch.isalpha() or unicodedata.category(ch)[0] == "M" else " " for ch in folded(text))
    return "".join(letters).split()


def is_long(word: str) -> bool:
    return len(word) > (3 if word.isascii() else 2)


EMPTY_WORDS = {
    word[:6]
    for word in (
        "that this with from have want wants would could about your yours ours they them then when what which will just here "
        "there time after before later back hello para como cuando esto esta este esse essa isso pero mais depois despues "
        "antes luego entonces quiero quero todo nada sobre avec pour dans noch auch oder aber nach"
    ).split()
}

# To name a day again takes up nothing of what it was about.
TIME_WORDS = {
    word[:6]
    for word in (
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december "
        "today tomorrow tonight morning afternoon evening week weeks weekend month months quarter year days hours minutes soon next last early late around "
        "lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
        "semana semanas meses manana tarde noche dias pronto ahora segunda terca quarta quinta sexta janeiro fevereiro marco maio junho julho setembro "
        "outubro novembro dezembro amanha manha noite agora lundi mardi mercredi jeudi vendredi samedi dimanche semaine mois demain matin soir "
        "montag dienstag mittwoch donnerstag freitag samstag sonntag woche wochen monat morgen abend"
    ).split()
}
SMALL_TALK = {
    word[:6]
    for word in (
        "please thanks thank write again today tomorrow moment hello quick right still maybe "
        "favor gracias manana momento escribe escribeme semana obrigado obrigada amanha agora escreve semanas hola"
    ).split()
}


def forms_of(text: str) -> set[str]:
    """Its content words in full, folded: what `meets` compares."""
    return {word for word in words_of(text) if carries(word)}


def carries(word: str) -> bool:
    return is_long(word) and word[:6] not in EMPTY_WORDS | TIME_WORDS | SMALL_TALK


# Articles, conjunctions and prepositions that Hebrew and Arabic write as one with the word.
_JOINED = re.compile(r"^(?:[והבלכמש]{1,2}(?=[\u0590-\u05ff]{3})|(?:[وفبكل]?ال|لل|[وفبل])(?=[\u0600-\u06ff]{3}))")
_ENDING = 3  # letters of an ending that may differ: “migration”, “migrated”
_WITHIN = 5  # letters of a word that may stand inside another: “Angebot” in “Küchenangebot”


def meets(one: str, other: str) -> bool:
    """Whether two folded words are forms of one: by what they begin with, or one stands inside the other.

    Lenient on purpose. A stemmer for each language would refuse good drafts over an ending that it does not know.
    """
    return any(_same(a, b) for a in _bare(one) for b in _bare(other))


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) >= _WITHIN and short in long:
        return True
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return same >= max(len(short) - _ENDING, min(len(short), 4 if short.isascii() else 3))


def _bare(word: str) -> set[str]:
    """As it stands and without what is joined to it in front; a vowel at its end left off: “move” and “moving”."""
    return {re.sub(r"(?<=[a-z]{3})[aeiou]$", "", each) for each in (word, _JOINED.sub("", word))}


def share_said(item: str, text: str) -> float | None:
    """Share of the content words of `item` that `text` says in some form; None where it has none."""
    wanted, said = forms_of(item), forms_of(text)
    return sum(any(meets(one, other) for other in said) for one in wanted) / len(wanted) if wanted else None
