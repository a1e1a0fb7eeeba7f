"""Indicators: what follows from their descriptive fields."""

import pytest

from domain.kit.indicators import Sense
from tests.builders import NO_GOALS, an_indicator


@pytest.mark.parametrize("frequency", ["Anual", "anual", " ANUAL "])
def test_an_annual_indicator_is_known_by_its_frequency(frequency: str) -> None:
    assert an_indicator(frequency=frequency).facts.is_annual


@pytest.mark.parametrize("frequency", [None, "", "Trimestral", "Mensual", "Semestral", "Bianual"])
def test_any_other_frequency_is_not_annual(frequency: str | None) -> None:
    assert not an_indicator(frequency=frequency).facts.is_annual


@pytest.mark.parametrize(
    ("written", "sense"),
    [
        ("Ascendente", Sense.ASCENDING),
        ("DESCENDENTE", Sense.DESCENDING),
        ("descendente", Sense.DESCENDING),
        (" Descendente ", Sense.DESCENDING),
        ("Regular", Sense.REGULAR),
        ("Nominal", Sense.NOMINAL),
    ],
)
def test_the_sense_is_read_without_regard_to_capitals_and_spaces(written: str, sense: Sense) -> None:
    assert an_indicator(sense=written).sense is sense


@pytest.mark.parametrize("written", [None, "", "Hacia arriba"])
def test_an_unknown_sense_is_ascending_as_in_every_report_seen(written: str | None) -> None:
    assert an_indicator(sense=written).sense is Sense.ASCENDING


def test_goals_are_there_when_one_quarter_has_one() -> None:
    assert an_indicator(goals=(None, None, None, 0)).has_goals
    assert not an_indicator(goals=NO_GOALS).has_goals


def test_a_quarter_has_its_own_goal_and_value() -> None:
    indicator = an_indicator(goals=(10, 20, 30, 40), achieved=(9, 19))

    assert [indicator.goal(quarter) for quarter in (1, 2, 3, 4)] == [10, 20, 30, 40]
    assert [indicator.value(quarter) for quarter in (1, 2, 3, 4)] == [9, 19, None, None]
