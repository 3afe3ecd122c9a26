"""One folded message in one language -> its expressions, with roles, conditions and zones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crm.llm.embedded.time_grammar.anaphora import pointed
from crm.llm.embedded.time_grammar.conditions import add_condition, zone_behind
from crm.llm.embedded.time_grammar.cues import Cues
from crm.llm.embedded.time_grammar.deliberating import think_it_over
from crm.llm.embedded.time_grammar.events import events
from crm.llm.embedded.time_grammar.folding import Folded
from crm.llm.embedded.time_grammar.joining import expressions
from crm.llm.embedded.time_grammar.languages import cues, lexicon
from crm.llm.embedded.time_grammar.roles import around, inherits, is_correction, place_role, rules_out
from crm.llm.embedded.time_grammar.spans import Sentence, Span, split_after_next
from crm.llm.embedded.time_grammar.spelling import respelled
from crm.llm.embedded.time_grammar.taken_up import take_up
from crm.llm.embedded.time_grammar.tokens import Token, Value
from crm.llm.embedded.time_grammar.told_of import got_over, moved, today_is, verdicts

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
    tokens = _through(folded.text, split_after_next(tokens)) if language == "en" else tokens
    sentence = Sentence(
        folded.text, tokens, "".join(t.tag for t in tokens), own.function_words, own.postpositions, own.until_is_by
    )
    placed = _with_roles(folded, sentence, pointed(sentence, expressions(sentence)), own)
    placed += events(folded, placed, own)
    placed.sort(key=lambda item: item[0])
    today_is(folded, placed)
    moved(folded, placed)
    got_over(folded, placed)
    verdicts(folded, placed)
    think_it_over(folded, placed, own)
    add_condition(folded, placed, own)
    return [answer for item in placed if (answer := _answer(folded, item))]


def _through(text: str, tokens: list[Token]) -> list[Token]:
    """'away through 5 May' is until the end of it; 'Monday through Friday' goes from one to the other."""
    out: list[Token] = []
    for token in tokens:
        begins = not out or out[-1].tag not in "WONMdtDYPUhwS"
        until = token.tag == "r" and begins and text.startswith("thr", token.start)
        out.append(Token("u", token.start, token.end) if until else token)
    return out


def _with_roles(folded: Folded, sentence: Sentence, found: list[Span], own: Cues) -> list[Placed]:
    placed: list[Placed] = []
    previous: Span | None = None
    for span in found:
        start, end = sentence.tokens[span.first].start, sentence.tokens[span.last - 1].end
        if span.value["kind"] == "weekday" and _is_habit(folded.text, start, end):
            continue
        if ("hour" in span.value or "part_of_day" in span.value) and (zone := zone_behind(folded, end, own)):
            span.value["zone_hint"], end = zone
        if (
            previous
            and (_goes_on(sentence, previous, span) or inherits(sentence.gap(previous.last, span.first)))
            and previous.value["kind"] != "return_from"
        ):
            span.value["role"] = previous.value["role"]
            if previous.value.get("negated"):
                span.value["negated"] = True
            if previous.value["role"] == "contact_after" and rules_out(around(folded.text, start, end, own), own):
                span.value["role"] = previous.value["role"] = "unavailable"  # "today and tomorrow not possible"
        else:
            words = around(folded.text, start, end, own)
            if _NOT_THE_NEXT.match(folded.text, end):
                words = replace(
                    words, right="", clause_right=""
                )  # "the 18th, not the 8th": it is the 8th that is not meant
            if previous and previous.value["role"] in ("unavailable", "event") and _is_afresh(sentence, previous, span):
                words = replace(words, left="", clause_left="")  # "tomorrow I can't, the day after I can"
            place_role(span, words, own)
            take_up(folded, span.value, start, end, own)
            if (
                is_correction(words, own)
                and not _inside(folded, placed, span, start)
                and span.value["role"] == "contact_after"
                and not span.value.get("negated")
            ):
                span.value["corrects"] = True
        _counted_from(placed, span)
        placed += _named_week(folded, start, end, span.value)
        previous = span
    return placed


def _counted_from(before: Sequence[Placed], span: Span) -> None:
    """'We fly out on 09/03, a few days prior': the day that the length is counted from only tells when it happens."""
    if "anaphora" not in span.tags or "offset" not in span.value or not before:
        return
    point = before[-1][2]
    same = all(point.get(key) == span.value.get(key) for key in ("kind", "day", "month", "weekday", "holiday"))
    if same and point["role"] in ("contact_after", "unavailable") and not point.get("offset"):
        point["role"] = "event"
        for key in ("corrects", "relation"):
            point.pop(key, None)
    if same and span.value["role"] in ("unavailable", "event"):
        span.value["role"] = "contact_after"


_SUCH_AS = re.compile(
    r"\W*(?:mejor|better|melhor|works|is better|is good|pode ser|besser|plutot)?\W*(?:como|like|say|maybe|perhaps|tipo|around|on|the|el|quizas?|talvez|on the|am|le|na|no|pra|para)?\W*"
)


def _inside(folded: Folded, before: Sequence[Placed], span: Span, start: int) -> bool:
    """'la próxima mejor, como el jueves': a day within the week that was named, which it does not take back."""
    if not before or before[-1][2]["kind"] not in ("week", "month", "quarter"):
        return False
    return span.value["kind"] in ("weekday", "day_of_month") and bool(
        _SUCH_AS.fullmatch(folded.text[before[-1][1] : start])
    )


# "I can't do tomorrow, Thursday": refused, and another day named right away.
_CANNOT = re.compile(
    r"(?<!\w)(?:can'?t|cannot|can not|couldn'?t|won'?t be able to|no (?:puedo|podre|me (?:va|viene))|nao (?:posso|consigo|vou poder|da)|je ne peux pas|kann nicht)(?: (?:do|make|manage|make it|on|para|el|no|na|a|bien|mejor))*\W*$"
)
_NOT_THE_NEXT = re.compile(
    r"[\s,]*(?:and |y |e |et |und )?(?:not|no|nao|pas|nicht|rather than|instead of|en vez del?|em vez d[eo])(?: (?:the|on|el|al|del|le|am|der|den|dem|o|dia|a|para|for))* (?:\d|mon|tue|wed|thu|fri|sat|sun|lun|mar|mie|jue|vie|sab|dom|seg|ter|qua|qui|sex|next|this)"
)


def _is_habit(text: str, start: int, end: int) -> bool:
    """Whether a weekday is one of many in a question about what we do: "¿entregáis también los sábados?"."""
    clause = re.split(r"[.!?\n]", text[:start])[-1]
    return bool(
        _HABIT.search(text[max(0, start - 5) : end])
        and _ASKED.match(text, end)
        and not _CONTACT.search(clause + text[start:end])
    )


_ANY_BUT = re.compile(
    r"(?<!\w)(?:any|every|all|cualquier|todos?|qualquer|jeder|tout)\w* ?(?:day|days|dia|dias|time|week|tag|jour)?s? ?(?:but|except(?: for)?|bar|other than|apart from|menos|excepto|salvo|exceto|ausser|sauf)(?: \w+){0,3} ?$"
)


def _goes_on(sentence: Sentence, previous: Span, span: Span) -> bool:
    """'any day but the 13th, 14th or 17th': the list of what is ruled out goes on behind a comma."""
    listed = bool(previous.value.get("negated")) and sentence.gap(previous.last, span.first) == ","
    start = sentence.tokens[previous.first].start
    return listed and span.value["kind"] == previous.value["kind"] and bool(_ANY_BUT.search(sentence.text[:start]))


def _is_afresh(sentence: Sentence, previous: Span, span: Span) -> bool:
    """Whether the words between two times belong to the first: something is said, then a comma; or it was only refused."""
    gap = sentence.gap(previous.last, span.first)
    before = sentence.text[: sentence.tokens[previous.first].start]
    last = sentence.tags.find("W", span.last) < 0 and sentence.tags.find("D", span.last) < 0
    return (len(gap) > 1 and gap[-1] in ",!") or (gap == "," and last and bool(_CANNOT.search(before)))


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
