"""The uses of a file, and the stored parts of an album."""

from dataclasses import replace

from domain.evidence.evidence_warnings import FileUse
from domain.kit.periods import Period
from storage.engine import Database
from tests.builders import a_file, an_oficio
from tests.facts import T3, Office, a_document, a_mir, a_row, an_avance

T2 = Period(2025, 2)
FIRST, SECOND = "1" * 64, "2" * 64


async def an_office(database: Database) -> Office:
    office = Office(database)
    for sha256 in (FIRST, SECOND):
        await office.do(
            lambda uow, sha256=sha256: uow.avances.remember_file(  # type: ignore[misc]
                sha256, size=9, mime="image/jpeg", name="foto.jpg", at=office.moment.now
            )
        )
    return office


async def test_the_uses_of_files_are_told_once_and_in_order(database: Database) -> None:
    office = await an_office(database)
    ids = await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))
    other = await office.register(a_document(a_row("Componente 1"), unit="304", unit_name="Gobierno"))
    for indicator_id in ids.values():
        await office.save(indicator_id, an_avance(evidence=(a_file(FIRST),)))
    await office.save(ids["Componente 7"], an_avance(evidence=(a_file(SECOND),)), T2)
    await office.save(other["Componente 1"], an_avance(evidence=(a_file(FIRST),)))

    uses = await office.do(lambda uow: uow.evidence.uses({FIRST, SECOND}))

    assert uses == (FileUse(FIRST, "304", T3), FileUse(SECOND, "402", T2), FileUse(FIRST, "402", T3))


async def test_a_file_that_proves_nothing_has_no_uses(database: Database) -> None:
    office = await an_office(database)

    assert await office.do(lambda uow: uow.evidence.uses({FIRST})) == ()
    assert await office.do(lambda uow: uow.evidence.uses(())) == ()


async def test_an_album_is_stored_in_the_order_of_its_pages(database: Database) -> None:
    office = await an_office(database)
    indicator_id = (await office.register(a_mir()))["Componente 7"]
    album = (an_oficio(file_sha256=FIRST, album="7", page=5), a_file(SECOND, album="7", page=6))
    await office.save(indicator_id, an_avance(evidence=album))

    stored = await office.avance(indicator_id)

    assert stored is not None
    assert stored.evidence == tuple(replace(each, page=0) for each in album)
