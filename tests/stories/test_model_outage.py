"""The model of a running house goes out and comes back: nobody is left without a word, nobody has to press anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.openai_stub import HANGS, RUBBISH, OpenAIStub, Reply, fails, says
from tests.stories.house import House, until

READ = {
    "language": "en", "stance": "interested", "wants_followup": False, "answer_now": True, "confidence": 0.95,
    "tone": "friendly", "topic": "sales",
}  # fmt: skip
ANSWER = "How many parcels a month are these?"
LINE = "Thanks for your message, we have it."
BACK_WITHIN = 120.0  # the breaker's half minute, the bell of each minute, and a busy machine


@pytest.fixture(scope="module")
def stub() -> Iterator[OpenAIStub]:
    with OpenAIStub() as stub:
        yield stub


@pytest.fixture(scope="module")
def alone(folder: Path, stub: OpenAIStub) -> Iterator[House]:
    """A house whose model has nobody to step in for it."""
    works(stub)
    house = House(
        folder / "alone",
        LLM_MODEL="openai/stub",
        LLM_API_BASE=stub.base,
        LLM_API_KEY="for-the-stub",
        LLM_FALLBACK_MODELS="none",
        LLM_TIMEOUT_SECONDS="2",
        TURN_QUIET_SECONDS="1",
    )
    yield house
    house.stop()


def works(stub: OpenAIStub) -> None:
    stub.on("read", says(READ))
    stub.on("compose", says({"text": ANSWER, "confidence": 0.9}))
    stub.on("ready", says({"ready": True}))
    stub.on("moment", says({"verdict": "write", "because": "Nothing has changed.", "confidence": 0.9}))


def is_out(stub: OpenAIStub, how: Reply) -> None:
    for task in ("read", "compose", "ready", "moment"):
        stub.on(task, how)


def test_out_in_three_ways_and_back_by_itself(alone: House, stub: OpenAIStub):
    people = {}
    for n, how in enumerate((fails(500), HANGS, RUBBISH)):
        is_out(stub, how)
        number = people[n] = f"+3461100080{n}"
        alone.write(number, "Hello, I would like to ship parcels to Portugal", name=f"Rui {n}")
        assert alone.answer(number, seconds=60).startswith(LINE)
        alone.write(number, "Are you there?")
        until(lambda number=number: alone.turns(number) >= 2, 60)
        assert len(alone.ours(number)) == 1, alone.ours(number)
        assert alone.next_step(number)[0] == "human_task"
    queue = alone.colleague().get("/queue/").text
    assert "nobody has read this yet" in queue
    claimed = people[2]
    take(alone, claimed)

    works(stub)
    for number in (people[0], people[1]):
        until(lambda number=number: ANSWER in alone.ours(number), BACK_WITHIN)
        assert len(alone.ours(number)) == 2, alone.ours(number)
    assert ANSWER not in alone.ours(claimed), "a colleague has it"
    assert alone.dropped() == 0


def take(house: House, number: str) -> None:
    browser = house.colleague()
    thread = f"/inbox/{house.conversation(number)}/"
    browser.get(thread)
    form = {"csrfmiddlewaretoken": browser.cookies["csrftoken"]}
    taken = browser.post(f"{thread}take-over/", data=form, headers={"Referer": f"{house.web}{thread}"})
    assert taken.status_code == 200, taken.text[:300]
