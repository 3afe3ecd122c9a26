"""Task `read`: what a burst of customer messages meant. Rules and heads read, the grammar finds times, quotes are cut.

The answer is a plain dict in the shape of the pipeline's `ReadingAnswer`; every quote stands verbatim in one message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crm.llm.embedded import heads
from crm.llm.embedded.answering import borrowed_times, in_the_week_asked, told_there
from crm.llm.embedded.blocking import unblocked
from crm.llm.embedded.cues import Cues, cues_of
from crm.llm.embedded.language import language_of
from crm.llm.embedded.leaving import leaving
from crm.llm.embedded.manner import sensitive_words, tone_of, worth_mentioning
from crm.llm.embedded.matters import deliverable_in, offered, promises, wanted
from crm.llm.embedded.placing import TOLD_OF
from crm.llm.embedded.put_off import on_that_day, put_off
from crm.llm.embedded.quotes import Spoken, first_words, only_courtesy, only_kind, quote_of, reason_of, spoken
from crm.llm.embedded.rules import Ruled
from crm.llm.embedded.signals import signals_of
from crm.llm.embedded.stance import ANSWERS_US, UPSET, is_timed, refuses, stance_of
from crm.llm.embedded.time_grammar import parse
from crm.llm.embedded.time_grammar.told_of import is_today
from crm.llm.embedded.topics import about
from crm.llm.embedded.turned_round import turned_round
from crm.llm.embedded.unread import unread_time
from crm.llm.embedded.weighing import Weighed
from crm.llm.embedded.wishes import (
    REFUSALS,
    Wishes,
    asked_us_back,
    refers_elsewhere,
    settled_by,
    wishes,
)

HEAD_SAYS = 0.6  # a flag by the heads alone
HEAD_AND_CUE = 0.3  # a flag where a cue says it too
UNDATED = ("event_without_date", "vague")
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

Answer = dict[str, Any]


def read(data: Mapping[str, Any]) -> Answer:
    """Read `data` (task `read`). Never raises on any text."""
    messages = spoken(data.get("burst") or [])
    contact = data.get("contact") or {}
    recent, events = data.get("recent") or [], data.get("events") or []
    text = "\n".join(said.text for said in messages)
    cues = cues_of(text)
    language = language_of(text, contact.get("language"))
    shares = heads.judged(text, cues) if text.strip() else None
    kind = only_courtesy(messages) or (only_kind(messages, cues) and not refuses(shares, NOT_TO_WRITE))
    courtesy = kind and not (asked_us_back(recent) and "greeting" not in cues)
    greets = courtesy and not asked_us_back(recent)  # "morning!" is no time of day
    times = [] if greets and only_courtesy(messages) else _times(messages, language, contact.get("country"))
    in_the_week_asked(times, recent)
    pushed = put_off(messages, data["pending"], str(data.get("timezone") or "")) if data.get("pending") else []
    times = [*(t for t in times if t["role"] == "unavailable"), *pushed] if pushed else times
    if data.get("pending") and not pushed and not greets:
        times = on_that_day(messages, times, data["pending"], str(data.get("timezone") or ""))
    # What is pending already stands at the time that we proposed: a mere "thanks" borrows none.
    accepted = recent if not data.get("pending") or (asked_us_back(recent) and not courtesy) else []
    elsewhere = refers_elsewhere(cues) or bool(shares and shares["flag"]["told_elsewhere"] >= POINTS_ELSEWHERE)
    silent = _names_none(times, undated=elsewhere)
    borrowed = borrowed_times(messages, cues, accepted, events, language, courtesy, elsewhere) if silent else []
    times = [time for time in times if not borrowed or time["role"] in TOLD_OF] + borrowed
    points = elsewhere and silent and not cues.any(*UPSET, "opt_out", "decline")
    told = told_there(events, borrowed) if points else ""
    verdict, rule = stance_of(messages, cues, times, shares, courtesy, data, told)
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
    doubt = _doubt(messages, times, language, wish) if wish.later and not (borrowed or pushed or courtesy) else ""
    plain = courtesy or rule.cue == ANSWERS_US
    answer |= _handover(cues, verdict, wish, shares, messages, plain, doubt, is_timed(cues, times))
    return answer


def _names_none(times: Sequence[Answer], undated: bool) -> bool:
    """ "As I said when she rang this morning": when it was said is no time for a message.

    `undated`: nor is what has no date, "see my mail about when to speak", nor today, when it was told.
    """
    return all(time["role"] in TOLD_OF or (undated and _is_undated(time)) for time in times)


def _is_undated(time: Answer) -> bool:
    return time["kind"] in UNDATED or is_today(time)


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
    mention = worth_mentioning(wants, reason, messages, banned) if wish.later else []
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


def _doubt(messages: Sequence[Spoken], times: Sequence[Answer], language: str, wish: Wishes) -> str:
    """Why nothing can be planned on the times as they were read, or ""."""
    if unread := unread_time(messages, times, language):
        return f"They name a time that could not be read: “{unread}”."
    if wish.unread:
        return "They seem to ask for another time, which could not be read."
    if excluded := turned_round(messages, times):
        return f"They may mean that “{excluded}” does not suit."
    return ""


def _handover(
    cues: Cues,
    verdict: Weighed,
    wish: Wishes,
    shares: heads.Judged | None,
    messages: Sequence[Spoken],
    plain: bool,
    doubt: str,
    timed: bool,
) -> Answer:
    human = _flag("wants_human", cues, ("human",), shares)
    why = ""
    if human:
        why = "They ask for a person."
    elif verdict.stance == "angry":
        why = "They are angry."
    elif doubt:
        why = doubt
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
