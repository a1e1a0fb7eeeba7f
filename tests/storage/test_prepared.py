"""Prepared statements give the same results as SQLAlchemy."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Executable, bindparam, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, MultipleResultsFound, NoResultFound, SQLAlchemyError

from storage.engine import Database
from storage.prepared import LONGEST_LIST, prepared
from storage.statements import insert_once, rows_changed, table_of
from storage.tables.delivery import InboxTable
from storage.tables.records import GrantTable
from tests.facts import statements_of

inbox = table_of(InboxTable)
grant = table_of(GrantTable)
AT = datetime(2026, 9, 24, 18, tzinfo=UTC)
SOME = (
    select(inbox, func.length(inbox.c.payload).label("length"))
    .where(inbox.c.update_id.in_(bindparam("ids", expanding=True)), inbox.c.state.in_(("new", "parked")))
    .order_by(inbox.c.seq)
    .limit(20)
)
COUNT = select(func.count()).select_from(inbox)
TOUCH = update(inbox).where(inbox.c.update_id == bindparam("which")).values(received_at=bindparam("at"))


def row(update_id: int) -> dict[str, Any]:
    return {"update_id": update_id, "chat_id": 7, "payload": "{}", "received_at": AT, "state": "new"}


@pytest.fixture
async def stored(memory_database: Database) -> Database:
    async with memory_database.write() as uow:
        await uow.session.execute(insert(inbox), [row(number) for number in range(1, 6)])
        await uow.commit()
    return memory_database


async def answers(database: Database, statement: Executable, given: Any) -> list[list[dict[str, Any]]]:
    """Execute three times: first through SQLAlchemy, then through the driver."""
    async with database.read() as uow:
        results = [await uow.session.execute(statement, given) for _ in range(3)]
        return [[dict(each._mapping) for each in result] for result in results]


@pytest.mark.parametrize("ids", [[1, 2, 3], [4], [], list(range(LONGEST_LIST + 1))])
async def test_it_answers_as_sqlalchemy_does(stored: Database, ids: list[int]) -> None:
    first, *others = await answers(stored, SOME, {"ids": ids})

    assert others == [first, first]
    assert [each["update_id"] for each in first] == [number for number in ids if 1 <= number <= 5]
    assert all(each["received_at"] == AT and each["length"] == 2 for each in first)


async def test_a_statement_without_parameters(stored: Database) -> None:
    async with stored.read() as uow:
        assert [await uow.session.scalar(COUNT) for _ in range(3)] == [5, 5, 5]


async def test_a_row_is_inserted_once_and_has_the_defaults_of_its_table(stored: Database) -> None:
    first = insert_once(inbox, "seq", "sqlite")
    async with stored.write() as uow:
        added = [await uow.session.scalar(first, row(number)) for number in (10, 11, 11, 12)]
        stored_rows = (await uow.session.execute(SOME, {"ids": [10, 11, 12]})).all()

    assert [bool(each) for each in added] == [True, True, False, True]
    assert [each.attempts for each in stored_rows] == [0, 0, 0]


async def test_an_update_says_how_many_rows_it_changed(stored: Database) -> None:
    later = AT.replace(year=2027)
    async with stored.write() as uow:
        changed = [
            await rows_changed(uow.session, TOUCH, {"which": which, "at": later}) for which in (1, 2, 99)
        ]

    assert changed == [1, 1, 0]


async def test_many_rows_at_once(stored: Database) -> None:
    statement = insert(inbox)
    async with stored.write() as uow:
        for first in (20, 30, 40):
            await uow.session.execute(statement, [row(first), row(first + 1)])
        assert await uow.session.scalar(COUNT) == 11


async def test_a_refusal_of_the_database_reads_the_same(stored: Database) -> None:
    statement = insert(inbox)
    async with stored.write() as uow:
        for _ in range(3):
            with pytest.raises(IntegrityError, match="UNIQUE") as refused:
                await uow.session.execute(statement, {**row(1), "payload": "Ana"})
            assert "Ana" not in str(refused.value)


async def test_what_must_be_given_is_missed(stored: Database) -> None:
    async with stored.write() as uow:
        for _ in range(3):
            with pytest.raises(SQLAlchemyError, match="which"):
                await uow.session.execute(TOUCH, {"at": AT})


async def test_text_is_left_to_sqlalchemy(stored: Database) -> None:
    asked = text("SELECT count(*) AS amount FROM inbox WHERE update_id < :below")
    assert await answers(stored, asked, {"below": 3}) == [[{"amount": 2}]] * 3


async def test_a_default_that_is_computed_is_left_to_sqlalchemy(stored: Database) -> None:
    statement = insert(grant).values(unit_code=bindparam("unit_code", callable_=lambda: "402"))
    dialect = stored.engine.dialect
    assert [prepared(statement, {"person_id": 1, "role": "enlace"}, dialect) for _ in range(3)] == [None] * 3


async def test_many_rows_that_answer_are_left_to_sqlalchemy(stored: Database) -> None:
    statement = insert(inbox).returning(inbox.c.update_id)
    async with stored.write() as uow:
        for first in (50, 60, 70):
            added = await uow.session.scalars(statement, [row(first), row(first + 1)])
            assert sorted(added) == [first, first + 1]


async def test_who_watches_the_statements_sees_every_one(stored: Database) -> None:
    with statements_of(stored) as seen:
        await answers(stored, COUNT, None)

    assert sum("count" in each for each in seen) == 3


async def test_an_answer_gives_one_row_or_says_that_there_are_more_or_none(stored: Database) -> None:
    async with stored.read() as uow:
        for _ in range(3):
            one = {"ids": [3]}
            assert (await uow.session.execute(SOME, one)).one().update_id == 3
            assert len((await uow.session.execute(SOME, one)).one_or_none() or ()) > 3
            assert (await uow.session.execute(COUNT)).scalar_one() == 5
            assert (await uow.session.execute(SOME, {"ids": [99]})).one_or_none() is None
            with pytest.raises(NoResultFound):
                (await uow.session.execute(SOME, {"ids": [99]})).one()
            with pytest.raises(MultipleResultsFound):
                (await uow.session.execute(SOME, {"ids": [1, 2]})).one_or_none()


async def test_a_list_that_is_no_list_is_left_to_sqlalchemy(stored: Database) -> None:
    found = [await answers(stored, SOME, {"ids": asked}) for asked in ((1,), (1, 2), (1, 2, 3))]
    assert [[len(rows) for rows in each] for each in found] == [[1] * 3, [2] * 3, [3] * 3]
