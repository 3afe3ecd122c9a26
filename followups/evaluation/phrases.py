"""The suite `windows`: phrases of time from their text to a window, without a database or a turn.

The embedded grammar reads each phrase (or the typed expressions that the row brings are taken), the resolver computes.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from conversations.turns.meaning import TimeExpression
from crm.case_files import read_rows
from crm.llm.embedded.time_grammar import parse
from followups.evaluation.cases import ExpectedWindow
from followups.evaluation.score import last_day, time_fits
from followups.windows import Window, resolve

LANGUAGES = "en es pt fr de he ar hi".split()


class PhraseWindow(ExpectedWindow):
    zone: str = Field("", description="IANA zone of the dates and times; empty: that of the phrase")


class Phrase(BaseModel):
    """One phrase. `expected` null: it must schedule nothing. `expressions`: typed ones, for the resolver alone."""

    model_config = ConfigDict(extra="ignore")
    id: str
    lang: str
    kind: str = ""
    text: str
    said_at: AwareDatetime
    zone: str
    country: str = ""
    expected: PhraseWindow | None = None
    expressions: list[TimeExpression] | None = None


def window_of(phrase: Phrase) -> Window | None:
    found = phrase.expressions
    if found is None:
        read = parse(phrase.text, phrase.lang, country=phrase.country or None)
        found = [TimeExpression.model_validate(each) for each in read]
    said = phrase.said_at
    return resolve(found, now=said, said_at=said, zone=phrase.zone, country=phrase.country or None)


def fits(window: Window | None, wanted: PhraseWindow | None, zone: str) -> bool:
    """The best moment lies in the window, and ours exceeds it by no more than its slack (twice at the end)."""
    if wanted is None or window is None:
        return wanted is None and window is None
    local, slack = ZoneInfo(wanted.zone or zone), timedelta(days=wanted.slack_days)
    best = window.best.astimezone(local)
    if best.date() < wanted.earliest or (wanted.latest and best.date() > wanted.latest):
        return False
    if not time_fits(best, wanted) or window.earliest.astimezone(local).date() < wanted.earliest - slack:
        return False
    if wanted.latest is None:
        return True
    return window.latest is not None and last_day(window.latest, local) <= wanted.latest + 2 * slack


def evaluate(cases_file: Path, progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """`{suite, n, metrics, kinds, languages, cases}`; metrics are shares of right windows. Raises CaseFileError."""
    phrases = read_rows(cases_file, Phrase)
    started = time.perf_counter()
    rows: list[dict[str, Any]] = []
    right_ones: list[bool] = []
    for number, phrase in enumerate(phrases, 1):
        window = window_of(phrase)
        right = fits(window, phrase.expected, phrase.zone)
        right_ones.append(right)
        rows.append({"id": phrase.id, "passed": {"window": right}, "predicted": described(window)})
        if progress:
            progress(number, len(phrases))
    negatives = [right for right, phrase in zip(right_ones, phrases, strict=True) if phrase.expected is None]
    return {
        "suite": "windows",
        "n": len(phrases),
        "seconds": round(time.perf_counter() - started, 2),
        "metrics": {
            "window": share(right_ones),
            "false_dates": negatives.count(False),
            "negatives": len(negatives),
        },
        "languages": shares_by([phrase.lang for phrase in phrases], right_ones),
        "kinds": shares_by([phrase.kind or "-" for phrase in phrases], right_ones),
        "languages_of_kinds": shares_by([f"{phrase.kind or '-'}/{phrase.lang}" for phrase in phrases], right_ones),
        "cases": rows,
    }


def share(right: Sequence[bool]) -> float:
    return round(sum(right) / len(right), 3) if right else 0.0


def shares_by(groups: Sequence[str], right: Sequence[bool]) -> dict[str, tuple[int, int]]:
    """Group -> (right, of so many)."""
    found: dict[str, list[bool]] = defaultdict(list)
    for group, one in zip(groups, right, strict=True):
        found[group].append(one)
    return {group: (sum(ones), len(ones)) for group, ones in sorted(found.items())}


def described(window: Window | None) -> dict[str, Any] | None:
    if window is None:
        return None
    return {
        "earliest": window.earliest.isoformat(),
        "best": window.best.isoformat(),
        "latest": window.latest.isoformat() if window.latest else None,
        "confidence": window.confidence,
    }


def table(report: dict[str, Any]) -> str:
    """Accuracy by kind and language as lines of a Markdown table, then the misses."""
    codes = [code for code in LANGUAGES if code in report["languages"]]
    codes += [code for code in report["languages"] if code not in codes]
    metrics = report["metrics"]
    lines = [
        f"windows: {report['n']} phrases in {report['seconds']} s, right {metrics['window']:.3f}; "
        f"{metrics['false_dates']} false dates in {metrics['negatives']} phrases that mean none",
        "",
        f"| kind | all | {' | '.join(codes)} |",
        "|---|" + "---|" * (len(codes) + 1),
    ]
    by_both = report["languages_of_kinds"]
    for kind, counts in report["kinds"].items():
        cells = [cell(by_both.get(f"{kind}/{code}")) for code in codes]
        lines.append(f"| {kind} | {cell(counts)} | {' | '.join(cells)} |")
    whole = (sum(row["passed"]["window"] for row in report["cases"]), report["n"])
    lines.append(f"| **all** | {cell(whole)} | {' | '.join(cell(report['languages'][code]) for code in codes)} |")
    missed = [row["id"] for row in report["cases"] if not row["passed"]["window"]]
    return "\n".join([*lines, "", f"Missed: {' '.join(missed) or 'nothing'}"])


def cell(counts: tuple[int, int] | None) -> str:
    return f"{counts[0]}/{counts[1]}" if counts else ""
