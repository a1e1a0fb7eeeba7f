"""Saved avances: exact, with evidence, and never over another writer's."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from domain.kit.avances import AvanceState
from storage.avances import StaleAvance
from storage.engine import Database
from storage.tables.records import AvanceTable, EvidenceFileTable
from storage.uow import UnitOfWork
from tests.facts import AN_OFICIO, EVERY_FIELD, NOW, T2, T3, Office, a_document, an_avance

SHA256 = "ab" * 32
UNREAD = 0
"""The version of an avance that nobody has saved yet."""


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@pytest.fixture
async def indicator_id(office: Office) -> int:
    return (await office.register(a_document()))["Componente 7"]


async def remember(uow: UnitOfWork, name: str) -> None:
    await uow.avances.remember_file(SHA256, size=9, mime="application/pdf", name=name, at=NOW.now)


async def file_names(office: Office) -> list[str]:
    return list(await office.do(lambda uow: uow.session.scalars(select(EvidenceFileTable.name))))


async def test_an_avance_comes_back_as_it_was_saved(office: Office, indicator_id: int) -> None:
    given = an_avance(
        "33.330",
        cause="Falta de recursos",
        justification="La reunión de septiembre pasó a octubre",
        action="Se convoca en octubre",
        recovery_on=date(2025, 10, 15),
        evidence=(AN_OFICIO, EVERY_FIELD),
    )

    saved = await office.save(indicator_id, given)

    assert saved == replace(given, version=1)
    assert await office.avance(indicator_id) == saved
    assert str(saved.value) == "33.330"


async def test_nothing_is_known_of_another_quarter(office: Office, indicator_id: int) -> None:
    await office.save(indicator_id, an_avance(), T3)

    assert await office.avance(indicator_id, T2) is None


async def test_the_digits_of_a_value_are_kept(office: Office, indicator_id: int) -> None:
    await office.save(indicator_id, an_avance("25.10"))

    stored = await office.avance(indicator_id)

    assert stored is not None
    assert str(stored.value) == "25.10"


@pytest.mark.parametrize(
    ("state", "value"),
    [(AvanceState.REPORTED, "25"), (AvanceState.CONFIRMED_ZERO, "0"), (AvanceState.UNCONFIRMED, None)],
)
async def test_each_state_is_kept(
    office: Office, indicator_id: int, state: AvanceState, value: str | None
) -> None:
    await office.save(indicator_id, an_avance(value, state=state, is_imported=True))

    assert await office.avance(indicator_id) == an_avance(value, state=state, is_imported=True, version=1)


async def test_only_an_unconfirmed_avance_may_lack_a_value(office: Office, indicator_id: int) -> None:
    with pytest.raises(IntegrityError):
        await office.save(indicator_id, an_avance(None, state=AvanceState.REPORTED))


async def test_a_correction_replaces_value_and_evidence(office: Office, indicator_id: int) -> None:
    first = await office.save(indicator_id, an_avance(evidence=(AN_OFICIO, EVERY_FIELD)))

    corrected = await office.save(indicator_id, replace(first, evidence=(EVERY_FIELD,)))

    assert corrected.version == 2
    assert await office.avance(indicator_id) == corrected


async def test_evidence_keeps_its_order(office: Office, indicator_id: int) -> None:
    evidence = tuple(replace(AN_OFICIO, raw=f"Oficio {number}") for number in (3, 1, 2))

    await office.save(indicator_id, an_avance(evidence=evidence))

    stored = await office.avance(indicator_id)
    (indicator,) = (await office.report()).indicators
    assert stored is not None
    assert stored.evidence == evidence
    assert indicator.avances[3].evidence == evidence


async def test_evidence_may_be_a_stored_file(office: Office, indicator_id: int) -> None:
    proof = replace(AN_OFICIO, file_sha256=SHA256)
    await office.do(lambda uow: remember(uow, "a.pdf"))

    await office.save(indicator_id, an_avance(evidence=(proof,)))

    stored = await office.avance(indicator_id)
    assert stored is not None
    assert stored.evidence == (proof,)


async def test_a_file_sent_again_keeps_its_first_name(office: Office) -> None:
    await office.do(lambda uow: remember(uow, "first.pdf"))

    await office.do(lambda uow: remember(uow, "second.pdf"))

    assert await file_names(office) == ["first.pdf"]


async def test_who_saved_and_when_is_written_down(office: Office, indicator_id: int) -> None:
    await office.save(indicator_id, an_avance())

    columns = "SELECT saved_at, saved_by FROM avance"
    async with office.database.engine.connect() as connection:
        row = (await connection.exec_driver_sql(columns)).one()
    assert str(row.saved_at).startswith("2025-09-25")
    assert row.saved_by == "person:9"


@pytest.mark.parametrize(
    "version", [pytest.param(UNREAD, id="as if new"), pytest.param(1, id="overtaken"), 3]
)
async def test_a_save_based_on_another_reading_is_refused(
    office: Office, indicator_id: int, version: int
) -> None:
    first = await office.save(indicator_id, an_avance("20"))
    second = await office.save(indicator_id, replace(first, evidence=(AN_OFICIO,)))

    with pytest.raises(StaleAvance) as refusal:
        await office.save(indicator_id, an_avance("25", version=version))

    assert (refusal.value.indicator_id, refusal.value.stored) == (indicator_id, second)
    assert await office.avance(indicator_id) == second


async def test_a_correction_of_what_is_gone_is_refused(office: Office, indicator_id: int) -> None:
    with pytest.raises(StaleAvance) as refusal:
        await office.save(indicator_id, an_avance(version=1))

    assert refusal.value.stored is None


@pytest.mark.parametrize(
    "is_new", [pytest.param(True, id="first save"), pytest.param(False, id="correction")]
)
async def test_of_two_who_save_at_once_one_learns_of_the_other(
    office: Office, indicator_id: int, is_new: bool
) -> None:
    base = an_avance() if is_new else await office.save(indicator_id, an_avance())

    results = await asyncio.gather(
        *(office.save(indicator_id, replace(base, justification=who)) for who in ("Ana", "Beto")),
        return_exceptions=True,
    )

    stored = await office.avance(indicator_id)
    (winner,) = [each for each in results if not isinstance(each, BaseException)]
    (stale,) = [each for each in results if isinstance(each, StaleAvance)]
    assert stored == winner == stale.stored


@pytest.mark.parametrize("database_url", [pytest.param("postgresql", id="postgresql")], indirect=True)
async def test_a_save_sees_what_was_committed_after_its_first_reading(
    office: Office, indicator_id: int
) -> None:
    first = await office.save(indicator_id, an_avance("20"))

    async with office.database.write() as uow:
        held = (await uow.session.scalars(select(AvanceTable))).all()
        await office.save(indicator_id, replace(first, value=Decimal(22)))
        with pytest.raises(StaleAvance):
            await uow.avances.save(indicator_id, 3, first, at=NOW.now, by="person:1")

    assert len(held) == 1


async def test_the_same_file_may_arrive_several_times_at_once(office: Office) -> None:
    await asyncio.gather(*(office.do(lambda uow: remember(uow, "photo.png")) for _ in range(8)))

    assert await file_names(office) == ["photo.png"]


async def test_a_save_that_is_not_committed_leaves_nothing(office: Office, indicator_id: int) -> None:
    async with office.database.write() as uow:
        await uow.avances.save(
            indicator_id, 3, an_avance(evidence=(AN_OFICIO,)), at=NOW.now + timedelta(hours=1), by="person:1"
        )

    assert await office.avance(indicator_id) is None
