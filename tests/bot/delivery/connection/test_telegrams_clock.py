"""What time it is for Telegram, and how far the machine's clock is from that."""

from datetime import timedelta

import pytest

from bot.delivery.connection.telegrams_clock import TelegramsClock
from tests.clocks import NOON, ManualClock

NOON_IN_WORDS = "Thu, 25 Sep 2025 18:00:00 GMT"
HOUR = timedelta(hours=1)


@pytest.fixture
def machine() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def telegrams(machine: ManualClock) -> TelegramsClock:
    return TelegramsClock(wall=machine, steady=machine.steady)


def message(seconds: float, **changes: object) -> dict[str, object]:
    return {"update_id": 1, "message": {"date": int(NOON.timestamp() + seconds), **changes}}


def test_before_the_first_answer_nothing_is_known(telegrams: TelegramsClock) -> None:
    assert (telegrams.ahead, telegrams.apart, telegrams.age) == (None, None, None)


@pytest.mark.parametrize("date", [None, "", "yesterday", "Thu, 99 Sep 2025 18:00:00 GMT", "0"])
def test_a_date_that_is_none_says_nothing(telegrams: TelegramsClock, date: str | None) -> None:
    telegrams.hear(date)

    assert telegrams.ahead is None


@pytest.mark.parametrize("date", [NOON_IN_WORDS, "Thu, 25 Sep 2025 18:00:00 -0000"])
def test_an_answer_says_what_time_it_is(telegrams: TelegramsClock, date: str) -> None:
    telegrams.hear(date)

    assert (telegrams.ahead, telegrams.apart) == (timedelta(0), None)


@pytest.mark.parametrize(
    ("minutes", "is_apart"),
    [(5, False), (5.02, True), (-5, False), (-5.02, True), (2 * 24 * 60, True), (-3 * 60, True)],
)
def test_a_step_is_known_at_once_without_another_answer(
    telegrams: TelegramsClock, machine: ManualClock, minutes: float, is_apart: bool
) -> None:
    telegrams.hear(NOON_IN_WORDS)
    machine.advance(hours=7)

    machine.step(minutes=minutes)

    assert telegrams.ahead == timedelta(minutes=minutes)
    assert (telegrams.apart is not None) == is_apart
    assert telegrams.age == timedelta(hours=7)


def test_a_clock_that_is_put_right_is_right_at_once(telegrams: TelegramsClock, machine: ManualClock) -> None:
    machine.step(days=40)
    telegrams.hear(NOON_IN_WORDS)
    assert telegrams.apart == timedelta(days=40)

    machine.step(days=-40)

    assert telegrams.apart is None


def test_an_update_written_later_than_now_proves_that_the_clock_is_behind(
    telegrams: TelegramsClock, machine: ManualClock
) -> None:
    telegrams.see(message(3600))
    machine.advance(hours=2)

    assert telegrams.apart == -HOUR


@pytest.mark.parametrize(
    "update",
    [message(-3600), message(-30 * 86_400), {"update_id": 1}, message(0, date="soon"), message(0, date=True)],
    ids=["an hour ago", "a month ago", "no body", "words", "no number"],
)
def test_one_that_may_have_waited_proves_nothing(
    telegrams: TelegramsClock, update: dict[str, object]
) -> None:
    telegrams.see(update)

    assert telegrams.ahead is None


def test_the_latest_that_was_written_counts(telegrams: TelegramsClock) -> None:
    telegrams.see(message(3600))
    telegrams.see(message(60))
    telegrams.see(message(0, edit_date=int(NOON.timestamp()) + 7200))

    assert telegrams.ahead == -2 * HOUR


def test_what_waited_does_not_overrule_an_answer(telegrams: TelegramsClock) -> None:
    telegrams.hear(NOON_IN_WORDS)

    telegrams.see(message(-7200))

    assert telegrams.ahead == timedelta(0)


def test_an_update_is_later_than_an_answer_where_the_machine_was_asleep(telegrams: TelegramsClock) -> None:
    telegrams.hear(NOON_IN_WORDS)

    telegrams.see(message(7200))

    assert telegrams.ahead == -2 * HOUR
