"""The follow-up: takes the thread up as if it had never been left. Their reason, their matter, one question."""

from __future__ import annotations

import re
from typing import Any

from crm.llm.embedded.compose_lines import Line, bans_of, fill, line, render
from crm.llm.embedded.compose_matter import Matter, thing
from crm.llm.embedded.compose_phrases import has_own_question, next_question
from crm.llm.embedded.compose_reason import Reason
from crm.llm.embedded.compose_repair import Repair
from crm.llm.embedded.compose_reply import abstained, is_plural
from crm.llm.embedded.compose_said import agreed_time, matter_in, open_question, reason_in, their_words
from crm.llm.embedded.compose_sensitive import is_sensitive
from crm.llm.embedded.compose_voice import Voice, customer_texts, texts

_WENT_WELL = re.compile(
    r"launch|exam|wedding|fair|conference|event|presentation|opening|party|concert|show|workshop|course|match|trip|holiday|easter|christmas|"
    r"lanzamiento|ex[aá]men|boda|feria|congreso|evento|presentaci|inauguraci|fiesta|taller|curso|navidad|semana santa|"
    r"lan[cç]amento|prova|casamento|feira|congresso|apresenta|inaugura|festa|natal|carnaval|p[aá]scoa",
    re.I,
)


def looking_back(reason: Reason, data: dict[str, Any], voice: Voice) -> Line | None:
    """The sentence on why they asked for later; None where there is nothing to say about it."""
    if reason.kind == "event":
        if voice.language == "es" and is_plural(reason.text):
            return line("past_event_plural", voice, 6, np=reason.text)
        plural_gone = is_plural(reason.text) and voice.language == "pt"
        return line("past_event" if _WENT_WELL.search(reason.text) or plural_gone else "past_gone", voice, 6, np=reason.text)
    if reason.kind == "thinking":
        return line(_thinking_key(reason, data), voice, 6, np=reason.text)
    if reason.kind == "busy":
        return _busy(reason, voice)
    if reason.kind in ("none", "grave", "private", "said"):
        return None
    return line(f"past_{reason.kind}", voice, 6, np=reason.text)


def _busy(reason: Reason, voice: Voice) -> Line | None:
    word = reason.text
    if voice.language == "es" and re.match(r"complicad|de cabeza|a mil|met", word):
        return line("past_busy_things", voice, 6, word="complicado" if word.startswith("complicad") else word)
    return line("past_busy", voice, 6, word=word) if word else None


def _thinking_key(reason: Reason, data: dict[str, Any]) -> str:
    if reason.text:
        return "past_thinking_with"
    follow_up = data.get("follow_up") or {}
    said = f"{follow_up.get('reason', '')} {follow_up.get('quote', '')}"
    return "past_thinking_weekend" if re.search(r"weekend|fin de semana|fim de semana", said, re.I) else "past_thinking"


def question_for(reason: Reason, matter: Matter, data: dict[str, Any], voice: Voice) -> tuple[Line, bool]:
    """The one question, and whether it already names the matter."""
    follow_up = data.get("follow_up") or {}
    if reason.kind in ("pending", "condition", "awaiting"):
        return line("ask_pending", voice, 9), False
    ours = open_question(data)
    if ours:
        return Line((ours, *fill("ask_open", voice)), 9), False
    if reason.kind == "thinking" or follow_up.get("stance") == "undecided":
        key = "ask_thinking_about" if matter and not matter.past else "ask_thinking"
        return line(key, voice, 9, about=matter.about), key == "ask_thinking_about"
    conversation = " ".join(texts(data.get("recent") or []))
    if matter and has_own_question(f"{matter.about} {matter.words}", conversation, voice):
        return Line((next_question(f"{matter.about} {matter.words}", conversation, voice), *fill("ask_open", voice)), 9), False
    if matter and not matter.past:
        return line("ask_open_about", voice, 9, about=matter.about), True
    return line("ask_open", voice, 9), False


def _back(matter: Matter, voice: Voice) -> Line | None:
    if matter.past:
        return line("back_past", voice, 7, past=matter.past.removeprefix("you ") if voice.language == "en" else matter.past, past_full=matter.past)
    return line("back_about", voice, 7, about=matter.about) if matter else None


def _mentions(data: dict[str, Any], so_far: str, voice: Voice) -> list[Line]:
    """What must be mentioned and is not yet: one line, in words safe to say back."""
    for item in (data.get("follow_up") or {}).get("must_mention") or []:
        words = {w[:6] for w in re.findall(r"\w{4,}", str(item).lower())}
        said = {w[:6] for w in re.findall(r"\w{4,}", so_far.lower())}
        if not words or len(words & said) * 2 >= len(words) or is_sensitive(str(item)) or len(str(item).split()) > 7:
            continue
        np = thing(re.sub(r"\b(their|his|her)\b", "your", str(item)), voice)
        if np and re.match(r"(the|your|our|el|la|los|las|tus?|sus?|vuestr\w+|o|a|os|as|seus?|suas?)\b", np):
            return [line("also", voice, 4, np=np)]
    return []


def _time_line(data: dict[str, Any], reason: Reason, voice: Voice) -> Line | None:
    time = agreed_time(data, voice)
    return line("past_time", voice, 5, time=time) if time and reason.kind in ("none", "said", "busy", "grave", "private") else None


def _opening(data: dict[str, Any], reason: Reason, matter: Matter, voice: Voice, repair: Repair) -> list[Line]:
    lines = [entry for entry in (looking_back(reason, data, voice), None if repair.no_dates else _time_line(data, reason, voice)) if entry]
    words = their_words(data)
    hollow = not matter and not open_question(data)
    if words and (repair.generic or (hollow and reason.kind in ("none", "said", "busy", "thinking") and not lines) or (hollow and reason.kind == "said")):
        lines.append(line("past_said", voice, 7, np=words))
    return lines


def follow_up_lines(data: dict[str, Any], voice: Voice, repair: Repair) -> list[Line]:
    """The sentences of a free-text follow-up."""
    matter, reason = matter_in(data, voice), reason_in(data, voice)
    lines = _opening(data, reason, matter, voice, repair)
    question, names_it = question_for(reason, matter, data, voice)
    back = _back(matter, voice)
    if back and (matter.past or not names_it):
        covered = not matter.past and _covers(question.options[0], matter.about)
        lines += [] if covered else [back]
    so_far = " ".join(entry.options[0] for entry in [*lines, question] if entry.options)
    return [*lines, *_mentions(data, so_far, voice), question]


def _covers(text: str, words: str) -> bool:
    own = {w[:5] for w in re.findall(r"\w{4,}", words.lower())}
    return bool(own) and own <= {w[:5] for w in re.findall(r"\w{4,}", text.lower())}


def follow_up(data: dict[str, Any], voice: Voice, repair: Repair) -> dict[str, Any]:
    """The words of a due follow-up; abstains where the last word was that we should not write."""
    planned = data.get("follow_up") or {}
    if planned.get("stance") in ("opt_out", "angry", "polite_no", "needs_time_no_contact"):
        return abstained("no_contact")
    if not planned and not customer_texts(data):
        return abstained("nothing_to_say")
    bans = [*bans_of(planned.get("must_not_say") or []), *repair.bans]
    greeting = fill("hello_name" if voice.name else "hello", voice)[0]
    lines = follow_up_lines(data, voice, repair)
    text = render(lines, bans, greeting=greeting, limit=repair.limit)
    specific = len(lines) > 1
    return {"text": text, "abstain": not text, "abstain_reason": "" if text else "nothing_to_say", "confidence": 0.8 if specific else 0.4}
