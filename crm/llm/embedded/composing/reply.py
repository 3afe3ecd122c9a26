"""The reply of now: takes up why they wait, confirms when we write and about what. No more.

Returns dicts that validate as `DraftAnswer`.
"""

from __future__ import annotations

import re
from typing import Any

from crm.llm.embedded.composing.answer import answer_from
from crm.llm.embedded.composing.lines import Line, bans_of, fill, line, render
from crm.llm.embedded.composing.matter import Matter
from crm.llm.embedded.composing.phrases import is_plural, of_person, when_said
from crm.llm.embedded.composing.questions import next_question
from crm.llm.embedded.composing.reason import Reason
from crm.llm.embedded.composing.repair import Repair
from crm.llm.embedded.composing.reply_signs import GO_AHEAD, GREETING, GREETS, asks, asks_about_plan, asks_to_act
from crm.llm.embedded.composing.said import matter_in, reason_in
from crm.llm.embedded.composing.sensitive import is_grave
from crm.llm.embedded.composing.voice import Voice, customer_texts, texts

_NO_WISH = ("none", "said", "condition")


def _draft(text: str, confidence: float, **more: Any) -> dict[str, Any]:
    if not text:
        return abstained("nothing_to_say")
    return {"text": text, "confidence": confidence, "abstain": False, "abstain_reason": "", **more}


def abstained(reason: str) -> dict[str, Any]:
    """No text: `reason` is no_reply_needed, not_grounded, language, no_contact or nothing_to_say."""
    return {"text": "", "abstain": True, "abstain_reason": reason, "confidence": 0.0}


def wish(reason: Reason, voice: Voice) -> Line:
    """A kind word on why they wait; a plain "of course" where they gave no reason."""
    if reason.kind == "event":
        return line("wish_event_plural" if is_plural(reason.text) else "wish_event", voice, 4, np=reason.text)
    if reason.kind == "thinking" and reason.text:
        return line("wish_thinking_with", voice, 4, np=reason.text)
    if reason.kind in _NO_WISH:
        return line("noted", voice, 3)
    key = (
        "wish_busy_you"
        if voice.language == "en" and reason.kind == "busy" and of_person(reason.text)
        else f"wish_{reason.kind}"
    )
    return line(key, voice, 4, np=reason.text, word=reason.text)


def _will_write(data: dict[str, Any], matter: Matter, reason: Reason, voice: Voice) -> Line:
    """When we write and about what; the short form stands in where the matter may not be said."""
    when = when_said(str(data["plan"]["when_text"]), voice)
    short = fill("will_write", voice, when=when)
    if not matter.sayable or reason.kind == "grave":
        return Line(short, 9)
    closed = f"{when}," if ", " in when else when  # "terça-feira, 8 de dezembro, sobre …"
    return Line((*fill("will_write_about", voice, when=closed, about=matter.about), *short), 9)


def _planned(data: dict[str, Any], matter: Matter, reason: Reason, voice: Voice, repair: Repair) -> list[Line]:
    plan = data.get("plan") or {}
    lines = [wish(reason, voice)]
    if plan.get("when_text") and not repair.no_dates:
        lines.append(_will_write(data, matter, reason, voice))
        if plan.get("confirm_date"):
            lines.append(line("confirm", voice, 8))
    elif matter:
        said_so = reason.kind in _NO_WISH  # thanks once, not twice
        lines = [*([] if said_so else lines), _matter_line(matter, voice)]
    return lines


def _matter_line(matter: Matter, voice: Voice) -> Line:
    if matter.now:
        return line("matter_now", voice, 6, now=matter.now)
    return line("matter_about", voice, 6, about=matter.about) if matter.sayable else line("noted", voice, 5)


def _no_more(reason: Reason, stance: str, voice: Voice) -> list[Line]:
    if reason.kind == "grave":
        return [line("wish_grave", voice, 8), line("no_chase_grave", voice, 9)]
    lines = [line("wish_private", voice, 3)] if reason.kind == "private" else []
    return [*lines, line("polite_no" if stance == "polite_no" else "no_chase", voice, 9)]


def _start(data: dict[str, Any], matter: Matter, voice: Voice, *, go_ahead: bool) -> list[Line]:
    """They want to go on at once: glad, about what, and the one next question."""
    question = next_question(f"{matter.about} {matter.words}", " ".join(customer_texts(data)), voice)
    if go_ahead:
        opener = line("ready_about", voice, 7, about=matter.about) if matter.sayable else line("ready", voice, 6)
    else:
        opener = _matter_line(matter, voice)
    return [opener, Line((question,), 9)]


def _greeting(data: dict[str, Any], voice: Voice) -> str:
    burst = texts(data.get("burst") or [])
    if data.get("recent") and not (burst and GREETS.match(burst[0])):
        return ""
    return fill("hello_name" if voice.name else "hello", voice)[0]


def _answered(data: dict[str, Any], burst: str, voice: Voice, repair: Repair) -> dict[str, Any] | None:
    """An answer quoted from a passage, and that what was agreed stands."""
    found = None if repair.ungrounded else answer_from(data.get("passages") or [], burst, voice)
    if not found:
        return None
    lines = [Line((found.text,), 9, from_us=True)]
    when = str((data.get("plan") or {}).get("when_text") or "")
    if when:
        lines.append(line("will_write_still", voice, 5, when=when_said(when, voice)))
    text = render(lines, [], voice, greeting=_greeting(data, voice), limit=repair.limit)
    return _draft(text, found.confidence, cites=list(found.cites))


def _speaking(data: dict[str, Any], voice: Voice, repair: Repair) -> dict[str, Any]:
    """Where there is something to take up: an answer, a start, or a date."""
    reading, plan = data.get("reading") or {}, data.get("plan") or {}
    burst = " ".join(texts(data.get("burst") or []))
    when = str(plan.get("when_text") or "")
    planned = bool(when) or plan.get("action") in ("make", "move", "merge")
    matter, reason = matter_in(data, voice), reason_in(data, voice)

    def said(lines: list[Line], confidence: float) -> dict[str, Any]:
        bans = [*bans_of(reading.get("must_not_say") or []), *repair.bans]
        return _draft(render(lines, bans, voice, greeting=_greeting(data, voice), limit=repair.limit), confidence)

    if when and asks_about_plan(burst):
        return said([line("plan_stands", voice, 9, when=when_said(when, voice))], 0.8)
    if planned:
        burst = _without_time(burst, reading)
    if reading.get("answer_now") or (asks(burst) and not planned):
        answer = _answered(data, burst, voice, repair)
        if answer:
            return answer
        go_ahead = bool(GO_AHEAD.search(burst)) or plan.get("action") == "cancel"
        if asks_to_act(burst) or (asks(burst) and not GO_AHEAD.search(burst)):
            return abstained("not_grounded")
        if not planned and (go_ahead or matter):
            return said(_start(data, matter, voice, go_ahead=go_ahead), 0.7 if matter else 0.5)
    if planned or reason.kind not in ("none", "said"):
        return said(_planned(data, matter, reason, voice, repair), 0.8)
    if matter and reading.get("stance") in ("interested", "undecided"):
        return said(_start(data, matter, voice, go_ahead=False), 0.6)
    return abstained("not_grounded")


def _without_time(burst: str, reading: dict[str, Any]) -> str:
    """The burst without the sentences that name the time: "shall we talk after Easter?" is answered by the date."""
    quotes = [str(e.get("quote") or "") for e in reading.get("time_expressions") or []]
    sentences = re.split(r"(?<=[.!?\n])\s+", burst)
    return " ".join(s for s in sentences if not any(q and q in s for q in quotes))


def reply(data: dict[str, Any], voice: Voice, repair: Repair) -> dict[str, Any]:
    """The words for an inbound burst, by what it meant (`data["reading"]`) and what was planned (`data["plan"]`)."""
    reading, plan = data.get("reading") or {}, data.get("plan") or {}
    stance = reading.get("stance") or "interested"
    burst = texts(data.get("burst") or [])

    def said(lines: list[Line], confidence: float) -> dict[str, Any]:
        return _draft(render(lines, repair.bans, voice, limit=repair.limit), confidence)

    if data.get("for_colleague"):  # the matter itself, or nothing: kind words a person finds alone
        return _answered(data, " ".join(burst), voice, repair) or abstained("not_grounded")
    if stance == "opt_out":
        return said([line("opt_out", voice, 9)], 0.95)
    if stance == "angry" or reading.get("wants_human"):
        return said([line("person_angry" if stance == "angry" else "person_wanted", voice, 9)], 0.9)
    if stance in ("polite_no", "needs_time_no_contact") or plan.get("internal_review"):
        reason = Reason("grave") if any(is_grave(t) for t in burst) else reason_in(data, voice)
        return said(_no_more(reason, stance, voice), 0.9)
    if burst and GREETING.match(" ".join(burst)):
        return said([line("greet_back", voice, 9)], 0.7)
    if (
        reading.get("acknowledgement")
        and not reading.get("answer_now")
        and plan.get("action") in (None, "", "none", "keep")
    ):
        return abstained("no_reply_needed")
    if stance == "resolved" and not reading.get("answer_now"):
        return said([line("resolved", voice, 9)], 0.85)
    return _speaking(data, voice, repair)
