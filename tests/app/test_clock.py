"""The product clock can be set, stopped and moved; the machine's cannot."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.clock import MachineTime, ProductClock, StoppedClock, sleep, steady, wall
from tests.clocks import ManualClock

CENTRAL = timezone(timedelta(hours=-6))
CLOSE = datetime(2025, 9, 30, 23, 59, tzinfo=CENTRAL)
A_MOMENT = timedelta(seconds=5)


def test_a_clock_that_nobody_set_is_the_machine_s() -> None:
    assert abs(ProductClock().now() - wall()) < A_MOMENT


def test_a_clock_that_was_set_goes_on_from_there() -> None:
    clock = ProductClock(CLOSE)

    first, second = clock.now(), clock.now()

    assert CLOSE <= first <= second < CLOSE + A_MOMENT
    assert first.tzinfo is UTC


@pytest.mark.parametrize("step", [timedelta(days=1), timedelta(days=-1)], ids=["forwards", "back"])
def test_a_running_clock_may_be_moved(step: timedelta) -> None:
    clock = ProductClock(CLOSE)

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


@pytest.mark.parametrize("step", [timedelta(days=40), timedelta(hours=-3)], ids=["forwards", "back"])
def test_machine_time_goes_on_steadily_whatever_the_clock_is_set_to(step: timedelta) -> None:
    machine = ManualClock(CLOSE)
    machine_time = MachineTime(machine.machine)

    machine.step(seconds=step.total_seconds())
    machine.advance(minutes=7)

    assert machine_time() == CLOSE + timedelta(minutes=7)


def test_machine_time_takes_over_what_others_go_by() -> None:
    machine = ManualClock(CLOSE)
    machine_time = MachineTime(machine.machine)

    machine_time.agree(CLOSE + timedelta(hours=1))
    machine.advance(minutes=7)

    assert machine_time() == CLOSE + timedelta(hours=1, minutes=7)


def test_a_clock_that_was_set_says_so() -> None:
    moved = ProductClock()
    moved.set(CLOSE)

    assert (ProductClock().is_set, ProductClock(CLOSE).is_set, moved.is_set) == (False, True, True)
    assert StoppedClock(CLOSE).is_set


def test_the_steady_clock_only_goes_on() -> None:
    assert steady() <= steady()
