"""The weekly summary for the people who see every UR, and the final one with the ranking of punctuality."""

from datetime import date, datetime

from domain.calendar.deadlines import Deadlines
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.summary.messages import (
    FinalSummary,
    FinalText,
    PunctualityBook,
    PunctualityBookText,
    UnitState,
    WeeklySummary,
    WeeklyText,
)
from domain.summary.punctuality import HandIn, ranked
from storage.punctuality import OfUnit
from storage.uow import UnitOfWork
from usecases.kit.views import due_of
from usecases.summary.forecasts import forecast_of, lines_of, projection_of
from usecases.summary.quarter_facts import QuarterFacts, UnitFacts, read_quarter
from usecases.summary.show_summary import worst_first

WORST = 5


async def weekly_summary(uow: UnitOfWork, said: WeeklySummary, moment: Moment) -> WeeklyText:
    facts = await read_quarter(uow, said.period, moment)
    projection = await projection_of(uow, facts)
    lacking = [unit for unit in facts.units if unit.gaps]
    not_started = sum(not unit.report.reported for unit in lacking)
    return WeeklyText(
        period=facts.period,
        day=said.day,
        due=due_of(facts.period, facts.deadlines, moment),
        complete=len(facts.units) - len(lacking),
        handed_in=sum(unit.state is UnitState.HANDED_IN for unit in facts.units),
        incomplete=len(lacking) - not_started,
        not_started=not_started,
        worst=worst_first(lacking)[:WORST],
        forecast=forecast_of(projection, facts),
        programmes=lines_of(projection.programmes),
        ejes=lines_of(projection.ejes),
        accepted=facts.accepted,
    )


async def final_summary(uow: UnitOfWork, said: FinalSummary | PunctualityBook, moment: Moment) -> FinalText:
    """Return the result of a quarter; URs that captured nothing in Puntual and owe nothing are not ranked."""
    period = said.period
    facts = await read_quarter(uow, period, moment)
    sent = await uow.punctuality.first_sent(period, period)
    closed_at = facts.deadlines.closings.closed_at.get(period)
    ended_on = ended(facts.deadlines, period, moment)
    ranking = (unit for unit in facts.units if unit.owes or unit.code in facts.owed.entregas)
    return FinalText(
        period=period,
        ended_on=ended_on,
        is_closed=closed_at is not None and _day(closed_at, moment) <= ended_on,
        complete=sum(not unit.gaps for unit in facts.units),
        units=len(facts.units),
        placed=ranked((_hand_in(unit, facts, sent) for unit in ranking), said.day),
    )


async def punctuality_book(uow: UnitOfWork, said: PunctualityBook, moment: Moment) -> PunctualityBookText:
    return PunctualityBookText(moment.local, await final_summary(uow, said, moment))


def ended(deadlines: Deadlines, period: Period, moment: Moment) -> date:
    """Return the last day of general reception, or the day a quarter was closed before."""
    received_until = deadlines.received_until(period)
    closed_at = deadlines.closings.closed_at.get(period)
    return min(received_until, _day(closed_at, moment)) if closed_at else received_until


def _hand_in(unit: UnitFacts, facts: QuarterFacts, sent: dict[OfUnit, datetime]) -> HandIn:
    """The first sending counts: a report that was returned and sent again had been handed in."""
    entrega = facts.owed.entregas.get(unit.code)
    at = sent.get(OfUnit(unit.code, facts.period)) or (entrega.sent_at if entrega else None)
    sent_on = _day(at, facts.moment) if at else None
    return HandIn(unit.code, unit.report.unit.name, unit.deadlines.due_on(facts.period), sent_on)


def _day(at: datetime, moment: Moment) -> date:
    return at.astimezone(moment.zone).date()
