"""Slips: each is found if it is likely, and never when the goal was met as usual."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.avances import Indicator
from domain.kit.slips import Slip, SlipKind, TypedValue, actividades_of, is_same_text, slip_of, suggestion
from tests.builders import NO_GOALS, Number, an_indicator

HUNDREDTHS = st.decimals(0, 1000, places=2)


def actividades(*values: Number) -> tuple[Indicator, ...]:
    return tuple(
        an_indicator(f"Actividad 7.{place}", achieved=(25, 25, value), id=70 + place)
        for place, value in enumerate(values, start=1)
    )


def found(
    value: Number,
    *,
    goals: tuple[Number, ...] = (25, 25, 25, 25),
    achieved: tuple[Number, ...] = (25, 25),
    below: tuple[Indicator, ...] = (),
    settled: tuple[SlipKind, ...] = (),
) -> Slip | None:
    indicator = an_indicator("Componente 7", goals, achieved=achieved)
    return slip_of(TypedValue(Decimal(value or 0), 3, indicator, below), settled)


@pytest.mark.parametrize(
    ("value", "slip"),
    [
        pytest.param("250", Slip(SlipKind.ABOVE_YEAR, Decimal(25)), id="above the year"),
        pytest.param("75", Slip(SlipKind.CUMULATIVE, Decimal(25), Decimal(50)), id="since January"),
        pytest.param("70", Slip(SlipKind.CUMULATIVE, Decimal(20), Decimal(50)), id="since January, below"),
        pytest.param("2.5", Slip(SlipKind.TENFOLD, Decimal(25)), id="a tenth"),
        pytest.param("0.25", Slip(SlipKind.TENFOLD, Decimal(25)), id="a hundredth"),
        pytest.param("25", None, id="on target"),
        pytest.param("10", None, id="below the goal"),
        pytest.param("30", None, id="above the goal"),
        pytest.param("0", None, id="nothing"),
        pytest.param("50", None, id="as much over the goal as under it"),
    ],
)
def test_a_value_is_held_against_goal_and_history(value: str, slip: Slip | None) -> None:
    assert found(value) == slip


@pytest.mark.parametrize(
    ("value", "meant"), [("25", "2.5"), ("24", "2.4"), ("240", None)], ids=["ten times", "nearly", "far"]
)
def test_a_point_that_slipped_to_the_right(value: str, meant: str | None) -> None:
    slip = found(value, goals=("2.5", "2.5", "2.5", "2.5"), achieved=())

    assert slip is not None
    assert (slip.kind is SlipKind.TENFOLD) is (meant is not None)
    assert meant is None or slip.meant == Decimal(meant)


def test_what_was_usual_until_now_is_no_slip() -> None:
    assert found("2.5", achieved=("2.5", "2.6")) is None


def test_history_tells_of_a_slip_where_there_is_no_goal() -> None:
    assert found("250.0", goals=NO_GOALS) is not None
    assert found("2.4", goals=NO_GOALS) == Slip(SlipKind.TENFOLD, Decimal(24))


@pytest.mark.parametrize(
    ("achieved", "value", "kind"),
    [
        pytest.param((40, 40), "21", SlipKind.YEAR_OVER, id="101 percent"),
        pytest.param((40, 40), "20", None, id="100 percent"),
        pytest.param(("33.34", "33.34"), "33.34", None, id="three rounded thirds"),
        pytest.param((60, 50), "0", None, id="nothing more"),
    ],
)
def test_the_year_does_not_pass_a_hundred_unseen(
    achieved: tuple[Number, ...], value: str, kind: SlipKind | None
) -> None:
    slip = found(value, goals=NO_GOALS, achieved=achieved)

    assert (slip.kind if slip else None) is kind


@pytest.mark.parametrize(
    ("value", "below", "slip"),
    [
        pytest.param("10", actividades(25, 24), Slip(SlipKind.FAR_FROM_MEAN, seen=Decimal("24.5")), id="far"),
        pytest.param("23", actividades(25, 24), None, id="near"),
        pytest.param("10", actividades(25, None), None, id="one is not reported"),
        pytest.param("10", (), None, id="no Actividades"),
        pytest.param("0", actividades(25, 24), Slip(SlipKind.ALL_MET_ZERO, seen=Decimal("24.5")), id="zero"),
        pytest.param(
            "0", actividades(25, 5), Slip(SlipKind.FAR_FROM_MEAN, seen=Decimal(15)), id="not all met"
        ),
        pytest.param("0", actividades(0, 0), None, id="nothing anywhere"),
        pytest.param("1.5", actividades(0, 0), None, id="two points are nothing"),
    ],
)
def test_a_componente_is_held_against_its_actividades(
    value: str, below: tuple[Indicator, ...], slip: Slip | None
) -> None:
    assert found(value, below=below) == slip


def test_an_actividad_that_owes_nothing_is_left_out_of_the_mean() -> None:
    idle = an_indicator("Actividad 7.3", (50, 50, 0, 0), id=73)

    assert found("10", below=(*actividades(25, 25), idle)) == Slip(SlipKind.FAR_FROM_MEAN, seen=Decimal(25))


@pytest.mark.parametrize("kind", [SlipKind.CUMULATIVE, SlipKind.TENFOLD])
def test_a_slip_that_was_settled_is_not_asked_again(kind: SlipKind) -> None:
    value = "75" if kind is SlipKind.CUMULATIVE else "2.5"
    slip = found(value, settled=(kind,))

    assert slip is None or slip.kind is not kind


def test_more_than_the_year_is_doubted_every_time() -> None:
    slip = found("250", settled=(SlipKind.ABOVE_YEAR,))

    assert slip is not None
    assert slip.kind is SlipKind.ABOVE_YEAR


def test_the_actividades_of_a_componente_are_those_of_its_number() -> None:
    all_of_them = [an_indicator(level) for level in ("Fin", "Componente 7", "Actividad 7.1", "Actividad 8.1")]

    assert actividades_of(all_of_them[1], all_of_them) == (all_of_them[2],)
    assert actividades_of(all_of_them[2], all_of_them) == ()


@pytest.mark.parametrize(
    ("words", "before", "is_same"),
    [
        ("La reunión pasó a octubre.", "la reunion paso  a OCTUBRE", True),
        ("La reunión pasó a octubre", "La reunión pasó a enero", False),
        ("La reunión pasó a octubre", None, False),
        ("…", "---", False),
    ],
)
def test_a_copied_justification_is_recognised(words: str, before: str | None, is_same: bool) -> None:
    assert is_same_text(words, before) is is_same


@given(HUNDREDTHS, st.tuples(HUNDREDTHS, HUNDREDTHS), st.sampled_from([None, 0, 10, 25, "33.33", 100]))
def test_what_is_offered_instead_can_be_typed(
    value: Decimal, achieved: tuple[Decimal, Decimal], goal: Number
) -> None:
    slip = found(value, goals=(goal, goal, goal, goal), achieved=achieved)

    assert slip is None or slip.meant is None or 0 <= slip.meant <= 100
    assert slip is None or slip.meant is None or slip.meant == slip.meant.quantize(Decimal("0.01"))


@given(st.sampled_from([10, 20, 25]), st.integers(0, 3))
def test_a_year_as_planned_is_never_doubted(goal: int, quarters: int) -> None:
    indicator = an_indicator(goals=(goal,) * 4, achieved=(goal,) * quarters)

    assert slip_of(TypedValue(Decimal(goal), quarters + 1, indicator)) is None


def test_a_tenth_is_suggested() -> None:
    assert suggestion(Decimal("250.55")) == Decimal("25.06")
    assert replace(Slip(SlipKind.TENFOLD), meant=Decimal(1)).meant == 1
