"""Accumulated results up to a quarter, by programme, eje or UR: means, lights, ranking."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.kit.avances import Indicator, Programme, Unit, UnitReport
from domain.kit.figures import KEPT_PLACES, rounded
from domain.kit.indicators import Sense
from domain.kit.lights import ZERO, Light, Thresholds, compliance, light_of, total


@dataclass(frozen=True)
class Result:
    """One indicator up to a quarter, in percent of the annual plan; `goal` is None without a goal.

    `achieved` adds up the reported values, as the printed form does: a quarter without a report adds nothing.
    """

    unit: Unit
    programme: Programme
    indicator: Indicator
    goal: Decimal | None
    achieved: Decimal
    light: Light
    is_asked: bool
    is_reported: bool
    has_any: bool

    @property
    def compliance(self) -> Decimal | None:
        if not self.has_any:
            return None
        percent = compliance(self.goal, self.achieved, self.indicator.sense)
        return None if percent is None else rounded(percent, KEPT_PLACES)


@dataclass(frozen=True)
class Group:
    """Several indicators together; `goal` and `achieved` are means of the ascending ones.

    `asked` and `reported` count the quarter; `place` is the place in the ranking, shared in a tie.
    """

    key: str
    name: str
    results: tuple[Result, ...]
    asked: int
    reported: int
    goal: Decimal | None
    achieved: Decimal | None
    compliance: Decimal | None
    light: Light
    lights: Mapping[Light, int]
    place: int = 0


def results_of(reports: Iterable[UnitReport]) -> tuple[Result, ...]:
    return tuple(
        _result(report, programme, indicator)
        for report in reports
        for programme in report.programmes
        for indicator in programme.indicators
    )


Key = tuple[str, str]
"""A key of a group, and its name."""


def grouped_by(results: Iterable[Result], keys: Callable[[Result], Iterable[Key]]) -> tuple[Group, ...]:
    """Gather results under each of their keys, in the order of the keys, with their ranking."""
    gathered: dict[str, list[Result]] = {}
    names: dict[str, str] = {}
    for result in results:
        for key, name in keys(result):
            gathered.setdefault(key, []).append(result)
            names.setdefault(key, name)
    return ranked(_group(key, names[key], tuple(gathered[key])) for key in sorted(gathered))


def whole(results: Iterable[Result], name: str) -> Group:
    """Return the group of all results."""
    return _group("", name, tuple(results))


def ranked(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Rank the groups by compliance, the best first; those without any have no place."""
    found = tuple(groups)
    known = sorted((each.compliance for each in found if each.compliance is not None), reverse=True)
    return tuple(
        each if each.compliance is None else replace(each, place=known.index(each.compliance) + 1)
        for each in found
    )


def _result(report: UnitReport, programme: Programme, indicator: Indicator) -> Result:
    until = report.period.quarter
    goals = [goal for goal in indicator.goals[:until] if goal is not None]
    goal = sum(goals, ZERO) if goals else None
    achieved = indicator.achieved(until)
    has_any = any(each is not None for each in achieved)
    done = total(achieved)
    light = light_of(goal, done if has_any else None, indicator.sense, indicator.rules.thresholds)
    return Result(
        unit=report.unit,
        programme=programme,
        indicator=indicator,
        goal=goal,
        achieved=done,
        light=light,
        is_asked=indicator.is_owed(until) or until in indicator.avances,
        is_reported=indicator.value(until) is not None,
        has_any=has_any,
    )


def _group(key: str, name: str, results: tuple[Result, ...]) -> Group:
    asked = [each for each in results if each.is_asked]
    ascending = [each for each in results if each.indicator.sense is Sense.ASCENDING and each.goal]
    # Over equally many indicators, so that sums compare as means do, and nothing is rounded before.
    goal = sum((each.goal for each in ascending if each.goal is not None), ZERO)
    achieved = sum((each.achieved for each in ascending), ZERO)
    has_any = any(each.has_any for each in ascending)
    percent = compliance(goal, achieved if has_any else None)
    return Group(
        key=key,
        name=name,
        results=results,
        asked=len(asked),
        reported=sum(each.is_reported for each in asked),
        goal=_mean(goal, len(ascending)),
        achieved=_mean(achieved, len(ascending)) if has_any else None,
        compliance=None if percent is None else rounded(percent, KEPT_PLACES),
        light=light_of(goal, achieved if has_any else None, thresholds=Thresholds()),
        lights=Counter(each.light for each in results),
    )


def _mean(amount: Decimal, count: int) -> Decimal | None:
    return rounded(amount / count, KEPT_PLACES) if count else None
