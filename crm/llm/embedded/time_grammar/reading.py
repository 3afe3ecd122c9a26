"""One folded message in one language -> its expressions, with roles, conditions and zones."""

from __future__ import annotations

import re
from dataclasses import replace

from crm.llm.embedded.time_grammar.conditions import add_condition, zone_behind
from crm.llm.embedded.time_grammar.cues import Cues
from crm.llm.embedded.time_grammar.events import events
from crm.llm.embedded.time_grammar.folding import Folded
from crm.llm.embedded.time_grammar.joining import expressions
from crm.llm.embedded.time_grammar.languages import cues, lexicon
from crm.llm.embedded.time_grammar.roles import around, inherits, is_correction, place_role
from crm.llm.embedded.time_grammar.spans import Sentence, Span, split_after_next
from crm.llm.embedded.time_grammar.spelling import respelled
from crm.llm.embedded.time_grammar.tokens import Value

_LONG = {"month", "quarter", "half_year", "year", "season", "end_of", "start_of"}
_THEN = re.compile(
    r"(?<!\w)(?:call|ring|text|message|msg|write|ping|send|ask|contact|remind|talk|speak|check|chat|pick|reach|revisit|look|hit|try|come back|get back|"
    r"let'?s|escrib\w+|llam\w+|pregunt\w+|habl\w+|busc\w+|mand\w+|avis\w+|pergunt\w+|cobr\w+|chama|fala\w*|manda|schreib\w*|meld\w*|ruf\w*)\b[^.!?\n]{0,50}?"
    r"(?<!\w)(?:then|at that point|around then|entonces|ahi|entao|dann)(?!\w)(?! (?:i|we|you)\b)"
)
_REMIND = re.compile(
    r"(?<!\w)(?:remind me|nudge me|chase me|recuerda(?:me|nos)\w*|recorda(?:me|nos)\w*|acuerda(?:me)\w*|(?:me )?lembr(?:a|e)(?:-me)?|"
    r"rappell?ez?-(?:le-)?moi|erinner\w* (?:mich|uns)|תזכיר\w*|ذكرني|yaad dila\w*|याद दिला\w*)"
)
_WHEN = re.compile(
    r"(?<!\w)(?:when|once|cuando|quando|quand|wenn)(?: [\w']+){1,5} (?:in|at|en|em|no|im|am)?(?: the| of)? ?$"
)
# "¿entregáis los sábados?", "do you open on Sundays?": a habit that they ask about, no day on which to write.
_HABIT = re.compile(
    r"(?<!\w)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|(?:los|aos|nas|as) \w+|\w+tags|(?:le |les )(?:\w+di|dimanche)s?)$"
)
_ASKED = re.compile(r"[^.!?\n]{0,60}\?")
_CONTACT = re.compile(
    r"(?<!\w)(?:write|call|text|ring|message|remind|talk|speak|escrib\w+|llam\w+|habl\w+|lig\w+|fala\w*|chama\w*|escrev\w+|"
    r"rappel\w*|appel\w*|ecri\w+|schreib\w*|ruf\w*|meld\w*)(?!\w)"
)
Placed = tuple[int, int, Value]


def read(folded: Folded, language: str) -> list[Value]:
    """All expressions of the message, left to right."""
    own, folded = cues(language), respelled(folded, language)
    tokens = [t for t in lexicon(language).tokens(folded.text) if t.tag != "_"]
    tokens = split_after_next(tokens) if language == "en" else tokens
    sentence = Sentence(
        folded.text, tokens, "".join(t.tag for t in tokens), own.function_words, own.postpositions, own.until_is_by
    )
    placed = _with_roles(folded, sentence, expressions(sentence), own)
    placed += events(folded, placed, own)
    placed.sort(key=lambda item: item[0])
    add_condition(folded, placed, own)
    return [answer for item in placed if (answer := _answer(folded, item))]


def _with_roles(folded: Folded, sentence: Sentence, found: list[Span], own: Cues) -> list[Placed]:
    placed: list[Placed] = []
    previous: Span | None = None
    for span in found:
        start, end = sentence.tokens[span.first].start, sentence.tokens[span.last - 1].end
        if span.value["kind"] == "weekday" and _is_habit(folded.text, start, end):
            continue
        if "hour" in span.value and (zone := zone_behind(folded, end, own)):
            span.value["zone_hint"], end = zone
        if previous and inherits(sentence.gap(previous.last, span.first)) and previous.value["kind"] != "return_from":
            span.value["role"] = previous.value["role"]
            if previous.value.get("negated"):
                span.value["negated"] = True
        else:
            words = around(folded.text, start, end, own)
            if previous and previous.value["role"] == "unavailable" and _is_afresh(sentence, previous, span):
                words = replace(words, left="", clause_left="")  # "tomorrow I can't, the day after I can"
            place_role(span, words, own)
            _taken_up(folded, span, start, end)
            if is_correction(words, own) and span.value["role"] == "contact_after" and not span.value.get("negated"):
                span.value["corrects"] = True
        placed += _named_week(folded, start, end, span.value)
        previous = span
    return placed


def _is_habit(text: str, start: int, end: int) -> bool:
    """Whether a weekday is one of many in a question about what we do: "¿entregáis también los sábados?"."""
    clause = re.split(r"[.!?\n]", text[:start])[-1]
    return bool(
        _HABIT.search(text[max(0, start - 5) : end])
        and _ASKED.match(text, end)
        and not _CONTACT.search(clause + text[start:end])
    )


def _is_afresh(sentence: Sentence, previous: Span, span: Span) -> bool:
    """Whether the words between two times belong to the first: something is said, then a comma."""
    gap = sentence.gap(previous.last, span.first)
    return len(gap) > 1 and gap[-1] in ",!"


def _taken_up(folded: Folded, span: Span, start: int, end: int) -> None:
    """'I get paid at the end of the month, send me the link then': that time itself is meant, not some day after it."""
    role, behind = span.value.get("role"), folded.text[end : end + 120]
    if role not in ("event", "their_commitment"):
        return
    if role == "their_commitment" and (_REMIND.search(behind) or _THEN.search(behind)):
        span.value["role"] = "contact_after"
        return
    if span.value["kind"] not in _LONG:
        return
    if _THEN.search(behind) or _WHEN.search(folded.text[max(0, start - 50) : start]):
        span.value["role"] = "contact_after"


def _named_week(folded: Folded, start: int, end: int, value: Value) -> list[Placed]:
    """'Thursday next week' asked for is a week and a day in it: 'next Thursday' alone has two readings."""
    week = value.get("start")
    if value["kind"] != "weekday" or not week:
        return [(start, end, value)]
    if value["role"] not in ("contact_after", "contact_before") or value.get("negated"):
        return [(start, end, {key: given for key, given in value.items() if key != "start"})]
    outer = {**week, "role": "contact_after", "corrects": value.get("corrects", False)}
    inner = {key: given for key, given in value.items() if key not in ("start", "which", "corrects")}
    return [(start, end, outer), (start, end, inner)]


def _answer(folded: Folded, item: Placed) -> Value | None:
    start, end, value = item
    quote = folded.quote(start, end).strip(" ,;:-")
    if not quote:
        return None
    answer = {key: given for key, given in value.items() if given is not None and given is not False}
    return {**answer, "quote": quote, "confidence": _confidence(value)}


def _confidence(value: Value) -> float:
    """Lower where two readings are common: figures that swap, 'next Friday', vague words."""
    if value["kind"] == "vague" or value["kind"] == "event_without_date":
        return 0.6
    if value.get("ambiguous") or (value["kind"] == "weekday" and value.get("which") == "next"):
        return 0.7
    return 0.85 if value.get("fuzzy") else 0.95
