"""The header of a report: ejes and objetivos of a programme; also used to search by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.reports import CodedName
from storage.statements import table_of
from storage.tables.records import ProgrammeTable

programme = table_of(ProgrammeTable)

# Built once: building a statement takes longer than running it.
OF_UNIT = select(programme.c.code_key, programme.c.ejes, programme.c.objetivos).where(
    programme.c.unit_code == bindparam("unit"), programme.c.year == bindparam("of_year")
)
OF_YEAR = select(programme.c.unit_code, programme.c.code_key, programme.c.ejes, programme.c.objetivos).where(
    programme.c.year == bindparam("of_year")
)
HEADS = (
    select(programme.c.unit_code, programme.c.code, programme.c.code_key, programme.c.name, programme.c.ejes)
    .where(programme.c.year == bindparam("of_year"))
    .order_by(programme.c.unit_code, programme.c.id)
)


@dataclass(frozen=True)
class ProgrammeHeader:
    """A programme of one UR with its name and ejes."""

    unit_code: str
    code: str
    key: str
    name: str
    ejes: tuple[CodedName, ...] = ()


@dataclass(frozen=True)
class Links:
    """The ejes and objetivos of the Plan Municipal de Desarrollo that a programme serves."""

    ejes: tuple[CodedName, ...] = ()
    objetivos: tuple[CodedName, ...] = ()


class ReportHeaderRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_unit(self, unit_code: str, year: int) -> Mapping[str, Links]:
        """Return the ejes and objetivos of each programme of a UR, by the code without zeros in front."""
        rows = await self._session.execute(OF_UNIT, {"unit": unit_code, "of_year": year})
        return {row.code_key: _links(row) for row in rows}

    async def of_year(self, year: int) -> Mapping[tuple[str, str], Links]:
        """Return the same for every programme, by UR and code without zeros in front."""
        rows = await self._session.execute(OF_YEAR, {"of_year": year})
        return {(row.unit_code, row.code_key): _links(row) for row in rows}

    async def heads(self, year: int) -> list[ProgrammeHeader]:
        """Return the programmes of a year with name and ejes, by UR."""
        return [
            ProgrammeHeader(row.unit_code, row.code, row.code_key, row.name, _coded(row.ejes))
            for row in await self._session.execute(HEADS, {"of_year": year})
        ]


def _links(row: Any) -> Links:
    return Links(_coded(row.ejes), _coded(row.objetivos))


def _coded(stored: list[dict[str, str]]) -> tuple[CodedName, ...]:
    return tuple(CodedName(**each) for each in stored)
