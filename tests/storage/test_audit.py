"""The stored audit trail: chained at the commit, one transaction at a time, and never altered."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.evidence.audit_chain import Break
from storage.append_only import GUARDS, REFUSAL, RELEASES
from storage.engine import Database, DatabaseFailed
from tests.clocks import NOON
from tests.facts import T3, statements_of
from tests.read_back import audit_entries


async def tell(database: Database, *subjects: str) -> None:
    async with database.write() as uow:
        for subject in subjects:
            await uow.audit.add(NOON, "person:1", "saved", subject, after={"value": "25", "señas": ["ñ"]})
        await uow.commit()


async def execute(database: Database, *statements: str) -> None:
    async with database.write() as uow:
        for statement in statements:
            await uow.session.execute(text(statement))
        await uow.commit()


async def tamper(database: Database, *statements: str) -> None:
    """Change the table after dropping its triggers."""
    await execute(database, *RELEASES[database.dialect], *statements, *GUARDS[database.dialect])


async def test_entries_are_chained_within_and_across_transactions(database: Database) -> None:
    await tell(database, "avance:1:3T2025", "avance:2:3T2025")
    await tell(database, "avance:3:3T2025")

    async with database.read() as uow:
        third, second, first = await audit_entries(uow)
        verdict = await uow.audit.verify()
    assert first.previous_hash is None
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)
    assert (verdict.chained, verdict.last_hash, verdict.problem) == (3, third.hash, None)


async def test_an_entry_costs_one_statement_more_on_a_file(memory_database: Database) -> None:
    with statements_of(memory_database) as seen:
        await tell(memory_database, "avance:1:3T2025", "avance:2:3T2025")

    assert [statement.split()[0] for statement in seen] == ["BEGIN", "SELECT", "INSERT"]


async def test_what_is_not_committed_is_not_told(database: Database) -> None:
    async with database.write() as uow:
        await uow.audit.add(NOON, "person:1", "saved", "avance:1:3T2025")

    async with database.read() as uow:
        assert await audit_entries(uow) == []


async def test_a_part_that_is_undone_is_not_told(database: Database) -> None:
    async with database.write() as uow:
        for number in (1, 2, 3):
            await uow.begin_part()
            await uow.audit.add(NOON, "person:1", "saved", f"avance:{number}:3T2025")
            await (uow.undo_part() if number == 2 else uow.end_part())
        await uow.commit()

    async with database.read() as uow:
        entries, verdict = await audit_entries(uow), await uow.audit.verify()
    assert [entry.subject for entry in entries] == ["avance:3:3T2025", "avance:1:3T2025"]
    assert verdict.problem is None


async def test_many_at_once_make_one_chain(database: Database) -> None:
    await asyncio.gather(*(tell(database, f"avance:{n}:3T2025", f"person:{n}") for n in range(12)))

    async with database.read() as uow:
        verdict = await uow.audit.verify()
    assert (verdict.chained, verdict.problem) == (24, None)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET reason = 'otra'", "DELETE FROM audit"], ids=["changed", "removed"]
)
async def test_the_database_refuses_to_alter_the_trail(database: Database, statement: str) -> None:
    await tell(database, "avance:1:3T2025")

    with pytest.raises(DatabaseFailed, match=REFUSAL):
        await execute(database, statement)


async def test_a_change_past_the_guards_is_found(database: Database) -> None:
    await tell(database, *(f"avance:{n}:3T2025" for n in range(1, 5)))
    await tamper(database, "UPDATE audit SET actor = 'person:9' WHERE subject = 'avance:2:3T2025'")

    async with database.read() as uow:
        (second,) = await audit_entries(uow, subject="avance:2:3T2025")
        verdict = await uow.audit.verify()
        tail, shorter = await uow.audit.verify_tail(3), await uow.audit.verify_tail(2)

    assert (verdict.broken_at, verdict.problem) == (second.id, Break.CHANGED)
    assert tail.problem is Break.CHANGED
    assert shorter.problem is None


async def test_the_tail_of_an_empty_trail_is_whole(database: Database) -> None:
    async with database.read() as uow:
        assert (await uow.audit.verify_tail(50)).problem is None


async def test_entries_from_before_the_chain_stay_unchained(database: Database) -> None:
    day = "2025-09-25T18:00:00.000000+00:00"
    await execute(database, f"INSERT INTO audit (at, actor, action, subject) VALUES ('{day}', 'x', 'y', 'z')")
    async with database.read() as uow:
        before = await uow.audit.verify_tail(5)
    await tell(database, "avance:1:3T2025")

    async with database.read() as uow:
        verdict, tail = await uow.audit.verify(), await uow.audit.verify_tail(5)
    assert (before.unchained, before.problem) == (1, None)
    assert (verdict.unchained, verdict.chained, verdict.problem) == (1, 1, None)
    assert tail.problem is None


async def test_entries_of_other_periods_are_left_out(database: Database) -> None:
    told = ("avance:1:3T2025", "entrega:402:3T2025", "avance:1:2T2025", "unit:402", "goals:1:2025")
    await tell(database, *told, "avance:1:3T2024")

    async with database.read() as uow:
        found = await uow.audit.subjects(T3)
        every = await uow.audit.subjects()
        chosen = await uow.audit.by_ids([number for number, _ in every][:2])
    assert [subject for _, subject in found] == ["goals:1:2025", "unit:402", *reversed(told[:2])]
    assert len(every) == 6
    assert [entry.subject for entry in chosen] == ["avance:1:3T2024", "goals:1:2025"]


async def test_the_last_deed_of_each_person_is_known_until_an_instant(database: Database) -> None:
    async with database.write() as uow:
        for hours, actor in enumerate(("person:1", "person:2", "person:1", "puntual", "person:1")):
            await uow.audit.add(NOON + timedelta(hours=hours), actor, "saved", "avance:1:3T2025")
        await uow.commit()

    async with database.read() as uow:
        of_all = await uow.audit.last_deeds(NOON + timedelta(hours=3))
        of_one = await uow.audit.last_deeds(NOON + timedelta(hours=9), [1, 7])

    assert of_all == {1: NOON + timedelta(hours=2), 2: NOON + timedelta(hours=1)}
    assert of_one == {1: NOON + timedelta(hours=4)}
