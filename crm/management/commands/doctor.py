"""`manage.py doctor`: is everything there, and what is to be done? The work is in the checks that the settings list."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from crm.doctor.findings import errors, examine, told


class Command(BaseCommand):
    help = "Look at every setting and outside part: what is wrong, and what to do. Ends with 1 if something is wrong."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--twilio", action="store_true", help="also ask Twilio about the account and the number")
        parser.add_argument("--plain", action="store_true", help="one tab-separated line each, for logs and scripts")

    def handle(self, *args: Any, twilio: bool, plain: bool, **options: Any) -> None:
        paths = [*settings.DOCTOR_CHECKS, *(settings.DOCTOR_TWILIO_CHECKS if twilio else [])]
        findings = examine(paths)
        terminal = getattr(self.stdout, "isatty", lambda: False)() and not options.get("no_color")
        text = told(findings, plain=plain)
        self.stdout.write(text if terminal or plain else without_colour(text))
        if errors(findings):
            sys.exit(1)


def without_colour(text: str) -> str:
    import re

    return re.sub(r"\033\[\d+m", "", text)
