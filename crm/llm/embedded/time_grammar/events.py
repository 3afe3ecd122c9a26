"""Events without a date: 'once my house sells', 'after our launch'. The words are the customer's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.llm.embedded.time_grammar.cues import Cues
from crm.llm.embedded.time_grammar.folding import Folded
from crm.llm.embedded.time_grammar.roles import around
from crm.llm.embedded.time_grammar.tokens import Value

# The day of a return without its date, which another expression tells ("away until the 30th").
_FIRST_DAY = re.compile(
    r"(?<!\w)(?:(?:the|on the) day (?:i|we)(?:'?m|'?re| am| are|'?ll be| get)? (?:start|restart|resume|return|come back|back|go back)(?: again| work| at work)?|(?:el|al) dia que (?:vuelv|regres|me reincorpor|empie)\w+|(?:n?o) dia (?:em )?que (?:eu )?(?:volt|retorn)\w+|first (?:working )?day (?:back|at work|in the office)|(?:mi|el) primer dia (?:de vuelta|de regreso|de trabajo)|"
    r"(?:meu|no) primeiro dia de (?:volta|trabalho)|mon premier jour de (?:retour|travail)|(?:meinem|am) ersten (?:arbeits)?tag (?:zuruck)?)(?!\w)"
)
# "When autumn starts", "cuando llegue el verano": a season after all, though it has no word of time before it.
_SEASON_NAMES = {
    "spring": "spring|primavera|printemps|fruhling|fruhjahr",
    "summer": "summer|verano|verao|ete|sommer",
    "autumn": "autumn|fall|otono|outono|automne|herbst",
    "winter": "winter|invierno|inverno|hiver",
}
_BEGINS = (
    r"(?:(?:start|begin|com|arriv|commenc)(?:e?s|e)?|kicks off|is here|is upon us|(?:empie|comien|comen|lleg|cheg|entr)\w+|comec\w+|"
    r"commence\w*|beginnt|anfangt|kommt|da ist)"
)
_SEASON_BEGINS = {
    season: re.compile(rf"(?:{_BEGINS} )?(?:the |el |la |o |a |le |l'|der |die |das )?(?:{names})(?: {_BEGINS})?")
    for season, names in _SEASON_NAMES.items()
}
_NEAR = 12  # a time that starts this soon behind 'after' is the time itself, not an event


def events(folded: Folded, taken: Sequence[tuple[int, int, Value]], cues: Cues) -> list[tuple[int, int, Value]]:
    """Every event that no expression of time has taken, as (start, end, value)."""
    found: list[tuple[int, int, Value]] = []
    back = _FIRST_DAY.search(folded.text)
    if back and not any(s < back.end() and e > back.start() for s, e, _ in taken):
        found.append((*back.span(), {"kind": "return_from", "role": "contact_after"}))
    for match in cues.event.finditer(folded.text):
        start, end = match.start("how"), match.end("event")
        inside = [s for s, e, _ in taken if s < end and e > start]
        if inside:
            if min(inside) < match.start("event") + _NEAR:
                continue
            end = min(inside)
        words = folded.text[match.start("event") : end].strip(" -'")
        if len(words) < 3 or cues.idle_event.match(words) or _is_question(folded.text, match.end()):
            continue
        if season := _season_that_begins(words):
            begins: Value = {"kind": "season", "season": season, "part": "early", "role": "contact_after"}
            found.append((start, end, begins))
            continue
        value: Value = {
            "kind": "event_without_date",
            "event": folded.quote(match.start("event"), end).strip(" -'"),
            "relation": _relation(match["how"], cues),
            "role": _role(folded, start, end, match["how"], cues),
        }
        if value["relation"] == "until" and value["role"] == "contact_after":
            value["relation"] = "after"
        found.append((start, end, value))
    return found


def _season_that_begins(words: str) -> str:
    return next((season for season, begins in _SEASON_BEGINS.items() if begins.fullmatch(words)), "")


def _is_question(text: str, end: int) -> bool:
    return text[end : end + 80].lstrip().startswith("?")


def _relation(how: str, cues: Cues) -> str:
    return next((relation for word, relation in cues.event_relation.items() if how.startswith(word)), "after")


def _role(folded: Folded, start: int, end: int, how: str, cues: Cues) -> str:
    words = around(folded.text, start, end, cues)
    promise = cues.left["their_commitment"]
    if promise.search(words.clause_left) or promise.search(words.right[:60]):
        return "their_commitment"
    contact = cues.left["contact"].search(words.clause_left)
    relation = _relation(how, cues)
    if relation == "before":
        return "contact_before" if contact else "event"
    if relation == "until" and not contact:
        return "unavailable"
    return "contact_after"
