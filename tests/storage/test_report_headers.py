"""Ejes and objetivos of the programmes of a UR, as imported."""

from domain.kit.reports import CodedName
from storage.engine import Database
from storage.report_headers import Links, ProgrammeHeader, ReportHeaderRepository
from tests.facts import Office, a_document, a_mir

EJE = CodedName("2", "Gobierno de territorio", "2.- GOBIERNO DE TERRITORIO")
OBJETIVO = CodedName("2.6", "Planear.", "2.6 Planear.")


async def test_each_programme_of_the_year_has_its_own(database: Database) -> None:
    office = Office(database)
    await office.register(a_document(programme="08", ejes=(EJE,), objetivos=(OBJETIVO,)))
    await office.register(a_mir(programme="4"))
    await office.register(a_mir(unit="504", programme="9"))

    found = await office.do(lambda uow: ReportHeaderRepository(uow.session).of_unit("402", 2025))
    before = await office.do(lambda uow: ReportHeaderRepository(uow.session).of_unit("402", 2024))

    assert found == {"8": Links((EJE,), (OBJETIVO,)), "4": Links()}
    assert before == {}


async def test_every_programme_of_a_year_is_called_something(database: Database) -> None:
    office = Office(database)
    await office.register(a_mir(unit="504", programme="9", programme_name="Gobierno participativo"))
    await office.register(a_document(programme="08", programme_name="Gobierno innovador", ejes=(EJE,)))

    found = await office.do(lambda uow: ReportHeaderRepository(uow.session).heads(2025))
    before = await office.do(lambda uow: ReportHeaderRepository(uow.session).heads(2024))

    assert found == [
        ProgrammeHeader("402", "08", "8", "Gobierno innovador", (EJE,)),
        ProgrammeHeader("504", "9", "9", "Gobierno participativo"),
    ]
    assert before == []
