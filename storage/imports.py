"""Writes an imported document; each method returns what it changed. A second import changes nothing."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.avances import code_key
from domain.kit.indicators import Quarters
from domain.kit.reports import CodedName, Flag, ImportedIndicator, ImportedProgramme
from storage.tables.records import FlagTable, IndicatorTable, ProgrammeTable, UnitTable

DESCRIPTIVE = (
    "name",
    "definition",
    "method",
    "unit_of_measure",
    "type",
    "dimension",
    "frequency",
    "sense",
    "baseline_value",
    "baseline_year",
    "area",
)


@dataclass(frozen=True)
class StoredProgramme:
    """`is_from_mir` says that a MIR workbook registered it: a report then only fills blanks."""

    id: int
    is_from_mir: bool
    changed: bool


@dataclass(frozen=True)
class StoredIndicator:
    """`goals` are the registered goals; `changed` names the fields that were written."""

    id: int
    goals: Quarters
    changed: tuple[str, ...]


class ImportRepository:
    def __init__(self, session: AsyncSession, forget: Callable[[], None]) -> None:
        """`forget` is called on every write, so that caches drop what they read."""
        self._session = session
        self._forget = forget

    async def save_unit(self, unit: CodedName, *, is_mir: bool) -> bool:
        row = await self._session.get(UnitTable, unit.code)
        if row is None:
            self._session.add(UnitTable(code=unit.code, name=unit.name))
            await self._flush()
            return True
        return is_mir and await self._assign(row, {"name": unit.name}) != ()

    async def save_programme(self, document: ImportedProgramme) -> StoredProgramme:
        row = await self._session.scalar(
            select(ProgrammeTable).where(
                ProgrammeTable.unit_code == document.unit.code,
                ProgrammeTable.year == document.year,
                ProgrammeTable.code_key == code_key(document.programme.code),
            )
        )
        if row is None:
            row = ProgrammeTable(**_new_programme(document))
            self._session.add(row)
            await self._flush()
            return StoredProgramme(row.id, is_from_mir=row.source == "mir", changed=True)
        changed = await self._assign(row, _programme_changes(row, document))
        return StoredProgramme(row.id, is_from_mir=row.source == "mir", changed=changed != ())

    async def save_indicator(
        self, programme: StoredProgramme, row: ImportedIndicator, *, is_mir: bool
    ) -> StoredIndicator:
        """Write facts and goals; a report never overrides those of a MIR workbook."""
        values = _indicator_values(row)
        stored = await self._find_indicator(programme.id, row)
        if stored is None:
            stored = IndicatorTable(programme_id=programme.id, **values)
            self._session.add(stored)
            await self._flush()
            return StoredIndicator(stored.id, _goals(stored), ("new",))
        protected = programme.is_from_mir and not is_mir
        changes = {k: v for k, v in values.items() if v is not None}
        if protected:
            changes = {k: v for k, v in changes.items() if getattr(stored, k) is None}
        changed = await self._assign(stored, changes)
        return StoredIndicator(stored.id, _goals(stored), changed)

    async def save_flags(
        self, indicator_id: int, quarter: int | None, flags: tuple[Flag, ...], source: str
    ) -> bool:
        """Replace the flags of an earlier import of the same quarter; tell whether any differ."""
        same_quarter = (
            FlagTable.period_quarter.is_(None) if quarter is None else FlagTable.period_quarter == quarter
        )
        query = select(FlagTable).where(FlagTable.indicator_id == indicator_id, same_quarter)
        stored = (await self._session.scalars(query.order_by(FlagTable.id))).all()
        wanted = [_flag_values(flag) for flag in flags]
        if [{key: getattr(row, key) for key in FLAG_FIELDS} for row in stored] == wanted:
            return False
        for row in stored:
            await self._session.delete(row)
        await self._flush()
        for values in wanted:
            self._session.add(
                FlagTable(indicator_id=indicator_id, period_quarter=quarter, source=source, **values)
            )
        await self._flush()
        return True

    async def _assign(self, row: Any, values: dict[str, Any]) -> tuple[str, ...]:
        """Write the fields that differ and return their names."""
        changed = tuple(name for name, value in values.items() if getattr(row, name) != value)
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            await self._flush()
        return changed

    async def _flush(self) -> None:
        self._forget()
        await self._session.flush()

    async def _find_indicator(self, programme_id: int, row: ImportedIndicator) -> IndicatorTable | None:
        level = row.facts.level
        query = select(IndicatorTable).where(
            IndicatorTable.programme_id == programme_id,
            IndicatorTable.level_kind == level.kind,
            IndicatorTable.level_number == level.number,
        )
        return (await self._session.scalars(query)).one_or_none()


FLAG_FIELDS = ("code", "text", "source_line", "raw_row", "quarter", "needs_confirmation", "candidates")


def _flag_values(flag: Flag) -> dict[str, Any]:
    values = {key: getattr(flag, key) for key in FLAG_FIELDS}
    return {**values, "candidates": [str(each) for each in flag.candidates]}


def _new_programme(document: ImportedProgramme) -> dict[str, Any]:
    return {
        "unit_code": document.unit.code,
        "year": document.year,
        "code_key": code_key(document.programme.code),
        "code": document.programme.code,
        "source": _source(document),
        **_headings(document),
    }


def _programme_changes(row: ProgrammeTable, document: ImportedProgramme) -> dict[str, Any]:
    """Return the changes: a workbook overrides with what it contains, a report only fills blanks."""
    if document.period is None:
        # A code typed as a number in a workbook loses its zeros: the longer spelling is the printed one.
        code = max(row.code, document.programme.code, key=len)
        decided = {key: said for key, said in _headings(document).items() if said and key != "flags"}
        return {**decided, "source": "mir", "code": code}
    return {key: value for key, value in _headings(document).items() if not getattr(row, key)}


def _headings(document: ImportedProgramme) -> dict[str, Any]:
    return {
        "name": document.programme.name,
        "raw": document.programme.raw,
        "ejes": [asdict(each) for each in document.ejes],
        "objetivos": [asdict(each) for each in document.objetivos],
        "flags": [flag.text for flag in document.flags],
    }


def _source(document: ImportedProgramme) -> str:
    return "mir" if document.period is None else "informe"


def _indicator_values(row: ImportedIndicator) -> dict[str, Any]:
    values = {name: getattr(row.facts, name) for name in DESCRIPTIVE}
    goals = {f"goal_{quarter}": goal for quarter, goal in enumerate(row.programmed, start=1)}
    level = {"level_kind": row.facts.level.kind, "level_number": row.facts.level.number}
    return {**level, **values, **goals}


def _goals(row: IndicatorTable) -> Quarters:
    return (row.goal_1, row.goal_2, row.goal_3, row.goal_4)
