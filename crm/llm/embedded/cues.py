"""Which cues of the lexicon stand in a text, and where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crm.llm.embedded.lexicon import PATTERNS
from crm.llm.embedded.text import Folded, fold

Span = tuple[int, int]

# What bounds a refusal of contact in time: then it is a date, not an end of all messages.
_BOUNDED = re.compile(
    r"^.{0,30}?\b(?:until|till|before|today|tonight|tomorrow|this (?:week|month|weekend|morning)|next (?:week|month)|for (?:now|a while|the moment)|"
    r"right now|at the moment|yet|during|while|on (?:mon|tues|wednes|thurs|fri|satur|sun)day\w*|at (?:work|night)|"
    r"after \d|in the (?:morning|evening)|late at|"
    r"hasta|por ahora|de momento|por el momento|antes de|hoy|esta semana|durante|"
    r"ate|por enquanto|por agora|antes d|hoje|essa semana|esta semana|"
    r"avant|jusqu|pour l'instant|cette semaine|bis|vor|diese woche|momentan|abhi|aaj|tak|עד|השבוע|היום|قبل|حتي|الان|اليوم)\b"
)
_FOR_GOOD = re.compile(
    r"unsubscri|opt|wrong (?:num|per|con)|again|any ?more|ever\b|remove|delete|erase|spam|lists?\b|baja|desuscrib|equivoc|borr|elimin|nunca|descadastr|"
    r"exclu|remov|apag|desabonn|desinscri|jamais|abmeld|loschen|nie wieder"
)


# The whole message: what every phone company's keyword list has, and the same in the languages at home here.
_KEYWORDS = re.compile(
    r"\W*(?:please |pls |plz |just )?(?:stop|stop it|stop now|stop this|stop that|stopall|stop all|end|quit|unsubscribe|optout|opt out|remove me|no more messages|baja|parar|alto|sair|pare|arret|"
    r"abmelden|הסר|הסירו|توقف|ايقاف|الغاء)(?: please| por favor| pls| plz| now| thanks| thank you)?\W*"
)


# "I was in hospital, but I'm better now": it is over, and they are here.
_RECOVERED = re.compile(
    r"\b(?:was|were|had|been|estaba|estuve|estive|estava)\b.{3,90}\b(?:(?:i'?m|im|i am|we'?re|feeling|am|all|ya estoy|agora estou|ja estou) "
    r"(?:much |all |a lot |now |finally |doing )*(?:better|fine|recovered|back|ok|okay|good|mejor|bien|melhor|bem)|back on my feet|better now|back now)\b",
    re.S,
)


@dataclass(frozen=True)
class Cues:
    """Folded text and the first span of each cue that stands in it."""

    folded: Folded
    spans: Mapping[str, Span]
    keyword: bool = False  # a whole line is a stop keyword

    def __contains__(self, cue: object) -> bool:
        return cue in self.spans

    def any(self, *names: str) -> bool:
        return any(name in self.spans for name in names)

    def quote(self, cue: str) -> str:
        """The customer's own words behind a cue, or nothing."""
        return self.folded.quote(*self.spans[cue]) if cue in self.spans else ""


def cues_of(text: str) -> Cues:
    folded = fold(text)
    spans: dict[str, Span] = {}
    for cue, pattern in PATTERNS.items():
        match = pattern.search(folded.text)
        if match and match.end() > match.start():
            spans[cue] = match.span()
    _settle_opt_out(folded.text, spans)
    if _RECOVERED.search(folded.text):
        for over in ("busy", "hardship", "not_now"):
            spans.pop(over, None)
    keyword = next((line for line in re.finditer(r"[^\n]+", folded.text) if _KEYWORDS.fullmatch(line[0])), None)
    if keyword:
        spans["opt_out"] = keyword.span()
    return Cues(folded, spans, keyword is not None)


def _settle_opt_out(text: str, spans: dict[str, Span]) -> None:
    """ "Stop" aimed at something else is no opt-out; "do not write before May" is a date."""
    if "opt_out" not in spans:
        return
    start, end = spans["opt_out"]
    other = spans.get("stop_other")
    if other and other[0] <= start and other[1] >= end:
        del spans["opt_out"]
        return
    if _BOUNDED.match(text[end:]) and not _FOR_GOOD.search(text[start:end]):
        spans.setdefault("hold_off", (start, end))
        del spans["opt_out"]
