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

    if sys.argv[1:2] == ["demo"]:
        prepare_demo(sys.argv[2:])
    try:
        database.config(os.environ.get("DATABASE_URL", "").strip())  # says what is wrong before Django stumbles over it
        with database.borrowed() if needs_database(sys.argv) else contextlib.nullcontext():
            from django.core.management import execute_from_command_line

            execute_from_command_line(sys.argv)
    except database.DatabaseUnusable as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)  # without a page of where we happened to be


def prepare_demo(arguments: list[str]) -> None:
    """Settings are read from the environment once, before the command is."""
    from crm import demo_environment

    names = demo_environment.ignored(os.environ)
    if names:
        print(f"Ignored: {', '.join(names)}. The demo only writes to its own phone, never to real people.", flush=True)
    os.environ.update(demo_environment.environment(demo_environment.port_in(arguments), os.environ))


def needs_database(arguments: list[str]) -> bool:
    """Whether to have the embedded server up for this command line."""
    if len(arguments) < 2 or arguments[1].startswith("-") or arguments[1] in WITHOUT_DATABASE:
        return False
    return not {"-h", "--help", "--version"}.intersection(arguments[2:])


if __name__ == "__main__":
    main()
