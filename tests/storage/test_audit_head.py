"""The stored head detects a trail that is truncated, emptied, stripped of hashes or rewritten."""

import pytest

from domain.evidence.audit_chain import AuditRecord, Break, ChainHead, Seal, hash_of
from storage.append_only import COUNTING, HEAD_GUARDS, REFUSAL
from storage.engine import Database, DatabaseFailed
from tests.read_back import audit_entries
from tests.storage.test_audit import execute, tamper, tell

FIVE = tuple(f"avance:{number}:3T2025" for number in range(1, 6))
NULLED = "UPDATE audit SET hash = NULL, previous_hash = NULL"


async def seals(database: Database) -> Seal | None:
    async with database.read() as uow:
        return await uow.audit.seal()


async def found(database: Database) -> tuple[Break | None, Break | None]:
    """Return the results of the full verification and of the doctor's."""
    async with database.read() as uow:
        whole, tail = await uow.audit.verify(), await uow.audit.verify_tail(3)
    return whole.problem, tail.problem


async def rewrite(database: Database, first: int = 1) -> None:
    """Change an entry and recompute every later hash, as an expert attacker would."""
    async with database.read() as uow:
        entries = [entry async for entry in uow.audit.in_order()]
    statements, last = [], entries[first - 2].hash if first > 1 else None
    for entry in entries[first - 1 :]:
        deed = AuditRecord(
            entry.at, "person:9", entry.action, entry.subject, entry.before, entry.after, entry.reason
        )
        previous = "NULL" if last is None else f"'{last}'"
        last = hash_of(deed, last)
        statements.append(
            f"UPDATE audit SET actor = 'person:9', previous_hash = {previous}, hash = '{last}' "
            f"WHERE id = {entry.id}"
        )
    await tamper(database, *statements)


async def test_the_database_counts_what_is_written(database: Database) -> None:
    before = await seals(database)
    await tell(database, *FIVE)

    async with database.read() as uow:
        last = (await audit_entries(uow))[0]
        head, first = await uow.audit.head(), await uow.audit.hash_at(1)
        beyond = await uow.audit.hash_at(6)
    assert before is None
    assert await seals(database) == Seal(5, str(last.hash))
    assert head == ChainHead(5, 0, last.hash)
    assert (first is not None, beyond) == (True, None)
    assert await found(database) == (None, None)


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        pytest.param(
            "DELETE FROM audit WHERE subject LIKE 'avance:5:%'", Break.SHORT, id="the last one gone"
        ),
        pytest.param("DELETE FROM audit WHERE subject > 'avance:2'", Break.SHORT, id="most of it gone"),
        pytest.param("DELETE FROM audit", Break.SHORT, id="emptied"),
        pytest.param(NULLED, Break.UNSEALED, id="all hashes gone"),
        pytest.param(f"{NULLED} WHERE subject LIKE 'avance:5:%'", Break.UNCHAINED, id="the last hash gone"),
        pytest.param(f"{NULLED} WHERE subject < 'avance:3'", Break.CUT, id="the first hashes gone"),
    ],
)
async def test_what_is_taken_away_shows(database: Database, statement: str, problem: Break) -> None:
    await tell(database, *FIVE)

    await tamper(database, statement)

    whole, tail = await found(database)
    assert whole is problem
    assert tail is not None


@pytest.mark.parametrize("first", [1, 3, 5])
async def test_a_trail_that_was_rewritten_with_its_hashes_shows(database: Database, first: int) -> None:
    await tell(database, *FIVE)

    await rewrite(database, first)

    assert await found(database) == (Break.REWRITTEN, Break.REWRITTEN)


async def test_it_still_shows_after_more_was_written(database: Database) -> None:
    await tell(database, *FIVE)
    await tamper(database, "DELETE FROM audit WHERE subject LIKE 'avance:5:%'")

    await tell(database, "avance:6:3T2025")

    assert (await found(database))[0] is Break.SHORT


async def test_an_entry_put_in_past_the_count_shows(database: Database) -> None:
    await tell(database, *FIVE)
    off = "DROP TRIGGER audit_count" + (" ON audit" if database.dialect == "postgresql" else "")
    await execute(database, off)
    await tell(database, "avance:6:3T2025")

    try:
        assert await found(database) == (Break.UNCOUNTED, Break.UNCOUNTED)
    finally:
        await counts_again(database)


async def test_emptied_with_its_count_the_numbers_that_were_given_tell(database: Database) -> None:
    await tell(database, *FIVE)
    names = ["audit_head_update", "audit_head_delete"]
    if database.dialect == "postgresql":
        names = ["audit_head_change ON audit_head", "audit_head_truncate ON audit_head"]
    await execute(database, *(f"DROP TRIGGER {name}" for name in names), "DELETE FROM audit_head")
    if database.dialect == "postgresql":
        await execute(database, "DROP FUNCTION guard_audit_head")
    await tamper(database, "DELETE FROM audit")
    await execute(database, *HEAD_GUARDS[database.dialect])

    assert await found(database) == (Break.SHORT, Break.SHORT)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_head SET length = 3",
        "UPDATE audit_head SET head = NULL",
        "UPDATE audit_head SET length = length + 1, last_id = last_id + 1, head = 'ab'",
        "DELETE FROM audit_head",
    ],
)
async def test_the_database_refuses_to_alter_the_count(database: Database, statement: str) -> None:
    await tell(database, *FIVE)

    with pytest.raises(DatabaseFailed, match=REFUSAL):
        await execute(database, statement)


async def counts_again(database: Database) -> None:
    """Restore the stored head for the next test, which shares the PostgreSQL tables."""
    if database.dialect == "postgresql":
        await execute(database, COUNTING["postgresql"][1])
