"""Simulated time: ten customers, two weeks, one outage. And the opponent, who meets the same people."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from followups.evaluation import rules
from followups.evaluation.half_year import suite
from followups.evaluation.half_year.customers import Customer, Said, draw, window_of
from followups.evaluation.half_year.ledger import Ledger, Timeline

MONDAY = datetime(2026, 1, 5, 10, tzinfo=UTC)
NEVER = [
    rule
    for rule in suite.RULES
    if rule not in ("asked for, and nothing planned", "stale", "after polite_no", "after angry")
]


class Silent:
    """A house that does nothing."""

    def hears(self, customer: Customer, words: str, at: datetime) -> None: ...

    def learns(self, customer: Customer, at: datetime) -> None: ...

    def planned(self) -> set[str]:
        return set()


def a_customer() -> Customer:
    return Customer("+34600000001", "Ana", "ES", ZoneInfo("Europe/Madrid"), "en")


def a_ledger() -> Ledger:
    return Ledger(Timeline(MONDAY + timedelta(days=60)), seed=1)


@pytest.mark.django_db(transaction=True)
def test_in_two_weeks_of_ten_customers_no_rule_is_broken(settings) -> None:
    settings.CLOCK_MOVABLE = True
    report = suite.evaluate(customers=10, seed=3, weeks=2)
    broken = {rule: report["findings"][rule] for rule in NEVER if rule in report["findings"]}
    assert not broken
    assert report["metrics"]["midnights"] >= 12  # all but those of the outages
    assert report["metrics"]["asked"] > 0
    assert report["metrics"]["messages"] > 0


def test_the_same_seed_draws_the_same_people() -> None:
    one, other = (draw(20, 7, date(2026, 1, 5), 180) for _ in range(2))
    assert one == other
    assert one != draw(20, 8, date(2026, 1, 5), 180)


def test_fixed_rules_write_before_the_day_that_was_named_and_the_ledger_says_so() -> None:
    report = suite.evaluate(customers=60, seed=1, baseline="rules")
    assert report["metrics"]["found: before the day they named"] > 0
    assert report["metrics"]["missed"] > 0


def test_thanks_cancels_what_fixed_rules_had_planned() -> None:
    assert rules.wants_later("Swamped, write to me in 3 weeks")
    assert not rules.wants_later("thanks, ok!")


def test_fixed_rules_keep_the_office_hours_of_their_own_zone() -> None:
    at_night = datetime(2026, 1, 5, 23, 30, tzinfo=UTC)
    assert rules.due_after(at_night) == datetime(2026, 1, 20, 9, tzinfo=ZoneInfo("Europe/Madrid"))


@pytest.mark.parametrize(
    ("said", "after", "hour", "finding"),
    [
        ([Said("weeks", 4)], 5, 12, "before the day they named"),
        ([Said("weeks", 4), Said("stop")], 28, 12, "after opt-out"),
        ([Said("weeks", 4), Said("room")], 28, 12, "after they asked for room"),
        ([Said("weeks", 4), Said("event")], 28, 12, "stale"),
        ([Said("weeks", 4)], 28, 22, "outside their hours"),
    ],
)
def test_the_ledger_finds_what_must_not_be_sent(said: list[Said], after: int, hour: int, finding: str) -> None:
    one, ledger = a_customer(), a_ledger()
    for number, each in enumerate(said):
        one.says(each, MONDAY + timedelta(hours=number))
    ledger.sent(one, MONDAY.replace(hour=hour) + timedelta(days=after), Silent(), "Hello")
    assert list(ledger.findings) == [finding]


def test_what_nobody_planned_is_found_at_midnight_and_missed_at_the_end() -> None:
    one, ledger = a_customer(), a_ledger()
    one.says(Said("weeks", 3), MONDAY)
    ledger.midnight([one], Silent(), MONDAY + timedelta(hours=14))
    assert list(ledger.findings) == ["asked for, and nothing planned"]
    assert ledger.close([one])["missed"] == 1


def test_a_word_inside_the_window_is_kept_and_after_it_late() -> None:
    one = a_customer()
    for weeks, state in ((3, "kept"), (5, "late")):
        one.says(Said("weeks", 3), MONDAY)
        a_ledger().sent(one, MONDAY + timedelta(weeks=weeks), Silent(), "Hello")
        assert one.asks[-1].state == state


def test_next_week_begins_on_sunday_where_the_week_does() -> None:
    thursday = date(2026, 1, 8)
    assert window_of(Said("next_week"), thursday, "ES") == (date(2026, 1, 12), date(2026, 1, 17))
    assert window_of(Said("next_week"), thursday, "IL") == (date(2026, 1, 11), date(2026, 1, 16))
