"""Pace is judged by when a person wrote, not by when it came."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.delivery.receiving.pace import is_flood, written_at
from storage.queues.received import ReceivedUpdate
from usecases.delivery.hold_back import MOST_WAITING

CAME = datetime(2025, 9, 25, 16, tzinfo=UTC)
WROTE = datetime(2025, 9, 25, 15, 50, tzinfo=UTC)
SECONDS = int(WROTE.timestamp())


def _message(at: datetime) -> dict[str, Any]:
    return {"message": {"date": int(at.timestamp()), "text": "25"}}


def _tap(_: datetime) -> dict[str, Any]:
    return {"callback_query": {"data": "s", "message": {"date": SECONDS}}}


def _received(
    raw: Callable[[datetime], dict[str, Any]], *, every: timedelta, count: int
) -> list[ReceivedUpdate]:
    return [ReceivedUpdate(json.dumps(raw(WROTE + place * every)), CAME) for place in range(count)]


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        pytest.param({"message": {"date": SECONDS}}, WROTE, id="a message"),
        pytest.param({"edited_message": {"date": 1, "edit_date": SECONDS}}, WROTE, id="an edit, when edited"),
        pytest.param({"my_chat_member": {"date": SECONDS}}, WROTE, id="a block"),
        pytest.param({"callback_query": {"message": {"date": SECONDS}}}, None, id="a tap"),
        pytest.param({"inline_query": {"query": "402"}}, None, id="an inline query"),
        pytest.param({"message": {}}, None, id="without a date"),
        pytest.param({"message": {"date": True}}, None, id="with a date that is none"),
        pytest.param({"message": {"date": 10**18}}, None, id="with a date beyond all years"),
        pytest.param({"message": 7}, None, id="with a message that is none"),
    ],
)
def test_an_update_says_when_it_was_written(raw: dict[str, Any], at: datetime | None) -> None:
    assert written_at(raw) == at


@pytest.mark.parametrize("seconds", [3, 12, 20])
def test_what_was_typed_during_an_outage_is_no_flood(seconds: int) -> None:
    assert not is_flood(_received(_message, every=timedelta(seconds=seconds), count=MOST_WAITING))


@pytest.mark.parametrize("seconds", [0, 1, 2])
def test_what_was_written_within_a_minute_is_one(seconds: int) -> None:
    assert is_flood(_received(_message, every=timedelta(seconds=seconds), count=MOST_WAITING))


def test_a_few_messages_at_once_are_no_flood() -> None:
    assert not is_flood(_received(_message, every=timedelta(0), count=MOST_WAITING - 1))


def test_taps_are_a_flood_by_when_they_came() -> None:
    assert is_flood(_received(_tap, every=timedelta(hours=1), count=MOST_WAITING))


def test_messages_and_taps_that_came_after_an_outage_are_no_flood() -> None:
    half = MOST_WAITING // 2
    messages = _received(_message, every=timedelta(seconds=20), count=half)

    assert not is_flood([*messages, *_received(_tap, every=timedelta(0), count=half)])


def test_messages_and_taps_at_once_are_a_flood_whatever_our_clock_says() -> None:
    half = MOST_WAITING // 2
    messages = _received(_message, every=timedelta(seconds=1), count=half)

    assert is_flood([*messages, *_received(_tap, every=timedelta(0), count=half)])
