"""A damaged page in the middle of the file: `run` reports it when it reads it, and loses nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.delivery.outcomes import InboxState
from storage.faults import DatabaseFault
from tests.facts import ANA, a_mir
from tests.faults.test_outliving import file_of, says, stops
from tests.stories.lives import Life
from texts.kit.faults import DATABASE_FAULTS

DAMAGED = DATABASE_FAULTS[DatabaseFault.DAMAGED]


@pytest.fixture
async def inhabited(life: Life) -> Life:
    await life.office.register(a_mir())
    await life.office.lets_in(ANA)
    await life.office.database.dispose()
    return life


def damage(path: Path, table: str) -> None:
    """Write over the first page of a table."""
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


async def test_a_start_that_reads_the_damaged_page_ends_with_the_sentence(inhabited: Life) -> None:
    damage(file_of(inhabited), "outbox")

    told = await inhabited.machine.types("run")

    assert told.code == 1
    assert told.err.splitlines()[-1] == DAMAGED
    assert "Traceback" not in told.err


async def test_a_page_that_is_read_later_is_told_and_the_update_waits(inhabited: Life) -> None:
    damage(file_of(inhabited), "indicator")
    bot = inhabited.machine.starts("run")
    await says(bot, "bot started")

    await inhabited.ana.says("/pendientes")
    await says(bot, DAMAGED)
    written = await stops(bot)
    doctor = await inhabited.machine.types("doctor")

    assert "update not handled update=100000001 state=new error=DatabaseError" in written
    assert await inhabited.inbox() == {InboxState.NEW: 1}
    assert (doctor.code, DAMAGED in doctor.out) == (1, True)
