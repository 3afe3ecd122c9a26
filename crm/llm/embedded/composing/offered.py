# word lists, one language a line
"""The thing that our own message was about: "the site visit for the bathroom" in "Want me to pencil in a site visit …?".

Our words need no turning round: "our health plan" stays ours, "your parcels" stay theirs. A noun phrase is read word by
word from its determiner to the first word that cannot belong to it; of several the last one that names something counts,
since a question of ours ends with its matter.
"""

from __future__ import annotations

import re

_DETERMINER = {
    "en": re.compile(r"(?:the|your|our|an?|these|those|some|(?!(?:what|how|let|it|here|when|who|that|there|where|she|he)['’])\w+['’]s)$", re.I),
    "es": re.compile(r"(?:el|la|los|las|una?|tus?|sus?|vuestr[oa]s?|nuestr[oa]s?)$", re.I),
    "pt": re.compile(r"(?:o|a|os|as|uma?|seus?|suas?|teus?|tuas?|noss[oa]s?)$", re.I),
}  # fmt: skip
_INSIDE = {
    "en": re.compile(r"(?:of|for|on|in|with|from|to|between)$", re.I),
    "es": re.compile(r"(?:de|del|en|con|para|por|sobre|a|al)$", re.I),
    "pt": re.compile(r"(?:de|d[oa]s?|em|n[oa]s?|com|para|por|sobre|ao|à)$", re.I),
}
_TIME = (
    "today|tomorrow|tonight|now|soon|later|next|this|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|"
    "october|november|december|week|weekend|month|year|morning|afternoon|evening|hoy|mañana|ahora|pronto|luego|esta|este|próxim[oa]|lunes|martes|miércoles|jueves|viernes|sábado|"
    "domingo|semana|mes|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|hoje|amanhã|agora|logo|essa|esse|nesta|neste|segunda|terça|quarta|quinta|"
    "sexta|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|\\d+(?:st|nd|rd|th)"
)
_ENDS = {
    "en": re.compile(rf"(?:you|me|us|i|we|they|he|she|it|is|are|was|were|be|been|will|would|can|could|shall|should|may|do|does|did|has|have|had|or|and|yet|still|again|together|please|as|then|when|if|so|ready|useful|feel\w*|back|over|priced|due|that|which|once|just|any|up|out|instead|already|at|by|aside|down|off|arrive\w*|comes?|starts?|begins?|{_TIME})$", re.I),
    "es": re.compile(rf"(?:te|le|les|os|me|nos|se|lo|es|está|son|ya|y|o|si|que|cuando|como|antes|después|todavía|aún|{_TIME})$", re.I),
    "pt": re.compile(rf"(?:te|lhe|me|nos|se|você|vocês|é|está|são|já|e|ou|que|quando|como|antes|depois|ainda|pra|{_TIME})$", re.I),
}  # fmt: skip
_AUXILIARY = re.compile(r"(?:can|could|may|shall|should|will|would|did|does|do|is|are|was|were|has|have|got)$", re.I)
# What is asked for while talking of a matter, and is none: "a sec", "a good day", "a chance to look".
_HOLLOW = re.compile(
    r"^(?:the|your|our|an?|some|el|la|los|las|una?|tus?|sus?|o|a|os|as|uma?|seus?|suas?)\s+(?:(?:good|best|better|right|quick|short|free|little|last|buen|mejor|bom|boa|melhor|last|next|new)\s+)*"
    r"(?:best|sec|second|minute|min|moment|chance|look|time|times|day|days|call|chat|word|think|question|questions|bit|while|week|date|thoughts?|lot|note|message|top of your inbox|inbox|way|one|beginning|start|end|top|"
    r"momento|rato|día|hora|pregunta|preguntas|llamada|vez|minuto|dia|pergunta|perguntas|ligação|oportunidad|oportunidade|colleague|team)\b",
    re.I,
)
_ABOUT = {
    "en": re.compile(r"\b(?:about|regarding|interested in|of interest:?) (?P<np>[^?.!,;]+)", re.I),
    "es": re.compile(r"\b(?:sobre|acerca de|lo de) (?P<np>[^?.!,;]+)", re.I),
    "pt": re.compile(r"\b(?:sobre|acerca d[eoa]s?) (?P<np>[^?.!,;]+)", re.I),
}
_PRONOUN = re.compile(r"it|this|that|them|those|eso|esto|ello|isso|isto|ele|ela", re.I)
_OF_INTEREST = re.compile(r"^(?:is|are) (?P<np>[\w' -]+?) (?:still )?(?:of interest|what you)", re.I)
_NAMES_A_TIME = re.compile(
    r"[A-Z]\w+day$|(?:January|February|March|April|May|June|July|August|September|October|November|December)$"
)
# A statement of ours names the matter where it promises or brings something; "all the best with the fair" does not.
_STATES = re.compile(
    r"\b(?:i|we)(?:['’](?:ll|d|ve)| will| would| have)\b|\byou['’]ll have\b|\bsharing\b|\bhere(?: is|['’]s| are)\b|\b(?:is|are) (?:due|ready)\b|\b(?:checking|update|thoughts) (?:\w+ ){0,3}on\b|"
    r"\b(?:te|le|os|les) (?:env[ií]o|mando|preparo|reservo|escribo)\b|\b(?:vou|vamos) (?:enviar|mandar|preparar|reservar)\b|\bsegue\b",
    re.I,
)
_LONGEST = 9  # words


def planned_in(purpose: str, language: str) -> str:
    """The thing that a purpose in a colleague's words is about: "decide on the van lease"."""
    return _in_sentence(purpose, language) if language in _DETERMINER else ""


def offered_in(text: str, language: str) -> str:
    """The thing a message of ours is about, with its determiner as it is known by now ("a quote" is "the quote"); "" for none."""
    if language not in _DETERMINER:
        return ""
    sentences = [s for s in re.split(r"(?<=[.!?])\s+|\n+", text.strip()) if s]
    asking = [s for s in sentences if "?" in s]
    stating = [s for s in sentences if s not in asking and (_ABOUT[language].search(s) or _STATES.search(s))]
    for sentence in (*reversed(asking), *reversed(stating)):
        found = _in_sentence(sentence, language)
        if found:
            return found
    return ""


def _in_sentence(sentence: str, language: str) -> str:
    if language == "en" and (named := _OF_INTEREST.search(sentence)):
        return named["np"]
    about = _ABOUT[language].search(sentence)
    if about:
        words = about["np"].split()
        phrase = _known(" ".join(_taken(words, 0, language)), language)
        if (
            phrase
            and not _HOLLOW.match(phrase)
            and not _PRONOUN.fullmatch(phrase)
            and not _DETERMINER[language].match(phrase)
        ):
            return phrase
    words = re.findall(r"[\w'’-]+|[^\w\s]", sentence)
    phrases: list[str] = []
    subjects: list[str] = []
    start = 0
    while start < len(words):
        if _DETERMINER[language].match(words[start]):
            led = 0 < start < 3 and language == "en" and _AUXILIARY.match(words[start - 1])
            taken = _taken(words, start, language)
            phrase = " ".join(taken)
            if len(taken) > 1 and not _HOLLOW.match(phrase):
                after = re.search(r" (?:for|on|about) ((?:the|your|our) .+)$", phrase) if led else None
                phrase = after[1] if after else phrase  # "could our engineer visit for the panels": not who, but what
                (subjects if led and not after else phrases).append(phrase)
            start += 2 if _HOLLOW.match(phrase) else max(1, len(taken))
        else:
            start += 1
    return _known((subjects + phrases)[-1], language) if subjects or phrases else ""


def _taken(words: list[str], start: int, language: str) -> list[str]:
    """The words of the phrase that begins at `start`."""
    taken: list[str] = []
    for word in words[start : start + _LONGEST]:
        named = (
            len(taken) == 1
            and _NAMES_A_TIME.match(word)
            and len(words) > start + 2
            and _ENDS[language].match(words[start + 2]) is None
        )
        ends = not re.match(r"\w", word) or (taken and _ENDS[language].match(word) and not named)
        second = len(taken) > 0 and _DETERMINER[language].match(word) and not _INSIDE[language].match(taken[-1])
        second = second and not (
            len(taken) == 1 and word.endswith("s") and word[-2] in "'’"
        )  # "the rabbit's vaccination"
        if ends or second:
            break
        taken.append(word)
    while taken and (_INSIDE[language].match(taken[-1]) or (len(taken) > 1 and _DETERMINER[language].match(taken[-1]))):
        taken.pop()
    if language == "en" and len(taken) > 2 and re.fullmatch(r"to|at", taken[-2]):
        taken = taken[:-2]
    return taken


def _known(phrase: str, language: str) -> str:
    """What we offered once is known by now."""
    phrase = re.sub(r"^(?:The|Your|Our|El|La|Los|Las|As|Os)\b", lambda m: m[0].lower(), phrase)
    if language == "en":
        return re.sub(r"^(?:an?|some) ", "the ", phrase, flags=re.I)
    if language == "es":
        return re.sub(r"^un(a?) ", lambda m: "la " if m[1] else "el ", phrase, flags=re.I)
    return re.sub(r"^um(a?) ", lambda m: "a " if m[1] else "o ", phrase, flags=re.I)
