"""Send the workbook of a UR and quarter, to be filled in and sent back."""

from dataclasses import replace

from domain.kit.access import Action
from domain.kit.avances import Indicator, Programme, UnitReport
from domain.kit.causes import ABOVE, BELOW, OTHER, Side
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.said import Said
from domain.papers.template_cells import never_recovers
from domain.papers.template_messages import TemplateEmpty, TemplateIssued, TemplateText, TemplateWanted
from domain.papers.templates import Causes, Template, TemplateLine
from domain.people.welcome_messages import NotAllowed
from domain.review.locks import Lock
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.find_report import find_report
from usecases.kit.locks import lock_of


async def send_template(
    uow: UnitOfWork, person: Person, unit_code: str | None, period: Period | None, moment: Moment
) -> list[Said]:
    """Answer /plantilla: the workbook of the named UR, else of each of one's own."""
    actor = person.actor
    if unit_code is not None:
        if not actor.may(Action.GET_TEMPLATE, unit_code):
            return [NotAllowed(actor.units_for(Action.GET_TEMPLATE), "plantilla")]
        return [await _of_unit(uow, person, unit_code, period, moment)]
    own = actor.units_for(Action.GET_TEMPLATE)
    return [await _of_unit(uow, person, code, period, moment) for code in own] or [TemplateWanted()]


async def compose_template(uow: UnitOfWork, issued: TemplateIssued, moment: Moment) -> TemplateText | None:
    """Return the workbook with its facts when it is sent; None if there is nothing left to fill in."""
    reports = await uow.programmes.reports(issued.period, [issued.unit_code])
    if not reports or not reports[0].asked:
        return None
    lock = await lock_of(uow, issued.unit_code, issued.period, moment)
    causes = await causes_of(uow)
    every = tuple(dict.fromkeys(each for texts in causes.values() for each in texts if each != OTHER))
    [report] = reports
    lines = tuple(
        _line(report, programme, indicator, lock)
        for programme in report.programmes
        for indicator in programme.indicators
        if indicator in report.asked
    )
    template = Template(report.unit.code, report.unit.name, report.period, lines, (*every, OTHER))
    return TemplateText(template, issued.may_fill and any(line.is_open for line in lines))


async def causes_of(uow: UnitOfWork) -> Causes:
    """Return the causes of a workbook, by side, with the one for own words last.

    If the catalogue is empty, they are the default causes of the conversation.
    """
    found: dict[Side, tuple[str, ...]] = {}
    for side, usual in ((Side.BELOW, BELOW), (Side.ABOVE, ABOVE)):
        texts = [each.text for each in await uow.causes.active(side)] or usual
        found[side] = tuple(dict.fromkeys([*texts, OTHER]))
    return found


async def _of_unit(
    uow: UnitOfWork, person: Person, unit_code: str, period: Period | None, moment: Moment
) -> Said:
    found = await find_report(uow, unit_code, period, moment, command="plantilla")
    if not isinstance(found, UnitReport):
        return found
    if not found.asked:
        return TemplateEmpty(unit_code, found.period)
    return TemplateIssued(unit_code, found.period, person.actor.may(Action.CAPTURE, unit_code))


def _line(report: UnitReport, programme: Programme, indicator: Indicator, lock: Lock) -> TemplateLine:
    quarter = report.period.quarter
    avance = indicator.avances.get(quarter)
    line = TemplateLine(
        indicator_id=indicator.id,
        version=avance.version if avance else 0,
        programme=f"{programme.code} {programme.name}",
        level=str(indicator.facts.level),
        name=indicator.facts.name,
        goal=indicator.goal(quarter),
        accumulated_before=indicator.achieved_total(quarter - 1),
        is_open=lock.allows(indicator.id),
    )
    if avance is None:
        return line
    return replace(
        line,
        value=avance.value,
        cause=avance.cause,
        justification=avance.justification,
        action=avance.action,
        recovery_on=avance.recovery_on,
        never_recovers=never_recovers(avance),
        proofs=tuple(each.raw for each in avance.evidence),
    )
