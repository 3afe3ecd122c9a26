"""Task `moment`: a promised follow-up is due. Is it still right to write, on the facts of today?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from crm.llm.embedded.text import fold
from crm.llm.embedded.wishes import called_first, complaint_in, settled_by, speaks_of

# Stances of their last words after which nothing is written; "person" where it may be read otherwise.
_STOPS = {
    "opt_out": ("cancel", "They want no more messages."),
    "polite_no": ("cancel", "They have said no since."),
    "resolved": ("cancel", "The matter is settled."),
    "needs_time_no_contact": ("cancel", "They asked for room and will write themselves."),
    "angry": ("person", "They are angry: a person should look first."),
}
UNSURE = 0.5
_ALL_OF_IT = re.compile(r"\b(?:everything|all of it|the whole matter|todo lo que|todo esta|tudo o que|esta tudo)\b")

Answer = dict[str, Any]


def decide(data: Mapping[str, Any]) -> Answer:
    """Judge `data` (task `moment`). Never raises on any text."""
    follow_up = data.get("follow_up") or {}
    events, recent = list(data.get("events") or []), list(data.get("recent") or [])
    if not follow_up:
        return _verdict("person", "It is not known what the follow-up was for.", "", 0.4)
    by_event = _events_say(events, follow_up)
    if by_event:
        return by_event
    since = [said for said in _since(recent, follow_up) if said.get("from") == "customer"]
    if since:
        by_words = _words_say(since, recent, follow_up, data)
        if by_words:
            return by_words
        return _verdict("write", "What they wrote since does not change it.", "", 0.75)
    return _verdict("write", "Nothing has changed since it was planned.", "", 0.85)


def _events_say(events: Sequence[Mapping[str, Any]], follow_up: Mapping[str, Any]) -> Answer | None:
    called = called_first(events, follow_up)
    if called:
        return _verdict("cancel", "A call was promised, and they called first.", called, 0.8)
    complaint = complaint_in(events)
    if complaint:
        return _verdict("person", "Something is open elsewhere: a complaint or a ticket.", complaint, 0.75)
    settled = settled_by(events)
    if not settled:
        return None
    matter = " ".join(str(follow_up.get(key) or "") for key in ("purpose", "reason", "quote"))
    matter += " ".join(str(each) for each in follow_up.get("must_mention") or [])
    if speaks_of(matter, settled) or (len(events) == 1 and _is_general(settled, events[-1])):
        return _verdict("cancel", "The matter was settled elsewhere.", settled, 0.8)
    return _verdict("person", "Something was settled elsewhere; it may be this matter.", settled, 0.5)


def _is_general(note: str, event: Mapping[str, Any]) -> bool:
    """A note too short to name another matter ("Order paid on the website"): taken to be about this one. Somewhat longer
    where the reporting system itself says that the customer's matter is solved."""
    return bool(_ALL_OF_IT.search(fold(note).text)) or len(note.split()) <= (14 if event.get("kind") == "solved" else 8)


def _since(recent: Sequence[Mapping[str, Any]], follow_up: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What was said after the follow-up was planned; all that is after our last word where that is not known."""
    planned = str(follow_up.get("planned_at") or "")
    if planned:
        from datetime import datetime

        def moment(text: str) -> datetime | None:
            try:
                parsed = datetime.fromisoformat(text)
            except ValueError:
                return None
            return parsed if parsed.tzinfo else None

        start = moment(planned)
        if start:
            return [said for said in recent if (at := moment(str(said.get("at") or ""))) and at > start]
    return []


def _words_say(
    since: Sequence[Mapping[str, Any]],
    recent: Sequence[Mapping[str, Any]],
    follow_up: Mapping[str, Any],
    data: Mapping[str, Any],
) -> Answer | None:
    # Imported here: the encoder is not needed where nothing was said since.
    from crm.llm.embedded.reading import read

    burst = [
        {"id": str(n), "at": said.get("at"), "text": str(said.get("text") or "")} for n, said in enumerate(since[-5:])
    ]
    reading = read(
        {
            "burst": burst,
            "recent": [said for said in recent if said not in since],
            "pending": {"purpose": follow_up.get("purpose") or ""},
            "events": [],
            "contact": data.get("contact") or {},
        }
    )
    quote, confidence = str(reading["stance_quote"]), float(reading["confidence"])
    if reading["wants_human"]:
        return _verdict("person", "They asked for a person.", quote, 0.8)
    if reading["stance"] in _STOPS:
        verdict, because = _STOPS[reading["stance"]]
        if confidence < UNSURE and reading["stance"] != "opt_out":
            return _verdict("person", "Their last words may mean that they no longer want it.", quote, confidence)
        return _verdict(verdict, because, quote, confidence)
    if reading["pending"] == "cancel":
        return _verdict("person", "They wanted it sooner: check what was done.", quote, confidence)
    if confidence < UNSURE - 0.1:
        return _verdict("person", "Their last words are not clear.", quote, confidence)
    return None


def _verdict(verdict: str, because: str, quote: str, confidence: float) -> Answer:
    return {
        "verdict": verdict,
        "because": because,
        "quote": quote,
        "wait_days": None,
        "confidence": round(confidence, 2),
    }
