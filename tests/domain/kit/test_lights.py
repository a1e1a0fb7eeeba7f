"""Arithmetic of goals and results: variation, compliance and the boundaries of each light."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.indicators import Sense
from domain.kit.lights import Light, Thresholds, compliance, light_of, total, variation
from tests.builders import Number, percent, quarters

GOAL = Decimal(100)
AMOUNTS = st.decimals(0, 1000, places=2)


@pytest.mark.parametrize(
    ("programmed", "achieved", "expected"),
    [
        pytest.param(25, 25, 0, id="on target"),
        pytest.param(25, 13, 12, id="shortfall is positive"),
        pytest.param(25, 50, -25, id="over-achievement is negative"),
        pytest.param(25, 0, 25, id="confirmed zero"),
        pytest.param(25, None, 25, id="blank counts as zero"),
        pytest.param(0, 10, -10, id="nothing programmed"),
        pytest.param("33.33", "33.3", "0.03", id="exact to the hundredth"),
    ],
)
def test_the_variation_is_the_shortfall_in_points(
    programmed: Number, achieved: Number, expected: Number
) -> None:
    assert variation(Decimal(programmed or 0), percent(achieved)) == percent(expected)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param((25, 25, 25, 25), 100, id="all"),
        pytest.param((13, 26), 39, id="blanks are left out"),
        pytest.param((0, 0), 0, id="zeros"),
        pytest.param((), 0, id="nothing reported"),
        pytest.param(("0.1", "0.2"), "0.3", id="exact"),
    ],
)
def test_the_total_adds_what_is_not_blank(values: tuple[Number, ...], expected: Number) -> None:
    assert total(quarters(values)) == percent(expected)


ASCENDING = [
    ("0", Light.RED),
    ("79.99", Light.RED),
    ("80", Light.YELLOW),
    ("89.99", Light.YELLOW),
    ("90", Light.GREEN),
    ("100", Light.GREEN),
    ("110", Light.GREEN),
    ("110.01", Light.OVER),
]


@pytest.mark.parametrize(("achieved", "light"), ASCENDING)
def test_an_ascending_indicator_is_judged_by_what_it_reached(achieved: str, light: Light) -> None:
    assert light_of(GOAL, Decimal(achieved)) is light


@pytest.mark.parametrize(("programmed", "light"), ASCENDING[1:])
def test_a_descending_indicator_is_judged_the_other_way_round(programmed: str, light: Light) -> None:
    assert light_of(Decimal(programmed), Decimal(100), Sense.DESCENDING) is light


def test_a_descending_indicator_at_zero_is_over_and_divides_nothing() -> None:
    assert compliance(GOAL, Decimal(0), Sense.DESCENDING) == 200
    assert light_of(GOAL, Decimal(0), Sense.DESCENDING) is Light.OVER


@pytest.mark.parametrize("sense", [Sense.REGULAR, Sense.NOMINAL])
@pytest.mark.parametrize(
    ("achieved", "light"),
    [
        ("79.99", Light.RED),
        ("80", Light.YELLOW),
        ("89.99", Light.YELLOW),
        ("90", Light.GREEN),
        ("100", Light.GREEN),
        ("110", Light.GREEN),
        ("110.01", Light.YELLOW),
        ("120", Light.YELLOW),
        ("120.01", Light.RED),
    ],
)
def test_a_regular_or_nominal_indicator_is_judged_by_its_distance(
    sense: Sense, achieved: str, light: Light
) -> None:
    assert light_of(GOAL, Decimal(achieved), sense) is light


@pytest.mark.parametrize("sense", Sense)
def test_the_goal_itself_is_always_green(sense: Sense) -> None:
    assert compliance(Decimal(25), Decimal(25), sense) == 100
    assert light_of(Decimal(25), Decimal(25), sense) is Light.GREEN


@pytest.mark.parametrize("sense", Sense)
@pytest.mark.parametrize(
    ("programmed", "achieved", "light"),
    [
        pytest.param(0, None, Light.NOT_APPLICABLE, id="goal 0 without value"),
        pytest.param(0, 0, Light.NOT_APPLICABLE, id="goal 0 with zero"),
        pytest.param(0, 10, Light.NOT_APPLICABLE, id="goal 0 with value"),
        pytest.param(None, 10, Light.NOT_APPLICABLE, id="no goal with value"),
        pytest.param(None, None, Light.NONE, id="no goal without value"),
        pytest.param(25, None, Light.NONE, id="goal without value"),
    ],
)
def test_without_goal_or_value_there_is_nothing_to_judge(
    sense: Sense, programmed: Number, achieved: Number, light: Light
) -> None:
    assert light_of(percent(programmed), percent(achieved), sense) is light
    assert compliance(percent(programmed), percent(achieved), sense) is None


def test_implan_may_set_other_thresholds() -> None:
    narrow = Thresholds(green_from=Decimal(95), green_to=Decimal(105), yellow_from=Decimal(90))

    judged = [light_of(GOAL, Decimal(value), thresholds=narrow) for value in ("89.99", "90", "95", "105.01")]

    assert judged == [Light.RED, Light.YELLOW, Light.GREEN, Light.OVER]


def test_only_what_is_outside_green_asks_for_a_reason() -> None:
    asking = {light for light in Light if light.asks_for_reason}

    assert asking == {Light.YELLOW, Light.RED, Light.OVER}


@given(AMOUNTS.filter(bool), AMOUNTS, AMOUNTS)
def test_more_of_an_ascending_indicator_is_never_worse(goal: Decimal, one: Decimal, other: Decimal) -> None:
    ladder = [Light.RED, Light.YELLOW, Light.GREEN, Light.OVER]
    less, more = sorted((one, other))

    assert ladder.index(light_of(goal, less)) <= ladder.index(light_of(goal, more))
