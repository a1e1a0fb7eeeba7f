"""One narrative for each indicator and quarter; the version refuses a second writer."""

import pytest

from domain.kit.narrative import Chart, ChartKind, CountTable, Narrative
from storage.engine import Database
from storage.narratives import StaleNarrative
from storage.uow import UnitOfWork
from tests.facts import NOW, T3, a_mir, a_row, register

TABLE = CountTable("Talleres", (("Centro", 12), ("Agencias", 21)), 34)
SHEET = Narrative("Se dieron 33 talleres en el centro y en las agencias", (TABLE,), Chart(ChartKind.BAR, 0))


async def save(uow: UnitOfWork, indicator_id: int, written: Narrative, quarter: int = 3) -> Narrative:
    return await uow.narratives.save(indicator_id, quarter, written, at=NOW.now, by="person:9")


async def test_a_sheet_is_read_as_it_was_saved(database: Database) -> None:
    async with database.write() as uow:
        ids = await register(uow, a_mir(a_row(), a_row("Actividad 7.1")))
        seven, other = ids.values()
        assert await uow.narratives.get(seven, 3) is None

        first = await save(uow, seven, SHEET)
        assert first.version == 1
        assert await uow.narratives.get(seven, 3) == first
        assert await uow.narratives.get(seven, 2) is None

        second = await save(uow, seven, Narrative("Otro texto", version=1))
        assert await uow.narratives.get(seven, 3) == second
        assert set(await uow.narratives.digests([seven, other], 3)) == {seven}


async def test_a_second_writer_is_refused(database: Database) -> None:
    async with database.write() as uow:
        (seven,) = (await register(uow, a_mir(a_row()))).values()
        first = await save(uow, seven, SHEET)

        with pytest.raises(StaleNarrative):
            await save(uow, seven, SHEET)
        with pytest.raises(StaleNarrative):
            await save(uow, seven, Narrative("Otro texto", version=5))

        assert await uow.narratives.get(seven, 3) == first


async def test_a_report_tells_which_quarters_have_one(database: Database) -> None:
    async with database.write() as uow:
        ids = await register(uow, a_mir(a_row(), a_row("Actividad 7.1")))
        seven, other = ids.values()
        assert (
            await uow.programmes.report_with(seven, T3)
        ) is not None  # it is cached until something is saved
        await save(uow, seven, SHEET, quarter=1)
        await save(uow, seven, SHEET, quarter=3)

        report = await uow.programmes.report_with(seven, T3)

    assert report is not None
    assert {each.id: each.narrated for each in report.indicators} == {seven: {1, 3}, other: frozenset()}
