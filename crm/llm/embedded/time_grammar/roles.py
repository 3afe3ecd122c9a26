"""Whose time it is: role, negation and correction of an expression, from the words around it in its clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crm.llm.embedded.time_grammar.cues import Cues
from crm.llm.embedded.time_grammar.spans import Span
from crm.llm.embedded.time_grammar.tokens import Value

_STOP = re.compile(r"[!?;\n]+|\.+(?=\s|$)|\.(?=[^\d\w])")
_REACH = 160  # characters to each side; a clause longer than that is no clause
_NAMED_DAY = {"weekday", "date", "day_of_month", "clock", "part_of_day", "month", "day", "holiday", "range"}
_RETURN_KINDS = {"weekday", "date", "day_of_month", "day", "week", "month", "holiday", "end_of", "weekend", "week_of"}
_UNTIL = re.compile(r"(?:until|till|before|hasta|antes|ate|jusque?|avant|bis|vor)\W*$")
_UNTIL_THEN = re.compile(
    r"(?<!\w)(?:before (?:that|then)|until then|till then|vorher|davor|bis dahin|antes de eso|hasta entonces|antes disso|ate la|avant ca|d'ici la)"
    r"(?: (?:it's|its|is|are|there's|ist|sind|es|son|hay|estan|sao|e|c'est|it))?\W*$"
)
_WAS = re.compile(
    r"(?<!\w)(?:was|were|had|underwent|tuvo|tuve|tuvimos|teve|tive|hatte|hatten|fue|fueron|era|foi|foram|etait|war|waren)(?: \w+){0,2} ?$"
)
# An absence that is over by then.
_AFTER_AWAY = re.compile(
    r"(?<!\w)(?:(?:vuelta|regreso|retorno|volta) d\w+|despues de|depois d\w+|tras|after|(?:back|return\w*|home) from|de retour d\w+|au retour d\w+|apres|nach)"
    r" (?:(?:the|my|our|las|mis|nuestras|as|minhas|les|mes|nos|den|dem|der|mein\w*) ?)*(?:\w+ )?"
    r"(?:vacaciones|viaje|ferias|viagem|vacances|conges?|leave|vacation|holidays?|hols|trip|urlaub|ferien|reise)[\s,]*(?:en|in|em|im)? ?$"
)
# After that hour they are done: free, and not away.
_DONE_BY = re.compile(
    r"(?<!\w)(?:off(?: work| duty| shift)?(?= *$| *,)|(?:off|out of|done with|finish(?:ed)?|through with|home from) (?:work|school|class|duty|my shift|the office)|done|"
    r"(?:salgo|salimos|me libero|estoy libre|saio|saimos|fico livre|je sors|je finis|je suis libre) ?(?:d\w+ (?:\w+ )?(?:trabajo|curro|trabalho|clase|aula|turno|travail|boulot|bureau))?|feierabend)(?!\w)"
)
_BEFORE_IT = re.compile(
    r"(?<!\w)(?:before|ahead of|antes d[eo]l?|avant|vor)(?: \w+){1,3} *(?:on|en|em|le|am)? ?(?:the )?$"
)
# A left cue that wins over nearer ones when it ends right at the expression.
_NEAR_WORDS = 2
_ANCHORED = ("back", "event")


@dataclass(frozen=True)
class Around:
    """The words of the sentence before and behind an expression, and of its clause alone."""

    left: str
    right: str
    clause_left: str
    clause_right: str
    sentence: str


def around(text: str, start: int, end: int, cues: Cues) -> Around:
    """Cut the sentence and the clause around `text[start:end]`."""
    left, right = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    stops = list(_STOP.finditer(left))
    if stops:
        left = left[stops[-1].end() :]
    stop = _STOP.search(right)
    closing = right[stop.start() : stop.end()] if stop else ""
    if stop:
        right = right[: stop.start()]
    clause_left = re.split(r"[,:(]\s*", left)[-1] if left.rstrip()[-1:] not in (",", ":") else left
    breaks = list(cues.clause_break.finditer(clause_left))
    if breaks:
        clause_left = clause_left[breaks[-1].end() :]
    clause_right = "" if text[:end].rstrip().endswith(",") else re.split(r"[,:)]", right)[0]
    broken = cues.clause_break.search(clause_right)
    if broken and broken.start() > 0:
        clause_right = clause_right[: broken.start()]
    return Around(left, right, clause_left, clause_right, left + text[start:end] + right + closing)


def place_role(span: Span, words: Around, cues: Cues) -> str:
    """Set `role`, `negated` and, for a return, `kind` on the span's value; answers the cue that decided."""
    value = span.value
    if _is_past(span):
        value["role"] = "past_fact"
        return "past_fact"
    if cues.question.search(words.sentence) and "contact" not in _nearest(words, cues):
        value["role"] = "not_time"
        return "not_time"
    if "recurring" in span.tags:
        value["role"] = "not_time"
        return "not_time"
    if "bare" in span.tags and (match := cues.left.get("not_time")) and match.search(words.clause_left):
        value["role"] = "not_time"
        return "not_time"
    cue = _negation(span, words, cues) or _nearest(words, cues)
    if cue == "unavailable" and _from_an_hour(value) and done_by(words.clause_left + " " + words.clause_right):
        cue = "contact"  # "Thursday after 6 I'm off work"
    if cue == "event" and "G" in span.cues and value["kind"] == "in_duration":
        cue = ""  # "I'm moving house, give me two weeks": asked for, whatever they are busy with
    if "asked" in span.tags or (cue == "past_fact" and cues.correction.search(words.left[-40:])):
        cue = "contact"  # "I said two weeks, make it a month"
    if cue == "event" and _WAS.search(words.clause_left):
        value["role"] = "past_fact"
        return "past_fact"
    if cue == "event" and "relation" not in value and _BEFORE_IT.search(words.clause_left):
        value["relation"], cue = "before", ""  # "I need it before my trip on the 20th"
    if cue == "unavailable" and _AFTER_AWAY.search(words.clause_left):
        cue = ""  # "back from the holidays, in March"
    if not cue and _UNTIL_THEN.search(words.clause_left):
        cue = "unavailable"  # "mid September; before that, the summer holidays"
    _apply(value, cue, span, until_is_by=cues.until_is_by)
    return cue


def _from_an_hour(value: Value) -> bool:
    return value.get("relation") in ("from", "after") and "hour" in value


def done_by(words: str) -> bool:
    """Whether the words beside an hour say that their day is over then: "after 6 I'm off work"."""
    return bool(_DONE_BY.search(words))


def _is_past(span: Span) -> bool:
    value = span.value
    if "past" in span.tags or value.get("relation") == "since":
        return True
    of_month = "month" in value or value.get("unit") == "month"
    return value.get("which") == "last" and not (of_month and value["kind"] in ("week", "weekday"))


def _negation(span: Span, words: Around, cues: Cues) -> str:
    relation = span.value.get("relation")
    denied = cues.negation_left.search(words.left)
    if denied and denied[0].rstrip().endswith(","):
        denied = None  # "Monday no, Tuesday", "no, Friday": what follows the comma is what they want
    if relation == "before" and cues.denies_before and cues.denies_before.search(words.clause_left):
        span.value["relation"] = "from"
        return "contact"
    if denied:
        if relation in ("until", "before"):
            span.value["relation"] = "from"
            return "contact"
        return "contact" if _UNTIL.search(denied[0]) else "negated"
    if cues.negation_right.match(words.clause_right):
        if relation in ("before", "until") and cues.postpositions:
            span.value["relation"] = "from"  # "20 tarikh se pehle nahi"
            return "contact"
        if relation in ("until", "after") and (relation == "until" or _UNTIL.search(words.left)):
            span.value["relation"] = "from" if relation == "until" else "after"
            return "contact"  # "hasta después de Reyes no me hables"
        return "negated"
    return ""


def _nearest(words: Around, cues: Cues) -> str:
    """The cue that decides: anchored ones first, then the nearest on the left, then what follows."""
    best, best_end = "", -1
    for name in _ANCHORED:
        pattern = cues.left.get(name)
        anchored = pattern.search(words.clause_left) if pattern else None
        if anchored and name == "event" and anchored[0].rstrip().endswith(",") and _offered(words, cues):
            continue  # "19th I am having a function, 21st please"
        if anchored and not (name == "event" and _is_asked(words.clause_left[: anchored.start() + 1], words, cues)):
            return name
    for name, pattern in cues.left.items():
        if name in (*_ANCHORED, "not_time"):
            continue
        for match in pattern.finditer(words.clause_left):
            if match.end() > best_end:
                best, best_end = name, match.end()
    if best == "contact" and cues.left["our_commitment"].search(words.clause_left):
        return "our_commitment"
    if best == "unavailable" and _offered(words, cues) and words.left.rstrip().endswith((",", ";")):
        return "contact"  # "can't do Monday, Wednesday is ok"
    for name, pattern in cues.right.items():
        if pattern.match(words.clause_right):
            if not best or name == "unavailable":
                return name
            break
    if not best:
        away = cues.left["unavailable"].search(words.clause_right)
        if away and len(words.clause_right[: away.start()].split()) <= _NEAR_WORDS:
            return "unavailable"  # "tomorrow I'm on duty"
    return best


def _offered(words: Around, cues: Cues) -> bool:
    return "contact" in cues.right and bool(cues.right["contact"].match(words.clause_right))


def rules_out(words: Around, cues: Cues) -> bool:
    """Whether what stands right behind a time rules it out: "not possible", "is full"."""
    return bool(cues.right["unavailable"].match(words.clause_right) or cues.negation_right.match(words.clause_right))


def _is_asked(left: str, words: Around, cues: Cues) -> bool:
    """'call me after the meeting on Friday': the event only says when."""
    return bool(cues.condition.search(words.clause_left) or cues.left["unavailable"].search(words.clause_left)) or any(
        cues.left[name].search(left) for name in ("our_commitment", "their_commitment", "contact")
    )


def _apply(value: Value, cue: str, span: Span, *, until_is_by: bool) -> None:
    relation = value.get("relation")
    role = "contact_after"
    if cue == "negated":
        value["negated"] = True
    elif cue == "back" and "offset" in value:
        pass  # "back a week tomorrow": the day itself, counted
    elif cue == "back" and value["kind"] in _RETURN_KINDS:
        _make_return(value)
    elif cue == "past_fact":
        over = value["kind"] in _NAMED_DAY and value.get("which") in (None, "this")
        role = "past_fact" if over or "lasts" in span.tags else role
    elif cue == "deadline":
        role = "event"
    elif cue in ("unavailable", "their_commitment", "our_commitment", "event"):
        role = cue
    elif relation in ("before", "by") and value["kind"] != "in_duration" and "offset" not in value:
        role = "contact_before"
    elif relation == "until" and cue == "" and "lasts" in span.tags:
        role = "not_time"  # "the price for two weeks"
    elif relation == "until" and cue == "" and until_is_by and value["kind"] != "in_duration":
        value["relation"], role = "by", "contact_before"
    elif relation == "until" and cue != "contact":
        role = "unavailable"
    elif "lasts" in span.tags and cue != "contact":
        role = "not_time"
    if cue == "contact" and relation == "until":
        value["relation"], role = ("by", "contact_before") if until_is_by else ("from", role)
    if role == "their_commitment" and relation == "until":
        value["relation"] = "by"
    if role == "contact_after" and relation == "until" and "lasts" in span.tags:
        value.pop("relation", None)
    if role == "unavailable" and value["kind"] == "in_duration" and (relation is None or "within" in span.tags):
        value["relation"] = "until"
    if role == "unavailable" and relation in ("from", "after") and "offset" not in value:
        value["relation"] = "until" if "till after" in span.tags else "from"  # "away till after the bank holiday"
    value["role"] = role


def _make_return(value: Value) -> None:
    """'back on the 3rd': the day goes into `start`."""
    start = {key: item for key, item in value.items() if key not in ("relation", "offset", "start")}
    relation = value.get("relation")
    for key in [key for key in value if key != "kind"]:
        del value[key]
    value.update(kind="return_from", start=start)
    if relation in ("after", "around", "by", "before"):
        value["relation"] = relation


def inherits(gap: str) -> bool:
    """'out Thursday and Friday': the second day is meant as the first."""
    return gap in ("k", "/", "kn", "/n", ",k", ",/")


def is_correction(words: Around, cues: Cues) -> bool:
    """'no wait, make it Friday', 'Friday instead'."""
    if cues.correction.search(words.left[-60:]):
        return True
    return bool(
        re.match(r"\s*(?:instead|rather|mejor|melhor|en vez|en su lugar|plutot|stattdessen)\b", words.clause_right)
    )
