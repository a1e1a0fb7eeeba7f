"""What is printed above the table of a report and no rule needs: ejes and objetivos of a programme."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.reports import CodedName
from storage.statements import table_of
from storage.tables import ProgrammeTable

programme = table_of(ProgrammeTable)

# Built once: building a statement takes longer than running it.
OF_UNIT = select(programme.c.code_key, programme.c.ejes, programme.c.objetivos).where(
    programme.c.unit_code == bindparam("unit"), programme.c.year == bindparam("of_year")
)


@dataclass(frozen=True)
class Links:
    """What a programme contributes to in the Plan Municipal de Desarrollo."""

    ejes: tuple[CodedName, ...] = ()
    objetivos: tuple[CodedName, ...] = ()


class ReportHeaderRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_unit(self, unit_code: str, year: int) -> Mapping[str, Links]:
        """Return the ejes and objetivos of each programme of a UR, by the code without zeros in front."""
        rows = await self._session.execute(OF_UNIT, {"unit": unit_code, "of_year": year})
        return {
            row.code_key: Links(
                tuple(CodedName(**each) for each in row.ejes),
                tuple(CodedName(**each) for each in row.objetivos),
            )
            for row in rows
        }
