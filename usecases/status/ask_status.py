"""Answer /estado by code, by part of a name, by programme, by eje."""

from dataclasses import dataclass, replace
from enum import StrEnum

from domain.kit.access import Action, Actor
from domain.kit.avances import UnitReport
from domain.kit.moments import Moment
from domain.kit.next_steps import NextStep
from domain.kit.periods import Period
from domain.kit.said import Said
from domain.kit.unit_codes import is_typed_code
from domain.people.welcome_messages import NotAllowed
from domain.status.comparison import lights_of
from domain.status.messages import (
    GroupStatus,
    GroupUnit,
    Stands,
    StatusChart,
    StatusDetail,
    UnitChoice,
    UnitsNotFound,
)
from domain.status.unit_search import Entry, Kind, find, key_of, nearest
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.kit.find_report import find_report
from usecases.kit.next_steps import following_of, step_of, steps_of
from usecases.kit.views import compared, due_of, programme_label, spared_until
from usecases.status.find_units import entries_for
from usecases.status.show_status import show_status

OFFERED = 8
"""Names in one message, a button for each."""


class StatusView(StrEnum):
    """The form of a status."""

    SHORT = "short"
    DETAIL = "detail"
    CHART = "chart"


@dataclass(frozen=True)
class StatusRequest:
    """What is to be shown; without a text, the person's own URs. `is_before`: one quarter earlier."""

    text: str = ""
    period: Period | None = None
    view: StatusView = StatusView.SHORT
    is_before: bool = False


async def ask_status(uow: UnitOfWork, person: Person, asked: StatusRequest, moment: Moment) -> list[Said]:
    """Show the status of what a text means, or let the person choose among several.

    Raise PeriodNotUnderstood for a quarter before the first one there is.
    """
    if asked.is_before:
        named = asked.period or await choose_period(uow, None, moment)
        asked = replace(asked, period=named.previous(), is_before=False)
    codes = _codes_meant(person.actor, asked)
    if codes is not None:
        return await _of_units(uow, person, codes, asked, moment)
    period = asked.period or await choose_period(uow, None, moment)
    entries = await entries_for(uow, person.actor, period)
    found = find(asked.text, entries)
    if not found:
        return [_nothing(person.actor, asked.text, entries, period)]
    if len(found) > 1:
        return [_choice(asked.text, found, period)]
    return await _of_entry(uow, person, found[0], asked, moment)


async def show_group(
    uow: UnitOfWork, person: Person, entry: Entry, period: Period, moment: Moment, *, page: int = 0
) -> Said:
    """Show the URs of a programme or eje, among those that the person may see.

    Only the kind and the code of `entry` are used: a button carries no more.
    """
    entries = await entries_for(uow, person.actor, period)
    wanted = (entry.kind, key_of(entry.code))
    known = next((each for each in entries if (each.kind, key_of(each.code)) == wanted), None)
    if known is None:
        return _nothing(person.actor, entry.code, entries, period)
    reports = await uow.programmes.reports(period, known.units)
    deadlines = await uow.calendar.deadlines()
    due = due_of(period, deadlines, moment)
    steps = await steps_of(uow, reports, moment)
    units = tuple(
        replace(
            _group_unit(report, known, steps[code].next), until=spared_until(code, period, deadlines, moment)
        )
        for report in reports
        for code in (report.unit.code,)
    )
    return GroupStatus(known.kind, known.code, known.name, period, due, units, page)


async def show_detail(
    uow: UnitOfWork, person: Person, unit_code: str, period: Period | None, moment: Moment, *, page: int = 0
) -> Said:
    """Show every indicator of a UR beside the previous quarter."""
    report = await _allowed_report(uow, person.actor, unit_code, period, moment)
    if not isinstance(report, UnitReport):
        return report
    lines = tuple(
        compared(indicator, report.period, programme_label(report, programme))
        for programme in report.programmes
        for indicator in programme.indicators
    )
    own = (await uow.calendar.deadlines()).for_unit(unit_code)
    step = await step_of(uow, report, moment)
    due = due_of(report.period, own, moment)
    stands = Stands(due, step.standing, following_of(report, step, person.actor))
    return StatusDetail(unit_code, report.unit.name, report.period, lines, page, stands)


async def show_chart(
    uow: UnitOfWork, person: Person, unit_code: str, period: Period | None, moment: Moment, *, page: int = 0
) -> Said:
    """Queue a chart of goals and results."""
    report = await _allowed_report(uow, person.actor, unit_code, period, moment)
    return StatusChart(unit_code, report.period, page) if isinstance(report, UnitReport) else report


async def _allowed_report(
    uow: UnitOfWork, actor: Actor, unit_code: str, period: Period | None, moment: Moment
) -> UnitReport | Said:
    """Refuse in the same words whether or not the UR exists."""
    if not actor.may(Action.SEE_STATUS, unit_code):
        return NotAllowed(actor.units_for(Action.SEE_STATUS), "estado")
    return await find_report(uow, unit_code, period, moment)


def _codes_meant(actor: Actor, asked: StatusRequest) -> list[str | None] | None:
    """Return the codes that need no search; None for the person's own or all of them."""
    if is_typed_code(asked.text):
        return [asked.text]
    if asked.text:
        return None
    own = actor.units_for(Action.SEE_STATUS)
    return [None] if asked.view is StatusView.SHORT or not own else list(own)


async def _of_units(
    uow: UnitOfWork, person: Person, codes: list[str | None], asked: StatusRequest, moment: Moment
) -> list[Said]:
    said: list[Said] = []
    for code in codes:
        if code is None or asked.view is StatusView.SHORT:
            said += await show_status(uow, person, code, asked.period, moment)
        else:
            show = show_detail if asked.view is StatusView.DETAIL else show_chart
            said.append(await show(uow, person, code, asked.period, moment))
    return said


async def _of_entry(
    uow: UnitOfWork, person: Person, entry: Entry, asked: StatusRequest, moment: Moment
) -> list[Said]:
    if entry.kind is Kind.UNIT:
        return await _of_units(uow, person, [entry.code], asked, moment)
    period = asked.period or await choose_period(uow, None, moment)
    return [await show_group(uow, person, entry, period, moment)]


def _nothing(actor: Actor, text: str, entries: list[Entry], period: Period) -> Said:
    """A person who may see only some URs is told which, whatever else there is."""
    if not actor.sees_all(Action.SEE_STATUS):
        return NotAllowed(actor.units_for(Action.SEE_STATUS), "estado")
    return UnitsNotFound(text, tuple(map(_bare, nearest(text, entries))), period)


def _choice(text: str, found: tuple[Entry, ...], period: Period) -> UnitChoice:
    offered = tuple(map(_bare, found[:OFFERED]))
    return UnitChoice(text, offered, period, len(found) - len(offered))


def _bare(entry: Entry) -> Entry:
    return replace(entry, members=())


def _group_unit(report: UnitReport, entry: Entry, step: NextStep) -> GroupUnit:
    """Count a UR by its programmes in the group; its report is sent as a whole."""
    code = report.unit.code
    own = tuple(each for each in report.programmes if (code, key_of(each.code)) in entry.members)
    report = replace(report, programmes=own)
    quarter = report.period.quarter
    return GroupUnit(
        report.unit.code,
        report.unit.name,
        len(report.reported),
        len(report.asked),
        lights_of(report.asked, quarter),
        step,
    )
