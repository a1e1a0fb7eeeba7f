"""The state of every UR in a quarter, read once with a constant number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from domain.calendar.deadlines import Deadlines
from domain.kit.access import Action
from domain.kit.avances import Completeness, Indicator, UnitReport
from domain.kit.entregas import EntregaState
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.summary.changes import Snapshot, UnitStand
from domain.summary.messages import UnitState
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.owed import Owed, owed_in


@dataclass(frozen=True)
class UnitFacts:
    """One UR: its gaps, the number of indicators that count, and its own dates."""

    report: UnitReport
    gaps: tuple[Indicator, ...]
    asked: int
    owes: bool
    """Something is owed: a value, its evidence, an answer to an observation, or the sending."""
    deadlines: Deadlines
    is_handed_in: bool = False

    @property
    def code(self) -> str:
        return self.report.unit.code

    @property
    def done(self) -> int:
        return self.asked - len(self.gaps)

    @property
    def completeness(self) -> Completeness:
        if not self.gaps:
            return Completeness.COMPLETE
        return Completeness.INCOMPLETE if self.report.reported else Completeness.NOT_STARTED

    @property
    def state(self) -> UnitState:
        return UnitState.HANDED_IN if self.is_handed_in else UnitState(self.completeness.value)


@dataclass(frozen=True)
class QuarterFacts:
    """`reachable` are URs whose enlace can be reached, `awaited` those whose prórroga is not decided."""

    period: Period
    moment: Moment
    deadlines: Deadlines
    units: tuple[UnitFacts, ...]
    owed: Owed
    reachable: frozenset[str]
    awaited: frozenset[str]
    reassigned: Mapping[str, tuple[int, ...]]

    @cached_property
    def unreachable(self) -> tuple[str, ...]:
        """URs that owe something while nobody who could report it can be reached."""
        return tuple(unit.code for unit in self.units if unit.owes and unit.code not in self.reachable)

    @property
    def accepted(self) -> int:
        """Count the URs whose report IMPLAN has accepted."""
        stands = (self.owed.entregas.get(unit.code) for unit in self.units)
        return sum(each is not None and each.state is EntregaState.ACCEPTED for each in stands)

    @property
    def to_remind(self) -> tuple[str, ...]:
        """URs that owe something and whose enlace can be reached."""
        return tuple(
            unit.code
            for unit in self.units
            if unit.owes
            and unit.code in self.reachable
            and unit.deadlines.shut_since(self.period, self.moment) is None
        )


async def read_quarter(uow: UnitOfWork, period: Period, moment: Moment) -> QuarterFacts:
    deadlines = await uow.calendar.deadlines()
    owed = await owed_in(uow, period)
    reassigned: dict[str, tuple[int, ...]] = {}
    for each in await uow.reassignments.awaited():
        if each.period == period:
            reassigned[each.unit_code] = (*reassigned.get(each.unit_code, ()), each.id)
    awaited = (each.unit_code for each in await uow.prorrogas.awaited() if each.period == period)
    return QuarterFacts(
        period=period,
        moment=moment,
        deadlines=deadlines,
        units=tuple(_unit(report, owed, deadlines) for report in await uow.programmes.reports(period)),
        owed=owed,
        reachable=frozenset(enlaces_by_unit(await uow.people.everybody())),
        awaited=frozenset(awaited),
        reassigned=reassigned,
    )


def enlaces_by_unit(people: Iterable[Person]) -> dict[str, list[int]]:
    """Return the ids of the reachable people who receive the reminders of each UR.

    Suplentes receive them if no first enlace can be reached.
    """
    first: dict[str, list[int]] = {}
    suplentes: dict[str, list[int]] = {}
    for person in people:
        if person.unreachable_since is None:
            for code in person.actor.units_for(Action.RECEIVE_REMINDERS):
                found = suplentes if person.actor.is_only_suplente(code) else first
                found.setdefault(code, []).append(person.actor.person_id)
    return suplentes | first


def snapshot_of(facts: QuarterFacts) -> Snapshot:
    """Return the state of every UR, to be compared by the next summary."""
    return {unit.code: _stand(unit, facts) for unit in facts.units}


def _unit(report: UnitReport, owed: Owed, deadlines: Deadlines) -> UnitFacts:
    code, gaps = report.unit.code, report.gaps
    handed_in = owed.is_handed_in(code)
    asked = {each.id for each in (*report.asked, *gaps)}
    return UnitFacts(
        report=report,
        gaps=gaps,
        asked=len(asked),
        owes=not handed_in and _owes(report, gaps, owed),
        deadlines=deadlines.for_unit(code),
        is_handed_in=handed_in,
    )


def _owes(report: UnitReport, gaps: tuple[Indicator, ...], owed: Owed) -> bool:
    if report.unit.code in owed.entregas:
        return True  # returned: the observations, or the sending again
    quarter = report.period.quarter
    return any(each.owed_by_unit(quarter) for each in gaps) or report.has_captures


def _stand(unit: UnitFacts, facts: QuarterFacts) -> UnitStand:
    period, quarter = facts.period, facts.period.quarter
    due_on = unit.deadlines.due_on(period)
    entrega = facts.owed.entregas.get(unit.code)
    values = ((each.id, each.value(quarter)) for each in unit.report.indicators)
    return UnitStand(
        gaps=len(unit.gaps),
        asked=unit.asked,
        values={str(number): str(value) for number, value in values if value is not None},
        state=entrega.state if entrega else EntregaState.OPEN,
        is_late=unit.owes and facts.moment.today > due_on,
        is_cut_off=unit.owes and unit.code not in facts.reachable,
        extended_until=due_on if unit.deadlines.is_extended(period) else None,
        asks_prorroga=unit.code in facts.awaited,
        reassigned=facts.reassigned.get(unit.code, ()),
    )
