"""Comparing a quarter with the previous one of the same fiscal year."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from domain.kit.avances import Indicator, UnitReport
from domain.kit.lights import ZERO, Light


def before(report: UnitReport) -> UnitReport | None:
    """Return the report of the previous quarter; None for the first one of a year.

    Accumulated values start anew with the year, and the indicators are others.
    """
    if report.period.quarter == 1:
        return None
    return replace(report, period=report.period.previous())


def mean_accumulated(report: UnitReport) -> Decimal | None:
    """Return the mean accumulated value of the indicators with goals; None without any."""
    quarter = report.period.quarter
    totals = [each.achieved_total(quarter) for each in report.indicators if each.has_goals]
    return sum(totals, ZERO) / len(totals) if totals else None


def lights_of(indicators: Iterable[Indicator], quarter: int) -> tuple[tuple[Light, int], ...]:
    """Count the lights of a quarter, in the order of `Light`; lights without an indicator are left out."""
    counted = Counter(each.light(quarter) for each in indicators)
    return tuple((light, counted[light]) for light in Light if counted[light])
