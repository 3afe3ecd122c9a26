"""What the customer wants, as something we can say back: "shipping your parcels to Portugal", "the sample contract".

`matter_of` tries the reading's `wants`, its quote and what they wrote, newest first. A phrase that cannot be turned to
"you" safely is quoted instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crm.llm.embedded.composing.matter_rules import DELIVERABLE, EMPTY, NOT_A_PHRASE, RULES, VERB_FIRST, WANTED
from crm.llm.embedded.composing.nominal import needs_someone, nominal
from crm.llm.embedded.composing.person import gerund, switch
from crm.llm.embedded.composing.reason import trimmed
from crm.llm.embedded.composing.reason_rules import BARE_DETERMINER, CUT, OWNED, TIME_ONLY
from crm.llm.embedded.composing.sensitive import is_sensitive
from crm.llm.embedded.composing.voice import Voice


@dataclass(frozen=True)
class Matter:
    """`about` stands after "about" ("shipping your parcels"), `now` and `past` are clauses ("you're looking for …",
    "you were looking for …") where they said it as a wish; `words` is what they wrote; all "" when nothing is known."""

    about: str = ""
    now: str = ""
    past: str = ""
    words: str = ""

    @property
    def sayable(self) -> bool:
        """Whether `about` says something alone: "fechar" or "renewing" does not."""
        return bool(self.about) and not re.fullmatch(r"\w+(?:[aei]r|ing)", self.about)

    def __bool__(self) -> bool:
        return bool(self.about)


NO_MATTER = Matter()


def thing(phrase: str, voice: Voice) -> str | None:
    """A noun phrase said to them; a deliverable gets its article ("a quote for the kitchen" → "the quote …")."""
    phrase = trimmed(phrase, voice.language)
    if (
        not phrase
        or len(phrase) > 90
        or TIME_ONLY[voice.language].fullmatch(phrase)
        or EMPTY[voice.language].fullmatch(phrase)
    ):
        return None
    turned = switch(phrase, voice)
    if turned is None:
        return None
    if voice.language != "en" and VERB_FIRST[voice.language].match(f"{turned} "):
        return nominal(turned, voice.language) or turned
    if DELIVERABLE[voice.language].search(turned) or voice.language != "en":
        return (
            _known_by_now(turned, voice.language)
            if re.match(r"una?\b|uma?\b", turned, re.I)
            else BARE_DETERMINER[voice.language](turned)
        )
    if re.fullmatch(r"[a-z]+(?<!s)(?<!ing)", turned):
        return f"the {turned}"
    return _known_by_now(turned, voice.language)


_MAKER = {
    "en": re.compile(r"(?:er|or|ist|ian|yst|dj|man|woman)$", re.I),
    "es": re.compile(r"(?:ista|or|ora|er[oa]|[oó]log[oa]|[oó]graf[oa]|nte|ari[oa])$", re.I),
    "pt": re.compile(r"(?:ista|or|ora|eir[oa]|[oó]log[oa]|[oó]graf[oa]|nte|[aá]ri[oa])$", re.I),
}


def _known_by_now(phrase: str, language: str) -> str:
    """What was "a new kitchen" when they first spoke of it is "your new kitchen" by now; a person is still to be found."""
    found = re.match(r"(?:an?|una?|uma?) (.+)$", phrase, re.I | re.S)
    if not found:
        return phrase
    rest = found.group(1)
    complement = re.search(r" (?:for|to|in|of|with|on|at|from|para|de|del|con|do|da|com|em) ", rest)
    head = (rest[: complement.start()] if complement else rest).split()[-1]
    if _MAKER[language].search(head):
        return f"finding {phrase}" if language == "en" else phrase
    if language == "en" and not complement and not re.search(r"\byour\b", rest):
        return f"your {rest}"
    return BARE_DETERMINER[language](phrase)


_GO_ON_WITH = re.compile(r"^(?:avan[zcç]ar|seguir|continuar|proceed|go ahead|carry on) (?:con|com|with) (?=\w)", re.I)


def _action(phrase: str, voice: Voice) -> str | None:
    phrase = trimmed(phrase, voice.language)
    if not phrase or len(phrase) > 90 or EMPTY[voice.language].fullmatch(phrase):
        return None
    phrase = _GO_ON_WITH.sub("", phrase)
    turned = switch(phrase, voice)
    if turned is None:
        return None
    if voice.language == "en":
        return gerund(turned)
    if noun := nominal(turned, voice.language):
        return noun
    if needs_someone(turned, voice.language):
        return f"encontrar {'a ' if voice.language == 'es' and not turned.startswith('a ') else ''}{turned}"
    return turned


def _wish(want: str, complement: str, voice: Voice) -> tuple[str, str]:
    """The clauses (now, past) of a wish, in the person and number of the customer."""
    forms = WANTED[voice.language].get(want)
    if not forms or not complement:
        return "", ""
    index = (
        0
        if voice.language != "es"
        else (1 if voice.formal else 0)
        if not voice.plural
        else (2 if voice.spain and not voice.formal else 3)
    )
    now, past = forms[min(index, len(forms) - 1)]
    return f"{now} {complement}", f"{past} {complement}"


_FIRST = re.compile(
    r"\b(?:first|primero|antes|primeiro)\W*$|^(?:that|this|it|eso|esto|isso|isto)\b", re.I
)  # what they do before it is the reason to wait


def _from_rules(text: str, voice: Voice) -> Matter | None:
    for want, pattern in RULES[voice.language]:
        found = pattern.search(text)
        if not found or _FIRST.search(CUT[voice.language].split(found.group(), maxsplit=1)[0]):
            continue
        groups = found.groupdict()
        spoken = trimmed(groups.get("all") or groups.get("np") or "", voice.language)
        someone = needs_someone(spoken, voice.language)
        helper = _SOMEONE_TO.match(spoken) if voice.language == "en" and not groups.get("vp") else None
        if groups.get("vp") or helper:
            about = _action(spoken[helper.end() :] if helper else groups["vp"], voice)
        else:
            about = _action(spoken, voice) if someone else thing(groups["np"], voice)
        if about and found.start() == 0 and re.match(r"[A-Z][a-z]+ [a-z]", about):
            about = about[0].lower() + about[1:]  # it began their sentence
        if about and want == "choice":
            about = f"the choice between {groups['np'].strip()}"
        if about and want in ("need", "want") and voice.language == "en" and _DONE_TO_IT.search(about):
            about = f"having {about}"
        about = re.sub(r" for (?:you|us|me)$", "", about) if about and voice.language == "en" else about
        if not about or not names_something(about):
            continue
        complement = switch(spoken, voice) if spoken and (groups.get("all") or groups.get("np")) else None
        # "buscabas a alguien que envíe" would need another tense: the noun ("el envío de …") says it as well
        now, past = ("", "") if someone and " que " in spoken else _wish(want, complement or "", voice)
        return Matter(about, now, past, trimmed(found.group(), voice.language))
    return None


# "your wisdom teeth looked at", "3 pallets moved from Leeds": a thing and what is to be done to it.
_DONE_TO_IT = re.compile(
    r"\b(?!(?:a|an|the|your|our|some|new|any|more)\b)[\w-]+ (?:looked at|done|made|built|redone|cut|\w{3,}ed)(?= (?:from|to|in|by|at|into|before)\b|$)",
    re.I,
)
_SOMEONE_TO = re.compile(
    r"^(?:someone|somebody|anyone|you|a \w+|people|help)(?: (?:company|team|person|guys))? (?:to|who can|that can|with) (?=\w)",
    re.I,
)


def as_phrase(text: str, voice: Voice) -> Matter | None:
    """A `wants` which is already a phrase: "ship our parcels to Portugal", "the kitchen quote"."""
    phrase = trimmed(text, voice.language)
    if not phrase or len(phrase.split()) > 12 or NOT_A_PHRASE[voice.language].search(phrase):
        return None
    helper = _SOMEONE_TO.match(phrase) if voice.language == "en" else None
    if helper and not helper.group().endswith("with "):
        about = _action(phrase[helper.end() :], voice)
    elif needs_someone(phrase, voice.language):
        about = _action(phrase, voice)
    elif VERB_FIRST[voice.language].match(phrase):
        bare = re.sub(r"^to ", "", phrase, flags=re.I) if voice.language == "en" else phrase
        about = _action(bare, voice)
    else:
        about = thing(phrase, voice)
    return Matter(about, words=text) if about and names_something(about) else None


# What they ask us to do in order to reach them, what only points, and days: nothing that a talk is about.
_NO_THING = re.compile(
    r"\b(?:nudge|shout|bell|buzz|poke|ping|e-?mails? about|hello|sim|that|it|me|you|them|him|her|mull|hit|rn)\b(?! the| your| our)|\b(?:us|this|one|back)$|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b(?= only| or| \w$|$)|\b(?:sat|sun|tues?|weds?|thurs?|fri|mon) (?:and|or|n)\b|\bthe (?:line|call|ring|text|message)\b|"
    r"^(?:trying|liking|making it|getting back|coming back|the best|drowning|being)\b",
    re.I,
)


def names_something(about: str) -> bool:
    """Whether it is a thing to talk about, and no way to reach them ("your nudge a week before") or a mere "that"."""
    return not _NO_THING.search(about) and not re.fullmatch(r"(?:the|your|our|an?|some|that|those)", about, re.I)


def _given(phrase: str, voice: Voice) -> Matter | None:
    """A phrase of a reading: a verb phrase or a thing with its article as it stands, else by the rules."""
    bare = trimmed(phrase, voice.language)
    if VERB_FIRST[voice.language].match(bare) or OWNED[voice.language].match(bare):
        return as_phrase(phrase, voice) or _from_rules(phrase, voice)
    return _from_rules(phrase, voice) or as_phrase(phrase, voice)


def matter_of(wants: Iterable[str], said: Iterable[str], voice: Voice, *, apart_from: str = "") -> Matter:
    """What they want: `wants` are phrases of a reading or a follow-up, `said` their messages, newest first.

    A wish found in their messages gives the fuller form ("you're looking for …"); it is preferred where it is about the
    same thing as `wants`, since it is closest to how they said it. What repeats `apart_from`, the reason why they wait,
    is no matter.
    """
    if voice.language not in RULES:
        return NO_MATTER
    phrases = [
        w.replace("’", "'")
        for w in wants
        if w and w.strip() and not is_sensitive(w, voice.own) and not _FIRST.search(w)
    ]
    sentences = [s for text in said for s in re.split(r"(?<=[.!?\n])\s+", text.replace("’", "'"))]
    found = [m for s in sentences if not is_sensitive(s, voice.own) and (m := _from_rules(s, voice))]
    found = [m for m in found if not repeats(m.about, apart_from)]
    given = next((m for m in (_given(p, voice) for p in phrases) if m), None)
    if given and not repeats(given.about, apart_from):
        fuller = next((m for m in found if m.past and _shares(m.about, given.about)), None)
        return fuller or given
    if found:
        return next((m for m in found if m.past), found[0])
    return NO_MATTER


def _stems(text: str) -> set[str]:
    return {w[:5] for w in re.findall(r"\w{4,}", text.lower())} - {"your", "with", "para", "about", "vuest", "sobre"}


def _shares(one: str, other: str) -> bool:
    return len(_stems(one) & _stems(other)) * 2 >= max(1, min(len(_stems(one)), len(_stems(other))))


def repeats(one: str, other: str) -> bool:
    """Whether `one` says nothing that `other` does not say."""
    return bool(other) and bool(_stems(one)) and _stems(one) <= _stems(other)
