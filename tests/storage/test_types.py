"""Column types return the stored value on both databases, or refuse it."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import Column, MetaData, Table, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from storage.engine import Database
from storage.types import EnumText, ExactDecimal, Id, JsonData, LocalDate, UtcDateTime, YesNo, enum_check


class Light(StrEnum):
    GREEN = "green"
    RED = "red"


samples = Table(
    "sample",
    MetaData(),
    Column("id", Id, primary_key=True),
    Column("at", UtcDateTime()),
    Column("on", LocalDate()),
    Column("value", ExactDecimal()),
    Column("data", JsonData()),
    Column("flag", YesNo()),
    Column("light", EnumText(Light)),
    enum_check("light", Light),
    sqlite_strict=True,
)
OAXACA = timezone(timedelta(hours=-6))


@pytest.fixture
async def store(database: Database) -> AsyncIterator[Database]:
    async with database.engine.begin() as connection:
        await connection.run_sync(samples.create)
    yield database
    async with database.engine.begin() as connection:
        await connection.run_sync(samples.drop)


async def kept(store: Database, **values: Any) -> Any:
    """Return a value after a round trip through the database."""
    async with store.write() as uow:
        await uow.session.execute(insert(samples).values(**values))
        return await uow.session.scalar(select(samples.c[next(iter(values))]))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        pytest.param("at", datetime(2025, 9, 25, 18, 0, 0, 1, tzinfo=UTC), id="an instant"),
        pytest.param("on", date(2025, 9, 30), id="a day"),
        pytest.param("value", Decimal("33.3333333333333333333333333"), id="a decimal no float can hold"),
        pytest.param("value", Decimal("0.0000000001"), id="a small decimal"),
        pytest.param("data", {"a": [1, "ñ", None, {"b": False}]}, id="JSON"),
        pytest.param("data", [], id="an empty list"),
        pytest.param("flag", True, id="yes"),
        pytest.param("flag", False, id="no"),
        pytest.param("light", Light.RED, id="a member"),
    ],
)
async def test_what_goes_in_comes_out(store: Database, column: str, value: Any) -> None:
    result = await kept(store, **{column: value})

    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize("column", ["at", "on", "value", "data", "flag", "light"])
async def test_nothing_is_null(store: Database, column: str) -> None:
    assert await kept(store, **{column: None}) is None

    async with store.write() as uow:
        await uow.session.execute(insert(samples).values(**{column: None}))
        count = await uow.session.scalar(text(f'SELECT count(*) FROM sample WHERE "{column}" IS NULL'))
    assert count == 1


async def test_an_instant_comes_out_in_utc(store: Database) -> None:
    at = await kept(store, at=datetime(2025, 9, 25, 12, 0, tzinfo=OAXACA))

    assert at.isoformat() == "2025-09-25T18:00:00+00:00"


async def test_instants_sort_in_the_database(store: Database) -> None:
    noon = datetime(2025, 9, 25, 18, 0, tzinfo=UTC)
    instants = [noon + timedelta(microseconds=n) for n in (10, 0, 999_999, 1)]
    async with store.write() as uow:
        await uow.session.execute(insert(samples), [{"at": at} for at in instants])

        ordered = (await uow.session.scalars(select(samples.c.at).order_by(samples.c.at))).all()
        earlier = await uow.session.scalars(select(samples.c.at).where(samples.c.at < instants[0]))

        assert ordered == sorted(instants)
        assert len(earlier.all()) == 2


@pytest.mark.parametrize(
    ("column", "value"),
    [
        pytest.param("at", datetime(2025, 9, 25, 18, 0), id="an instant without zone"),  # noqa: DTZ001
        pytest.param("on", datetime(2025, 9, 25, 18, 0, tzinfo=UTC), id="an instant for a day"),
        pytest.param("value", 33.3, id="a float"),
        pytest.param("value", Decimal("NaN"), id="not a number"),
        pytest.param("light", "blue", id="no member"),
    ],
)
async def test_what_would_be_lost_is_refused(store: Database, column: str, value: Any) -> None:
    with pytest.raises(StatementError):
        await kept(store, **{column: value})


async def test_the_database_refuses_an_unknown_member(store: Database) -> None:
    async with store.write() as uow:
        with pytest.raises(IntegrityError):
            await uow.session.execute(text("INSERT INTO sample (light) VALUES ('blue')"))


async def test_sqlite_is_as_strict_as_postgresql(store: Database) -> None:
    async with store.write() as uow:
        with pytest.raises((IntegrityError, StatementError)):
            await uow.session.execute(text("INSERT INTO sample (flag) VALUES ('perhaps')"))
