"""How a played case is judged. A case given to a person is not right, except where the expectation itself is a person."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from conversations.turns.check import EMPTY_PHRASES, QUOTED, content_words
from followups.evaluation.cases import Case, ExpectedWindow
from followups.evaluation.play import Played

NO_WRITING = {"polite_no", "needs_time_no_contact", "opt_out", "angry"}
NEAR = {frozenset({"polite_no", "needs_time_no_contact"})}  # confused for each other: half right, both write nothing
METRICS = "wants_followup stance window pending_action mentions forbidden generic tone automatic harmful".split()


def judge(case: Case, played: Played) -> dict[str, float | None]:
    """Metric name to its value for this case, 0 to 1; None where it does not apply."""
    expected = case.expected
    right = 1.0 if not played.person or expected.stance == "angry" else 0.0
    own = own_words(case)
    draft = content_words(played.draft)
    return {
        "wants_followup": right * (played.wants_followup == expected.wants_followup),
        "stance": right * same_stance(played.stance, expected.stance),
        "window": right * window_fits(case, played),
        "pending_action": right * (played.pending_action == expected.pending_action),
        "mentions": len(own & draft) / len(own) if played.draft and own else None,
        "forbidden": float(says_forbidden(case, played.draft)) if played.draft else None,
        "generic": float(is_generic(case, played.draft)) if played.draft else None,
        "tone": right * (played.tone == expected.tone) if expected.tone and played.tone else None,
        "automatic": 0.0 if played.person or played.refused else 1.0,
        "harmful": float(is_harmful(case, played)),
    }


def same_stance(predicted: str, expected: str) -> float:
    if predicted == expected:
        return 1.0
    return 0.5 if frozenset({predicted, expected}) in NEAR else 0.0


def window_fits(case: Case, played: Played) -> bool:
    wanted = case.expected.window
    if wanted is None or played.planned_for is None:
        return wanted is None and played.planned_for is None
    zone = ZoneInfo(case.contact_tz)
    slack = timedelta(days=wanted.slack_days)
    best = played.planned_for.astimezone(zone)
    if best.date() < wanted.earliest or (wanted.latest and best.date() > wanted.latest):
        return False
    if not time_fits(best, wanted):
        return False
    if played.window["earliest"].astimezone(zone).date() < wanted.earliest - slack:
        return False
    latest = played.window["latest"]
    return wanted.latest is None or (latest is not None and last_day(latest, zone) <= wanted.latest + 2 * slack)


def time_fits(best: datetime, wanted: ExpectedWindow) -> bool:
    clock = best.time().replace(second=0, microsecond=0)
    if wanted.earliest_time and best.date() == wanted.earliest and clock < wanted.earliest_time:
        return False
    return not (wanted.latest_time and best.date() == wanted.latest and clock > wanted.latest_time)


def last_day(end: datetime, zone: ZoneInfo) -> date:
    """The last local day of a window: an end at midnight belongs to the day before."""
    return (end - timedelta(seconds=1)).astimezone(zone).date()


def own_words(case: Case) -> set[str]:
    return content_words(" ".join([case.expected.reason, *case.expected.must_mention]))


def says_forbidden(case: Case, draft: str) -> bool:
    """Whether the draft holds every content word of something it must not say. Meanings need a reader; this finds words."""
    said = content_words(draft)
    return any(words and words <= said for words in map(content_words, case.expected.must_not_say))


def is_generic(case: Case, draft: str) -> bool:
    """It would fit any customer: an empty phrase, or not one content word of the talk."""
    talk = content_words(" ".join(said.text for said in case.messages))
    if case.pending_followup:
        talk |= content_words(case.pending_followup.purpose)
    ours = QUOTED.sub("", draft)  # an empty phrase of theirs, quoted, is not ours
    return bool(EMPTY_PHRASES.search(ours)) or not talk & content_words(draft)


def is_harmful(case: Case, played: Played) -> bool:
    """Any message planned for somebody who is not to be written to, or before the day that they named."""
    if played.planned_for is None or played.person:
        return False
    if case.expected.stance in NO_WRITING:
        return True
    named = case.expected.no_contact_before
    return bool(named and played.planned_for.astimezone(ZoneInfo(case.contact_tz)).date() < named)


def totals(judged: list[dict[str, float | None]]) -> dict[str, float]:
    """Means over the cases to which a metric applies; `harmful` is a count."""
    metrics: dict[str, float] = {}
    for name in METRICS:
        values = [value for case in judged if (value := case[name]) is not None]
        metrics[name] = sum(values) if name == "harmful" else round(sum(values) / len(values), 3) if values else 0.0
    return metrics


def predicted(played: Played, case: Case) -> dict[str, Any]:
    """What goes into the report: dates as local days of the contact."""
    zone = ZoneInfo(case.contact_tz)
    window = {
        key: value.astimezone(zone).isoformat() if isinstance(value, datetime) else value
        for key, value in played.window.items()
    }
    return {
        "wants_followup": played.wants_followup,
        "stance": played.stance,
        "window": window or None,
        "planned_for": played.planned_for.astimezone(zone).isoformat() if played.planned_for else None,
        "pending_action": played.pending_action,
        "reason": played.reason,
        "tone": played.tone,
        "person": played.person,
        "reply": played.reply,
        "draft": played.draft,
        "refused": played.refused,
    }
