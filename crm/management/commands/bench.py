"""`manage.py bench NAME`: the figures of the design on this machine, each beside its floor, in a scratch database."""

from __future__ import annotations

import json
import logging
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conversations.bench import turns, webhooks
from conversations.bench.house import DidNotStart
from crm.bench.report import Report
from crm.scratch_database import scratch_database
from followups import bench as sweep
from followups.board import bench as board
from guidelines.bench import plant

BENCHES: dict[str, Callable[..., Report]] = {
    "turns": turns.bench,
    "webhooks": webhooks.bench,
    "sweep": sweep.bench,
    "board": board.bench,
}
# What each takes when nothing is said: conversations, guidelines, seconds.
SIZES = {
    "turns": (3000, 200, 30.0),
    "webhooks": (3000, 200, 30.0),
    "sweep": (1_000_000, 200, 5.0),
    "board": (100_000, 200, 2.0),
}


class Command(BaseCommand):
    help = (
        "Measure this house on this machine: real server, workers and database, a stand-in for the model and for Twilio. "
        "Your own data is not touched. Linux."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help=", ".join(BENCHES))
        parser.add_argument("--json", type=Path, help="Write the whole report to this file.")
        parser.add_argument("--guidelines", type=int, help="So many in force.")
        parser.add_argument("--conversations", type=int, help="So many in the house.")
        parser.add_argument("--seconds", type=float, help="How long to measure under load.")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"]
        if name not in BENCHES:
            raise CommandError(f"There is no bench “{name}”. There are: {', '.join(BENCHES)}.")
        conversations, guidelines, seconds = SIZES[name]
        logging.getLogger().setLevel(logging.WARNING)
        with scratch_database("bench"):
            try:
                report = BENCHES[name](
                    conversations=conversations if options["conversations"] is None else options["conversations"],
                    guidelines=guidelines if options["guidelines"] is None else options["guidelines"],
                    seconds=seconds if options["seconds"] is None else options["seconds"],
                    plant=plant,
                    say=self.say,
                )
            except DidNotStart as problem:
                raise CommandError(str(problem)) from None
        self.stdout.write(report.as_text())
        if options["json"]:
            options["json"].write_text(json.dumps(report.as_data(), ensure_ascii=False, indent=1), encoding="utf-8")
            self.stdout.write(f"\nWritten to {options['json']}")

    def say(self, words: str) -> None:
        self.stderr.write(f"… {words}")
