"""The facts that a backup reads from its database, and the marks of a restore, on both databases."""

from storage.backup_facts import UNKNOWN, copy_facts, mark
from storage.engine import Database, sync_url
from tests.clocks import NOON
from tests.facts import Office
from tests.storage.test_audit import tell


async def test_a_copy_knows_its_files_and_how_the_trail_ends(database: Database, database_url: str) -> None:
    office = Office(database)
    await office.do(
        lambda uow: uow.avances.remember_file("ab" * 32, size=3, mime="image/png", name="x.png", at=NOON)
    )
    before = copy_facts(database_url, NOON)
    await tell(database, "avance:1:3T2025")

    facts = copy_facts(database_url, NOON)

    assert (before.seal, before.files) == (None, frozenset({"ab" * 32}))
    assert facts.seal is not None
    assert (facts.made_at, facts.seal.number) == (NOON, 1)


async def test_marks_are_written_and_written_over(database: Database, database_url: str) -> None:
    for value in ("one", "two"):
        mark(sync_url(database_url), {"restored_at": value})
    mark(sync_url(database_url), {})

    assert await Office(database).do(lambda uow: uow.meta.get("restored_at")) == "two"


def test_of_a_file_that_is_not_there_nothing_is_known() -> None:
    assert copy_facts("sqlite:///nowhere/none.db", NOON) is UNKNOWN


def test_a_database_without_tables_names_nothing(url: str) -> None:
    if url.startswith("sqlite"):
        assert copy_facts(url, NOON) is UNKNOWN
    else:
        assert copy_facts(url, NOON).files == frozenset()
