"""Task `read`: what a burst of customer messages meant. Rules and heads read, the grammar finds times, quotes are cut.

The answer is a plain dict in the shape of the pipeline's `ReadingAnswer`; every quote stands verbatim in one message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from crm.llm.embedded import heads
from crm.llm.embedded.answering import borrowed_times, either_or, names_only_a_time, says_yes, told_there
from crm.llm.embedded.blocking import unblocked
from crm.llm.embedded.cues import Cues, cues_of
from crm.llm.embedded.language import language_of
from crm.llm.embedded.leaving import leaving
from crm.llm.embedded.manner import sensitive_words, tone_of
from crm.llm.embedded.matters import brings, deliverable_in, offered, promises, wanted
from crm.llm.embedded.put_off import on_that_day, put_off
from crm.llm.embedded.quotes import Spoken, first_words, only_courtesy, only_kind, quote_of, reason_of, spoken
from crm.llm.embedded.rules import Ruled, ruled
from crm.llm.embedded.signals import signals_of
from crm.llm.embedded.time_grammar import parse
from crm.llm.embedded.topics import about
from crm.llm.embedded.unread import unread_time
from crm.llm.embedded.weighing import Weighed, weighed
from crm.llm.embedded.wishes import (
    FUTURE_ROLES,
    REFUSALS,
    Wishes,
    asked_us_back,
    refers_elsewhere,
    settled_by,
    wishes,
)

UPSET = ("anger", "sarcasm", "complaint", "churn")
HEAD_SAYS = 0.6  # a flag by the heads alone
HEAD_AND_CUE = 0.3  # a flag where a cue says it too
NOT_TO_WRITE = ("polite_no", "needs_time_no_contact", "opt_out", "angry")
# The heads' shares of those, together, from which a person looks before anything is planned: by cross-validation, five of
# seven messages planned for somebody who wants none lie above, and one in forty of the others.
MIGHT_NOT_WANT = 0.55
MIGHT_NOT_WANT_UNTIMED = 0.45  # no time to come is named
MIGHT_NOT_WANT_AND_SAYS_SO = 0.35  # some word of theirs points the same way
SAYS_SO = ("hold_off", "they_write", "when_ready", "hardship", "someday", "decline")
# The heads' chance that the words only point to another channel. Low, since it counts only where something was told there.
POINTS_ELSEWHERE = 0.35
UNCERTAIN_LATER = 0.08  # off the confidence where rules and heads differ about writing later

ANSWERS_US = "answers_us"  # a short answer to our question, no cue of the lexicon
_BARE_NO = re.compile(r"\W*(?:no|non|nein|nao|doch)\W*")

_GOD_WILLING = re.compile(r"\W*(?:ان شاء الله|in ?sha ?a?llah)\W*")

Answer = dict[str, Any]


def read(data: Mapping[str, Any]) -> Answer:
    """Read `data` (task `read`). Never raises on any text."""
    messages = spoken(data.get("burst") or [])
    contact = data.get("contact") or {}
    recent, events = data.get("recent") or [], data.get("events") or []
    text = "\n".join(said.text for said in messages)
    cues = cues_of(text)
    language = language_of(text, contact.get("language"))
    courtesy = (only_courtesy(messages) or only_kind(messages, cues)) and not (
        asked_us_back(recent) and "greeting" not in cues
    )
    greets = courtesy and not asked_us_back(recent)  # "morning!" is no time of day
    times = [] if greets and only_courtesy(messages) else _times(messages, language, contact.get("country"))
    pushed = put_off(messages, data["pending"], str(data.get("timezone") or "")) if data.get("pending") else []
    times = [*(t for t in times if t["role"] == "unavailable"), *pushed] if pushed else times
    if data.get("pending") and not pushed and not greets:
        times = on_that_day(messages, times, data["pending"], str(data.get("timezone") or ""))
    # What is pending already stands at the time that we proposed: a mere "thanks" borrows none.
    accepted = recent if not data.get("pending") or (asked_us_back(recent) and not courtesy) else []
    shares = heads.judged(text, cues) if text.strip() else None
    elsewhere = refers_elsewhere(cues) or bool(shares and shares["flag"]["told_elsewhere"] >= POINTS_ELSEWHERE)
    named = any(time["role"] in FUTURE_ROLES for time in times)
    borrowed = [] if named else borrowed_times(messages, cues, accepted, events, language, courtesy, elsewhere)
    times += borrowed
    told = told_there(events, borrowed) if elsewhere and not named and not cues.any(*UPSET, "opt_out", "decline") else ""
    verdict, rule = _stance(messages, cues, times, shares, courtesy, data, told)
    stance = verdict.stance
    wish = wishes(
        cues,
        stance,
        times,
        shares["flag"] if shares else None,
        pending=data.get("pending") or None,
        courtesy=courtesy and not times,
        settled=bool(settled_by(events)),
        borrowed=bool(borrowed),
        doubted=verdict.second == "opt_out" and not verdict.agreed,
    )
    answer = _frame(language, verdict, wish, messages, rule, courtesy)
    answer |= _matters(messages, cues, recent, stance, wish, times)
    answer |= _manner(messages, cues, shares, data.get("last_topic"), stance, answer)
    answer["time_expressions"] = times
    answer["signals"] = signals_of(data.get("conditions") or [], messages)
    unread = unread_time(messages, times, language) if wish.later and not (borrowed or pushed or courtesy) else ""
    plain = courtesy or rule.cue == ANSWERS_US
    answer |= _handover(cues, verdict, wish, shares, messages, plain, unread, _timed(cues, times))
    return answer


def _stance(
    messages: Sequence[Spoken],
    cues: Cues,
    times: Sequence[Answer],
    shares: heads.Judged | None,
    courtesy: bool,
    data: Mapping[str, Any],
    told: str,
) -> tuple[Weighed, Ruled]:
    if told:
        return Weighed(told, 0.8, True, ""), Ruled(told, 0.8, ANSWERS_US)
    rule = ruled(_about_the_matter(cues, times), _timed(cues, times))
    if data.get("pending") and brings(messages, data["pending"]):
        return Weighed("resolved", 0.8, True, ""), Ruled("resolved", 0.8, "")
    recent = data.get("recent") or []
    if only_courtesy(messages) and not times and not data.get("pending") and either_or(recent):
        return Weighed("undecided", 0.7, True, ""), Ruled("undecided", 0.7, "ok")
    if courtesy and not times:
        settled = data.get("pending") and settled_by(data.get("events") or [])
        said = Ruled("resolved" if settled else "interested", 0.8, "thanks" if "thanks" in cues else "ok")
        return Weighed(said.stance, 0.85, True, ""), said
    if names_only_a_time(messages, cues, times, recent) or says_yes(cues, recent):
        return Weighed("interested", 0.85, True, ""), Ruled("interested", 0.85, ANSWERS_US)
    return weighed(rule, shares["stance"] if shares else None, upset=cues.any(*UPSET)), rule


def _timed(cues: Cues, times: Sequence[Answer]) -> bool:
    """Whether a time to come is named. "Later" beside a no or a "we'll see" names none."""
    coming = [t for t in times if t["role"] in FUTURE_ROLES and t["kind"] != "none"]
    hollow = cues.any("decline", "someday") and all(t["kind"] == "vague" for t in coming)
    room = "hold_off" in cues and all(t.get("which") == "this" and not t.get("relation") for t in coming)
    return bool(coming) and not hollow and not room  # "space this month" is no month in which to write


def _about_the_matter(cues: Cues, times: Sequence[Answer]) -> Cues:
    """ "Thursday, no, Friday": that no takes back a day and refuses nothing. "Tomorrow, God willing" is no "some day"."""
    if "someday" in cues and times and _GOD_WILLING.fullmatch(cues.folded.text[slice(*cues.spans["someday"])]):
        cues = replace(cues, spans={cue: span for cue, span in cues.spans.items() if cue != "someday"})
    if (
        "decline" not in cues
        or not any(t.get("corrects") or t.get("negated") or t.get("relation") for t in times)
        or not _BARE_NO.fullmatch(_decline(cues))
    ):
        return cues
    return replace(cues, spans={cue: span for cue, span in cues.spans.items() if cue != "decline"})


def _decline(cues: Cues) -> str:
    start, end = cues.spans["decline"]
    return cues.folded.text[start:end]


def _times(messages: Sequence[Spoken], language: str, country: str | None) -> list[Answer]:
    found: list[Answer] = []
    for said in messages:
        for each in parse(said.text, language, country=country or None):
            found.append({**each, "role": each.get("role", "contact_after"), "message_id": said.id or None})
    return unblocked(messages, found)


def _frame(
    language: str, verdict: Weighed, wish: Wishes, messages: Sequence[Spoken], rule: Ruled, courtesy: bool
) -> Answer:
    quote = quote_of(messages, rule.cue) if rule.cue and rule.stance == verdict.stance else ""
    quote = quote if any(character.isalnum() for character in quote) else ""
    confidence = verdict.confidence if wish.certain else verdict.confidence - UNCERTAIN_LATER
    return {
        "language": language,
        "stance": verdict.stance,
        "stance_quote": quote or first_words(messages),
        "wants_followup": wish.later,
        "answer_now": wish.now,
        "acknowledgement": courtesy,
        "pending": wish.pending,
        "confidence": round(max(0.0, min(confidence, 1.0)), 2),
    }


def _matters(
    messages: Sequence[Spoken],
    cues: Cues,
    recent: Sequence[Mapping[str, Any]],
    stance: str,
    wish: Wishes,
    times: Sequence[Answer],
) -> Answer:
    explained = wish.later or stance in ("polite_no", "needs_time_no_contact", "undecided")
    reason_cue, reason = reason_of(messages) if explained else ("", "")
    wants, wants_quote = wanted(messages)
    if not wants and stance not in REFUSALS:
        wants = offered([dict(said) for said in recent])
    deliverable, deliverable_quote = (
        deliverable_in(wants, wants_quote, cues.folded.text) if wish.later and wants_quote else ("", "")
    )
    objection = quote_of(messages, "price") if "price" in cues and stance != "opt_out" else ""
    banned = sensitive_words(cues, messages, reason, reason_cue)
    mention = [words for words in (wants, reason) if words and words not in banned] if wish.later else []
    return {
        "reason": reason,
        "reason_quote": reason,
        "wants": wants,
        "wants_quote": wants_quote,
        "objection": objection,
        "objection_quote": objection,
        "deliverable": deliverable,
        "deliverable_quote": deliverable_quote,
        "commitments": promises(messages, times),
        "must_mention": mention,
        "must_not_say": banned,
    }


def _manner(
    messages: Sequence[Spoken],
    cues: Cues,
    shares: heads.Judged | None,
    last_topic: str | None,
    stance: str,
    answer: Answer,
) -> Answer:
    subject = about(messages, cues, shares["topic"] if shares else None, last_topic)
    topic = subject.topic
    declines = stance in ("opt_out", "resolved") or (stance == "polite_no" and "thanks" in cues)
    goes = leaving(messages) if not declines or cues.any(*UPSET) else ""
    churn = bool(goes) or _flag("churn_risk", cues, ("churn",), shares)
    dissatisfied = stance == "angry" or _flag("dissatisfied", cues, ("complaint", "anger", "sarcasm"), shares)
    return {
        "topic": topic,
        "topic_quote": subject.quote,
        "topic_before": subject.before,
        "topic_shift": bool(subject.before)
        or bool(last_topic and topic != "other" and last_topic not in ("other", topic)),
        "churn_risk": churn,
        "churn_quote": (goes or quote_of(messages, "churn") or first_words(messages)) if churn else "",
        "dissatisfied": dissatisfied,
        "tone": tone_of(cues, stance, topic, dissatisfied),
    }


def _flag(name: str, cues: Cues, names: tuple[str, ...], shares: heads.Judged | None) -> bool:
    if shares is None:
        return cues.any(*names)
    return shares["flag"][name] >= (HEAD_AND_CUE if cues.any(*names) else HEAD_SAYS)


def _doubted_from(cues: Cues, timed: bool) -> float:
    points = [cue for cue in SAYS_SO if cue in cues and not (timed and cue in ("hold_off", "decline"))]
    if points:
        return MIGHT_NOT_WANT_AND_SAYS_SO
    return MIGHT_NOT_WANT if timed else MIGHT_NOT_WANT_UNTIMED


def _handover(
    cues: Cues,
    verdict: Weighed,
    wish: Wishes,
    shares: heads.Judged | None,
    messages: Sequence[Spoken],
    plain: bool,
    unread: str,
    timed: bool,
) -> Answer:
    human = _flag("wants_human", cues, ("human",), shares)
    why = ""
    if human:
        why = "They ask for a person."
    elif verdict.stance == "angry":
        why = "They are angry."
    elif unread:
        why = f"They name a time that could not be read: “{unread}”."
    elif wish.unread:
        why = "They seem to ask for another time, which could not be read."
    elif (
        wish.later
        and wish.pending in ("none", "move")
        and not plain
        and shares
        and sum(shares["stance"][name] for name in NOT_TO_WRITE) >= _doubted_from(cues, timed)
    ):
        why = "The words could also mean that they want no message."
    elif not verdict.agreed and {verdict.stance, verdict.second} & {"opt_out", "angry"} and verdict.confidence < 0.5:
        why = "Mixed signals: the words could also mean that they are angry or want no more messages."
    return {
        "wants_human": human,
        "wants_human_quote": (quote_of(messages, "human") or first_words(messages)) if human else "",
        "needs_human": bool(why),
        "needs_human_reason": why,
    }
