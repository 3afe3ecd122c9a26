"""The suite `guidelines`: every sentence interpreted through the gateway, the totals and the misses."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from asgiref.sync import async_to_sync

from crm.case_files import read_rows
from crm.llm.choice import describe_model
from crm.llm.errors import ModelError
from guidelines.evaluation.cases import Case
from guidelines.evaluation.score import METRICS, judge, totals
from guidelines.interpret import interpret
from guidelines.schema import Interpretation


def evaluate(cases_file: Path, progress: Any = None) -> dict[str, Any]:
    """`{suite, model, n, metrics, harmful, cases}`. Raises CaseFileError. A model's failure counts as not answered."""
    cases = read_rows(cases_file, Case)
    report: list[dict[str, Any]] = []
    judged: list[dict[str, float | None]] = []
    for number, case in enumerate(cases, 1):
        began = time.perf_counter()
        got, failure = interpreted(case.text)
        verdict = judge(case, got)
        judged.append(verdict)
        predicted = {**got.model_dump(mode="json", by_alias=True, exclude_none=True), "failure": failure}
        report.append(
            {"id": case.id, "passed": verdict, "predicted": predicted, "seconds": time.perf_counter() - began}
        )
        if progress:
            progress(number, len(cases))
    return {
        "suite": "guidelines",
        "model": describe_model("interpret"),
        "n": len(cases),
        "metrics": totals(judged),
        "harmful": [entry["id"] for entry in report if entry["passed"]["wrong_enforced"]],
        "cases": report,
    }


def interpreted(text: str) -> tuple[Interpretation, str]:
    try:
        return async_to_sync(interpret)(text), ""
    except ModelError as error:
        # Nothing was understood and nothing is active: the sentence waits, which is neither a refusal nor a question.
        return Interpretation(outcome="accept"), type(error).__name__


def table(report: dict[str, Any]) -> str:
    """The totals as lines of text, and the cases that missed something."""
    lines = [f"{report['suite']}: {report['n']} cases with {report['model']}", ""]
    for name in METRICS:
        value = report["metrics"][name]
        lines.append(f"  {name:<16}{value:>8.0f}" if name == "wrong_enforced" else f"  {name:<16}{value:>8.3f}")
    misses = [_missed(entry) for entry in report["cases"]]
    return "\n".join([*lines, "", "Missed:", *([line for line in misses if line] or ["  nothing"])])


def _missed(entry: dict[str, Any]) -> str:
    good_at_zero = ("false_refusals", "wrong_enforced")
    passed = entry["passed"]
    wrong = [
        name for name in METRICS if passed[name] is not None and passed[name] != (0 if name in good_at_zero else 1)
    ]
    return f"  {entry['id']}: {', '.join(wrong)} → {entry['predicted']['restatement']}" if wrong else ""
