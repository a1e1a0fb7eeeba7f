"""Close a quarter: gaps remain gaps, and nothing may be changed any more."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, time

from domain.calendar.closing_messages import (
    AboutClosing,
    ClosingNotTaken,
    MissingCount,
    PeriodClosed,
    PeriodShut,
    UnsavedValue,
)
from domain.calendar.deadlines import Deadlines
from domain.kit.access import Action
from domain.kit.avances import UnitReport
from domain.kit.dialogues.choices import YES, options_of
from domain.kit.dialogues.forms import Field, Form, Left, Option
from domain.kit.moments import Moment
from domain.kit.next_steps import MAY_SEND, NextStep
from domain.kit.periods import Period
from domain.kit.said import Said
from storage.closings import Closing
from storage.holds import AdvisoryLock
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.kit.concerned import of_units, tell_each, units_of, who_may
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.next_steps import steps_of
from usecases.kit.say import answer
from usecases.kit.unsaved import told_of, unsaved_in
from usecases.kit.views import programme_label

SYSTEM = "system"


async def is_closed(uow: UnitOfWork, unit_code: str, period: Period, moment: Moment) -> bool:
    """Tell whether a UR may change nothing of a quarter because IMPLAN closed it."""
    own = (await uow.calendar.deadlines()).for_unit(unit_code)
    return own.shut_since(period, moment) is not None


async def is_shut_out(
    uow: UnitOfWork, person: Person, unit_code: str, period: Period, moment: Moment
) -> bool:
    """Tell whether the calendar forbids sending a report (not begun, closed), and say so."""
    if moment.today < period.first_day:
        early = ClosingNotTaken("not_begun", period, unit_code, period.first_day)
        await answer(uow, person.chat_id, early, moment)
        return True
    shut = (await uow.calendar.deadlines()).for_unit(unit_code).shut_since(period, moment)
    if shut is None:
        return False
    closed_on = replace(moment, now=shut).today
    await answer(uow, person.chat_id, ClosingNotTaken("shut", period, unit_code, closed_on), moment)
    return True


async def begin_closing(uow: UnitOfWork, person: Person, period: Period | None, moment: Moment) -> None:
    """Answer /cerrar: show the gaps by UR and ask for confirmation, or say why it cannot be closed."""
    chosen = period or await choose_period(uow, None, moment)
    refused = await _refusal(uow, chosen, moment)
    if refused is not None:
        await answer(uow, person.chat_id, refused, moment)
        return
    reports = await uow.programmes.reports(chosen)
    deadlines = await uow.calendar.deadlines()
    unsent = await _complete_unsent(uow, reports, MAY_SEND, moment)
    extended = _with_prorroga(deadlines, chosen, moment)
    unsaved = [each for each in await unsaved_in(uow, chosen, moment) if each.unit_code not in dict(extended)]
    due_on = deadlines.due_on(chosen)
    about = AboutClosing(
        chosen,
        len(reports),
        missing_in(reports),
        unsent,
        told_of(unsaved),
        extended,
        due_on if moment.today <= due_on else None,
    )
    await open_form(uow, person, CLOSING, DialogueStart(about=about), moment)


async def _complete_unsent(
    uow: UnitOfWork, reports: Sequence[UnitReport], steps: Collection[NextStep], moment: Moment
) -> tuple[str, ...]:
    """Return the URs without gaps whose report is not under review, by their next step."""
    stands = await steps_of(uow, reports, moment)
    codes = (each.unit.code for each in reports if not each.gaps)
    return tuple(code for code in codes if stands[code].next in steps)


def missing_in(reports: Iterable[UnitReport]) -> tuple[MissingCount, ...]:
    """Return the URs that are not complete, the worst first."""
    counts = [
        MissingCount(each.unit.code, len(each.gaps), max(len(each.asked), len(each.gaps)))
        for each in reports
        if each.gaps
    ]
    return tuple(sorted(counts, key=lambda each: (-each.gaps, each.unit_code)))


async def _refusal(uow: UnitOfWork, period: Period, moment: Moment) -> Said | None:
    closed = await uow.closings.get(period)
    if closed is not None:
        return ClosingNotTaken("closed", period, day=replace(moment, now=closed.closed_at).today)
    if not await uow.programmes.reports(period):
        return ClosingNotTaken("nothing", period)
    return None


def _with_prorroga(deadlines: Deadlines, period: Period, moment: Moment) -> tuple[tuple[str, date], ...]:
    """Return the URs whose prórroga still runs, and until when."""
    own = {code: deadlines.for_unit(code) for code, given in deadlines.prorrogas if given == period}
    running = [
        (code, each.due_on(period))
        for code, each in own.items()
        if each.is_extended(period) and moment.today <= each.due_on(period)
    ]
    return tuple(sorted(running))


async def _options(_: UnitOfWork, __: Person, ___: Form, ____: Moment) -> tuple[Option, ...]:
    return options_of(YES)


async def _close(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    period = AboutClosing.of(form).period
    await _stop_changes(uow, period)
    reports = await uow.programmes.reports(period)
    if not await _keep_closing(uow, period, reports, moment, by=f"person:{person.actor.person_id}"):
        refused = await _refusal(uow, period, moment)
        assert refused is not None
        await answer(uow, person.chat_id, refused, moment)
        return
    closed = await _closed(uow, period, reports, moment, by=person.actor.name)
    await answer(uow, person.chat_id, closed, moment)
    await _tell(uow, closed, reports, moment, besides=person)


async def write_closings(uow: UnitOfWork, moment: Moment, hour: time) -> int:
    """Close every quarter whose closing day is over, as /cerrar does; return how many were open.

    Nothing could be changed since that day; people are told in working hours.
    """
    deadlines = await uow.calendar.deadlines()
    if moment.time < hour or not deadlines.workdays.is_workday(moment.today):
        return 0
    due = [
        period
        for (unit_code, period), dates in deadlines.set_by_implan.items()
        if not unit_code and dates.closes_on is not None and dates.closes_on < moment.today
        if period not in deadlines.closings.closed_at
    ]
    return sum([await _close_over(uow, period, moment) for period in sorted(due)])


async def _stop_changes(uow: UnitOfWork, period: Period) -> None:
    """Wait for saves and sendings in progress: each is either in what is read next, or comes too late."""
    await uow.holds.turn(AdvisoryLock.CALENDAR)
    await uow.holds.all_indicators(period)


async def _close_over(uow: UnitOfWork, period: Period, moment: Moment) -> bool:
    await _stop_changes(uow, period)
    reports = await uow.programmes.reports(period)
    if not reports or not await _keep_closing(uow, period, reports, moment, by=SYSTEM):
        return False
    await _tell(uow, await _closed(uow, period, reports, moment), reports, moment)
    return True


async def _keep_closing(
    uow: UnitOfWork, period: Period, reports: Sequence[UnitReport], moment: Moment, *, by: str
) -> bool:
    """Store a closing and its audit entry; return False if the quarter was closed before."""
    if not await uow.closings.close(Closing(period, moment.now, by, _what_is_missing(reports))):
        return False
    missing = {each.unit_code: each.gaps for each in missing_in(reports)}
    after = {"missing": missing, "units": len(reports)}
    await uow.audit.add(moment.now, by, "period_closed", f"period:{period}", after=after)
    return True


async def _closed(
    uow: UnitOfWork, period: Period, reports: Sequence[UnitReport], moment: Moment, *, by: str = ""
) -> PeriodClosed:
    """Return the message about a closed quarter; URs with a prórroga may still send."""
    unsent = await _complete_unsent(uow, reports, (NextStep.CLOSED,), moment)
    return PeriodClosed(period, moment.today, by, len(reports), missing_in(reports), unsent)


async def _tell(
    uow: UnitOfWork,
    closed: PeriodClosed,
    reports: Sequence[UnitReport],
    moment: Moment,
    *,
    besides: Person | None = None,
) -> None:
    """Tell everybody of IMPLAN except the person who closed it, and the people of every UR that reported."""
    period = closed.period
    others = [
        each
        for each in await who_may(uow, Action.CLOSE_PERIOD)
        if besides is None or each.actor != besides.actor
    ]
    await tell_each(uow, others, lambda _: closed, moment, key=f"closed:{period}")
    lacking = {each.unit_code: each for each in closed.missing}
    by_unit = {
        code: lacking.get(code, MissingCount(code, 0, len(each.asked), code in closed.unsent))
        for each in reports
        for code in (each.unit.code,)
    }
    given = _with_prorroga(await uow.calendar.deadlines(), period, moment)
    unsaved = await unsaved_in(uow, period, moment)

    def shut(reader: Person) -> Said:
        own = sorted(units_of(reader) & by_unit.keys())
        spared = tuple(each for each in given if each[0] in own)
        lost = tuple(
            UnsavedValue(each.unit_code, each.level, each.value)
            for each in unsaved
            if each.is_of == reader.actor.person_id and each.unit_code not in dict(spared)
        )
        return PeriodShut(period, moment.today, tuple(by_unit[code] for code in own), spared, lost)

    concerned = [each for each in await of_units(uow) if units_of(each) & by_unit.keys()]
    await tell_each(uow, concerned, shut, moment, key=f"shut:{period}")


def _what_is_missing(reports: Iterable[UnitReport]) -> dict[str, dict[str, list[str]]]:
    """Return the gaps of each indicator of each UR, as they are stored with the closing."""
    return {
        report.unit.code: {
            _name(report, each.id): [what.value for what in each.missing(report.period.quarter)]
            for each in report.gaps
        }
        for report in reports
        if report.gaps
    }


def _name(report: UnitReport, indicator_id: int) -> str:
    indicator = next(each for each in report.indicators if each.id == indicator_id)
    label = programme_label(report, report.programme_of(indicator))
    return f"{indicator.facts.level} · PP {label}" if label else str(indicator.facts.level)


CLOSING = FormSpec("closing", Action.CLOSE_PERIOD, (Field("confirm", yes=YES, no=Left()),), _close, _options)
