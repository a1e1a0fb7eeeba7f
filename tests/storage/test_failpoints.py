"""Failpoints are named, and do nothing without actions."""

import pytest

from storage.failpoints import Failpoints, Point


async def test_without_a_table_nothing_happens() -> None:
    await Failpoints().reach(Point.AFTER_CLAIM)


async def test_only_the_named_point_stumbles() -> None:
    async def stumble() -> None:
        raise ZeroDivisionError

    failpoints = Failpoints({"after_http": stumble})

    await failpoints.reach(Point.AFTER_CLAIM)
    with pytest.raises(ZeroDivisionError):
        await failpoints.reach(Point.AFTER_HTTP)


def test_an_unknown_point_is_refused() -> None:
    async def never() -> None: ...

    with pytest.raises(ValueError, match="after_lunch"):
        Failpoints({"after_lunch": never})
