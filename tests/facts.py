"""Builders of stored facts: documents, evidence and people; what a test does not name is plausible."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import event, select

from domain.delivery.outcomes import OutboxRow
from domain.kit.access import Grant, Role
from domain.kit.avances import Avance, AvanceState, UnitReport
from domain.kit.evidence import DateKind, Evidence, EvidenceType
from domain.kit.indicators import IndicatorFacts, Level, Quarters
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.reports import CodedName, Flag, ImportedIndicator, ImportedProgramme
from domain.kit.said import Said
from storage.engine import Database
from storage.people import Person
from storage.queues.outbox_queries import outbox_row
from storage.queues.pace import outbox
from storage.schema import metadata
from storage.uow import UnitOfWork
from tests.read_back import audit_entries
from usecases.imports.import_document import ImportResult, import_document
from usecases.switchboard.messages import decode

T = TypeVar("T")

T1, T2, T3, T4 = (Period(2025, quarter) for quarter in (1, 2, 3, 4))
OAXACA = ZoneInfo("America/Mexico_City")

ANA = 1001
BETO = 1002
CARLA = 1003

AN_OFICIO = Evidence(EvidenceType.OFICIO, "Oficio SP/112/2025", ("SP/112/2025",))
EVERY_FIELD = Evidence(
    EvidenceType.OFICIO_RANGE,
    "IMP/0280 /2025 al IMP/0281/2025 «Dirección»",
    ("IMP/0280/2025", "IMP/0281/2025"),
    date(2025, 6, 26),
    DateKind.RECEIVED,
    "Dirección de Agencias, Barrios y Colonias",
    "https://fb.watch/a?b=c",
    ("anio_inferido", "copia"),
)


def local(day: date, hour: int = 12, minute: int = 0) -> Moment:
    """An hour of a day in Oaxaca."""
    there = datetime.combine(day, time(hour, minute), OAXACA)
    return Moment(there.astimezone(UTC), OAXACA)


THREE_DAYS_BEFORE = date(2025, 9, 25)
"""A Thursday, three business days before the third quarter of 2025 is due."""
NOW = local(THREE_DAYS_BEFORE)


def quarters(text: str) -> Quarters:
    """Read `25 _ 30.5 _`, with _ for a blank quarter."""
    first, second, third, fourth = (None if word == "_" else Decimal(word) for word in text.split())
    return (first, second, third, fourth)


def a_row(
    level: str = "Componente 7",
    *,
    goals: str = "25 25 25 25",
    achieved: str = "_ _ _ _",
    evidence: str | None = None,
    flags: tuple[Flag, ...] = (),
    **facts: Any,
) -> ImportedIndicator:
    known = IndicatorFacts(Level.parse(level), **{"name": f"Porcentaje de {level}", **facts})
    return ImportedIndicator(known, 12, quarters(goals), quarters(achieved), evidence, flags)


def a_flag(code: str = "lost_cell", **fields: Any) -> Flag:
    return Flag(**{"code": code, "text": "Se perdió una celda.", "source_line": 12, **fields})


def an_unclear_value(quarter: int, *candidates: int) -> Flag:
    readings = tuple(Decimal(each) for each in candidates)
    return a_flag("achieved_unclear", quarter=quarter, needs_confirmation=True, candidates=readings)


def a_document(
    *rows: ImportedIndicator,
    unit: str = "402",
    unit_name: str = "Secretaría Particular",
    programme: str = "08",
    programme_name: str = "Gobierno innovador",
    period: Period = T3,
    **fields: Any,
) -> ImportedProgramme:
    """A quarterly report with one indicator if no other is given."""
    return ImportedProgramme(
        unit=_coded(unit, unit_name),
        programme=_coded(programme, programme_name),
        year=period.year,
        period=period,
        indicators=rows or (a_row(),),
        source=fields.pop("source", "informe.txt"),
        **fields,
    )


def a_mir(*rows: ImportedIndicator, **fields: Any) -> ImportedProgramme:
    return replace(a_document(*rows, **{"source": "mir.xlsx", **fields}), period=None)


def an_avance(value: str | None = "25", **fields: Any) -> Avance:
    number = None if value is None else Decimal(value)
    return Avance(**{"state": AvanceState.REPORTED, "value": number, **fields})


def _coded(code: str, name: str) -> CodedName:
    return CodedName(code, name, f"{code}.- {name}")


async def register(uow: UnitOfWork, document: ImportedProgramme) -> dict[str, int]:
    """Store what a document says of goals and flags; return the id of each indicator by its level."""
    is_mir = document.period is None
    await uow.imports.save_unit(document.unit, is_mir=is_mir)
    programme = await uow.imports.save_programme(document)
    ids = {}
    for row in document.indicators:
        stored = await uow.imports.save_indicator(programme, row, is_mir=is_mir)
        quarter = document.period.quarter if document.period else None
        await uow.imports.save_flags(stored.id, quarter, row.flags, document.source)
        ids[str(row.facts.level)] = stored.id
    return ids


async def join(
    uow: UnitOfWork, telegram_id: int = ANA, role: Role = Role.ENLACE, unit_code: str | None = "402"
) -> Person:
    """Let somebody in: an enlace of 402 if nothing else is said."""
    person_id = await uow.people.join(telegram_id, f"Persona {telegram_id}", Grant(role, unit_code), NOW.now)
    person = await uow.people.by_id(person_id)
    assert person is not None
    return person


async def dump(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table."""
    async with database.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in await connection.execute(select(table))), key=repr)
            for table in metadata().sorted_tables
        }


@contextmanager
def statements_of(database: Database) -> Iterator[list[str]]:
    """Collect the statements that are executed meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)


class Office:
    """A municipality over one database; each method is one committed transaction at its `moment`."""

    def __init__(self, database: Database, moment: Moment = NOW) -> None:
        self.database = database
        self.moment = moment

    async def do(self, act: Callable[[UnitOfWork], Awaitable[T]]) -> T:
        async with self._committed() as uow:
            return await act(uow)

    async def register(self, document: ImportedProgramme) -> dict[str, int]:
        return await self.do(lambda uow: register(uow, document))

    async def imports(self, document: ImportedProgramme) -> ImportResult:
        return await self.do(lambda uow: import_document(uow, document, self.moment))

    async def save(self, indicator_id: int, avance: Avance, period: Period = T3) -> Avance:
        quarter, now = period.quarter, self.moment.now
        return await self.do(
            lambda uow: uow.avances.save(indicator_id, quarter, avance, at=now, by="person:9")
        )

    async def avance(self, indicator_id: int, period: Period = T3) -> Avance | None:
        return await self.do(lambda uow: uow.avances.get(indicator_id, period))

    async def report(self, unit_code: str = "402", period: Period = T3) -> UnitReport:
        (report,) = await self.do(lambda uow: uow.programmes.reports(period, [unit_code]))
        return report

    async def lets_in(
        self, telegram_id: int = ANA, role: Role = Role.ENLACE, unit_code: str | None = "402"
    ) -> Person:
        return await self.do(lambda uow: join(uow, telegram_id, role, unit_code))

    async def rows(self, chat_id: int | None = None) -> list[OutboxRow]:
        """Return what is in the outbox, in order, for one chat or for all."""
        query = select(outbox).order_by(outbox.c.id)
        found = await self.do(lambda uow: uow.session.execute(query))
        rows = [outbox_row(row) for row in found]
        return [row for row in rows if chat_id in (None, row.chat_id)]

    async def said(self, chat_id: int = ANA) -> list[Said]:
        return [decode(row.kind, row.data) for row in await self.rows(chat_id)]

    async def audited(self) -> list[tuple[str, str, str]]:
        """Return actor, action and subject of each change, the first one first."""
        entries = await self.do(audit_entries)
        return [(entry.actor, entry.action, entry.subject) for entry in reversed(entries)]

    @asynccontextmanager
    async def _committed(self) -> AsyncIterator[UnitOfWork]:
        async with self.database.write() as uow:
            yield uow
            await uow.commit()
