"""Reports are rebuilt only when one of their rows has changed, and are immutable."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any

import pytest
from sqlalchemy import Column, Integer, Table, insert, select, update

from domain.kit.avances import UnitReport
from storage.engine import Database
from storage.last_rows import last_rows
from storage.programmes import (
    avance,
    evidence,
    flag,
    indicator,
    month,
    narrative,
    programme,
    rules,
    unit,
    variable,
)
from storage.types import EnumText, ExactDecimal, JsonData, LocalDate, UtcDateTime, YesNo
from tests.clocks import NOON
from tests.facts import EVERY_FIELD, T3, Office, a_document, a_flag, a_row, an_avance

TABLES = (unit, programme, indicator, variable, avance, evidence, flag, month, narrative, rules)
ELSEWHERE = {
    programme: {"code_key", "raw", "source", "ejes", "objetivos", "flags"},
    avance: {"saved_at", "saved_by"},
    evidence: {"position"},
    flag: {"source", "period_quarter"},
    month: {"saved_at", "saved_by"},
    narrative: {"text", "tables", "chart", "saved_at", "saved_by", "version"},
}
"""Columns that no report is made of; the place of the only evidence is one of them."""
A_FILE = "9"
PLAIN = (str, int, Decimal, date, Enum, type(None))


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@pytest.fixture
def quick_office(memory_database: Database) -> Office:
    return Office(memory_database)


async def register_all(office: Office) -> int:
    """Store a report with a row in each of its tables; return its indicator."""
    row = a_row(flags=(a_flag(quarter=3, candidates=(Decimal(80),)),), frequency="Mensual")
    (indicator_id,) = (await office.register(a_document(row))).values()
    await office.save(indicator_id, an_avance(evidence=(EVERY_FIELD,)))
    decided = {"programme_id": 1, "asks_months": True, "asks_narrative": True}
    counted = {"indicator_id": indicator_id, "counted": "reuniones", "denominator": Decimal(120)}
    saved = {"indicator_id": indicator_id, "saved_at": NOON, "saved_by": "person:1"}
    told = {"quarter": 2, "text": "Se hizo", "tables": [], "chart": None, "version": 1}
    rows: list[tuple[Table, dict[str, Any]]] = [
        (rules, decided),
        (variable, counted | {"denominator_text": "", "expression": "A / B"}),
        (month, saved | {"month": 7, "value": Decimal(5)}),
        (narrative, saved | told),
    ]

    async with office.database.write() as uow:
        decided["programme_id"] = await uow.session.scalar(select(programme.c.id))
        for table, values in rows:
            await uow.session.execute(insert(table), {k: v for k, v in values.items() if k in table.c})
        await uow.avances.remember_file(A_FILE, size=1, mime="image/png", name="foto.png", at=NOON)
        await uow.commit()
    return indicator_id


async def report_of(office: Office) -> UnitReport:
    """Read it three times: repeated statements take another code path than the first."""
    read = [await office.report() for _ in range(3)]
    assert read[0] == read[1] == read[2]
    return read[2]


async def write(office: Office, table: Table, values: dict[str, Any]) -> None:
    async with office.database.write() as uow:
        await uow.session.execute(update(table).values(values))
        await uow.commit()


async def change(office: Office, column: "Column[Any]") -> None:
    async with office.database.read() as uow:
        stored = await uow.session.scalar(select(column))
    await write(office, column.table, {column.name: another(column, stored)})


def another(column: "Column[Any]", stored: Any) -> Any:
    """Return another valid value of the column."""
    match column.type:
        case EnumText(members=members):
            return next(each for each in members if each is not stored)
        case UtcDateTime():
            return (stored or NOON) + timedelta(days=1)
        case LocalDate():
            return (stored or datetime(2025, 9, 1).date()) + timedelta(days=1)  # noqa: DTZ001 - a day
        case ExactDecimal():
            return (stored or 0) + Decimal(1)
        case YesNo():
            return not stored
        case JsonData():
            return ["7"]
        case Integer():
            return (stored or 2025) - 1
    return f"{stored or ''}9"


def is_changeable(column: "Column[Any]") -> bool:
    """Tell whether a column can change; keys and the year of a programme cannot."""
    is_key = column.primary_key or (column.foreign_keys and column is not evidence.c.file_sha256)
    return not is_key and column is not programme.c.year


async def test_a_change_of_any_column_is_seen(office: Office) -> None:
    await register_all(office)
    before = await report_of(office)

    for table in TABLES:
        for column in filter(is_changeable, table.c):
            await change(office, column)
            after = await office.report()
            last_rows.cache_clear()
            assert after == await office.report(), f"{column} is read late"
            assert (after == before) is (column.name in ELSEWHERE.get(table, ())), f"{column}"
            before = after


async def test_rows_that_come_and_go_are_seen(office: Office) -> None:
    await register_all(office)
    before = await report_of(office)

    for table in (narrative, month, flag, evidence, avance, variable, rules):
        async with office.database.write() as uow:
            await uow.session.execute(table.delete())
            await uow.commit()
        after = await report_of(office)
        assert after != before, table.name
        before = after


async def test_a_number_that_is_written_otherwise_is_seen(office: Office) -> None:
    await register_all(office)
    await report_of(office)

    await write(office, avance, {"value": Decimal("25.0")})

    (read,) = (await report_of(office)).indicators
    assert str(read.value(3)) == "25.0"


async def test_the_same_rows_make_the_same_report(quick_office: Office) -> None:
    indicator_id = await register_all(quick_office)
    first = await report_of(quick_office)
    await write(quick_office, avance, {"value": Decimal(26)})
    await report_of(quick_office)

    second = await report_of(quick_office)
    async with quick_office.database.read() as uow:
        of_owner = [await uow.programmes.report_with(indicator_id, T3)]
    async with quick_office.database.read() as uow:
        of_owner.append(await uow.programmes.report_with(indicator_id, T3))

    assert second is not first
    assert of_owner[-1] is second


async def test_databases_with_the_same_ur_keep_their_own(memory_database: Database) -> None:
    ours, theirs = Office(memory_database), Office(Database("sqlite://"))
    async with theirs.database.engine.begin() as connection:
        await connection.run_sync(indicator.metadata.create_all)
    await ours.register(a_document(a_row("Fin")))
    await theirs.register(a_document(a_row("Componente 7")))

    read = [str((await report_of(each)).indicators[0].facts.level) for each in (ours, theirs, ours)]

    await theirs.database.dispose()
    assert read == ["Fin", "Componente 7", "Fin"]


async def test_what_is_handed_out_again_cannot_be_changed(office: Office) -> None:
    await register_all(office)

    report = await report_of(office)

    assert not list(changeable_parts(report, "report"))


def changeable_parts(part: Any, where: str) -> Any:
    """Return the mutable parts of a report."""
    match part:
        case tuple() | frozenset():
            yield from (each for inner in part for each in changeable_parts(inner, f"{where}[]"))
        case MappingProxyType():
            yield from (each for inner in part.values() for each in changeable_parts(inner, f"{where}{{}}"))
        case _ if is_dataclass(part):
            if not type(part).__dataclass_params__.frozen:  # type: ignore[union-attr]
                yield where
            for field in fields(part):
                yield from changeable_parts(getattr(part, field.name), f"{where}.{field.name}")
        case _ if not isinstance(part, PLAIN):
            yield where
