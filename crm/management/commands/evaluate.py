"""`manage.py evaluate SUITE --cases FILE`: labelled cases through the product, in a scratch database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from crm.case_files import CaseFileError
from crm.llm.choice import model_for, use_model
from crm.scratch_database import scratch_database
from followups.evaluation import phrases
from followups.evaluation import suite as followups
from guidelines.evaluation import knowledge
from guidelines.evaluation import suite as guidelines

SUITES = {"knowledge": knowledge, "followups": followups, "guidelines": guidelines, "windows": phrases}


class Command(BaseCommand):
    help = "Run labelled cases through the real turn. Nothing can be sent, and your own data is not touched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("suite", choices=sorted(SUITES))
        parser.add_argument("--cases", required=True, type=Path, help="JSON lines, one case a line.")
        parser.add_argument("--articles", type=Path, help="JSON lines, one article a line: for the suite knowledge.")
        parser.add_argument("--json", type=Path, help="Write the whole report to this file.")
        parser.add_argument("--model", default="", help="As litellm names it; default: the configured or embedded one.")

    def handle(self, *args: Any, **options: Any) -> None:
        suite = SUITES[options["suite"]]
        more = {"articles": options["articles"]} if suite is knowledge else {}
        if None in more.values():
            raise CommandError("The suite knowledge needs --articles FILE.")
        # Nothing can leave: even a mistake in what follows would find no account to send with.
        settings.TWILIO_ACCOUNT_SID = settings.TWILIO_AUTH_TOKEN = settings.TWILIO_API_BASE = ""
        settings.CLOCK_MOVABLE = True
        room: AbstractContextManager[Any] = nullcontext() if suite is phrases else scratch_database("evaluation")
        with room:  # phrases of time need no database
            try:
                with use_model(options["model"] or model_for("read")):
                    report = suite.evaluate(options["cases"], self.progress, **more)
            except CaseFileError as problem:
                raise CommandError(str(problem)) from None
        self.stdout.write(suite.table(report))
        if options["json"]:
            options["json"].write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
            self.stdout.write(f"\nWritten to {options['json']}")

    def progress(self, done: int, of: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} of {of}", ending="" if done < of else "\n")
