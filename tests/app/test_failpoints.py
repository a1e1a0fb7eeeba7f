"""The syntax of PUNTUAL_FAILPOINTS."""

import asyncio

import pytest

from app.failpoints import KILLED, FailpointAction, FailpointReached, failpoints_of, read_failpoints
from storage.failpoints import Point


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("after_http=exit", [FailpointAction(Point.AFTER_HTTP, "exit")]),
        ("after_claim=raise@2", [FailpointAction(Point.AFTER_CLAIM, "raise", first=2)]),
        ("after_finish=sleep:0.5@10", [FailpointAction(Point.AFTER_FINISH, "sleep", 0.5, first=10)]),
        (
            "after_inbox_commit=exit, before_handle_commit=sleep:2",
            [
                FailpointAction(Point.AFTER_INBOX_COMMIT, "exit"),
                FailpointAction(Point.BEFORE_HANDLE_COMMIT, "sleep", 2),
            ],
        ),
    ],
)
def test_failpoints_are_read(text: str, expected: list[FailpointAction]) -> None:
    assert read_failpoints(text) == expected


@pytest.mark.parametrize(
    "text", ["", "after_http", "after_http=", "after_http=sleep:", "after_http=exit:2", "a=exit", "exit"]
)
def test_a_malformed_failpoint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_failpoints(text)


async def test_nothing_stumbles_where_nothing_is_said() -> None:
    failpoints = failpoints_of(None)

    for point in Point:
        await failpoints.reach(point)


async def test_only_the_named_point_stumbles() -> None:
    failpoints = failpoints_of("after_http=raise")

    await failpoints.reach(Point.AFTER_FINISH)
    with pytest.raises(FailpointReached):
        await failpoints.reach(Point.AFTER_HTTP)


async def test_it_stumbles_from_the_given_time_on() -> None:
    failpoints = failpoints_of("after_http=raise@3")

    await failpoints.reach(Point.AFTER_HTTP)
    await failpoints.reach(Point.AFTER_HTTP)
    for _ in range(2):
        with pytest.raises(FailpointReached):
            await failpoints.reach(Point.AFTER_HTTP)


async def test_leaving_is_as_sudden_as_a_kill() -> None:
    left: list[int] = []

    await FailpointAction(Point.AFTER_HTTP, "exit", leave=left.append)()

    assert left == [KILLED]


async def test_sleeping_takes_as_long_as_it_says() -> None:
    begun = asyncio.get_running_loop().time()

    await failpoints_of("after_http=sleep:0.05").reach(Point.AFTER_HTTP)

    assert asyncio.get_running_loop().time() - begun >= 0.04
