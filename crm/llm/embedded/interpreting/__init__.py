"""A guideline read by rules, and by the labelled sentences it is nearest to: both must see the same thing.

Rules find the amounts and the words; the neighbours say what kind of sentence it is. Where they disagree, or an amount is
missing, the answer is a question to the author: a wrong rule that is enforced does more harm than a question.
The answer is a plain dict in the shape of the guidelines' `Interpretation`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from crm.llm.embedded.interpreting.amending import amendment
from crm.llm.embedded.interpreting.amounts import validity
from crm.llm.embedded.interpreting.conditions import Conditions, conditions_of
from crm.llm.embedded.interpreting.found import Found, Sentence
from crm.llm.embedded.interpreting.handing import handing
from crm.llm.embedded.interpreting.pacing import pacing
from crm.llm.embedded.interpreting.prototypes import Opinion, opinion
from crm.llm.embedded.interpreting.questions import CLOSE_TO, WHAT, WHEN, WHO
from crm.llm.embedded.interpreting.refusing import refused
from crm.llm.embedded.interpreting.values import values
from crm.llm.embedded.interpreting.wording import QUOTED, wording
from crm.llm.embedded.text import Folded, fold

AGREED = 0.06  # share of the neighbourhood that must carry the label of an effect which code will enforce
SURE_REFUSAL = 0.72  # share of refused neighbours above which a sentence without a rule's word is still not accepted
SOFT = frozenset({"reply.style", "reply.guide"})
# Kinds that stand close to each other: a neighbour of either backs both.
_KIN = (
    {"followup.hold", "followup.stop"},
    {"followup.cap", "followup.min_gap", "followup.stop"},
    {"reply.never_say", "reply.must_say", "fact.override"},
    {"reply.style", "reply.format", "reply.max_length", "reply.language"},
    {"handoff.now", "handoff.require_first"},
    {"offer.limit", "reply.never_say"},
    {"reply.must_say", "reply.guide"},
)


def interpret(data: dict[str, Any]) -> dict[str, Any]:
    """`data`: text, today (ISO), teams, people, existing. See `guidelines.interpret.asking` for its shape."""
    folded = fold(str(data.get("text") or ""))
    sentence = Sentence(folded, _names(data, "teams"), _names(data, "people"))
    if reason := refused(folded.text):
        return {"outcome": "refuse", "refuse_reason": reason, "scope": _scope_hint(folded.text)}
    today = _today(data)
    found = effects_of(sentence, today)
    view = opinion(folded.source)
    if changed := amendment(folded.text, found):
        amend, effects = changed
        return {"outcome": "amend", "amend": amend, **_said(sentence, effects, Conditions(), today, amend)}
    looks_first = [each for each in found if each.params.get("person")]
    handed = any(each.kind == "handoff.now" for each in found) or bool(looks_first)
    conditions = conditions_of(
        without_quotations(folded), [span for each in found for span in each.hides], anywhere=handed
    )
    _topical(found, conditions)
    for each in looks_first:
        _speaking(each, conditions)
    return _judged(sentence, found, conditions, view, today)


def effects_of(sentence: Sentence, today: date) -> list[Found]:
    """Every effect the rules see, without those that another one's words explain."""
    plain = replace(sentence, folded=without_quotations(sentence.folded))
    paces, hands, worths = pacing(plain, today), handing(plain), values(plain)
    words = wording(sentence)
    kinds = {each.kind for each in (*paces, *hands, *worths)}
    if "fact.override" in kinds:
        words = [each for each in words if each.kind in ("reply.must_say",) and each.params.get("text")]
        paces = []
    if paces or "offer.limit" in kinds:
        words = [each for each in words if each.kind not in ("reply.never_say", "reply.style")]
    if "offer.limit" in kinds:
        paces = []
    if any(each.params.get("person") for each in hands):
        if any(each.kind in ("followup.hold", "followup.stop") for each in paces):
            return [until_person(each) for each in paces]  # "don't follow up until a person has looked" is a hold
        return [each for each in hands if each.params.get("person")]
    if "handoff.require_first" in kinds:
        words = [each for each in words if each.kind not in ("reply.must_say", "reply.never_say")]
    if hands:
        words = [each for each in words if each.kind != "reply.style"]
        if "send.quiet_hours" not in {each.kind for each in paces}:
            paces = [each for each in paces if each.kind in ("followup.hold", "followup.stop", "followup.cap")]
    return [*paces, *worths, *words, *hands]


def until_person(found: Found) -> Found:
    if found.kind != "followup.hold":
        return found
    return replace(found, params={"until": "person"}, unclear="")


def without_quotations(folded: Folded) -> Folded:
    """The same text with blanks where words stand in quotation marks: those are said, they order nothing."""
    return replace(folded, text=QUOTED.sub(lambda match: " " * len(match[0]), folded.text))


def _topical(found: list[Found], conditions: Conditions) -> None:
    """What must be said about delivery concerns those who ask about it, also where the sentence does not say "when"."""
    kinds = {each.kind for each in found}
    if {"offer.limit", "handoff.now"} <= kinds and not conditions.signals:  # "whoever insists", "who wants more": of it
        conditions.groups = [group for group in conditions.groups if group[0]["type"] == "fact"]
        conditions.groups.append([{"type": "signal", "signal": "asked_for_discount"}])
        conditions.open = ""
    told = " ".join(str(value) for each in found for value in each.params.values()).lower()
    if conditions.signals or not kinds & {"reply.must_say"} or any(each.params.get("text") for each in found):
        return
    if re.search(r"\b(?:deliver|parcel|arriv|shipment|entrega|envio|paquete|encomenda)", told):
        conditions.groups.append([{"type": "signal", "signal": "delivery_question"}])


def _speaking(found: Found, conditions: Conditions) -> None:
    """A person looks first when they bring it up, and when we would."""
    if found.speaks_of:
        test = {"type": "agent_side", "test": "mentions", "words": list(found.speaks_of)}
        own = next((group for group in conditions.groups if group[0]["type"] == "signal"), None)
        if own is None:
            conditions.groups.append(own := [])
        own.append(test)
        conditions.open = ""


def _judged(s: Sentence, found: list[Found], conditions: Conditions, view: Opinion, today: date) -> dict[str, Any]:
    questions = [each.unclear for each in found if each.unclear]
    if conditions.undefined:
        questions.append(WHO.format(group=conditions.undefined))
    if any(each.kind == "followup.stop" for each in found) and "asked_for_time" in conditions.signals:
        questions.append(CLOSE_TO["followup.hold"])  # time is asked for until something: for good is hardly meant
    if conditions.open:
        questions.append(WHEN.format(words=conditions.open.strip()))
    if view.share("refuse") >= SURE_REFUSAL and view.nearest > 0.5 and not _agreed(found, view):
        return {"outcome": "clarify", "questions": [CLOSE_TO["refuse"]], **_said(s, [], conditions, today)}
    if not found:
        return _nothing_found(s, conditions, view, today, questions)
    doubted = [each for each in found if _is_hard(each) and not _backed(each.kind, view)]
    questions += [CLOSE_TO.get(each.kind, WHAT) for each in doubted]
    outcome = "clarify" if questions else "accept"
    return {"outcome": outcome, "questions": questions, **_said(s, found, conditions, today)}


def _is_hard(found: Found) -> bool:
    """Whether code would enforce it; a statement or a manner is only checked, and a person who looks first harms nobody."""
    if found.params.get("person"):
        return False
    if found.kind in ("reply.never_say", "reply.must_say"):
        return bool(found.params.keys() & {"phrases", "detectors", "text"})
    return found.kind not in SOFT


def _agreed(found: list[Found], view: Opinion) -> bool:
    return bool(found) and all(_backed(each.kind, view) for each in found)


def _backed(kind: str, view: Opinion) -> bool:
    kin = {kind}.union(*(group for group in _KIN if kind in group))
    return sum(view.share(each) for each in kin) >= AGREED


def _nothing_found(
    s: Sentence, conditions: Conditions, view: Opinion, today: date, questions: list[str]
) -> dict[str, Any]:
    """A manner or a note to the writer may be kept as best effort; anything else is asked."""
    best = max(view.shares, key=lambda label: view.shares[label])
    soft = view.share("reply.style") + view.share("reply.guide")
    if soft >= 0.6 and view.nearest > 0.35 and not questions:
        kind = "reply.style" if best == "reply.style" else "reply.guide"
        noted = Found(kind, {"instruction": " ".join(s.folded.source.split())[:300].rstrip(" .")})
        return {"outcome": "accept", **_said(s, [noted], conditions, today)}
    asked = questions or [CLOSE_TO.get(best, WHAT)]
    return {"outcome": "clarify", "questions": asked, **_said(s, [], conditions, today)}


def _said(s: Sentence, found: list[Found], conditions: Conditions, today: date, amend: Any = None) -> dict[str, Any]:
    since, until, _ = validity(s.text, today)
    if any(each.params.get("until") == "date" for each in found):
        since = until = None
    effects = [each.as_effect() for each in found]
    return {
        "when": {"all": [{"any": group} for group in conditions.groups]},
        "effects": effects,
        "scope": _scope(effects, conditions, s.text, amend),
        **({"valid_from": since.isoformat()} if since else {}),
        **({"valid_until": until.isoformat()} if until else {}),
    }


def _scope(effects: list[dict[str, Any]], conditions: Conditions, text: str, amend: Any) -> list[str]:
    """Wording concerns every message, unless the sentence speaks of answers or of a customer's question."""
    kinds = [each["kind"] for each in effects] or ([amend["target_kind"]] if amend else [])
    answers = re.search(r"\b(?:answers?|repl(?:y|ies)|responses?|respuestas?|respostas?)\b", text) or conditions.signals
    every = {"reply.language", "reply.style", "reply.format"}
    places: list[str] = []
    for kind in kinds:
        area = kind.partition(".")[0]
        if area in ("followup", "send"):
            places.append("followup")
        elif area == "handoff":
            places.append("handoff")
        else:
            both = kind in every or (kind == "reply.never_say" and not answers)
            if kind == "reply.format" and answers:
                both = False
            places += ["reply", "followup"] if both else ["reply"]
    if "reply.must_say" in kinds and "handoff.now" not in kinds:
        places = [place for place in places if place != "followup"] or ["reply"]
    return [place for place in ("reply", "followup", "handoff") if place in places] or _scope_hint(text)


def _scope_hint(text: str) -> list[str]:
    """Where a sentence without a clear effect belongs."""
    if re.search(
        r"\b(?:follow|remind|nudg|chas|message|contact|writ|wait|unsubscri|opt|offer again|newsletter|stop|list|promoc|insist|recordator|lembrete|escrib|escrev|espera|baja)",
        text,
    ):
        return ["followup"]
    return ["reply"]


def _names(data: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(name) for name in data.get(key) or [] if str(name).strip())


def _today(data: dict[str, Any]) -> date:
    try:
        return date.fromisoformat(str(data.get("today"))[:10])
    except ValueError:
        return date.today()
