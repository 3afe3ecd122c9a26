"""A clock of the machine that stands until it is moved, and an ear for what the product logs as an error."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

MONDAY = datetime(2027, 5, 10, 8, 0, tzinfo=UTC)  # ten in Madrid, four in the night in New York
OURS = ("conversations", "followups", "guidelines", "crm", "django.request")
EXPECTED = ("stopped:", "embedded model failed")  # what the product says loudly and rightly


class Standing(datetime):
    """Takes the place of `datetime` in crm/clock.py: it moves a millisecond with every look, and else only when told."""

    at = MONDAY

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
        Standing.at += timedelta(milliseconds=1)
        return Standing.at


class Loud(logging.Handler):
    """What the product logs as an error: something broke inside, even where it mended itself."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        words = record.getMessage()
        if record.name.startswith(OURS) and not any(each in words for each in EXPECTED):
            why = f" ({record.exc_info[1]!r})" if record.exc_info and record.exc_info[1] else ""
            self.heard.append(f"{record.name}: {words}{why}"[:400])
