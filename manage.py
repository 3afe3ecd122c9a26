#!/usr/bin/env python
"""The one entry point: `uv run manage.py demo` starts everything on a fresh machine."""

import contextlib
import os
import sys

# `demo` looks after the database itself; the others never ask it anything.
WITHOUT_DATABASE = {
    "collectstatic",
    "compilemessages",
    "demo",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "simulator",
    "startapp",
    "version",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")
    from crm import database

    try:
        database.config(os.environ.get("DATABASE_URL", "").strip())  # says what is wrong before Django stumbles over it
        with database.borrowed() if needs_database(sys.argv) else contextlib.nullcontext():
            from django.core.management import execute_from_command_line

            execute_from_command_line(sys.argv)
    except database.DatabaseUnusable as problem:
        sys.exit(str(problem))


def needs_database(arguments: list[str]) -> bool:
    """Whether to have the embedded server up for this command line."""
    if len(arguments) < 2 or arguments[1].startswith("-") or arguments[1] in WITHOUT_DATABASE:
        return False
    return not {"-h", "--help", "--version"}.intersection(arguments[2:])


if __name__ == "__main__":
    main()
