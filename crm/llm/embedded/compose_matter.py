"""What the customer wants, as something we can say back: "shipping your parcels to Portugal", "the sample contract".

`matter_of` tries the reading's `wants`, its quote and what they wrote, newest first. A phrase that cannot be turned to
"you" safely is quoted instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crm.llm.embedded.compose_matter_rules import DELIVERABLE, EMPTY, RULES, VERB_FIRST, WANTED
from crm.llm.embedded.compose_person import gerund, quoted, switch
from crm.llm.embedded.compose_reason import trimmed
from crm.llm.embedded.compose_reason_rules import BARE_DETERMINER, TIME_ONLY
from crm.llm.embedded.compose_sensitive import is_sensitive
from crm.llm.embedded.compose_voice import Voice


@dataclass(frozen=True)
class Matter:
    """`about` stands after "about" ("shipping your parcels"), `now` and `past` are clauses ("you're looking for …",
    "you were looking for …") where they said it as a wish; `words` is what they wrote; all "" when nothing is known."""

    about: str = ""
    now: str = ""
    past: str = ""
    words: str = ""
    certain: bool = True  # False where the words are quoted because they could not be turned round

    def __bool__(self) -> bool:
        return bool(self.about)


NO_MATTER = Matter()


def thing(phrase: str, voice: Voice) -> str | None:
    """A noun phrase said to them; a deliverable gets its article ("a quote for the kitchen" → "the quote …")."""
    phrase = trimmed(phrase, voice.language)
    if not phrase or len(phrase) > 90 or TIME_ONLY[voice.language].fullmatch(phrase) or EMPTY[voice.language].fullmatch(phrase):
        return None
    turned = switch(phrase, voice)
    if turned is None:
        return None
    if DELIVERABLE[voice.language].search(turned):
        return BARE_DETERMINER[voice.language](turned)
    return turned


def _action(phrase: str, voice: Voice) -> str | None:
    phrase = trimmed(phrase, voice.language)
    if not phrase or len(phrase) > 90 or EMPTY[voice.language].fullmatch(phrase):
        return None
    turned = switch(phrase, voice)
    if turned is None:
        return None
    return gerund(turned) if voice.language == "en" else turned


def _wish(want: str, complement: str, voice: Voice) -> tuple[str, str]:
    """The clauses (now, past) of a wish, in the person and number of the customer."""
    forms = WANTED[voice.language].get(want)
    if not forms or not complement:
        return "", ""
    index = 0 if voice.language != "es" else (1 if voice.formal else 0) if not voice.plural else (2 if voice.spain and not voice.formal else 3)
    now, past = forms[min(index, len(forms) - 1)]
    return f"{now} {complement}", f"{past} {complement}"


def _from_rules(text: str, voice: Voice) -> Matter | None:
    for want, pattern in RULES[voice.language]:
        found = pattern.search(text)
        if not found:
            continue
        groups = found.groupdict()
        if groups.get("vp"):
            about = _action(groups["vp"], voice)
            spoken = trimmed(groups.get("all") or "", voice.language)
        else:
            about = thing(groups["np"], voice)
            spoken = trimmed(groups["np"], voice.language)
        if not about:
            continue
        complement = switch(spoken, voice) if spoken else None
        now, past = _wish(want, complement or "", voice)
        return Matter(about, now, past, found.group())
    return None


def _as_phrase(text: str, voice: Voice) -> Matter | None:
    """A `wants` which is already a phrase: "ship our parcels to Portugal", "the kitchen quote"."""
    phrase = trimmed(text, voice.language)
    if not phrase or len(phrase.split()) > 12:
        return None
    if VERB_FIRST[voice.language].match(phrase):
        bare = re.sub(r"^to ", "", phrase, flags=re.I) if voice.language == "en" else phrase
        about = _action(bare, voice)
    else:
        about = thing(phrase, voice)
        if about and voice.language == "en" and len(about.split()) == 1 and not about.endswith("s"):
            about = BARE_DETERMINER["en"](about)
    return Matter(about, words=text) if about else None


def matter_of(wants: Iterable[str], said: Iterable[str], voice: Voice) -> Matter:
    """What they want: `wants` are phrases of a reading or a follow-up, `said` their messages, newest first.

    A wish found in their messages gives the fuller form ("you're looking for …"); it is preferred where it is about the
    same thing as `wants`, since it is closest to how they said it.
    """
    if voice.language not in RULES:
        return NO_MATTER
    phrases = [w.replace("’", "'") for w in wants if w and w.strip() and not is_sensitive(w)]
    spoken = [_from_rules(s, voice) for text in said for s in re.split(r"(?<=[.!?\n])\s+", text.replace("’", "'")) if not is_sensitive(s)]
    found = [m for m in spoken if m]
    given = next((m for m in (_from_rules(p, voice) or _as_phrase(p, voice) for p in phrases) if m), None)
    if given:
        fuller = next((m for m in found if m.now and _shares(m.about, given.about)), None)
        return fuller or given
    if found:
        return next((m for m in found if m.now), found[0])
    if phrases and len(phrases[0].split()) > 1:
        return Matter(quoted(phrases[0]), words=phrases[0], certain=False)
    return NO_MATTER


def _shares(one: str, other: str) -> bool:
    def stems(text: str) -> set[str]:
        return {w[:5] for w in re.findall(r"\w{4,}", text.lower())} - {"your", "with", "para", "about"}

    return len(stems(one) & stems(other)) * 2 >= max(1, min(len(stems(one)), len(stems(other))))
