"""Units, programmes and indicators with all that was reported of them, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.avances import Avance, Indicator, Programme, Unit, UnitReport
from domain.evidence import Evidence
from domain.indicators import IndicatorFacts, Level
from domain.periods import Period
from domain.reports import Flag
from storage.tables import AvanceTable, EvidenceTable, FlagTable, IndicatorTable, ProgrammeTable, UnitTable


class ProgrammeRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def units(self) -> list[Unit]:
        rows = await self._session.scalars(select(UnitTable).order_by(UnitTable.code))
        return [Unit(row.code, row.name) for row in rows]

    async def unit(self, code: str) -> Unit | None:
        row = await self._session.get(UnitTable, code)
        return Unit(row.code, row.name) if row else None

    async def years(self, unit_code: str) -> tuple[int, ...]:
        query = select(ProgrammeTable.year).where(ProgrammeTable.unit_code == unit_code).distinct()
        return tuple(sorted(await self._session.scalars(query)))

    async def last_reported_quarter(self, unit_code: str, year: int) -> int | None:
        query = (
            select(AvanceTable.quarter)
            .join(IndicatorTable, IndicatorTable.id == AvanceTable.indicator_id)
            .join(ProgrammeTable, ProgrammeTable.id == IndicatorTable.programme_id)
            .where(ProgrammeTable.unit_code == unit_code, ProgrammeTable.year == year)
            .order_by(AvanceTable.quarter.desc())
            .limit(1)
        )
        return await self._session.scalar(query)

    async def reports(self, period: Period, unit_codes: Iterable[str] | None = None) -> list[UnitReport]:
        """Return the report of each UR that has a programme in the year of the period, ordered by code.

        Avances and flags of later quarters are left out: the report is as of its period.
        """
        query = select(ProgrammeTable, UnitTable).join(UnitTable).where(ProgrammeTable.year == period.year)
        if unit_codes is not None:
            query = query.where(ProgrammeTable.unit_code.in_(list(unit_codes)))
        found = (await self._session.execute(query.order_by(UnitTable.code, ProgrammeTable.id))).all()
        indicators = await self._indicators([programme.id for programme, _ in found], period.quarter)
        programmes: dict[Unit, list[Programme]] = defaultdict(list)
        for row, unit in found:
            programme = Programme(row.code, row.name, indicators.get(row.id, ()))
            programmes[Unit(unit.code, unit.name)].append(programme)
        return [UnitReport(unit, period, tuple(_in_order(theirs))) for unit, theirs in programmes.items()]

    async def report_with(self, indicator_id: int, period: Period) -> UnitReport | None:
        """Return the report of the UR that owns an indicator; None when there is no such indicator."""
        query = select(ProgrammeTable).join(IndicatorTable).where(IndicatorTable.id == indicator_id)
        programme = await self._session.scalar(query)
        if programme is None or programme.year != period.year:
            return None
        return (await self.reports(period, [programme.unit_code]))[0]

    async def _indicators(self, programme_ids: Sequence[int], until: int) -> dict[int, tuple[Indicator, ...]]:
        rows = await self._rows(IndicatorTable, IndicatorTable.programme_id, programme_ids)
        ids = [row.id for row in rows]
        avances = await self._avances(ids, until)
        flags = await self._flags(ids, until)
        found: dict[int, list[Indicator]] = defaultdict(list)
        for row in rows:
            facts, goals = facts_of(row), (row.goal_1, row.goal_2, row.goal_3, row.goal_4)
            theirs = Indicator(row.id, facts, goals, avances[row.id], tuple(flags[row.id]))
            found[row.programme_id].append(theirs)
        return {key: tuple(sorted(some, key=lambda i: i.facts.level.order)) for key, some in found.items()}

    async def _avances(self, indicator_ids: Sequence[int], until: int) -> dict[int, dict[int, Avance]]:
        rows = await self._rows(AvanceTable, AvanceTable.indicator_id, indicator_ids)
        rows = [row for row in rows if row.quarter <= until]
        evidence = await self._evidence([row.id for row in rows])
        found: dict[int, dict[int, Avance]] = defaultdict(dict)
        for row in rows:
            found[row.indicator_id][row.quarter] = avance_of(row, evidence[row.id])
        return found

    async def _evidence(self, avance_ids: Sequence[int]) -> dict[int, list[Evidence]]:
        rows = await self._rows(EvidenceTable, EvidenceTable.avance_id, avance_ids)
        found: dict[int, list[Evidence]] = defaultdict(list)
        for row in sorted(rows, key=lambda each: each.position):
            found[row.avance_id].append(evidence_of(row))
        return found

    async def _flags(self, indicator_ids: Sequence[int], until: int) -> dict[int, list[Flag]]:
        rows = await self._rows(FlagTable, FlagTable.indicator_id, indicator_ids)
        found: dict[int, list[Flag]] = defaultdict(list)
        for row in rows:
            if (row.period_quarter or 0) <= until:
                found[row.indicator_id].append(flag_of(row))
        return found

    async def _rows(self, table: Any, column: Any, keys: Sequence[int]) -> Sequence[Any]:
        if not keys:
            return []
        return (await self._session.scalars(select(table).where(column.in_(keys)).order_by(table.id))).all()


def facts_of(row: IndicatorTable) -> IndicatorFacts:
    return IndicatorFacts(
        level=Level(row.level_kind, row.level_number),
        name=row.name,
        definition=row.definition,
        method=row.method,
        unit_of_measure=row.unit_of_measure,
        type=row.type,
        dimension=row.dimension,
        frequency=row.frequency,
        sense=row.sense,
        baseline_value=row.baseline_value,
        baseline_year=row.baseline_year,
        area=row.area,
    )


def avance_of(row: AvanceTable, evidence: Iterable[Evidence]) -> Avance:
    return Avance(row.state, row.value, row.justification, tuple(evidence), row.version, row.is_imported)


def evidence_of(row: EvidenceTable) -> Evidence:
    return Evidence(
        type=row.type,
        raw=row.raw,
        numbers=tuple(row.numbers),
        dated_on=row.dated_on,
        date_kind=row.date_kind,
        issuer=row.issuer,
        url=row.url,
        flags=tuple(row.flags),
        file_sha256=row.file_sha256,
    )


def flag_of(row: FlagTable) -> Flag:
    return Flag(
        code=row.code,
        text=row.text,
        source_line=row.source_line,
        raw_row=row.raw_row,
        quarter=row.quarter,
        needs_confirmation=row.needs_confirmation,
        candidates=tuple(Decimal(each) for each in row.candidates),
    )


def _in_order(programmes: list[Programme]) -> list[Programme]:
    """Sort by the number of the code, which may carry letters: 4, 08, 10, 101."""
    return sorted(programmes, key=lambda programme: _number_first(programme.code.lstrip("0")))


def _number_first(code: str) -> tuple[int, str]:
    return (len(code), code)
