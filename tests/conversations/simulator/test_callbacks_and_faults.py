"""Status callbacks in all their disorder, and faults of the API, as the product's own client meets them."""

import time

import httpx
import pytest
from twilio.rest import Client

from conversations.whatsapp import twilio
from conversations.whatsapp.twilio import Accepted, Refused, Unknown
from tests.conversations.simulator.running import LUCIA, SENDER, Product, Simulator, eventually, simulator


def send(product: Product) -> str:
    outcome = twilio.send(sender=SENDER, to=LUCIA, body="Hola", status_callback=f"{product.url}/status/?outbox=7")
    assert isinstance(outcome, Accepted)
    return outcome.sid


def settled(product: Product, sid: str, count: int) -> list[str]:
    eventually(lambda: len(product.callbacks(sid)) >= count)
    time.sleep(0.08)
    return product.statuses(sid)


@pytest.fixture(autouse=True)
def _open_window(sdk: Client, sim: Simulator) -> None:
    sim.inbound()


def test_36_callbacks_are_signed_and_none_tells_the_first_status(sim: Simulator, product: Product):
    sid = send(product)
    assert set(settled(product, sid, 2)) == {"sent", "delivered"}  # Twilio promises no order of arrival
    sim.post("/api/read", {"number": "+34600111222"})
    assert sorted(settled(product, sid, 3)) == ["delivered", "read", "sent"]
    for one in product.callbacks(sid):
        assert one.signed
        assert one.path == "/status/?outbox=7"
        assert one.form["ChannelPrefix"] == "whatsapp"
        assert one.form["ChannelInstallSid"].startswith("XE")
        assert one.form["ChannelToAddress"] == "+3460011XXXX"
        assert one.form["EventType"] == one.form["MessageStatus"].upper()


def test_36_with_an_automatic_reader_read_follows_by_itself(own_store, product: Product, pointed):
    with simulator(own_store, product, "--read", "auto") as other:
        pointed.TWILIO_API_BASE = other.url
        other.inbound()
        assert settled(product, send(product), 3) == ["sent", "delivered", "read"]


def test_37_read_can_come_without_delivered(sim: Simulator, product: Product):
    sim.fault("read_without_delivered")
    assert settled(product, send(product), 2) == ["sent", "read"]


def test_37_sent_can_come_after_delivered_and_undoes_nothing(sim: Simulator, product: Product):
    sim.fault("late_sent")
    sid = send(product)
    assert settled(product, sid, 2) == ["delivered", "sent"]
    assert sim.phone()[-1]["status"] == "delivered"


def test_37_callbacks_can_come_twice_or_never(sim: Simulator, product: Product):
    sim.fault("ticks_twice", times=1)
    assert settled(product, send(product), 4) == ["sent", "sent", "delivered", "delivered"]
    sim.fault("ticks_lost", times=1)
    sid = send(product)
    eventually(lambda: sim.phone()[-1]["status"] == "delivered")
    assert product.callbacks(sid) == []


def test_37_callbacks_can_be_late(sim: Simulator, product: Product):
    sim.fault("ticks_late", times=1, seconds=0.3)
    started, sid = time.monotonic(), send(product)
    eventually(lambda: product.callbacks(sid))
    assert time.monotonic() - started > 0.3


def test_37_the_first_callback_can_come_before_the_answer(sim: Simulator, product: Product):
    sim.fault("callback_first")
    sid = send(product)
    assert product.statuses(sid)[:1] == ["sent"]


def test_37_a_customer_who_blocked_us_stays_at_sent_for_ever(sim: Simulator, product: Product):
    sim.fault("blocked")
    assert settled(product, send(product), 1) == ["sent"]
    assert sim.phone()[-1]["error_code"] is None


def test_39_without_a_status_callback_none_is_sent(sdk: Client, sim: Simulator, product: Product):
    sid = sdk.messages.create(to=LUCIA, from_=SENDER, body="Quiet").sid
    eventually(lambda: sim.phone()[-1]["status"] == "delivered")
    assert product.callbacks(str(sid)) == []


def test_39_the_senders_own_callback_counts_unless_the_message_names_one(own_store, product: Product, pointed):
    with simulator(own_store, product, "--status-callback-url", f"{product.url}/sender/") as other:
        pointed.TWILIO_API_BASE = other.url
        other.inbound()
        named = send(product)
        plain = twilio.send(sender=SENDER, to=LUCIA, body="Hola")
        assert isinstance(plain, Accepted)
        assert settled(product, plain.sid, 2) == ["sent", "delivered"]
        assert {one.path for one in product.callbacks(plain.sid)} == {"/sender/"}
        assert {one.path for one in product.callbacks(named)} == {"/status/?outbox=7"}


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (30007, "undelivered"),
        (63003, "undelivered"),
        (63018, "undelivered"),
        (63024, "undelivered"),
        (63032, "undelivered"),
        (63049, "undelivered"),
        (63051, "failed"),
    ],
)
def test_16_an_accepted_message_can_fail_later_with_any_code(sim: Simulator, product: Product, code: int, status: str):
    sim.fault("fail", code=code, times=1)
    sid = send(product)
    last = eventually(lambda: next((o for o in product.callbacks(sid) if o.form["MessageStatus"] == status), None))
    assert last.form["ErrorCode"] == str(code)
    assert last.form["ErrorMessage"]


def outcome_of_sending():
    return twilio.send(sender=SENDER, to=LUCIA, body="Hola")


def ours(sim: Simulator) -> int:
    return sum(message["direction"] == "outbound-api" for message in sim.phone())


def test_16_too_many_requests_say_when_to_come_again(sim: Simulator):
    sim.fault("429", seconds=7, times=1)
    outcome = outcome_of_sending()
    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.retryable, outcome.retry_after >= 7, ours(sim)) == (20429, True, True, 0)


@pytest.mark.parametrize("kind", ["500", "503"])
@pytest.mark.parametrize(("stored", "kept"), [(False, 0), (True, 1)])
def test_16_a_500_leaves_open_whether_it_was_sent(sim: Simulator, kind: str, stored: bool, kept: int):
    sim.fault(kind, times=1, stored=stored)
    assert isinstance(outcome_of_sending(), Unknown)
    assert ours(sim) == kept


@pytest.mark.parametrize(("kind", "kept"), [("drop", 1), ("drop_before", 0)])
def test_16_a_broken_connection_leaves_open_whether_it_was_sent(sim: Simulator, kind: str, kept: int):
    sim.fault(kind, times=1)
    assert isinstance(outcome_of_sending(), Unknown)
    assert ours(sim) == kept
    assert isinstance(outcome_of_sending(), Accepted)


def test_16_a_slow_answer_comes_after_the_message_was_kept(sim: Simulator, pointed):
    pointed.TWILIO_TIMEOUT_SECONDS = 0.2
    sim.fault("slow", seconds=0.6, times=1)
    assert isinstance(outcome_of_sending(), Unknown)
    assert [one.body for one in twilio.list_messages(to=LUCIA, sender=SENDER)] == ["Hola"]


def test_16_a_fault_for_one_number_spares_the_others(sim: Simulator):
    sim.fault("500", number="+5511987654321")
    assert isinstance(outcome_of_sending(), Accepted)


def test_16_while_the_channel_is_down_everything_is_unavailable(sim: Simulator):
    sim.fault("down")
    assert isinstance(outcome_of_sending(), Unknown)
    with pytest.raises(twilio.Unreachable):
        twilio.list_messages(to=LUCIA)
    sim.post("/api/faults", {"clear": True})
    assert isinstance(outcome_of_sending(), Accepted)


def test_an_unknown_fault_is_refused_in_words(sim: Simulator):
    answer: httpx.Response = sim.http.post("/api/faults", json={"kind": "gremlins"})
    assert answer.status_code == 400
    assert "Unknown fault 'gremlins'" in answer.json()["error"]
