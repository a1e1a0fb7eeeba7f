"""Figures of reported values: totals, gaps, how complete a report is."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.avances import Avance, Completeness, Indicator, Missing, Programme, Unit, UnitReport
from domain.kit.indicators import Sense
from domain.kit.lights import Light, total
from tests.builders import (
    A_REASON,
    NO_GOALS,
    T3,
    Number,
    a_confirmed_zero,
    a_report,
    an_avance,
    an_indicator,
    an_unclear_value,
    an_unconfirmed_import,
    quarters,
)

Row = tuple[Number, ...]

# Intact rows of the seeds: goals, values, variations, and the variation printed as accumulated.
ROWS = {
    "000 Actividad 1.3": ((25, 25, 25, 25), (13, 50), (12, -25, 25, 25), 37),
    "000 Actividad 3.2": ((25, 25, 25, 25), (0, 41), (25, -16, 25, 25), 59),
    "000 Actividad 3.3": ((25, 25, 25, 25), (0, 48), (25, -23, 25, 25), 52),
    "001 Componente": ((25, 25, 25, 25), (25,), (0, 25, 25, 25), 75),
    "002 Propósito": ((0, 0, 0, 100), (0, 0), (0, 0, 0, 100), 100),
    "002 line 45": ((13, 33, 30, 24), (13, 26), (0, 7, 30, 24), 61),
    "002 line 46": ((20, 20, 30, 30), (20, 0), (0, 20, 30, 30), 80),
    "002 line 60": ((12, 28, 35, 25), (9, 28), (3, 0, 35, 25), 63),
}


@pytest.mark.parametrize(("goals", "achieved", "variations", "left"), ROWS.values(), ids=ROWS)
def test_an_intact_row_of_the_seeds_is_computed_as_printed(
    goals: Row, achieved: Row, variations: Row, left: int
) -> None:
    indicator = an_indicator(goals=goals, achieved=achieved)

    assert indicator.variations() == quarters(variations)
    assert indicator.achieved_total() == sum(Decimal(value or 0) for value in achieved)
    assert indicator.variation_total() == left


def test_later_quarters_are_left_out_of_an_earlier_report() -> None:
    indicator = an_indicator(achieved=(20, 30, 25))

    assert indicator.achieved(until=2) == quarters((20, 30))
    assert indicator.variations(until=2) == quarters((5, -5, 25, 25))
    assert indicator.achieved_total(until=2) == 50
    assert indicator.variation_total(until=2) == 50


def test_a_quarter_without_goal_has_no_variation() -> None:
    indicator = an_indicator(goals=(None, 40, 30, 30), achieved=(10, 40))

    assert indicator.variations() == quarters((None, 0, 30, 30))


def test_without_goals_nothing_is_left_to_count() -> None:
    assert an_indicator(goals=NO_GOALS, achieved=(25,)).variation_total() is None


@st.composite
def whole_plans(draw: st.DrawFn) -> tuple[Decimal, ...]:
    """Goals in hundredths that sum 100."""
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), min_size=3, max_size=3)))
    bounds = [0, *cuts, 10_000]
    return tuple(Decimal(end - start) / 100 for start, end in pairwise(bounds))


@given(whole_plans(), st.lists(st.none() | st.decimals(0, 1000, places=2), max_size=4))
def test_the_variations_sum_what_is_left_of_100(
    goals: tuple[Decimal, ...], achieved: list[Decimal | None]
) -> None:
    indicator = an_indicator(goals=goals, achieved=achieved)

    assert total(indicator.variations()) == 100 - indicator.achieved_total()
    assert total(indicator.variations()) == indicator.variation_total()


def test_the_light_of_a_quarter_follows_the_sense() -> None:
    ascending = an_indicator(achieved=(50,), sense=Sense.ASCENDING)
    nominal = an_indicator(achieved=(50,), sense=Sense.NOMINAL)

    assert (ascending.light(1), nominal.light(1)) == (Light.OVER, Light.RED)
    assert ascending.light(2) is Light.NONE


@pytest.mark.parametrize(
    ("goal", "frequency", "owed"),
    [
        pytest.param(25, "Trimestral", [1, 2, 3, 4], id="a goal each quarter"),
        pytest.param(None, "Trimestral", [1, 2, 3, 4], id="no goal yet"),
        pytest.param(0, "Trimestral", [], id="goal 0"),
        pytest.param(25, "Anual", [4], id="annual"),
        pytest.param(None, "Anual", [4], id="annual without goal"),
        pytest.param(0, "Anual", [], id="annual with goal 0"),
        pytest.param(25, "Mensual", [1, 2, 3, 4], id="monthly"),
    ],
)
def test_a_value_is_owed_for_each_goal_and_annual_ones_in_t4_only(
    goal: Number, frequency: str, owed: list[int]
) -> None:
    indicator = an_indicator(goals=(goal,) * 4, frequency=frequency)

    assert [quarter for quarter in (1, 2, 3, 4) if indicator.is_owed(quarter)] == owed


RED = 10
NO_PROOF = ()


@pytest.mark.parametrize(
    ("avance", "missing"),
    [
        pytest.param(None, [Missing.VALUE], id="silence"),
        pytest.param(an_avance(25), [], id="on target with proof"),
        pytest.param(an_avance(25, evidence=NO_PROOF), [Missing.EVIDENCE], id="without proof"),
        pytest.param(an_avance(RED), [Missing.JUSTIFICATION], id="red without reason"),
        pytest.param(an_avance(RED, justification=A_REASON), [], id="red with reason"),
        pytest.param(an_avance(50), [Missing.JUSTIFICATION], id="over without reason"),
        pytest.param(
            an_avance(RED, evidence=NO_PROOF),
            [Missing.EVIDENCE, Missing.JUSTIFICATION],
            id="red without proof or reason",
        ),
        pytest.param(
            an_avance(RED, evidence=NO_PROOF, justification=A_REASON),
            [Missing.EVIDENCE],
            id="red with reason, without proof",
        ),
        pytest.param(an_avance(RED, justification=""), [Missing.JUSTIFICATION], id="empty reason"),
        pytest.param(a_confirmed_zero(), [], id="zero needs no proof"),
        pytest.param(a_confirmed_zero(None), [Missing.JUSTIFICATION], id="zero without reason"),
        pytest.param(an_unconfirmed_import(), [Missing.CONFIRMATION], id="two readings"),
    ],
)
@pytest.mark.parametrize("has_goals", [True, False], ids=["with goals", "without goals"])
def test_each_thing_that_is_missing_is_named(
    avance: Avance | None, missing: list[Missing], has_goals: bool
) -> None:
    goals = (25, 25, 25, 25) if has_goals else NO_GOALS
    indicator = an_indicator(goals=goals, avances={3: avance} if avance else {})

    found = indicator.missing(3)

    judged = missing if has_goals else [what for what in missing if what is not Missing.JUSTIFICATION]
    assert list(found) == [*([] if has_goals else [Missing.GOAL]), *judged]
    assert list(indicator.owed_by_unit(3)) == judged


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_an_annual_indicator_lacks_nothing_before_t4(quarter: int) -> None:
    assert an_indicator("Fin", (0, 0, 0, 100), frequency="Anual").missing(quarter) == ()


def test_an_annual_indicator_lacks_its_value_in_t4() -> None:
    assert an_indicator("Fin", (0, 0, 0, 100), frequency="Anual").missing(4) == (Missing.VALUE,)


def test_a_value_given_where_none_was_owed_still_needs_its_proof() -> None:
    indicator = an_indicator(goals=(0, 30, 30, 40), avances={1: an_avance(10, evidence=NO_PROOF)})

    assert indicator.missing(1) == (Missing.EVIDENCE,)


def test_only_the_readings_of_that_quarter_are_candidates() -> None:
    settled = replace(an_unclear_value(2, 99), needs_confirmation=False)
    indicator = an_indicator(flags=(an_unclear_value(2, 80, 0), an_unclear_value(1, 20), settled))

    assert indicator.candidates(2) == (Decimal(80), Decimal(0))


DONE = an_indicator(avances={3: an_avance()})
HALF_DONE = an_indicator(avances={3: an_avance(evidence=NO_PROOF)})
SILENT = an_indicator()
UNCONFIRMED = an_indicator(avances={3: an_unconfirmed_import()})
NOT_OWED = an_indicator("Fin", frequency="Anual")
WITHOUT_GOALS = an_indicator(goals=NO_GOALS, avances={3: an_avance()})


@pytest.mark.parametrize(
    ("indicators", "completeness"),
    [
        pytest.param([], Completeness.COMPLETE, id="nothing asked"),
        pytest.param([NOT_OWED], Completeness.COMPLETE, id="nothing owed"),
        pytest.param([DONE, DONE], Completeness.COMPLETE, id="all done"),
        pytest.param([DONE, NOT_OWED], Completeness.COMPLETE, id="done and not owed"),
        pytest.param([DONE, SILENT], Completeness.INCOMPLETE, id="one of two"),
        pytest.param([HALF_DONE], Completeness.INCOMPLETE, id="without proof"),
        pytest.param([WITHOUT_GOALS], Completeness.INCOMPLETE, id="goal not registered"),
        pytest.param([SILENT, SILENT], Completeness.NOT_STARTED, id="silence"),
        pytest.param([SILENT, NOT_OWED], Completeness.NOT_STARTED, id="silence and not owed"),
        pytest.param([UNCONFIRMED], Completeness.NOT_STARTED, id="nobody has confirmed"),
    ],
)
def test_a_report_is_complete_when_nothing_is_missing(
    indicators: list[Indicator], completeness: Completeness
) -> None:
    assert a_report(*indicators).completeness is completeness


@pytest.mark.parametrize(
    ("indicators", "has_captures"),
    [
        pytest.param([], False, id="no indicators"),
        pytest.param([SILENT], False, id="silence"),
        pytest.param([DONE], True, id="captured"),
        pytest.param([an_indicator(avances={3: an_avance(is_imported=True)})], False, id="imported"),
        pytest.param([an_indicator(avances={2: an_avance()})], False, id="captured in another quarter"),
    ],
)
def test_a_report_knows_whether_any_of_it_was_captured(
    indicators: list[Indicator], *, has_captures: bool
) -> None:
    assert a_report(*indicators).has_captures is has_captures


def test_an_indicator_is_asked_when_it_is_owed_or_was_given_all_the_same() -> None:
    given = an_indicator("Propósito", frequency="Anual", avances={3: an_avance()})

    report = a_report(SILENT, NOT_OWED, given, UNCONFIRMED)

    assert levels(report.asked) == ["Actividad 7.1", "Propósito", "Actividad 7.1"]
    assert levels(report.reported) == ["Propósito"]


def test_a_missing_goal_is_a_gap_that_the_unit_does_not_owe() -> None:
    report = a_report(WITHOUT_GOALS)

    assert levels(report.gaps) == ["Actividad 7.1"]
    assert report.owed == ()


def test_the_indicators_of_all_programmes_count_in_order() -> None:
    fourth = Programme("4", "Planeación", (an_indicator("Componente 4", id=1),))
    sixth = Programme("6", "Indicadores", (an_indicator("Componente 6", id=2),))

    report = UnitReport(Unit("504", "IMPLAN"), T3, (fourth, sixth))

    assert levels(report.indicators) == ["Componente 4", "Componente 6"]
    assert [report.programme_of(each) for each in report.indicators] == [fourth, sixth]


def levels(indicators: tuple[Indicator, ...]) -> list[str]:
    return [str(indicator.facts.level) for indicator in indicators]
