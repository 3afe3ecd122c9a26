"""Tables, people, templates and articles for the house, as `manage.py demo` makes them. Run as a module of its own."""

import logging

import django

django.setup()
logging.getLogger("django-q").setLevel(logging.WARNING)  # each ring would be a line

from django.core.management import call_command  # noqa: E402

import conversations.demo  # noqa: E402
import crm.demo  # noqa: E402
import guidelines.demo  # noqa: E402

if __name__ == "__main__":
    call_command("migrate", interactive=False, verbosity=0)
    crm.demo.seed()
    conversations.demo.templates()
    guidelines.demo.seed()
