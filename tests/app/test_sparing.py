"""Log lines of one kind are limited per minute, then counted, and the count is logged."""

import io
import logging
from collections.abc import Callable

import pytest

from app.sparing import MOST_KINDS, SparingHandler


class Minute:
    """A monotonic clock with scheduled calls."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waiting: list[tuple[float, Callable[[], None]]] = []

    def steady(self) -> float:
        return self.now

    def later(self, seconds: float, deed: Callable[[], None]) -> None:
        self.waiting.append((self.now + seconds, deed))

    def passes(self, until: float) -> None:
        while due := [each for each in self.waiting if each[0] <= until]:
            first = min(due, key=lambda each: each[0])
            self.waiting.remove(first)
            self.now = first[0]
            first[1]()
        self.now = until


@pytest.fixture
def minute() -> Minute:
    return Minute()


@pytest.fixture
def page() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def handler(page: io.StringIO, minute: Minute) -> SparingHandler:
    return SparingHandler(page, troubles=2, deeds=4, steady=minute.steady, later=minute.later)


@pytest.fixture
def say(handler: SparingHandler) -> Callable[..., None]:
    def said(
        words: str,
        *figures: object,
        level: int = logging.WARNING,
        name: str = "app.http_connections",
        error: Exception | None = None,
    ) -> None:
        info = (type(error), error, None) if error else None
        handler.handle(logging.LogRecord(name, level, "", 0, words, figures, info))

    return said


def test_a_warning_is_written_so_often_whatever_its_figures(
    say: Callable[..., None], page: io.StringIO, minute: Minute
) -> None:
    for number in range(7):
        say("connection closed port=%s", number)
    minute.passes(until=60.0)
    say("connection closed port=%s", 8)

    assert page.getvalue().splitlines() == [
        "connection closed port=0",
        "connection closed port=1",
        "lines left out count=5 like='connection closed port=%s'",
        "connection closed port=8",
    ]


def test_what_was_left_out_is_told_at_the_end_of_its_minute_though_nobody_writes(
    say: Callable[..., None], page: io.StringIO, minute: Minute
) -> None:
    for _ in range(3):
        say("connection closed")
    minute.passes(until=30.0)
    for _ in range(4):
        say("update refused")
    minute.passes(until=59.0)
    before = page.getvalue().splitlines()
    minute.passes(until=200.0)

    assert len(before) == 4
    assert page.getvalue().splitlines()[4:] == [
        "lines left out count=1 like='connection closed'",
        "lines left out count=2 like='update refused'",
    ]


def test_what_was_left_out_is_told_when_the_process_ends(
    say: Callable[..., None], handler: SparingHandler, page: io.StringIO
) -> None:
    for _ in range(3):
        say("connection closed")

    handler.close()

    assert page.getvalue().splitlines()[-1] == "lines left out count=1 like='connection closed'"


def test_what_we_did_is_written_more_often(say: Callable[..., None], page: io.StringIO) -> None:
    for number in range(9):
        say("notice sent notice=%s", number, level=logging.INFO)

    assert len(page.getvalue().splitlines()) == 4


def test_another_kind_is_not_left_out(say: Callable[..., None], page: io.StringIO) -> None:
    for _ in range(5):
        say("connection closed")
    say("connection closed", level=logging.ERROR)
    say("connection closed", name="bot.delivery.receiving.webhook")
    say("connection closed", error=ValueError())
    say("body left out")

    assert len(page.getvalue().splitlines()) == 7  # one more line names the class of the error


def test_a_crowd_of_kinds_is_one_kind(say: Callable[..., None], page: io.StringIO) -> None:
    for number in range(MOST_KINDS + 50):
        say(f"failed {number}")

    assert len(page.getvalue().splitlines()) == MOST_KINDS + 2


def test_a_minute_in_which_nothing_was_left_out_says_nothing(
    say: Callable[..., None], page: io.StringIO, minute: Minute
) -> None:
    say("connection closed")
    minute.passes(until=61.0)
    say("bot started", level=logging.INFO)

    assert page.getvalue().splitlines() == ["connection closed", "bot started"]
