from datetime import UTC, datetime, timedelta

import pytest

from crm import clock


@pytest.mark.django_db
def test_a_test_can_put_business_time_where_it_likes(clock_at):
    moment = clock_at("2027-03-01T09:00")
    assert moment == datetime(2027, 3, 1, 9, tzinfo=UTC)
    assert timedelta(0) <= clock.now() - moment < timedelta(seconds=2)


@pytest.mark.django_db
def test_what_another_test_moved_is_back():
    assert abs(clock.now() - clock.machine_now()) < timedelta(seconds=1)


@pytest.mark.django_db
def test_machine_time_does_not_move(clock_at):
    before = clock.machine_now()
    clock_at(before + timedelta(days=400))
    assert clock.machine_now() - before < timedelta(seconds=5)


@pytest.mark.django_db
def test_business_time_stands_fast_outside_demo_and_tests(settings):
    settings.CLOCK_MOVABLE = False
    with pytest.raises(RuntimeError):
        clock.move(60)
