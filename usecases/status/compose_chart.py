"""Look up the figures of a chart when it is sent."""

from collections.abc import Iterable
from decimal import Decimal

from domain.kit.avances import Indicator
from domain.kit.lights import ZERO, light_of
from domain.status.charts import PAGE, last_page
from domain.status.messages import ChartLine, ChartText, StatusChart
from storage.uow import UnitOfWork
from usecases.kit.views import programme_label


async def compose_chart(uow: UnitOfWork, said: StatusChart) -> ChartText | None:
    """Return a chart with its figures; None if the UR has no indicators (any more)."""
    reports = await uow.programmes.reports(said.period, [said.unit_code])
    found = [
        _line(indicator, said.period.quarter, programme_label(report, programme))
        for report in reports
        for programme in report.programmes
        for indicator in programme.indicators
    ]
    if not found:
        return None
    last = last_page(len(found))
    page = min(said.page, last)
    shown = tuple(found[page * PAGE : (page + 1) * PAGE])
    return ChartText(said.unit_code, reports[0].unit.name, said.period, shown, page, last)


def _line(indicator: Indicator, until: int, programme: str) -> ChartLine:
    quarters = range(1, until + 1)
    level = str(indicator.facts.level)
    goals = tuple(indicator.goal(quarter) for quarter in quarters)
    values = tuple(indicator.value(quarter) for quarter in quarters)
    goal_total, value_total = _sum(goals), _sum(values)
    thresholds = indicator.rules.thresholds
    return ChartLine(
        level=f"{level} · PP {programme}" if programme else level,
        name=indicator.facts.name,
        goals=goals,
        values=values,
        lights=tuple(indicator.light(quarter) for quarter in quarters),
        goal_total=goal_total,
        value_total=value_total,
        light_total=light_of(goal_total, value_total, indicator.sense, thresholds),
    )


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if known else None
