"""`manage.py evaluate SUITE --cases FILE`: labelled cases through the product, in a scratch database."""

from __future__ import annotations

import json
import logging
from argparse import ArgumentParser
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from crm.case_files import CaseFileError
from crm.llm.choice import model_for, use_model
from crm.scratch_database import scratch_database
from followups.evaluation import phrases, rules
from followups.evaluation import suite as followups
from followups.evaluation.half_year import suite as half_year
from guidelines.evaluation import knowledge
from guidelines.evaluation import suite as guidelines

SUITES = {
    "knowledge": knowledge,
    "followups": followups,
    "guidelines": guidelines,
    "windows": phrases,
    "half-year": half_year,
}
WITH_BASELINE = ("followups", "half-year")


class Command(BaseCommand):
    help = "Run labelled cases through the real turn. Nothing can be sent, and your own data is not touched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("suite", choices=sorted(SUITES))
        parser.add_argument("--cases", type=Path, help="JSON lines, one case a line; half-year draws its own.")
        parser.add_argument("--articles", type=Path, help="JSON lines, one article a line: for the suite knowledge.")
        parser.add_argument("--json", type=Path, help="Write the whole report to this file.")
        parser.add_argument("--model", default="", help="As litellm names it; default: the configured or embedded one.")
        parser.add_argument(
            "--baseline", choices=["rules"], help="Beside it: keyword, fixed delay, template (followups, half-year)."
        )
        parser.add_argument("--customers", type=int, default=half_year.CUSTOMERS, help="half-year: how many (500).")
        parser.add_argument("--weeks", type=int, default=half_year.WEEKS, help="half-year: how long (26).")
        parser.add_argument("--seed", type=int, default=1, help="half-year: who they are (1).")

    def handle(self, *args: Any, **options: Any) -> None:
        name, baseline = options["suite"], options["baseline"]
        check(options)
        logging.getLogger("django-q").setLevel(logging.WARNING)  # each task that is queued would be a line
        # Nothing can leave: even a mistake in what follows would find no account to send with.
        settings.TWILIO_ACCOUNT_SID = settings.TWILIO_AUTH_TOKEN = settings.TWILIO_API_BASE = ""
        settings.CLOCK_MOVABLE = True
        room: AbstractContextManager[Any] = (
            nullcontext() if name == "windows" else scratch_database("evaluation")
        )  # phrases of time need no database
        with room:
            try:
                with use_model(options["model"] or model_for("read")):
                    report = self.run(options)
                other = rules_beside(options) if baseline else None
            except CaseFileError as problem:
                raise CommandError(str(problem)) from None
        self.stdout.write(SUITES[name].table(report, *filter(None, [other])))
        if options["json"]:
            found = {**report, "baseline": other} if other else report
            options["json"].write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
            self.stdout.write(f"\nWritten to {options['json']}")

    def run(self, options: dict[str, Any]) -> dict[str, Any]:
        if options["suite"] == "half-year":
            so_far = partial(self.week, options["json"])
            return half_year.evaluate(options["customers"], options["seed"], options["weeks"], each_week=so_far)
        more = {"articles": options["articles"]} if options["suite"] == "knowledge" else {}
        return SUITES[options["suite"]].evaluate(options["cases"], self.progress, **more)

    def week(self, kept: Path | None, report: dict[str, Any]) -> None:
        """One line a week of the play; with --json its figures so far are kept, so that a stop loses nothing."""
        figures, found = report["metrics"], sum(map(len, report["findings"].values()))
        self.stderr.write(
            f"week {report['played']} of {report['weeks']}: {figures.get('inbound', 0)} messages in, "
            f"{figures.get('messages', 0)} out, {figures['kept']} of {figures.get('asked', 0)} wishes kept, {found} findings; "
            f"{report['seconds']:.0f} s, {figures['memory_mb']} MB"
        )
        if kept:
            kept.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")

    def progress(self, done: int, of: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} of {of}", ending="" if done < of else "\n")


def check(options: dict[str, Any]) -> None:
    """Raises CommandError with what to add."""
    if options["suite"] != "half-year" and options["cases"] is None:
        raise CommandError(f"The suite {options['suite']} needs --cases FILE.")
    if options["suite"] == "knowledge" and options["articles"] is None:
        raise CommandError("The suite knowledge needs --articles FILE.")
    if options["baseline"] and options["suite"] not in WITH_BASELINE:
        raise CommandError(f"--baseline goes with {' or '.join(WITH_BASELINE)} only.")
    if options["customers"] < 1 or options["weeks"] < 1:
        raise CommandError("--customers and --weeks are whole numbers from 1.")


def rules_beside(options: dict[str, Any]) -> dict[str, Any]:
    if options["suite"] == "half-year":
        return half_year.evaluate(options["customers"], options["seed"], options["weeks"], baseline="rules")
    return rules.evaluate(options["cases"])
