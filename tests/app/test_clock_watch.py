"""A clock counts as wrong only after Telegram was asked, and never if it was set."""

import logging
from datetime import timedelta

import pytest

from app.clock import ProductClock
from app.clock_watch import ClockWatch
from bot.delivery.connection.telegrams_clock import TelegramsClock
from tests.clocks import NOON, ManualClock


class Telegram:
    """Returns its own time when asked."""

    def __init__(self, clock: ProductClock) -> None:
        self.heard = TelegramsClock(wall=clock.machine.wall, steady=clock.machine.steady)
        self.time = ManualClock(NOON)
        self.says_the_time = True
        self.asked = 0

    async def ask(self) -> None:
        self.asked += 1
        if self.says_the_time:
            self.heard.tell(self.time())


def watched(clock: ProductClock) -> tuple[Telegram, ClockWatch]:
    telegram = Telegram(clock)
    return telegram, ClockWatch(clock, telegram.heard, telegram.ask)


async def test_before_the_first_plan_telegram_is_asked_what_time_it_is() -> None:
    machine = ManualClock(NOON + timedelta(days=1))
    telegram, watch = watched(ProductClock(machine=machine.machine))

    assert await watch.is_wrong()
    assert watch.apart == timedelta(days=1)
    assert telegram.asked == 1


async def test_where_nobody_says_the_time_it_is_asked_for_once_and_all_goes_on() -> None:
    machine = ManualClock(NOON + timedelta(days=1))
    telegram, watch = watched(ProductClock(machine=machine.machine))
    telegram.says_the_time = False

    assert not await watch.is_wrong()
    assert not await watch.is_wrong()
    assert telegram.asked == 1


async def test_a_machine_that_was_asleep_is_not_called_wrong() -> None:
    machine = ManualClock(NOON)
    telegram, watch = watched(ProductClock(machine=machine.machine))
    assert not await watch.is_wrong()
    machine.advance(minutes=1)
    machine.step(hours=8)  # its monotonic clock stopped as well
    telegram.time.advance(hours=8, minutes=1)

    assert not await watch.is_wrong()
    assert telegram.asked == 2


async def test_it_says_once_that_the_clock_is_right_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "app.clock_watch")
    machine = ManualClock(NOON)
    _, watch = watched(ProductClock(machine=machine.machine))
    await watch.is_wrong()
    machine.step(hours=-3)
    assert await watch.is_wrong()
    machine.step(hours=3)

    assert [await watch.is_wrong(), await watch.is_wrong()] == [False, False]
    assert caplog.messages == [
        "clock wrong: 3 h behind Telegram's; set it; nothing is planned",
        "clock right again",
    ]


async def test_a_clock_that_was_set_differs_by_design() -> None:
    machine = ManualClock(NOON)
    telegram, watch = watched(ProductClock(NOON + timedelta(days=400), machine.machine))

    assert not await watch.is_wrong()
    assert (watch.apart, telegram.asked) == (None, 0)


@pytest.mark.parametrize("days", [-40, -1, 1, 40])
async def test_while_the_clock_is_wrong_people_are_answered_by_telegrams(days: int) -> None:
    machine = ManualClock(NOON + timedelta(days=days))
    _, watch = watched(ProductClock(machine=machine.machine))
    await watch.is_wrong()

    assert watch.now() == NOON


async def test_a_clock_that_was_set_is_gone_by() -> None:
    machine = ManualClock(NOON + timedelta(days=1))
    telegram, watch = watched(ProductClock(NOON - timedelta(days=9), machine.machine))
    telegram.heard.tell(NOON)

    assert watch.now() == NOON - timedelta(days=9)
