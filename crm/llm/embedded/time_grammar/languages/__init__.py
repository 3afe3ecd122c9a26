"""Which language a text is read in: its script, its small words, and what the caller believes."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

from crm.llm.embedded.time_grammar.cues import Cues
from crm.llm.embedded.time_grammar.tokens import Lexicon

LATIN = ("en", "es", "pt", "fr", "de", "hi")
SCRIPTS = {
    "he": re.compile(r"[\u05d0-\u05ea]"),
    "ar": re.compile(r"[\u0621-\u064a]"),
    "hi": re.compile(r"[\u0905-\u0939]"),
}
_COUNTRIES = {
    "BR": "pt", "PT": "pt", "AO": "pt", "MZ": "pt", "FR": "fr", "BE": "fr", "DE": "de", "AT": "de", "CH": "de", "IL": "he", "IN": "hi",
    **dict.fromkeys("ES MX AR CO CL PE UY PY BO EC VE CR PA GT HN SV NI DO CU PR".split(), "es"),
    **dict.fromkeys("SA AE EG MA JO LB KW QA BH OM IQ TN DZ".split(), "ar"),
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_SAMPLE = 600  # characters that tell the language of a message
_CLOSE = 1.5  # a language that has so many small words fewer is still worth a try


@cache
def lexicon(language: str) -> Lexicon:
    """The words of a language, compiled once."""
    module = import_module(f"crm.llm.embedded.time_grammar.languages.{language}")
    built: Lexicon = module.LEXICON
    return built


@cache
def cues(language: str) -> Cues:
    """The cues of a language, compiled once."""
    module = import_module(f"crm.llm.embedded.time_grammar.cues.{language}")
    built: Cues = module.CUES
    return built


def candidates(folded: str, language: str | None, country: str | None) -> list[tuple[str, float]]:
    """Languages worth trying, best first, each with how many of its small words the text holds."""
    sample = folded[:_SAMPLE]
    hint = (language or "").split("-")[0].split("_")[0].lower()
    scripts = {code: len(pattern.findall(sample)) for code, pattern in SCRIPTS.items()}
    script, letters = max(scripts.items(), key=lambda item: item[1])
    if letters:
        return [(script, 9.0), ("en", 0.0)]
    words = _WORD.findall(sample)
    home = _COUNTRIES.get((country or "").upper(), "")
    scores = {
        code: sum(word in cues(code).function_words for word in words) + 0.6 * (code == hint) + 0.3 * (code == home)
        for code in LATIN
    }
    ranked = sorted(LATIN, key=lambda code: -scores[code])
    return [(code, scores[code]) for code in ranked if scores[code] >= scores[ranked[0]] - _CLOSE]
