"""Finds the indicator that words name: `7.1`, `Componente 7 del PP 8`."""

from bot.capture.typed import TypedLevel
from domain.kit.access import Action
from domain.kit.avances import Programme
from domain.kit.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.capture.capture_indicator import IndicatorWanted
from usecases.kit.choose_period import choose_period


async def find_level(
    uow: UnitOfWork, person: Person, typed: TypedLevel, moment: Moment
) -> IndicatorWanted | None:
    """Return the named indicator of the person's URs; one that still owes something comes first."""
    units = [code for code in person.actor.units_for(Action.CAPTURE) if typed.unit_code in ("", code)]
    if not units:
        return None
    chosen = typed.period or await choose_period(uow, units[0], moment)
    found = [
        indicator
        for report in await uow.programmes.reports(chosen, units)
        for programme in report.programmes
        for indicator in programme.indicators
        if indicator.facts.level == typed.level and _is_of(programme, typed)
    ]
    found.sort(key=lambda indicator: not indicator.owed_by_unit(chosen.quarter))
    return IndicatorWanted(found[0].id, chosen, is_button=False) if found else None


def _is_of(programme: Programme, typed: TypedLevel) -> bool:
    """Compare programme codes without leading zeros: `PP 8` is the programme printed as 08."""
    return not typed.programme or programme.code.lower().lstrip("0") == typed.programme.lstrip("0")
