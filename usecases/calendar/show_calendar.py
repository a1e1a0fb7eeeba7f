"""The dates of the coming quarters, for the URs of the person who asks."""

from collections.abc import Iterable
from dataclasses import replace

from domain.calendar.deadlines import Deadlines
from domain.calendar.messages import CalendarText, QuarterDates, UnitCalendar
from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.report_messages import UnknownUnit
from domain.kit.said import Said
from domain.people.welcome_messages import NotAllowed
from domain.reminders.ladders import Ladder, Recipient
from domain.reminders.typed_rungs import days_of
from storage.people import Person
from storage.uow import UnitOfWork

AHEAD = 4
"""Quarters shown: the one in play and those of the following year."""


async def show_calendar(
    uow: UnitOfWork, person: Person, unit_code: str | None, period: Period | None, moment: Moment
) -> Said:
    """Return the dates of one UR, of all the URs of a person, or the general ones."""
    actor = person.actor
    if unit_code is not None and not actor.may(Action.SEE_CALENDAR, unit_code):
        return NotAllowed(actor.units_for(Action.SEE_CALENDAR), "calendario")
    if unit_code is not None and await uow.programmes.unit(unit_code) is None:
        return UnknownUnit(unit_code, "calendario")
    codes = (unit_code,) if unit_code else actor.units_for(Action.SEE_CALENDAR) or ("",)
    told = await calendar_of(uow, codes, period, moment)
    return replace(told, may_change=actor.may(Action.CHANGE_CALENDAR))


async def calendar_of(
    uow: UnitOfWork, unit_codes: Iterable[str], period: Period | None, moment: Moment
) -> CalendarText:
    """Return the dates of some URs; the empty code stands for the general dates."""
    units = [await _unit(uow, code, period, moment) for code in unit_codes]
    return CalendarText(tuple(units), moment.now)


async def quarter_dates(uow: UnitOfWork, unit_code: str, period: Period, moment: Moment) -> QuarterDates:
    """Return the dates of one quarter for a UR, or the general ones."""
    own = (await uow.calendar.deadlines()).for_unit(unit_code)
    ladder = (await uow.ladders.ladders()).of("", Recipient.ENLACE)
    source = await uow.calendar.source_of(period, unit_code) or await uow.calendar.source_of(period, "")
    return _dates(own, period, ladder, source, moment)


async def _unit(uow: UnitOfWork, code: str, period: Period | None, moment: Moment) -> UnitCalendar:
    unit = await uow.programmes.unit(code) if code else None
    first = period or (await uow.calendar.deadlines()).for_unit(code).in_play(moment.today)
    quarters = [first]
    while len(quarters) < AHEAD:
        quarters.append(quarters[-1].next())
    dates = [await quarter_dates(uow, code, each, moment) for each in quarters]
    return UnitCalendar(code, unit.name if unit else "", tuple(dates))


def _dates(own: Deadlines, period: Period, ladder: Ladder, source: str, moment: Moment) -> QuarterDates:
    due_on = own.due_on(period)
    return QuarterDates(
        period,
        own.opens_on(period),
        due_on,
        own.received_until(period),
        own.closes_on(period),
        own.workdays_left(period, moment.today),
        moment.end_of(due_on),
        source,
        own.is_extended(period),
        days_of(ladder, due_on, own.workdays, after=0),
    )
