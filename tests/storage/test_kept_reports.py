"""A unit of work caches a report until something of it is written."""

import pytest

from storage.engine import Database
from storage.uow import UnitOfWork
from tests.clocks import NOON
from tests.facts import T3, Office, a_document, a_row, an_avance


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


async def test_a_report_is_read_once_in_a_unit_of_work(office: Office) -> None:
    ids = await office.register(a_document())

    async def twice(uow: UnitOfWork) -> bool:
        first = await uow.programmes.report_with(ids["Componente 7"], T3)
        return await uow.programmes.report_with(ids["Componente 7"], T3) is first

    assert await office.do(twice)


async def test_a_saved_avance_is_seen_in_the_same_unit_of_work(office: Office) -> None:
    ids = await office.register(a_document())

    async def save_between(uow: UnitOfWork) -> bool:
        await uow.programmes.report_with(ids["Componente 7"], T3)
        await uow.avances.save(ids["Componente 7"], 3, an_avance(), at=NOON, by="person:1")
        report = await uow.programmes.report_with(ids["Componente 7"], T3)
        assert report is not None
        return any(3 in each.avances for each in report.indicators)

    assert await office.do(save_between)


async def test_an_import_is_seen_in_the_same_unit_of_work(office: Office) -> None:
    ids = await office.register(a_document())
    document = a_document(a_row("Fin"))

    async def import_between(uow: UnitOfWork) -> int:
        await uow.programmes.report_with(ids["Componente 7"], T3)
        programme = await uow.imports.save_programme(document)
        await uow.imports.save_indicator(programme, document.indicators[0], is_mir=False)
        report = await uow.programmes.report_with(ids["Componente 7"], T3)
        assert report is not None
        return len(report.indicators)

    before = len((await office.report("402")).indicators)

    assert await office.do(import_between) == before + 1
