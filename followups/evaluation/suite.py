"""The suite `followups`: every case played and judged, the totals and the misses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from conversations.demo import TEMPLATES
from conversations.models import ContentTemplate
from crm.llm.choice import describe_model
from followups.evaluation.cases import read_cases
from followups.evaluation.play import play
from followups.evaluation.score import METRICS, judge, predicted, totals


def evaluate(cases_file: Path, progress: Any = None) -> dict[str, Any]:
    """`{suite, model, n, metrics, harmful, cases}`. Raises CaseFileError. Needs a scratch database with a movable clock."""
    cases = read_cases(cases_file)
    approve_templates()
    report: list[dict[str, Any]] = []
    judged: list[dict[str, float | None]] = []
    for number, case in enumerate(cases, 1):
        played = play(case)
        verdict = judge(case, played)
        judged.append(verdict)
        report.append(
            {"id": case.id, "passed": verdict, "predicted": predicted(played, case), "seconds": played.seconds}
        )
        if progress:
            progress(number, len(cases))
    return {
        "suite": "followups",
        "model": describe_model("read"),
        "n": len(cases),
        "metrics": totals(judged),
        "harmful": [entry["id"] for entry in report if entry["passed"]["harmful"]],
        "cases": report,
    }


def approve_templates() -> None:
    """The templates of the demo, as if WhatsApp had approved them: most follow-ups fall outside the 24-hour window."""
    for number, template in enumerate(TEMPLATES):
        ContentTemplate.objects.get_or_create(
            sid=f"HX{number:032d}",
            defaults={
                "name": template.name,
                "language": template.language,
                "body": template.body,
                "variables": dict(template.variables),
                "purpose": template.purpose,
                "status": "approved",
            },
        )


def table(report: dict[str, Any], *others: dict[str, Any]) -> str:
    """The totals as lines of text, those of `others` (the baseline) beside them, and the cases that missed something."""
    lines = [f"{report['suite']}: {report['n']} cases with {report['model']}", ""]
    if others:
        lines += [f"  {'':<16}{'product':>8}{'rules':>10}"]
    for name in METRICS:
        places = 0 if name == "harmful" else 3
        beside = "".join(f"{other['metrics'][name]:>10.{places}f}" for other in others)
        lines.append(f"  {name:<16}{report['metrics'][name]:>8.{places}f}{beside}")
    misses = [missed(entry) for entry in report["cases"]]
    return "\n".join([*lines, "", "Missed:", *([line for line in misses if line] or ["  nothing"])])


def missed(entry: dict[str, Any]) -> str:
    """One line for a case that missed a decision; empty for one that did not."""
    wrong = [name for name in METRICS[:4] if (entry["passed"][name] or 0) < 1]
    if entry["passed"]["harmful"]:
        wrong.append("HARMFUL")
    person = f" → person ({entry['predicted']['person']})" if entry["predicted"]["person"] else ""
    return f"  {entry['id']}: {', '.join(wrong)}{person}" if wrong else ""
