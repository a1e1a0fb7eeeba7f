"""How a quarter would close at the usual pace of each UR."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.summary.projection import Outlook, PastQuarter, ProgrammePart, UnitProgress, project, usual_share

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("past", "days_left", "expected"),
    [
        pytest.param((), 3, None, id="no earlier quarter"),
        pytest.param((PastQuarter(4, (2, 2, 1, 0)),), 3, Fraction(1), id="all of it, late"),
        pytest.param((PastQuarter(4, (2, 1)),), 3, HALF, id="half of it"),
        pytest.param((PastQuarter(4, (9, 8, 1)),), 3, HALF, id="half of what was missing then"),
        pytest.param((PastQuarter(4, (3,)),), 3, Fraction(1, 4), id="on the very day counts as to come"),
        pytest.param((PastQuarter(4, (-1, -2)),), 3, Fraction(0), id="after the close is too late"),
        pytest.param((PastQuarter(4),), 3, Fraction(0), id="nothing at all"),
        pytest.param((PastQuarter(2, (9, 9)),), 3, Fraction(1), id="always done earlier"),
        pytest.param((PastQuarter(2, (1, 1)), PastQuarter(2, (-1,))), 3, HALF, id="two quarters together"),
        pytest.param((PastQuarter(1, (9, 1, 1)),), 3, Fraction(1), id="more captured than was asked"),
        pytest.param((PastQuarter(0, ()),), 3, Fraction(1), id="nothing was asked"),
    ],
)
def test_the_usual_share_is_what_came_in_of_what_was_missing(
    past: tuple[PastQuarter, ...], days_left: int, expected: Fraction | None
) -> None:
    assert usual_share(past, days_left) == expected


def unit(code: str, asked: int, gaps: int, share: Fraction | None = None, **part: object) -> UnitProgress:
    fields = {"programme": "08 Gobierno", "ejes": (), **part}
    return UnitProgress(code, (ProgrammePart(asked=asked, gaps=gaps, **fields),), share)  # type: ignore[arg-type]


def test_a_unit_closes_complete_where_less_than_half_an_indicator_would_be_missing() -> None:
    found = project([unit("304", 10, 4, Fraction(9, 10)), unit("402", 10, 5, Fraction(9, 10))])

    assert (found.complete, found.units, found.unknown) == (1, 2, 0)


def test_a_unit_without_history_is_left_out_unless_it_is_complete() -> None:
    found = project([unit("304", 3, 0), unit("402", 3, 1), unit("504", 3, 1, Fraction(1))])

    assert (found.complete, found.units, found.unknown) == (2, 2, 1)


def test_programmes_and_ejes_come_with_the_furthest_behind_first() -> None:
    found = project(
        [
            unit("304", 4, 2, HALF, programme="101", ejes=("Eje 1",)),
            unit("402", 4, 4, HALF, programme="08", ejes=("Eje 1", "Eje 2")),
            unit("504", 4, 4, programme="4"),
            unit("505", 0, 0, programme="5"),
        ]
    )

    assert found.programmes == (
        Outlook("4", 4, 0, None),
        Outlook("08", 4, 0, Fraction(2)),
        Outlook("101", 4, 2, Fraction(3)),
    )
    assert found.ejes == (Outlook("Eje 2", 4, 0, Fraction(2)), Outlook("Eje 1", 8, 2, Fraction(5)))
    assert found.by_unit["304"] == Outlook("304", 4, 2, Fraction(3))


def test_percents_are_rounded_half_up_short_of_all_and_nothing_asked_is_all_of_it() -> None:
    almost = Outlook("4", 300, 100, Fraction(299))
    half = Outlook("4", 8, 5, Fraction(11, 2))

    assert (almost.done_percent, almost.expected_percent) == (33, 99)
    assert (half.done_percent, half.expected_percent) == (63, 69)
    assert Outlook("4", 0, 0, None).done_percent == 100
    assert Outlook("4", 3, 1, None).expected_percent is None


quarters = st.lists(
    st.builds(PastQuarter, st.integers(0, 12), st.lists(st.integers(-5, 20), max_size=12).map(tuple)),
    max_size=4,
)
shares = st.none() | st.fractions(0, 1, max_denominator=20)


@st.composite
def progresses(draw: st.DrawFn) -> UnitProgress:
    asked = draw(st.integers(0, 20))
    return unit(draw(st.sampled_from(["1", "2", "3"])), asked, draw(st.integers(0, asked)), draw(shares))


@given(quarters, st.integers(-5, 20))
def test_a_share_is_never_less_than_nothing_nor_more_than_all(past: list[PastQuarter], left: int) -> None:
    share = usual_share(past, left)

    assert (share is None) == (not past)
    assert share is None or 0 <= share <= 1


@given(st.integers(1, 12), st.lists(st.integers(0, 20), min_size=12, max_size=12), st.integers(0, 20))
def test_who_always_finished_by_the_close_is_expected_to(asked: int, days: list[int], left: int) -> None:
    assert usual_share([PastQuarter(asked, tuple(days[:asked]))], left) == 1


@given(st.lists(progresses(), max_size=6))
def test_what_is_expected_lies_between_what_is_done_and_what_is_asked(units: list[UnitProgress]) -> None:
    found = project(units)

    complete = sum(not each.gaps for each in units)
    assert complete <= found.complete <= found.units == len(units) - found.unknown
    for each in (*found.programmes, *found.ejes):
        assert each.expected is None or each.done <= each.expected <= each.asked


@given(st.integers(1, 20), st.data(), st.fractions(0, 1, max_denominator=20))
def test_one_gap_less_never_makes_the_outlook_worse(asked: int, data: st.DataObject, share: Fraction) -> None:
    gaps = data.draw(st.integers(1, asked))

    before, after = (project([unit("402", asked, each, share)]) for each in (gaps, gaps - 1))

    assert after.complete >= before.complete
    (was,), (now,) = before.programmes, after.programmes
    assert was.expected is not None
    assert now.expected is not None
    assert now.expected >= was.expected
