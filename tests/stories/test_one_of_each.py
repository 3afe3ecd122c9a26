"""Nothing lost, nothing twice: bursts, repeated webhooks, and workers that are killed or stopped at the worst moment."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import httpx
import pytest
from twilio.request_validator import RequestValidator

from tests.openai_stub import Asked, OpenAIStub, says
from tests.stories.house import LEASE, House, owner_of, until

READING = {
    "language": "en", "stance": "interested", "wants_followup": False, "answer_now": True, "confidence": 0.95,
    "wants": "shipping", "topic": "sales",
}  # fmt: skip
ACCOUNT, TOKEN = "AC5eed000000000000000000000000f011", "simulator-only-token"
_sids = count(1)


def test_three_messages_in_two_seconds_make_one_turn(house: House):
    who = "+34611000051"
    for body in ("Hi!", "We need someone to ship parcels to Portugal", "but I'm away, write to me in two weeks"):
        house.write(who, body)
        time.sleep(0.6)
    house.answer(who)
    house.forward(days=0.01)
    assert (house.turns(who), len(house.ours(who))) == (1, 1)


def inbound(who: str, body: str = "Hello there") -> dict[str, str]:
    sid = f"SM{next(_sids):032x}"
    return {
        "AccountSid": ACCOUNT, "MessageSid": sid, "SmsMessageSid": sid, "From": f"whatsapp:{who}",
        "To": "whatsapp:+15005550006", "Body": body, "NumMedia": "0", "WaId": who[1:], "ProfileName": "Mia",
    }  # fmt: skip


def post(house: House, form: dict[str, str], signature: str | None = None) -> int:
    url = f"{house.web}/webhooks/twilio/whatsapp/"
    signed = RequestValidator(TOKEN).compute_signature(url, form) if signature is None else signature
    return httpx.post(url, data=form, headers={"X-Twilio-Signature": signed}, timeout=30, trust_env=False).status_code


def test_the_same_webhook_twenty_times_at_once_makes_one_message(house: House):
    who, form = "+34611000052", inbound("+34611000052")
    with ThreadPoolExecutor(20) as crowd:
        answers = list(crowd.map(lambda _: post(house, form), range(20)))
    assert answers == [204] * 20
    stored = "SELECT count(*) FROM conversations_message WHERE provider_sid = %s"
    assert house.one(stored, form["MessageSid"]) == 1
    assert house.one("SELECT count(*) FROM crm_contact WHERE phone = %s", who) == 1


@pytest.mark.parametrize("signature", ["", "bm90IHRoZSByaWdodCBvbmU="])
def test_an_unsigned_webhook_is_refused_and_leaves_nothing(house: House, signature: str):
    form = inbound("+34611000053")
    assert post(house, form, signature) == 403
    assert house.one("SELECT count(*) FROM conversations_receipt WHERE message_sid = %s", form["MessageSid"]) == 0
    assert house.one("SELECT count(*) FROM crm_contact WHERE phone = %s", "+34611000053") == 0


def asked_about(model: OpenAIStub, task: str, since: int) -> Asked:
    until(lambda: any(asked.task == task for asked in model.asked[since:]), 90)  # a bell may fall on deaf ears once
    return next(asked for asked in model.asked[since:] if asked.task == task)


def worker_that_asked(model: OpenAIStub, asked: Asked) -> int:
    return owner_of(asked.client_port, int(model.base.rsplit(":", 1)[1].split("/")[0]))


def ring(house: House, number: str) -> None:
    """Any customer's message rings the bell: another drain looks at all that is due."""
    house.write(number, "hello")


def test_a_worker_killed_in_mid_turn_loses_nothing_and_says_nothing_twice(
    fragile_house: House, scripted_model: OpenAIStub
):
    who, since = "+34611000061", len(scripted_model.asked)
    scripted_model.on("read", says(READING, after=6), says(READING))
    scripted_model.on("compose", says({"text": "Gladly! How many parcels a month are these?", "confidence": 0.9}))
    fragile_house.write(who, "Can you ship to Portugal?")
    os.kill(worker_that_asked(scripted_model, asked_about(scripted_model, "read", since)), signal.SIGKILL)
    until(lambda: fragile_house.ours(who), 120)
    time.sleep(3)
    assert len(fragile_house.ours(who)) == 1
    assert fragile_house.turns(who) == 1
    assert fragile_house.turns(who, "abandoned") == 1


def test_a_worker_killed_in_mid_send_sends_nothing_twice(fragile_house: House, scripted_model: OpenAIStub):
    who = "+34611000062"
    scripted_model.on("read", says(READING))
    scripted_model.on("compose", says({"text": "Gladly! Where do the parcels start from?", "confidence": 0.9}))
    fault = {"kind": "slow", "number": who, "times": 1, "seconds": 20}
    fragile_house.http.post(f"{fragile_house.phone}/api/faults", json=fault).raise_for_status()
    fragile_house.write(who, "Can you ship to Spain?")
    sending = "SELECT count(*) FROM conversations_outbox WHERE state = 'sending' AND conversation_id = %s"
    until(lambda: fragile_house.ours(who), 20)
    assert fragile_house.one(sending, fragile_house.conversation(who)) <= 1
    os.kill(sender(fragile_house), signal.SIGKILL)
    settled = (
        "SELECT state IN ('accepted', 'sent', 'delivered', 'read') FROM conversations_outbox WHERE conversation_id = %s"
    )
    until(lambda: fragile_house.one(settled, fragile_house.conversation(who)), 60)
    time.sleep(3)
    assert len(fragile_house.ours(who)) == 1


def sender(house: House) -> int:
    """The worker that waits for Twilio's answer: the one with a connection to the phone's port."""
    port = int(house.phone.rsplit(":", 1)[1])
    with open("/proc/net/tcp") as table:
        ends = [line.split()[1:4] for line in table.readlines()[1:]]
    for local, remote, state in ends:
        if remote == f"0100007F:{port:04X}" and state == "01":
            pid = owner_of(int(local.split(":")[1], 16), port)
            if pid != os.getpid():
                return pid
    raise LookupError("no worker is sending")


def test_a_worker_that_wakes_after_its_lease_changes_nothing(fragile_house: House, scripted_model: OpenAIStub):
    who, since = "+34611000063", len(scripted_model.asked)
    scripted_model.on("read", says(READING, after=2), says(READING))
    scripted_model.on("compose", says({"text": "Gladly! What do the parcels weigh?", "confidence": 0.9}))
    fragile_house.write(who, "Can you ship to Italy?")
    sleeper = worker_that_asked(scripted_model, asked_about(scripted_model, "read", since))
    os.kill(sleeper, signal.SIGSTOP)
    try:
        time.sleep(LEASE + 2)  # past the lease of the turn; that of the drain is shorter
        ring(fragile_house, "+34611000064")
        until(lambda: fragile_house.ours(who), 60)
    finally:
        os.kill(sleeper, signal.SIGCONT)
    time.sleep(5)
    assert len(fragile_house.ours(who)) == 1
    assert fragile_house.turns(who) == 1
