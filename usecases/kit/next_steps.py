"""The next step with each report of a quarter, and the state of each entrega."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.calendar.deadlines import Deadlines
from domain.kit.access import Action, Actor
from domain.kit.avances import UnitReport
from domain.kit.entregas import Entrega, EntregaState
from domain.kit.moments import Moment
from domain.kit.next_steps import NextStep, Stand, next_step
from domain.kit.periods import Period
from domain.kit.report_messages import Following, Standing
from storage.uow import UnitOfWork
from usecases.kit.owed import Owed, owed_by


@dataclass(frozen=True)
class UnitStep:
    """One UR: the state of its entrega, the next step, and the ids of unanswered observations."""

    next: NextStep
    standing: Standing
    observed: frozenset[int] = frozenset()


async def step_of(uow: UnitOfWork, report: UnitReport, moment: Moment) -> UnitStep:
    return (await steps_of(uow, [report], moment))[report.unit.code]


async def steps_of(uow: UnitOfWork, reports: Sequence[UnitReport], moment: Moment) -> dict[str, UnitStep]:
    """Return the step of each UR; the reports are of one quarter."""
    if not reports:
        return {}
    period = reports[0].period
    owed = await owed_by(uow, period, [each.unit.code for each in reports])
    deadlines = await uow.calendar.deadlines()
    headed = await _with_titular(uow, owed)
    return {each.unit.code: _step(each, owed, headed, deadlines, moment) for each in reports}


def following_of(report: UnitReport, step: UnitStep, reader: Actor | None = None) -> Following:
    """Return the next step as it is shown: with the levels to answer; and whether `reader` may send."""
    levels = tuple(str(each.facts.level) for each in report.indicators if each.id in step.observed)
    may_send = reader is not None and reader.may(Action.SEND_ENTREGA, report.unit.code)
    return Following(step.next, levels, may_send)


def standing(entrega: Entrega, moment: Moment, to_answer: int, *, has_titular: bool) -> Standing:
    since = entrega.since_at.astimezone(moment.zone).date() if entrega.since_at else None
    return Standing(entrega.state, since, to_answer, entrega.round, has_titular)


def has_begun(period: Period, moment: Moment) -> bool:
    return moment.today >= period.first_day


async def units_with_titular(uow: UnitOfWork) -> frozenset[str]:
    """Return the URs with a reachable titular who may give the Vo. Bo."""
    return frozenset(
        code
        for each in await uow.people.everybody()
        if each.unreachable_since is None
        for code in each.actor.units_for(Action.ENDORSE_ENTREGA)
    )


async def _with_titular(uow: UnitOfWork, owed: Owed) -> frozenset[str]:
    """Ask the database only if a Vo. Bo. is awaited."""
    is_awaited = any(each.state is EntregaState.SENT for each in owed.entregas.values())
    return await units_with_titular(uow) if is_awaited else frozenset()


def _step(
    report: UnitReport, owed: Owed, headed: frozenset[str], deadlines: Deadlines, moment: Moment
) -> UnitStep:
    code, period = report.unit.code, report.period
    entrega = owed.entregas.get(code) or Entrega(code, period)
    observed = frozenset(owed.observed.get(code, {}))
    has_titular = entrega.state is not EntregaState.SENT or code in headed
    following = next_step(
        Stand(
            entrega.state,
            to_answer=len(observed),
            owes=bool(owed.asked(report)),
            is_captured=report.has_captures,
            has_titular=has_titular,
            is_shut=deadlines.for_unit(code).shut_since(period, moment) is not None,
            has_begun=has_begun(period, moment),
        )
    )
    stands = standing(entrega, moment, len(observed), has_titular=has_titular)
    return UnitStep(following, stands, observed)
