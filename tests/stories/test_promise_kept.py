"""The first story: a customer is busy, and the promise to come back is kept."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.stories.house import House, until

SWAMPED = (
    "Hi! We're looking for someone to ship our parcels to Portugal. I'm swamped with a product launch though, "
    "let's pick this up in a couple of weeks."
)
MADRID = ZoneInfo("Europe/Madrid")


def test_a_busy_customer_is_answered_at_once_and_written_to_once_when_the_time_has_come(house: House):
    ana = "+34611000001"
    told = house.now()
    house.write(ana, SWAMPED)
    reply = house.answer(ana, seconds=10)
    the_reply_confirms_the_time(house, ana, reply)
    the_inbox_shows_what_was_understood(house, ana)
    planned_for = the_window_is_twelve_to_eighteen_days_in_madrid(house, ana)

    house.forward(days=18)
    said = house.ours(ana)
    assert len(said) == 2, said
    follow_up = house.messages(ana)[-1]
    assert follow_up["content_sid"], "the 24-hour window is closed: only a template may go out"
    assert "launch" in said[1].lower()
    assert "portugal" in said[1].lower()
    local = planned_for.astimezone(MADRID)
    assert 9 <= local.hour < 20
    assert local.weekday() < 5
    assert told + timedelta(days=11) < planned_for

    house.write(ana, "Yes, perfect timing! We have about 40 parcels a month.")
    house.answer(ana, after=2)
    assert house.dropped() == 0


def the_reply_confirms_the_time(house: House, number: str, reply: str) -> None:
    ((_, _, planned_for, _),) = house.live_follow_ups(number)
    local = planned_for.astimezone(MADRID)
    assert str(local.day) in reply
    assert f"{local:%B}" in reply


def the_inbox_shows_what_was_understood(house: House, number: str) -> None:
    page = house.thread(number)
    for words in ("Interested", "swamped with a product launch", "in a couple of weeks", "Madrid"):
        assert words.lower() in page.lower(), f"{words!r} does not stand on the thread's page"
    assert house.next_step(number)[0] == "follow_up"


def the_window_is_twelve_to_eighteen_days_in_madrid(house: House, number: str) -> datetime:
    ((earliest, latest, planned_for, zone),) = house.live_follow_ups(number)
    today = house.now().astimezone(MADRID).date()
    assert zone == "Europe/Madrid"
    assert (earliest.astimezone(MADRID).date() - today).days in (12, 13)
    assert ((latest - timedelta(seconds=1)).astimezone(MADRID).date() - today).days in (17, 18)
    return planned_for


def test_who_is_ready_early_is_answered_at_once_and_never_gets_the_stale_one(house: House):
    bea = "+34611000002"
    house.write(bea, SWAMPED, name="Bea Soto")
    house.answer(bea)
    house.forward(days=3)
    house.write(bea, "actually we're ready now", name="Bea Soto")
    house.answer(bea, after=1)
    until(lambda: house.live_follow_ups(bea) == [])
    assert any(words.startswith("Cancelled") for words in house.decisions(bea)), house.decisions(bea)

    house.forward(days=28)
    assert len(house.ours(bea)) == 2, house.ours(bea)
    assert house.dropped() == 0


def test_the_fast_forward_is_done_when_it_answers(house: House):
    before = house.clock(forward_seconds=0)
    after = house.clock(forward_seconds=3600)
    moved = datetime.fromisoformat(after["now"]) - datetime.fromisoformat(before["now"])
    assert timedelta(minutes=60) <= moved < timedelta(minutes=61)
    assert isinstance(after["processed"], int)
