"""From reports to the facts of messages: lines, due days, gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from domain.calendar.deadlines import Deadlines
from domain.evidence.proofs import grouped
from domain.kit.avances import Indicator, Programme, UnitReport
from domain.kit.moments import Moment
from domain.kit.next_steps import NextStep
from domain.kit.periods import Period
from domain.kit.report_messages import (
    Due,
    IndicatorLine,
    ProgrammeStatus,
    QuarterCount,
    UnitCount,
    UnitGaps,
    UnitStatus,
)
from domain.status.comparison import before, mean_accumulated


def due_of(period: Period, deadlines: Deadlines, moment: Moment) -> Due:
    """Return the due day as it is shown, the general one or that of the deadlines' UR."""
    until = deadlines.received_until(period)
    shut = deadlines.shut_since(period, moment)
    return Due(
        on=deadlines.due_on(period),
        workdays_left=deadlines.workdays_left(period, moment.today),
        received_until=until,
        is_late=moment.today > until,
        is_extended=deadlines.is_extended(period),
        shut_on=shut.astimezone(moment.zone).date() if shut else None,
        open_until=deadlines.open_until(period, moment),
        ends_at=moment.end_of(deadlines.due_on(period)),
    )


def spared_until(unit_code: str, period: Period, deadlines: Deadlines, moment: Moment) -> date | None:
    """Return until when a UR may go on in a quarter that is closed for the others; else None."""
    if deadlines.shut_since(period, moment) is None:
        return None
    own = deadlines.for_unit(unit_code)
    if own.shut_since(period, moment) is not None:
        return None
    return own.open_until(period, moment) or own.due_on(period)


def with_dues(
    units: Sequence[UnitGaps], period: Period, deadlines: Deadlines, moment: Moment
) -> tuple[Due, tuple[UnitGaps, ...]]:
    """Return the most common due day, shown once, and the due day of each UR that differs."""
    dues = [due_of(period, deadlines.for_unit(unit.code), moment) for unit in units]
    if dues and all(each == dues[0] for each in dues):
        return dues[0], tuple(units)
    common = due_of(period, deadlines, moment)
    own = (each if each != common else None for each in dues)
    return common, tuple(replace(unit, due=due) for unit, due in zip(units, own, strict=True))


def line_of(indicator: Indicator, period: Period, programme: str, observation: str = "") -> IndicatorLine:
    quarter = period.quarter
    avance = indicator.avances.get(quarter)
    return IndicatorLine(
        id=indicator.id,
        level=str(indicator.facts.level),
        programme=programme,
        goal=indicator.goal(quarter),
        value=indicator.value(quarter),
        light=indicator.light(quarter),
        accumulated=indicator.achieved_total(quarter),
        evidence_count=len(grouped(avance.evidence)) if avance else 0,
        missing=indicator.missing(quarter),
        candidates=indicator.candidates(quarter) if indicator.value(quarter) is None else (),
        name=indicator.facts.name,
        observation=observation,
    )


def programme_label(report: UnitReport, programme: Programme) -> str:
    """Name the programme only if levels alone would be ambiguous."""
    return programme.code if len(report.programmes) > 1 else ""


def status_of(report: UnitReport, due: Due) -> UnitStatus:
    """Return the figures of a status; the caller that knows the entrega adds its state and next step."""
    earlier = before(report)
    return UnitStatus(
        code=report.unit.code,
        name=report.unit.name,
        period=report.period,
        due=due,
        reported=len(report.reported),
        asked=len(report.asked),
        programmes=tuple(
            ProgrammeStatus(p.code, p.name, tuple(compared(i, report.period) for i in p.indicators))
            for p in report.programmes
        ),
        before=quarter_count(earlier) if earlier else None,
        accumulated=mean_accumulated(report),
    )


def compared(indicator: Indicator, period: Period, programme: str = "") -> IndicatorLine:
    """Return the line of an indicator with its value in the previous quarter of the same year."""
    line = line_of(indicator, period, programme)
    earlier = indicator.value(period.quarter - 1) if period.quarter > 1 else None
    return replace(line, before=earlier)


def quarter_count(report: UnitReport) -> QuarterCount:
    reported, asked = len(report.reported), len(report.asked)
    return QuarterCount(report.period, reported, asked, mean_accumulated(report))


def gaps_of(report: UnitReport, observed: Mapping[int, str] | None = None) -> UnitGaps:
    """Return what the UR itself still owes; with `observed`, only what it was returned for."""
    noted = observed or {}
    lines = tuple(
        line_of(indicator, report.period, programme_label(report, programme), noted.get(indicator.id, ""))
        for programme in report.programmes
        for indicator in programme.indicators
        if (indicator.owed_by_unit(report.period.quarter) if observed is None else indicator.id in observed)
    )
    return UnitGaps(report.unit.code, report.unit.name, lines)


def count_of(report: UnitReport, step: NextStep, until: date | None = None) -> UnitCount:
    reported, asked, gaps = len(report.reported), len(report.asked), len(report.gaps)
    return UnitCount(report.unit.code, report.unit.name, reported, asked, gaps, step, until)
