"""The facts of the picture and of the workbook of a summary."""

from collections import Counter

from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.summary.messages import (
    GapRow,
    GapsBook,
    GapsBookText,
    GapsPicture,
    GapsPictureText,
    UnitBar,
    UnitRow,
    UnitState,
)
from domain.summary.projection import Projection
from storage.uow import UnitOfWork
from usecases.kit.views import due_of
from usecases.summary.forecasts import lines_of, projection_of
from usecases.summary.quarter_facts import QuarterFacts, UnitFacts, read_quarter
from usecases.summary.show_summary import show_summary

MOST_BARS = 60
"""More bars than this cannot be told apart on a phone."""


async def gaps_picture(uow: UnitOfWork, said: GapsPicture, moment: Moment) -> Said:
    """Return the bars of the worst URs; if no UR reports anything, a summary that says so."""
    facts = await read_quarter(uow, said.period, moment)
    if not facts.units:
        return await show_summary(uow, moment, said.period)
    ordered = sorted(facts.units, key=_worst_first)
    counts = Counter(unit.state for unit in facts.units)
    return GapsPictureText(
        period=facts.period,
        at=moment.local,
        due=due_of(facts.period, facts.deadlines, moment),
        units=tuple(
            UnitBar(unit.code, unit.report.unit.name, unit.done, unit.asked, unit.state)
            for unit in ordered[:MOST_BARS]
        ),
        more=max(0, len(ordered) - MOST_BARS),
        counts=tuple((state, counts[state]) for state in UnitState if counts[state]),
    )


async def gaps_book(uow: UnitOfWork, said: GapsBook, moment: Moment) -> Said:
    """Return every gap of every UR and the state of all; if there is none, a summary that says so."""
    facts = await read_quarter(uow, said.period, moment)
    if not facts.units:
        return await show_summary(uow, moment, said.period)
    projection = await projection_of(uow, facts)
    ordered = sorted(facts.units, key=_worst_first)
    return GapsBookText(
        period=facts.period,
        at=moment.local,
        due=due_of(facts.period, facts.deadlines, moment),
        gaps=tuple(row for unit in ordered for row in _gap_rows(unit)),
        units=tuple(_unit_row(unit, projection, facts) for unit in ordered),
        programmes=lines_of(projection.programmes),
        ejes=lines_of(projection.ejes),
    )


def _worst_first(unit: UnitFacts) -> tuple[int, int, str]:
    return list(UnitState).index(unit.state), -len(unit.gaps), unit.code


def _gap_rows(unit: UnitFacts) -> list[GapRow]:
    report, quarter = unit.report, unit.report.period.quarter
    rows = []
    for indicator in unit.gaps:
        programme = report.programme_of(indicator)
        rows.append(
            GapRow(
                unit_code=unit.code,
                unit_name=report.unit.name,
                programme=f"{programme.code} {programme.name}",
                level=str(indicator.facts.level),
                name=indicator.facts.name,
                missing=indicator.missing(quarter),
                goal=indicator.goal(quarter),
                value=indicator.value(quarter),
                due_on=unit.deadlines.due_on(report.period),
            )
        )
    return rows


def _unit_row(unit: UnitFacts, projection: Projection, facts: QuarterFacts) -> UnitRow:
    outlook = projection.by_unit[unit.code]
    return UnitRow(
        code=unit.code,
        name=unit.report.unit.name,
        state=unit.state,
        done=unit.done,
        asked=unit.asked,
        done_percent=outlook.done_percent,
        expected=outlook.expected_percent,
        due_on=unit.deadlines.due_on(facts.period),
        is_extended=unit.deadlines.is_extended(facts.period),
        is_reachable=unit.code in facts.reachable,
    )
