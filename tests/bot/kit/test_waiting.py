"""A signal wakes a waiter at once, or after a timeout, and stays set for a later waiter."""

import asyncio

import pytest

from bot.kit.waiting import WakeSignal
from tests.clocks import ManualClock, until


class Eternity:
    """A sleep that never ends, and records its cancellation."""

    def __init__(self) -> None:
        self.begun = 0
        self.given_up = 0

    async def __call__(self, _: float) -> None:
        self.begun += 1
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.given_up += 1
            raise


@pytest.fixture
def eternity() -> Eternity:
    return Eternity()


async def test_it_wakes_everybody_who_waits_and_ends_their_sleep(eternity: Eternity) -> None:
    signal = WakeSignal(eternity)
    waiting = [asyncio.create_task(signal.wait(5)) for _ in range(2)]
    await until(lambda: eternity.begun == 2)

    signal.set()

    await asyncio.gather(*waiting)
    await until(lambda: eternity.given_up == 2)


async def test_the_time_is_up_without_a_ring() -> None:
    clock = ManualClock()

    await WakeSignal(clock.sleep).wait(5)

    assert clock.slept == [5]


async def test_a_ring_while_nobody_waits_is_kept_for_one_wait() -> None:
    clock = ManualClock()
    signal = WakeSignal(clock.sleep)
    signal.set()
    signal.set()

    await signal.wait(1)
    await signal.wait(2)

    assert clock.slept == [2]


async def test_what_is_hushed_wakes_nobody_later() -> None:
    clock = ManualClock()
    signal = WakeSignal(clock.sleep)
    signal.set()

    signal.clear()
    await signal.wait(1)

    assert clock.slept == [1]


async def test_hushing_does_not_send_back_to_sleep_who_was_woken(eternity: Eternity) -> None:
    signal = WakeSignal(eternity)
    waiting = asyncio.create_task(signal.wait(5))
    await until(lambda: eternity.begun)

    signal.set()
    signal.clear()

    await until(waiting.done)


async def test_who_is_cancelled_leaves_no_sleep_behind(eternity: Eternity) -> None:
    signal = WakeSignal(eternity)
    waiting = asyncio.create_task(signal.wait(5))
    await until(lambda: eternity.begun)

    waiting.cancel()

    with pytest.raises(asyncio.CancelledError):
        await waiting
    await until(lambda: eternity.given_up)
    signal.set()
