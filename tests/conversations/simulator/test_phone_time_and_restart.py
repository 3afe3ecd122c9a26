"""The phone and its page, the movable clock, what survives a restart, and who is refused."""

import os
import subprocess
import sys
from datetime import datetime

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from conversations.whatsapp import twilio
from tests.conversations.simulator.running import (
    ACCOUNT,
    LUCIA,
    ROOT,
    SENDER,
    Product,
    Simulator,
    eventually,
    simulator,
)


def seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()


def test_25_typing_shows_on_the_phone_and_turns_the_ticks_blue(sdk: Client, sim: Simulator):
    sid = sim.inbound()["sid"]
    assert sim.phone()[0]["tick"] == "delivered"
    assert twilio.typing(sid)
    assert sim.get("/api/page", number="+34600111222")["typing"] is True
    assert sim.phone()[0]["tick"] == "read"


def test_25_typing_ends_with_the_answer(sdk: Client, sim: Simulator):
    twilio.typing(sim.inbound()["sid"])
    sdk.messages.create(to=LUCIA, from_=SENDER, body="Hola")
    eventually(lambda: not sim.get("/api/page", number="+34600111222")["typing"])


def test_25_typing_for_an_unknown_message_is_refused(sdk: Client, sim: Simulator):
    assert not twilio.typing("SM" + "0" * 32)
    with pytest.raises(TwilioRestException) as refused:
        sdk.messaging.v2.typing_indicator.create("whatsapp", "SM" + "0" * 32)
    assert refused.value.status == 404


def test_the_phone_lists_both_directions_with_status_and_time(sdk: Client, sim: Simulator):
    sim.inbound("Hola")
    sdk.messages.create(to=LUCIA, from_=SENDER, body="Buenos días")
    first, second = eventually(lambda: (found := sim.phone()) and found[-1]["status"] == "delivered" and found)
    assert (first["direction"], first["body"], first["status"]) == ("inbound", "Hola", "received")
    assert (second["direction"], second["body"], second["content_sid"]) == ("outbound-api", "Buenos días", None)
    assert seconds(first["at"]) <= seconds(second["at"])


def test_a_plus_lost_in_the_query_still_finds_the_phone(sim: Simulator):
    sim.inbound("Hola")
    assert [m["body"] for m in sim.http.get("/api/phone?number=+34600111222").json()["messages"]] == ["Hola"]


def test_before_anybody_wrote_a_shop_in_madrid_is_proposed(sim: Simulator):
    found = sim.get("/api/page")
    assert [(one["name"], one["zone"]) for one in found["people"]] == [("Lucía Ferrer", "Europe/Madrid")]


def test_whoever_writes_gets_a_phone_in_their_own_time_zone(sim: Simulator):
    sim.post("/api/inbound", {"from": "whatsapp:+5511987654321", "profile_name": "Henrique", "body": "Oi"})
    assert sim.get("/api/page")["people"][0] == {
        "number": "+5511987654321", "name": "Henrique", "zone": "America/Sao_Paulo",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/log"])
def test_27_pages_say_simulator_and_run_only_their_own_files(sim: Simulator, path: str):
    page = sim.http.get(path)
    assert "Simulator" in page.text
    assert "<style" not in page.text
    assert "<script>" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_27_another_website_cannot_use_the_phone(sim: Simulator):
    answer = sim.http.post("/api/inbound", json={"from": LUCIA}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert sim.http.get("/health", headers={"Host": "rebound.example"}).status_code == 403


def test_40_the_clock_moves_and_dates_follow(sdk: Client, sim: Simulator):
    real = seconds(sim.get("/health")["now"])
    sim.later(9 * 86400)
    sim.inbound()
    assert seconds(sim.phone()[0]["at"]) - real == pytest.approx(9 * 86400, abs=30)
    assert sim.get("/api/clock")["offset_seconds"] == 9 * 86400


def test_40_forwarding_without_a_demo_says_so(sim: Simulator, product: Product):
    product.answer = (404, "", "")
    answer = sim.http.post("/api/forward", json={"seconds": 60})
    assert (answer.status_code, "does not move" in answer.json()["error"]) == (400, True)


def test_42_messages_windows_templates_and_clock_survive_a_kill(own_store, product: Product, pointed):
    with simulator(own_store, product) as sim:
        pointed.TWILIO_API_BASE = sim.url
        template = twilio.create_template("kept", "en", "Hello {{1}}, all is well here", {"1": "you"}, "UTILITY")
        sim.inbound("Before")
        sim.later(3600)
        sim.kill()
        sim.start()
        assert [message["body"] for message in sim.phone()] == ["Before"]
        assert [one.sid for one in twilio.list_templates()] == [template]
        assert sim.get("/api/clock")["offset_seconds"] == 3600
        outcome = twilio.send(sender=SENDER, to=LUCIA, body="Still open")
        eventually(lambda: sim.phone()[-1]["status"] == "delivered")
        assert isinstance(outcome, twilio.Accepted)


def test_42_a_status_that_was_still_to_come_arrives_after_a_kill(own_store, product: Product, pointed):
    with simulator(own_store, product) as sim:
        pointed.TWILIO_API_BASE = sim.url
        sim.inbound()
        sim.fault("ticks_late", seconds=0.6, times=1)
        sent = twilio.send(sender=SENDER, to=LUCIA, body="Hola", status_callback=f"{product.url}/status/")
        assert isinstance(sent, twilio.Accepted)
        sim.kill()
        sim.start()
        eventually(lambda: sorted(product.statuses(sent.sid)) == ["delivered", "sent"])


def test_42_a_reset_empties_the_phones_and_keeps_the_templates(sdk: Client, sim: Simulator):
    twilio.create_template("kept", "en", "Hello {{1}}, all is well here", {"1": "you"}, "UTILITY")
    sim.inbound()
    sim.post("/api/reset", {})
    assert sim.phone() == []
    assert len(twilio.list_templates()) == 1


def test_real_looking_credentials_are_refused():
    env = os.environ | {"TWILIO_ACCOUNT_SID": "AC" + "9" * 32, "TWILIO_AUTH_TOKEN": "secret"}
    command = [sys.executable, "-m", "conversations.whatsapp.simulator", "--port", "1"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=20)
    assert done.returncode != 0
    assert "may be a real one" in done.stderr
    assert "secret" not in done.stdout + done.stderr


def test_manage_py_starts_it_without_a_database(own_store):
    command = [sys.executable, "manage.py", "simulator", "--port", "1", "--account-sid", "AC" + "9" * 32]
    env = os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=30)
    assert "only serves practice accounts" in done.stderr
    assert ACCOUNT not in done.stderr
