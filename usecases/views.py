"""From reports to what is said about them: lines, due dates, what is missing."""

from collections.abc import Iterable

from domain.avances import Completeness, Indicator, Programme, UnitReport
from domain.deadlines import Deadlines
from domain.messages import (
    Due,
    IndicatorLine,
    ProgrammeStatus,
    SummaryText,
    UnitCount,
    UnitGap,
    UnitGaps,
    UnitStatus,
)
from domain.moments import Moment
from domain.periods import Period


def due_of(period: Period, deadlines: Deadlines, moment: Moment) -> Due:
    left = deadlines.workdays_left(period, moment.today)
    until = deadlines.received_until(period)
    return Due(deadlines.due_on(period), left, until, is_late=moment.today > until)


def line_of(indicator: Indicator, period: Period, programme: str) -> IndicatorLine:
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
        evidence_count=len(avance.evidence) if avance else 0,
        missing=indicator.missing(quarter),
        candidates=indicator.candidates(quarter) if indicator.value(quarter) is None else (),
        name=indicator.facts.name,
    )


def programme_label(report: UnitReport, programme: Programme) -> str:
    """Name the programme only where levels alone would be ambiguous."""
    return programme.code if len(report.programmes) > 1 else ""


def status_of(report: UnitReport, due: Due) -> UnitStatus:
    return UnitStatus(
        code=report.unit.code,
        name=report.unit.name,
        period=report.period,
        due=due,
        reported=len(report.reported),
        asked=len(report.asked),
        programmes=tuple(
            ProgrammeStatus(p.code, p.name, tuple(line_of(i, report.period, "") for i in p.indicators))
            for p in report.programmes
        ),
    )


def gaps_of(report: UnitReport) -> UnitGaps:
    """Return what the UR itself still owes."""
    lines = tuple(
        line_of(indicator, report.period, programme_label(report, programme))
        for programme in report.programmes
        for indicator in programme.indicators
        if indicator.owed_by_unit(report.period.quarter)
    )
    return UnitGaps(report.unit.code, report.unit.name, lines)


def count_of(report: UnitReport) -> UnitCount:
    return UnitCount(
        report.unit.code, report.unit.name, len(report.reported), len(report.asked), len(report.gaps)
    )


def summary_of(
    reports: Iterable[UnitReport], period: Period, due: Due, moment: Moment, unreachable: Iterable[str]
) -> SummaryText:
    """Count complete, incomplete and not started URs; the worst come first."""
    by_state: dict[Completeness, list[UnitReport]] = {state: [] for state in Completeness}
    for report in reports:
        by_state[report.completeness].append(report)
    return SummaryText(
        period=period,
        day=moment.today,
        due=due,
        complete=len(by_state[Completeness.COMPLETE]),
        not_started=_worst_first(by_state[Completeness.NOT_STARTED]),
        incomplete=_worst_first(by_state[Completeness.INCOMPLETE]),
        unreachable=tuple(unreachable),
    )


def _worst_first(reports: Iterable[UnitReport]) -> tuple[UnitGap, ...]:
    gaps = [_gap_of(report) for report in reports]
    return tuple(sorted(gaps, key=lambda gap: (-gap.gaps, gap.code)))


def _gap_of(report: UnitReport) -> UnitGap:
    lacks = tuple((_short_level(report, i), i.missing(report.period.quarter)) for i in report.gaps)
    return UnitGap(report.unit.code, len(report.gaps), max(len(report.asked), len(report.gaps)), lacks)


def _short_level(report: UnitReport, indicator: Indicator) -> str:
    """`3.1`, or `C3` for a Componente, with the programme where a UR has several."""
    level = indicator.facts.level
    short = level.number if "." in level.number else str(level)
    label = programme_label(report, report.programme_of(indicator))
    return f"{short} (PP {label})" if label else short
