"""Units, programmes and indicators with their avances, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.avances import Avance, Indicator, Programme, Unit, UnitReport
from domain.kit.periods import QUARTERS, Period
from domain.kit.reports import Flag
from storage.indicator_rows import (
    FACTS,
    RULES,
    avance_of,
    evidence_of,
    facts_of,
    flag_of,
    rules_of,
    variable_of,
)
from storage.last_rows import last_rows
from storage.prepared import StatementResult
from storage.statements import table_of
from storage.tables.capture import MonthTable, NarrativeTable, ProgrammeRulesTable, VariableTable
from storage.tables.records import (
    AvanceTable,
    EvidenceTable,
    FlagTable,
    IndicatorTable,
    ProgrammeTable,
    UnitTable,
)

unit = table_of(UnitTable)
programme = table_of(ProgrammeTable)
indicator = table_of(IndicatorTable)
avance = table_of(AvanceTable)
evidence = table_of(EvidenceTable)
flag = table_of(FlagTable)
rules = table_of(ProgrammeRulesTable)
variable = table_of(VariableTable)
month = table_of(MonthTable)
narrative = table_of(NarrativeTable)
owner, owned = programme.alias("owner"), indicator.alias("owned")

# One bit for each quarter with a narrative: the same SQL works on both databases.
NARRATED = (
    select(func.sum(case({1: 1, 2: 2, 3: 4, 4: 8}, value=narrative.c.quarter)))
    .where(narrative.c.indicator_id == indicator.c.id)
    .scalar_subquery()
    .label("narrated")
)
NEVER: frozenset[int] = frozenset()
NOTHING: Mapping[int, Any] = MappingProxyType({})
NO_ROWS = StatementResult([], 0)


class _Queries(NamedTuple):
    """The queries of a report."""

    indicators: Select[Any]
    avances: Select[Any]
    flags: Select[Any]
    months: Select[Any]


class _Found(NamedTuple):
    """Their results."""

    indicators: StatementResult | list[Row[Any]]
    avances: StatementResult | list[Row[Any]]
    flags: StatementResult | list[Row[Any]]
    months: StatementResult | list[Row[Any]]


class ProgrammeRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._read: dict[tuple[int, Period], UnitReport | None] = {}

    def forget(self) -> None:
        """Drop the cache: data of reports has changed."""
        self._read.clear()

    async def units(self) -> list[Unit]:
        rows = await self._session.execute(select(unit).order_by(unit.c.code))
        return [Unit(row.code, row.name) for row in rows]

    async def unit(self, code: str) -> Unit | None:
        row = (await self._session.execute(select(unit).where(unit.c.code == code))).first()
        return Unit(row.code, row.name) if row else None

    async def years(self, unit_code: str) -> tuple[int, ...]:
        return tuple(sorted(await self._session.scalars(YEARS, {"unit": unit_code})))

    async def last_reported_quarter(self, unit_code: str, year: int) -> int | None:
        query = (
            select(avance.c.quarter)
            .join(indicator, indicator.c.id == avance.c.indicator_id)
            .join(programme, programme.c.id == indicator.c.programme_id)
            .where(programme.c.unit_code == unit_code, programme.c.year == year)
            .order_by(avance.c.quarter.desc())
            .limit(1)
        )
        return await self._session.scalar(query)

    async def reports(self, period: Period, unit_codes: Iterable[str] | None = None) -> list[UnitReport]:
        """Return the report of each UR that has a programme in the year of the period, ordered by code.

        Avances and flags of later quarters are left out.
        """
        if unit_codes is None:
            return await self._reports(OF_EVERYBODY, period, {})
        found = await self._reports(OF_UNITS, period, {"units": list(unit_codes)})
        self._read |= {(each.id, period): report for report in found for each in report.indicators}
        return found

    async def report_with(self, indicator_id: int, period: Period) -> UnitReport | None:
        """Return the report of the UR that owns an indicator; None when there is no such indicator.

        One step of a conversation asks several times, so the result is cached until `forget`.
        """
        key = (indicator_id, period)
        if key not in self._read:
            found = await self._reports(OF_OWNER, period, {"indicator": indicator_id})
            self._read[key] = found[0] if found else None
        return self._read[key]

    async def _reports(self, queries: _Queries, period: Period, which: dict[str, Any]) -> list[UnitReport]:
        asked = {"year": period.year, "until": period.quarter, **which}
        heads = await self._rows(queries.indicators, asked)
        stored = heads.raw if isinstance(heads, StatementResult) else heads
        if not stored:
            return []
        avances, flags = await self._rows(queries.avances, asked), await self._rows(queries.flags, asked)
        asks_months = any(row[ASKS_MONTHS] for row in stored)
        months = await self._rows(queries.months, asked) if asks_months else NO_ROWS
        found = _Found(heads, avances, flags, months)
        raw = [each.raw for each in found if isinstance(each, StatementResult)]
        if len(raw) < len(found) or stored[0][UNIT] != stored[-1][UNIT]:
            return _made_of(found, period)
        return [last_rows(stored[0][UNIT], period).report(raw, lambda: _made_of(found, period)[0])]

    async def _rows(self, query: Select[Any], asked: dict[str, Any]) -> StatementResult | list[Row[Any]]:
        found: Any = await self._session.execute(query, asked)
        return found if isinstance(found, StatementResult) else found.all()


def _queries(chosen: ColumnElement[bool]) -> _Queries:
    """Return the queries for some programmes or indicators; they use joins, not lists of ids."""
    is_asked = (programme.c.year == bindparam("year"), chosen)
    heads = (
        programme.c.id.label("programme_id"),
        programme.c.code.label("programme_code"),
        programme.c.name.label("programme_name"),
        unit.c.code.label("unit_code"),
        unit.c.name.label("unit_name"),
    )
    own = [column for column in indicator.c if column.name != "programme_id"]
    proofs = [column for column in evidence.c if column.name not in ("id", "avance_id")]
    decided = [column for column in rules.c if column.name != "programme_id"]
    natural = [column for column in variable.c if column.name != "indicator_id"]
    return _Queries(
        select(*heads, *own, *decided, *natural, NARRATED)
        .select_from(programme.join(unit).outerjoin(rules).outerjoin(indicator).outerjoin(variable))
        .where(*is_asked)
        .order_by(unit.c.code, programme.c.id, indicator.c.id),
        select(avance, evidence.c.id.label("evidence_id"), *proofs)
        .select_from(programme.join(indicator).join(avance).outerjoin(evidence))
        .where(*is_asked, avance.c.quarter <= bindparam("until"))
        .order_by(avance.c.id, evidence.c.position),
        select(flag)
        .select_from(programme.join(indicator).join(flag))
        .where(*is_asked, func.coalesce(flag.c.period_quarter, 0) <= bindparam("until"))
        .order_by(flag.c.id),
        select(month.c.indicator_id, month.c.month, month.c.value)
        .select_from(programme.join(indicator).join(month))
        .where(*is_asked, month.c.month <= 3 * bindparam("until")),
    )


# Built once: building a statement takes longer than running it.
OF_EVERYBODY = _queries(programme.c.id.is_not(None))
OF_UNITS = _queries(programme.c.unit_code.in_(bindparam("units", expanding=True)))
OF_OWNER = _queries(
    programme.c.unit_code
    == select(owner.c.unit_code)
    .join(owned, owned.c.programme_id == owner.c.id)
    .where(owned.c.id == bindparam("indicator"), owner.c.year == bindparam("year"))
    .scalar_subquery()
)
PLACES = {name: place for place, name in enumerate(OF_OWNER.indicators.exported_columns.keys())}
GOALS = itemgetter(*(PLACES[f"goal_{quarter}"] for quarter in QUARTERS))
DESCRIBED = itemgetter(*(PLACES[name] for name in FACTS))
DECIDED = itemgetter(*(PLACES[name] for name in RULES))
UNIT, ASKS_MONTHS = PLACES["unit_code"], PLACES["asks_months"]
YEARS = select(programme.c.year).where(programme.c.unit_code == bindparam("unit")).distinct()


def _made_of(found: _Found, period: Period) -> list[UnitReport]:
    """Build a report of each UR; callers may share one object."""
    avances, flags, months = _avances(found.avances), _flags(found.flags), _months(found.months)
    reports: list[UnitReport] = []
    for (code, name), theirs in groupby(found.indicators, key=lambda row: (row.unit_code, row.unit_name)):
        programmes = _in_order(_programmes(theirs, avances, flags, months))
        reports.append(UnitReport(Unit(code, name), period, tuple(programmes)))
    return reports


def _programmes(
    rows: Iterable[Row[Any]],
    avances: dict[int, Mapping[int, Avance]],
    flags: dict[int, list[Flag]],
    months: dict[int, Mapping[int, Decimal]],
) -> list[Programme]:
    found = []
    for _, group in groupby(rows, key=lambda row: row.programme_id):
        theirs = list(group)
        own = [
            _indicator(row, avances.get(row.id, NOTHING), flags.get(row.id, ()), months.get(row.id, NOTHING))
            for row in theirs
            if row.id is not None
        ]
        own.sort(key=lambda each: each.facts.level.order)
        found.append(Programme(theirs[0].programme_code, theirs[0].programme_name, tuple(own)))
    return found


def _indicator(
    row: Any, avances: Mapping[int, Avance], flags: Iterable[Flag], months: Mapping[int, Decimal]
) -> Indicator:
    natural = None if row.counted is None else variable_of(row)
    goals, facts = GOALS(row), facts_of(DESCRIBED(row))
    own = rules_of(DECIDED(row))
    return Indicator(row.id, facts, goals, avances, tuple(flags), own, natural, months, _narrated(row))


def _narrated(row: Any) -> frozenset[int]:
    bits = int(row.narrated or 0)
    return frozenset(quarter for quarter in QUARTERS if bits >> quarter - 1 & 1) if bits else NEVER


def _avances(rows: Iterable[Row[Any]]) -> dict[int, Mapping[int, Avance]]:
    """Build avances from rows that repeat one for each of its documents."""
    found: dict[int, dict[int, Avance]] = defaultdict(dict)
    for _, group in groupby(rows, key=lambda row: row.id):
        same = list(group)
        proofs = [evidence_of(row) for row in same if row.evidence_id is not None]
        found[same[0].indicator_id][same[0].quarter] = avance_of(same[0], proofs)
    return _read_only(found)


def _flags(rows: Iterable[Row[Any]]) -> dict[int, list[Flag]]:
    found: dict[int, list[Flag]] = defaultdict(list)
    for row in rows:
        found[row.indicator_id].append(flag_of(row))
    return found


def _months(rows: Iterable[Row[Any]]) -> dict[int, Mapping[int, Decimal]]:
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for row in rows:
        found[row.indicator_id][row.month] = row.value
    return _read_only(found)


def _read_only(found: Mapping[int, dict[int, Any]]) -> dict[int, Mapping[int, Any]]:
    return {which: MappingProxyType(each) for which, each in found.items()}


def _in_order(programmes: list[Programme]) -> list[Programme]:
    """Sort by the number in the code, which may also have letters: 4, 08, 10, 101."""
    return sorted(programmes, key=lambda each: _number_first(each.code.lstrip("0")))


def _number_first(code: str) -> tuple[int, str]:
    return (len(code), code)
