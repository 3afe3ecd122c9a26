"""The entry: typed expressions in, a window out. Never raises on what a model may send; what cannot be computed is None."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from conversations.turns.meaning import TimeExpression
from followups.windows.because import because
from followups.windows.choose import Choice, choose
from followups.windows.clock_hours import LAST, as_time
from followups.windows.span import Anchor, Hours
from followups.windows.vague_words import BEST_HOUR, DEFAULTS, FARTHEST_DAYS, HORIZON_DAYS, VagueWords
from followups.windows.window import Window
from followups.windows.working_days import calendar_of
from followups.windows.zones import is_zone

SILENT_ROLES = frozenset({"past_fact", "not_time"})
HOUR = timedelta(hours=1)


def resolve(
    expressions: Sequence[TimeExpression],
    *,
    now: datetime,
    said_at: datetime | Mapping[str, datetime],
    zone: str,
    country: str | None = None,
    words: VagueWords = DEFAULTS,
) -> Window | None:
    """The window in which the expressions, taken together, ask for a message; None where they ask for none.

    `said_at`: the moment of the message, or of each by its id: relative words hang on it, not on `now` (which stands in
    for a message that is not listed). `zone`: the contact's IANA zone; an unknown one is UTC at half the confidence.
    `country`: ISO 3166 alpha-2, for weekends, holidays, hemisphere and the order of day and month.
    `words`: what the team means by vague words.
    A window may lie in the past at `now`: how late is too late is decided elsewhere.
    """
    known = is_zone(zone)
    local_zone = ZoneInfo(zone if known else "UTC")
    calendar = calendar_of(country)
    said: list[tuple[TimeExpression, Anchor]] = []
    for expression in expressions:
        if expression.role in SILENT_ROLES or expression.kind == "none":
            continue
        moment = _moment(expression, said_at, now).astimezone(local_zone)
        said.append((expression, Anchor(moment, local_zone.key, calendar, words)))
    said.sort(key=lambda pair: pair[1].said.astimezone(UTC))
    try:
        choice = choose(said)
        return _window(choice, local_zone, 1.0 if known else 0.5) if choice else None
    except (ValueError, OverflowError):  # beyond the calendar
        return None


def _moment(expression: TimeExpression, said_at: datetime | Mapping[str, datetime], now: datetime) -> datetime:
    if isinstance(said_at, datetime):
        return _aware(said_at)
    listed = said_at.get(expression.message_id or "")
    if listed is None and said_at:
        listed = max(_aware(moment) for moment in said_at.values())
    return _aware(listed or now)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _window(choice: Choice, zone: ZoneInfo, sure: float) -> Window | None:
    span, hours, at = choice.span, choice.hours, choice.at
    if span.moments and (hours is None or span.hours is None):
        earliest, best, end = span.moments
        latest: datetime | None = end
    else:
        earliest, best, latest = _days_to_moments(choice, zone)
    earliest, best, latest = (real(earliest), real(best), real(latest) if latest else None)
    earliest, best, latest = _ordered(earliest, best, latest)
    ahead = (best - at.said).days
    if ahead > FARTHEST_DAYS:
        return None
    confidence = choice.confidence * sure * (0.6 if ahead > HORIZON_DAYS else 1.0)
    precision = _precision(choice)
    return Window(
        earliest=earliest,
        best=best,
        latest=latest,
        precision=precision,
        confidence=round(min(max(confidence, 0.0), 1.0), 3),
        zone=zone.key,
        no_contact_before=_not_before(choice, earliest, zone),
        quotes=tuple(dict.fromkeys(e.quote for e in choice.used if e.quote)),
        because=because(choice.used, at.said, earliest, latest, precision in ("hour", "part_of_day")),
    )


def _not_before(choice: Choice, earliest: datetime, zone: ZoneInfo) -> datetime | None:
    if choice.not_before is None:
        return None
    return (
        min(earliest, real(datetime.combine(choice.not_before, time(0), zone)))
        if choice.not_before < earliest.date()
        else earliest
    )


def _precision(choice: Choice) -> str:
    if choice.span.moments:
        return choice.span.precision
    if choice.hours and choice.span.width == 0:
        return choice.hours.precision
    return (
        "few_days" if choice.span.precision in ("hour", "part_of_day") and choice.span.width else choice.span.precision
    )


def _days_to_moments(choice: Choice, zone: ZoneInfo) -> tuple[datetime, datetime, datetime | None]:
    """Days to local wall times; hours named in another zone are brought home. Nothing starts before it was said."""
    span, at = choice.span, choice.at
    hours = choice.hours or Hours(time(0), as_time(BEST_HOUR), LAST)
    there = ZoneInfo(hours.zone) if hours.zone else zone
    earliest = datetime.combine(span.first, hours.start, there).astimezone(zone)
    best = datetime.combine(span.best, hours.best, there).astimezone(zone)
    latest = datetime.combine(span.last, hours.end, there).astimezone(zone) if span.last else None
    if span.hours is None and hours.zone and latest and latest <= at.said and span.width == 0:
        earliest, best, latest = earliest + 24 * HOUR, best + 24 * HOUR, latest + 24 * HOUR
    if earliest < at.said:
        earliest = at.said
    if best <= at.said:
        best = at.said + HOUR
        best = min(best, latest) if latest else best
    return earliest, best, latest


def real(moment: datetime) -> datetime:
    """A wall time that the clock skips (02:30 on the spring day) moves forward; all others stay."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo)


def _ordered(earliest: datetime, best: datetime, latest: datetime | None) -> tuple[datetime, datetime, datetime | None]:
    """In order on the wall clock and in UTC alike, also in the hour that comes twice in autumn."""
    if latest is not None and (latest < earliest or latest.astimezone(UTC) < earliest.astimezone(UTC)):
        latest = earliest
    if latest is not None and (best > latest or best.astimezone(UTC) > latest.astimezone(UTC)):
        best = latest
    if best < earliest or best.astimezone(UTC) < earliest.astimezone(UTC):
        best = earliest
    if latest is not None and (best > latest or best.astimezone(UTC) > latest.astimezone(UTC)):
        latest = best
    return earliest, best, latest
