"""Lines of the conformance list (docs/conformance.md) that no other file is about, and the list itself."""

import ast
import itertools
import logging
import re
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings as django_settings

from conversations.gates import Proposal, service_window
from conversations.models import Conversation, Message, Outbox, Turn
from conversations.turns.claim import claim_due
from conversations.turns.run import run_turn
from conversations.whatsapp import outbox, twilio
from crm import clock
from crm.access import TEAM_LEAD
from tests.builders import a_template, a_turn
from tests.conversations.channel import Channel, fresh
from tests.conversations.posting import write
from tests.conversations.turns.conftest import READ
from tests.crm.conftest import openai_server, openai_stub
from tests.openai_stub import says
from tests.people import a_person, browser

__all__ = ["openai_server", "openai_stub"]
pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "conformance.md"
LINES = range(1, 75)  # the simulator's to 42, the product's from 43


@pytest.mark.django_db(transaction=True)
def test_three_texts_in_a_row_are_read_together_and_in_order(openai_stub, settings, clock_at):
    """Line 50."""
    openai_stub.on("read", says(READ))
    openai_stub.on("compose", says({"text": "Gladly! How many parcels a month?", "confidence": 0.9}))
    for body in ("Hi", "do you ship", "to Portugal?"):
        write(body)
    assert claim_due(10) == [], "the quiet is not over"
    clock_at(Conversation.objects.get().wake_at + timedelta(seconds=1))
    (claim,) = claim_due(10)
    assert async_to_sync(run_turn)(claim) == "committed"
    assert [said["text"] for said in openai_stub.asked[0].data["burst"]] == ["Hi", "do you ship", "to Portugal?"]
    assert (Turn.objects.count(), Outbox.objects.count()) == (1, 1)


def test_only_their_message_opens_the_window(clock_at):
    """Line 51: outbound messages and templates do not."""
    clock_at("2026-04-13T09:00")
    write("Hi")
    conversation = Conversation.objects.get()
    opened = conversation.last_inbound_at
    clock_at("2026-04-14T08:00")
    outbox.queue(conversation, purpose="person", body="Still there?", idempotency_key="a")
    values = {"1": "Ana", "2": "parcels", "3": "the launch"}
    outbox.queue(conversation, purpose="person", template=a_template(), variables=values, idempotency_key="b")
    conversation.refresh_from_db()
    assert conversation.last_inbound_at == opened
    assert free_text_now(conversation)
    clock_at("2026-04-14T08:56")  # a margin for the way to WhatsApp: queued at 23 h 59 it would fail
    assert not free_text_now(conversation)
    write("Yes")
    conversation.refresh_from_db()
    assert free_text_now(conversation)


def free_text_now(conversation: Conversation) -> bool:
    return service_window(Proposal(conversation, conversation.contact, "person", clock.now(), body="Hi")) is None


def test_each_thread_has_a_client_of_its_own_that_does_not_wait_for_ever(settings):
    """Line 70."""
    settings.TWILIO_TIMEOUT_SECONDS = 7
    made: list = [twilio.client(), twilio.client()]
    thread = threading.Thread(target=lambda: made.append(twilio.client()))
    thread.start()
    thread.join(10)
    assert made[0] is made[1]
    assert made[2] is not made[0]
    assert {client.http_client.timeout for client in made} == {7}


@pytest.mark.parametrize("trouble", ["401", "reject", "500", "unreachable"])
def test_the_token_is_in_no_log_no_error_and_no_page(channel: Channel, settings, caplog, trouble):
    """Line 70."""
    settings.TWILIO_AUTH_TOKEN = secret = "0123456789abcdef0123456789abcdef"
    if trouble == "unreachable":
        settings.TWILIO_API_BASE = "http://127.0.0.1:9"
    elif trouble != "401":  # with a strange token Twilio says 401 by itself
        channel.simulator.fault(trouble, times=1)
    row = outbox.queue(channel.customer(), purpose="reply", body="Gladly!", idempotency_key="one").outbox
    with caplog.at_level(logging.DEBUG, logger="conversations"), caplog.at_level(logging.INFO):
        channel.send()
        with pytest.raises(twilio.Unreachable) as problem:
            twilio.list_messages()
    assert secret not in caplog.text + str(problem.value) + fresh(row).why
    client = browser(a_person(TEAM_LEAD))
    for page in (
        f"/admin/conversations/outbox/{row.pk}/change/",
        "/admin/conversations/outbox/",
        f"/inbox/{row.conversation_id}/",
    ):
        assert secret not in client.get(page).content.decode()


def test_the_product_does_not_know_the_simulator():
    """Line 71: against Twilio and the simulator it is the same code; only the base URL, the sid and the token differ."""
    simulator = "conversations.whatsapp.simulator"
    starters = {"crm/management/commands/simulator.py", "crm/demo.py", "crm/demo_environment.py", "crm/processes.py"}
    knowing = set()
    for path in [*ROOT.glob("conversations/**/*.py"), *ROOT.glob("crm/**/*.py"), *ROOT.glob("followups/**/*.py")]:
        name = path.relative_to(ROOT).as_posix()
        if "/simulator/" in name or name in starters or "demo" in name or "bench" in name or "/management/" in name:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            knowing |= {name for module in modules if module.startswith(simulator)}
    assert knowing == set()


def test_only_settings_say_whom_we_talk_to(settings):
    """Line 71."""
    client = twilio._HttpClient("", 5)
    assert client.base is None
    settings.TWILIO_API_BASE = "http://127.0.0.1:4000"
    assert twilio.client().http_client.base.netloc == "127.0.0.1:4000"
    assert twilio.client().username == django_settings.TWILIO_ACCOUNT_SID


def test_a_message_between_planning_and_sending_stops_what_was_planned(channel: Channel):
    """Line 54: at the very last moment, too, when it is queued already."""
    conversation = channel.customer()
    row = outbox.queue(
        conversation, purpose="follow_up", body="Ready now?", idempotency_key="one", based_on=None
    ).outbox
    Message.objects.create(conversation=conversation, direction="inbound", author="customer", body="Ready!")
    channel.send()
    assert (fresh(row).state, fresh(row).why) == ("refused", "They wrote again after this was written.")
    assert channel.phone() == []


def test_a_turn_of_an_open_thread_is_one_however_often_it_is_claimed():
    """Line 47: one message, one turn."""
    write("Hi")
    conversation = Conversation.objects.get()
    a_turn(conversation)
    Conversation.objects.filter(pk=conversation.pk).update(wake_at=clock.now())
    assert claim_due(10) == []


# --- the list itself --------------------------------------------------------------------------------------------------------


def rows() -> dict[int, str]:
    """Line to the rest of its row."""
    found = re.findall(r"^\| (\d+) \|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {int(number): rest for number, rest in found}


def test_every_line_is_in_the_list():
    assert [line for line in LINES if line not in rows()] == []


def test_every_test_in_the_list_exists():
    missing = []
    for rest in rows().values():
        for path, name in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", rest):
            file = ROOT / path
            if not file.exists() or not re.search(rf"^def {name}\(", file.read_text(encoding="utf-8"), re.MULTILINE):
                missing.append(f"{path}::{name}")
    assert missing == []
    assert all("::" in rows()[line] for line in LINES)


def test_every_test_of_the_simulator_that_names_a_line_stands_there():
    missing = []
    for path in (ROOT / "tests/conversations/simulator").glob("test_*.py"):
        for name in re.findall(r"^def (test_\d\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE):
            numbers = itertools.takewhile(str.isdigit, name.split("_")[1:])
            missing += [f"{line}: {name}" for line in numbers if f"::{name}`" not in rows()[int(line)]]
    assert missing == []


def test_every_line_that_a_test_names_is_in_the_list():
    named = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        for words in re.findall(r'^ +"""Lines? ([\d, and]+)', path.read_text(encoding="utf-8"), re.MULTILINE):
            named |= {int(number) for number in re.findall(r"\d+", words)}
    assert named - rows().keys() == set()
