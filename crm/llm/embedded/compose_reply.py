"""The reply of now: takes up what they want, wishes well with their reason, says when we write again. No more.

Returns dicts that validate as `DraftAnswer`.
"""

from __future__ import annotations

import re
from typing import Any

from crm.llm.embedded.compose_answer import answer_from
from crm.llm.embedded.compose_lines import Line, bans_of, fill, line, render
from crm.llm.embedded.compose_matter import Matter
from crm.llm.embedded.compose_phrases import next_question
from crm.llm.embedded.compose_reason import Reason
from crm.llm.embedded.compose_repair import Repair
from crm.llm.embedded.compose_said import matter_in, reason_in
from crm.llm.embedded.compose_sensitive import is_grave
from crm.llm.embedded.compose_voice import Voice, texts

_GREETING = re.compile(r"^\W*(?:(?:hi|hello|hey|yo|hiya|good (?:morning|afternoon|evening)|hola|buen[oa]s(?: d[ií]as| tardes| noches)?|ol[aá]|oi|bom dia|boa tarde|boa noite|there|again|de nuevo|tudo bem|todos|all|team)\W*)+$", re.I)  # fmt: skip
_GREETS = re.compile(r"^\W*(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|hola|buen[oa]s|ol[aá]|oi|bom dia|boa tarde|boa noite)\b", re.I)  # fmt: skip
_GO_AHEAD = re.compile(
    r"\b(we'?re ready|i'?m ready|we are ready|i am ready|ready (?:now|to (?:go|start|begin|sign|order|proceed))|go ahead|let'?s (?:do it|start|get started|go|begin|move forward|proceed)|"
    r"ya estamos list[oa]s|estoy list[oa]|estamos list[oa]s|adelante|empecemos|podemos empezar|podemos seguir|vamos adelante|"
    r"j[aá] (?:estamos|estou) pront[oa]s?|estou pront[oa]|estamos pront[oa]s|pode seguir|vamos (?:come[cç]ar|seguir|em frente)|podemos (?:come[cç]ar|seguir))\b",
    re.I,
)
_ASKS = re.compile(
    r"\?|\b(?:can|could|would|do|does|is|are) (?:you|it|there|the)\b|\b(?:how much|how long|what time|what's the|send (?:it|me|us))\b|"
    r"¿|\b(?:cu[aá]nto|podr[ií]as?|pueden?|quanto|pode[m]?|poderia)\b",
    re.I,
)


def _draft(text: str, confidence: float, **more: Any) -> dict[str, Any]:
    return {"text": text, "confidence": confidence if text else 0.0, "abstain": not text, "abstain_reason": "" if text else "nothing_to_say", **more}


def abstained(reason: str) -> dict[str, Any]:
    """No text: `reason` is no_reply_needed, not_grounded, language, no_contact or nothing_to_say."""
    return {"text": "", "abstain": True, "abstain_reason": reason, "confidence": 0.0}


def when_said(when: str, voice: Voice) -> str:
    """The planned time as it stands after "I'll write to you": gets its preposition if it has none."""
    when = when.strip().rstrip(".")
    if voice.language == "en" and re.match(r"(mon|tues|wednes|thurs|fri|satur|sun)day\b", when, re.I):
        return f"on {when}"
    if voice.language == "en" and re.match(r"(january|february|march|april|may|june|july|august|september|october|november|december)\b", when, re.I):
        return f"in {when}"
    if voice.language == "es" and re.match(r"(lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\b", when, re.I):
        return f"el {when}"
    if voice.language == "pt" and re.match(r"(segunda|ter[cç]a|quarta|quinta|sexta)\b", when, re.I):
        return f"na {when}"
    return f"no {when}" if voice.language == "pt" and re.match(r"(s[aá]bado|domingo)\b", when, re.I) else when


def is_plural(np: str) -> bool:
    """Whether a noun phrase takes a plural verb ("the exams"), by its head."""
    head = re.split(r" (?:of|for|to|in|at|with|on|de|del|para|do|da|dos|das|em|con|com) ", np)[0].split()[-1:]
    return bool(head) and bool(re.search(r"[^s]s$", head[0])) and not re.match(r"\w+ing\b", np) and head[0] not in ("christmas", "business", "campus")


def wish(reason: Reason, voice: Voice) -> Line | None:
    """A kind word on why they wait."""
    if reason.kind == "event":
        return line("wish_event_plural" if is_plural(reason.text) else "wish_event", voice, 4, np=reason.text)
    if reason.kind in ("condition", "pending"):
        return line("wish_pending", voice, 4, np=reason.text)
    if reason.kind == "thinking" and reason.text:
        return line("wish_thinking_with", voice, 4, np=reason.text)
    if reason.kind in ("none", "said"):
        return None
    return line(f"wish_{reason.kind}", voice, 4, np=reason.text, word=reason.text)


def _matter_line(matter: Matter, voice: Voice) -> Line:
    if matter.now:
        return line("matter_now", voice, 6, now=matter.now)
    if matter:
        return line("matter_about" if matter.certain else "matter_quote", voice, 6, about=matter.about)
    return line("noted", voice, 5)


def _planned(data: dict[str, Any], matter: Matter, reason: Reason, voice: Voice, repair: Repair) -> list[Line]:
    plan = data.get("plan") or {}
    said_now = bool(matter) and _in_burst(matter, data)
    lines = [line("noted", voice, 3) if reason.kind == "grave" or not (said_now or repair.generic) else _matter_line(matter, voice)]
    kind_word = wish(reason, voice)
    if kind_word:
        lines.append(kind_word)
    if plan.get("when_text") and not repair.no_dates:
        lines.append(line("will_write", voice, 9, when=when_said(str(plan["when_text"]), voice)))
        if plan.get("confirm_date"):
            lines.append(line("confirm", voice, 8))
    return lines


def _in_burst(matter: Matter, data: dict[str, Any]) -> bool:
    burst = " ".join(texts(data.get("burst") or [])).lower().replace("’", "'")
    return matter.words.lower()[:25] in burst


def _no_more(reason: Reason, stance: str, voice: Voice) -> list[Line]:
    if reason.kind == "grave":
        return [line("wish_grave", voice, 8), line("no_chase_grave", voice, 9)]
    lines = [] if reason.kind not in ("private",) else [line("wish_private", voice, 3)]
    return [*lines, line("polite_no" if stance == "polite_no" else "no_chase", voice, 9)]


def _ready(data: dict[str, Any], matter: Matter, voice: Voice, *, go_ahead: bool) -> list[Line]:
    conversation = " ".join(texts([*(data.get("recent") or []), *(data.get("burst") or [])]))
    question = next_question(f"{matter.about} {matter.words}", conversation, voice)
    if go_ahead:
        opener = line("ready_about", voice, 7, about=matter.about) if matter and matter.certain else line("ready", voice, 6)
    else:
        opener = _matter_line(matter, voice)
    return [opener, line("ready_question", voice, 9, question=question)]


def _greeting(data: dict[str, Any], voice: Voice) -> str:
    burst = texts(data.get("burst") or [])
    if data.get("recent") and not (burst and _GREETS.match(burst[0])):
        return ""
    return fill("hello_name" if voice.name else "hello", voice)[0]


def _speaking(data: dict[str, Any], voice: Voice, repair: Repair) -> dict[str, Any]:
    """Where there is something to take up: an answer, a start, or a date."""
    reading, plan = data.get("reading") or {}, data.get("plan") or {}
    burst = " ".join(texts(data.get("burst") or []))
    bans = [*bans_of(reading.get("must_not_say") or []), *repair.bans]
    matter, reason = matter_in(data, voice), reason_in(data, voice)
    planned = bool(plan.get("when_text")) or plan.get("action") in ("make", "move", "merge")
    greeting = _greeting(data, voice)
    if reading.get("answer_now") or (_ASKS.search(burst) and not planned):
        found = answer_from(data.get("passages") or [], burst, voice)
        if found and not repair.ungrounded:
            lines = [Line((found.text,), 9)]
            if plan.get("when_text"):
                lines.append(line("will_write_still", voice, 5, when=when_said(str(plan["when_text"]), voice)))
            return _draft(render(lines, [], greeting=greeting), found.confidence, cites=list(found.cites))
        go_ahead = bool(_GO_AHEAD.search(burst))
        if not go_ahead and (_ASKS.search(burst) or not matter):
            return abstained("not_grounded")
        if not planned:
            return _draft(render(_ready(data, matter, voice, go_ahead=go_ahead), bans, greeting=greeting), 0.7 if matter else 0.5)
    if planned or reason.kind not in ("none", "said"):
        return _draft(render(_planned(data, matter, reason, voice, repair), bans, greeting=greeting), 0.8)
    if matter and reading.get("stance") == "interested":
        return _draft(render(_ready(data, matter, voice, go_ahead=False), bans, greeting=greeting), 0.6)
    return abstained("not_grounded")


def reply(data: dict[str, Any], voice: Voice, repair: Repair) -> dict[str, Any]:
    """The words for an inbound burst, by what it meant (`data["reading"]`) and what was planned (`data["plan"]`)."""
    reading, plan = data.get("reading") or {}, data.get("plan") or {}
    stance = reading.get("stance") or "interested"
    burst = texts(data.get("burst") or [])
    if stance == "opt_out":
        return _draft(render([line("opt_out", voice, 9)], repair.bans), 0.95)
    if stance == "angry" or reading.get("wants_human"):
        key = "person_angry" if stance == "angry" else "person_wanted"
        return _draft(render([line(key, voice, 9, about_angry="")], repair.bans), 0.9)
    if stance in ("polite_no", "needs_time_no_contact") or plan.get("internal_review"):
        grave = any(is_grave(t) for t in burst)
        reason = Reason("grave") if grave else reason_in(data, voice)
        return _draft(render(_no_more(reason, stance, voice), repair.bans), 0.9)
    if _GREETING.match(" ".join(burst)) and burst:
        return _draft(render([line("greet_back", voice, 9)], repair.bans), 0.7)
    if reading.get("acknowledgement") and not reading.get("answer_now") and plan.get("action") in (None, "", "none", "keep"):
        return abstained("no_reply_needed")
    if stance == "resolved" and not reading.get("answer_now"):
        return _draft(render([line("resolved", voice, 9)], repair.bans), 0.85)
    return _speaking(data, voice, repair)
