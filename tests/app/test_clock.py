"""The product's clock may be set, stopped and moved; the machine's may not."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.clock import Clock, StoppedClock, sleep, wall

CENTRAL = timezone(timedelta(hours=-6))
CLOSE = datetime(2025, 9, 30, 23, 59, tzinfo=CENTRAL)
A_MOMENT = timedelta(seconds=5)


def test_a_clock_that_nobody_set_is_the_machine_s() -> None:
    assert abs(Clock().now() - wall()) < A_MOMENT


def test_a_clock_that_was_set_goes_on_from_there() -> None:
    clock = Clock(CLOSE)

    first, second = clock.now(), clock.now()

    assert CLOSE <= first <= second < CLOSE + A_MOMENT
    assert first.tzinfo is UTC


@pytest.mark.parametrize("step", [timedelta(days=1), timedelta(days=-1)], ids=["forwards", "back"])
def test_a_running_clock_may_be_moved(step: timedelta) -> None:
    clock = Clock(CLOSE)

    clock.set(CLOSE + step)

    assert CLOSE + step <= clock.now() < CLOSE + step + A_MOMENT


async def test_a_stopped_clock_stands_still_until_it_is_set() -> None:
    clock = StoppedClock(CLOSE)
    await sleep(0.002)
    before = clock.now()

    clock.set(CLOSE + timedelta(hours=9))

    assert before == CLOSE
    assert clock.now() == CLOSE + timedelta(hours=9)
    assert clock.now().tzinfo is UTC
