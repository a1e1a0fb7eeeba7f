"""The quarter of a command that names none."""

from domain.kit.moments import Moment
from domain.kit.periods import Period
from storage.uow import UnitOfWork


async def choose_period(uow: UnitOfWork, unit_code: str | None, moment: Moment) -> Period:
    """Return the quarter in play; for a UR without a programme that year, its latest known quarter."""
    deadlines = await uow.calendar.deadlines()
    in_play = deadlines.in_play(moment.today)
    if unit_code is None:
        return in_play
    years = await uow.programmes.years(unit_code)
    if in_play.year in years or not years:
        return in_play
    return Period(years[-1], await uow.programmes.last_reported_quarter(unit_code, years[-1]) or 4)
