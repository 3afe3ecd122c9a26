"""The follow-up: takes the thread up as if it had never been left. Their reason, their matter, one question."""

from __future__ import annotations

import re
from typing import Any

from crm.llm.embedded.composing.lines import Line, bans_of, fill, line, render
from crm.llm.embedded.composing.matter import Matter, as_phrase
from crm.llm.embedded.composing.matter_rules import NOT_A_PHRASE
from crm.llm.embedded.composing.person import quoted
from crm.llm.embedded.composing.phrases import is_plural, of_person
from crm.llm.embedded.composing.questions import next_question, own_question
from crm.llm.embedded.composing.reason import Reason
from crm.llm.embedded.composing.reason_rules import PERSON
from crm.llm.embedded.composing.repair import Repair
from crm.llm.embedded.composing.reply import abstained, wish
from crm.llm.embedded.composing.said import (
    agreed_time,
    as_said,
    is_ahead,
    matter_in,
    open_question,
    reason_in,
    their_words,
)
from crm.llm.embedded.composing.sensitive import is_sensitive
from crm.llm.embedded.composing.voice import Voice, customer_texts

_WENT_WELL = re.compile(
    r"launch|exam|wedding|fair|conference|event|presentation|opening|party|concert|show|workshop|course|match|trip|holiday|"
    r"meeting|easter|christmas|lanzamiento|ex[aá]men|boda|feria|congreso|evento|presentaci|inauguraci|fiesta|taller|curso|"
    r"navidad|semana santa|reuni|lan[cç]amento|prova|casamento|feira|congresso|apresenta|inaugura|festa|natal|carnaval|p[aá]scoa",
    re.I,
)
_NO_CONTACT = ("opt_out", "angry", "polite_no", "needs_time_no_contact")
_MAX_MENTIONS = 3
# What begins so is a clause or a time, and no thing to have mentioned.
_NO_NOUN = re.compile(
    r"(?:s[oóò](?:lo)?|depois|despu[eé]s|quando|cuando|hasta|até|after|once|when|until|till?|if|because|just|only|not|mid-\w+|in the middle|on leave)\b",
    re.I,
)
_ABSTRACT = re.compile(
    r"\b(?:interest|thinking|open question|welcome|as they said|interés|interesse|que quer|quiere)\b", re.I
)


def looking_back(reason: Reason, data: dict[str, Any], voice: Voice) -> Line | None:
    """The sentence on why they asked for later; None where there is nothing to say about it."""
    if reason.kind in ("event", "move") and is_ahead(data):
        return wish(reason, voice)  # they wanted to hear before it: it is still ahead
    if reason.kind == "event":
        return line(_event_key(reason.text, voice), voice, 6, np=reason.text)
    if reason.kind == "thinking":
        return line(_thinking_key(reason, data), voice, 6, np=reason.text)
    if reason.kind == "busy":
        return _busy(reason, voice)
    if reason.kind in ("none", "said"):
        return None
    return line(f"past_{reason.kind}", voice, 6, np=reason.text)


def _event_key(np: str, voice: Voice) -> str:
    if voice.language == "es" and is_plural(np):
        return "past_event_plural"
    plural = voice.language == "pt" and is_plural(np)
    return "past_event" if plural or _WENT_WELL.search(np) else "past_gone"


def _busy(reason: Reason, voice: Voice) -> Line | None:
    word = reason.text
    if voice.language == "es" and re.match(r"complicad|de cabeza|a mil|met", word):
        return line("past_busy_things", voice, 6, word="complicado" if word.startswith("complicad") else word)
    return (
        line("past_busy_you" if of_person(word) and voice.language == "en" else "past_busy", voice, 6, word=word)
        if word
        else None
    )


def _thinking_key(reason: Reason, data: dict[str, Any]) -> str:
    if reason.text:
        return "past_thinking_with"
    follow_up = data.get("follow_up") or {}
    said = f"{follow_up.get('reason', '')} {follow_up.get('quote', '')}"
    return "past_thinking_weekend" if re.search(r"weekend|fin de semana|fim de semana", said, re.I) else "past_thinking"


def question_for(reason: Reason, matter: Matter, data: dict[str, Any], voice: Voice) -> tuple[Line, bool]:
    """The one question, and whether it already names the matter."""
    planned = data.get("follow_up") or {}
    if reason.kind in ("pending", "condition", "awaiting", "waiting_to"):
        return line("ask_pending", voice, 9), False
    if reason.kind == "grave":
        return line("ask_open_about" if matter.sayable else "ask_open", voice, 9, about=matter.about), matter.sayable
    ours = open_question(data, voice)
    if ours and (not matter.sayable or _covers(ours, matter.about)):
        return Line((ours, *fill("ask_open", voice)), 9), bool(matter)
    if reason.kind == "thinking" or planned.get("stance") == "undecided":
        key = "ask_thinking_about" if matter.sayable and not matter.past else "ask_thinking"
        return line(key, voice, 9, about=matter.about), key == "ask_thinking_about"
    if matter.sayable:
        said = " ".join(customer_texts(data))
        topic = f"{matter.about} {matter.words}"
        own = (
            own_question(topic, said, voice) if matter.words != matter.about else ""
        )  # of what we offered we know enough
        if own or matter.past:
            return Line((own or next_question(topic, said, voice), *fill("ask_open", voice)), 9), False
        return line("ask_open_about", voice, 9, about=matter.about), True
    return line("ask_open", voice, 9), False


def _back(matter: Matter, voice: Voice) -> Line | None:
    """What they wanted: as they said it where that reads on, else that we were talking about it."""
    if not matter:
        return None
    about = fill("back_about", voice, about=matter.about) if matter.sayable else ()
    if not matter.past:
        return Line(about, 7)
    clause = matter.past.removeprefix("you ") if voice.language == "en" else matter.past
    return Line((*fill("back_past", voice, past=clause, past_full=matter.past), *about), 7)


def _mentions(data: dict[str, Any], reason: Reason, so_far: str, voice: Voice) -> list[Line]:
    """What must be mentioned and is not yet: a line each, in words safe to say back."""
    lines: list[Line] = []
    if reason.kind == "grave":
        return lines
    for item in (data.get("follow_up") or {}).get("must_mention") or []:
        text = str(item)
        said = " ".join([so_far, *(entry.options[0] for entry in lines)])
        if (
            _ABSTRACT.search(text)
            or _NO_NOUN.match(text)
            or NOT_A_PHRASE[voice.language].search(text)
            or _mostly_in(text, said)
            or is_sensitive(text, voice.own)
            or len(text.split()) > 9
        ):
            continue
        if reason.kind == "private" and PERSON.search(text):
            continue
        found = as_phrase(as_said(text), voice)
        np = found.about if found else ""
        if (
            np
            and not _mostly_in(np, said)
            and re.match(
                r"(?:the|your|our|el|la|los|las|tus?|sus?|vuestr\w+|os?|as?|seus?|suas?)\b|\w+ing (?:the|your|our)\b",
                np,
            )
        ):
            lines.append(line("also", voice, 4, np=np))
    return lines[:_MAX_MENTIONS]


def _mostly_in(text: str, said: str) -> bool:
    words = {w[:5] for w in re.findall(r"\w{4,}", text.lower())}
    return not words or len(words & {w[:5] for w in re.findall(r"\w{4,}", said.lower())}) * 2 >= len(words)


def _time_line(data: dict[str, Any], reason: Reason, voice: Voice) -> Line | None:
    time = agreed_time(data, voice)
    said_so = time and reason.kind in ("none", "said", "busy")
    return line("past_time", voice, 5, time=time) if said_so else None


def _opening(data: dict[str, Any], reason: Reason, matter: Matter, voice: Voice, repair: Repair) -> list[Line]:
    """Why it was to be later: said as a person would, else in their own words, else the time they named."""
    time = None if repair.no_dates else _time_line(data, reason, voice)
    why = looking_back(reason, data, voice)
    told = (
        ""
        if why and not repair.generic
        else their_words(data, voice, only_why=bool(time and matter), about=matter.about)
    )
    if reason.kind in ("grave", "private") or (matter.past and not repair.generic):
        told = ""  # the one is not to be repeated, the other is the wish that those words are
    said = [_as_they_said(told, data, voice)] if told and (not why or repair.generic) else []
    if said and not matter:
        time = None  # "you suggested the morning" fits anybody: their words say it, and what else they said
    return [entry for entry in (why, time) if entry] + said


def _as_they_said(words: str, data: dict[str, Any], voice: Voice) -> Line:
    """Their words; without "when we last spoke" on the day itself."""
    planned = str((data.get("follow_up") or {}).get("planned_at") or "")
    today = bool(planned) and planned[:10] == str(data.get("now") or "")[:10]
    return line("past_said_today" if today else "past_said", voice, 7, np=words)


def follow_up_lines(data: dict[str, Any], voice: Voice, repair: Repair) -> list[Line]:
    """The sentences of a free-text follow-up."""
    matter, reason = matter_in(data, voice), reason_in(data, voice)
    lines = _opening(data, reason, matter, voice, repair)
    question, names_it = question_for(reason, matter, data, voice)
    back = None if names_it else _back(matter, voice)
    lines += [back] if back else []
    so_far = " ".join(entry.options[0] for entry in [*lines, question] if entry.options)
    return [*lines, *_mentions(data, reason, so_far, voice), *_left_out(repair, so_far, voice), question]


def _left_out(repair: Repair, so_far: str, voice: Voice) -> list[Line]:
    """What the check missed, in their own words where it could not be said in ours."""
    left = [each for each in repair.missing if not _mostly_in(each, so_far) and not is_sensitive(each, voice.own)]
    return [line("also", voice, 6, np=quoted(each)) for each in left[:_MAX_MENTIONS]]


def _covers(text: str, words: str) -> bool:
    own = {w[:5] for w in re.findall(r"\w{4,}", words.lower())}
    return bool(own) and own <= {w[:5] for w in re.findall(r"\w{4,}", text.lower())}


def follow_up(data: dict[str, Any], voice: Voice, repair: Repair) -> dict[str, Any]:
    """The words of a due follow-up; abstains where the last word was that we should not write."""
    planned = data.get("follow_up") or {}
    if planned.get("stance") in _NO_CONTACT:
        return abstained("no_contact")
    if not planned and not customer_texts(data):
        return abstained("nothing_to_say")
    bans = [*bans_of(planned.get("must_not_say") or []), *repair.bans]
    greeting = fill("hello_name" if voice.name else "hello", voice)[0]
    lines = follow_up_lines(data, voice, repair)
    text = render(lines, bans, voice, greeting=greeting, limit=repair.limit)
    if not text:
        return abstained("nothing_to_say")
    return {"text": text, "abstain": False, "abstain_reason": "", "confidence": 0.8 if len(lines) > 1 else 0.4}
