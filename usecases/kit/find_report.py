"""The report of a named UR, or the refusal if there is none."""

from domain.kit.avances import UnitReport
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.report_messages import NoProgramme, UnknownUnit
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period

Found = UnitReport | UnknownUnit | NoProgramme


async def find_report(
    uow: UnitOfWork, unit_code: str, period: Period | None, moment: Moment, *, command: str = "estado"
) -> Found:
    """Return the report of a quarter, by default of the one that `choose_period` returns.

    `command` is the command that was used, for the text of a refusal.
    """
    if await uow.programmes.unit(unit_code) is None:
        return UnknownUnit(unit_code, command)
    chosen = period or await choose_period(uow, unit_code, moment)
    reports = await uow.programmes.reports(chosen, [unit_code])
    if not reports:
        return NoProgramme(unit_code, chosen.year, await uow.programmes.years(unit_code), command)
    return reports[0]


async def find_year(uow: UnitOfWork, unit_code: str, moment: Moment, *, command: str) -> Found:
    """Return the report of the whole year in play."""
    year = (await choose_period(uow, unit_code, moment)).year
    return await find_report(uow, unit_code, Period(year, 4), moment, command=command)
