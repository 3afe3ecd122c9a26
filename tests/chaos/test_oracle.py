"""The oracle bites: each wrong that it is there to see is planted once into a picture in which all is well."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from conversations.whatsapp.delivery import NOBODY_KNOWS
from tests.chaos.crowd import Pressed
from tests.chaos.oracle import Seen, verdict
from tests.chaos.phones import Bubble
from tests.chaos.plan import Act, Signal, plan
from tests.chaos.records import Row, Written

NUMBER, NOW = "+34600000100", datetime(2027, 5, 11, 9, tzinfo=UTC)
HELLO = Bubble("SM1", True, NUMBER, "Hello", "received", NOW.timestamp(), None)
REPLY = Bubble("SM2", False, NUMBER, "Gladly!", "delivered", NOW.timestamp(), 7)
PRESS = Act(1.0, 0, "reply", "Mara here.")


def thread(**fields: Any) -> Row:
    later = NOW + timedelta(days=3)
    step = {
        "next_kind": "wait_for_customer",
        "next_at": later,
        "wake_at": later,
        "next_user_id": None,
        "next_team_id": None,
    }
    closing = {"status": "open", "closed_at": None, "closed_reason": ""}
    return {"id": 1, "phone": NUMBER, "turn_token": None, **step, **closing, **fields}


def sent(**fields: Any) -> Row:
    about = {"id": 7, "message_id": 12, "conversation_id": 1, "phone": NUMBER, "purpose": "reply", "words": "Gladly!"}
    fate = {"state": "delivered", "why": "", "provider_sid": "SM2", "sending_at": NOW, "created_at": NOW}
    return {**about, **fate, "based_on": 11, "idempotency_key": "turn-3", **fields}


def heard(**fields: Any) -> Row:
    read = {"turn_id": 3, "turn_state": "committed"}
    return {
        "id": 11,
        "conversation_id": 1,
        "direction": "inbound",
        "phone": NUMBER,
        "message_sid": "SM1",
        "body": "Hello",
        **read,
        **fields,
    }


WRITTEN = Written(
    now=NOW,
    contacts=[{"id": 1, "phone": NUMBER, "opted_out_at": None}],
    conversations=[thread()],
    messages=[heard()],
    outbox=[sent()],
    turns=[{"id": 3, "conversation_id": 1, "state": "committed"}],
    handoffs=[],
    follow_ups=[],
    receipts=[{"message_sid": "SM1", "source": "webhook"}],
    strays=[],
    history=[],
)
WELL = Seen([HELLO, REPLY], WRITTEN, [])


def but(**changes: Any) -> Seen:
    """All is well, except for these lists of the records."""
    return replace(WELL, written=replace(WRITTEN, **changes))


def test_all_is_well():
    assert verdict(WELL) == []


DUE = {
    "conversation_id": 1, "phone": NUMBER, "state": "scheduled", "planned_for": NOW, "message_id": None,
    "ended_reason": "",
}  # fmt: skip
OPTED_OUT = [{"id": 1, "phone": NUMBER, "opted_out_at": NOW - timedelta(minutes=1)}]
WRONGS = {
    "every inbound is stored once": [
        but(receipts=[]),
        but(messages=[]),
        but(receipts=[*WRITTEN.receipts, {"message_sid": "SM9", "source": "webhook"}]),
        but(conversations=[thread(), thread(id=2)]),
    ],
    "no message is delivered twice": [
        replace(WELL, bubbles=[HELLO, REPLY, replace(REPLY, sid="SM3")]),
        replace(WELL, bubbles=[HELLO, replace(REPLY, outbox=None)]),
    ],
    "nobody is answered twice": [
        replace(
            but(outbox=[sent(), sent(id=8, provider_sid="SM3", words="Sure!", idempotency_key="turn-4")]),
            bubbles=[HELLO, REPLY, replace(REPLY, sid="SM3", outbox=8, body="Sure!")],
        )
    ],
    "the outbox tells the truth": [
        but(outbox=[sent(state="sending")]),
        but(outbox=[sent(state="sent")]),
        but(outbox=[sent(provider_sid="SM9")]),
        replace(WELL, bubbles=[HELLO]),
        but(strays=[{"provider_sid": "SM2", "status": "read"}]),
    ],
    "no unknown is unseen": [
        replace(but(outbox=[sent(state="unknown", why=NOBODY_KNOWS)]), bubbles=[HELLO]),
        replace(
            but(outbox=[sent(state="unknown", why="Not yet")], conversations=[thread(next_team_id=1)]), bubbles=[HELLO]
        ),
    ],
    "every failure is somebodys": [replace(but(outbox=[sent(state="failed", why="No.")]), bubbles=[HELLO])],
    "every thread has its next step": [
        but(conversations=[thread(turn_token="a token")]),
        but(conversations=[thread(next_at=NOW - timedelta(seconds=1))]),
        but(conversations=[thread(wake_at=NOW - timedelta(seconds=1))]),
        but(conversations=[thread(next_kind="human_task")]),
        but(conversations=[thread(next_kind="follow_up")]),
        but(conversations=[thread(status="closed")]),
        but(turns=[{"id": 4, "conversation_id": 1, "state": "running"}]),
    ],
    "nobody goes unheard": [but(messages=[heard(turn_id=None, turn_state=None)])],
    "who said stop is left alone": [
        replace(but(messages=[heard(body="STOP")]), bubbles=[replace(HELLO, body="STOP"), REPLY]),
        but(contacts=OPTED_OUT, messages=[heard()]),
        but(
            contacts=OPTED_OUT,
            outbox=[sent(purpose="opt_out_confirmation"), sent(id=7, purpose="opt_out_confirmation")],
        ),
    ],
    "what was promised goes out once": [
        replace(but(follow_ups=[DUE]), bubbles=[REPLY]),
        replace(but(follow_ups=[DUE | {"message_id": 12}], outbox=[sent(state="refused", why="No.")]), bubbles=[REPLY]),
        replace(
            but(outbox=[sent(purpose="follow_up"), sent(id=8, message_id=13, purpose="follow_up", words="Now?")]),
            bubbles=[HELLO, REPLY, replace(REPLY, sid="SM3", outbox=8, body="Now?")],
        ),
    ],
    "a colleagues words go out once": [
        replace(WELL, pressed=[Pressed(NUMBER, PRESS, accepted=True)]),
        replace(WELL, pressed=[Pressed(NUMBER, PRESS, accepted=False, words="no answer")]),
    ],
}


@pytest.mark.parametrize(("claim", "seen"), [(claim, seen) for claim, wrongs in WRONGS.items() for seen in wrongs])
def test_a_planted_wrong_is_seen(claim: str, seen: Seen):
    assert claim in {problem.partition(":")[0] for problem in verdict(seen)}, verdict(seen)


def test_a_seed_is_a_plan_with_ten_signals_at_least():
    for seed in range(200):
        assert plan(seed) == plan(seed)
        assert len(plan(seed).of(Signal)) >= 10
    assert str(plan(1)) != str(plan(2))
