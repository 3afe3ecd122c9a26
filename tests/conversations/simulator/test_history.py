"""A past that is told to the phones: shown and listed as if it had happened here, delivered to nobody, kept once."""

from twilio.rest import Client

from tests.conversations.simulator.running import LUCIA, SENDER, Simulator

NUMBER = LUCIA.removeprefix("whatsapp:")
PAST = [
    {"sid": "SM" + "a" * 32, "direction": "inbound", "customer": LUCIA, "sender": SENDER, "body": "¿Cuánto cuesta un palé?", "status": "received", "at": "2026-05-11T09:00:00+02:00"},
    {"sid": "SM" + "b" * 32, "direction": "outbound-api", "customer": LUCIA, "sender": SENDER, "body": "148 €, sin IVA.", "status": "read", "at": "2026-05-11T09:01:00+02:00"},
]  # fmt: skip


def test_a_told_past_stands_on_the_phone_once(sdk: Client, sim: Simulator):
    people = [{"number": NUMBER, "name": "Lucía Ferrer", "zone": "Europe/Madrid"}]
    assert sim.post("/api/history", {"messages": PAST, "people": people})["kept"] == 2
    assert sim.post("/api/history", {"messages": PAST})["kept"] == 0
    assert [message["body"] for message in sim.phone()] == ["¿Cuánto cuesta un palé?", "148 €, sin IVA."]
    assert sdk.messages("SM" + "b" * 32).fetch().status == "read"
