"""`manage.py simulator`: Twilio's WhatsApp API for practice, with a phone page. The work is in the package."""

from argparse import ArgumentParser, Namespace
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conversations.whatsapp.simulator import options as simulator_options
from conversations.whatsapp.simulator.serve import serve


class Command(BaseCommand):
    help = "Run the WhatsApp simulator: Twilio's API, signed webhooks and a phone page, without Twilio."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        simulator_options.arguments(parser)

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            options = simulator_options.from_arguments(Namespace(**given))
        except simulator_options.RefusedCredentials as refusal:
            raise CommandError(str(refusal)) from None
        serve(options)
