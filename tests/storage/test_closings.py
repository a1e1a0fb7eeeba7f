"""A quarter is closed once; a reopening lets a UR in until it ends."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.calendar.closings import Closings, Reopening
from storage.closings import Closing
from storage.engine import Database
from tests.facts import NOW, T2, T3, Office, a_mir
from tests.read_back import reopenings

CLOSED = Closing(T3, NOW.now, "person:9", {"402": {"Actividad 7.2": ["value"]}})
LATER = NOW.now + timedelta(days=3)
OPENED = Reopening("402", T3, "Llegó el dictamen", NOW.now + timedelta(days=1), "person:9", LATER)


@pytest.fixture
async def office(database: Database) -> Office:
    office = Office(database)
    await office.register(a_mir())
    return office


async def closings(office: Office) -> Closings:
    return (await office.do(lambda uow: uow.calendar.deadlines())).closings


async def test_a_closing_keeps_what_was_missing(office: Office) -> None:
    assert await office.do(lambda uow: uow.closings.close(CLOSED))

    assert await office.do(lambda uow: uow.closings.get(T3)) == CLOSED
    assert await office.do(lambda uow: uow.closings.get(T2)) is None
    assert await closings(office) == Closings({T3: NOW.now})


async def test_a_second_closing_changes_nothing(office: Office) -> None:
    await office.do(lambda uow: uow.closings.close(CLOSED))

    assert not await office.do(lambda uow: uow.closings.close(replace(CLOSED, closed_at=LATER)))

    assert await office.do(lambda uow: uow.closings.get(T3)) == CLOSED


async def test_the_last_reopening_counts(office: Office) -> None:
    sooner = replace(OPENED, expires_at=LATER - timedelta(days=1))
    await office.do(lambda uow: uow.closings.reopen(OPENED))

    await office.do(lambda uow: uow.closings.reopen(sooner))

    assert (await closings(office)).reopened_until == {("402", T3): sooner.expires_at}
    assert await office.do(lambda uow: reopenings(uow, T3)) == [OPENED, sooner]
    assert await office.do(lambda uow: reopenings(uow, T2)) == []
