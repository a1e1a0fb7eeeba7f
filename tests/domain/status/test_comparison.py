"""A quarter beside the previous one: counts, accumulated values, and lights."""

from decimal import Decimal

import pytest

from domain.kit.lights import Light
from domain.kit.periods import Period
from domain.status.comparison import before, lights_of, mean_accumulated
from tests.builders import NO_GOALS, T1, T2, T3, a_report, an_indicator


def test_the_quarter_before_counts_what_was_reported_then() -> None:
    report = a_report(an_indicator(achieved=(25, 25, 25)), an_indicator(achieved=(25, 20)), period=T3)

    earlier = before(report)

    assert earlier is not None
    assert (earlier.period, len(earlier.reported), len(report.reported)) == (T2, 2, 1)


@pytest.mark.parametrize("period", [T1, Period(2026, 1), Period(2000, 1)])
def test_a_year_begins_with_nothing_to_compare(period: Period) -> None:
    assert before(a_report(an_indicator(), period=period)) is None


def test_what_is_accumulated_is_the_mean_of_those_that_have_goals() -> None:
    report = a_report(
        an_indicator(achieved=(25, 25, 25)),
        an_indicator(achieved=(10, 15, None, 25)),
        an_indicator(goals=NO_GOALS, achieved=(90,)),
        period=T3,
    )

    assert mean_accumulated(report) == Decimal(50)


def test_without_goals_nothing_is_accumulated() -> None:
    assert mean_accumulated(a_report(an_indicator(goals=NO_GOALS))) is None


def test_lights_are_counted_in_one_order() -> None:
    indicators = [an_indicator(achieved=values) for values in ((), (10,), (25,), (25,), (30,))]

    assert lights_of(indicators, 1) == (
        (Light.GREEN, 2),
        (Light.RED, 1),
        (Light.OVER, 1),
        (Light.NONE, 1),
    )
