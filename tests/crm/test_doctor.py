"""`manage.py doctor` and the health pages: what is wrong is named with what to do, and nothing secret is told."""

import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from conversations import doctor
from conversations.whatsapp import twilio
from crm import health, lease
from crm.access import TEAM_LEAD
from crm.doctor import machine, models, policies, workers
from crm.doctor.findings import Finding, errors, examine, told
from crm.models import Business, Lease
from tests.builders import a_contact, a_team, a_template
from tests.conversations.conftest import _callbacks, _twilio, channel
from tests.people import a_person

__all__ = ["_callbacks", "_twilio", "channel"]
pytestmark = pytest.mark.django_db
README = Path(__file__).resolve().parents[2] / "README.md"
GOOD_KEY = "kq3-9sdfJ2lmvR8xTyUoPaZbCnEwQhGi0145sdfkjhWERT"


def by_part(findings) -> dict[str, Finding]:
    return {finding.part: finding for finding in findings}


@pytest.fixture
def sound(settings):
    """A house in which everything is as it should be."""
    settings.SECRET_KEY = GOOD_KEY
    settings.PUBLIC_URL = "https://inbox.example.com"
    settings.CLOCK_MOVABLE = False
    settings.TWILIO_API_BASE = ""
    settings.TWILIO_ACCOUNT_SID = "AC" + "0f" * 16
    a_team()
    a_person(TEAM_LEAD)
    Business.objects.update_or_create(pk=1, defaults={"name": "Noordkade Freight"})
    lease.beat(health.DRAIN_SEEN)
    a_template()
    return settings


def run(*options: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("doctor", *options, stdout=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_a_sound_house_ends_with_0(sound):
    code, text = run()
    assert code == 0, text
    assert "✗" not in text
    assert "\033" not in text, "no colours where nobody looks at a terminal"


def test_something_wrong_ends_with_1_and_says_what_to_do(sound):
    sound.TWILIO_AUTH_TOKEN = ""
    code, text = run()
    assert code == 1
    assert "TWILIO_AUTH_TOKEN: not set" in text
    assert "no webhook can be trusted" in text


def test_plain_is_one_line_a_finding(sound):
    _, text = run("--plain")
    lines = text.strip().splitlines()
    assert len(lines) > 12
    assert all(line.split("\t")[0] in ("ok", "note", "warning", "error") for line in lines)


def test_no_secret_is_told(sound):
    sound.TWILIO_AUTH_TOKEN = "a-very-secret-token"
    sound.LLM_API_KEY = "sk-secret"
    text = run()[1] + run("--plain")[1]
    for secret in (GOOD_KEY, "a-very-secret-token", "sk-secret", sound.TWILIO_ACCOUNT_SID):
        assert secret not in text


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("https://inbox.example.com", "ok"),
        ("http://inbox.example.com", "error"),
        ("https://inbox.example.com/crm", "error"),
        ("inbox.example.com", "error"),
        ("http://127.0.0.1:8000", "error"),
    ],
)
def test_the_public_address_must_be_one_that_twilio_reaches(settings, url, state):
    settings.PUBLIC_URL, settings.TWILIO_API_BASE = url, ""
    assert machine.address().state == state


def test_a_short_secret_key_is_a_warning(settings):
    settings.SECRET_KEY = "changeme"
    assert machine.secret().state == "warning"


def test_workers_are_alive_by_their_last_sign_of_life():
    assert by_part(workers.check())["Workers"].state == "error"
    lease.beat(health.DRAIN_SEEN)
    assert by_part(workers.check())["Workers"].state == "ok"
    silent_for(10)
    found = by_part(workers.check())["Workers"]
    assert (found.state, "10 minutes" in found.said) == ("error", True)
    assert "qcluster" in found.do


def silent_for(minutes: int) -> None:
    last = Lease.objects.get(name=health.DRAIN_SEEN)
    last.until -= timedelta(minutes=minutes)
    last.save()


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("timezone", "Europe/Nowhere", "Time zone"),
        ("country", "XX", "Country"),
        ("write_from", "04:00", "Writing hours"),
        ("max_unanswered", 0, "Unanswered messages"),
        ("confidence_limit", 0.05, "Confidence"),
        ("office_until", "08:00", "Office hours"),
    ],
)
def test_a_policy_that_makes_no_sense_is_named(sound, field, value, part):
    Business.objects.filter(pk=1).update(**{field: value})
    assert by_part(policies.check())[part].state in ("warning", "error")


def test_a_language_without_template_is_named_with_how_many_write_it(sound):
    for _ in range(2):
        a_contact(language="pt")
    said = [finding.said for finding in doctor.templates_check() if finding.state == "warning"]
    assert said == ["none for 2 contacts who write “pt”"]


def test_a_check_that_breaks_is_a_finding_itself():
    found = examine([f"{__name__}.breaks", "crm.doctor.workers.check"])
    assert found[0].state == "error"
    assert "KeyError" in found[0].said
    assert len(found) > 1


def breaks():
    raise KeyError("secret text")


def test_without_a_database_it_says_so_and_goes_on(sound, monkeypatch):
    def unreachable(*_: object) -> None:
        raise DatabaseError("no")

    monkeypatch.setattr(connection, "cursor", unreachable)
    findings = examine(["crm.doctor.database.check", "crm.doctor.workers.check", "crm.doctor.machine.check"])
    assert by_part(findings)["PostgreSQL"].state == "error"
    assert by_part(findings)["Python"].state == "ok"
    assert "red above" not in told(findings, plain=False)


def test_every_setting_that_the_readme_names_is_looked_at(sound, monkeypatch):
    rows = [line for line in README.read_text().splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([A-Z][A-Z_]+)`", row.split("|")[1])}
    assert len(named) > 8
    sound.LLM_MODEL, sound.LLM_API_BASE, sound.LLM_API_KEY = "openai/stub", "http://127.0.0.1:9/v1", ""
    sound.LLM_TIMEOUT_SECONDS, sound.TWILIO_API_BASE = 0.5, "http://127.0.0.1:9"
    told = " ".join(f"{each.part} {each.said} {each.do}" for each in examine(sound.DOCTOR_CHECKS))
    assert {name for name in named if name not in told} == set()


@pytest.mark.parametrize(("seconds", "state"), [(3.0, "ok"), (0.0, "ok"), (-1.0, "error"), (60.0, "warning")])
def test_a_quiet_that_makes_no_sense_is_named(settings, seconds, state):
    settings.TURN_QUIET_SECONDS = seconds
    (found,) = doctor.quiet_check()
    assert found.state == state


@pytest.mark.parametrize(("pace", "state"), [(80.0, "ok"), (0.5, "ok"), (0.0, "error"), (-3.0, "error")])
def test_a_pace_at_which_nothing_leaves_is_named(settings, pace, state):
    settings.TWILIO_MESSAGES_PER_SECOND = pace
    (found,) = doctor.pace_check()
    assert found.state == state


def test_nobody_who_steps_in_for_the_model_is_a_warning(settings):
    settings.LLM_FALLBACK_MODELS = []
    assert models.stepping_in("openai/stub").state == "warning"
    settings.LLM_FALLBACK_MODELS = ["embedded/reader"]
    assert models.stepping_in("openai/stub").state == "ok"


# --- with --twilio: the simulator is Twilio -----------------------------------------------------------------------


def test_the_account_and_its_number_are_asked_and_what_to_paste_is_said(channel, settings):
    found = by_part(doctor.account_check())
    assert "active" in found["Account"].said
    assert found["Number"].state == "ok"
    assert found["Webhook"].state == "warning", "it is reached, without repeats"
    assert found["Webhook"].paste[0].split()[-2] == f"{settings.PUBLIC_URL}/webhooks/twilio/whatsapp/#rc=5&rp=all"
    assert f"{settings.PUBLIC_URL}/webhooks/twilio/status/" in found["Status callback"].paste[0]


def test_a_webhook_that_goes_elsewhere_is_an_error_with_all_that_is_to_be_pasted(channel, settings):
    settings.PUBLIC_URL = "https://inbox.example.com"
    found = by_part(doctor.account_check())["Webhook"]
    assert (found.state, len(found.paste)) == ("error", 3)


def test_a_number_of_another_account_is_named_with_those_there_are(channel, settings):
    there = settings.TWILIO_WHATSAPP_FROM
    settings.TWILIO_WHATSAPP_FROM = "whatsapp:+34600999999"
    found = by_part(doctor.account_check())["Number"]
    assert found.state == "error"
    assert there in found.said


def test_a_wrong_token_is_told_as_such(channel, settings):
    settings.TWILIO_AUTH_TOKEN = "renewed"
    (found,) = doctor.account_check()
    assert found.state == "error"
    assert "do not belong together" in found.do


def test_the_sandbox_tells_nothing_so_it_is_said_where_to_look(channel, settings):
    settings.TWILIO_WHATSAPP_FROM = doctor.SANDBOX
    found = by_part(doctor.account_check())["Number"]
    assert "Sandbox settings" in found.do
    assert len(found.paste) == 3


def test_twilio_out_of_reach_is_no_traceback(settings):
    settings.TWILIO_API_BASE, settings.TWILIO_TIMEOUT_SECONDS = "http://127.0.0.1:9", 1
    (found,) = doctor.account_check()
    assert found.state == "error"


def test_everything_set_is_ok():
    sender = twilio.Sender(
        sid="XE1",
        address="whatsapp:+15005550006",
        status="ONLINE",
        callback_url=doctor.inbound_url() + doctor.RETRY,
        callback_method="POST",
        fallback_url=doctor.inbound_url(),
        status_callback_url=doctor.status_url() + doctor.RETRY,
    )
    assert [finding.state for finding in doctor.webhook_check("Twilio", sender)] == ["ok"]


# --- health --------------------------------------------------------------------------------------------------------


def test_alive_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/health/live").json() == {"status": "alive"}


def test_ready_with_tables_and_workers(client):
    assert client.get("/health/ready").json()["workers"] == "not seen yet"
    lease.beat(health.DRAIN_SEEN)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["workers"]) == (200, "ok")


def test_not_ready_when_nobody_has_worked_for_three_minutes(client):
    lease.beat(health.DRAIN_SEEN)
    silent_for(4)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "4 minutes" in answer.json()["workers"]


def test_not_ready_without_a_database(client, monkeypatch):
    monkeypatch.setattr(health.lease, "seconds_since_beat", fails)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["database"]) == (503, "not reachable")


def fails(*_: object) -> None:
    raise DatabaseError("no")


def test_not_ready_while_a_migration_is_missing(client, monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    monkeypatch.setattr(health, "missing_migrations", lambda: ["crm.0099_later"])
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["database"]) == (503, "not migrated")


def test_errors_are_counted():
    assert errors([Finding("a", "b", "error", "c"), Finding("a", "b", "ok", "c")]) == 1
